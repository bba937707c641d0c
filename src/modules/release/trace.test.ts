import { expect, test } from 'vitest'
import { aMatter, aPerson, aUnit, aWorker, anEvent, browser, decided, opened, owner } from '#testing'

/** A page as it would be for somebody who comes again: what is drawn by lot, and how long is left of the session, are left out. */
const lotless = (text: string) =>
  text
    .replace(/<session-warning.*?<\/session-warning>/s, '')
    .replace(/nonce="[^"]*"/g, '')
    .replace(/name="(key|nyckel|formular)" value="[^"]*"/g, '')

/** A matter with something shown, at a unit, and its person at their own pages. */
async function aScene() {
  const unit = await aUnit()
  const officer = await aWorker({ unit })
  const person = await aPerson()
  const matter = await aMatter({ unit, person, reported: 3 })
  const shown = await anEvent(matter, 'note', { title: 'Samtal', text: 'Ett vanligt samtal.' })
  const decision = await anEvent(matter, 'decision', { title: 'Bifall', results: [{ answer: 'yes', what: 'Stöd' }] })
  const shelf = await opened(matter, officer)
  for (const { id } of [shown, decision]) await decided(matter, id, 'released', { by: officer })
  return { unit, officer, person, matter, shelf, me: await browser(person) }
}

test('what must not be known to exist leaves no trace: not in a count, an id, a header, a search or a page', async () => {
  const { officer, person, matter, shelf, me } = await aScene()
  // It is told to the matter first, and counted as waiting; then it is made secret, and nothing tells the two apart.
  const copies = await owner`select id from shelf.copies where person_id = ${person.id} order by at`
  const path = `/mina-sidor/arenden/${shelf}`
  const pages = [
    '/mina-sidor',
    '/mina-sidor/arenden',
    path,
    `${path}/lasa`,
    ...copies.map(({ id }) => `${path}/om/${id}`),
    `${path}/om/${crypto.randomUUID()}`,
  ]
  const seen = async () => {
    const found: string[] = []
    for (const page of pages) {
      const { status, headers, text } = await me.get(page)
      found.push(
        JSON.stringify([
          page,
          status,
          [...headers].filter(([name]) => name !== 'content-security-policy' && name !== 'date'),
          lotless(text),
        ]),
      )
    }
    const sought = await me.post('/mina-sidor/sok', { sok: 'samtal' })
    return [...found, lotless(sought.text)]
  }
  await owner`update record.matters set reported = 2 where id = ${matter.id}`
  await owner`select gate.recount(${matter.unit.committee.id}, array[${matter.id}]::uuid[])`
  const before = await seen()
  const secret = await anEvent(matter, 'note', { title: 'Samtal', text: 'Ett hemligt samtal.' })
  await decided(matter, secret.id, 'withheld', { by: officer, secret: true })
  await owner`update record.matters set reported = 3 where id = ${matter.id}`
  await owner`select gate.recount(${matter.unit.committee.id}, array[${matter.id}]::uuid[])`
  expect(await seen()).toEqual(before)
  // Proved the other way: the same item released is seen.
  await decided(matter, secret.id, 'released', { by: officer })
  expect(await seen()).not.toEqual(before)
})

test('an answer about a hidden item takes as long as one about nothing at all', { timeout: 120_000 }, async () => {
  const { officer, matter, shelf, me } = await aScene()
  const secret = await anEvent(matter, 'note', { title: 'Samtal', text: 'Ett hemligt samtal.' })
  await decided(matter, secret.id, 'withheld', { by: officer, secret: true })
  const [address] = await owner`select gate.address(o.salt, ${secret.id}) as id from gate.openings o where o.matter_id = ${matter.id}`
  const times: Record<'hidden' | 'nothing', number[]> = { hidden: [], nothing: [] }
  for (let n = 0; n < 1000; n += 1)
    // By turns, so that whatever else the machine does falls on both.
    for (const [which, id] of [
      ['hidden', address!['id'] as string],
      ['nothing', crypto.randomUUID()],
    ] as const) {
      const from = performance.now()
      const { status } = await me.get(`/mina-sidor/arenden/${shelf}/om/${id}`)
      times[which].push(performance.now() - from)
      expect(status).toBe(404)
    }
  expect(Math.abs(welch(times.hidden.slice(50), times.nothing.slice(50)))).toBeLessThan(4.5)
})

/** Welch's t of two series, each without its slowest twentieth, which is the machine's and not the answer's. */
function welch(a: readonly number[], b: readonly number[]): number {
  const of = (series: readonly number[]) => {
    const kept = series.toSorted((x, y) => x - y).slice(0, Math.floor(series.length * 0.95))
    const mean = kept.reduce((sum, x) => sum + x, 0) / kept.length
    return { n: kept.length, mean, variance: kept.reduce((sum, x) => sum + (x - mean) ** 2, 0) / (kept.length - 1) }
  }
  const [x, y] = [of(a), of(b)]
  return (x.mean - y.mean) / Math.sqrt(x.variance / x.n + y.variance / y.n)
}
