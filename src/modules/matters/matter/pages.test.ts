import { AxeBuilder } from '@axe-core/playwright'
import { esmResolver, FileSystemConfigLoader, HtmlValidate } from 'html-validate'
import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { extname, join } from 'node:path'
import { type Browser, chromium, type Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import { aPerson, browser, owner, uuid } from '#testing'
import { buildAssets } from '../../../../scripts/assets.ts'
import { aDecision, aDocument, camilla, noon } from '../../../testing/camilla.ts'

const types: Record<string, string> = { '.css': 'text/css', '.js': 'text/javascript', '.svg': 'image/svg+xml', '.woff2': 'font/woff2' }
const checker = new HtmlValidate(new FileSystemConfigLoader([esmResolver()]))
let chrome: Browser
let page: Page
let drawn = ''
let folder: string
let manifest: Record<string, string>

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'delakt-assets-'))
  await buildAssets(folder)
  manifest = JSON.parse(await readFile(join(folder, 'manifest.json'), 'utf8'))
  chrome = await chromium.launch({
    executablePath: process.env['CHROMIUM'] ?? '/usr/bin/chromium',
    args: ['--no-sandbox', '--disable-gpu'],
  })
  page = await (await chrome.newContext({ reducedMotion: 'reduce' })).newPage()
  await page.route('**/*', async (route) => {
    const { pathname } = new URL(route.request().url())
    if (!pathname.startsWith('/assets/')) return route.fulfill({ contentType: 'text/html', body: drawn })
    const file = pathname.slice('/assets/'.length)
    return route.fulfill({ contentType: types[extname(file)] ?? '', body: await readFile(join(folder, manifest[file] ?? file)) })
  })
  vi.useFakeTimers({ toFake: ['Date'], now: noon })
})
afterAll(async () => {
  vi.useRealTimers()
  await chrome.close()
  await rm(folder, { recursive: true })
})

/** What is wrong with a page: as HTML, for somebody who cannot see it or has a narrow screen, and on paper. */
async function faultsOf(markup: string): Promise<string[]> {
  const { results } = await checker.validateString(markup, 'page.html')
  const faults = results.flatMap(({ messages }) => messages.map(({ ruleId, message }) => `${ruleId}: ${message}`))
  drawn = markup
  await page.goto('https://delaby.example/')
  for (const [width, media] of [
    [1280, 'screen'],
    [320, 'screen'],
    [794, 'print'],
  ] as const) {
    await page.setViewportSize({ width, height: 900 })
    await page.emulateMedia({ media })
    const { violations } = await new AxeBuilder({ page }).setLegacyMode().analyze()
    faults.push(...violations.map(({ id, nodes }) => `${width} ${media} ${id}: ${nodes[0]!.html.slice(0, 200)}`))
    const wider = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth)
    if (wider > 0) faults.push(`${width} ${media}: ${wider} px too wide`)
    faults.push(...(await page.evaluate(torn)).map((text) => `${width} ${media}: set side by side: ${text}`))
  }
  return faults
}

/** Words of a link that are set beside one another and not after one another, because some of them are in another language. */
const torn = () =>
  Array.from(document.querySelectorAll('a, summary, button'))
    .filter((one) => getComputedStyle(one).display.includes('flex'))
    .filter((one) => Array.from(one.childNodes).filter((node) => node.textContent?.trim()).length > 1)
    .map((one) => one.textContent ?? '')

type Scene = Awaited<ReturnType<typeof camilla>>
const decision = ({ path, copyOf, items }: Scene) => `${path}/beslut/${copyOf(items.decision)}`
const note = ({ path, copyOf, items }: Scene) => `${path}/om/${copyOf(items.autumn)}`
const inEvent = (scene: Scene, more: object) => owner`
  update shelf.copies set event = jsonb_set(event, '{detail}', event -> 'detail' || ${owner.json(more as never)}) where id = ${scene.copyOf(scene.items.decision)}`

