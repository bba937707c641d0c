import { type Day, dayOf } from '#kernel/values/day'
import { of } from '../../events/items.ts'
import { statusOf } from '../../events/fold.ts'
import { measuresIn, requestsIn, titleOf } from '../../events/lists.ts'
import { type Event, type EventKind, isDecision, type Placed } from '../../events/model.ts'
import { stepViews, walk } from '../../events/path.ts'
import type { Template, Words } from '../../templates/model.ts'
import { before, placed, type Standing, whenTyped } from '../model.ts'

/** A field of the form. `days` may lie ahead; `about` is an item of the matter that this one speaks about, `step` one of its template. */
export type Ask = {
  name: string
  is: 'line' | 'text' | 'lines' | 'day' | 'kronor' | 'choice' | 'about' | 'step'
  required?: true
  choices?: readonly string[]
  /** The last day of something, which does not come before its first. */
  last?: true
}

const text = (required?: true): Ask => ({ name: 'text', is: 'text', ...(required ? { required } : {}) })
const title: Ask = { name: 'rubrik', is: 'line', required: true }
const due = (required?: true): Ask => ({ name: 'senast', is: 'day', last: true, ...(required ? { required } : {}) })
const about: Ask = { name: 'om', is: 'about', required: true }
const step: Ask = { name: 'steg', is: 'step', required: true }
const provider: Ask = { name: 'utforare', is: 'line' }
const until: Ask = { name: 'tom', is: 'day', last: true }

/** What can be registered by hand, and what each asks for beside when it happened. The rest has a page of its own or comes from elsewhere. */
export const asks = {
  received: [
    { name: 'vad', is: 'choice', required: true, choices: ['application', 'report', 'referral', 'transfer', 'other'] },
    { ...title, name: 'gallde' },
  ],
  assigned: [
    { name: 'handlaggare', is: 'line', required: true },
    { name: 'roll', is: 'line', required: true },
    { name: 'telefon', is: 'line' },
    { name: 'telefontid', is: 'line' },
  ],
  'investigation-opened': [due()],
  'investigation-extended': [due(true), text()],
  'investigation-closed': [text()],
  'step-reached': [step],
  'stepped-back': [step, text()],
  requested: [{ name: 'saker', is: 'lines', required: true }, due(true), text()],
  'request-fulfilled': [about, text()],
  'request-withdrawn': [about, text()],
  'meeting-held': [title, { name: 'med', is: 'lines' }, text()],
  'follow-up-planned': [
    title,
    { name: 'nar', is: 'day', last: true, required: true },
    { name: 'klockan', is: 'line' },
    { name: 'plats', is: 'line' },
    { name: 'med', is: 'lines' },
  ],
  'measure-started': [title, provider, until, text()],
  'measure-changed': [about, title, provider, { name: 'fran', is: 'day' }, until, text()],
  'measure-ended': [about, text()],
  payment: [
    { name: 'avser', is: 'line', required: true },
    { name: 'belopp', is: 'kronor', required: true },
    { name: 'status', is: 'choice', required: true, choices: ['planned', 'paid', 'stopped'] },
  ],
  condition: [
    title,
    due(),
    { name: 'status', is: 'choice', required: true, choices: ['active', 'fulfilled', 'not-fulfilled', 'annulled'] },
    text(),
  ],
  'preliminary-answer': [text(true)],
  'delay-notice': [text(true), due()],
  closed: [text()],
  reopened: [text()],
  'not-shown-here': [text()],
} as const satisfies Partial<Record<EventKind, readonly Ask[]>>

export type ByHand = keyof typeof asks
export const byHand = Object.keys(asks) as ByHand[]
export const isByHand = (kind: string | undefined): kind is ByHand => kind !== undefined && Object.hasOwn(asks, kind)

const written = (kind: ByHand) => (asks[kind] as readonly Ask[]).filter(({ is }) => is === 'line' || is === 'text' || is === 'lines')
/** Whether there is room to write in the form: then there is advice to be had. */
export const hasText = (kind: ByHand): boolean => written(kind).some(({ is }) => is !== 'line')
/** The words of the form that its person will read. */
export const writtenOf = (kind: ByHand, form: Record<string, string>): string[] =>
  written(kind)
    .map(({ name }) => form[name] ?? '')
    .filter(Boolean)

/** Whether the form asks for one of what there is to choose among in the matter. */
const chooses = (kind: ByHand) => asks[kind].some(({ is }) => is === 'about' || is === 'step')

/**
 * What may come after a case was closed without opening it again: what is only told late, or ends what went on, needs nothing; what may
 * well have been part of the work is asked about; all else is work in an open case.
 */
const afterClosing: Partial<Record<ByHand, 'free' | 'asked'>> = {
  received: 'free',
  assigned: 'free',
  payment: 'free',
  reopened: 'free',
  closed: 'free',
  'not-shown-here': 'free',
  'measure-ended': 'free',
  'request-withdrawn': 'free',
  'request-fulfilled': 'asked',
  'meeting-held': 'asked',
  condition: 'asked',
}
export const whenClosed = (kind: ByHand): 'free' | 'asked' | 'refused' => afterClosing[kind] ?? 'refused'

