import type { Seen } from '../start/model.ts'

/** Open matters and closed ones, each with the latest first. */
export function openAndClosed(all: readonly Seen[]): { open: Seen[]; closed: Seen[] } {
  const { closed = [], open = [] } = Object.groupBy(all, ({ view }) => (view.status === 'closed' ? 'closed' : 'open'))
  const ended = ({ view }: Seen) => view.closedOn ?? ''
  return { open, closed: closed.toSorted((a, b) => (ended(a) < ended(b) ? 1 : -1)) }
}
