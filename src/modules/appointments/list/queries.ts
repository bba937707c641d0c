import type { Tx } from '#kernel/db'
import { listMeetings, listOffers, listProposals, listWaiting } from '../queries.ts'
import type { Times } from './model.ts'

/** All that the person's times are, asked for at once; and now they have seen what waits. */
export async function readTimes(tx: Tx): Promise<Times> {
  const [meetings, offers, proposals, waiting] = await Promise.all([
    listMeetings(tx, null),
    listOffers(tx),
    listProposals(tx, null),
    listWaiting(tx),
    tx.run`select notice.has_looked()`,
  ])
  return { meetings, offers, proposals, waiting }
}
