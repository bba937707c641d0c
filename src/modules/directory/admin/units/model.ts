import { z } from 'zod'
import { fieldText } from '#kernel/values/field'
import { phone } from '#kernel/values/phone'
import { Worded } from '../../model.ts'
import { Hours, hsaId, Origin, readWeek, worded, weekTyped } from '../model.ts'

/** A unit of the committee, for the list. `lacks`: what it needs to open cases (ADOPT-01). */
export const UnitLine = z.object({
  id: z.uuid(),
  name: Worded,
  phone: z.string(),
  phoneHours: Hours,
  origin: Origin,
  /** No list or catalogue has it any more. */
  goneAt: z.date().nullable(),
  lacks: z.array(z.enum(['administrator', 'deputy'])),
  dispatchers: z.number(),
})
export type UnitLine = z.infer<typeof UnitLine>

/** A unit as it is kept. */
export const KeptUnit = z.object({
  id: z.uuid(),
  code: z.string(),
  name: Worded,
  phone: z.string(),
  phoneHours: Hours,
  visit: Worded,
  post: z.string(),
  committeePost: z.string(),
  silentDays: z.number(),
  revision: z.number(),
  origin: Origin,
  goneAt: z.date().nullable(),
  hsaId: z.string().nullable(),
})
export type KeptUnit = z.infer<typeof KeptUnit>

/** Somebody with a role at the unit now, or from a day to come. */
export const Working = z.object({
  id: z.uuid(),
  staffId: z.uuid(),
  name: z.string(),
  role: z.enum(['caseOfficer', 'unitManager', 'systemSteward', 'logReviewer', 'requestDispatcher']),
  from: z.string(),
  to: z.string().nullable(),
  away: z.boolean(),
})
export type Working = z.infer<typeof Working>
export const Keeper = z.object({ place: z.enum(['administrator', 'deputy']), name: z.string() })
export type Keeper = z.infer<typeof Keeper>

/** What can be wrong with a field. */
export type Wrong = { field: string; why: 'name' | 'phone' | 'time' | 'hsa' | 'code' | 'long' | 'silent' }
export type Ready = { name: Worded; phone: string; hours: Hours; visit: Worded; post: string; silent: number; hsa: string | undefined }

const limits = { namn_en: 200, besok: 300, besok_en: 300, post: 300 } as const

/** The form as a unit should stand, or what is wrong with it. `was`: as it stands; nothing for a new one. */
export function readUnit(form: Record<string, string>, was: KeptUnit | undefined): { ready: Ready; code: string; wrong: Wrong[] } {
  const text = (name: string) => fieldText(form[name])
  const { hours, wrong: times } = readWeek(form, was?.phoneHours ?? {})
  const [name, hsa, silent] = [text('namn'), text('hsa'), Number(text('tyst') || '7')]
  // What the catalogue says the unit is called is changed there.
  const theirs = was?.origin === 'scim' ? was.name.sv : undefined
  const wrong: Wrong[] = [
    ...(theirs === undefined && (!name || name.length > 200) ? [{ field: 'namn', why: 'name' } as const] : []),
    ...(phone(text('telefon')) ? [] : [{ field: 'telefon', why: 'phone' } as const]),
    ...times.map((field) => ({ field, why: 'time' }) as const),
    ...Object.entries(limits).flatMap(([field, most]) => (text(field).length > most ? [{ field, why: 'long' } as const] : [])),
    ...(Number.isInteger(silent) && silent >= 1 && silent <= 60 ? [] : [{ field: 'tyst', why: 'silent' } as const]),
    ...(hsa && !hsaId(hsa) ? [{ field: 'hsa', why: 'hsa' } as const] : []),
    ...(!was && !/^[\w.-]{1,60}$/.test(text('kod')) ? [{ field: 'kod', why: 'code' } as const] : []),
  ]
  const ready = {
    name: worded(theirs ?? name, text('namn_en')),
    phone: text('telefon'),
    hours,
    visit: worded(text('besok'), text('besok_en')),
    post: text('post'),
    silent,
    hsa: hsaId(hsa),
  }
  return { ready, code: text('kod'), wrong }
}

/** A unit as the form shows it. */
export const unitTyped = (unit: KeptUnit): Record<string, string> => ({
  namn: unit.name.sv ?? '',
  namn_en: unit.name.en ?? '',
  telefon: unit.phone,
  besok: unit.visit.sv ?? '',
  besok_en: unit.visit.en ?? '',
  post: unit.post,
  tyst: String(unit.silentDays),
  hsa: unit.hsaId ?? '',
  ...weekTyped(unit.phoneHours),
})
