// Somebody at a screen: a phone or a desk, with or without script, with a mouse or only the keyboard. Wherever they come, the page is looked
// over: axe, valid HTML, nothing to scroll sideways, nothing in the console, nothing of anybody in an address, a title or the log.
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import AxeBuilder from '@axe-core/playwright'
import { esmResolver, FileSystemConfigLoader, HtmlValidate } from 'html-validate'
import { type Browser, type BrowserContext, chromium, type Locator, type Page, type Response } from 'playwright-core'
import postgres from 'postgres'
import { afterAll, expect, inject } from 'vitest'
import { dayOf } from '#kernel/values/day'
import { parsePersonalNumber } from '#kernel/values/personal-number'
import { residents, staff } from '../demo/people.ts'

export const delaby = inject('delabies')[Number(process.env['VITEST_POOL_ID']) - 1]!
export const owner = postgres(delaby.ownerUrl, { max: 2, onnotice: () => undefined })

const args = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
]
let browser: Browser | undefined
const checker = new HtmlValidate(new FileSystemConfigLoader([esmResolver()]))

afterAll(async () => {
  await browser?.close()
  await owner.end()
})

export type Way = 'phone' | 'desk' | 'no script' | 'keyboard'
const sizes = {
  // A small phone: also what 1280 px are at 400 % zoom (WCAG 1.4.10).
  phone: { width: 320, height: 640 },
  desk: { width: 1280, height: 900 },
  'no script': { width: 360, height: 740 },
  keyboard: { width: 1280, height: 900 },
} as const

export type Seat = Awaited<ReturnType<typeof sit>>

/** Sits down at a screen of its own. `stand` ends it and fails when anything that came was not as it should be. `breaks`: a 500 is meant. */
export async function sit(way: Way, { breaks = false } = {}) {
  browser ??= await chromium.launch({ executablePath: delaby.chromium, args })
  const context: BrowserContext = await browser.newContext({
    viewport: sizes[way],
    locale: 'sv-SE',
    timezoneId: 'Europe/Stockholm',
    javaScriptEnabled: way !== 'no script',
    reducedMotion: 'reduce',
  })
  context.setDefaultTimeout(10_000)
  const page: Page = await context.newPage()
  const wrong: string[] = []
  const arrived: Promise<void>[] = []
  // An address that is not there is said in the console too, and the page that says so is one of those that are looked over.
  page.on('console', (line) => {
    const meant = breaks ? /^Failed to load resource: .* (4\d\d|500) / : /^Failed to load resource: .* 4\d\d /
    if (['error', 'warning'].includes(line.type()) && !meant.test(line.text()))
      wrong.push(`console on ${pattern(page.url())}: ${line.text()}`)
  })
  page.on('pageerror', (error) => wrong.push(`script on ${pattern(page.url())}: ${error.message}`))
  context.on('response', (response) => void arrived.push(received(response, wrong, breaks)))

  const seat = {
    page,
    context,
    way,
    /** Goes to an address of our own. */
    go: async (path: string) => {
      const answer = await page.goto(new URL(path, delaby.origin).href)
      return answer?.status() ?? 0
    },
    /** Presses a link, a button, a box or a summary: with the mouse, or as the keyboard reaches it. */
    press: async (what: Locator) => {
      if (way !== 'keyboard') return what.click()
      if (await what.evaluate((one) => one instanceof HTMLInputElement && one.type === 'radio')) return choose(page, what)
      await reach(page, what)
      await page.keyboard.press((await what.evaluate((one) => one.matches('input[type=checkbox]'))) ? 'Space' : 'Enter')
    },
    /** Writes in a field. */
    write: async (what: Locator, text: string) => {
      if (way !== 'keyboard') return what.fill(text)
      await reach(page, what)
      await page.keyboard.press('Control+A')
      await page.keyboard.insertText(text)
    },
    /** Looks the page over as it stands, and takes its picture when pictures are asked for. */
    look: (name: string, rules: Rules = 'all') => look(page, way, name, rules),
    stand: async () => {
      await Promise.all(arrived)
      await context.close()
      expect([...new Set(wrong)]).toEqual([])
    },
  }
  return seat
}

