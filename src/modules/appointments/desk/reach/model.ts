import { z } from 'zod'
import { RowDay } from '#kernel/values/day'
import { addressFrom, leads, mostLeads } from '#modules/notifications'

export const channels = ['sms', 'email', 'letter', 'none'] as const
export type Channel = (typeof channels)[number]
export const kinds = ['sms', 'email'] as const
export type Kind = (typeof kinds)[number]

export const Way = z.object({
  kind: z.enum(kinds),
  sealed: z.instanceof(Uint8Array),
  confirmedOn: RowDay.nullable(),
  bouncedAt: z.date().nullable(),
})
/** An address as it is read aloud to its owner. */
export type Way = { kind: Kind; address: string; confirmedOn: z.infer<typeof RowDay> | null; bounced: boolean }

export const Wish = z.object({ channel: z.enum(channels), leadDays: z.array(z.number()), language: z.enum(['sv', 'en']) })
export type Wish = z.infer<typeof Wish>

export const addressField = { sms: 'nummer', email: 'epost' } as const
export type Typed = Record<string, string | undefined>
export type Wrong = 'channel' | 'nummer' | 'epost' | 'days' | 'fewer'
export type Fault = { field: string; what: Wrong }
type Chosen = { channel: Channel; leadDays: number[]; address: { kind: Kind; address: string } | undefined }

/** How somebody wants to be reminded, with the number or the address it takes, or what is wrong. */
export function read(form: Typed, can: Readonly<Record<Kind, boolean>>): { ready?: Chosen; faults: Fault[] } {
  const channel = channels.find((one) => one === form['satt'])
  if (!channel || ((channel === 'sms' || channel === 'email') && !can[channel])) return { faults: [{ field: 'satt', what: 'channel' }] }
  const days = leads.filter((lead) => form[`dag-${lead}`] === 'ja')
  if (channel === 'letter' || channel === 'none')
    return { ready: { channel, leadDays: channel === 'letter' ? [7] : [2], address: undefined }, faults: [] }
  const field = addressField[channel]
  const address = addressFrom(channel, form[field] ?? '')
  const faults: Fault[] = [
    ...(address ? [] : [{ field, what: field }]),
    ...(days.length === 0 ? [{ field: 'dag-0', what: 'days' as const }] : []),
    ...(days.length > mostLeads ? [{ field: 'dag-0', what: 'fewer' as const }] : []),
  ]
  if (!address || faults.length) return { faults }
  return { ready: { channel, leadDays: days, address: { kind: channel, address } }, faults }
}
