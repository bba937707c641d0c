import type { Tx } from '#kernel/db'
import { ownNumber } from '#kernel/values/phone'
import { readAddress } from './address.ts'
import { listWays } from './settings/queries.ts'

/** The number that a person has given us and that reaches them, as they are to read it: to fill in where a number is asked for. */
export async function knownNumber(tx: Tx, secret: string): Promise<string | undefined> {
  const way = (await listWays(tx)).find(({ kind, bounced }) => kind === 'sms' && !bounced)
  const number = way && readAddress(secret, way.sealed)
  return number && (ownNumber(number) ?? number)
}
