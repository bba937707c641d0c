import { readFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { expect, test } from 'vitest'
import { browser, config, owner } from '../src/testing/world.ts'
import { connected } from './stop.ts'

const doc = readFileSync(join(resolve(import.meta.dirname, '..'), 'docs', 'first-municipality.md'), 'utf8')

test('what docs/first-municipality.md says makes a municipality that people can come to', async () => {
  await connected(config.databaseUrl, (sql) => sql.unsafe(/```sql\n([^]*?)```/.exec(doc)![1]!).simple())
  const { get } = await browser({ cookie: '' })
  const front = (await get('/')).text
  expect(front).toContain('Storby kommun')
  expect(front).toContain('Vuxenenheten')
  expect((await get('/logga-in')).text).toContain('E-legitimation')
  expect((await get('/personal/logga-in')).text).toContain('Storby kommuns inloggning')
  const desks = await owner`
    select s.name, a.role, l.subject, c.name->>'sv' as committee
    from directory.staff s join directory.assignments a on a.staff_id = s.id join identity.logins l on l.staff_id = s.id
      join directory.units u on u.id = a.unit_id join directory.committees c on c.id = u.committee_id and c.id = a.committee_id order by s.name`
  expect(desks.map((row) => Object.values(row).join(', '))).toEqual([
    'Ali Rahimi, systemSteward, ali.rahimi, Socialnämnden i Storby',
    'Karin Holm, unitManager, karin.holm, Socialnämnden i Storby',
  ])
})
