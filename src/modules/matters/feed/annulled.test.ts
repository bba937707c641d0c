import { expect, test } from 'vitest'
import { aMatter, anEvent, aPerson, aRule, aSource, aUnit, aWorker, browser, config, db, opened, owner } from '#testing'
import { takeIn } from './ingest.ts'

// An annulment says no time, and its row holds one all the same: the same in every order of arrival, and no reader's business.

const unit = await aUnit()
const source = await aSource({ committee: unit.committee })
const officer = await aWorker({ unit })
const steward = await aWorker({ unit, role: 'systemSteward' })
const reviewer = await aWorker({ unit, role: 'logReviewer' })
const annul = (matter: { ref: string }, ref: string) =>
  db.as(source, { purpose: 'test' }, (tx) =>
    takeIn(tx, [{ type: 'annulled', matter: matter.ref, ref, version: 1, reason: 'Fel person' }], {
      imported: false,
      ...config,
    }),
  )

test('what is annulled before or after it came is said nowhere to have happened in 1970, and is first in no list', async () => {
  const person = await aPerson()
  const matter = await aMatter({ person, unit, source, reported: 3 })
  await aRule(matter, 'note', 'at-once')
  const first = await anEvent(matter, 'note', { text: 'Det första samtalet' }, { at: '2024-11-05T09:00:00Z' })
  const shelf = await opened(matter, officer)
  const wrong = await anEvent(matter, 'note', { text: 'Om någon annan' }, { at: '2025-02-03T10:00:00Z' })
  const waits = await anEvent(matter, 'meeting-held', { title: 'Ett möte som väntar' }, { at: '2025-03-04T10:00:00Z' })
  for (const ref of [wrong.ref, 'kommer-senare', 'kommer-aldrig']) expect((await annul(matter, ref))[0]!.status).toBe('stored')
  await anEvent(matter, 'note', { text: 'Kom efter att det tagits bort' }, { ref: 'kommer-senare', at: '2025-04-05T10:00:00Z' })
  expect((await owner`select from record.events where matter_id = ${matter.id} and at < '1971-01-01'`).length).toBe(3)

  const seen = async (as: { cookie: string }, path: string) => {
    const { status, text } = await (await browser(as)).get(path)
    expect([status, path]).toEqual([200, path])
    expect([path, text.includes('1970')]).toEqual([path, false])
    return text
  }
  const page = await seen(person, `/mina-sidor/arenden/${shelf}`)
  expect(page).toContain('Det första samtalet')
  expect(page).not.toContain('Om någon annan')
  expect(page).not.toContain('Kom efter att det tagits bort')
  for (const path of ['/mina-sidor', '/mina-sidor/arenden']) await seen(person, path)
  for (const path of ['/personal', '/personal/granska', `/personal/arenden/${matter.id}`, `/personal/arenden/${matter.id}/som-personen`])
    await seen(officer, path)
  for (const item of [first, waits]) await seen(officer, `/personal/granska/${matter.id}/${item.id}`)
  for (const path of ['/personal', '/personal/kallor']) await seen(steward, path)
  await seen(reviewer, '/personal')

  expect((await owner`select min(at) as first from shelf.copies where matter_id = ${shelf}`)[0]!['first']).toEqual(
    new Date('2024-11-05T09:00:00Z'),
  )
  expect(
    (await owner`select from gate.release_decisions d join record.events e on e.id = d.item_id where e.at < '1971-01-01'`).length,
  ).toBe(0)
})
