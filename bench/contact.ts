import { randomUUID } from 'node:crypto'
import postgres from 'postgres'
import { bookers, type Country, dispatcherSecret, fillCountry, freePerUnit, kindOf, sessionOf, slotOf, turns } from './contact-ground.ts'
import { figure, type Figure, type Outcome } from './figures.ts'
import { awake, type Base, type Ground } from './ground.ts'
import { idOf } from './people.ts'
import { load, ports, serve, type Served } from './processes.ts'

type Options = { country: Country; town: Country; rounds: number; seconds: number; say: (line: string) => void }

const cookie = (secret: string) => `__Host-delakt=${secret}`

/** Whole pages of contact, each as one of many: a booking page, a thread and the list of them, an inbox. */
const pagesOf = ({ units, persons, threads }: Country) => {
  const people = Math.min(bookers, persons)
  const each = <T>(n: number, of: (i: number) => T) => Array.from({ length: n }, (_, i) => of(i))
  return {
    'the booking page': each(2000, (i) => ({ path: `/mina-sidor/tider/boka/${kindOf(i % units)}`, cookie: cookie(sessionOf(i % people)) })),
    'a person’s messages': each(2000, (i) => ({ path: '/mina-sidor/meddelanden', cookie: cookie(sessionOf(i % people)) })),
    'one thread': each(2000, (i) => ({ path: `/mina-sidor/meddelanden/${idOf(`thread-${i}`)}`, cookie: cookie(sessionOf(i)) })),
    'the unit’s inbox': each(Math.min(units, 2000), (i) => ({ path: '/personal/inkorg', cookie: cookie(dispatcherSecret(i)) })),
    'a thread at the desk': each(Math.min(units, 2000), (i) => ({
      path: `/personal/inkorg/${idOf(`thread-${(i % units) + Math.floor(threads / units / 18) * 18 * units - 18 * units}`)}`,
      cookie: cookie(dispatcherSecret(i % units)),
    })),
  }
}
type Pages = ReturnType<typeof pagesOf>
type Page = keyof Pages
type Place = { pages: Pages; served: Served; rates: Map<Page, number[]> }

/** Booking page and inbox in a small country and in a large one, in turn, and how many bookings of times of their own a second (a peer reaches 60). */
export async function contact(ground: Ground, { country, town, rounds, seconds, say }: Options): Promise<Outcome> {
  const sizes = [...new Set([town, country])]
  const bases: Base[] = []
  for (const size of sizes) {
    const base = await ground.empty(size === town ? 'town' : 'country')
    await fillCountry(base, size, say)
    bases.push(base)
  }
  const places: Place[] = []
  const booked: number[] = []
  const late: number[] = []
  let failed = 0
  try {
    for (const [i, base] of bases.entries()) {
      await awake(base)
      places.push({ pages: pagesOf(sizes[i]!), served: await serve(base, { port: ports.server + 100 * i }), rates: new Map() })
    }
    for (const name of Object.keys(places[0]!.pages) as Page[]) {
      for (const { pages, served } of places) await load({ url: served.url, connections: 8, seconds: 4, asks: pages[name] })
      for (let round = 1; round <= rounds; round += 1)
        for (const { pages, served, rates } of places) {
          const one = await load({ url: served.url, connections: 8, seconds, asks: pages[name] })
          failed += one.failed
          rates.set(name, [...(rates.get(name) ?? []), one.rate])
        }
      say(
        `  ${name}: ${places
          .map(({ rates }) =>
            rates
              .get(name)!
              .map((rate) => rate.toFixed(0))
              .join(', '),
          )
          .join(' and ')} pages/s`,
      )
    }
    const [base, { served }] = [bases.at(-1)!, places.at(-1)!]
    await awake(base)
    const each = Math.floor(Math.min(bookers * turns, country.units * freePerUnit) / (rounds + 1))
    await load({ url: served.url, connections: 32, seconds: 4, asks: bookings(country, rounds, each), forms: true })
    for (let round = 0; round < rounds; round += 1) {
      const before = await count(base)
      const one = await load({ url: served.url, connections: 32, seconds, asks: bookings(country, round, each), forms: true })
      booked.push(one.rate)
      late.push(one.p99)
      const made = (await count(base)) - before
      say(`  round ${round + 1}: ${one.rate.toFixed(0)} bookings/s, p99 ${one.p99} ms, ${made} made`)
      if (Math.abs(made - one.done) > 32) throw new Error(`${one.done} answers, and ${made} bookings`)
    }
  } finally {
    for (const { served } of places) await served.stop()
  }
  const [small, large] = [places[0]!.rates, places.at(-1)!.rates]
  const figures: Figure[] = [...large].flatMap(([name, many]) => [
    figure(`${name}, among many`, 'pages/s', many),
    ...(sizes.length > 1
      ? [
          figure(
            `${name}: time among many, of that among few`,
            '×',
            small.get(name)!.map((rate, i) => rate / many[i]!),
            { most: 1.2 },
          ),
        ]
      : []),
  ])
  return {
    figures: [
      ...figures,
      figure('bookings of distinct times', 'bookings/s', booked, { least: 600 }),
      figure('a booking, 99th percentile', 'ms', late),
      figure('answers that were no page', '', [failed], { most: 0 }),
    ],
    commands: [
      `${country.units} units, ${country.persons} persons, ${country.threads * 2} messages, ${country.units * freePerUnit} free times; beside them ${town.units} units, ${town.persons} persons`,
      'small and large are filled first, and then asked in turn, each by a server of its own',
      'autocannon, 8 connections (32 for bookings), in a process of its own, against dist/main.js, one process',
      'a booking is the form sent and its answer, by somebody signed in, written to disk before it is answered',
    ],
    notes: [],
  }
}

/** Forms that book, no two of the same time, and no person twice at one unit. */
function bookings({ units }: Country, round: number, n: number) {
  return Array.from({ length: n }, (_, i) => {
    const k = round * n + i
    const unit = k % units
    return {
      method: 'POST',
      path: `/mina-sidor/tider/boka/${kindOf(unit)}/${slotOf(unit, freePerUnit - 1 - Math.floor(k / units))}`,
      cookie: cookie(sessionOf(k % bookers)),
      body: `key=${randomUUID()}&companion=&interpreter=&wishes=`,
    }
  })
}

async function count({ adminUrl }: Base): Promise<number> {
  const sql = postgres(adminUrl, { max: 1 })
  const [row] = await sql`select count(*)::int as n from appointments.bookings`
  await sql.end()
  return row!['n'] as number
}
