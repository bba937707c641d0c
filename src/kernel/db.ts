import postgres from 'postgres'
import { z } from 'zod'
import type { Actor } from './actor.ts'

/** A transaction that runs as somebody. The only way to the data; only `Db.as` makes one. */
export type Tx = ReturnType<typeof door>
export type Db = ReturnType<typeof connect>

/**
 * What is done, and to what: goes into the access log. `matter` and `item` are ids as the address names them.
 * `reading`: nothing is written but the log's own row, which then need not wait for the disk.
 */
export type Access = { purpose: string; matter?: string; item?: string; reading?: true }

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

/** Connects as the login that may do nothing (`size` connections at most). */
export function connect(url: string, size = 10) {
  const pool = postgres(url, {
    max: size,
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
  return {
    /**
     * Runs `work` as `actor` in one transaction: PostgreSQL shows it that actor's rows and no others, and the access goes on record.
     * What staff try is written first, in a statement of its own, so that the attempt stays on record whatever happens then.
     */
    as: async <T>(actor: Actor, access: Access, work: (tx: Tx) => Promise<T>): Promise<T> => {
      if (actor.kind === 'staff') await pool.begin((sql) => entered(sql, actor, note(sql, actor, access), async () => undefined))
      const outcome = await pool.begin((sql) => entered(sql, actor, actor.kind === 'staff' ? undefined : note(sql, actor, access), work))
      return outcome as T
    },
    /** Statements of the login itself, before any role is entered: it may only ask whose session a secret is. */
    asLogin: door(pool),
    close: () => pool.end({ timeout: 5 }),
  }
}

/** Enters the actor's role, then works. Everything is sent at once, in order: if entering fails, so does all that follows. */
async function entered<T>(
  sql: postgres.TransactionSql,
  actor: Actor,
  noted: postgres.PendingQuery<postgres.Row[]> | undefined,
  work: (tx: Tx) => Promise<T>,
) {
  const enter = sql`select set_config('role', ${`delakt_${actor.kind}`}, true), set_config('delakt.secret', ${'secret' in actor ? actor.secret : ''}, true)`
  const before = [enter.execute(), ...(noted ? [noted.execute()] : [])]
  const [done] = await Promise.all([work(door(sql)), ...before])
  return done
}

/** The row of the access log. */
function note(sql: postgres.TransactionSql, actor: Actor, access: Access) {
  const { purpose, matter = null, item = null, reading } = access
  switch (actor.kind) {
    case 'person':
      return sql`select set_config('synchronous_commit', ${reading ? 'off' : 'on'}, true), audit.note_person(${purpose}, ${matter}, ${item})`
    case 'staff':
      return sql`select audit.note_staff(${purpose}, ${matter}, ${item})`
    case 'source':
      return sql`select audit.note_source(${purpose})`
    // The worker reads nobody's matter: what it releases by rule stands in the history of the release.
    case 'worker':
    case 'public':
    case 'doorkeeper':
      return undefined
  }
}

/** SQL in, checked values out: a row that is not what the query promised stops here. */
const door = (sql: postgres.TransactionSql | postgres.Sql) => {
  const many =
    <Row extends z.ZodType>(row: Row) =>
    async (text: TemplateStringsArray, ...values: Value[]): Promise<z.output<Row>[]> =>
      z.array(row).parse([...(await sql(text, ...(values as postgres.ParameterOrFragment<never>[])))])

  const maybe =
    <Row extends z.ZodType>(row: Row) =>
    async (text: TemplateStringsArray, ...values: Value[]): Promise<z.output<Row> | undefined> =>
      (await many(row)(text, ...values))[0]

  const run = async (text: TemplateStringsArray, ...values: Value[]): Promise<number> =>
    (await sql(text, ...(values as postgres.ParameterOrFragment<never>[]))).count

  return { many, maybe, run }
}