/** Each page and each of its states: where it is, and what is done first. */
const states: [name: string, where: (scene: Scene) => string, first?: (scene: Scene) => unknown][] = [
  ['the first page', () => '/mina-sidor'],
  ['the first page in English', () => '/mina-sidor?sprak=en'],
  ['the list', () => '/mina-sidor/arenden'],
  ['a case', ({ path }) => path],
  ['a case in English', ({ path }) => `${path}?sprak=en`],
  [
    'a case with nothing of the kind that was chosen',
    ({ path }) => `${path}?visa=mitt`,
    ({ id }) => owner`delete from shelf.copies where matter_id = ${id} and kind in ('received')`,
  ],
  [
    'a case whose source is down',
    ({ path }) => path,
    ({ id }) =>
      owner`update shelf.matters set source_down_since = '2026-11-20T21:15:00Z', last_good_at = '2026-11-20T05:00:00Z' where id = ${id}`,
  ],
  ['a closed case', ({ path }) => path, ({ say }) => say('closed', '2026-11-20', {})],
  ['a case where nothing is shown yet', ({ path }) => path, ({ id }) => owner`delete from shelf.copies where matter_id = ${id}`],
  [
    'a long case',
    ({ path }) => path,
    async ({ say }) => {
      for (let n = 0; n < 80; n++)
        await say(
          n % 4 ? 'note' : 'meeting-held',
          `20${16 + (n % 10)}-0${1 + (n % 9)}-1${n % 9}`,
          n % 4 ? { text: 'Vi pratade om hur det går.' } : { title: 'Samtal', with: [{ name: 'Henrik Sjöö' }] },
        )
    },
  ],
  [
    'a case with words beside it',
    ({ path }) => path,
    async (scene) => (await browser(scene.person)).post(note(scene), { kind: 'objection', text: 'Fel.', key: uuid() }),
  ],
  ['a decision', decision],
  ['a decision in English', (scene) => `${decision(scene)}?sprak=en`],
  ['a decision whose last day has passed', decision, (scene) => inEvent(scene, { deliveredOn: '2026-10-01' })],
  ['a decision without names, reasons or rule', decision, (scene) => inEvent(scene, { hideNames: true, rules: [], appealable: false })],
  [
    'a corrected decision',
    decision,
    ({ say }) =>
      say('decision-corrected', '2026-11-19', { ...aDecision, title: 'Du får mer', whatWasWrong: 'Rubriken.' }, { about: 'beslut' }),
  ],
  ['a note to write about', note],
  ['what is not shown', ({ path, copyOf, items }) => `${path}/om/${copyOf(items.secret)}`],
]

test.each(states)(
  '%s is valid, readable by all, and fits a narrow screen and a paper',
  async (_, where, first) => {
    const scene = await camilla()
    await first?.(scene)
    const { status, text } = await (await browser(scene.person)).get(where(scene))
    expect(status).toBe(200)
    expect(await faultsOf(text)).toEqual([])
  },
  60_000,
)

test('so are the page of a document, a form with something missing, and the pages of somebody with no case', async () => {
  const scene = await camilla()
  await aDocument(scene.matter, 'intyg')
  await scene.say('document-added', '2026-11-19', { title: 'Läkarintyg', document: 'intyg' })
  const doc = (await owner`select id from shelf.documents where matter_id = ${scene.id}`)[0]!['id'] as string
  const reader = await browser(scene.person)
  const nobody = await browser(await aPerson({ called: 'Elsa Berg' }))
  const pages = [
    await reader.get(`${scene.path}/handlingar/${doc}`),
    await reader.post(note(scene), { text: '', key: uuid() }),
    await nobody.get('/mina-sidor'),
    await nobody.get('/mina-sidor/arenden'),
  ]
  expect(pages.map(({ status }) => status)).toEqual([200, 422, 200, 200])
  for (const { text } of pages) expect(await faultsOf(text)).toEqual([])
}, 60_000)
