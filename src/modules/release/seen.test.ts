import { AxeBuilder } from '@axe-core/playwright'
import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { extname, join } from 'node:path'
import { type Browser, chromium } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { z } from 'zod'
import { buildAssets } from '../../../scripts/assets.ts'
import { aMatter, anEvent, aPerson, aRule, aSource, aUnit, aWorker, browser, db, decided, opened, owner, uuid } from '#testing'

const site = 'https://delaby.example'
const types: Record<string, string> = { '.css': 'text/css', '.js': 'text/javascript', '.svg': 'image/svg+xml', '.woff2': 'font/woff2' }
let chrome: Browser
let folder: string
let manifest: Record<string, string>
let scene: Awaited<ReturnType<typeof aScene>>

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'delakt-assets-'))
  await buildAssets(folder)
  manifest = JSON.parse(await readFile(join(folder, 'manifest.json'), 'utf8'))
  chrome = await chromium.launch({
    executablePath: process.env['CHROMIUM'] ?? '/usr/bin/chromium',
    args: ['--no-sandbox', '--disable-gpu', '--disable-background-networking'],
  })
  scene = await aScene()
})
afterAll(async () => {
  await chrome.close()
  await rm(folder, { recursive: true })
})

/** A unit with a queue, a matter that is opened, one that is kept here, a rule and a remark. */
async function aScene() {
  const unit = await aUnit()
  const source = await aSource({ committee: unit.committee, kind: 'native' })
  const kept = await aMatter({ unit, source, title: 'Stöd hemma' })
  const other = await aMatter({ unit, person: await aPerson({ called: 'Yusuf Demir' }), reported: 9 })
  await aRule(other, 'decision', 'after-days', 3)
  await owner`insert into gate.rules (committee_id, field, kind, manner, decided_on, decided_by) values (${unit.committee.id}, 'adult-addiction', 'meeting-held', 'at-once', '2026-01-15', 'Socialnämnden § 12')`
  const author = { name: 'Amina Haddad', role: 'socialsekreterare' }
  const text =
    'Vi följde upp hösten tillsammans med Henrik. Camilla beskriver att tisdagarna fungerar bra och att kvällarna är svårast.\n\nHon vill ha ett samtal till i veckan.'
  const note = await anEvent(kept, 'note', { title: 'Uppföljning på mottagningen', text }, { author })
  const shown = await anEvent(
    kept,
    'meeting-held',
    { title: 'Möte med Henrik', text: 'Vi planerade våren.', with: [{ name: 'Henrik Ek' }] },
    { at: '2025-11-03T09:00:00Z' },
  )
  const hidden = await anEvent(kept, 'note', { title: 'Samtal', text: 'Om brodern.' }, { author, at: '2025-12-03T09:00:00Z' })
  await anEvent(other, 'decision', {
    title: 'Avslag på hyra',
    results: [
      { answer: 'no', what: 'Hyra för november' },
      { answer: 'yes', what: 'Mat' },
    ],
    reasons: 'Du har pengar på ditt konto.',
    rules: [{ citation: '12 kap. 1 § socialtjänstlagen (2025:400)' }],
    decidedBy: author,
  })
  await anEvent(other, 'note', { text: 'Kort.' }, { version: 1, ref: 'rättad' })
  for (let n = 0; n < 8; n++) await anEvent(other, 'document-added', { title: `Intyg från Region Mellanbygden ${n}`, document: `fil-${n}` })
  await owner`update gate.release_decisions set waiting_since = waiting_since - interval '4 days' where item_id = ${note.id}`
  await owner`update record.people set protected_identity = 'marking' where person_id = ${other.person.id}`
  const [officer, manager, steward, reviewer] = [
    await aWorker({ unit }),
    await aWorker({ unit, role: 'unitManager' }),
    await aWorker({ unit, role: 'systemSteward' }),
    await aWorker({ unit, role: 'logReviewer' }),
  ]
  await opened(kept, officer)
  await decided(kept, hidden.id, 'withheld', { by: officer })
  await db.as(kept.person, { purpose: 'test' }, async (tx) => {
    const copy = (await tx.many(z.object({ id: z.uuid() }))`select id from shelf.copies where kind = 'meeting-held'`)[0]!
    await tx.run`select voice.say(${copy.id}, 'objection', 'Jag var inte med på mötet.', ${uuid()})`
  })
  const remark = (await owner`select id from voice.remarks`)[0]!['id'] as string
  const draft = uuid()
  await owner`insert into record.drafts (committee_id, matter_id, id, unit_id, staff_id, kind, body) values (${unit.committee.id}, ${kept.id}, ${draft}, ${unit.id}, ${officer.id}, 'note', ${owner.json({ rubrik: 'Samtal', text, datum: '2026-01-15', tid: '' })})`
  const path = `/personal/arenden/${kept.id}`
  const item = `/personal/granska/${kept.id}/${note.id}`
  return {
    officer,
    manager,
    steward,
    reviewer,
    item,
    pages: {
      start: ['/personal', officer],
      'start-steward': ['/personal', steward],
      'start-reviewer': ['/personal', reviewer],
      queue: ['/personal/granska', officer],
      'queue-empty': ['/personal/granska?visa=mina', officer],
      item: [item, officer],
      'item-withheld': [`/personal/granska/${kept.id}/${hidden.id}`, officer],
      'item-undo': [`${item}?klar=${kept.id}.${hidden.id}`, officer],
      rules: ['/personal/regler?omrade=adult-addiction', manager],
      rule: ['/personal/regler/adult-addiction/note', manager],
      remarks: ['/personal/synpunkter', officer],
      remark: [`/personal/synpunkter/${remark}`, officer],
      find: ['/personal/arenden', officer],
      matter: [path, officer],
      'matter-closed': [`/personal/arenden/${other.id}`, officer],
      'as-person': [`${path}/som-personen`, officer],
      begin: ['/personal/arenden/nytt', officer],
      note: [`${path}/anteckning/${draft}`, officer],
      lock: [`${path}/anteckning/${draft}/las`, officer],
      correct: [`${path}/ratta/${note.id}`, officer],
      events: [`${path}/handelse`, officer],
      event: [`${path}/handelse/payment`, officer],
      'event-step': [`${path}/handelse/stepped-back`, officer],
      'event-about': [`${path}/handelse/measure-changed`, officer],
      decision: [`${path}/beslut`, officer],
      document: [`${path}/handling`, officer],
    } as Record<string, [string, { cookie: string }]>,
    shown,
  }
}

