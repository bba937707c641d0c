import { expect, test } from 'vitest'
import { leavesNoTrace, owner, type Seat, signIn, sit } from './world.ts'

const typed: string[] = []
const root = '/mina-sidor/meddelanden'
const main = async (seat: Seat) => (await seat.page.locator('main').innerText()).replace(/\s+/g, ' ')
/** How many messages somebody has sent that hold these words. */
const sent = async (words: string) =>
  (
    await owner<
      { n: number }[]
    >`select count(*)::int as n from contact.messages where body like ${`%${words}%`} or answers::text like ${`%${words}%`}`
  )[0]!.n

test.each(['phone', 'no script', 'keyboard'] as const)(
  'Torsten finds what he needs, fills it in, reads it through and gets a receipt (%s)',
  async (way) => {
    const words = `Räkningen kom i går och jag vet inte hur det ska gå (${way})`
    typed.push(words)
    const seat = await sit(way)
    const { page } = seat
    await signIn(seat, 'Torsten Ek')
    await seat.press(page.getByRole('link', { name: 'Meddelanden', exact: true }))
    await page.getByRole('heading', { name: 'Meddelanden', level: 1 }).waitFor()
    await seat.look('my messages')
    await seat.press(page.getByRole('link', { name: 'Nytt meddelande' }))
    await page.getByRole('heading', { name: 'Vad behöver du?' }).waitFor()
    await seat.look('what do you need')
    await seat.press(page.getByRole('button', { name: 'Sök' }))
    await seat.write(page.getByLabel('Skriv vad det gäller'), 'jag kan inte betala hyran')
    await seat.press(page.getByRole('button', { name: 'Sök' }))
    await page.locator('#passar').waitFor()
    await seat.look('what fits')
    await seat.press(page.getByRole('link', { name: 'Jag har en räkning som jag inte kan betala' }).first())
    await page.getByRole('heading', { name: 'Jag har en räkning som jag inte kan betala' }).waitFor()
    expect(await main(seat)).toMatch(/Skickar du i dag svarar vi senast \S+dag \d+ \S+\./)
    await seat.look('a request')
    await seat.press(page.getByRole('button', { name: 'Läs igenom' }))
    await page.locator('.ds-error-summary').waitFor()
    await seat.look('a request with nothing in it')
    await seat.press(page.getByLabel('Hyra eller avgift för bostaden'))
    await seat.write(page.getByLabel('Hur mycket är det, i kronor?'), '6 840')
    await seat.press(page.getByLabel('Nej', { exact: true }))
    await seat.write(page.getByLabel('Vad mer är bra att vi vet?'), words)
    await seat.press(page.getByRole('button', { name: 'Läs igenom' }))
    await page.getByRole('heading', { name: 'Läs igenom innan du skickar' }).waitFor()
    expect(await main(seat)).toContain(words)
    expect(await sent(words)).toBe(0)
    await seat.look('read it through')
    const preview = page.url()
    await seat.press(page.getByRole('button', { name: 'Skicka', exact: true }))
    await page.waitForURL(/gjort=skickat/)
    const receipt = page.url()
    expect(await main(seat)).toMatch(
      /Vi har fått det Det kom till oss \S+dag \d+ \S+ kl\. \d+\.\d\d\. .* Du får svar senast \S+dag \d+ \S+\./,
    )
    await seat.look('the receipt')
    // Back, and the same again: there is one, and it is this one.
    await seat.go(new URL(preview).pathname)
    expect(page.url()).toBe(receipt)
    expect(await sent(words)).toBe(1)
    await seat.stand()
  },
)

test('on a phone without script, a draft is kept, gone on with and sent once though it is sent twice', async () => {
  const words = 'Jag börjar nu och fortsätter i kväll'
  typed.push(words)
  const seat = await sit('no script')
  const { page } = seat
  await signIn(seat, 'Ritva Laine')
  await seat.go(`${root}/nytt`)
  await seat.press(page.getByRole('link', { name: 'Skriv till Petter Lundvall' }))
  await page.getByRole('heading', { name: 'Skriv till Petter Lundvall' }).waitFor()
  await seat.look('to a contact')
  await seat.write(page.getByLabel('Ditt meddelande'), words)
  await seat.press(page.getByRole('button', { name: 'Spara utkast' }))
  await page.waitForURL(/gjort=sparat/)
  await seat.look('a draft is saved')
  expect(await sent(words)).toBe(0)
  await seat.press(page.getByRole('link', { name: words }))
  await page.getByRole('heading', { name: 'Skriv till Petter Lundvall' }).waitFor()
  expect(await page.getByLabel('Ditt meddelande').inputValue()).toBe(words)
  await seat.look('a draft')
  // The same form from two tabs, as after a press that seemed to do nothing.
  const other = await seat.context.newPage()
  await other.goto(page.url())
  await Promise.all([page, other].map((tab) => tab.getByRole('button', { name: 'Skicka', exact: true }).click()))
  await Promise.all([page, other].map((tab) => tab.waitForURL(/gjort=skickat/)))
  expect(other.url()).toBe(page.url())
  expect(await sent(words)).toBe(1)
  await other.close()
  await seat.stand()
})

