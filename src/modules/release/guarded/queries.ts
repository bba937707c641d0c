import { z } from 'zod'
import type { Tx } from '#kernel/db'
import { sealFact } from '#kernel/secrets'
import { Head } from './model.ts'

/** The matter at one's own desk; nothing when it is not there. */
export const findHead = (tx: Tx, matterId: string) => tx.maybe(Head)`
  select m.id, p.name, m.number, p.protected_identity as "protectedIdentity" from record.matters m
  cross join lateral (
    select r.name, r.protected_identity from record.people r
    where r.person_id = m.person_id and r.committee_id = m.committee_id order by r.source_id = m.source_id desc, r.ref limit 1) p
  where m.committee_id = (select identity.my_committee()) and m.id = ${matterId} and m.unit_id = any ((select identity.my_units())::uuid[])`

const Done = z.object({ done: z.boolean() })

/** False: it is not a matter at one's own desk. The value is sealed before it leaves the application. */
export const addFact = async (tx: Tx, secret: string, matterId: string, id: string, kind: string, value: string) =>
  (await tx.maybe(Done)`select gate.guard(${matterId}, ${id}, ${kind}, ${sealFact(secret, value)}) as done`)!.done

/** False: there is no such fact here. */
export const endFact = async (tx: Tx, matterId: string, id: string) =>
  (await tx.maybe(Done)`select gate.unguard(${matterId}, ${id}) as done`)!.done
