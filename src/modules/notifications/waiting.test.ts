import { expect, test } from 'vitest'
import { aPerson, aUnit, config, db, owner, services } from '#testing'
import { addressIndex, sealAddress } from '#kernel/secrets'
import { listSpool } from './adapters/spool.ts'
import { tellWhatWaits } from './jobs.ts'

const unit = await aUnit()
let numbers = 200
async function somebody(channel: 'sms' | 'email' | 'none' | null = 'sms') {
  const person = await aPerson()
  const address = channel === 'email' ? `nr${(numbers += 1)}@example.se` : `+46701740${(numbers += 1)}`
  const kind = channel === 'email' ? 'email' : 'sms'
  await owner`insert into notice.ways (person_id, kind, address_sealed, address_index, set_by) values (${person.id}, ${kind}, ${sealAddress(config.secret, address)}, ${addressIndex(config.secret, address)}, 'person')`
  if (channel) await owner`insert into notice.wishes (person_id, about, channel) values (${person.id}, 'waiting', ${channel})`
  return { person, address }
}
const comes = (person: { id: string }) => owner`select notice.something_waits(${person.id}, ${unit.committee.id})`
const got = async (address: string) => (await listSpool(config.dataDir)).filter(({ to }) => to === address)
const at = (day: string) => new Date(`${day}T15:00:00Z`)

test('however much comes, one word a day says that something waits, and nothing of what or from whom', async () => {
  const { person, address } = await somebody()
  for (let n = 0; n < 5; n += 1) await comes(person)
  expect(await tellWhatWaits(services, at('2026-11-26'))).toBe(1)
  await comes(person)
  expect(await tellWhatWaits(services, at('2026-11-26'))).toBe(0)
  const [one, ...more] = await got(address)
  expect(more).toEqual([])
  expect(one!.text).toMatch(/^Provby \d+: Något väntar på dig på Mina sidor\. Logga in där, eller ring 0980-31 92 00\.$/)
  // The next day there is a new word of what came since, and then none of what they have been told.
  expect(await tellWhatWaits(services, at('2026-11-27'))).toBe(1)
  expect(await tellWhatWaits(services, at('2026-11-28'))).toBe(0)
  expect(await got(address)).toHaveLength(2)
})

test('whoever has looked is not told, and whoever never asked to be told is not either', async () => {
  const looked = await somebody()
  await comes(looked.person)
  await db.as(looked.person, { purpose: 'test' }, (tx) => tx.run`select notice.has_looked()`)
  const [never, none] = [await somebody(null), await somebody('none')]
  await comes(never.person)
  await comes(none.person)
  expect(await tellWhatWaits(services, at('2026-11-26'))).toBe(0)
  for (const { address } of [looked, never, none]) expect(await got(address)).toEqual([])
  expect(await owner`select from notice.sendings where person_id in ${owner([never.person.id, none.person.id])}`).toEqual([])
})

test('by e-mail it says that it cannot be answered', async () => {
  const { person, address } = await somebody('email')
  await comes(person)
  await tellWhatWaits(services, at('2026-11-26'))
  expect((await got(address))[0]!.text).toContain('Det här mejlet går inte att svara på.')
})

test('looking is for oneself alone', async () => {
  const [one, other] = [await somebody(), await somebody()]
  await comes(one.person)
  await db.as(other.person, { purpose: 'test' }, (tx) => tx.run`select notice.has_looked()`)
  expect(await owner`select from notice.waiting where person_id = ${one.person.id}`).toHaveLength(1)
})

test('one who cannot be told does not stand in the way of the rest', async () => {
  const gone = await somebody()
  await owner`delete from notice.ways where person_id = ${gone.person.id}`
  const { person, address } = await somebody()
  await comes(gone.person)
  await comes(person)
  expect(await tellWhatWaits(services, at('2026-12-26'))).toBeGreaterThan(0)
  expect(await got(address)).toHaveLength(1)
})
