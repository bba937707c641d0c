import { z } from 'zod'
import type { StaffActor } from '#kernel/actor'
import type { Tx } from '#kernel/db'
import type { Ctx } from '#kernel/http'
import { type Day, isDay, RowDay } from '#kernel/values/day'
import { Worded } from '#modules/directory'

export type C = Ctx<StaffActor>
/** Who answers what people write to a unit: its officers and its manager when it lies with them, and those who receive there. */
export const at = { who: 'staff', zone: 'A', roles: ['caseOfficer', 'unitManager', 'requestDispatcher'] } as const
export const root = '/personal/inkorg'
export const threadPath = (id: string, at = '') => `${root}/${id}${at}`
/** The unit's telephone, week by week. */
export const phonePath = `${root}/telefon`

/** The address of the form that an answer and its file are sent from: more is read of it, so that the form itself says what is too large. */
export const answerForm = new RegExp(`^${root}/[^/]+/svar$`)
export const longestAnswer = 20_000
export const longestWhy = 2_000

export const kinds = ['request', 'message', 'call'] as const
export const states = ['received', 'assigned', 'answered', 'closed'] as const
export type State = (typeof states)[number]

/** The gate's search: what of what must not be told about a case's person stands in words to `reader`, as it stands there. */
export type Search = {
  toldIn: (tx: Tx, secret: string, matterId: string, text: string | undefined, reader: string) => Promise<string[]>
  /** The same in a file; `unread`: something is guarded, and not all of the file can be searched. */
  toldInFile: (
    tx: Tx,
    secret: string,
    matterId: string,
    file: { name: string; bytes: Uint8Array },
    reader: string,
  ) => Promise<{ found: string[]; unread: boolean }>
}

/** A thread as a list has it. `name`: of a request its form's, of a message its subject. `draft`: somebody is writing; `ready`: it waits for a second reader; `returned`: a second reader has given back what one wrote oneself. */
export const Line = z.object({
  id: z.uuid(),
  kind: z.enum(kinds),
  name: Worded.nullable(),
  title: z.string(),
  person: z.string(),
  state: z.enum(states),
  handler: z.string().nullable(),
  mine: z.boolean(),
  openedAt: z.date(),
  lastAt: z.date(),
  promisedOn: RowDay,
  draft: z.enum(['begun', 'ready', 'returned']).nullable(),
  /** Its person wrote last, after we had answered. */
  again: z.boolean(),
})
export type Line = z.infer<typeof Line>

/** A place in a list that goes by the promised day, and of one day by when it came in. */
export type Place = { day: Day; micros: number; id: string }
export const placeText = ({ day, micros, id }: Place) => `${day}.${micros}.${id}`
export function placeFrom(text: string | undefined): Place | undefined {
  const [, day = '', micros, id] = /^(.{10})\.(\d{1,16})\.(.+)$/.exec(text ?? '') ?? []
  return isDay(day) && z.uuid().safeParse(id).success ? { day, micros: Number(micros), id: id! } : undefined
}

/** The gaps of a template that nobody has filled in, each once, as they are named: `{{datum}}`. */
export const gapsIn = (text: string): string[] => [...new Set([...text.matchAll(/\{\{([^{}]*)\}\}/g)].map(([, name]) => name!.trim()))]
/** What is left of the signs of a gap. The database takes none of them. */
export const hasGap = (text: string): boolean => /\{\{|\}\}/.test(text)
/** The text with the gaps that something is known for filled in. */
export const filled = (text: string, known: Readonly<Record<string, string>>): string =>
  text.replace(/\{\{([^{}]*)\}\}/g, (gap, name: string) => (Object.hasOwn(known, name.trim()) && known[name.trim()]?.trim()) || gap)

/** A number that a form carries: a revision, a version. -1, which is none, when it says no such. */
export const numberIn = (text: string | undefined): number =>
  z.coerce
    .number()
    .int()
    .min(0)
    .max(1_000_000_000)
    .safeParse(text || 'none').data ?? -1
