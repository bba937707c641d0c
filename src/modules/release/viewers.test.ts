import { beforeAll, expect, test } from 'vitest'
import { z } from 'zod'
import { again, aMatter, aPerson, aRecipient, aUnit, aWorker, anEvent, browser, db, decided, type Matter, opened, owner } from '#testing'

// Nine kinds of items × fourteen who look × five states: 630 answers to "is it read?" (law 4.4). Whoever an item was not decided for reads nothing of
// it in any state; whoever it was decided for reads it when it is released, and only then.

const kinds = {
  note: (word: string) => ({ title: word, text: word }),
  'meeting-held': (word: string) => ({ title: word, text: word }),
  decision: (word: string) => ({ title: word, results: [{ answer: 'yes', what: word }], reasons: word }),
  'document-added': (word: string) => ({ title: word, document: word }),
  requested: (word: string) => ({ what: [{ title: word }], dueBy: '2099-01-01', text: word }),
  'measure-started': (word: string) => ({ title: word, text: word }),
  payment: (word: string) => ({ what: word, amount: 100_00, status: 'paid' }),
  'follow-up-planned': (word: string) => ({ title: word, on: '2099-02-01' }),
  'preliminary-answer': (word: string) => ({ text: word }),
} as const
type Kind = keyof typeof kinds
const kindNames = Object.keys(kinds) as Kind[]
const states = ['imported', 'assessed', 'released', 'withheld', 'withdrawn'] as const
type State = (typeof states)[number]
const wordOf = (kind: Kind, state: State) => `x${kindNames.indexOf(kind)}${states.indexOf(state)}x`

type Who = Parameters<typeof db.as>[0]
type Viewer = { name: string; who: Who & { cookie: string }; matter: Matter; reads: 'when released' | 'never' | 'at work' }
const viewers: Viewer[] = []

/** A matter with an item of every kind for every state, decided for whoever is to read it. */
async function filled(matter: Matter, by: Awaited<ReturnType<typeof aWorker>>, readers: readonly string[]) {
  for (const kind of kindNames)
    for (const state of states) {
      const { id } = await anEvent(matter, kind, kinds[kind](wordOf(kind, state)))
      if (kind === 'document-added')
        await db.as(
          matter.source,
          { purpose: 'test' },
          (tx) =>
            tx.run`select record.receive_document(${matter.ref}, ${wordOf(kind, state)}, 0, ${wordOf(kind, state)}, 'text/html', ${Buffer.alloc(32, states.indexOf(state))}, array[${Buffer.from(wordOf(kind, state))}]::bytea[])`,
        )
      if (state !== 'imported') for (const to of readers) await decided(matter, id, state, { by, to, text: 'Visas inte.' })
    }
}

beforeAll(async () => {
  const unit = await aUnit()
  const officer = await aWorker({ unit })
  const camilla = await aPerson()
  const matter = await aMatter({ unit, person: camilla })
  await opened(matter, officer)
  const guardian = await aRecipient(matter, { by: officer })
  const god = await aRecipient(matter, { by: officer, person: await aPerson({ called: 'Sten' }), capacity: 'limitedGuardian' })
  const trustee = await aRecipient(matter, { by: officer, person: await aPerson({ called: 'Maj' }), capacity: 'conservator' })
  const proxy = await aRecipient(matter, { by: officer, person: await aPerson({ called: 'Ulf' }), capacity: 'proxy' })
  await filled(matter, officer, [camilla.id, guardian.id, god.id, trustee.id, proxy.id])
  await db.as(officer, { purpose: 'test' }, (tx) => tx.run`select gate.end_recipient(${matter.id}, ${proxy.recipientId}, 'withdrawn')`)
  const child = async (years: number) => {
    const person = await aPerson({ called: `Barn ${years}` })
    await owner`update identity.persons set born_on = current_date - make_interval(years => ${years}) where id = ${person.id}`
    const own = await aMatter({ unit, person })
    await db.as(officer, { purpose: 'test' }, (tx) => tx.run`select gate.open_matter(${own.id})`)
    await filled(own, officer, [person.id])
    return { who: person, matter: own }
  }
  viewers.push(
    { name: 'the person themself', who: camilla, matter, reads: 'when released' },
    { name: 'the person, weakly signed in', who: await again(camilla, 2), matter, reads: 'never' },
    { name: 'a child of 12', ...(await child(12)), reads: 'never' },
    { name: 'a child of 14', ...(await child(14)), reads: 'never' },
    { name: 'a child of 16', ...(await child(16)), reads: 'when released' },
    { name: 'a guardian who is named', who: guardian, matter, reads: 'when released' },
    { name: 'a guardian who is not named', who: await aPerson({ called: 'Bo Ek' }), matter, reads: 'never' },
    { name: 'a god man', who: god, matter, reads: 'when released' },
    { name: 'a trustee', who: trustee, matter, reads: 'when released' },
    { name: 'a proxy whose right has ended', who: proxy, matter, reads: 'never' },
    { name: 'a new partner', who: await aPerson({ called: 'Pia' }), matter, reads: 'never' },
    { name: 'an officer of the unit', who: officer, matter, reads: 'at work' },
    {
      name: 'an officer of another unit',
      who: await aWorker({ unit: await aUnit({ committee: unit.committee }) }),
      matter,
      reads: 'never',
    },
    { name: 'an officer of another committee', who: await aWorker(), matter, reads: 'never' },
  )
}, 120_000)

