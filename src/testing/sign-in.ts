import { pino } from 'pino'
import { afterAll, afterEach } from 'vitest'
import { type Cause, causes } from '../modules/identity/sign-in/model.ts'
import { aBrowser as browserAt, doors } from './doors.ts'
import { aStranger, type Tricks } from './strange-provider.ts'
import { aCommittee, config, owner, services } from './world.ts'

// Signing in, from the first page to the last, against a provider that can be told to misbehave.

/** Every line the log has got. */
export const logged: string[] = []
const log = pino({ level: 'info', base: null }, { write: (line: string) => void logged.push(line) })
const app = doors({ ...services, config: { ...config, trustProxy: 1 }, log })
export const provider = await aStranger(config.secret)
export const [committee, other] = [await aCommittee(), await aCommittee()]
afterEach(() => {
  provider.does({})
  provider.is({ sub: 'someone' })
})
afterAll(() => provider.stop())

/** The profile's claim of this name. */
export const id = (name: string) => `https://id.oidc.se/claim/${name}`
/** The trick of changing claims of the ID token. */
export const claims = (change: Record<string, unknown>): Tricks => ({ claims: (of) => ({ ...of, ...change }) })
const levels = { loa3: 3, loa2: 2, loa1: 1 }
let made = 0

/** A way in that Delakt has not talked to before, so that it asks the provider anew what it is. */
export async function aWay(more: { issuer?: string; audience?: 'resident' | 'staff'; levels?: object } = {}): Promise<string> {
  const key = `väg-${(made += 1)}`
  const [row] = await owner`
    insert into directory.providers (municipality_id, audience, key, label, issuer, client_id, levels)
    values (${committee.municipalityId}, ${more.audience ?? 'resident'}, ${key}, ${owner.json({ sv: 'Fjällegget' })}, ${more.issuer ?? provider.issuer}, ${key}, ${owner.json((more.levels ?? levels) as never)}) returning id`
  return row!['id'] as string
}

export const aBrowser = (cookies = new Map<string, string>()) => browserAt(app, config.origin, cookies)
type Browser = ReturnType<typeof browserAt>

/** Goes to the provider: the address there and the query it comes back with. */
export async function there(browser: Browser, way: string, till?: string) {
  const { to } = await browser.get(`/logga-in/start/${way}${till === undefined ? '' : `?till=${encodeURIComponent(till)}`}`)
  return { url: to, answer: to.startsWith('http') ? provider.signsIn(to) : new URLSearchParams() }
}
export const back = (browser: Browser, answer: URLSearchParams) => browser.get(`/logga-in/klar?${answer}`)

/** There and back again. */
export async function signIn({ browser = aBrowser(), way, till }: { browser?: Browser; way?: string; till?: string } = {}) {
  const by = way ?? (await aWay())
  const { url, answer } = await there(browser, by, till)
  const end = url.startsWith('http') ? await back(browser, answer) : { to: url }
  return { browser, way: by, url, answer, to: end.to, session: browser.session(), cause: causeOf(end.to) }
}
export const causeOf = (to: string): Cause | undefined => {
  const letter = new URL(to, config.origin).searchParams.get('kod')?.[0]
  return (Object.keys(causes) as Cause[]).find((cause) => causes[cause] === letter)
}
export const counted = async (way: string) =>
  (await owner`select cause, count from identity.sign_in_failures where provider_id = ${way}`).map(({ cause, count }) => ({ cause, count }))
export const peopleBy = async (subject: string) =>
  (await owner`select person_id as id from identity.logins where subject = ${subject}`).map((row) => row['id'] as string)
export const lives = async (secret: string | undefined) =>
  (await aBrowser(new Map([['__Host-delakt', secret ?? '']])).get('/mina-sidor/installningar')).status === 200