/** A browser window in which the whole application answers, as somebody. */
async function windowOf(who: { cookie: string }, { width = 1280, script = true } = {}) {
  const context = await chrome.newContext({ viewport: { width, height: 900 }, reducedMotion: 'reduce', javaScriptEnabled: script })
  const page = await context.newPage()
  const said: string[] = []
  page.on('console', (line) => said.push(line.text()))
  page.on('pageerror', (error) => said.push(String(error)))
  const app = await browser(who)
  await page.route('**/*', async (route) => {
    const url = new URL(route.request().url())
    if (url.pathname.startsWith('/assets/')) {
      const name = url.pathname.slice('/assets/'.length).replace(/\.[0-9a-f]{8}\./, '.')
      return route.fulfill({ contentType: types[extname(name)] ?? '', body: await readFile(join(folder, manifest[name] ?? name)) })
    }
    const path = url.pathname + url.search
    const form = Object.fromEntries(new URLSearchParams(route.request().postData() ?? ''))
    let answer = route.request().method() === 'POST' ? await app.post(path, form) : await app.get(path)
    if (answer.status === 303) answer = await app.get(answer.headers.get('location')!)
    return route.fulfill({ status: answer.status, headers: Object.fromEntries(answer.headers), body: answer.text })
  })
  return { page, said, [Symbol.asyncDispose]: () => context.close() }
}

const names = [
  'start',
  'start-steward',
  'start-reviewer',
  'queue',
  'queue-empty',
  'item',
  'item-withheld',
  'item-undo',
  'rules',
  'rule',
  'remarks',
  'remark',
  'find',
  'matter',
  'matter-closed',
  'as-person',
  'begin',
  'note',
  'lock',
  'correct',
  'events',
  'event',
  'decision',
  'document',
]

test.each(names)('everyone on the staff can use the page: %s', async (name) => {
  const [path, who] = scene.pages[name]!
  for (const width of [320, 1280]) {
    await using window = await windowOf(who, { width })
    expect((await window.page.goto(site + path))!.status()).toBe(200)
    // The narrow page and the wide one are the same markup, but for the queue and its item beside it.
    const { violations } = width === 320 || name === 'item' ? await new AxeBuilder({ page: window.page }).analyze() : { violations: [] }
    expect(violations.map(({ id, nodes }) => `${id}: ${nodes.map((node) => node.html).join(' ')}`)).toEqual([])
    expect(
      await window.page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth),
      `sideways at ${width}`,
    ).toBe(0)
    expect(window.said).toEqual([])
  }
})

/** A page that has just come up decides nothing. */
const settled = 1600

test('the queue is worked with single keys, and the last decision undone', async () => {
  await using window = await windowOf(scene.officer)
  const { page } = window
  await page.goto(site + scene.item)
  await page.waitForFunction(() => customElements.get('queue-keys'))
  await page.keyboard.press('v')
  await page.keyboard.press('h')
  expect(await page.locator('#skal').isVisible()).toBe(false)
  // The keys that do nothing yet are dimmed, and no others.
  const dimmed = () => page.locator('kbd[data-waits]').allInnerTexts()
  expect((await dimmed()).toSorted()).toEqual(['A', 'A', 'H', 'H', 'V', 'V'])
  await page.waitForTimeout(settled)
  expect(await dimmed()).toEqual([])
  await page.keyboard.press('h')
  expect(await page.locator('#skal').isVisible()).toBe(true)
  expect(await page.evaluate(() => document.activeElement?.id)).toBe('skal')
  await page.locator('summary[data-key=H]').focus()
  await page.keyboard.press('j')
  await page.waitForURL((url) => !url.pathname.endsWith(scene.item))
  await page.waitForFunction(() => customElements.get('queue-keys'))
  await page.keyboard.press('k')
  await page.waitForURL((url) => url.pathname === scene.item)
  await page.waitForFunction(() => customElements.get('queue-keys'))
  await page.waitForTimeout(settled)
  await page.keyboard.press('v')
  await page.getByText('Du valde att visa en uppgift').waitFor()
  await page.waitForFunction(() => customElements.get('queue-keys'))
  await page.waitForTimeout(settled)
  await page.keyboard.press('z')
  await page.getByText('väntar igen').waitFor()
})

test('on a phone the queue is the list first and then one item, also without script', async () => {
  await using window = await windowOf(scene.officer, { width: 360, script: false })
  const { page } = window
  await page.goto(`${site}/personal/granska`)
  await page.locator('.queue a').first().click()
  expect(await page.locator('.queue').isVisible()).toBe(false)
  await page.getByText('Visa inte', { exact: false }).first().click()
  expect(await page.locator('#skal').isVisible()).toBe(true)
  await page.getByRole('link', { name: 'Tillbaka till kön' }).click()
  expect(await page.locator('.queue').isVisible()).toBe(true)
})
