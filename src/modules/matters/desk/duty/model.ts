import { z } from 'zod'
import { type Day, RowDay } from '#kernel/values/day'
import { Asked, Detail, isRefusal, Kind, Outcome, type Step, Via } from '../../duty/model.ts'
import { matterPath, root } from '../model.ts'

export const listPath = '/personal/skyldigheter'
export const dutiesPath = (matter: string) => `${matterPath(matter)}/skyldigheter`
export const dutyPath = (matter: string, duty: string) => `${dutiesPath(matter)}/${duty}`
export const communicatePath = (matter: string) => `${matterPath(matter)}/kommunicera`
export const registerPath = (matter: string, kind: Asked) => `${dutiesPath(matter)}/ny/${asAddress[kind]}`
export const actPath = (matter: string, duty: string, act: Act) => `${dutyPath(matter, duty)}/gor/${act}`
export const dutiesRoute = `${root}/:matter/skyldigheter`

const asAddress = { decide: 'beslut', file: 'akt', appeal: 'overklagande' } as const satisfies Record<Asked, string>
/** What an address registers. */
export const askedAt = (address: string | undefined): Asked | undefined => Asked.options.find((kind) => asAddress[kind] === address)

/** A duty as the unit sees it. `answers`: how many the person has sent; `lateAnswers`: after the day. */
export const Row = z.object({
  id: z.uuid(),
  kind: Kind,
  matterId: z.uuid(),
  number: z.string().nullable(),
  name: z.string(),
  via: Via,
  text: z.string(),
  detail: Detail,
  cameOn: RowDay,
  lastDay: RowDay.nullable(),
  at: z.date(),
  openedAt: z.date().nullable(),
  settledAt: z.date().nullable(),
  outcome: Outcome.nullable(),
  endedAt: z.date().nullable(),
  revision: z.int(),
  answers: z.int(),
  by: z.string().nullable(),
})
export type Row = z.infer<typeof Row>

/** What the unit can do about one, by its kind. */
export const Act = z.enum([
  'read',
  'extended',
  'answered',
  'withdrawn',
  'refused',
  'partial',
  'full',
  'in-time',
  'late-informed',
  'rejected',
  'changed',
  'kept',
  'sent',
])
export type Act = z.infer<typeof Act>

const actsOf: Record<Kind, readonly Act[]> = {
  communication: ['read', 'answered', 'extended', 'withdrawn'],
  decide: ['refused', 'withdrawn'],
  file: ['full', 'partial', 'refused', 'withdrawn'],
  appeal: ['in-time', 'late-informed', 'rejected', 'kept', 'changed', 'sent', 'withdrawn'],
}

/**
 * What can be done about it now. Nothing once it is over. An appeal that may be late is looked at for that before it is sent on (FL 45–46 §§), and one
 * that came in time is never rejected as late.
 */
export function actsNow({ kind, outcome, settledAt, detail }: Row, steps: readonly Step[]): Act[] {
  if (outcome !== null) return []
  const done = (...kinds: Act[]) => steps.some((step) => (kinds as string[]).includes(step.kind))
  const assessed = done('in-time', 'late-informed')
  return actsOf[kind].filter((act) => {
    switch (act) {
      case 'read':
        return settledAt === null
      case 'in-time':
      case 'late-informed':
        return detail.lateness !== 'in-time' && !assessed
      case 'rejected':
        return detail.lateness !== 'in-time' && !assessed
      case 'sent':
        return detail.lateness === 'in-time' || assessed
      case 'kept':
      case 'changed':
        return !done('kept', 'changed')
      default:
        return true
    }
  })
}

/** How an act ends it; undefined: it goes on. */
export const outcomeOf = (act: Act): Outcome | undefined => Outcome.safeParse(act).data
/** A no that must be a written decision (FL 31–33 §§). */
export const isDecision = (act: Act): boolean => isRefusal(outcomeOf(act) ?? null)

/** Whether its day has passed with something left for the unit to do. A time to answer that has run out is nobody's fault: it says that one may go on. */
export const isLate = ({ kind, settledAt, lastDay }: Pick<Row, 'kind' | 'settledAt' | 'lastDay'>, today: Day): boolean =>
  settledAt === null && lastDay !== null && lastDay < today && kind !== 'communication'
