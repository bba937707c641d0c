import { addDays, dayOf } from '#kernel/values/day'
import { aMatter, anEvent, aPerson, aRule, aSource, aWorker, browser, opened, owner, uuid } from '#testing'
import { aDocument, aPlace } from './camilla.ts'

/** A matter that is open for its person, with an application, a note and a document; its person and its officer each at a browser. */
export async function aCase({
  native = true,
  applied = '2026-03-02T10:00:00Z',
  open = true,
}: { native?: boolean; applied?: string; open?: boolean } = {}) {
  const { committee, unit } = await aPlace()
  const person = await aPerson()
  const source = await aSource({ committee, kind: native ? 'native' : 'push' })
  const matter = await aMatter({ person, unit, source })
  const officer = await aWorker({ unit })
  for (const kind of ['received', 'decision', 'decision-corrected', 'delay-notice']) await aRule(matter, kind, 'at-once')
  const application = await anEvent(matter, 'received', { what: 'application', title: 'boendestöd' }, { at: applied, ref: uuid() })
  const note = await anEvent(matter, 'note', { title: 'Hembesök', text: 'Det är rent och snyggt hemma.' }, { ref: uuid() })
  const letter = await anEvent(
    matter,
    'document-added',
    { title: 'Läkarintyg', document: 'intyg' },
    { ref: uuid(), at: '2026-03-05T10:00:00Z' },
  )
  await aDocument(matter, 'intyg')
  const shelf = open ? await opened(matter, officer) : ''
  const desk = await browser(officer)
  const at = `/personal/arenden/${matter.id}`
  const home = `/mina-sidor/arenden/${shelf}`
  return {
    matter,
    person,
    officer,
    unit,
    shelf,
    home,
    at,
    desk,
    reader: await browser(person),
    items: { application, note, letter },
    /** Sends items to read before the decision. Answers with the response and the id it got. */
    communicate: async (items: { id: string }[], more: Record<string, string> = {}) => {
      const sent = await desk.post(`${at}/kommunicera`, {
        key: uuid(),
        satt: 'here',
        senast: addDays(dayOf(new Date()), 20),
        text: 'Du har ansökt om boendestöd. Läs det viktigaste.',
        ...Object.fromEntries(items.map(({ id }) => [`h-${id}`, 'ja'])),
        ...more,
      })
      return { ...sent, id: idIn(sent.headers.get('location')) }
    },
    /** Does something about a duty, from its page as it now is. */
    act: async (duty: string, act: string, more: Record<string, string> = {}) => {
      const page = await desk.get(`${at}/skyldigheter/${duty}/gor/${act}`)
      const seen = /name="sett" value="(\d+)"/.exec(page.text)?.[1] ?? '0'
      return desk.post(`${at}/skyldigheter/${duty}/gor/${act}`, { sett: seen, ...more })
    },
    duty: async (id: string) => (await owner`select * from duty.duties where id = ${id}`)[0]!,
    steps: async (id: string) =>
      (await owner`select kind, whose, text, late, detail from duty.steps where duty_id = ${id} order by n`).map((row) => ({ ...row })),
  }
}

/** The id at the end of an address: where a form leads. */
export const idIn = (location: string | null): string => /([0-9a-f-]{36})(\?[^/]*)?$/.exec(location ?? '')?.[1] ?? ''
/** The key of the form on a page. */
export const keyIn = (html: string): string => /name="key" value="([^"]+)"/.exec(html)?.[1] ?? ''
/** What is said to be wrong, by field. */
export const errorsIn = (html: string): string[] =>
  [...html.matchAll(/<li><a href="#(.*?)">(.*?)<\/a><\/li>/g)].map(([, field, text]) => `${field}: ${text}`)
