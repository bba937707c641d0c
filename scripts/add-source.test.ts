import { expect, test } from 'vitest'
import { aCommittee, config, owner } from '#testing'
import { addSource } from './add-source.ts'

const settings = { unit: 'vuxen', fc: { base: 'https://lifecare.delaby.se' } }
const kept = async (committee: string) =>
  (
    await owner`select name, kind, label ->> 'sv' as label, settings from record.sources where committee_id = ${committee} order by name`
  ).map((row) => ({ ...row }))

test('a source that pushes gets a key and no settings, once', async () => {
  const { id: committee } = await aCommittee()
  const wanted = { committee, name: 'treserva', label: 'Treserva', kind: 'push' }
  expect(await addSource(config.databaseUrl, wanted)).toMatchObject({ clientId: expect.stringMatching(/^treserva-/) })
  expect(await kept(committee)).toEqual([{ name: 'treserva', kind: 'push', label: 'Treserva', settings: {} }])
  await expect(addSource(config.databaseUrl, wanted)).rejects.toThrow('has a source called treserva already')
  await expect(addSource(config.databaseUrl, { ...wanted, name: 'other', settings })).rejects.toThrow('--settings')
})

test('a Lifecare gets its settings, and the same command gives it new ones and keeps its key', async () => {
  const { id: committee } = await aCommittee()
  const wanted = { committee, name: 'lifecare', label: 'Lifecare', kind: 'lifecare', settings }
  await expect(addSource(config.databaseUrl, { committee, name: 'lifecare', label: 'Lifecare', kind: 'lifecare' })).rejects.toThrow(
    '--settings',
  )
  await expect(addSource(config.databaseUrl, { ...wanted, settings: { ...settings, unit: 7 } })).rejects.toThrow('unit: is not a text')
  await expect(
    addSource(config.databaseUrl, { ...wanted, settings: { unit: 'x', fc: { base: 'http://lifecare.delaby.se' } } }),
  ).rejects.toThrow('Only https')
  expect(await kept(committee)).toEqual([])
  expect(await addSource(config.databaseUrl, wanted)).toHaveProperty('clientSecret')
  const key = () => owner`select client_id, secret_hash from record.sources where committee_id = ${committee}`
  const before = await key()
  expect(await addSource(config.databaseUrl, { ...wanted, settings: { ...settings, otherwise: 'elderly-care' } })).toBeUndefined()
  expect(await kept(committee)).toMatchObject([{ settings: { ...settings, otherwise: 'elderly-care' } }])
  expect(await key()).toEqual(before)
})
