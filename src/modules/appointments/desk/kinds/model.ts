import { z } from 'zod'
import { Worded } from '#modules/directory'
import { Manner, manners } from '../model.ts'

/** What times are for, with all that is told of it. `free`: how many of them can be booked now. */
export const Kind = z.object({
  id: z.uuid(),
  name: Worded,
  about: Worded,
  bring: Worded,
  minutes: z.number(),
  manners: z.array(Manner),
  fields: z.array(z.string()),
  open: z.boolean(),
  noLogin: z.boolean(),
  noticeHours: z.number(),
  ended: z.boolean(),
  free: z.number(),
})
export type Kind = z.infer<typeof Kind>

/** A field of work, and what it is called. */
export const FieldOfWork = z.object({ field: z.string(), title: Worded })
export type FieldOfWork = z.infer<typeof FieldOfWork>

export const textFields = ['namn', 'name', 'om', 'about', 'ta', 'bring', 'minuter', 'timmar'] as const
export type KindField = (typeof textFields)[number]
/** What is wrong with a field of the form; `satt` is the group of ways to meet, `utan` that it is for anyone. */
export type Wrong = KindField | 'satt' | 'utan'
export type Typed = Record<string, string | undefined>

/** A kind as its form has it. */
export const typedOf = ({ name, about, bring, minutes, noticeHours, manners: ways, fields, open, noLogin }: Kind): Typed => ({
  namn: name.sv,
  name: name.en,
  om: about.sv,
  about: about.en,
  ta: bring.sv,
  bring: bring.en,
  minuter: String(minutes),
  timmar: String(noticeHours),
  oppen: open ? 'ja' : undefined,
  utan: noLogin ? 'ja' : undefined,
  ...Object.fromEntries(ways.map((way) => [`satt-${way}`, 'ja'])),
  ...Object.fromEntries(fields.map((field) => [`omrade-${field}`, 'ja'])),
})

export type Wanted = Pick<Kind, 'name' | 'about' | 'bring' | 'minutes' | 'manners' | 'fields' | 'open' | 'noLogin' | 'noticeHours'>

/** The form as a kind, or which of its fields are wrong. Swedish words are needed; English ones are there when somebody has written them. */
export function read(form: Typed, known: readonly string[]): { ready?: Wanted; wrong: Wrong[] } {
  const text = (name: KindField) => (form[name] ?? '').replace(/\r\n?/g, '\n').trim()
  const most: Partial<Record<KindField, number>> = { namn: 100, name: 100, om: 2000, about: 2000, ta: 1000, bring: 1000 }
  const number = (name: KindField, from: number, to: number) => {
    const n = /^\d{1,3}$/.test(text(name)) ? Number(text(name)) : -1
    return n >= from && n <= to ? n : undefined
  }
  const [minutes, noticeHours] = [number('minuter', 5, 480), number('timmar', 0, 336)]
  const ways = manners.filter((way) => form[`satt-${way}`] === 'ja')
  const fields = known.filter((field) => form[`omrade-${field}`] === 'ja')
  const [open, noLogin] = [form['oppen'] === 'ja', form['utan'] === 'ja']
  const wrong: Wrong[] = textFields.filter((name) => text(name).length > (most[name] ?? 10))
  if (!text('namn') && !wrong.includes('namn')) wrong.unshift('namn')
  if (minutes === undefined && !wrong.includes('minuter')) wrong.push('minuter')
  if (ways.length === 0) wrong.push('satt')
  // Whom nobody knows has no case here, and no number to be phoned on.
  if (noLogin && (!open || fields.length > 0 || !(ways.includes('visit') || ways.includes('video')))) wrong.push('utan')
  if (noticeHours === undefined && !wrong.includes('timmar')) wrong.push('timmar')
  if (minutes === undefined || noticeHours === undefined || wrong.length) return { wrong }
  const worded = (sv: KindField, en: KindField): Worded => ({
    ...(text(sv) ? { sv: text(sv) } : {}),
    ...(text(en) ? { en: text(en) } : {}),
  })
  return {
    wrong,
    ready: {
      name: worded('namn', 'name'),
      about: worded('om', 'about'),
      bring: worded('ta', 'bring'),
      minutes,
      manners: ways,
      fields,
      open,
      noLogin,
      noticeHours,
    },
  }
}
