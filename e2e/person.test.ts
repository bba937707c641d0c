import { expect, test } from 'vitest'
import { delaby, leavesNoTrace, owner, type Seat, signIn, signOut, sit, type Way } from './world.ts'
import { printedText } from './print.ts'

const ways: Way[] = ['phone', 'desk', 'no script', 'keyboard']
const typed: string[] = []

/** From the front door to the case that the design's pages are about. */
async function atTheCase(seat: Seat): Promise<void> {
  const { page } = seat
  await signIn(seat, 'Camilla Rosén')
  await seat.press(page.getByRole('link', { name: 'Alla ärenden' }))
  await seat.press(page.getByRole('link', { name: 'Vård och stöd vid beroende' }))
  await page.waitForURL(/arenden\/[0-9a-f-]{36}/)
}

test.each(ways)('Camilla follows her case, reads a decision and a document, and says that a note is wrong (%s)', async (way) => {
  const seat = await sit(way)
  const { page } = seat
  await seat.go('/')
  await seat.look('public start')
  await signIn(seat, 'Camilla Rosén', { from: '/mina-sidor' })
  await page.getByRole('heading', { name: 'Hej Camilla' }).waitFor()
  // The practical comes first: whose turn, and by when.
  expect((await page.locator('main').innerText()).replace(/\s+/g, ' ')).toMatch(/Din tur .*Sista dagen är .*Nästa möte .* kl\. 9\.30/)
  await seat.look('my pages')

  await seat.press(page.getByRole('link', { name: 'Alla ärenden' }))
  await page.getByRole('heading', { name: 'Dina ärenden' }).waitFor()
  await seat.look('my cases')

  await seat.press(page.getByRole('link', { name: 'Vård och stöd vid beroende' }))
  await page.getByRole('heading', { name: 'Här är vi nu' }).waitFor()
  const shown = Number((await page.locator('.sum dd').first().innerText()).trim())
  expect(shown).toBeGreaterThan(10)
  const home = page.url()
  await seat.look('the case')

  await seat.press(page.locator('section[aria-labelledby=beslut] a').first())
  await page.getByRole('heading', { name: 'Om du inte håller med' }).waitFor()
  expect(await page.locator('main').innerText()).toMatch(/Sista dagen\s+\S+dag \d+ \w+ 2026/)
  await seat.look('a decision')

  await seat.press(page.getByRole('link', { name: 'Öppna beslutet som handling' }))
  await page.getByRole('link', { name: 'Öppna handlingen' }).waitFor()
  await seat.look('a document')
  const file = await seat.context.request.get(
    new URL((await page.getByRole('link', { name: 'Öppna handlingen' }).getAttribute('href'))!, page.url()).href,
  )
  expect([file.status(), file.headers()['content-type'], (await file.body()).subarray(0, 5).toString()]).toEqual([
    200,
    'application/pdf',
    '%PDF-',
  ])
  expect(file.headers()['cache-control']).toContain('no-store')
  const [saved] = await Promise.all([page.waitForEvent('download'), seat.press(page.getByRole('link', { name: 'Spara den på din enhet' }))])
  expect(saved.suggestedFilename()).toMatch(/\.pdf$/)

  await page.goto(home)
  await seat.press(page.locator('a[href*="/om/"]').first())
  await page.getByRole('heading', { name: /^(Skriv om det här|Svara här)$/ }).waitFor()
  await seat.look('writing about an item')
  await seat.press(page.getByRole('button', { name: 'Skicka' }))
  await page.locator('.ds-error-summary').waitFor()
  await seat.look('nothing written')
  const words = `Så var det inte <b>alls</b>, det var tvärtom (${way})`
  typed.push(words)
  await seat.press(page.getByLabel('Jag tycker att det här är fel'))
  await seat.write(page.getByLabel('Din text'), words)
  await seat.press(page.getByRole('button', { name: 'Skicka' }))
  await page.locator('#dina-ord').waitFor()
  expect(await page.locator('main').innerText()).toContain(words)
  await seat.look('own words')

  await seat.press(page.getByRole('link', { name: 'Inställningar' }))
  await page.waitForURL(/installningar/)
  await seat.look('settings')
  if (way === 'desk' || way === 'phone') {
    await page.goto(`${home}?sprak=en`)
    await seat.look('the case in English')
    await page.goto(`${home}?sprak=sv`)
  }
  await signOut(seat)
  await seat.look('signed out')
  await page.goBack()
  await page.waitForLoadState()
  expect(await page.locator('body').innerText()).not.toMatch(/Camilla|beroende/)
  expect((await seat.context.cookies()).filter(({ name }) => name.startsWith('__Host'))).toEqual([])
  await seat.stand()
})

test.each(['phone', 'desk', 'no script'] as const)(
  'Camilla seeks in her cases, and comes to a decision and to whom to call (%s)',
  async (way) => {
    const seat = await sit(way)
    const { page } = seat
    const seek = async (words: string) => {
      if (words.length > 1) typed.push(words)
      await seat.write(page.getByLabel('Vad söker du?'), words)
      await seat.press(page.getByRole('button', { name: 'Sök', exact: true }))
      await page.waitForLoadState()
      expect(`${page.url()} ${await page.title()}`).toBe(`${delaby.origin}/mina-sidor/sok Sök – Delaby kommun`)
    }
    await atTheCase(seat)
    await seat.press(page.getByRole('link', { name: 'Sök i dina ärenden' }))
    await seat.look('searching')
    await seek('x')
    await page.getByText('Skriv minst två tecken').waitFor()
    await seat.look('searching for too little')
    await seek('behandlingshem')
    await page.getByRole('heading', { name: /träff/ }).waitFor()
    await seat.look('what was found')
    await seat.press(page.getByRole('link', { name: /men inte plats på behandlingshem/ }))
    await page.getByRole('heading', { name: 'Om du inte håller med' }).waitFor()
    await seat.go('/mina-sidor/sok')
    await seek('Åkesson')
    await seat.press(page.getByRole('link', { name: 'Daniel Åkesson', exact: true }).first())
    expect(new URL(page.url()).hash).toBe('#kontakt')
    await seat.go('/mina-sidor/sok')
    await seek('fjällräv')
    await page.getByRole('heading', { name: 'Vi hittade inget' }).waitFor()
    await seat.look('nothing found')
    await seat.stand()
  },
)

