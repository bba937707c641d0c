import type { Services } from '#kernel/services'
import type { Municipality } from './model.ts'
import { listMunicipalities } from './queries.ts'

const fresh = 60_000
const kept = new WeakMap<Services, { at: number; all: Promise<readonly Municipality[]> }>()

/**
 * Every municipality, by name. They change a few times a year and stand on every page, so each process keeps them for a minute, and for
 * as long as the database does not answer.
 */
export function municipalities(services: Services): Promise<readonly Municipality[]> {
  const now = Date.now()
  const held = kept.get(services)
  if (held && now - held.at < fresh) return held.all
  const read = services.db.as({ kind: 'public' }, { purpose: 'municipalities' }, listMunicipalities)
  const all = held ? read.catch(() => held.all) : read
  kept.set(services, { at: now, all })
  all.catch(() => kept.delete(services))
  return all
}