const Found = z.object({ text: z.string().nullable() })
/** Every word of the matter that the database shows to somebody. */
async function wordsFor({ who }: Viewer): Promise<string> {
  const found = await db.as(who, { purpose: 'test' }, (tx) =>
    who.kind === 'person'
      ? tx.maybe(Found)`
          select coalesce((select string_agg(c.event::text, ' ') from shelf.copies c), '') || coalesce((select string_agg(d.title, ' ') from shelf.documents d), '')
            || coalesce((select string_agg(convert_from(p.bytes, 'UTF8'), ' ') from shelf.document_parts p), '') as text`
      : tx.maybe(Found)`select string_agg(e.event::text, ' ') as text from record.events e`,
  )
  return found?.text ?? ''
}

test('nine kinds × fourteen who look × five states', async () => {
  expect(viewers).toHaveLength(14)
  const wrong: string[] = []
  let asked = 0
  for (const viewer of viewers) {
    const words = await wordsFor(viewer)
    for (const kind of kindNames)
      for (const state of states) {
        asked += 1
        const reads = words.includes(wordOf(kind, state))
        const may = viewer.reads === 'at work' || (viewer.reads === 'when released' && state === 'released')
        if (reads !== may) wrong.push(`${viewer.name}, ${kind}, ${state}: ${reads ? 'read' : 'not read'}`)
      }
  }
  expect(wrong).toEqual([])
  expect(asked).toBe(630)
})

test('on the pages too: what is read there is what was released, and nothing else is told apart from nothing', async () => {
  for (const { name, who, matter, reads } of viewers.filter((viewer) => viewer.who.kind === 'person')) {
    const home = await browser(who)
    const shelf = (
      await owner`select s.id from shelf.matters s join gate.openings o on o.shelf_id = s.id where o.matter_id = ${matter.id} and s.person_id = ${(who as { id: string }).id}`
    )[0]?.['id'] as string | undefined
    const pages = ['/mina-sidor', '/mina-sidor/arenden', ...(shelf ? [`/mina-sidor/arenden/${shelf}`] : [])]
    const texts = await Promise.all(pages.map(async (page) => (await home.get(page)).text))
    const sought = (await home.post('/mina-sidor/sok', { sok: 'x00x' })).text.replaceAll('value="x00x"', '').replaceAll('x00x', '')
    for (const kind of kindNames)
      for (const state of states) {
        const word = wordOf(kind, state)
        const found = texts.some((text) => text.includes(word))
        const may = reads === 'when released' && state === 'released'
        if (found && !may) expect.fail(`${name} reads ${kind}, ${state}`)
        if (state !== 'released') expect(sought).not.toContain(word)
      }
    if (reads === 'when released') expect([name, texts.at(-1)!.includes(wordOf('note', 'released'))]).toEqual([name, true])
  }
})
