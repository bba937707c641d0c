import type { Day } from './day.ts'

/**
 * Something open between a person and us: whose turn it is, a sentence about it and the one act it leads to. `you`: we wait for the reader;
 * `choice`: the reader may, and nobody waits; `we`: the reader waits for us. Each has exactly one next actor. Words may carry marks.
 */
export type Wait = {
  turn: 'you' | 'choice' | 'we'
  title: string
  text: string
  href: string
  /** What the link says where it stands alone. */
  act: string
  by?: Day | undefined
  /** Comes before the rest, whatever their days: a decision that has not been read. */
  first?: boolean | undefined
  /** Nothing is done here, only read: a quiet link and no button. */
  quiet?: boolean | undefined
  /** Where to phone instead. */
  call?: string | undefined
}

/** Those of one turn, what comes before the rest first and then the nearest day; what has no day last. */
export const waitsOf = (all: readonly Wait[], turn: Wait['turn']): Wait[] =>
  all.filter((one) => one.turn === turn).toSorted((a, b) => Number(b.first ?? false) - Number(a.first ?? false) || soonest(a.by, b.by))

const soonest = (a: Day | undefined, b: Day | undefined): number =>
  a === b ? 0 : a === undefined ? 1 : b === undefined ? -1 : a < b ? -1 : 1
