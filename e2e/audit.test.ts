import { expect, test } from 'vitest'
import { leavesNoTrace, owner, signIn, signOut, sit, type Way } from './world.ts'

const asked = 'Varför läste han ärendet den dagen?'
const ways: Way[] = ['phone', 'desk', 'no script', 'keyboard']

test.each(ways)('Camilla finds who has read about her: a look at her case a moment ago is there, and whom to ask (%s)', async (way) => {
  const desk = await sit('desk')
  await signIn(desk, 'Amina Haddad')
  const [matter] = await owner<{ id: string }[]>`
    select m.id from gate.openings o join record.matters m on m.id = o.matter_id join record.people r on r.person_id = m.person_id
    where r.name = 'Camilla Rosén' and o.ended_at is null and m.unit_id in (
      select a.unit_id from directory.assignments a join directory.staff w on w.id = a.staff_id where w.name = 'Amina Haddad' and a.role = 'caseOfficer') limit 1`
  expect(await desk.go(`/personal/arenden/${matter!.id}`)).toBe(200)
  await signOut(desk)
  await desk.stand()

  const seat = await sit(way)
  const { page } = seat
  await signIn(seat, 'Camilla Rosén')
  await seat.press(page.getByRole('link', { name: 'Vem har läst' }))
  await page.getByRole('heading', { name: 'Vem har läst' }).waitFor()
  const text = async () => (await page.locator('main').innerText()).replace(/\s+/g, ' ')
  expect(await text()).toMatch(/Amina Haddad .*Läste ditt ärende/)
  expect(await text()).toMatch(/Undrar du över något här\? .*Fråga efter Lena Forsman/)
  await seat.look('who has read')
  await seat.press(page.getByRole('link', { name: 'Alla, också jag' }))
  await page.waitForURL(/visa=alla/)
  await seat.press(page.locator('summary').filter({ hasText: 'Vad du själv har gjort' }).first())
  await expect.poll(text).toContain('Såg efter vem som har läst')
  await seat.look('who has read, oneself too')
  await signOut(seat)
  await seat.stand()
})

test('Jonas works the queue of reviews with the keyboard: what was done and by whom, a question, and then that it was in order', async () => {
  const seat = await sit('keyboard')
  const { page } = seat
  await signIn(seat, 'Jonas Wiklund')
  await page.getByRole('heading', { name: 'Loggar att granska' }).waitFor()
  await seat.look('reviewer start')
  await seat.press(page.getByRole('link', { name: 'Granska loggar' }))
  const row = page.getByRole('link', { name: 'Petter Lundvall' })
  await row.waitFor()
  await seat.look('reviews')
  await seat.press(row)
  await page.getByRole('heading', { name: 'Vad som gjordes' }).waitFor()
  const text = (await page.locator('main').innerText()).replace(/\s+/g, ' ')
  expect(text).toMatch(/Ingen känd koppling till ärendet.*Läste ärendet 2024-1187/)
  expect(text).not.toContain('Camilla')
  await seat.look('a review')
  await seat.press(page.getByRole('button', { name: 'Spara' }))
  await page.locator('.ds-error-summary').waitFor()
  await seat.look('a review without an answer')
  await seat.press(page.getByLabel('Chefen frågas'))
  await seat.write(page.getByLabel('Med egna ord'), asked)
  await seat.press(page.getByRole('button', { name: 'Spara' }))
  await page.getByRole('heading', { name: 'Din bedömning är sparad' }).waitFor()
  await seat.press(row)
  await page.getByText(asked).waitFor()
  await seat.press(page.getByLabel('I sin ordning'))
  await seat.press(page.getByRole('button', { name: 'Spara' }))
  await page.getByRole('heading', { name: 'Din bedömning är sparad' }).waitFor()
  expect(await row.count()).toBe(0)
  await seat.press(page.getByRole('link', { name: 'Klara' }))
  await row.waitFor()
  await signOut(seat)
  await seat.stand()
})

test.each(['phone', 'desk'] as const)('a review is read as well on a %s', async (way) => {
  const seat = await sit(way)
  const { page } = seat
  await signIn(seat, 'Jonas Wiklund')
  await seat.look('reviewer start')
  await seat.go('/personal/loggar?visa=klara')
  await seat.look('reviews done')
  await seat.press(page.getByRole('link', { name: 'Petter Lundvall' }))
  await page.getByRole('heading', { name: 'Vad som gjordes' }).waitFor()
  await seat.look('a review that is done')
  await seat.stand()
})

test('nothing of anybody stands in the log', () => leavesNoTrace([asked]))
