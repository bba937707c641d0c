import { existsSync } from 'node:fs'
import { chromium, type CDPSession, type Page } from 'playwright-core'
import { figure, type Outcome } from './figures.ts'
import type { Ground } from './ground.ts'
import { personOf, copiesOf, matterOf, secretOf, signedIn } from './people.ts'
import { serve } from './processes.ts'

const usual = [
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome',
  '/usr/bin/google-chrome-stable',
  '/snap/bin/chromium',
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
]
const findChromium = (): string | undefined => [process.env['CHROMIUM'], ...usual].find((file) => file && existsSync(file))

/** 4 × slower, 1.6 Mbit/s, 150 ms: a ten-year-old phone on a tired network. */
const slow = { offline: false, latency: 150, downloadThroughput: 1_600_000 / 8, uploadThroughput: 750_000 / 8 }
type Seen = { bytes: number; requests: number; fcp: number; usable: number; shift: number }

/** The case page and the page after it, on a slow phone that has never been here. */
export async function phone(
  ground: Ground,
  { few, rounds, say }: { few: number; rounds: number; say: (line: string) => void },
): Promise<Outcome> {
  const program = findChromium()
  if (!program)
    return { figures: [], commands: [], notes: ['Skipped: there is no Chromium (install it, or name one with CHROMIUM=/path).'] }
  const server = await serve(await ground.people(few))
  // Its first page is not what is measured, and a matter of ordinary length is.
  const i = Array.from({ length: signedIn }, (_, at) => at).find((at) => copiesOf(personOf(at, few)) === 12)!
  const long = Array.from({ length: signedIn }, (_, at) => at).find((at) => copiesOf(personOf(at, few)) > 12)!
  const [first, second, lengthy] = [[] as Seen[], [] as Seen[], [] as Seen[]]
  const browser = await chromium.launch({ executablePath: program, args: process.getuid?.() === 0 ? ['--no-sandbox'] : [] })
  try {
    for (let round = 0; round <= rounds; round++) {
      const visits = await visit(browser.newContext.bind(browser), server.url, personOf(i, few), ['/mina-sidor'])
      const [longest] = await visit(browser.newContext.bind(browser), server.url, personOf(long, few), [])
      if (round === 0) continue
      first.push(visits[0]!)
      second.push(visits[1]!)
      lengthy.push(longest!)
      say(`  round ${round}: ${(visits[0]!.bytes / 1000).toFixed(1)} kB, first paint ${visits[0]!.fcp.toFixed(0)} ms`)
    }
  } finally {
    await browser.close()
    await server.stop()
  }
  const kB = (seen: Seen[]) => seen.map(({ bytes }) => bytes / 1000)
  return {
    figures: [
      figure('case page on a first visit, all of it', 'kB', kB(first), { most: 60 }),
      figure(
        'requests for it',
        '',
        first.map(({ requests }) => requests),
      ),
      figure(
        'first contentful paint, after the connection stands',
        'ms',
        first.map(({ fcp }) => fcp),
        { most: 600 },
      ),
      figure(
        'usable, after the connection stands',
        'ms',
        first.map(({ usable }) => usable),
        { most: 1000 },
      ),
      figure(
        'layout shift',
        '',
        first.map(({ shift }) => shift),
        { most: 0 },
      ),
      figure('second page', 'kB', kB(second), { most: 15 }),
      figure(
        'layout shift of the second page',
        '',
        second.map(({ shift }) => shift),
        { most: 0 },
      ),
      figure('a long case (77 items) on a first visit', 'kB', kB(lengthy), { most: 60 }),
      figure(
        'first contentful paint of the long case',
        'ms',
        lengthy.map(({ fcp }) => fcp),
        { most: 600 },
      ),
      figure(
        'the long case usable',
        'ms',
        lengthy.map(({ usable }) => usable),
        { most: 1000 },
      ),
    ],
    commands: ['Chromium by playwright-core: CPU 4 × slower, 1.6 Mbit/s down, 750 kbit/s up, 150 ms; 390 × 844'],
    notes: [
      'Usable: shown, the document read to its end and its scripts run, and no task longer than 50 ms under way. Bytes are those on the wire, headers too. The second page is /mina-sidor.',
    ],
  }
}

type Opens = typeof chromium extends { launch(): Promise<infer B> } ? (B extends { newContext: infer N } ? N : never) : never

async function visit(open: Opens, origin: string, n: number, then: string[]): Promise<Seen[]> {
  const context = await open({
    viewport: { width: 390, height: 844 },
    deviceScaleFactor: 2,
    isMobile: true,
    hasTouch: true,
    locale: 'sv-SE',
  })
  try {
    await context.addCookies([
      { name: '__Host-delakt', value: secretOf(n), url: origin.replace('http:', 'https:'), secure: true, httpOnly: true },
    ])
    const page = await context.newPage()
    const cdp = await context.newCDPSession(page)
    await cdp.send('Network.enable')
    await cdp.send('Network.emulateNetworkConditions', slow)
    await cdp.send('Emulation.setCPUThrottlingRate', { rate: 4 })
    await page.addInitScript(watch)
    const seen: Seen[] = []
    for (const path of [`/mina-sidor/arenden/${matterOf(n)}`, ...then]) seen.push(await look(page, cdp, origin + path))
    return seen
  } finally {
    await context.close()
  }
}

async function look(page: Page, cdp: CDPSession, url: string): Promise<Seen> {
  let [bytes, requests] = [0, 0]
  const counted = (event: { encodedDataLength: number }) => {
    bytes += event.encodedDataLength
    requests += event.encodedDataLength > 0 ? 1 : 0
  }
  cdp.on('Network.loadingFinished', counted)
  const response = await page.goto(url, { waitUntil: 'load' })
  if (response?.status() !== 200) throw new Error(`The page answered ${response?.status()}`)
  await page.waitForTimeout(1500)
  cdp.off('Network.loadingFinished', counted)
  return { bytes, requests, ...(await page.evaluate(told)) }
}

/** In the page: keeps what happens before anybody can ask. */
function watch(): void {
  const kept = { shift: 0, busyUntil: 0 }
  Object.assign(globalThis, { kept })
  new PerformanceObserver((list) => {
    for (const entry of list.getEntries()) kept.shift += (entry as PerformanceEntry & { value: number }).value
  }).observe({ type: 'layout-shift', buffered: true })
  new PerformanceObserver((list) => {
    for (const entry of list.getEntries()) kept.busyUntil = Math.max(kept.busyUntil, entry.startTime + entry.duration)
  }).observe({ type: 'longtask', buffered: true })
}

/** In the page: times in ms since the connection stood. */
function told(): Omit<Seen, 'bytes' | 'requests'> {
  const { kept } = globalThis as unknown as { kept: { shift: number; busyUntil: number } }
  const [navigation] = performance.getEntriesByType('navigation') as PerformanceNavigationTiming[]
  const from = navigation!.connectEnd
  const fcp = performance.getEntriesByName('first-contentful-paint')[0]!.startTime
  return { fcp: fcp - from, usable: Math.max(fcp, navigation!.domContentLoadedEventEnd, kept.busyUntil) - from, shift: kept.shift }
}
