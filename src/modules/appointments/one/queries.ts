import { z } from 'zod'
import type { Tx } from '#kernel/db'
import { listMeetings, listOffers, listProposals, listSteps, listWaiting } from '../queries.ts'
import type { Whole } from './model.ts'

/** One of the person's meetings with what is offered, proposed and has happened, asked for at once; undefined when it is not theirs. */
export async function readMeeting(tx: Tx, booking: string): Promise<Whole | undefined> {
  const [[meeting], offers, proposals, steps, waiting, away] = await Promise.all([
    listMeetings(tx, booking),
    listOffers(tx),
    listProposals(tx, booking),
    listSteps(tx, booking),
    listWaiting(tx),
    tx.maybe(z.object({ away: z.boolean() }))`select appointments.away_then(${booking}) as away`,
  ])
  const mine = <T extends { bookingId: string }>(of: readonly T[]) => of.find(({ bookingId }) => bookingId === booking)
  return meeting && { meeting, offer: mine(offers), proposals, steps, waiting: mine(waiting), away: away?.away ?? false }
}
