import type { Tx } from '#kernel/db'
import { phone } from '#kernel/values/phone'
import { readAddress } from './address.ts'
import { listWays } from './settings/queries.ts'

/** The number that a person has given us, as they are to read it. */
export async function ownNumber(tx: Tx, secret: string): Promise<string | undefined> {
  const way = (await listWays(tx)).find(({ kind, bounced }) => kind === 'sms' && !bounced)
  const number = way && readAddress(secret, way.sealed)
  return number && (phone(number)?.shown.replaceAll('\u00a0', ' ').replaceAll('\u2011', '-') ?? number)
}
