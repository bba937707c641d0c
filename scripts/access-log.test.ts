import { readFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { expect, test } from 'vitest'
import { aCommittee, aMatter, aPerson, aUnit, aWorker, browser, opened, owner } from '../src/testing/world.ts'

// What the operator hands out of the access log (docs/operations.md), with psql's variables put in as psql puts them.

const sql = readFileSync(join(resolve(import.meta.dirname, '..'), 'db', 'access-log.sql'), 'utf8')
const asked = (values: Record<string, string>) => {
  const query = sql.slice(sql.lastIndexOf('\\endif') + '\\endif'.length)
  return owner.unsafe(query.replace(/:'(\w+)'/g, (_, name: string) => `'${(values[name] ?? '').replaceAll("'", "''")}'`))
}

test('the log is had by person or by who at work looked, for one committee and no other, and with the person’s own reading', async () => {
  const [here, there] = [await aCommittee('Nämnden här'), await aCommittee('Nämnden där')]
  const person = await aPerson()
  const [unit, other] = [await aUnit({ committee: here }), await aUnit({ committee: there })]
  const [amina, tove] = [await aWorker({ unit, called: 'Amina Haddad' }), await aWorker({ unit: other, called: 'Tove Alm' })]
  const [matter, elsewhere] = [await aMatter({ person, unit }), await aMatter({ person, unit: other })]
  const stranger = await aMatter({ unit })
  const shelf = await opened(matter, amina)
  await (await browser(amina)).get(`/personal/arenden/${matter.id}`)
  await (await browser(amina)).get(`/personal/arenden/${stranger.id}`)
  await (await browser(tove)).get(`/personal/arenden/${elsewhere.id}`)
  await (await browser(person)).get(`/mina-sidor/arenden/${shelf}`)
  const numberOf = async ({ id }: { id: string }) =>
    (await owner`select number from record.matters where id = ${id}`)[0]!['number'] as string
  const period = { committee: 'Nämnden här', since: '2020-01-01', until: '2200-01-01' }

  const byPerson = await asked({ ...period, case: await numberOf(matter) })
  expect(new Set(byPerson.map(({ who }) => who as string))).toEqual(new Set(['Amina Haddad', 'the person']))
  expect(new Set(byPerson.map((row) => row['case'] as string))).toEqual(new Set([await numberOf(matter)]))
  const byStaff = await asked({ ...period, staff: 'Amina Haddad' })
  expect(new Set(byStaff.map((row) => row['case'] as string).filter(Boolean))).toEqual(
    new Set([await numberOf(matter), await numberOf(stranger)]),
  )
  expect(byStaff.find(({ role }) => role !== 'caseOfficer')).toBeUndefined()
  expect(await asked({ ...period, staff: 'Tove Alm' })).toEqual([])
  expect(await asked({ ...period, staff: 'Amina Haddad', until: '2020-01-02' })).toEqual([])
})
