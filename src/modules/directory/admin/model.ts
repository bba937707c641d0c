import { z } from 'zod'
import type { StaffActor, StaffRole } from '#kernel/actor'
import type { Ctx } from '#kernel/http'
import { type Open, openOf, readOpen, readSpans, sayOpen, weekOf } from '#kernel/values/hours'
import { Worded } from '../model.ts'

export type C = Ctx<StaffActor>
/** Whose pages these are: the system steward's, each within the own committee. */
export const at = { who: 'staff', zone: 'A', roles: ['systemSteward'] } as const
export const root = '/admin'
export const unitsPath = `${root}/enheter`
export const staffPath = `${root}/personal`

export const roles = [
  'caseOfficer',
  'unitManager',
  'requestDispatcher',
  'systemSteward',
  'logReviewer',
] as const satisfies readonly StaffRole[]
/** Whose word about somebody or a unit holds. */
export const Origin = z.enum(['own', 'csv', 'scim'])
export type Origin = z.infer<typeof Origin>

/** What came of writing something. `stale`: somebody else has changed it since the page was made. */
export const Outcome = z.object({ outcome: z.enum(['done', 'none', 'stale', 'code', 'hsa', 'taken', 'self', 'over', 'deputy']) })
export type Outcome = z.infer<typeof Outcome>['outcome']

const Time = z.string().regex(/^\d{2}:\d{2}$/)
/** When a phone is answered: words per language, and the days and times they are made of, when it is known. */
export const Hours = Worded.extend({
  open: z.array(z.object({ days: z.array(z.int().min(1).max(7)), from: Time, to: Time })).optional(),
})
export type Hours = z.infer<typeof Hours>

export const weekFields = ['tid1', 'tid2', 'tid3', 'tid4', 'tid5', 'tid6', 'tid7'] as const

/** The seven fields as they should stand in the form. Words that are more than days and times have none: they stay until somebody fills the fields in. */
export function weekTyped(hours: Hours): Record<string, string> {
  const open = hours.open ?? readOpen(hours.sv ?? '') ?? []
  return Object.fromEntries(weekOf(open).map((text, at) => [weekFields[at]!, text]))
}
/** The words that the fields cannot hold. */
export const onlyWords = (hours: Hours): string | undefined => (hours.sv && !hours.open && !readOpen(hours.sv) ? hours.sv : undefined)

/** The fields as hours to keep, or which of them cannot be understood. With all of them empty, words that stood there stay. */
export function readWeek(form: Record<string, string>, was: Hours): { hours: Hours; wrong: string[] } {
  const week = weekFields.map((name) => readSpans(form[name] ?? ''))
  const wrong = weekFields.filter((_, at) => !week[at])
  const open: Open[] = openOf(week.map((day) => day ?? []))
  if (open.length === 0) return { hours: onlyWords(was) ? was : {}, wrong }
  return { hours: { sv: sayOpen(open, 'sv'), en: sayOpen(open, 'en'), open }, wrong }
}

/** A word per language from two fields; English only when there is any. */
export const worded = (sv: string, en: string): Worded => ({ ...(sv ? { sv } : {}), ...(en ? { en } : {}) })

/** An HSA id as it is written: the country, the organisation's number, and the rest. Undefined when it is none. */
export const hsaId = (text: string): string | undefined => /^(SE|TST)\d{10}-[0-9A-Z]{1,18}$/.exec(text.trim().toUpperCase())?.[0]
