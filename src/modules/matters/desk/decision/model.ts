import { z } from 'zod'
import { type Day, dayOf, isDay, RowDay } from '#kernel/values/day'
import { fieldText } from '#kernel/values/field'
import { chainsOf, place } from '../../events/items.ts'
import { decisionsIn } from '../../events/lists.ts'
import { Event } from '../../events/model.ts'
import type { Appeal } from '../../events/view.ts'
import { meaningOf } from '../../templates/model.ts'
import { reference } from '../../templates/read.ts'
import { closedSince, happened, now as atNow, placed, type Standing } from '../model.ts'

export const answers = ['yes', 'partly', 'no', 'dismissed'] as const
/** How many answers the form can grow to. */
export const rows: readonly number[] = Array.from({ length: 20 }, (_, n) => n + 1)
/** How many it shows: those it showed, and every one that is filled in. */
export const shownRows = (form: Record<string, string>): number =>
  Math.min(Math.max(1, Math.trunc(Number(form['antal']) || 1), ...rows.filter((n) => form[`svar-${n}`] || form[`vad-${n}`])), rows.length)

export type Fault =
  | 'datum'
  | 'later'
  | 'early'
  | 'closed'
  | 'rubrik'
  | 'svar'
  | 'half'
  | 'turned'
  | 'skal'
  | 'regler'
  | 'beslutare'
  | 'utredare'
  | 'varfor'
  | 'fick'
  | 'before'
  | 'ahead'
  | 'fel'
  | 'utan'
  | 'skada'
export type Faulty = { field: string; what: Fault; n?: number }
/** What the form is made of, to be carried along while it is read through. */
export const fields = [
  'antal',
  'fel',
  'datum',
  'rubrik',
  'skal',
  'regler',
  'beslutare',
  'utredare',
  'dolj',
  'varfor',
  'overklaga',
  'fick',
  'utan',
  'skada',
  ...rows.flatMap((n) => [`svar-${n}`, `vad-${n}`]),
]

/** The words of the form that its person will read. */
export const writtenOf = (form: Record<string, string>): string[] =>
  ['fel', 'rubrik', ...rows.map((n) => `vad-${n}`), 'skal'].map((name) => form[name] ?? '').filter(Boolean)

/** What a correction corrects: its reference, the day the decision was made at first, and its answers as they stand now. */
export type Corrected = { ref: string; madeOn: Day; answers: readonly string[] }

/** Why a decision may be made before the person has read and answered: the Act's own cases, but for hiring, which never comes up here (FL 25 §). */
export const reasonsWithout = ['needless', 'hinder', 'urgent'] as const

/** Whether the person has been told what there is before the decision: not at all, with time left to answer, or with the time over. */
export type Communicated =
  | { state: 'none' }
  | { state: 'running' | 'over'; ids: readonly string[]; last: Day; opened: boolean; answers: number }

export const Sent = z.object({ id: z.uuid(), last: RowDay, opened: z.boolean(), answers: z.int() })

/** By what has been sent since the last decision: time to answer is left as long as any of it has some. */
export function communicatedBy(sent: readonly z.infer<typeof Sent>[], today: Day): Communicated {
  const last = sent
    .map((one) => one.last)
    .toSorted()
    .at(-1)
  if (!last) return { state: 'none' }
  const answers = sent.reduce((sum, one) => sum + one.answers, 0)
  return {
    state: today <= last ? 'running' : 'over',
    ids: sent.map(({ id }) => id),
    last,
    opened: sent.every(({ opened }) => opened),
    answers,
  }
}

/** What the record keeps of it beside the decision (SOSFS 2014:5 5 kap. 12 §). A correction that harms nobody needs nothing (FL 36 §). */
function keptOf(form: Record<string, string>, communicated: Communicated, corrects: boolean): { kept: object; faults: Faulty[] } {
  const harm = form['skada']
  if (corrects && harm !== 'ja' && harm !== 'nej') return { kept: {}, faults: [{ field: 'skada', what: 'skada' }] }
  const harms = corrects ? { harm: harm === 'ja' } : {}
  if (corrects && harm === 'nej') return { kept: harms, faults: [] }
  const told =
    communicated.state === 'none' ? {} : { communications: communicated.ids, until: communicated.last, answers: communicated.answers }
  if (communicated.state === 'over') return { kept: { ...harms, ...told }, faults: [] }
  const without = reasonsWithout.find((reason) => reason === form['utan'])
  return without ? { kept: { ...harms, ...told, without }, faults: [] } : { kept: {}, faults: [{ field: 'utan', what: 'utan' }] }
}

/** The decision that a correction is to correct. Nothing when it does not stand in the matter. */
export function correctedIn(standing: readonly Standing[], ref: string): Corrected | undefined {
  const chain = chainsOf(placed(standing), 'decision', 'decision-corrected').find((one) => one.some(({ event }) => event.ref === ref))
  return chain && { ref, madeOn: chain[0]!.day, answers: chain.at(-1)!.event.detail.results.map(({ answer }) => answer) }
}

/** The decision as its person gets it: without names where it says so (FL 33 § 4 st). */
export function asHanded(event: Event): Event {
  if (!('hideNames' in event.detail) || !event.detail.hideNames) return event
  const { decidedBy: _, investigatedBy: __, ...detail } = event.detail
  return { ...event, author: undefined, detail } as Event
}

/** How long it could be appealed, if the person got it today. */
export const appealIn = (event: Event, today: Day): Appeal | undefined =>
  decisionsIn(place([{ id: event.ref, event, handedAt: new Date().toISOString(), earlier: [] }]), today)[0]?.appeal

