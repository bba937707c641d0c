import { expect, test } from 'vitest'
import { leavesNoTrace, owner, type Seat, signIn, sit, type Way } from './world.ts'

const typed: string[] = []

/** Yusuf's case that is kept in Delakt: as the unit and as he knows it. */
async function yusufs() {
  const [row] = await owner`
    select m.id, o.shelf_id from record.matters m join record.sources s on s.id = m.source_id join gate.openings o on o.matter_id = m.id and o.ended_at is null
    join record.people r on r.person_id = m.person_id and r.source_id = m.source_id where s.kind = 'native' and r.name = 'Yusuf Demir'`
  return { desk: `/personal/arenden/${row!['id']}`, home: `/mina-sidor/arenden/${row!['shelf_id']}` }
}

const main = (seat: Seat) => seat.page.locator('main').innerText()

/** Amina gives Yusuf something to read before the decision. */
async function told(way: Way, words: string): Promise<void> {
  const seat = await sit(way)
  const { page } = seat
  const { desk } = await yusufs()
  await signIn(seat, 'Amina Haddad')
  await seat.go(desk)
  await seat.press(page.getByRole('link', { name: 'Låt personen läsa och svara före beslut' }))
  await page.getByRole('heading', { name: 'Låt personen läsa och svara före beslutet' }).waitFor()
  await seat.look('before a decision')
  await seat.press(page.getByRole('button', { name: 'Skicka', exact: true }))
  await page.locator('.ds-error-summary').waitFor()
  await seat.look('before a decision, with nothing chosen')
  await seat.press(page.locator('input[type=checkbox]:enabled').first())
  await seat.write(page.getByLabel('Skriv till personen: du'), words)
  await seat.press(page.getByRole('button', { name: 'Skicka', exact: true }))
  await page.waitForURL(/gjort=skickat/)
  expect(await main(seat)).toContain('Inte öppnat än')
  await seat.look('what was sent, to the unit')
  await seat.stand()
}

test.each(['phone', 'desk', 'no script', 'keyboard'] as const)(
  'Yusuf reads and answers before the decision, asks to read his file, and gets a no that he appeals (%s)',
  async (way) => {
    const words = `Du har ansökt om hyran. Läs det här först (${way})`
    const answer = `Det stämmer nästan, men hyran är högre (${way})`
    typed.push(words, answer)
    await told(way === 'phone' ? 'desk' : way, words)
    const { desk, home } = await yusufs()

    const seat = await sit(way)
    const { page } = seat
    await signIn(seat, 'Yusuf Demir')
    await page.getByRole('heading', { name: 'Hej Yusuf' }).waitFor()
    expect((await main(seat)).replace(/\s+/g, ' ')).toMatch(/Läs och svara senast \S+dag \d+ \S+/)
    await seat.look('my pages, with something to answer')
    await seat.press(page.getByRole('link', { name: /^Läs och svara senast/ }).first())
    await page.getByRole('heading', { name: 'Skriv ditt svar' }).waitFor()
    expect(await main(seat)).toContain(words)
    await seat.look('to read and answer')
    await seat.press(page.getByRole('button', { name: 'Skicka svaret' }))
    await page.locator('.ds-error-summary').waitFor()
    await seat.look('an empty answer')
    await seat.write(page.getByLabel('Ditt svar', { exact: true }), answer)
    await seat.press(page.getByRole('button', { name: 'Skicka svaret' }))
    await page.waitForURL(/gjort=svarat/)
    expect(await main(seat)).toContain(answer)
    await seat.look('answered')

    await seat.go(home)
    await seat.look('the case with what can be asked for')
    await seat.press(page.getByRole('link', { name: 'Se vad du kan begära' }))
    await page.getByRole('heading', { name: 'Läs din akt' }).waitFor()
    await seat.look('what can be asked for')
    await seat.press(page.getByRole('link', { name: 'Be att få läsa akten' }))
    await page.getByRole('heading', { name: 'Be att få läsa din akt' }).waitFor()
    await seat.press(page.getByRole('button', { name: 'Skicka', exact: true }))
    await page.locator('.ds-error-summary').waitFor()
    await seat.look('asking for the file, with nothing chosen')
    await seat.press(page.getByLabel('Hela akten'))
    await seat.press(page.getByLabel('På papper'))
    const own = `Allt från början (${way})`
    typed.push(own)
    await seat.write(page.getByLabel('Beskriv med egna ord'), own)
    await seat.press(page.getByRole('button', { name: 'Skicka', exact: true }))
    await page.waitForURL(/gjort=skickat/)
    expect(await main(seat)).toMatch(/Vi har fått det/)
    const mine = page.url().split('?')[0]!
    await seat.look('asked for the file')

    const officer = await sit(way === 'phone' ? 'desk' : way)
    await signIn(officer, 'Amina Haddad')
    await officer.go('/personal/skyldigheter')
    await officer.look('the clocks of the unit')
    await officer.go(`${desk}/skyldigheter`)
    await officer.look('the clocks of a case')
    await officer.go(`${desk}/skyldigheter/${mine.split('/').at(-1)}`)
    await officer.look('a request for the file, to the unit')
    await officer.press(officer.page.getByRole('link', { name: 'Lämna ut en del, med beslut om resten' }))
    await officer.page.getByRole('heading', { name: 'Lämna ut en del, med beslut om resten' }).waitFor()
    await officer.press(officer.page.getByRole('button', { name: 'Spara' }))
    await officer.page.locator('.ds-error-summary').waitFor()
    await officer.look('a no without its reasons')
    const reasons = `En anteckning rör någon annan (${way})`
    typed.push(reasons)
    await officer.write(officer.page.getByLabel('Skäl', { exact: true }), reasons)
    await officer.write(officer.page.getByLabel('Vem har beslutat?'), 'Socialnämnden')
    await officer.write(officer.page.getByLabel('Hur får personen läsa?'), 'På papper')
    await officer.press(officer.page.getByRole('button', { name: 'Spara' }))
    await officer.page.waitForURL(/gjort=klart/)
    await officer.look('a no that is made')
    await officer.stand()

    await page.goto(mine)
    expect(await main(seat)).toContain(reasons)
    await seat.look('a part of the file, with why')
    await seat.press(page.getByRole('link', { name: 'Överklaga det här' }))
    await page.getByRole('heading', { name: 'Överklaga', exact: true }).waitFor()
    await seat.press(page.getByRole('button', { name: 'Skicka överklagan' }))
    await page.locator('.ds-error-summary').waitFor()
    await seat.look('an appeal without a change')
    const change = `Jag vill läsa den också (${way})`
    typed.push(change)
    await seat.write(page.getByLabel('Hur vill du att beslutet ska ändras?'), change)
    await seat.press(page.getByRole('button', { name: 'Skicka överklagan' }))
    await page.waitForURL(/gjort=skickat/)
    expect(await main(seat)).toContain(change)
    await seat.look('appealed')
    await seat.press(page.getByText('Jag vill ta tillbaka det', { exact: true }).first())
    await seat.press(page.getByLabel('Ja, jag vill ta tillbaka det'))
    await seat.press(page.getByRole('button', { name: 'Ta tillbaka', exact: true }))
    await page.waitForURL(/gjort=tagit-tillbaka/)
    await seat.look('taken back')
    await seat.stand()
  },
)

