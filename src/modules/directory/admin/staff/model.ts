import { z } from 'zod'
import { addDays, type Day } from '#kernel/values/day'
import { emailAddress } from '#kernel/values/email'
import { fieldText } from '#kernel/values/field'
import { phone } from '#kernel/values/phone'
import { dayIn } from '#kernel/values/when'
import { Away, Worded } from '../../model.ts'
import { Hours, hsaId, Origin, readWeek, roles, worded, weekTyped } from '../model.ts'

/** Somebody at work, for the list. `leaves`: their last day, when it is known. */
export const StaffLine = z.object({
  id: z.uuid(),
  name: z.string(),
  title: Worded,
  active: z.boolean(),
  away: z.boolean(),
  leaves: z.string().nullable(),
  desks: z.array(z.object({ unit: Worded, role: z.enum(roles) })),
})
export type StaffLine = z.infer<typeof StaffLine>

/** Which of them: all who may come in, those away today, those with a last day, those whom no alarm reaches by e-mail, and those whose account is closed. */
export const shows = { alla: 'all', borta: 'away', slutar: 'leaving', larm: 'unreached', stangda: 'closed' } as const
export type Show = (typeof shows)[keyof typeof shows]
export const showFrom = (text: string | undefined): Show =>
  text !== undefined && Object.hasOwn(shows, text) ? shows[text as keyof typeof shows] : 'all'

/** Somebody at work as they are kept. `kept`: this steward's to change; else only a role here can be given. */
export const KeptStaff = z.object({
  id: z.uuid(),
  name: z.string(),
  title: Worded,
  phone: z.string().nullable(),
  email: z.string().nullable(),
  /** What was last sent there was refused. */
  emailRefused: z.boolean(),
  /** The catalogue says it. */
  emailTheirs: z.boolean(),
  phoneHours: Hours,
  photo: z.string().nullable(),
  deputyId: z.uuid().nullable(),
  active: z.boolean(),
  revision: z.number(),
  origin: Origin,
  hsaId: z.string().nullable(),
  login: z.string().nullable(),
  kept: z.boolean(),
  /** The steward's own page: what would give them more is not there. */
  own: z.boolean(),
})
export type KeptStaff = z.infer<typeof KeptStaff>

export const Assignment = z.object({ id: z.uuid(), unit: Worded, role: z.enum(roles), from: z.string(), to: z.string().nullable() })
export type Assignment = z.infer<typeof Assignment>
/** `meetings`: how many they have ahead in it. */
export const Absence = z.object({
  id: z.uuid(),
  first: z.string(),
  last: z.string().nullable(),
  deputy: z.string().nullable(),
  meetings: z.number(),
})
export type Absence = z.infer<typeof Absence>
export const Choice = z.object({ id: z.uuid(), name: z.string(), ...Away })
export type Choice = z.infer<typeof Choice>

export type Wrong = {
  field: string
  why: 'name' | 'phone' | 'email' | 'time' | 'hsa' | 'title' | 'login' | 'date' | 'order' | 'unit' | 'role'
}
export type Ready = {
  name: string
  title: Worded
  phone: string | undefined
  email: string | undefined
  hours: Hours
  deputy: string | undefined
  hsa: string | undefined
  login: string | undefined
}

/** The form as somebody should stand, or what is wrong with it. What a catalogue says of them is not asked about. */
export function readStaff(form: Record<string, string>, was: KeptStaff | undefined): { ready: Ready; wrong: Wrong[] } {
  const text = (name: string) => fieldText(form[name])
  const { hours, wrong: times } = readWeek(form, was?.phoneHours ?? {})
  const [name, hsa, login] = [text('namn'), text('hsa'), text('inloggning')]
  const theirs = was?.origin === 'scim'
  const wrong: Wrong[] = [
    ...(!theirs && (!name || name.length > 200) ? [{ field: 'namn', why: 'name' } as const] : []),
    ...(['titel', 'titel_en'] as const).flatMap((field) => (text(field).length > 100 ? [{ field, why: 'title' } as const] : [])),
    ...(text('telefon') && !phone(text('telefon')) ? [{ field: 'telefon', why: 'phone' } as const] : []),
    ...(!was?.emailTheirs && text('epost') && !emailAddress(text('epost')) ? [{ field: 'epost', why: 'email' } as const] : []),
    ...times.map((field) => ({ field, why: 'time' }) as const),
    ...(hsa && !hsaId(hsa) ? [{ field: 'hsa', why: 'hsa' } as const] : []),
    ...(login.length > 200 ? [{ field: 'inloggning', why: 'login' } as const] : []),
  ]
  const ready = {
    name: theirs ? was.name : name,
    title: worded(text('titel'), text('titel_en')),
    phone: text('telefon') || undefined,
    email: emailAddress(text('epost')),
    hours,
    deputy: z.uuid().safeParse(text('ersattare')).data,
    hsa: hsaId(hsa),
    login: login || undefined,
  }
  return { ready, wrong }
}

export const staffTyped = (who: KeptStaff): Record<string, string> => ({
  namn: who.name,
  titel: who.title.sv ?? '',
  titel_en: who.title.en ?? '',
  telefon: who.phone ?? '',
  epost: who.email ?? '',
  ersattare: who.deputyId ?? '',
  hsa: who.hsaId ?? '',
  inloggning: who.login ?? '',
  ...weekTyped(who.phoneHours),
})

type Span = { from: Day; to: Day | undefined }
/** Two days of a form; the second may be left out. A first day that is left out is today. */
export function readSpan(
  form: Record<string, string>,
  [first, last]: readonly [string, string],
  today: Day,
): { span: Span; wrong: Wrong[] } {
  const [a, b] = [fieldText(form[first]) || today, fieldText(form[last])]
  // Who is away from "1/12" may have been so since then.
  const from = dayIn(a, today, 'nearest')
  const to = dayIn(b, today)
  const wrong: Wrong[] = [
    ...(from ? [] : [{ field: first, why: 'date' } as const]),
    ...(b && !to ? [{ field: last, why: 'date' } as const] : []),
    ...(from && to && to < from ? [{ field: last, why: 'order' } as const] : []),
  ]
  return { span: { from: from ?? today, to }, wrong }
}

/** A role at a unit from a form, or what is missing. */
export function readAssignment(form: Record<string, string>, today: Day) {
  const { span, wrong } = readSpan(form, ['fran', 'till'], today)
  const unit = z.uuid().safeParse(form['enhet']).data
  const role = z.enum(roles).safeParse(form['roll']).data
  const more: Wrong[] = [
    ...(unit ? [] : [{ field: 'enhet', why: 'unit' } as const]),
    ...(role ? [] : [{ field: 'roll', why: 'role' } as const]),
  ]
  return { unit, role, ...span, wrong: [...more, ...wrong] }
}

/** The day after which a role ends; nothing written ends it at once, which is yesterday. Undefined: no day that is to come. */
export function endedOn(form: Record<string, string>, today: Day): Day | undefined {
  const typed = fieldText(form['sista'])
  if (!typed) return addDays(today, -1)
  const day = dayIn(typed, today)
  return day && day >= today ? day : undefined
}