/** Tabs on until the keyboard stands on it, where one can see it stand. */
async function reach(page: Page, what: Locator): Promise<void> {
  const target = await what.elementHandle()
  for (let step = 0; step < 400; step++) {
    const { there, seen, at } = await page.evaluate((wanted) => {
      const at = document.activeElement
      if (!at || at === document.body) return { there: false, seen: true, at: '' }
      const box = at.getBoundingClientRect()
      // A radio button's ring is drawn around the button with its words.
      const visible = [at, at.parentElement!]
        .map((one) => getComputedStyle(one))
        .some((style) => style.outlineStyle !== 'none' || style.boxShadow !== 'none')
      const where = `${at.outerHTML.slice(0, 150)} at ${Math.round(box.top)}–${Math.round(box.bottom)} of ${innerHeight}`
      return { there: at === wanted, seen: visible && box.width > 0 && box.bottom > 0 && box.top < innerHeight, at: where }
    }, target)
    expect(seen, `the focus cannot be seen on ${pattern(page.url())}, ${step} tabs from the start: ${at}`).toBe(true)
    if (there) return
    await page.keyboard.press('Tab')
  }
  expect.fail(`the keyboard does not reach ${String(what)} on ${pattern(page.url())}`)
}

/** One of several: Tab leads to the group, the arrows to the one. */
async function choose(page: Page, what: Locator): Promise<void> {
  const name = (await what.getAttribute('name'))!
  await reach(page, page.locator(`input[type=radio][name="${name}"]`).first())
  await page.keyboard.press('Space')
  for (let n = 0; n < 12 && !(await what.isChecked()); n++) await page.keyboard.press('ArrowDown')
  expect(await what.isChecked()).toBe(true)
}

/** The address without ids. */
const pattern = (url: string) => new URL(url).pathname.replace(/[0-9a-f]{8}-[0-9a-f-]{27}/g, ':id')