/** Work that stands on a later day than a closing would, before the case was opened again: that it was closed is then asked about. */
export function workAfter(standing: readonly Standing[], here: Placed): boolean {
  const day = dayOf(here.at)
  const later = placed(standing).filter((item) => item.day > day && item.event.ref !== here.ref)
  const opened = later.findIndex(({ event: { kind } }) => kind === 'reopened' || kind === 'received')
  return later
    .slice(0, opened < 0 ? undefined : opened)
    .some(({ event }) => isDecision(event) || (isByHand(event.kind) && whenClosed(event.kind) === 'refused'))
}

/** Why this cannot happen at a place in the matter, by how it stands there. */
export type Hindrance = 'open' | 'closed' | 'about' | 'step'
export function hindranceAt(kind: ByHand, standing: readonly Standing[], template: Template, here: Placed): Hindrance | undefined {
  const items = before(standing, here)
  if (kind === 'reopened' && statusOf(items) === 'open') return 'open'
  if (kind === 'closed' && statusOf(items) === 'closed') return 'closed'
  if (!chooses(kind) || choicesAt(kind, standing, template, here).length > 0) return undefined
  return kind === 'stepped-back' ? 'step' : 'about'
}

/** What a form may choose among; `on` is the day of what is an item of the matter, and `id` that of its newest wording, or a step's key. */
export type Choice = { id: string; title: string | Words; on?: Day }

/** What could be chosen at a place in the matter: by what stands before it there, and not by what came later. */
export function choicesAt(kind: ByHand, standing: readonly Standing[], template: Template, here: Placed): Choice[] {
  const items = before(standing, here)
  switch (kind) {
    case 'step-reached':
      return template.steps.map(({ key: id, title }) => ({ id, title }))
    case 'stepped-back':
      return stepViews(walk(items, template), template, true)
        .filter(({ state }) => state === 'done')
        .map(({ key: id, title }) => ({ id, title }))
    case 'request-fulfilled':
    case 'request-withdrawn': {
      const ended = new Set(
        requestsIn(items, dayOf(here.at)).flatMap(({ id, state }) => (state === 'fulfilled' || state === 'withdrawn' ? [id] : [])),
      )
      return of(items, 'requested')
        .filter(({ id }) => !ended.has(id))
        .map(({ id, event, day }) => ({ id, title: titleOf(event), on: day }))
        .reverse()
    }
    case 'measure-changed':
      return measuresIn(items, dayOf(here.at))
        .filter(({ state }) => state !== 'ended')
        .map(({ id, title, from }) => ({ id, title, on: from }))
    case 'measure-ended': {
      // One that went on past its last day may still be said to have ended.
      const ended = new Set(of(items, 'measure-ended').map(({ root }) => root))
      const closings = of(items, 'closed')
      return measuresIn(items, dayOf(here.at))
        .filter(({ id, from }) => !ended.has(id) && !closings.some(({ day }) => day >= from))
        .map(({ id, title, from }) => ({ id, title, on: from }))
    }
    default:
      return []
  }
}

type Given = Record<string, string>
const some = (of: object) => Object.fromEntries(Object.entries(of).filter(([, value]) => value !== undefined && value !== ''))
const lines = (of: string | undefined) =>
  (of ?? '')
    .split('\n')
    .map((line) => line.trim())
    .filter(Boolean)
const names = (of: string | undefined) => lines(of).map((name) => ({ name }))
/** "4 500" or "4 500,50" kronor in öre; undefined when it is no sum. */
export function oreOf(text: string): number | undefined {
  const found = /^(\d{1,9})(?:[.,](\d{1,2}))?$/.exec(text.replace(/[\s\u00a0]|kr$/g, ''))
  return found ? Number(found[1]) * 100 + Number((found[2] ?? '').padEnd(2, '0')) : undefined
}

