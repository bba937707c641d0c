import { z } from 'zod'
import type { Tx } from '#kernel/db'
import type { Day } from '#kernel/values/day'
import { channels } from './templates/model.ts'

// As the worker, who sees every sending and no case.

export const states = ['waiting', 'taken', 'listed', 'sent', 'delivered', 'failed', 'unsure', 'dropped'] as const
export type State = (typeof states)[number]

const Taken = z.object({ id: z.uuid(), attempts: z.number() })
export type Taken = z.infer<typeof Taken>
type Asked = {
  key: string
  personId?: string | undefined
  staffId?: string | undefined
  committeeId?: string | undefined
  unitId?: string | undefined
}

/** Takes the sending of this key, when it is there to take; puts it there first. Whoever else asks meanwhile gets nothing. */
export async function take(tx: Tx, { key, personId, staffId, committeeId, unitId }: Asked): Promise<Taken | undefined> {
  await tx.run`
    insert into notice.sendings (key, person_id, staff_id, committee_id, unit_id) values (${key}, ${personId}, ${staffId}, ${committeeId}, ${unitId}) on conflict (key) do nothing`
  return tx.maybe(Taken)`
    update notice.sendings set state = 'taken', taken_at = clock_timestamp(), attempts = attempts + 1
    where id = (select id from notice.sendings where key = ${key} and state = 'waiting' and next_at <= now() for update skip locked)
    returning id, attempts`
}

export const stateOf = (tx: Tx, key: string) => tx.maybe(z.object({ state: z.enum(states) }))`
  select state from notice.sendings where key = ${key}`

/** Holds it while it is sent: false when it was given up meanwhile. */
export const hold = async (tx: Tx, { id, attempts }: Taken): Promise<boolean> =>
  (await tx.maybe(z.object({ id: z.uuid() }))`
    select id from notice.sendings where id = ${id} and state = 'taken' and attempts = ${attempts} for update`) !== undefined

const Way = z.object({
  channel: z.enum(channels),
  language: z.enum(['sv', 'en']),
  sealed: z.instanceof(Uint8Array).nullable(),
  /** The address of somebody at work, which is no secret. */
  open: z.string().nullable(),
  index: z.instanceof(Uint8Array).nullable(),
  fresh: z.boolean(),
})
export type Way = z.infer<typeof Way>
export const wayTo = (tx: Tx, personId: string, about: 'reminder' | 'waiting', only: 'sms' | 'email' | undefined) => tx.maybe(Way)`
  select channel, language, sealed, null as open, index, fresh from notice.way_to(${personId}, ${about}, ${only})`
/** Their e-mail at work, which their employer keeps. */
export const wayAtWork = (tx: Tx, staffId: string) => tx.maybe(Way)`
  select 'email' as channel, 'sv' as language, null as sealed, w.address as open, null as index, true as fresh
  from notice.way_at_work(${staffId}) as w (address) where w.address is not null`

/** Whose service it is: the committee's municipality, or the one that is named. */
export const municipalityOf = (tx: Tx, of: { committeeId?: string | undefined; municipalityId?: string | undefined }) =>
  tx.maybe(z.object({ name: z.string(), phone: z.string() }))`
  select m.name, m.phone from directory.municipalities m
  where m.id = coalesce((select c.municipality_id from directory.committees c where c.id = ${of.committeeId}), ${of.municipalityId})`

type Noted = {
  state: State
  channel?: string | undefined
  template?: string | undefined
  language?: string | undefined
  slots?: object | undefined
  index?: Uint8Array | null | undefined
  ref?: string | undefined
  code?: string | undefined
}

/** What became of it. What is not known of it is left as it was. */
export const note = (tx: Tx, id: string, { state, channel, template, language, slots, index, ref, code }: Noted) => tx.run`
  update notice.sendings set state = ${state}, error_code = ${code}, provider_ref = coalesce(${ref}, provider_ref),
    channel = coalesce(${channel}, channel), template = coalesce(${template}, template), language = coalesce(${language}, language),
    slots = coalesce(${slots && JSON.stringify(slots)}::text::jsonb, slots), address_index = coalesce(${index}, address_index),
    done_at = case when ${state} in ('waiting', 'taken') then null else now() end
  where id = ${id} and state = 'taken'`

/** Waits for another try. */
export const again = (tx: Tx, id: string, code: string, seconds: number) => tx.run`
  update notice.sendings set state = 'waiting', error_code = ${code}, next_at = now() + make_interval(secs => ${seconds}) where id = ${id} and state = 'taken'`

/** Nobody can be reached at an address: told to whom it concerns, once. */
export const bounced = (tx: Tx, personId: string, index: Uint8Array) => tx.run`select notice.bounced(${personId}, ${index})`

/** What was sent to somebody at work was refused there: their steward is told. */
export const refusedAtWork = (tx: Tx, staffId: string) => tx.run`select directory.email_refused(${staffId})`

const Left = z.object({ id: z.uuid(), key: z.string(), channel: z.enum(channels).nullable() })
/** One that was taken and not let go of within a minute, if there is one. */
export const leftBehind = (tx: Tx, seconds: number) => tx.maybe(Left)`
  select id, key, channel from notice.sendings where state = 'taken' and taken_at < now() - make_interval(secs => ${seconds})
  order by taken_at limit 1 for update skip locked`

/** What was sent so long ago that nobody asks any more. */
export const forget = (tx: Tx) => tx.run`delete from notice.sendings where at < now() - interval '13 months'`

/** What a service tells of a sending; false when it is none of ours. */
export const noteReport = async (
  tx: Tx,
  report: { id?: string | undefined; ref?: string | undefined; state: 'sent' | 'delivered' | 'failed'; code?: string },
) =>
  (await tx.maybe(z.object({ known: z.boolean() }))`
    select notice.note_report(${report.id}, ${report.ref}, ${report.state}, ${report.code}) as known`)!.known

/** An answer from the owner of an address; false when nobody was asked there. */
export const noteReply = async (tx: Tx, index: Uint8Array, text: string) =>
  (await tx.maybe(z.object({ known: z.boolean() }))`select notice.note_reply(${index}, ${text}) as known`)!.known

const ToTell = z.object({ personId: z.uuid(), committeeId: z.uuid(), key: z.string() })
export const toTell = (tx: Tx, today: Day, most: number) => tx.many(ToTell)`
  select person_id as "personId", committee_id as "committeeId", key from notice.to_tell(${today}, ${most})`

/** Whether it still waits, and the moment it is asked: what comes after that is another day's. */
export const stillWaits = (tx: Tx, personId: string) => tx.maybe(z.object({ at: z.date() }))`
  select now() as at from notice.waiting where person_id = ${personId} and (told_at is null or latest_at > told_at)`

export const told = (tx: Tx, personId: string, at: Date) => tx.run`update notice.waiting set told_at = ${at} where person_id = ${personId}`

const ToAlarm = z.object({ staffId: z.uuid(), municipalityId: z.uuid(), key: z.string() })
export const toAlarm = (tx: Tx, today: Day, most: number) => tx.many(ToAlarm)`
  select staff_id as "staffId", municipality_id as "municipalityId", key from notice.to_alarm(${today}, ${most})`

/** Whether something still stands that they are to be told of; then all that stands is noted as told. */
export const stillAlarmed = async (tx: Tx, staffId: string) =>
  (await tx.maybe(z.object({ stands: z.boolean() }))`select directory.tell(${staffId}) as stands`)!.stands
