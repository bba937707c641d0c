import type { Tx } from '#kernel/db'
import { NotFound } from '#kernel/errors'
import type { Services } from '#kernel/services'
import { receives } from '#modules/contact'
import { findUnit, type Unit } from '#modules/directory'

/** A unit with whether somebody there receives what people write to it. */
export type Desk = Unit & { receives: boolean }

const fresh = 60_000
const kept = new WeakMap<Services, Map<string, { at: number; unit: Promise<Desk | undefined> }>>()

async function findDesk(tx: Tx, id: string): Promise<Desk | undefined> {
  const [unit, open] = await Promise.all([findUnit(tx, id), receives(tx, id)])
  return unit && { ...unit, receives: open }
}

/** The unit that has a matter: name, phone, hours, where to come, and its committee. Public facts that seldom change, kept for a minute. */
export async function unitOf(services: Services, id: string): Promise<Desk> {
  const now = Date.now()
  const units = kept.get(services) ?? new Map<string, { at: number; unit: Promise<Desk | undefined> }>()
  kept.set(services, units)
  let held = units.get(id)
  if (!held || now - held.at >= fresh) {
    held = { at: now, unit: services.db.as({ kind: 'public' }, { purpose: 'unit' }, (tx) => findDesk(tx, id)) }
    held.unit.catch(() => units.delete(id))
    units.set(id, held)
  }
  const unit = await held.unit
  if (!unit) throw new NotFound()
  return unit
}
