import { AxeBuilder } from '@axe-core/playwright'
import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { extname, join } from 'node:path'
import { type Browser, chromium, type Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { buildAssets } from '../../scripts/assets.ts'
import { ResidentPage, StaffPage } from '../testing/specimen.tsx'

const site = 'https://delaby.example'
const policy = [
  "default-src 'none'; script-src 'nonce-n' 'strict-dynamic'; style-src 'self' 'nonce-n'; img-src 'self' data:; font-src 'self'",
  "connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'; require-trusted-types-for 'script'; trusted-types delakt",
].join('; ')
const types: Record<string, string> = { '.css': 'text/css', '.js': 'text/javascript', '.svg': 'image/svg+xml', '.woff2': 'font/woff2' }

let browser: Browser
let folder: string
let manifest: Record<string, string>

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'delakt-assets-'))
  await buildAssets(folder)
  manifest = JSON.parse(await readFile(join(folder, 'manifest.json'), 'utf8'))
  const args = [
    '--no-sandbox',
    '--disable-gpu',
    '--disable-quic',
    '--no-first-run',
    '--disable-background-networking',
    '--disable-component-update',
    '--disable-sync',
  ]
  browser = await chromium.launch({ executablePath: process.env['CHROMIUM'] ?? '/usr/bin/chromium', args })
})
afterAll(async () => {
  await browser.close()
  await rm(folder, { recursive: true })
})

type Opened = { width?: number; dark?: boolean; script?: boolean; touch?: boolean; goOn?: () => { status: number; body: string } }

/** The markup at our address, with the built assets and the strict policy; every word in the browser's console is kept. */
async function open(markup: string, { width = 1280, dark = false, script = true, touch = false, goOn }: Opened = {}) {
  const context = await browser.newContext({
    viewport: { width, height: 900 },
    colorScheme: dark ? 'dark' : 'light',
    javaScriptEnabled: script,
    hasTouch: touch,
    ...(touch ? { isMobile: true } : {}),
    reducedMotion: 'reduce',
  })
  const page = await context.newPage()
  const said: string[] = []
  page.on('console', (line) => said.push(line.text()))
  page.on('pageerror', (error) => said.push(String(error)))
  await page.route('**/*', async (route) => {
    const url = new URL(route.request().url())
    if (url.origin !== site) return route.fulfill({ contentType: 'text/html', body: '<title>Väder</title>' })
    if (url.pathname === '/session/fortsatt') return route.fulfill({ contentType: 'application/json', ...goOn?.() })
    if (!url.pathname.startsWith('/assets/'))
      return route.fulfill({ contentType: 'text/html', body: markup, headers: { 'content-security-policy': policy } })
    const name = url.pathname.slice('/assets/'.length)
    return route.fulfill({ contentType: types[extname(name)] ?? '', body: await readFile(join(folder, manifest[name] ?? name)) })
  })
  await page.clock.install({ time: new Date('2026-11-21T12:00:00Z') })
  await page.goto(`${site}/fore`)
  await page.goto(`${site}/sida`)
  return { page, said, [Symbol.asyncDispose]: () => context.close() }
}

const resident = async (shown: Parameters<typeof ResidentPage>[0] = {}) => String(await ResidentPage(shown))
const staff = async () => String(await StaffPage({}))

const views = [320, 1280].flatMap((width) => [false, true].map((dark) => ({ width, dark })))

test.each(views)('everyone can use the page of a person at %j', async (view) => {
  await using opened = await open(await resident(), view)
  await expectFit(opened.page, `person-${view.width}${view.dark ? '-dark' : ''}`)
  expect(opened.said).toEqual([])
})

test.each(views)('everyone can use the page of a member of staff at %j', async (view) => {
  await using opened = await open(await staff(), view)
  await expectFit(opened.page, `staff-${view.width}${view.dark ? '-dark' : ''}`)
  expect(opened.said).toEqual([])
})