async function received(response: Response, wrong: string[], breaks: boolean): Promise<void> {
  const url = response.url()
  const own = url.startsWith(delaby.origin)
  if (own && numbersIn(decodeURIComponent(url)).length > 0) wrong.push(`a personal number in the address ${pattern(url)}`)
  const { location, 'content-type': type = '' } = response.headers()
  if (own && location && numbersIn(decodeURIComponent(location)).length > 0)
    wrong.push(`a personal number in Location from ${pattern(url)}`)
  if (own && response.status() >= 500 && !breaks) wrong.push(`${response.status()} from ${pattern(url)}`)
  if (!own || !type.startsWith('text/html') || response.status() === 303 || response.frame().parentFrame()) return
  const text = await response.text().catch(() => '')
  if (!text || known.has(bare(text))) return
  known.add(bare(text))
  if (/class="ds-(input|field|error-summary)"/.test(text) && !/<link rel="stylesheet" href="\/assets\/forms/.test(text))
    wrong.push(`a form without its style sheet on ${pattern(url)}`)
  const { results } = await checker.validateString(text, 'page.html')
  for (const { ruleId, message, line } of results.flatMap(({ messages }) => messages))
    wrong.push(`HTML of ${pattern(url)}: ${ruleId} ${message}: ${text.split('\n')[line - 1]?.slice(0, 200)}`)
}

/** Luhn-valid ten or twelve digits. What only looks like it inside an id of ours is not one. */
export const numbersIn = (text: string): string[] =>
  [...text.replace(/[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f-]{22}/g, ' ').matchAll(/(?<![\d.])(?:\d{2})?\d{6}[-+]?\d{4}(?![\d])/g)].flatMap(
    ([found]) => (parsePersonalNumber(found, dayOf(new Date())) ? [found] : []),
  )

let pictures = 0
/** What axe has read in this file, by name and width: the keyboard meets the same pages as the mouse at the same desk. */
const read = new Set<string>()
/** What has been checked as HTML in this file, but for what differs each time. */
const known = new Set<string>()
const bare = (html: string) => html.replace(/nonce="[^"]*"|[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f-]{22}|data-seconds="\d+"/g, '')

/** `covered`: the page is hidden on purpose, so that what makes a good page whole (a heading, landmarks) is not asked for, only WCAG. */
type Rules = 'all' | 'covered'

async function look(page: Page, way: Way, name: string, rules: Rules): Promise<void> {
  const size = sizes[way]
  expect(numbersIn(await page.title()), 'a personal number in the title').toEqual([])
  // 320 px is a small phone, and also a desk at 400 % (WCAG 1.4.10).
  for (const width of [size.width, 320]) {
    await page.setViewportSize({ width, height: size.height })
    expect(await tooWide(page), `${name} at ${width} px`).toEqual([])
  }
  await page.setViewportSize(size)
  if (delaby.pictures && way !== 'keyboard')
    await page.screenshot({
      path: join(
        delaby.pictures,
        `${String((pictures += 1)).padStart(3, '0')}-${name.replace(/[^\wåäö]+/g, '-')}-${way.replace(' ', '-')}.png`,
      ),
      fullPage: true,
    })
  // Where scripts are off, axe is too; what it would read is the same page as on the phone.
  if (way === 'no script' || read.has(`${name} ${size.width}`)) return
  read.add(`${name} ${size.width}`)
  const axe = new AxeBuilder({ page }).setLegacyMode(true).options({ resultTypes: ['violations'] })
  const { violations } = await (rules === 'all' ? axe : axe.withTags(['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'])).analyze()
  expect(
    violations.flatMap(({ id, nodes }) => nodes.map(({ html, failureSummary }) => `${id}: ${html.slice(0, 200)} ${failureSummary ?? ''}`)),
    `${name} (${way})`,
  ).toEqual([])
}

/** What makes the page scroll sideways, if anything does. */
const tooWide = (page: Page): Promise<string[]> =>
  page.evaluate(() => {
    const wide = document.documentElement.clientWidth
    if (document.documentElement.scrollWidth <= wide) return []
    const found = [...document.querySelectorAll('body *')].filter((one) => one.getBoundingClientRect().right > wide + 1)
    return [
      `${document.documentElement.scrollWidth} px wide`,
      ...found.slice(0, 5).map((one) => `${one.tagName}.${one.getAttribute('class') ?? ''}: ${one.textContent?.trim().slice(0, 60)}`),
    ]
  })

/** Signs in through the demo's provider, from the front door. */
export async function signIn(seat: Seat, name: string, { from = '', as = '' }: { from?: string; as?: string } = {}): Promise<void> {
  const { page } = seat
  const worker = staff.find((one) => one.name === name)
  const town = (worker ?? residents.find((one) => one.name === name))?.municipality ?? 'Delaby'
  await seat.go(from || (worker ? '/personal/logga-in' : '/logga-in'))
  if (worker) await seat.press(page.locator('.way-in', { hasText: town }).first())
  else {
    await seat.press(page.locator('.way-in', { hasText: `${town} kommun` }))
    await seat.press(page.locator('.way-in').first())
  }
  await page.getByRole('heading', { name: 'Vem vill du vara?' }).waitFor()
  await seat.press(page.getByRole('button', { name: as ? new RegExp(as) : new RegExp(`^${name}`) }).first())
  await page.waitForURL((url) => url.origin === delaby.origin)
}

export async function signOut(seat: Seat): Promise<void> {
  await seat.press(seat.page.getByRole('button', { name: 'Logga ut', exact: true }))
  await seat.page.getByRole('heading', { name: 'Du är utloggad' }).waitFor()
}

/** Everything that has been logged since the start. */
export const logged = (): string => readFileSync(delaby.log, 'utf8').split('Ctrl-C stops it.\n').slice(1).join('')

/** Nothing of anybody stands in the log: no personal number, no name, no case number, none of the words that somebody wrote. */
export async function leavesNoTrace(typed: readonly string[]): Promise<void> {
  const log = logged()
  expect(log.split('\n').filter(Boolean).length).toBeGreaterThan(0)
  expect(log.split('\n').filter((line) => line && !line.startsWith('{'))).toEqual([])
  expect(numbersIn(log)).toEqual([])
  const written = await owner<{ text: string }[]>`
    select distinct words.text from record.events e, lateral (select v #>> '{}' as text from jsonb_path_query(e.event, 'strict $.**') v where jsonb_typeof(v) = 'string') words
    where length(words.text) > 11 and words.text !~ '^[0-9a-f-]{36}$' union select number from record.matters where number is not null`
  const secret = [...residents.map(({ name }) => name), ...staff.map(({ name }) => name), ...written.map(({ text }) => text), ...typed]
  expect(secret.filter((text) => log.includes(text) || log.includes(JSON.stringify(text).slice(1, -1)))).toEqual([])
}
