import { globSync, readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { aMatter, aPerson, aUnit, aWorker, browser, owner } from '#testing'

const find = '/personal/arenden'

test('whoever looks for a person says why first, and what they typed is kept', async () => {
  const unit = await aUnit()
  const matter = await aMatter({ unit, person: await aPerson({ called: 'Camilla Rosén' }) })
  const worker = await aWorker({ unit })
  const desk = await browser(worker)
  const refused = await desk.post(find, { sok: 'Camilla' })
  expect(refused.status).toBe(422)
  expect(refused.text).toContain('<a href="#anledning">Välj varför du söker</a>')
  expect(refused.text).toContain('value="Camilla"')
  expect(refused.text).not.toContain(matter.id)
  expect((await desk.post(find, { sok: 'Camilla', anledning: 'curious' })).status).toBe(422)
  const found = await desk.post(find, { sok: 'Camilla', anledning: 'meeting' })
  expect(found.text).toContain(matter.id)
  expect(found.text).toMatch(/value="meeting" selected/)
})

test('the log has the search and its reason, and a row for each person who was shown, and no word of what was typed', async () => {
  const unit = await aUnit()
  const [camilla, carl] = [await aPerson({ called: 'Camilla Ek' }), await aPerson({ called: 'Camillo Berg' })]
  await aMatter({ unit, person: camilla })
  await aMatter({ unit, person: camilla })
  await aMatter({ unit, person: carl })
  await aMatter({ unit, person: await aPerson({ called: 'Bo Lund' }) })
  const worker = await aWorker({ unit })
  await (await browser(worker)).post(find, { sok: 'Camill', anledning: 'deputising' })
  const rows = await owner`select purpose, reason, person_id from audit.access_log where actor_id = ${worker.id} order by id`
  expect(rows.map((row) => [row['purpose'], row['reason']])).toEqual([
    ['search matters', 'deputising'],
    ['found in search', 'deputising'],
    ['found in search', 'deputising'],
  ])
  expect(new Set(rows.flatMap((row) => row['person_id'] ?? []))).toEqual(new Set([camilla.id, carl.id]))
  expect(JSON.stringify(await owner`select * from audit.access_log where actor_id = ${worker.id}`)).not.toContain('Camill')
})

test('nobody is noted as seen who was not shown: another unit finds nothing', async () => {
  const unit = await aUnit()
  await aMatter({ unit, person: await aPerson({ called: 'Yrsa Blom' }) })
  const stranger = await aWorker({ unit: await aUnit({ committee: unit.committee }) })
  expect((await (await browser(stranger)).post(find, { sok: 'Yrsa', anledning: 'contact' })).text).toContain('Inget ärende hittades')
  expect(await owner`select 1 from audit.access_log where actor_id = ${stranger.id} and person_id is not null`).toHaveLength(0)
})

test('people and texts are searched in no other way: nothing that staff may ask compares with a part of a text (SoLPuF 15 §)', async () => {
  const compares = String.raw`(\mi?like\M|similar to|[^<>=!-]~[~*]?|@@|strpos|starts_with|position\(|regexp_match|substring\()`
  const allowed = await owner`
    select p.oid::regprocedure::text as name from pg_proc p join pg_namespace n on n.oid = p.pronamespace
    where n.nspname not in ('pg_catalog', 'information_schema', 'pgboss') and has_function_privilege('delakt_staff', p.oid, 'execute')
      and has_schema_privilege('delakt_staff', n.oid, 'usage') and p.prosrc ~ ${compares}`
  // An answer is looked through for a template's gap as it is sent; nothing that is kept is searched by that.
  const sent = 'contact.answer(uuid,integer,integer,uuid,text,text)'
  expect(allowed.map((row) => row['name']).filter((name) => name !== sent)).toEqual(['record.find_matters(text,bytea,integer)'])
  const bare = (file: string) => readFileSync(file, 'utf8').replace(/\/\*[^]*?\*\/|^\s*\/\/.*$/gm, '')
  // Colleagues are found by a part of their name: they are no persons of the record.
  const colleagues = 'src/modules/directory/admin/staff/queries.ts'
  const asked = globSync('src/modules/**/queries.ts').filter((file) =>
    /\b(?:ilike|like|similar to|strpos|starts_with|regexp_\w+)\b|@@|[\s)]~\*?\s/i.test(bare(file)),
  )
  expect(asked).toEqual([colleagues])
})
