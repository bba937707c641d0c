import { z } from 'zod'
import { addDays, type Day, daysBetween, isDay, isHoliday, RowDay, weekday } from '#kernel/values/day'
import { dayIn } from '#kernel/values/when'
import { clock, Manner, type KindOption, momentAt } from '../model.ts'

const Clock = z.string().regex(/^\d{2}:\d{2}$/)

/** How times are laid out, on Swedish clocks. It is kept with what came of it. `rest`: when in the day there are none; `holidays`: also on those. */
export const Rule = z.object({
  weekdays: z.array(z.int().min(1).max(7)).min(1),
  from: Clock,
  to: Clock,
  minutes: z.int().min(5).max(480),
  pause: z.int().min(0).max(240),
  rest: z.object({ from: Clock, to: Clock }).nullable(),
  first: RowDay,
  last: RowDay,
  except: z.array(RowDay),
  holidays: z.boolean(),
})
export type Rule = z.infer<typeof Rule>
export type Span = { from: Date; to: Date }

const minutesOf = (time: string) => Number(time.slice(0, 2)) * 60 + Number(time.slice(3))
const clockOf = (minutes: number) => `${String(Math.floor(minutes / 60)).padStart(2, '0')}:${String(minutes % 60).padStart(2, '0')}`

/** The days of a rule that its weekdays name: those that have times, and those left out for a holiday. */
export function daysOf({ weekdays, first, last, except, holidays }: Rule): { days: Day[]; skipped: Day[] } {
  const left = new Set<Day>(except)
  const all = Array.from({ length: daysBetween(first, last) + 1 }, (_, n) => addDays(first, n)).filter(
    (day) => weekdays.includes(weekday(day)) && !left.has(day),
  )
  const free = (day: Day) => holidays || !isHoliday(day)
  return { days: all.filter(free), skipped: all.filter((day) => !free(day)) }
}

/**
 * Every time of a rule, in order. Each begins when Swedish clocks show its hour, summer and winter; one whose hour is taken away by summer time is
 * left out, and none begins before the one before it is over.
 */
export function timesOf(rule: Rule): Span[] {
  const { from, to, minutes, pause, rest } = rule
  const starts: string[] = []
  const [end, restFrom, restTo] = [minutesOf(to), rest ? minutesOf(rest.from) : 0, rest ? minutesOf(rest.to) : 0]
  for (let at = minutesOf(from); at + minutes <= end;) {
    if (rest && at < restTo && at + minutes > restFrom) {
      at = restTo
      continue
    }
    starts.push(clockOf(at))
    at += minutes + pause
  }
  const times: Span[] = []
  for (const day of daysOf(rule).days)
    for (const start of starts) {
      const begins = momentAt(day, start)
      if (!begins || begins < (times.at(-1)?.to ?? begins)) continue
      times.push({ from: begins, to: new Date(+begins + minutes * 60_000) })
    }
  return times
}

/** The rule of one time alone: also on a holiday, when somebody wants to. */
export const alone = (day: Day, from: string, minutes: number): Rule => ({
  weekdays: [weekday(day)],
  from,
  to: clockOf(Math.min(minutesOf(from) + minutes, 23 * 60 + 59)),
  minutes,
  pause: 0,
  rest: null,
  first: day,
  last: day,
  except: [],
  holidays: true,
})

/** What is released, read from the form. */
export type Wanted = {
  kind: KindOption
  staff: string
  manner: Manner
  place: string | undefined
  link: string | undefined
  times: Span[]
  skipped: Day[]
  rule: Rule
}

export const fields = [
  'slag',
  'vem',
  'satt',
  'plats',
  'lank',
  'dag',
  'tid',
  'langd',
  'fran',
  'till',
  'paus',
  'rastfran',
  'rasttill',
  'forsta',
  'sista',
  'undantag',
] as const
export const weekdayFields = [1, 2, 3, 4, 5, 6, 7].map((n) => `dag${n}`)
export type Typed = Record<string, string | undefined>
export type Fault = { field: (typeof fields)[number] | 'dag1'; what: Wrong }
export type Wrong =
  | 'slag'
  | 'vem'
  | 'satt'
  | 'mannerOfKind'
  | 'plats'
  | 'lank'
  | 'day'
  | 'past'
  | 'clock'
  | 'night'
  | 'length'
  | 'weekdays'
  | 'backwards'
  | 'pause'
  | 'rest'
  | 'last'
  | 'far'
  | 'except'
  | 'none'
  | 'many'

/** Most times that one form releases, and how far ahead. */
export const mostTimes = 1000
export const farthest = 400

/** Days as written on lines of their own, or with commas between; undefined when one of them is none. */
function listDays(text: string): Day[] | undefined {
  const words = text.split(/[\s,;]+/).filter(Boolean)
  const days = words.filter((word) => isDay(word))
  return days.length === words.length ? days : undefined
}

