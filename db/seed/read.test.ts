import { expect, test, vi } from 'vitest'
import { again, browser, config, owner } from '#testing'
import { residents } from '../../demo/people.ts'
import { seed } from './seed.ts'

// Delaby as its people read it: every case of everybody, with the pages asked for as they ask for them.

const now = new Date('2026-11-21T15:00:00+01:00')
vi.useFakeTimers({ toFake: ['Date'], now })
await seed(config.databaseUrl, config, { now })

/** Everybody who has a case, each at a browser of their own. */
const readers = await Promise.all(
  residents.map(async ({ name }) => {
    const [held] = await owner`select person_id as id from record.people where name = ${name} limit 1`
    return (
      held && { name, page: (await browser(await again({ kind: 'person', level: 3, secret: '', name, id: held['id'] as string }))).get }
    )
  }),
).then((all) => all.filter((one) => one !== undefined))

const addresses = (html: string, pattern: RegExp): string[] => [...new Set([...html.matchAll(pattern)].map(([, href]) => href!))]
const casesIn = (html: string) => addresses(html, /href="(\/mina-sidor\/arenden\/[0-9a-f-]{36})/g)
/** What stands between two marks; nothing when the first is not there. */
const between = (html: string, from: string, to: string) => html.split(from)[1]?.split(to)[0] ?? ''
/** A sheet with a tab: all of it, and what the tab says. */
function sheet(html: string, id: string) {
  const is = html.match(new RegExp(`<section class="folder[^>]*aria-labelledby="${id}">.*?</section>`, 's'))?.[0] ?? ''
  return { amber: is.includes('class="folder tinted"'), tab: is.match(/class="folder-tab">([^<]*)/)?.[1] ?? '', is }
}

test('the first page and the case say the same of whose turn it is, for everybody and every case', async () => {
  expect(readers).toHaveLength(11)
  const tabs = new Set<string>()
  for (const { name, page } of readers) {
    const start = (await page('/mina-sidor')).text
    const first = sheet(start, 'nu')
    const column = (heading: string) => casesIn(between(start, `${heading}</h3>`, '</div>'))
    const choices = [...(first.tab === 'Ditt val' ? casesIn(first.is) : []), ...column('Ditt val')]
    const cases = casesIn((await page('/mina-sidor/arenden')).text)
    const seen = await Promise.all(
      cases.map(async (href) => {
        const html = (await page(href)).text
        return { href, now: sheet(html, 'nu'), next: sheet(html, 'sedan') }
      }),
    )
    const theirs = (when: (one: (typeof seen)[number]) => boolean) => seen.filter(when).map(({ href }) => href)
    for (const { now, next } of seen) for (const { tab } of [now, next]) tabs.add(tab)
    expect(theirs(({ now }) => now.tab === 'Nu: din tur').toSorted(), name).toEqual(column('Vi väntar på dig').toSorted())
    expect(theirs(({ now }) => now.amber).toSorted(), name).toEqual(column('Vi väntar på dig').toSorted())
    expect(
      theirs(({ now, next }) => `${now.is}${next.is}`.includes('#overklaga') || [now.tab, next.tab].includes('Ditt val')).toSorted(),
      name,
    ).toEqual(choices.toSorted())
    expect(column('Du väntar på oss'), name).toEqual(expect.arrayContaining(theirs(({ now }) => now.tab === 'Nu: vår tur')))
    expect({ name, tab: first.tab, amber: first.amber }).toEqual(
      seen.some(({ now }) => now.amber)
        ? { name, tab: 'Din tur', amber: true }
        : { name, tab: choices.length > 0 ? 'Ditt val' : '', amber: false },
    )
  }
  // A Delaby where everybody waited for the same would prove nothing.
  expect([...tabs]).toEqual(
    expect.arrayContaining(['Nu: din tur', 'Nu: vår tur', 'Nu: tillsammans', 'Nu: ingen behöver göra något', 'Ditt val']),
  )
})

test('to a reader of English every Swedish word of everybody’s pages says that it is Swedish', async () => {
  const swedish = /\b(och|att|inte|som|för|på|av|det|den|din|dig|ditt|är|har|ska|vi|du|möte|stöd|beslut|handling|ärende|enheten|nämnden)\b/i
  // Their own words are in whatever language they wrote them, and a name is a name.
  const ours = (html: string) =>
    html
      .replace(/<(title|style|script)[\s\S]*?<\/\1>/g, '')
      .replace(/<(\w+)(?=[^>]* lang="sv")[^>]*>[\s\S]*?<\/\1>/g, ' ')
      .replace(/<div class="own">[\s\S]*?<\/div>/g, ' ')
      .replace(/<article class="own"[\s\S]*?<\/article>/g, ' ')
      .replace(/<[^>]+>/g, '\n')
  let asked = 0
  for (const { name, page } of readers) {
    const cases = casesIn((await page('/mina-sidor/arenden')).text)
    const inCases = await Promise.all(
      cases.map(async (href) => addresses((await page(href)).text, /href="(\/mina-sidor(?!\/meddelanden)[^"#?]+)/g)),
    )
    // What can be written, and their threads: the list of them has the names that they gave them.
    const writing = addresses((await page('/mina-sidor/meddelanden/nytt')).text, /href="(\/mina-sidor\/meddelanden\/nytt\/[^"#]+)/g)
    const threads = addresses((await page('/mina-sidor/meddelanden')).text, /href="(\/mina-sidor\/meddelanden\/[0-9a-f-]{36})"/g)
    const more = ['/mina-sidor/meddelanden/nytt', ...writing, ...threads]
    for (const href of new Set(['/mina-sidor', '/mina-sidor/installningar', ...inCases.flat(), ...more])) {
      const { status, text } = await page(`${href}${href.includes('?') ? '&' : '?'}sprak=en`)
      expect({
        name,
        href,
        status,
        swedish: ours(threads.includes(href) ? text.replace(/<h1>.*?<\/h1>/, '') : text)
          .split('\n')
          .filter((line) => swedish.test(line)),
      }).toEqual({
        name,
        href,
        status: 200,
        swedish: [],
      })
      asked += 1
    }
  }
  expect(asked).toBeGreaterThan(300)
}, 120_000)
