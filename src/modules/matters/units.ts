import { NotFound } from '#kernel/errors'
import type { Services } from '#kernel/services'
import { findUnit, type Unit } from '#modules/directory'

const fresh = 60_000
const kept = new WeakMap<Services, Map<string, { at: number; unit: Promise<Unit | undefined> }>>()

/** The unit that has a matter: name, phone, hours, where to come, and its committee. Public facts that seldom change, kept for a minute. */
export async function unitOf(services: Services, id: string): Promise<Unit> {
  const now = Date.now()
  const units = kept.get(services) ?? new Map<string, { at: number; unit: Promise<Unit | undefined> }>()
  kept.set(services, units)
  let held = units.get(id)
  if (!held || now - held.at >= fresh) {
    held = { at: now, unit: services.db.as({ kind: 'public' }, { purpose: 'unit' }, (tx) => findUnit(tx, id)) }
    held.unit.catch(() => units.delete(id))
    units.set(id, held)
  }
  const unit = await held.unit
  if (!unit) throw new NotFound()
  return unit
}
