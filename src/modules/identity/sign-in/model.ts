import { z } from 'zod'
import { dayOf, inSweden, isHoliday, weekday } from '#kernel/values/day'
import { Worded } from '../model.ts'

/** A way in: a provider as one municipality uses it. `levels` is the level 1–4 of each acr it may say. */
export const Way = z.object({
  id: z.uuid(),
  municipalityId: z.uuid(),
  audience: z.enum(['resident', 'staff']),
  key: z.string(),
  label: Worded,
  hint: Worded,
  issuer: z.string(),
  clientId: z.string(),
  levels: z.record(z.string(), z.int()),
})
export type Way = z.infer<typeof Way>

/** Why a sign-in did not succeed: what is counted, and by its letter what the person reads out on the phone (LOGIN-08). */
export const causes = {
  cancelled: 'A',
  'no-answer': 'B',
  'level-low': 'C',
  'level-unknown': 'D',
  expired: 'E',
  untrusted: 'F',
  clock: 'G',
  'uncertain-number': 'H',
  'other-number': 'J',
  'not-staff': 'K',
  'test-number': 'L',
} as const
export type Cause = keyof typeof causes

/** A code for this one failure: the cause's letter and three digits (0–999) that also stand in the log. It says nothing about the person. */
export const codeFor = (cause: Cause, digits: number): string => `${causes[cause]}${String(digits % 1000).padStart(3, '0')}`

/** What a code says, or nothing when it is none of ours. */
export const causeIn = (code: string | undefined): Cause | undefined =>
  /^[A-L]\d{3}$/.test(code ?? '') ? (Object.keys(causes) as Cause[]).find((cause) => causes[cause] === code![0]) : undefined

const Time = z.string().regex(/^\d{2}:\d{2}$/)
/** When a phone is answered: weekdays (1 is Monday) and Swedish clock times. */
export const Hours = z.array(z.object({ days: z.array(z.int().min(1).max(7)), from: Time, to: Time }))
export type Hours = z.infer<typeof Hours>

/** Whether somebody answers at this moment. Nobody does on a holiday. */
export function isOpen(hours: Hours, at: Date): boolean {
  const day = dayOf(at)
  const time = inSweden(at).toPlainTime().toString({ smallestUnit: 'minute' })
  return !isHoliday(day) && hours.some(({ days, from, to }) => days.includes(weekday(day)) && from <= time && time < to)
}

/** "Chrome, Windows": enough to know one's own device in a list, too little to know anybody by. */
export function deviceOf(userAgent: string | undefined): string | undefined {
  const found = (list: readonly (readonly [RegExp, string])[]) => list.find(([pattern]) => pattern.test(userAgent ?? ''))?.[1]
  return [found(browsers), found(systems)].filter(Boolean).join(', ') || undefined
}

const browsers = [
  [/Edg\//, 'Edge'],
  [/OPR\//, 'Opera'],
  [/SamsungBrowser/, 'Samsung Internet'],
  [/Firefox|FxiOS/, 'Firefox'],
  [/Chrome|CriOS/, 'Chrome'],
  [/Safari/, 'Safari'],
] as const
const systems = [
  [/iPhone/, 'iPhone'],
  [/iPad/, 'iPad'],
  [/Android/, 'Android'],
  [/Windows/, 'Windows'],
  [/Mac OS/, 'Mac'],
  [/Linux/, 'Linux'],
] as const
