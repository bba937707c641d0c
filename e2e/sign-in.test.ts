import { expect, test } from 'vitest'
import { leavesNoTrace, signIn, signOut, sit, type Way } from './world.ts'

const ways: Way[] = ['phone', 'desk', 'no script', 'keyboard']

const failures = [
  ['somebody who changes their mind', '^Avbryt', 'Inloggningen avbröts', true],
  ['a login that does not say how strong it is', '^Okänd nivå', 'inte hur säkert du har visat vem du är', true],
  ['a coordination number that nobody has confirmed', '^Osäkert samordningsnummer', 'Vi behöver träffa dig en gång', false],
] as const

test.each(failures.flatMap(([who, as, why, again]) => (['phone', 'desk'] as const).map((way) => ({ who, as, why, again, way }))))(
  '$who is told why, what to do, whom to call and which other ways there are ($way)',
  async ({ who, as, why, again, way }) => {
    const seat = await sit(way)
    const { page } = seat
    await signIn(seat, 'Camilla Rosén', { as, from: '/logga-in?till=%2Fmina-sidor%2Farenden' })
    await page.getByRole('heading', { name: 'Det gick inte att logga in' }).waitFor()
    const said = await page.locator('main').innerText()
    expect(said).toContain(why)
    expect(said).toMatch(/Säg koden [A-K]\d{3} när du ringer/)
    expect(said).toContain('Andra sätt att komma in')
    expect(await page.locator('main a[href^="tel:"]').count()).toBeGreaterThan(0)
    expect(await page.locator('main .way-in').count()).toBeGreaterThan(0)
    await seat.look(who)
    const retry = page.getByRole('link', { name: /^Försök igen med/ })
    expect(await retry.count()).toBe(again ? 1 : 0)
    if (again && way === 'phone') {
      await seat.press(retry)
      await page.getByRole('heading', { name: 'Vem vill du vara?' }).waitFor()
      await seat.press(page.getByRole('button', { name: /^Camilla/ }).first())
      await page.waitForURL('**/mina-sidor/arenden')
    }
    await seat.stand()
  },
)

test.each(['phone', 'desk'] as const)(
  'a login that is not strong enough opens its own zone and says what the file needs (%s)',
  async (way) => {
    const seat = await sit(way)
    const { page } = seat
    await signIn(seat, 'Camilla Rosén', { as: '^Låg nivå' })
    // Times and messages are here all the same; the cases are not.
    await page.getByRole('heading', { name: 'Hej Camilla' }).waitFor()
    expect(await page.locator('main').innerText()).toContain('För att läsa dina ärenden behöver du logga in med en e-legitimation')
    expect(await page.locator('body').innerText()).not.toMatch(/beroende|2024-1187/)
    await seat.look('start with a weak login')
    await seat.go('/mina-sidor/arenden')
    await page.getByRole('heading', { name: 'Du behöver logga in på ett starkare sätt' }).waitFor()
    expect(await page.locator('main a[href^="tel:"]').count()).toBeGreaterThan(0)
    await seat.look('too weak for the file')
    expect(await seat.go('/mina-sidor/installningar')).toBe(200)
    await seat.look('settings with a weak login')
    await seat.go('/mina-sidor')
    await seat.press(page.getByRole('link', { name: 'Logga in med e-legitimation' }))
    await page.waitForURL('**/logga-in**')
    await signIn(seat, 'Amina Haddad', { as: '^Låg nivå' })
    await page.getByRole('heading', { name: 'Det gick inte att logga in' }).waitFor()
    expect(await page.locator('main').innerText()).toContain('Den inloggningen räcker inte')
    await seat.look('staff with a weak login')
    await seat.stand()
  },
)

test.each(ways)('the ways in stand side by side, with a phone number and without a dead end (%s)', async (way) => {
  const seat = await sit(way)
  const { page } = seat
  await seat.go('/mina-sidor')
  await seat.look('which municipality')
  await seat.press(page.locator('.way-in', { hasText: 'Delaby kommun' }))
  await page.getByRole('heading', { name: 'Utan att logga in' }).waitFor()
  await seat.look('ways in')
  expect(await page.locator('main a[href^="tel:"]').count()).toBeGreaterThan(0)
  await seat.go('/personal')
  expect(page.url()).toContain('/personal/logga-in?till=%2Fpersonal')
  await seat.look('ways in for staff')
  await seat.go('/tillganglighet')
  await seat.look('accessibility')
  expect(await seat.go('/finns-inte')).toBe(404)
  await seat.look('nothing here')
  await seat.go('/?sprak=en')
  await seat.look('public start in English')
  await seat.stand()
})

test.each(['phone', 'desk'] as const)('somebody who has never had a case is told so, and what they can do (%s)', async (way) => {
  const seat = await sit(way)
  await signIn(seat, 'Pelle Ljung')
  await seat.page.waitForURL('**/mina-sidor')
  await seat.look('no case at all')
  expect(await seat.go('/mina-sidor/arenden/00000000-0000-4000-8000-000000000000')).toBe(404)
  await seat.look('somebody else’s case')
  await seat.stand()
})

test('somebody who has left, and somebody who is not staff, come no further than the door', async () => {
  const seat = await sit('desk')
  const { page } = seat
  await signIn(seat, 'Maj Nyström')
  await page.waitForURL('**/personal/uppdrag')
  await seat.look('no assignment left')
  await signOut(seat)
  await signIn(seat, 'Amina Haddad', { as: '^Någon som inte är upplagd' })
  expect(await page.locator('main').innerText()).toContain('du är inte upplagd som personal här')
  await seat.look('not staff')
  await seat.stand()
})

test('the first page behind the door brings its style along, and the next one has it from memory', async () => {
  const seat = await sit('phone')
  const { page } = seat
  const inside = () =>
    page.evaluate(() => [...document.querySelectorAll('head > style')].some((one) => one.textContent.includes('--d-font')))
  await signIn(seat, 'Camilla Rosén')
  expect(await inside()).toBe(true)
  expect(await page.locator('head > link[rel=stylesheet]').count()).toBe(0)
  await page.waitForLoadState('networkidle')
  await seat.go('/mina-sidor/arenden')
  expect(await inside()).toBe(false)
  const fetched = await page.evaluate(
    () => performance.getEntriesByType('resource').filter(({ name }) => name.endsWith('.css')) as PerformanceResourceTiming[],
  )
  expect(fetched.map(({ transferSize }) => transferSize)).toEqual([0])
  await seat.stand()
})

test('nothing of anybody stands in the log', () => leavesNoTrace([]))
