import { z } from 'zod'
import { RowDay } from '#kernel/values/day'
import type { Language } from '#kernel/text'

/** A word per language as the database holds it; Swedish is always there when anything is. */
export const Worded = z.object({ sv: z.string(), en: z.string().optional() }).partial({ sv: true })
export type Worded = z.infer<typeof Worded>

/** The word in the reader's language, or the Swedish one. */
export const say = (word: Worded, language: Language): string => (language === 'en' ? (word.en ?? word.sv) : word.sv) ?? ''

const colours = z.record(z.string(), z.string())

export const Municipality = z.object({
  id: z.uuid(),
  code: z.string(),
  region: z.string(),
  name: z.string(),
  phone: z.string(),
  phoneHours: Worded,
  urgent: z.array(z.object({ label: Worded, phone: z.string() })),
  theme: z.object({ light: colours, dark: colours }).nullable(),
})
export type Municipality = z.infer<typeof Municipality>

/** A unit as a person meets it: name, switchboard, hours, where to come. `committee` is whose secrecy it stands under. */
export const Unit = z.object({
  id: z.uuid(),
  name: Worded,
  phone: z.string(),
  phoneHours: Worded,
  visit: Worded,
  committee: Worded,
  postAddress: z.string(),
})
export type Unit = z.infer<typeof Unit>

/** Whether somebody is away today, and until when if that is known. */
export const Away = { away: z.boolean(), awayTo: RowDay.nullable() }