test("another municipality's colour and the warning that the session ends are as easy to read", async () => {
  await using opened = await open(await resident({ language: 'en', themed: true, secondsLeft: 60 }), { width: 320 })
  await opened.page.clock.runFor(1500)
  await expectFit(opened.page, 'themed-320')
  expect(await colourOf(opened.page, '.folder[data-voice=we] .folder-tab')).toBe('rgb(15, 85, 96)')
})

const colourOf = (page: Page, what: string) =>
  page
    .locator(what)
    .first()
    .evaluate((found) => getComputedStyle(found).backgroundColor)

async function expectFit(page: Page, name: string) {
  const shots = process.env['DELAKT_SHOTS']
  if (shots) await page.screenshot({ path: join(shots, `${name}.png`), fullPage: true })
  const { violations } = await new AxeBuilder({ page }).withTags(['wcag2a', 'wcag2aa', 'wcag21aa', 'wcag22aa', 'best-practice']).analyze()
  expect(violations.map(({ id, nodes }) => [id, nodes.map(({ html }) => html)])).toEqual([])
  expect(await page.evaluate(() => document.documentElement.scrollWidth - innerWidth)).toBeLessThanOrEqual(0)
}

test('whoever leaves quickly is at the weather, and the way back does not lead here', async () => {
  await using opened = await open(await resident())
  await opened.page.getByRole('link', { name: 'Lämna sidan snabbt' }).click()
  await opened.page.waitForURL('https://www.smhi.se/')
  await opened.page.goBack()
  expect(opened.page.url()).toBe(`${site}/fore`)
})

test('Esc three times leaves; two times, or slowly, does not', async () => {
  await using opened = await open(await resident())
  const { page } = opened
  await page.keyboard.press('Escape')
  await page.keyboard.press('Escape')
  await page.waitForTimeout(1600)
  await page.keyboard.press('Escape')
  await page.waitForTimeout(200)
  expect(page.url()).toBe(`${site}/sida`)
  await page.keyboard.press('Escape')
  await page.keyboard.press('Escape')
  await page.waitForURL('https://www.smhi.se/')
})

test('without script the way out is a link, and the end of the session is told in the foot', async () => {
  await using opened = await open(await resident(), { script: false })
  await expect.poll(() => opened.page.getByText('Du loggas ut kl.').isVisible()).toBe(true)
  expect(await opened.page.getByText('Du loggas snart ut').isVisible()).toBe(false)
  expect(await opened.page.getByRole('link', { name: 'Lämna sidan snabbt' }).getAttribute('href')).toBe('/lamna')
})

test('two minutes before the end a person is asked, answers, and goes on', async () => {
  let asked = 0
  const goOn = () => ({ status: 200, body: `{"seconds":${1200 * ++asked}}` })
  await using opened = await open(await resident(), { goOn })
  const { page } = opened
  await page.clock.runFor(1070_000)
  expect(await page.getByText('Du loggas snart ut').isVisible()).toBe(false)
  await page.clock.runFor(15_000)
  expect(await page.getByText('Du loggas snart ut').isVisible()).toBe(true)
  await page.getByRole('button', { name: 'Jag är kvar' }).click()
  await expect.poll(() => page.getByText('Du loggas snart ut').isVisible()).toBe(false)
  expect(asked).toBe(1)
  expect(page.url()).toBe(`${site}/sida`)
})

test('someone who is writing is not disturbed: the session goes on by itself', async () => {
  let asked = 0
  await using opened = await open(await resident(), { goOn: () => ({ status: 200, body: `{"seconds":${1200 * ++asked}}` }) })
  await opened.page.getByLabel('Vad vill du berätta?').fill('Det som hände')
  await opened.page.clock.runFor(1090_000)
  await expect.poll(() => asked).toBe(1)
  expect(await opened.page.getByText('Du loggas snart ut').isVisible()).toBe(false)
})