type From = {
  kinds: readonly KindOption[]
  colleagues: readonly { id: string }[]
  places: readonly { id: string }[]
  today: Day
  now: Date
}

/** The form as times to release, or what is wrong with each of its fields. `series`: several by a rule, else one. */
export function read(form: Typed, series: boolean, { kinds, colleagues, places, today, now }: From): { ready?: Wanted; faults: Fault[] } {
  const text = (name: string) => (form[name] ?? '').trim()
  const faults: Fault[] = []
  const say = (field: Fault['field'], what: Wrong) => void faults.push({ field, what })
  const kind = kinds.find(({ id }) => id === text('slag'))
  const staff = colleagues.find(({ id }) => id === text('vem'))
  const manner = Manner.safeParse(text('satt')).data
  const place = places.find(({ id }) => id === text('plats'))
  if (!kind) say('slag', 'slag')
  if (!staff) say('vem', 'vem')
  if (!manner) say('satt', 'satt')
  else if (kind && !kind.manners.includes(manner)) say('satt', 'mannerOfKind')
  if (manner === 'visit' && !place) say('plats', 'plats')
  const link = manner === 'video' ? text('lank') : ''
  if (link && (link.length > 500 || URL.parse(link)?.protocol !== 'https:')) say('lank', 'lank')
  const minutes = text('langd') ? (/^\d{1,3}$/.test(text('langd')) ? Number(text('langd')) : 0) : (kind?.minutes ?? 30)
  if (minutes < 5 || minutes > 480) say('langd', 'length')
  const rule = series ? readRule(form, minutes, today, say) : readOne(form, minutes, today, now, say)
  if (!kind || !staff || !manner || !rule || faults.length) return { faults }
  const times = timesOf(rule).filter(({ from }) => from > now)
  if (times.length === 0) return { faults: [series ? { field: 'fran', what: 'none' } : { field: 'tid', what: 'past' }] }
  if (times.length > mostTimes) return { faults: [{ field: 'sista', what: 'many' }] }
  return {
    faults,
    ready: {
      kind,
      staff: staff.id,
      manner,
      place: manner === 'visit' ? place?.id : undefined,
      link: link || undefined,
      times,
      skipped: daysOf(rule).skipped,
      rule,
    },
  }
}

type Say = (field: Fault['field'], what: Wrong) => void

function readOne(form: Typed, minutes: number, today: Day, now: Date, say: Say): Rule | undefined {
  const day = dayIn(form['dag'], today)
  const time = clock(form['tid'])
  if (!day) say('dag', 'day')
  else if (day < today) say('dag', 'past')
  else if (daysBetween(today, day) > farthest) say('dag', 'far')
  if (!time) say('tid', 'clock')
  else if (minutesOf(time) + minutes >= 24 * 60) say('tid', 'night')
  else if (day === today && !((momentAt(day, time) ?? now) > now)) say('tid', 'past')
  return day && time ? alone(day, time, minutes) : undefined
}

function readRule(form: Typed, minutes: number, today: Day, say: Say): Rule | undefined {
  const text = (name: string) => (form[name] ?? '').trim()
  const weekdays = weekdayFields.flatMap((name, at) => (form[name] ? [at + 1] : []))
  const [from, to] = [clock(form['fran']), clock(form['till'])]
  const [restFrom, restTo] = [clock(form['rastfran']), clock(form['rasttill'])]
  const rests = text('rastfran') !== '' || text('rasttill') !== ''
  const pause = text('paus') === '' ? 0 : /^\d{1,3}$/.test(text('paus')) ? Number(text('paus')) : -1
  const [first, last] = [dayIn(text('forsta'), today), dayIn(text('sista'), today)]
  const except = listDays(text('undantag'))
  if (weekdays.length === 0) say('dag1', 'weekdays')
  if (!from) say('fran', 'clock')
  if (!to) say('till', 'clock')
  else if (from && from >= to) say('till', 'backwards')
  if (pause < 0 || pause > 240) say('paus', 'pause')
  if (rests && (!restFrom || !restTo || restFrom >= restTo)) say(restFrom ? 'rasttill' : 'rastfran', 'rest')
  if (!first) say('forsta', 'day')
  else if (first < today) say('forsta', 'past')
  if (!last) say('sista', 'day')
  else if (first && last < first) say('sista', 'last')
  else if (daysBetween(today, last) > farthest) say('sista', 'far')
  if (!except) say('undantag', 'except')
  if (!from || !to || !first || !last || !except) return undefined
  const rest = restFrom && restTo ? { from: restFrom, to: restTo } : null
  return { weekdays, from, to, minutes, pause, rest, first, last, except, holidays: false }
}
