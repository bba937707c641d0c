import { type Day, dayOf } from '#kernel/values/day'
import type { Template } from '../templates/model.ts'
import { chainsOf, type Item } from './items.ts'
import { namesHidden, titleOf } from './lists.ts'
import { type Event, isDecision } from './model.ts'
import type { AnnulledEntry, EventEntry, Voice } from './view.ts'

/** The items as lines to read. Nothing of the source's own references comes along: only ids of what this person was handed. */
export function entriesOf(items: readonly Item[], template: Template): Map<string, EventEntry | AnnulledEntry> {
  const decided = items.filter(({ event }) => isDecision(event))
  const secret = new Set(
    [...Map.groupBy(decided, (item) => item.root)].filter(([, chain]) => namesHidden(chain as never)).map(([root]) => root),
  )
  const moved = new Map(
    chainsOf(items, 'follow-up-planned').flatMap((chain) => chain.slice(0, -1).map(({ id }) => [id, chain.at(-1)!.event.detail.on])),
  )
  return new Map(
    items.map((item) => [
      item.id,
      item.annulled ? annulledOf(item, item.annulled) : { ...entryOf(item, template, secret.has(item.root)), movedTo: moved.get(item.id) },
    ]),
  )
}

const annulledOf = ({ id, day, event: { kind } }: Item, { at, reason }: NonNullable<Item['annulled']>): AnnulledEntry => ({
  type: 'annulled',
  id,
  day,
  voice: 'we',
  kind,
  on: dayOf(at),
  reason,
})

function entryOf(item: Item, { steps }: Template, secret: boolean): EventEntry {
  const { id, day, event, about, documentId, plain, own = [], openedAt } = item
  const named = 'step' in event.detail ? event.detail.step : undefined
  const step = steps.find(({ key }) => key === named)
  const before = olderWordings(item)
  return {
    type: 'event',
    id,
    day,
    at: event.at,
    kind: event.kind,
    detail: told(event, secret),
    voice: voiceOf(event),
    author: secret ? undefined : event.author,
    masked: event.masked,
    about: about && !about.annulled ? { id: about.root, kind: about.event.kind, title: titleOf(about.event) } : undefined,
    step: event.kind === 'stepped-back' ? (step?.past ?? step?.title) : step?.title,
    correctedOn: before.length ? dayOf(item.handedAt) : undefined,
    before: before.map((old) => ({ day: dayOf(old.at), detail: told(old, secret), author: secret ? undefined : old.author })),
    documentId,
    plain,
    opened: openedAt !== undefined,
    own: [...own],
  } as EventEntry
}

const names = { decidedBy: undefined, investigatedBy: undefined }

function told({ detail }: Event, secret: boolean): object {
  const { document: _, ...rest } = detail as { document?: string }
  return secret ? { ...rest, ...names } : rest
}

/** The earlier wordings that read otherwise, were dated otherwise or had another file. A payment that goes from planned to paid is news and no correction. */
function olderWordings({ event, earlier }: Item): Event[] {
  if (!earlier.length) return []
  const now = wording(event)
  return earlier.filter((old, at) => wording(old) !== now && wording(old) !== (at > 0 ? wording(earlier[at - 1]!) : ''))
}

/** What comes again on another day when it goes from one state to the next. */
const moves = new Set(['payment', 'condition'])
const progress = new Set(['document', 'deliveredOn', 'paidOn', 'dueOn', 'status'])
const wording = ({ kind, at, detail }: Event) =>
  JSON.stringify([
    moves.has(kind) ? '' : dayOf(at),
    ...Object.entries(detail).filter(([key]) => !progress.has(key) || (kind === 'document-added' && key === 'document')),
  ])

/** Whose words or doing it is (the colour of the thread). */
export function voiceOf({ kind, detail }: Event): Voice {
  if (kind === 'request-fulfilled' || (kind === 'received' && detail.what === 'application')) return 'you'
  if (kind === 'document-added' && detail.fromPerson) return 'you'
  return kind === 'meeting-held' || kind === 'follow-up-planned' ? 'both' : 'we'
}

export const monthOf = (day: Day): Day => `${day.slice(0, 7)}-01` as Day
