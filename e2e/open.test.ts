import { expect, test } from 'vitest'
import { leavesNoTrace, type Seat, signIn, sit } from './world.ts'

const typed: string[] = []
const main = (seat: Seat) => seat.page.locator('main').innerText()
const names = { 'no script': 'Robin', phone: 'Sparven', keyboard: '' } as const

// Somebody who has never had to do with us, on whatever phone: from the front door to a time and a code on a slip of paper of their own.
test.each(['no script', 'phone', 'keyboard'] as const)(
  'a first time is booked without signing in, found again by its code, and cancelled (%s)',
  async (way) => {
    const seat = await sit(way)
    const { page } = seat
    await seat.go('/')
    await seat.look('start with a first time')
    await seat.press(page.getByRole('link', { name: 'Boka en första tid' }))
    await page.getByRole('heading', { name: 'Boka en första tid' }).waitFor()
    expect(await main(seat)).toMatch(/112/)
    await seat.look('what can be booked without signing in')
    await seat.press(page.getByRole('link', { name: 'Ett första samtal' }))
    await page.getByRole('heading', { name: 'Lediga tider' }).waitFor()
    await seat.look('free times without signing in')
    const chosen = (await page.locator('.times a').nth(2).getAttribute('href'))!
    await seat.press(page.locator('.times a').nth(2))
    await page.getByRole('heading', { name: 'Stämmer det?' }).waitFor()
    await seat.look('is this right, and what to be called')

    // Somebody else is quicker.
    const other = await sit('desk')
    await other.go(chosen)
    const quick = `Snabb (${way})`
    typed.push(quick)
    await other.write(other.page.getByLabel('Vad ska vi kalla dig?'), quick)
    await other.press(other.page.getByRole('button', { name: 'Boka tiden' }))
    await other.page.getByRole('heading', { name: 'Tiden är bokad' }).waitFor()
    await other.stand()

    const [name, company] = [names[way], `Min kusin (${way})`]
    typed.push(company, ...(name ? [name] : []))
    if (name) await seat.write(page.getByLabel('Vad ska vi kalla dig?'), name)
    await seat.press(page.getByText('Be om något: sällskap, tolk eller annat'))
    await seat.write(page.getByLabel('Vill du ha med dig någon?'), company)
    await seat.press(page.getByRole('button', { name: 'Boka tiden' }))
    await page.getByRole('heading', { name: 'Tiden hann bli upptagen' }).waitFor()
    await seat.look('the time was taken meanwhile')
    await seat.press(page.getByRole('button', { name: 'Fortsätt med den valda tiden' }))
    await page.locator('.ds-error-summary').waitFor()
    await seat.look('no other time chosen')
    await seat.press(page.getByRole('radio').nth(1))
    await seat.press(page.getByRole('button', { name: 'Fortsätt med den valda tiden' }))
    await page.getByRole('heading', { name: 'Stämmer det?' }).waitFor()
    expect(await page.getByLabel('Vad ska vi kalla dig?').inputValue()).toBe(name)
    expect(await page.getByLabel('Vill du ha med dig någon?').inputValue()).toBe(company)
    await seat.look('another time, with what was written')
    await seat.press(page.getByRole('button', { name: 'Boka tiden' }))
    await page.getByRole('heading', { name: 'Tiden är bokad' }).waitFor()
    const code = (await page.locator('.when.unbroken').innerText()).trim()
    typed.push(code, code.replace('-', ''))
    expect(await main(seat)).toMatch(/Storgatan 14[^]*Vi kan inte påminna dig/)
    expect(await main(seat)).not.toMatch(/första samtal|Vuxenenheten|Petter/)
    expect(page.url()).not.toContain(code)
    await seat.look('a time that is booked without signing in')
    // Loaded again it is the same time, with the same code.
    await page.reload()
    expect((await page.locator('.when.unbroken').innerText()).trim()).toBe(code)
    expect(await seat.context.cookies()).toEqual([])

    await seat.go('/tid')
    await seat.write(page.getByLabel('Kod'), code.toLowerCase())
    await seat.press(page.getByRole('button', { name: 'Visa tiden' }))
    await page.getByRole('heading', { name: 'Din tid' }).waitFor()
    await seat.press(page.getByRole('button', { name: 'Avboka' }))
    await seat.press(page.getByRole('button', { name: 'Ja, avboka tiden' }))
    await page.getByRole('heading', { name: 'Tiden är avbokad' }).waitFor()
    await seat.stand()
  },
)

test.each(['phone', 'desk'] as const)('who has booked without signing in is seen to have at work (%s)', async (way) => {
  const seat = await sit(way)
  const { page } = seat
  await signIn(seat, 'Petter Lundvall')
  await seat.press(page.getByRole('button', { name: /Vuxenenheten/ }))
  await page.waitForURL('**/personal')
  await seat.go('/personal/tider')
  await page.getByText('Bokad utan inloggning').first().waitFor()
  await seat.look('times at work, some of anyone')
  await seat.press(page.getByRole('link', { name: /Kim$/ }).first())
  await page.getByText('Namnet är det som personen själv har skrivit').waitFor()
  await seat.look('a time booked by anyone, at work')
  await seat.press(page.getByRole('link', { name: 'Flytta', exact: true }))
  await page.getByText('vi har inget nummer och ingen adress').waitFor()
  await seat.look('move a time booked by anyone')
  await seat.go('/personal/tider')
  await seat.press(page.getByRole('link', { name: /Utan namn$/ }).first())
  await page.getByText('Personen har inte sagt något namn').waitFor()
  await seat.stand()
})

test('nothing that was typed is in the log', () => leavesNoTrace(typed))