test('who writes at the end of what a session can last is told so, keeps what they wrote, and sends it when they have signed in beside it', async () => {
  let answer = { status: 401, body: '{}' }
  await using opened = await open(await resident({ secondsLeft: 90, last: true }), { width: 320, goOn: () => answer })
  const { page } = opened
  const sent: string[] = []
  page.on('request', (request) => request.isNavigationRequest() && sent.push(request.postData() ?? ''))
  const field = page.getByLabel('Vad vill du berätta?')
  await field.fill('Det som hände')
  await page.clock.runFor(1500)
  expect(await page.getByText('Inom två minuter har du varit inloggad').isVisible()).toBe(true)
  expect(await page.getByRole('button', { name: 'Jag är kvar' }).isVisible()).toBe(false)
  await expectFit(page, 'session-last-320')
  await page.keyboard.press('Tab')
  await page.keyboard.press('Shift+Tab')
  const [written, warning] = [await field.boundingBox(), await page.locator('[data-when=last]').boundingBox()]
  expect(written!.y + written!.height).toBeLessThanOrEqual(warning!.y)

  await page.clock.runFor(90_000)
  expect(await page.getByText('Det du har skrivit står kvar').isVisible()).toBe(true)
  expect(await page.getByRole('link', { name: 'Logga in igen i en ny flik' }).getAttribute('target')).toBe('_blank')
  expect([await field.isVisible(), await field.inputValue()]).toEqual([true, 'Det som hände'])
  expect(await page.getByText('Vi pratade om hösten').isVisible()).toBe(false)
  const send = page.getByRole('button', { name: 'Ta bort' })
  await send.click()
  await expect.poll(() => page.evaluate(() => document.activeElement?.textContent)).toBe('Logga in igen i en ny flik')
  expect(sent).toEqual([])
  answer = { status: 200, body: '{"seconds":1200,"last":false}' }
  await send.click()
  await expect.poll(() => sent.length).toBe(1)
  expect([new URLSearchParams(sent[0]).get('text')?.trim(), new URLSearchParams(sent[0]).get('val')]).toEqual(['Det som hände', 'bort'])
})

test('going on when there is little left to have says so instead of asking again', async () => {
  await using opened = await open(await resident({ secondsLeft: 60 }), {
    goOn: () => ({ status: 200, body: '{"seconds":70,"last":true}' }),
  })
  const { page } = opened
  await page.clock.runFor(1500)
  await page.getByRole('button', { name: 'Jag är kvar' }).click()
  await expect.poll(() => page.getByRole('button', { name: 'Jag är kvar' }).isVisible()).toBe(false)
  await page.clock.runFor(1500)
  expect(await page.getByText('Inom två minuter har du varit inloggad').isVisible()).toBe(true)
  await page.clock.runFor(70_000)
  expect([await page.getByText('Du är utloggad').isVisible(), await page.locator('main').isVisible()]).toEqual([true, false])
})

test('when the time is out, or the server says so, nothing is left to read on the screen', async () => {
  await using alone = await open(await resident({ secondsLeft: 30 }))
  await alone.page.clock.runFor(31_000)
  expect(await alone.page.getByText('Du är utloggad').isVisible()).toBe(true)
  expect(await alone.page.getByText('Vi pratade om hösten').isVisible()).toBe(false)
  await using ended = await open(await resident({ secondsLeft: 60 }), { goOn: () => ({ status: 401, body: '' }) })
  await ended.page.clock.runFor(1500)
  await ended.page.getByRole('button', { name: 'Jag är kvar' }).click()
  await expect.poll(() => ended.page.getByText('Du är utloggad').isVisible()).toBe(true)
  expect(await ended.page.locator('main').isVisible()).toBe(false)
})