/** The form's fields as the event's detail, of which each kind makes its own. `day`: when it happened. */
export function detailOf(kind: ByHand, given: Given, day: string, meeting: string | undefined): object {
  const { text, senast: dueBy, rubrik: title } = given
  switch (kind) {
    case 'received':
      return some({ what: given['vad'], via: 'other', title: given['gallde'] })
    case 'assigned':
      return { officer: some({ name: given['handlaggare'], role: given['roll'], phone: given['telefon'], hours: given['telefontid'] }) }
    case 'investigation-opened':
      return some({ dueBy })
    case 'investigation-extended':
      return some({ dueBy, reason: text })
    case 'investigation-closed':
      return some({ outcome: text })
    case 'step-reached':
      return { step: given['steg'] }
    case 'stepped-back':
      return some({ step: given['steg'], reason: text })
    case 'requested':
      return some({ what: lines(given['saker']).map((one) => ({ title: one })), dueBy, text })
    case 'request-fulfilled':
    case 'measure-ended':
    case 'preliminary-answer':
    case 'not-shown-here':
      return some({ text })
    case 'request-withdrawn':
    case 'closed':
    case 'reopened':
      return some({ reason: text })
    case 'meeting-held':
      return some({ title, text, with: names(given['med']) })
    case 'follow-up-planned':
      return some({ title, on: meeting, place: given['plats'], with: names(given['med']) })
    case 'measure-started':
      return some({ title, text, provider: given['utforare'], from: day, to: given['tom'] })
    case 'measure-changed':
      return some({ title, text, provider: given['utforare'], from: given['fran'], to: given['tom'] })
    case 'condition':
      return some({ title, text, dueBy, status: given['status'] })
    case 'payment':
      return some({
        amount: oreOf(given['belopp'] ?? ''),
        what: given['avser'],
        status: given['status'],
        ...(given['status'] === 'paid' ? { paidOn: day } : { dueOn: day }),
      })
    case 'delay-notice':
      return some({ reason: text, newDate: dueBy })
  }
}

const kronorOf = (ore: number | undefined) =>
  ore === undefined ? '' : `${Math.trunc(ore / 100)}${ore % 100 ? `,${String(ore % 100).padStart(2, '0')}` : ''}`
const listed = (of: readonly { name: string }[]) => of.map(({ name }) => name).join('\n')

/** What was registered, as its form would hold it. `about` is the id of the item it speaks about. */
export function typedOf({ kind, detail }: Event, about = ''): Given {
  switch (kind) {
    case 'received':
      return { vad: detail.what, gallde: detail.title ?? '' }
    case 'assigned': {
      const { name = '', role = '', phone = '', hours = '' } = detail.officer ?? {}
      return { handlaggare: name, roll: role, telefon: phone, telefontid: hours }
    }
    case 'investigation-opened':
      return { senast: detail.dueBy ?? '' }
    case 'investigation-extended':
      return { senast: detail.dueBy, text: detail.reason ?? '' }
    case 'investigation-closed':
      return { text: detail.outcome ?? '' }
    case 'step-reached':
      return { steg: detail.step }
    case 'stepped-back':
      return { steg: detail.step, text: detail.reason ?? '' }
    case 'requested':
      return { saker: detail.what.map(({ title }) => title).join('\n'), senast: detail.dueBy, text: detail.text ?? '' }
    case 'request-fulfilled':
    case 'measure-ended':
    case 'preliminary-answer':
    case 'not-shown-here':
      return { om: about, text: detail.text ?? '' }
    case 'request-withdrawn':
    case 'closed':
    case 'reopened':
      return { om: about, text: detail.reason ?? '' }
    case 'meeting-held':
      return { rubrik: detail.title, med: listed(detail.with), text: detail.text ?? '' }
    case 'follow-up-planned': {
      const timed = detail.on.includes('T') ? whenTyped(detail.on) : { datum: detail.on, tid: '' }
      return { rubrik: detail.title, nar: timed.datum, klockan: timed.tid, plats: detail.place ?? '', med: listed(detail.with) }
    }
    case 'measure-started':
    case 'measure-changed': {
      const { title: rubrik, provider: utforare = '', from: fran = '', to: tom = '', text = '' } = detail
      return { om: about, rubrik, utforare, fran, tom, text }
    }
    case 'condition':
      return { rubrik: detail.title, senast: detail.dueBy ?? '', status: detail.status, text: detail.text ?? '' }
    case 'payment':
      return { avser: detail.what ?? '', belopp: kronorOf(detail.amount), status: detail.status }
    case 'delay-notice':
      return { text: detail.reason, senast: detail.newDate ?? '' }
    default:
      return {}
  }
}

/**
 * The detail of what is registered as the form now has it: what the form still says as before, and what it has no field for, is left as it
 * was. Another officer is another card, of which nothing of the first is kept.
 */
export function correctedDetail(kind: ByHand, was: Event, given: Given, day: string, meeting: (of: Given) => string | undefined): object {
  const before = typedOf(was, given['om'])
  const [had, made] = [detailOf(kind, before, dayOf(was.at), meeting(before)), detailOf(kind, given, day, meeting(given))] as Record<
    string,
    unknown
  >[]
  const card = kind === 'assigned' && before['handlaggare'] === given['handlaggare']
  return patched(was.detail, had!, made!, card ? 'officer' : undefined)
}

function patched(old: object, had: object, made: object, within?: string): object {
  const [was, before, now] = [old, had, made].map((of) => new Map(Object.entries(of))) as [
    Map<string, unknown>,
    Map<string, unknown>,
    Map<string, unknown>,
  ]
  const kept = [...was].filter(([key]) => now.has(key) || !before.has(key))
  const changed = [...now]
    .filter(([key, value]) => JSON.stringify(value) !== JSON.stringify(before.get(key)))
    .map(([key, value]) => [key, key === within ? patched(was.get(key) as object, before.get(key) as object, value as object) : value])
  return Object.fromEntries([...kept, ...changed])
}
