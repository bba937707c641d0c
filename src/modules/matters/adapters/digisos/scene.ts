import { dayOf } from '#kernel/values/day'
import type { Happening, Ledger } from './ledger.ts'
import type { Hendelse, Vedlegg } from './model.ts'
import { text } from './text.ts'
import { clean, documentRef, instant, kronor, ore, pieces, realDay, short } from './values.ts'

type Without<Union, Key extends PropertyKey> = Union extends unknown ? Omit<Union, Key> : never
type Told = Without<Happening, 'at' | 'seq'>

/**
 * The telling of one event of the file: its time, its references, and its values made to fit ours. What does not fit (a text
 * too long, a day no calendar has) is kept and said in notes beside it, so that nothing is dropped in silence.
 */
export const scene = (book: Ledger, h: Hendelse, ref: string, seq: number, part: string | undefined) => {
  const { at, real } = instant(h.hendelsestidspunkt)
  const asides: string[] = real ? [] : [text.noSuchTime(clean(h.hendelsestidspunkt))]
  const own = (tail?: string, number?: number) =>
    ref + (tail ? `:${tail}` : '') + (number === undefined ? '' : `:${String(number).padStart(4, '0')}`)
  const tell = (told: Told) => book.tell({ ...told, at, seq }, part)

  const line = (raw: string | undefined): string | undefined => {
    const all = clean(raw ?? '')
    const flat = all.replace(/\s+/g, ' ')
    if (flat.length > 300) asides.push(text.whole(all))
    return flat ? short(flat) : undefined
  }
  const prose = (raw: string | undefined): string | undefined => {
    const [first, ...rest] = pieces(clean(raw ?? ''))
    asides.push(...rest)
    return first
  }
  const day = (what: string, raw: string | undefined): string | undefined => {
    const found = raw === undefined ? undefined : realDay(raw)
    if (raw !== undefined && found === undefined) asides.push(text.noSuchDay(what, raw))
    return found
  }
  const deadline = (raw: string): string => {
    const moment = instant(raw)
    if (!moment.real) asides.push(text.noSuchDeadline(clean(raw)))
    return dayOf(moment.at)
  }
  const money = (value: number | undefined): number | undefined => {
    const amount = value === undefined ? undefined : ore(value)
    if (value !== undefined && amount === undefined) asides.push(text.oddAmount(kronor(value)))
    return amount
  }

  return {
    own,
    tell,
    shut: (part: string, told: Told) => book.shut(part, { ...told, at, seq }),
    open: book.open,
    line,
    prose,
    day,
    deadline,
    money,
    attach: (files: readonly Vedlegg[] = []) =>
      files.forEach((file, n) => {
        const detail = { title: line(file.tittel) ?? text.attachment, document: documentRef(file.referanse) }
        tell({ ref: own('document', n), kind: 'document-added', detail })
      }),
    sayTheRest: () =>
      asides.flatMap((aside) => pieces(aside)).forEach((said, n) => tell({ ref: own('note', n), kind: 'note', detail: { text: said } })),
  }
}
export type Scene = ReturnType<typeof scene>