test('staff walk the queue with J and K, press a button with its key, and write the same letters in a field', async () => {
  await using opened = await open(await staff())
  const { page } = opened
  const onButton = page.locator('.ds-button kbd')
  // A key is told of when it works.
  await onButton.waitFor()
  await page.keyboard.press('j')
  await page.waitForURL(`${site}/sida#rad-3`)
  await page.keyboard.press('k')
  await page.waitForURL(`${site}/sida#rad-1`)
  await page.getByLabel('Ord').pressSequentially('jkv')
  expect(await page.getByLabel('Ord').inputValue()).toBe('jkv')
  expect(page.url()).toBe(`${site}/sida#rad-1`)
  await page.getByLabel('Ord').blur()
  expect(await onButton.isVisible()).toBe(true)
  await page.getByRole('button', { name: 'Stäng av tangenterna' }).click()
  expect(await onButton.isVisible()).toBe(false)
  await page.keyboard.press('j')
  expect(page.url()).toBe(`${site}/sida#rad-1`)
  await page.getByRole('button', { name: 'Slå på tangenterna' }).click()
  await page.reload()
  await page.keyboard.press('v') // meant for the page before
  await page.waitForTimeout(1600)
  expect(page.url()).toContain('/sida')
  await page.keyboard.press('v')
  await page.waitForURL(`${site}/beslut`)
})

test.each([320, 360, 400])('where there is only a finger there are no keys, neither told of nor working (%i px)', async (width) => {
  await using opened = await open(await staff(), { width, touch: true })
  const { page } = opened
  for (const what of ['queue-keys', '.ds-button kbd']) expect(await page.locator(what).first().isVisible()).toBe(false)
  await page.keyboard.press('j')
  expect(page.url()).toBe(`${site}/sida`)
})

test('without script no key is told of', async () => {
  await using opened = await open(await staff(), { script: false })
  for (const what of ['queue-keys', '.ds-button kbd']) expect(await opened.page.locator(what).first().isVisible()).toBe(false)
})

test('a table on a phone has every cell in sight, with the words of its head', async () => {
  await using opened = await open(await staff(), { width: 320 })
  const cells = await opened.page.locator('.ds-table > tbody :is(th, td)').evaluateAll((all) =>
    all.map((one) => {
      const { left, right } = one.getBoundingClientRect()
      return { inside: left >= 0 && right <= innerWidth, head: getComputedStyle(one, '::before').content }
    }),
  )
  expect(cells).toHaveLength(6)
  expect(cells.filter(({ inside }) => !inside)).toEqual([])
  expect(cells[2]!.head).toContain('Hur det är mätt')
  expect(await opened.page.getByRole('rowheader').count()).toBe(2)
  expect((await opened.page.getByRole('link', { name: 'Länk på grund' }).boundingBox())!.height).toBeGreaterThanOrEqual(44)
})

test('what a first visit fetches is small', async () => {
  const size = async (name: string) => (await readFile(join(folder, `${manifest[name]}.gz`))).length
  expect(await size('delakt.css')).toBeLessThan(13_000)
  expect((await size('delakt.js')) + (await size('staff.js'))).toBeLessThan(6_000)
  expect((await readFile(join(folder, manifest['atkinson-latin.woff2'] ?? ''))).length).toBeLessThan(20_000)
})

test('a slow font moves nothing', async () => {
  const page = await browser.newPage({ viewport: { width: 360, height: 800 } })
  const markup = (await resident()).replaceAll('nonce="n"', '')
  await page.route('**/*', async (route) => {
    const { pathname } = new URL(route.request().url())
    if (!pathname.startsWith('/assets/')) return route.fulfill({ contentType: 'text/html', body: markup })
    const name = pathname.slice('/assets/'.length)
    if (name.includes('woff2')) await new Promise((done) => setTimeout(done, 700))
    return route.fulfill({ contentType: types[extname(name)] ?? '', body: await readFile(join(folder, manifest[name] ?? name)) })
  })
  await page.goto(site)
  const shift = await page.evaluate(
    () =>
      new Promise<number>((done) => {
        let sum = 0
        new PerformanceObserver((list) => {
          for (const entry of list.getEntries()) sum += (entry as PerformanceEntry & { value: number }).value
        }).observe({ type: 'layout-shift', buffered: true })
        setTimeout(() => done(sum), 1200)
      }),
  )
  expect(shift).toBe(0)
  await page.close()
})
