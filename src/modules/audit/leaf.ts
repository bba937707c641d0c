/**
 * A row of the access log as a leaf of the tree: canonical JSON (RFC 8785). Keys in order, no spaces, what is null left out, moments in UTC with
 * microseconds. Read here and not in the database, so that nothing defined there can answer for a row that it was changed into.
 * The columns in the order of their keys: `uuid`, `text`, `moment` and `number` are how PostgreSQL sends them.
 */
const columns = {
  actor: 'text',
  actor_id: 'uuid',
  assignment_id: 'uuid',
  at: 'moment',
  committee_id: 'uuid',
  id: 'number',
  item_id: 'uuid',
  matter_id: 'uuid',
  person_id: 'uuid',
  purpose: 'text',
  reason: 'text',
  session_id: 'uuid',
  txn: 'number',
} as const

/** Rows after one (`after`) and below a transaction, in the order of the leaves. Numbers only, and ours. */
export const logQuery = (from: { after?: { txn: number; id: number }; below?: number; most?: number } = {}): string => {
  const { after, below, most } = from
  const where = [...(after ? [`(txn, id) > (${after.txn}, ${after.id})`] : []), ...(below === undefined ? [] : [`txn < ${below}`])]
  return [
    `select ${Object.keys(columns).join(', ')} from audit.access_log`,
    ...(where.length ? [`where ${where.join(' and ')}`] : []),
    'order by txn, id',
    ...(most === undefined ? [] : [`limit ${most}`]),
  ].join(' ')
}

/** Whole rows, a line each, in large pieces; `last` is where the piece ends. */
export type Lines = { bytes: Buffer; last: { txn: number; id: number } }

const kinds = Object.values(columns)
const keys = Object.keys(columns).map((key, at) => Buffer.from(`${at === 0 ? '{' : ','}"${key}":`))
const place = { id: Object.keys(columns).indexOf('id'), txn: Object.keys(columns).indexOf('txn') }
const hexes = Array.from({ length: 256 }, (_, n) => n.toString(16).padStart(2, '0'))
const high = Uint8Array.from(hexes, (hex) => hex.charCodeAt(0))
const low = Uint8Array.from(hexes, (hex) => hex.charCodeAt(1))
const quote = 34
const header = 19
/** The longest a row can be: thirteen keys, uuids and numbers, and a purpose and a reason of 140 characters that each become six bytes. */
const longest = 4096
const pieceSize = 1 << 18

/** COPY's binary rows as lines of canonical JSON. Throws when a row is not of the columns above. */
export async function* linesOf(copy: AsyncIterable<Buffer>): AsyncGenerator<Lines> {
  const row = new RowWriter()
  let rest: Buffer = Buffer.alloc(0)
  let begun = false
  for await (const piece of copy) {
    let bytes = rest.length === 0 ? piece : Buffer.concat([rest, piece])
    if (!begun) {
      if (bytes.length < header) {
        rest = bytes
        continue
      }
      bytes = bytes.subarray(header)
      begun = true
    }
    let at = 0
    for (let end = rowEnd(bytes, at); end > 0; end = rowEnd(bytes, at)) {
      row.write(bytes, at)
      at = end
      if (row.full()) yield row.take()
    }
    rest = bytes.subarray(at)
  }
  if (!begun || rest.length !== 2 || rest.readInt16BE(0) !== -1) throw new Error('The rows of the log broke off')
  if (row.some()) yield row.take()
}

/** Where the row that begins here ends, or 0 when it is not all there, or is no row but the end of all. */
const rowEnd = (bytes: Buffer, from: number): number => {
  if (from + 2 > bytes.length) return 0
  const fields = bytes.readInt16BE(from)
  if (fields === -1) return 0
  if (fields !== kinds.length) throw new Error('The log has other columns than this version knows')
  let at = from + 2
  for (let field = 0; field < fields; field += 1) {
    if (at + 4 > bytes.length) return 0
    at += 4 + Math.max(0, bytes.readInt32BE(at))
  }
  return at > bytes.length ? 0 : at
}

