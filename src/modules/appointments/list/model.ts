import type { Tx } from '#kernel/db'
import type { Language } from '#kernel/text'
import type { Day } from '#kernel/values/day'
import { type Meeting, type Offer, type Proposal, standing, type Waiting } from '../model.ts'

/** All that a person's times are: what they have booked, what is held for them, what is proposed, and where they are in line. */
export type Times = {
  meetings: readonly Meeting[]
  offers: readonly Offer[]
  proposals: readonly Proposal[]
  waiting: readonly Waiting[]
}

/** A meeting that a case tells of, and that was not booked here: words as the source has them. */
export type CaseMeeting = {
  href: string
  title: string
  on: Day
  at: Date | undefined
  place: string | undefined
  with: readonly string[]
}
export type CaseMeetings = (tx: Tx, today: Day, language: Language) => Promise<CaseMeeting[]>

/** Those of them that are not among the times already. */
export const alsoTold = (told: readonly CaseMeeting[], meetings: readonly Meeting[]): CaseMeeting[] =>
  told.filter(({ at }) => !meetings.some(({ startsAt }) => +startsAt === Number(at)))

/** What is ahead in order, what was cancelled of it, and what has been with the latest first. */
export function byStanding(
  meetings: readonly Meeting[],
  now: Date,
): { ahead: readonly Meeting[]; off: readonly Meeting[]; past: readonly Meeting[] } {
  const of = Object.groupBy(meetings, (one) =>
    ['ahead', 'now'].includes(standing(one, now)) ? 'ahead' : one.state === 'cancelled' && one.startsAt > now ? 'off' : 'past',
  )
  return { ahead: of.ahead ?? [], off: of.off ?? [], past: (of.past ?? []).toReversed() }
}

export type Turn = { kind: 'offer'; offer: Offer; meeting: Meeting } | { kind: 'proposal'; proposal: Proposal; meeting: Meeting }

/** What waits for the person, what runs out first first. */
export function turnsOf({ meetings, offers, proposals }: Times): Turn[] {
  const of = (id: string) => meetings.find((one) => one.id === id)
  return [
    ...offers.flatMap((offer): Turn[] => {
      const meeting = of(offer.bookingId)
      return meeting ? [{ kind: 'offer', offer, meeting }] : []
    }),
    ...proposals.flatMap((proposal): Turn[] => {
      const meeting = of(proposal.bookingId)
      return meeting && proposal.by === 'staff' ? [{ kind: 'proposal', proposal, meeting }] : []
    }),
  ].toSorted((a, b) => +untilOf(a) - +untilOf(b))
}

export const untilOf = (turn: Turn): Date => (turn.kind === 'offer' ? turn.offer.until : turn.proposal.until)
