import { z } from 'zod'
import { RowDay } from '#kernel/values/day'
import { emailAddress } from '#kernel/values/email'
import { mobile } from '#kernel/values/phone'
import { templateNames } from '../templates/model.ts'

export const kinds = ['sms', 'email'] as const
export type Kind = (typeof kinds)[number]
export const reminderChannels = ['sms', 'email', 'letter', 'none'] as const
export const waitingChannels = ['sms', 'email', 'none'] as const
/** How many days before, as they can be chosen; three of them at most. */
export const leads = [0, 1, 2, 3, 7] as const
export const mostLeads = 3

export const Way = z.object({
  kind: z.enum(kinds),
  sealed: z.instanceof(Uint8Array),
  confirmedOn: RowDay.nullable(),
  bounced: z.boolean(),
})
/** An address as its owner reads it. */
export type Way = { kind: Kind; address: string; confirmedOn: z.infer<typeof RowDay> | null; bounced: boolean }

export const Wish = z.object({
  about: z.enum(['reminder', 'waiting']),
  channel: z.enum(reminderChannels),
  leadDays: z.array(z.number()),
  language: z.enum(['sv', 'en']).nullable(),
})
export type Wish = z.infer<typeof Wish>

export const Sent = z.object({
  id: z.uuid(),
  channel: z.enum(['sms', 'email', 'letter']).nullable(),
  template: z.enum(templateNames as [(typeof templateNames)[number], ...typeof templateNames]).nullable(),
  state: z.string(),
  at: z.date(),
})
export type Sent = z.infer<typeof Sent>

export const Code = z.object({ kind: z.enum(kinds), until: z.date() })
export type Code = z.infer<typeof Code>

/** The number or the address that somebody wrote, in the one way that it is kept, or undefined when nothing can be sent there. */
export function addressFrom(kind: Kind, text: string): string | undefined {
  return kind === 'sms' ? mobile(text) : emailAddress(text)
}

export type Fault = 'number' | 'email' | 'channel' | 'noNumber' | 'noEmail' | 'days' | 'fewer' | 'wrong' | 'over'
export type Faulty = { field: string; what: Fault }

type Has = Readonly<Record<Kind, boolean>>

/** Choosing a way needs somewhere to send it. */
const lacking = (field: string, channel: string, has: Has): Faulty[] =>
  channel === 'sms' && !has.sms ? [{ field, what: 'noNumber' }] : channel === 'email' && !has.email ? [{ field, what: 'noEmail' }] : []

const isOne = <T extends string>(list: readonly T[], value: string | undefined): value is T =>
  (list as readonly (string | undefined)[]).includes(value)

type Chosen = { channel: Wish['channel']; leadDays: number[]; language: 'sv' | 'en' }

/** How reminders are to come, or what is wrong. */
export function readReminder(form: Record<string, string>, has: Has): { wish?: Chosen; faults: Faulty[] } {
  const channel = form['paminnelse']
  const leadDays = leads.filter((lead) => form[`dag-${lead}`] === 'ja')
  if (!isOne(reminderChannels, channel)) return { faults: [{ field: 'paminnelse', what: 'channel' }] }
  const asks = channel === 'sms' || channel === 'email'
  const faults: Faulty[] = [
    ...lacking('paminnelse', channel, has),
    ...(asks && leadDays.length === 0 ? [{ field: 'dag-0', what: 'days' as const }] : []),
    ...(leadDays.length > mostLeads ? [{ field: 'dag-0', what: 'fewer' as const }] : []),
  ]
  if (faults.length) return { faults }
  return {
    wish: { channel, leadDays: leadDays.length ? [...leadDays] : [2], language: form['sprak-i-text'] === 'en' ? 'en' : 'sv' },
    faults,
  }
}

/** Whether to be told that something waits, or what is wrong. */
export function readWaiting(form: Record<string, string>, has: Has): { channel?: Wish['channel']; faults: Faulty[] } {
  const channel = form['vantar']
  if (!isOne(waitingChannels, channel)) return { faults: [{ field: 'vantar', what: 'channel' }] }
  const faults = lacking('vantar', channel, has)
  return faults.length ? { faults } : { channel, faults }
}