const daysMs = 86_400_000
const since2000 = Date.UTC(2000, 0, 1)

class RowWriter {
  private out = Buffer.allocUnsafe(pieceSize + longest)
  private end = 0
  private id = 0
  private txn = 0
  private readonly texts = new Map<string, Buffer>()
  private day = NaN
  private dayText = ''

  some = () => this.end > 0
  full = () => this.end >= pieceSize
  take(): Lines {
    const bytes = this.out.subarray(0, this.end)
    this.out = Buffer.allocUnsafe(pieceSize + longest)
    this.end = 0
    return { bytes, last: { txn: this.txn, id: this.id } }
  }

  write(bytes: Buffer, from: number): void {
    let at = from + 2
    for (let field = 0; field < kinds.length; field += 1) {
      const length = bytes.readInt32BE(at)
      at += 4
      if (length < 0) continue
      this.raw(keys[field]!)
      switch (kinds[field]!) {
        case 'uuid':
          this.uuid(bytes, at)
          break
        case 'text':
          this.text(bytes, at, length)
          break
        case 'moment':
          this.moment(bytes, at)
          break
        case 'number': {
          const number = wholeNumber(bytes, at)
          if (field === place.id) this.id = number
          else this.txn = number
          this.end += this.out.write(String(number), this.end, 'latin1')
        }
      }
      at += length
    }
    this.out[this.end] = 125 // }
    this.out[this.end + 1] = 10
    this.end += 2
  }

  private raw(bytes: Buffer): void {
    this.out.set(bytes, this.end)
    this.end += bytes.length
  }

  private uuid(bytes: Buffer, at: number): void {
    const { out } = this
    let to = this.end
    out[to++] = quote
    for (let n = 0; n < 16; n += 1) {
      if (n === 4 || n === 6 || n === 8 || n === 10) out[to++] = 45
      const byte = bytes[at + n]!
      out[to++] = high[byte]!
      out[to++] = low[byte]!
    }
    out[to++] = quote
    this.end = to
  }

  private text(bytes: Buffer, at: number, length: number): void {
    const raw = bytes.toString('latin1', at, at + length)
    let known = this.texts.get(raw)
    if (!known) {
      // The canonical form of a string is what JSON.stringify writes (RFC 8785, 3.2.2.2).
      known = Buffer.from(JSON.stringify(bytes.toString('utf8', at, at + length)))
      if (this.texts.size < 2000) this.texts.set(raw, known)
    }
    this.raw(known)
  }

  private moment(bytes: Buffer, at: number): void {
    const micros = wholeNumber(bytes, at)
    const day = Math.floor(micros / (daysMs * 1000))
    if (day !== this.day) {
      this.day = day
      this.dayText = `"${new Date(since2000 + day * daysMs).toISOString().slice(0, 10)}T`
    }
    const { out } = this
    const of = micros - day * daysMs * 1000
    const seconds = Math.floor(of / 1e6)
    let to = this.end + out.write(this.dayText, this.end, 'latin1')
    const two = (n: number, after: number) => {
      out[to++] = 48 + Math.floor(n / 10)
      out[to++] = 48 + (n % 10)
      out[to++] = after
    }
    two(Math.floor(seconds / 3600), 58)
    two(Math.floor(seconds / 60) % 60, 58)
    two(seconds % 60, 46)
    let part = of - seconds * 1e6
    for (let digit = 5; digit >= 0; digit -= 1) {
      out[to + digit] = 48 + (part % 10)
      part = Math.floor(part / 10)
    }
    to += 6
    out[to++] = 90 // Z
    out[to++] = quote
    this.end = to
  }
}

/** PostgreSQL's bigint; ours fit a number. */
const wholeNumber = (bytes: Buffer, at: number): number => bytes.readInt32BE(at) * 2 ** 32 + bytes.readUInt32BE(at + 4)
