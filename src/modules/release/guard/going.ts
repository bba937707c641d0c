import type { Search } from '#modules/matters'
import { findReviewed } from '../queue/queries.ts'
import { guard, toldIn, toldInFile } from './guard.ts'
import { factsOf } from './queries.ts'

/**
 * Searches what is about to be handed to a matter's person as the queue does. What somebody has shown them stands as looked at: when a fact
 * is added, what is shown is searched again and hidden.
 */
const stops: Search['stops'] = async (tx, secret, matterId, itemIds) => {
  const stopped: Awaited<ReturnType<Search['stops']>> = []
  // Most often nothing is guarded, and then no item needs to be read.
  if ((await factsOf(tx, secret, matterId)).length === 0) return stopped
  for (const itemId of itemIds) {
    const item = await findReviewed(tx, { matterId, itemId })
    if (!item || (item.state === 'released' && item.decider !== null)) continue
    const { found, unread } = await guard(tx, secret, item)
    if (found.length > 0) stopped.push({ itemId, why: 'found' })
    else if (unread) stopped.push({ itemId, why: 'unread' })
  }
  return stopped
}

export const search = { stops, toldIn, toldInFile }
