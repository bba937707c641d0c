import { expect, test } from 'vitest'
import { owner, signIn, sit, type Way } from './world.ts'

// What must not be told is found before it is shown, and taken away.

const secret = /Fjällbageriet|0980-441|441 ?720/
const noors = async () =>
  (
    await owner<{ matter: string; item: string; shelf: string; revision: number }[]>`
    select d.matter_id as matter, d.item_id as item, o.shelf_id as shelf, d.revision from gate.release_decisions d
    join record.events e on e.id = d.item_id and e.event #>> '{detail,title}' = 'Nytt arbete'
    join gate.openings o on o.matter_id = d.matter_id and o.person_id = d.person_id and o.ended_at is null`
  )[0]!

test.each(['phone', 'desk', 'no script'] as const)(
  'Daniel sees what must not be told, and how the note becomes without it (%s)',
  async (way: Way) => {
    const seat = await sit(way)
    const { page } = seat
    const { matter, item } = await noors()
    await signIn(seat, 'Daniel Åkesson')
    await seat.go(`/personal/arenden/${matter}/skydd`)
    expect(await page.locator('main').innerText()).toContain('Fjällbageriet')
    await seat.look('what must not be told')
    await seat.press(page.getByRole('button', { name: 'Lägg till' }))
    await page.locator('.ds-error-summary').waitFor()
    await seat.look('nothing to guard was written')
    await seat.go(`/personal/granska/${matter}/${item}`)
    await seat.press(page.locator('.decide button', { hasText: 'Visa' }).first())
    await page.waitForURL(/maska/)
    expect(await page.getByRole('heading', { name: 'Vi hittade 2 uppgifter som inte får röjas' }).isVisible()).toBe(true)
    await seat.look('found before it was shown')
    await seat.press(page.getByRole('button', { name: 'Se hur det blir' }))
    await page.locator('.ds-error-summary').waitFor()
    await seat.press(page.getByLabel('Visar var någon bor eller finns'))
    await seat.press(page.getByRole('button', { name: 'Se hur det blir' }))
    await page.getByRole('heading', { name: 'Så ser Noor Haidari det' }).waitFor()
    const becomes = await page.locator('#blir').locator('..').innerText()
    expect(becomes).toContain('Noor har börjat på [maskerat] och är glad')
    expect(becomes).not.toMatch(secret)
    await seat.look('as it becomes')
    await seat.stand()
  },
)

test.each(['phone', 'desk', 'no script'] as const)('the lines of a document are chosen page by page (%s)', async (way: Way) => {
  const seat = await sit(way)
  const { page } = seat
  const [paper] = await owner<{ matter: string; item: string }[]>`
    select d.matter_id as matter, d.item_id as item from gate.release_decisions d join record.events e on e.id = d.item_id
    join record.documents x on x.matter_id = e.matter_id and x.ref = e.event #>> '{detail,document}' and x.type = 'application/pdf'
    join directory.units u on u.id = d.unit_id and u.code = 'vuxen' where d.state in ('released', 'imported', 'assessed') limit 1`
  await signIn(seat, 'Amina Haddad')
  await seat.go(`/personal/granska/${paper!.matter}/${paper!.item}/maska`)
  await seat.look('a document to mask')
  await seat.press(page.locator('#rad-0'))
  await seat.press(page.getByLabel('Uppgift om någon annan'))
  await seat.press(page.getByRole('button', { name: 'Se hur det blir' }))
  await page.getByRole('heading', { name: 'Den nya handlingen' }).waitFor()
  expect(await page.locator('main').innerText()).toContain('[maskerat]')
  await seat.look('the new document')
  await seat.press(page.getByRole('button', { name: 'Ändra' }))
  expect(await page.locator('#rad-0').isChecked()).toBe(true)
  await seat.stand()
})

test('with the keyboard alone Daniel shows the masked note, and Noor reads what is left and why', async () => {
  const [desk, home] = [await sit('keyboard'), await sit('phone')]
  const { page } = desk
  const { matter, item, shelf } = await noors()
  await signIn(desk, 'Daniel Åkesson')
  await desk.go(`/personal/granska/${matter}/${item}/maska`)
  await desk.press(page.getByLabel('Visar var någon bor eller finns'))
  await desk.press(page.getByRole('button', { name: 'Se hur det blir' }))
  await page.waitForLoadState()
  await desk.press(page.getByRole('button', { name: 'Visa den maskerade versionen för Noor Haidari' }))
  await page.waitForURL(/klar=/)
  await signIn(home, 'Noor Haidari')
  await home.go(`/mina-sidor/arenden/${shelf}`)
  const read = await home.page.locator('main').innerText()
  expect(read).toContain('Noor har börjat på [maskerat] och är glad')
  expect(read).toContain('Vi har tagit bort uppgifter om en plats.')
  expect(read).not.toMatch(secret)
  await home.look('a masked note')
  await desk.stand()
  await home.stand()
})
