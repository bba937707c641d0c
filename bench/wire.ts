// Listens in on what the server says to PostgreSQL, so that pgbench can be given exactly the same statements.
import { connect, createServer, type Socket } from 'node:net'

/** One statement as it was sent: SQL text and its parameters as text (null for NULL). */
export type Statement = { sql: string; params: (string | null)[] }
export type Wire = {
  /** What the server uses instead of the database's own address. */
  url: string
  /** The transactions since the last time, whole and in order, statement by statement; one said outside any is one alone. */
  taken(): Statement[][]
  close(): Promise<void>
}

/** Stands between a server and the database at `databaseUrl`, on `port`. */
export async function listenIn(databaseUrl: string, port: number): Promise<Wire> {
  const real = new URL(databaseUrl)
  let transactions: Statement[][] = []
  const sockets = new Set<Socket>()
  const server = createServer((from) => {
    const to = connect(Number(real.port), real.hostname)
    const read = reader((transaction) => transactions.push(transaction))
    for (const [one, other] of [
      [from, to],
      [to, from],
    ] as const) {
      sockets.add(one)
      one.setNoDelay(true)
      one.on('error', () => other.destroy())
      one.on('close', () => (other.destroy(), sockets.delete(one)))
    }
    from.on('data', (bytes: Buffer) => (read(bytes), to.write(bytes)))
    to.on('data', (bytes) => from.write(bytes))
  })
  await new Promise<void>((listening) => server.listen(port, '127.0.0.1', listening))
  return {
    url: Object.assign(new URL(databaseUrl), { host: `127.0.0.1:${port}` }).href,
    taken: () => transactions.splice(0),
    close: () =>
      new Promise<void>((closed) => {
        transactions = []
        server.close(() => closed())
        for (const socket of sockets) socket.destroy()
      }),
  }
}

/** Reads one connection's messages: Parse names a statement, Bind gives it parameters, Query is a statement without any. */
function reader(whole: (transaction: Statement[]) => void): (bytes: Buffer) => void {
  const named = new Map<string, string>()
  let held = Buffer.alloc(0)
  let greeted = false
  let open: Statement[] | undefined
  const said = (statement: Statement) => {
    const word = statement.sql.trim().slice(0, 8).toLowerCase()
    if (word.startsWith('begin')) open = []
    if (!open) return whole([statement])
    open.push(statement)
    if (!/^(commit|rollback)/.test(word)) return
    whole(open)
    open = undefined
  }
  return (bytes) => {
    held = Buffer.concat([held, bytes])
    for (;;) {
      const head = greeted ? 1 : 0
      if (held.length < head + 4) return
      const length = held.readInt32BE(head)
      if (held.length < head + length) return
      const type = greeted ? String.fromCharCode(held[0]!) : ''
      const body = held.subarray(head + 4, head + length)
      held = held.subarray(head + length)
      greeted = true
      if (type === 'P') {
        const [name, sql] = texts(body, 2)
        named.set(name!, sql!)
      }
      if (type === 'Q') said({ sql: texts(body, 1)[0]!, params: [] })
      if (type === 'B') {
        const [portal, name] = texts(body, 2)
        said({ sql: named.get(name!) ?? '', params: bound(body.subarray(Buffer.byteLength(`${portal}${name}`) + 2)) })
      }
    }
  }
}

const texts = (body: Buffer, count: number): string[] =>
  body
    .toString('latin1')
    .split('\0', count)
    .map((text) => Buffer.from(text, 'latin1').toString())

function bound(body: Buffer): (string | null)[] {
  let at = 2 + 2 * body.readInt16BE(0)
  const count = body.readInt16BE(at)
  at += 2
  return Array.from({ length: count }, () => {
    const length = body.readInt32BE(at)
    at += 4
    if (length < 0) return null
    const text = body.subarray(at, at + length).toString()
    at += length
    return text
  })
}
