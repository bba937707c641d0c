import { z } from 'zod'
import type { Tx } from '#kernel/db'
import { reportKey } from '#kernel/secrets'
import type { Services } from '#kernel/services'
import { dayOf } from '#kernel/values/day'
import { readAddress } from './address.ts'
import { carrierOf } from './adapters/carriers.ts'
import type { Carrier, Result } from './adapters/model.ts'
import {
  again,
  bounced,
  forget,
  hold,
  leftBehind,
  municipalityOf,
  note,
  refusedAtWork,
  stateOf,
  take,
  type Taken,
  wayAtWork,
  wayTo,
} from './queries.ts'
import { type Channel, keptSlots, linkless, type Message, templates, type Tongue } from './templates/model.ts'
import { wording } from './templates/wording.ts'

/** Whom: a person, as they wished about such things (`only`: to that address whatever they wished); or somebody at work, by their e-mail there. */
type Whom =
  | { readonly personId: string; readonly about: 'reminder' | 'waiting'; readonly only?: 'sms' | 'email'; readonly staffId?: never }
  | { readonly staffId: string; readonly personId?: never }

/** Where a message is going. `link`: a link may stand in it, since the address is known to be its owner's still; no key is made otherwise. */
export type To = { readonly channel: Channel; readonly language: Tongue; readonly link: boolean }

/**
 * Something to be told to somebody. `key` (a–z, 0–9, `:` and `-`, 120 at most) is its own for ever: it is told once at most.
 * `unitId`: whose staff see when it does not arrive.
 * `derive` is asked at the moment of sending, as the worker, inside the transaction that is open while it is sent: it locks what it reads
 * (`for share`) and answers what to say, or undefined when there is nothing to say any more. What it writes stands only if it was sent.
 */
export type Order = Whom & {
  readonly key: string
  readonly committeeId?: string | undefined
  /** Whose service it is, when no committee says it. */
  readonly municipalityId?: string | undefined
  readonly unitId?: string | undefined
  readonly derive: (tx: Tx, to: To) => Promise<Message | undefined>
}

/**
 * sent, listed (a letter to post), dropped (nothing to say, or nowhere to say it), later (refused: ask again with the same key), failed
 * (refused too often), unsure (it may have been sent), over (settled before, or somebody else is at it).
 */
export type Outcome = 'sent' | 'listed' | 'dropped' | 'later' | 'failed' | 'unsure' | 'over'

const Key = z.string().regex(/^[a-z0-9:-]{1,120}$/)
const worker = { kind: 'worker' } as const
/** How long to wait after each refusal, in seconds; after the last there is no other try. */
const pauses = [60, 300, 1200, 3600]
/** A sending takes ten seconds at most. What is held for longer than this belongs to a worker that is gone. */
const given = 60

class NotSent extends Error {
  readonly result: Exclude<Result, { kind: 'sent' }>
  readonly told: Parameters<typeof note>[2]
  constructor(result: Exclude<Result, { kind: 'sent' }>, told: Parameters<typeof note>[2]) {
    super('not sent')
    this.result = result
    this.told = told
  }
}

/**
 * Sends it, if it is to be sent and has not been. Taken and noted so first; then asked for its words, sent and noted as sent in one
 * transaction. Whoever is killed in between leaves it taken, and the sweep calls it unsure (docs/decisions/0017).
 */
export async function deliver(services: Services, order: Order): Promise<Outcome> {
  const { db } = services
  const key = Key.parse(order.key)
  const taken = await db.as(worker, { purpose: 'sending: take' }, (tx) => take(tx, order))
  if (!taken) {
    const found = await db.as(worker, { purpose: 'sending: take' }, (tx) => stateOf(tx, key))
    return found?.state === 'waiting' ? 'later' : 'over'
  }
  // From when its words have been given to somebody who sends, nobody can say that they were not sent.
  const wire = { open: false }
  try {
    return await db.as(worker, { purpose: 'sending' }, (tx) => send(services, tx, order, taken, wire))
  } catch (error) {
    if (error instanceof NotSent) return settle(services, order, taken, error)
    const name = error instanceof Error ? error.name : 'unknown'
    if (!wire.open) await db.as(worker, { purpose: 'sending: note' }, (tx) => again(tx, taken.id, name, pauses[0]!))
    throw error
  }
}