test('the first stop of the keyboard leads past the menu to the page', async () => {
  const seat = await sit('keyboard')
  await signIn(seat, 'Camilla Rosén')
  await seat.page.keyboard.press('Tab')
  expect(await seat.page.evaluate(() => document.activeElement?.textContent?.trim())).toBe('Hoppa till innehållet')
  await seat.page.keyboard.press('Enter')
  expect(await seat.page.evaluate(() => document.activeElement?.id)).toBe('innehall')
  await seat.stand()
})

test('with letters twice as large, and at 400 % zoom, nothing is cut or has to be scrolled sideways', async () => {
  const seat = await sit('desk')
  const { page } = seat
  await atTheCase(seat)
  const addresses = [
    page.url(),
    `${delaby.origin}/mina-sidor`,
    new URL((await page.locator('a[href*="/beslut/"]').first().getAttribute('href'))!, page.url()).href,
  ]
  for (const address of addresses) {
    for (const [width, height, size] of [
      [640, 480, '200%'],
      [320, 256, '100%'],
      [1280, 900, '400%'],
    ] as const) {
      await page.setViewportSize({ width, height })
      await page.goto(address)
      await page.evaluate((fontSize) => (document.documentElement.style.fontSize = fontSize), size)
      expect(
        await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth),
        `${address} ${width} ${size}`,
      ).toBeLessThanOrEqual(0)
    }
  }
  await seat.stand()
})

test('on paper stand the case number, who sent it and what was folded', async () => {
  const seat = await sit('desk')
  const { page } = seat
  await atTheCase(seat)
  const folded = await page.locator('main details:not([open]) > :not(summary)').allInnerTexts()
  const hidden = await page.locator('main details:not([open]) > :not(summary)').allTextContents()
  const text = await printedText(page)
  expect(text).toContain('2024-1187')
  expect(text).toContain('Delaby')
  expect(folded.length).toBeGreaterThan(0)
  for (const part of hidden)
    for (const word of part
      .split(/\s+/)
      .filter((one) => /^[a-zåäö]{6,}$/.test(one))
      .slice(0, 30))
      expect(text).toContain(word)
  await page.goto(new URL((await page.locator('a[href*="/beslut/"]').first().getAttribute('href'))!, page.url()).href)
  const decision = await printedText(page)
  for (const part of ['2024-1187', 'Socialnämnden', 'Sista dagen', 'Amina Haddad']) expect(decision).toContain(part)
  await seat.stand()
})

test('whoever sits still is warned, goes on with a press, and is signed out of sight when they do not', async () => {
  const seat = await sit('desk')
  const { page } = seat
  await page.clock.install()
  await signIn(seat, 'Camilla Rosén')
  await page.clock.fastForward('18:05')
  const goOn = page.locator('[data-when=soon] button')
  await goOn.waitFor()
  await seat.look('session soon over')
  await seat.press(goOn)
  await goOn.waitFor({ state: 'hidden' })
  await page.clock.fastForward('20:05')
  await page.locator('[data-when=over]').waitFor()
  expect(await page.locator('body').innerText()).not.toMatch(/Camilla|Daniel Åkesson|beroende/)
  await seat.look('session over', 'covered')
  await seat.stand()
})

test('a session that has ended leads to the sign-in, and back to the same page', async () => {
  const seat = await sit('no script')
  const { page } = seat
  await atTheCase(seat)
  const there = page.url()
  await owner`update identity.sessions set idle_until = now() - interval '1 second' where kind = 'person' and ended_at is null`
  await page.reload()
  expect(page.url()).toContain('/logga-in?till=')
  await seat.look('sign-in after the session has ended')
  await seat.press(page.locator('.way-in', { hasText: 'Delaby kommun' }))
  await seat.press(page.locator('.way-in').first())
  await seat.press(page.getByRole('button', { name: /^Camilla/ }).first())
  await page.waitForURL(there)
  await seat.stand()
})

test.each(['desk', 'phone', 'no script'] as const)('the quick way out leaves nothing behind on the screen (%s)', async (way) => {
  const seat = await sit(way)
  const { page } = seat
  await seat.context.route('https://www.smhi.se/**', (route) =>
    route.fulfill({ contentType: 'text/html', body: '<title>Väder</title>Sol' }),
  )
  await atTheCase(seat)
  const there = page.url()
  await seat.press(page.locator('a.leave'))
  await page.waitForURL('https://www.smhi.se/')
  await page.goBack()
  if (way === 'no script') expect(page.url()).toContain('/logga-in?till=')
  else {
    expect(page.url()).not.toBe(there)
    await page.goto(there)
    for (let n = 0; n < 3; n++) await page.keyboard.press('Escape')
    await page.waitForURL('https://www.smhi.se/')
  }
  await seat.stand()
})

test('nothing of anybody stands in the log', () => leavesNoTrace(typed))