type Ready = { event: Event; internal: { hideNamesReason?: string; communication: object } }

const lines = (text: string) =>
  text
    .split('\n')
    .map((line) => line.trim())
    .filter(Boolean)
const author = (text: string) => {
  const [name, ...role] = lines(text)
  return name ? { name, ...(role.length ? { role: role.join(', ') } : {}) } : undefined
}
const fits = (text: string) => lines(text).every((line) => line.length <= 300)

/**
 * The form as a decision with what it must say: date, content, who decided, the reasons and the rules (FL 31–33 §§). Why names are left out
 * and how the person was heard stays with the record and never goes along to the person. A correction is of a slip (FL 36 §): it gives no new time to appeal, so it
 * turns no answer around.
 */
export function readDecision(
  form: Record<string, string>,
  ref: string,
  by: string,
  standing: readonly Standing[],
  communicated: Communicated,
  corrects?: Corrected,
  now = new Date(),
): { ready?: Ready; faults: Faulty[] } {
  const text = (name: string) => fieldText(form[name])
  const when = happened(text('datum'), '', now)
  const given = rows.map((n) => ({ n, answer: text(`svar-${n}`), what: text(`vad-${n}`) }))
  const half = given.filter(
    ({ answer, what }) =>
      (answer === '') !== (what === '') || what.length > 300 || (answer !== '' && !z.enum(answers).safeParse(answer).success),
  )
  const results = given.filter(({ answer, what }) => answer && what).map(({ answer, what }) => ({ answer, what }))
  const [title, reasons, rules, decidedBy, investigatedBy, why, got, wrong] = [
    'rubrik',
    'skal',
    'regler',
    'beslutare',
    'utredare',
    'varfor',
    'fick',
    'fel',
  ].map(text) as [string, string, string, string, string, string, string, string]
  const hideNames = form['dolj'] === 'ja'
  const day = typeof when === 'string' ? undefined : dayOf(when)
  const madeOn = corrects?.madeOn ?? day
  const turned = corrects && half.length === 0 && results.map(({ answer }) => answer).join() !== corrects.answers.join()
  // What is corrected may be closed since; what is new may not.
  const closed =
    !corrects && typeof when !== 'string' && closedSince(standing, { ...atNow('decision'), at: when, ref }, text('datum') === dayOf(now))
  const unheard = keptOf(form, communicated, corrects !== undefined)
  const faults: Faulty[] = [
    ...(typeof when === 'string' ? [{ field: 'datum', what: when === 'later' ? ('later' as const) : ('datum' as const) }] : []),
    ...(corrects && day && day < corrects.madeOn ? [{ field: 'datum', what: 'early' as const }] : []),
    ...(closed ? [{ field: 'datum', what: 'closed' as const }] : []),
    ...(!title || title.length > 300 ? [{ field: 'rubrik', what: 'rubrik' as const }] : []),
    ...half.map(({ n }) => ({ field: `svar-${n}`, what: 'half' as const, n })),
    ...(results.length === 0 && half.length === 0 ? [{ field: 'svar-1', what: 'svar' as const }] : []),
    ...(turned && results.length > 0 ? [{ field: 'svar-1', what: 'turned' as const }] : []),
    ...(!reasons || reasons.length > 60_000 ? [{ field: 'skal', what: 'skal' as const }] : []),
    ...(lines(rules).length === 0 || lines(rules).length > 20 || !fits(rules) ? [{ field: 'regler', what: 'regler' as const }] : []),
    ...(!decidedBy || !fits(decidedBy) ? [{ field: 'beslutare', what: 'beslutare' as const }] : []),
    ...(!fits(investigatedBy) ? [{ field: 'utredare', what: 'utredare' as const }] : []),
    ...(hideNames && (!why || why.length > 2000) ? [{ field: 'varfor', what: 'varfor' as const }] : []),
    ...(got && !isDay(got) ? [{ field: 'fick', what: 'fick' as const }] : []),
    ...(isDay(got) && madeOn && got < madeOn ? [{ field: 'fick', what: 'before' as const }] : []),
    ...(isDay(got) && got > dayOf(now) ? [{ field: 'fick', what: 'ahead' as const }] : []),
    ...(corrects && (!wrong || wrong.length > 60_000) ? [{ field: 'fel', what: 'fel' as const }] : []),
    ...unheard.faults,
  ]
  if (faults.length || typeof when === 'string') return { faults }
  const parsed = Event.safeParse({
    ref,
    kind: corrects ? 'decision-corrected' : 'decision',
    at: when.toISOString(),
    author: { name: by },
    ...(corrects ? { about: corrects.ref } : {}),
    detail: {
      title,
      results,
      reasons,
      rules: lines(rules).map((citation) => ({ citation, meaning: meaningOf(reference().law, citation, madeOn!) })),
      decidedBy: author(decidedBy),
      investigatedBy: author(investigatedBy),
      hideNames,
      appealable: form['overklaga'] === 'ja',
      ...(got ? { deliveredOn: got } : {}),
      ...(corrects ? { whatWasWrong: wrong } : {}),
    },
  })
  // Only control characters where words should be: as good as empty.
  if (!parsed.success) return { faults: [{ field: 'rubrik', what: 'rubrik' }] }
  return {
    ready: { event: parsed.data, internal: { ...(hideNames ? { hideNamesReason: why } : {}), communication: unheard.kept } },
    faults,
  }
}
