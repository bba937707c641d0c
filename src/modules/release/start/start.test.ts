import { expect, test } from 'vitest'
import { aMatter, anEvent, aSource, aUnit, aWorker, owner, browser } from '#testing'

test('a case officer is told what waits, in sentences', async () => {
  const unit = await aUnit()
  const matter = await aMatter({ unit })
  await anEvent(matter, 'note', { text: 'a' })
  await anEvent(matter, 'note', { text: 'b' })
  await owner`update gate.release_decisions set waiting_since = now() - interval '3 days' where matter_id = ${matter.id}`
  const { text } = await (await browser(await aWorker({ unit }))).get('/personal')
  expect(text).toContain('2 uppgifter väntar. Den äldsta har väntat i 3 dagar.')
  expect(text).toContain('Ingen synpunkt väntar på svar.')
  expect(text).toContain('1 ärende är inte öppnat för sin person')
  expect(text).toContain('href="/personal/arenden?visa=ej-oppnade"')
})

test('a steward is told which sources do not answer, and a log reviewer what waits for review', async () => {
  const unit = await aUnit()
  const source = await aSource({ committee: unit.committee })
  const steward = await browser(await aWorker({ unit, role: 'systemSteward' }))
  expect((await steward.get('/personal')).text).toContain('Har aldrig svarat.')
  await owner`update record.sources set last_good_at = now() - interval '1 hour' where id = ${source.id}`
  expect((await steward.get('/personal')).text).toContain('Alla källor svarade')
  const matter = await aMatter({ unit, source })
  await owner`update record.matters set missing = '{a,b}' where id = ${matter.id}`
  const lacking = (await steward.get('/personal')).text
  expect(lacking).toContain('Allt har inte kommit fram.')
  expect(lacking).toContain(`<a href="/personal/kallor/${source.id}/saknas">2 uppgifter saknas</a>`)
  expect(lacking).not.toContain('i karantän')
  expect(lacking).not.toContain('Alla källor svarade')
  await owner`update record.sources set last_failure_at = now(), last_failure = 'down' where id = ${source.id}`
  expect((await steward.get('/personal')).text).toMatch(/Svarade inte .* Senast det gick bra: /)
  expect((await (await browser(await aWorker({ unit, role: 'logReviewer' }))).get('/personal')).text).toContain(
    'Inget väntar på granskning',
  )
})