async function send(services: Services, tx: Tx, order: Order, taken: Taken, wire: { open: boolean }): Promise<Outcome> {
  const { config } = services
  if (!(await hold(tx, taken))) return 'over'
  const way = order.staffId === undefined ? await wayTo(tx, order.personId, order.about, order.only) : await wayAtWork(tx, order.staffId)
  const carrier = way && carrierOf(config, way.channel)
  if (!way || (way.channel !== 'letter' && !carrier)) return drop(tx, taken, way ? 'off' : 'no-way')
  const { channel, language } = way
  const link = channel !== 'letter' && way.fresh
  const derived = await order.derive(tx, { channel, language, link })
  if (!derived) return drop(tx, taken, 'not-any-more')
  const message = checked(link ? derived : linkless(derived), config.origin)
  const told = { channel, language, template: message.template, slots: keptSlots(message), index: way.index }
  if (!carrier) {
    await note(tx, taken.id, { state: 'listed', ...told })
    return 'listed'
  }
  const municipality = await municipalityOf(tx, order)
  const words = wording(message, {
    language,
    channel,
    today: dayOf(new Date()),
    ...(municipality ? { from: municipality.name } : {}),
    reply: carrier.replies,
  })
  const to = way.sealed ? readAddress(config.secret, way.sealed) : (way.open ?? undefined)
  if (to === undefined) return drop(tx, taken, 'unreadable')
  wire.open = true
  const result = await carrier.send({
    id: taken.id,
    key: order.key,
    to,
    ...words,
    report: reportUrl(config, channel, taken.id),
  })
  if (result.kind !== 'sent') throw new NotSent(result, { state: 'taken', ...told })
  await note(tx, taken.id, { state: 'sent', ...told, ref: result.ref })
  return 'sent'
}

async function drop(tx: Tx, taken: Taken, code: string): Promise<Outcome> {
  await note(tx, taken.id, { state: 'dropped', code })
  return 'dropped'
}

/** A refusal waits longer each time; a last one, and one that is the address's own, is the end of it. */
async function settle({ db }: Services, order: Order, taken: Taken, { result, told }: NotSent): Promise<Outcome> {
  return db.as(worker, { purpose: 'sending: note' }, async (tx) => {
    const { kind, code } = result
    if (kind === 'unsure') {
      await note(tx, taken.id, { ...told, state: 'unsure', code })
      return 'unsure'
    }
    const pause = result.address ? undefined : pauses[taken.attempts - 1]
    if (pause !== undefined) {
      await again(tx, taken.id, code, pause)
      return 'later'
    }
    await note(tx, taken.id, { ...told, state: 'failed', code })
    if (result.address) await refusedAt(tx, order, told.index)
    return 'failed'
  })
}

/** Nobody reads what is sent there: told to whoever can set it right. */
async function refusedAt(tx: Tx, { personId, staffId }: Order, index: Uint8Array | null | undefined): Promise<void> {
  if (staffId !== undefined) await refusedAtWork(tx, staffId)
  else if (index) await bounced(tx, personId, index)
}

/** The message as its template wants it, and its link to nowhere but here. */
function checked(message: Message, origin: string): Message {
  const slots = templates[message.template].parse(message.slots) as { readonly link?: string }
  if (slots.link !== undefined && !slots.link.startsWith(`${origin}/`)) throw new Error('A link to another site')
  return { template: message.template, slots } as unknown as Message
}

/** Where the service tells what came of it: with our own id, so that it is known also when theirs never reached us. */
function reportUrl({ origin, secret, sms }: Services['config'], channel: Channel, id: string): string {
  const url = new URL(`/api/utskick/${channel === 'sms' && sms.kind === '46elks' ? '46elks' : 'json'}/leverans`, origin)
  url.username = 'delakt'
  url.password = reportKey(secret)
  url.searchParams.set('id', id)
  return url.href
}

/**
 * What a worker that is gone left behind: sent, when the way out can tell; to be sent, when it can tell that it was not; otherwise unsure,
 * and never sent again by itself. Answers how many.
 */
export async function sweep({ db, config }: Services, seconds = given): Promise<number> {
  for (let done = 0; ; done += 1) {
    const found = await db.as(worker, { purpose: 'sendings: sweep' }, async (tx) => {
      const left = await leftBehind(tx, seconds)
      if (!left) return false
      const went = await wentOut(
        left.key,
        (['sms', 'email'] as const).map((channel) => carrierOf(config, channel)),
      )
      if (went === false) await again(tx, left.id, 'left', 0)
      else await note(tx, left.id, went ? { state: 'sent', ref: left.key } : { state: 'unsure', code: 'left' })
      return true
    })
    if (!found) return done
  }
}

/** Which way it was going stands nowhere until it is done, so that all of them are asked; undefined when one of them cannot tell. */
async function wentOut(key: string, carriers: readonly (Carrier | undefined)[]): Promise<boolean | undefined> {
  const ways = carriers.filter((carrier) => carrier !== undefined)
  const answers = await Promise.all(ways.map(async (carrier) => carrier.known?.(key)))
  return answers.includes(true) ? true : answers.includes(undefined) ? undefined : false
}

/** What was sent more than thirteen months ago is forgotten: so long that a year can be looked back on. */
export const forgetOld = ({ db }: Services): Promise<number> => db.as(worker, { purpose: 'sendings: forget' }, forget)