test('Camilla appeals a decision from its own page, in English too', async () => {
  const seat = await sit('phone')
  const { page } = seat
  await signIn(seat, 'Camilla Rosén')
  await seat.press(page.getByRole('link', { name: 'Alla ärenden' }))
  await seat.press(page.getByRole('link', { name: 'Vård och stöd vid beroende' }))
  await seat.press(page.locator('section[aria-labelledby=beslut] a').first())
  await seat.press(page.getByRole('link', { name: 'Överklaga här' }))
  await page.getByRole('heading', { name: 'Överklaga', exact: true }).waitFor()
  await seat.look('appealing')
  await page.goto(`${page.url()}?sprak=en`)
  await seat.look('appealing in English')
  await page.goto(`${page.url().split('?')[0]}?sprak=sv`)
  await seat.stand()
})

test.each(['desk', 'keyboard'] as const)('what came on paper is registered by the unit (%s)', async (way) => {
  const seat = await sit(way)
  const { page } = seat
  const { desk } = await yusufs()
  await signIn(seat, 'Amina Haddad')
  await seat.go(`${desk}/skyldigheter`)
  await seat.press(page.getByRole('link', { name: 'Registrera ett överklagande på papper' }))
  await page.getByRole('heading', { name: 'Registrera ett överklagande' }).waitFor()
  await seat.look('registering an appeal')
  await seat.go(`${desk}/skyldigheter`)
  await seat.press(page.getByRole('link', { name: 'Registrera en begäran om akten på papper' }))
  await page.getByRole('heading', { name: 'Registrera en begäran om akten' }).waitFor()
  await seat.press(page.getByRole('button', { name: 'Registrera' }))
  await page.locator('.ds-error-summary').waitFor()
  await seat.look('registering with nothing chosen')
  await seat.press(page.getByLabel('Med brev'))
  await seat.press(page.getByLabel('Hela akten'))
  await seat.press(page.getByLabel('På papper'))
  await seat.press(page.getByRole('button', { name: 'Registrera' }))
  await page.waitForURL(/gjort=registrerat/)
  await seat.look('registered')
  await seat.stand()
})

test('the manager sets when something is late', async () => {
  const seat = await sit('desk')
  const { page } = seat
  await signIn(seat, 'Lena Forsman')
  await seat.go('/personal/skyldigheter')
  await seat.press(page.getByText('När räknar enheten något som sent?'))
  await seat.write(page.getByLabel('Begäran om akten, dagar'), 'x')
  await seat.press(page.getByRole('button', { name: 'Spara' }))
  await page.locator('.ds-error-summary').waitFor()
  await seat.look('days that are no days')
  await seat.write(page.getByLabel('Begäran om akten, dagar'), '2')
  await seat.press(page.getByRole('button', { name: 'Spara' }))
  await page.waitForURL(/sparat=ja/)
  await seat.look('days saved')
  await seat.stand()
})

test('nothing of it stands in the log', async () => {
  await leavesNoTrace(typed)
})