test('without a connection nothing is sent and nothing is lost, and what was on its way can be sent again', async () => {
  const words = 'Bussen kör in i tunneln nu'
  typed.push(words)
  const seat = await sit('phone')
  const { page, context } = seat
  await signIn(seat, 'Ritva Laine')
  await seat.go(`${root}/nytt`)
  await seat.press(page.getByRole('link', { name: 'Skriv till Petter Lundvall' }))
  await seat.write(page.getByLabel('Ditt meddelande'), words)
  await context.setOffline(true)
  await page.getByRole('button', { name: 'Skicka', exact: true }).click()
  await page.getByRole('heading', { name: 'Du har ingen uppkoppling' }).waitFor()
  await seat.look('no connection')
  expect(await page.getByLabel('Ditt meddelande').inputValue()).toBe(words)
  await context.setOffline(false)
  await page.getByRole('heading', { name: 'Du har ingen uppkoppling' }).waitFor({ state: 'hidden' })
  // The answer is lost on its way: the form has come, and its sender does not know it.
  const [form] = await Promise.all([
    page.waitForRequest((request) => request.method() === 'POST'),
    page.getByRole('button', { name: 'Skicka', exact: true }).click(),
  ])
  await page.waitForURL(/gjort=skickat/)
  const receipt = page.url()
  const again = await context.request.post(form.url(), {
    data: form.postData() ?? '',
    headers: { 'content-type': form.headers()['content-type'] ?? '', origin: new URL(receipt).origin, 'sec-fetch-site': 'same-origin' },
    maxRedirects: 0,
  })
  expect(new URL(again.headers()['location'] ?? '', receipt).href).toBe(receipt)
  expect(await sent(words)).toBe(1)
  await seat.stand()
})

test('what is asked only of some is shown to them, without script too, and a wish to be phoned says when', async () => {
  const seat = await sit('no script')
  const { page } = seat
  await signIn(seat, 'Samir Aziz')
  await seat.go(`${root}/nytt`)
  await seat.press(page.locator('summary', { hasText: 'Stöd när du blir äldre' }))
  await seat.press(page.getByRole('link', { name: 'Ansök om hjälp hemma' }))
  const name = page.getByLabel('Vad heter personen, och vet personen att du ansöker?')
  expect(await name.isVisible()).toBe(false)
  await seat.press(page.getByLabel('Någon jag hjälper'))
  expect(await name.isVisible()).toBe(true)
  await seat.look('a request with more for some')
  await seat.press(page.getByLabel('Mig själv'))
  expect(await name.isVisible()).toBe(false)
  await seat.press(page.getByRole('link', { name: 'Be oss ringa dig' }))
  await page.getByRole('heading', { name: 'Be Stöd- och omsorgsenheten ringa' }).waitFor()
  await seat.look('ask us to call')
  await seat.write(page.getByLabel('Ditt telefonnummer'), '070-174 06 48')
  await seat.press(page.getByLabel('Förmiddag, 8–11'))
  await seat.press(page.getByRole('button', { name: 'Skicka', exact: true }))
  await page.waitForURL(/gjort=skickat/)
  expect(await main(seat)).toContain('förmiddag, 8–11')
  await seat.look('we are to call')
  await seat.stand()
})

test('Camilla reads her answer and writes more; nothing of it stands in an address or the log', async () => {
  const words = 'Tack Amina, då kommer jag på fredag'
  typed.push(words, 'Gruppen på torsdag')
  const seat = await sit('phone')
  const { page } = seat
  await signIn(seat, 'Camilla Rosén')
  await seat.go(root)
  await seat.look('an answer to read')
  await seat.press(page.getByRole('link', { name: 'Gruppen på torsdag' }))
  await page.getByRole('heading', { name: 'Gruppen på torsdag' }).waitFor()
  await seat.look('a thread with its answer')
  await seat.write(page.getByLabel('Ditt meddelande'), words)
  await seat.press(page.getByRole('button', { name: 'Skicka', exact: true }))
  await page.waitForURL(/gjort=skrivet/)
  expect(await main(seat)).toContain('Amina Haddad har det. Du får svar senast')
  await seat.look('written more')
  await seat.go(root)
  expect(await main(seat)).not.toContain('inte har läst')
  await seat.stand()
  await leavesNoTrace(typed)
})
