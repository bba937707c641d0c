import postgres from 'postgres'
import { z } from 'zod'
import type { Actor } from './actor.ts'

/** A transaction that runs as somebody. The only way to the data; only `Db.as` makes one. */
export type Tx = ReturnType<typeof door>
export type Db = ReturnType<typeof connect>

/**
 * What is done, and to what: goes into the access log. `matter` and `item` are ids as the address names them.
 * `reason`: why, when staff were asked (a code of at most 40 letters a–z and hyphens from a list of the page's, never words of their own).
 * `atOnce`: all questions are asked before the first answer is awaited, so that the end goes along with them: one journey in all.
 * `reading`: that, and nothing is written but the log's own row, which then need not wait for the disk.
 */
export type Access = { purpose: string; matter?: string; item?: string; reason?: string; reading?: true; atOnce?: true }

type Value =
  | string
  | number
  | boolean
  | Date
  | null
  | undefined
  | Uint8Array
  | readonly string[]
  | readonly number[]
  | readonly Uint8Array[]

/** One connection. A transaction has it to itself, and so may send its words in one go. */
type Lane = postgres.Sql
type Sql = (text: TemplateStringsArray, ...values: Value[]) => postgres.PendingQuery<postgres.Row[]>

/** Connects as the login that may do nothing (`size` connections at most). */
export function connect(url: string, size = 10) {
  const lanes = Array.from({ length: size }, () => lane(url))
  const free = [...lanes]
  const waiting: ((one: Lane) => void)[] = []
  const alone = async <T>(work: (one: Lane) => Promise<T>): Promise<T> => {
    const mine = free.pop() ?? (await new Promise<Lane>((given) => waiting.push(given)))
    try {
      return await work(mine)
    } finally {
      const next = waiting.shift()
      if (next) next(mine)
      else free.push(mine)
    }
  }
  return {
    /**
     * Runs `work` as `actor` in one transaction: PostgreSQL shows it that actor's rows and no others, and the access goes on record.
     * What staff try is written first, in a transaction of its own, so that the attempt stays on record whatever happens then.
     */
    as: async <T>(actor: Actor, access: Access, work: (tx: Tx) => Promise<T>): Promise<T> => {
      if (actor.kind === 'staff') await alone((one) => transaction(one, actor, access, true, async () => undefined))
      return alone((one) => transaction(one, actor, access, actor.kind !== 'staff', work))
    },
    /**
     * What a query of the worker's answers, in COPY's binary format, in pieces as they come: for what is too long to be held. Nothing is
     * read further ahead than it is taken. `query` is a text of our own and carries no value from outside.
     */
    copy: (query: string): AsyncGenerator<Buffer> => copied(alone, query),
    /** Statements of the login itself, before any role is entered: it may only ask whose session a secret is. */
    asLogin: door((text, ...values) => alone((one) => raw(one)(text, ...values))),
    close: async () => void (await Promise.all(lanes.map((one) => one.end({ timeout: 5 })))),
  }
}

async function* copied(alone: <T>(work: (one: Lane) => Promise<T>) => Promise<T>, query: string): AsyncGenerator<Buffer> {
  let done = () => undefined as void
  const over = new Promise<void>((ended) => (done = ended))
  const one = await new Promise<Lane>((given, failed) => {
    alone(async (lane) => {
      given(lane)
      await over
    }).catch(failed)
  })
  const sql = raw(one)
  try {
    await sql`begin read only`
    await sql`set local role delakt_worker`
    yield* (await one.unsafe(`copy (${query}) to stdout (format binary)`).readable()) as AsyncIterable<Buffer>
    await sql`commit`
  } catch (error) {
    await Promise.allSettled([sql`rollback`])
    throw error
  } finally {
    done()
  }
}

const lane = (url: string): Lane =>
  postgres(url, {
    max: 1,
    onnotice: () => undefined,
    // The library waits longer and longer, up to 20 s, before it tries a lost database again, and whoever asks waits along.
    backoff: () => 0.25,
    connect_timeout: 5,
    transform: { undefined: null },
    types: {
      // A date is a day on the calendar and not a moment; a bigint of ours always fits a number.
      date: { to: 1082, from: [1082], serialize: (day: string) => day, parse: (day: string) => day },
      bigint: { to: 20, from: [20], serialize: (n: number) => String(n), parse: (n: string) => Number(n) },
    },
  })

const raw =
  (one: Lane): Sql =>
  (text, ...values) =>
    one(text, ...(values as postgres.ParameterOrFragment<never>[])).execute()

/**
 * Enters the actor's role, then works. Everything is sent at once, in order, without waiting for `begin`: if entering fails, so does all
 * that follows; and if the connection is lost on the way, what comes after meets a new one as the login, which may do nothing.
 */
async function transaction<T>(one: Lane, actor: Actor, access: Access, noted: boolean, work: (tx: Tx) => Promise<T>): Promise<T> {
  const sql = raw(one)
  let over = false
  const inside: Sql = (text, ...values) => {
    if (over) throw new Error('The transaction has ended: it asks all its questions at once')
    return sql(text, ...values)
  }
  const before = [
    sql`begin`,
    sql`select set_config('role', ${`delakt_${actor.kind}`}, true), set_config('delakt.secret', ${'secret' in actor ? actor.secret : ''}, true)`,
    ...(noted ? note(sql, actor, access) : []),
  ]
  const end = () => {
    over = true
    return sql`commit`
  }
  try {
    const asking = (async () => work(door(inside)))()
    const [done, ended] = await Promise.all([asking, access.reading || access.atOnce ? end() : undefined, ...before])
    const { command } = ended ?? (await end())
    // A commit after a failed statement is answered with its opposite, and that is no error to the library.
    if (command !== 'COMMIT') throw new Error('The transaction was rolled back')
    return done
  } catch (error) {
    over = true
    // Settled, not awaited: when the connection is gone PostgreSQL has rolled back by itself, and the first error is what matters.
    await Promise.allSettled([sql`rollback`])
    throw error
  }
}

/** The row of the access log. */
function note(sql: Sql, actor: Actor, { purpose, matter, item, reason, reading }: Access) {
  switch (actor.kind) {
    case 'person':
      return [
        sql`select set_config('synchronous_commit', ${reading ? 'off' : 'on'}, true), audit.note_person(${purpose}, ${matter}, ${item})`,
      ]
    case 'staff':
      return [sql`select audit.note_staff(${purpose}, ${matter}, ${item}, ${reason})`]
    case 'source':
      return [sql`select audit.note_source(${purpose})`]
    // The worker reads nobody's matter: what it releases by rule stands in the history of the release.
    case 'worker':
    case 'public':
    case 'doorkeeper':
      return []
  }
}

/** SQL in, checked values out: a row that is not what the query promised stops here. */
const door = (sql: (...of: Parameters<Sql>) => Promise<postgres.RowList<postgres.Row[]>>) => {
  const many =
    <Row extends z.ZodType>(row: Row) =>
    async (text: TemplateStringsArray, ...values: Value[]): Promise<z.output<Row>[]> =>
      z.array(row).parse([...(await sql(text, ...values))])

  const maybe =
    <Row extends z.ZodType>(row: Row) =>
    async (text: TemplateStringsArray, ...values: Value[]): Promise<z.output<Row> | undefined> =>
      (await many(row)(text, ...values))[0]

  const run = async (text: TemplateStringsArray, ...values: Value[]): Promise<number> => (await sql(text, ...values)).count

  return { many, maybe, run }
}
