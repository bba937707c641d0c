import type { Meeting, Offer, Proposal, Step, Waiting } from '../model.ts'

/** A meeting with all that stands on its page. */
export type Whole = {
  meeting: Meeting
  offer: Offer | undefined
  proposals: readonly Proposal[]
  steps: readonly Step[]
  waiting: Waiting | undefined
  /** Whom they are to meet is, that day. */
  away: boolean
}

/** What staff propose and the person has not answered. */
export const proposed = ({ proposals }: Whole): Proposal | undefined =>
  proposals.find(({ by, state }) => by === 'staff' && state === 'open')
/** What the person has proposed: waiting for an answer, or answered with a no since nothing has changed after it. */
export const asked = ({ proposals }: Whole): Proposal | undefined => proposals.findLast(({ by }) => by === 'person')
