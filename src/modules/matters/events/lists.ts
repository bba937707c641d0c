import { addMonths, appealLastDay, type Day, dayOf } from '#kernel/values/day'
import { chainsOf, type Item, of } from './items.ts'
import { type Event, inOrder } from './model.ts'
import { answerOf } from './path.ts'
import type { Appeal, Condition, DecisionView, DocumentRow, FollowUp, Measure, OldWording, Payment, Request, View } from './view.ts'

type Items = readonly Item[]

/** Requests for information, newest first. A passed deadline is said, and the request still counts. */
export function requestsIn(items: Items, today: Day): Request[] {
  const asked = of(items, 'requested')
  return asked
    .map((item): Request => {
      const { what, text, dueBy } = item.event.detail
      const ends = of(items, 'request-fulfilled', 'request-withdrawn').filter((end) =>
        end.event.about === undefined ? asked.length === 1 : end.about?.id === item.id,
      )
      const end = ends.at(-1)
      const closing = of(items, 'closed').find((close) => inOrder(close.event, item.event) > 0)
      const late = dueBy < today ? 'late' : 'open'
      const state = end ? (end.event.kind === 'request-fulfilled' ? 'fulfilled' : 'withdrawn') : closing ? 'lapsed' : late
      return {
        id: item.id,
        day: item.day,
        what,
        text,
        dueBy: dueBy as Day,
        state,
        endedOn: end?.day ?? closing?.day,
        answeredOn: answeredOn(item),
        documentId: item.documentId,
      }
    })
    .reverse()
}

/** Not when the last word of it is ours: then it is theirs to answer again. */
const answeredOn = ({ own = [] }: Item): Day | undefined => {
  const last = own.findLast(({ kind }) => kind === 'answer')
  return last && !last.answer ? dayOf(last.at) : undefined
}

/** Decisions as they now stand, newest first, with every older wording kept. */
export const decisionsIn = (items: Items, today: Day): DecisionView[] =>
  chainsOf(items, 'decision', 'decision-corrected')
    .map((chain) => decisionOf(chain, today))
    .reverse()

type Decided = Item<'decision' | 'decision-corrected'>

function decisionOf(chain: readonly Decided[], today: Day): DecisionView {
  const [first, latest] = [chain[0]!, chain.at(-1)!]
  const { title, results, reasons, rules, decidedBy, investigatedBy } = latest.event.detail
  const names = namesHidden(chain)
  const before = chain.flatMap((item, at) => wordings(item, chain[at + 1]))
  return {
    id: first.id,
    currentId: latest.id,
    day: first.day,
    title,
    answer: answerOf(results),
    results,
    reasons,
    rules,
    decidedBy: names ? undefined : decidedBy,
    investigatedBy: names ? undefined : investigatedBy,
    namesHidden: names,
    masked: latest.event.masked,
    appeal: appealOf(chain, today),
    opened: latest.openedAt !== undefined,
    news: !wasOld(first),
    documentId: chain.findLast((one) => one.documentId)?.documentId,
    plain: latest.plain,
    correctedOn: chain.length > 1 ? latest.day : before.at(-1)?.until,
    before,
  }
}

/** FL 33 §: once names are left out of a decision they are left out of all its wordings. */
export const namesHidden = (chain: readonly Pick<Decided, 'event' | 'earlier'>[]): boolean =>
  chain.some((item) => [item.event, ...(item.earlier as Event[])].some((event) => 'hideNames' in event.detail && event.detail.hideNames))

function wordings(item: Decided, next: Decided | undefined): OldWording[] {
  const handed = dayOf(item.handedAt)
  const now = JSON.stringify(wordingOf(item.event))
  const older = (item.earlier as Decided['event'][])
    .filter((event) => JSON.stringify(wordingOf(event)) !== now)
    .map((event) => ({ ...wordingOf(event), until: handed }))
  if (!next) return older
  const wrong = next.event.kind === 'decision-corrected' ? next.event.detail.whatWasWrong : undefined
  return [...older, { ...wordingOf(item.event), until: next.day, whatWasWrong: wrong }]
}

const wordingOf = ({ detail: { title, results, reasons } }: Decided['event']) => ({ title, results, reasons })

/**
 * The time to appeal runs from the day the person first got the decision: opened here, or delivered otherwise (FL 44 §).
 * A correction of a slip does not give a new time (FL 36 §), so the first day known counts.
 */
function appealOf(chain: readonly Decided[], today: Day): Appeal {
  if (!chain.at(-1)!.event.detail.appealable) return { state: 'none' }
  const got = chain.find((item) => gotOn(item) !== undefined)
  const from = got && gotOn(got)
  if (wasOld(chain[0]!) && !chain.some((item) => item.event.detail.deliveredOn)) return { state: 'elsewhere' }
  if (!got || !from) return { state: 'not-started' }
  const lastDay = appealLastDay(from)
  return { state: today <= lastDay ? 'running' : 'over', from, opened: from !== got.event.detail.deliveredOn, lastDay }
}

/** Handed over here so long after it was made that the person got it in another way at the time. */
const wasOld = ({ day, handedAt, firstHandedAt = handedAt }: Decided) => addMonths(day, 3) < dayOf(firstHandedAt)

const earliest = (...days: (string | undefined)[]) => days.filter((day) => day !== undefined).toSorted(compare)[0] as Day | undefined

const gotOn = ({ openedAt, event: { detail } }: Decided): Day | undefined => earliest(openedAt && dayOf(openedAt), detail.deliveredOn)

/** Support, newest first: as it was last changed, ended when the case closed at the latest. */
export function measuresIn(items: Items, today: Day): Measure[] {
  const ends = of(items, 'measure-ended')
  const closings = of(items, 'closed')
  return chainsOf(items, 'measure-started', 'measure-changed')
    .map((chain): Measure => {
      const first = chain[0]!
      const { title, text, provider, to } = merged(chain)
      const { from, changedOn } = begun(chain)
      const end = ends.findLast((end) => end.root === first.id)?.day
      const closed = closings.find((close) => close.day >= first.day)?.day
      const last = earliest(end ?? to, closed)
      const over = last !== undefined && (last < today || (last === today && last !== to))
      const was = chain.slice(1).map((next, at) => ({ title: chain[at]!.event.detail.title, until: next.day }))
      const state = over ? 'ended' : from > today ? 'coming' : 'ongoing'
      return { id: first.id, title, text, provider, state, from, to: last, changedOn, was }
    })
    .reverse()
}

/** Since when a support has been given, and since when as it is now. What is changed before it has begun, or dated back, moves its beginning. */
function begun([first, ...changes]: readonly Item<'measure-started' | 'measure-changed'>[]): Pick<Measure, 'changedOn'> & { from: Day } {
  let from = (first!.event.detail.from ?? first!.day) as Day
  let changedOn: Day | undefined
  for (const { day, event } of changes) {
    const its = event.detail.from as Day | undefined
    if (day <= from || (its && its < from)) from = its ?? from
    else changedOn = its ?? day
  }
  return { from, changedOn }
}

/** What was last said of each thing: a change that leaves something out says nothing of it. */
function merged<Detail extends object>(chain: readonly { event: { detail: Detail } }[]): Detail {
  const said = chain.map(({ event }) => Object.fromEntries(Object.entries(event.detail).filter(([, value]) => value !== undefined)))
  return Object.assign({}, ...said) as Detail
}

/** Payments, newest first, each with what was last said of it. */
export const paymentsIn = (items: Items): Payment[] =>
  chainsOf(items, 'payment')
    .map((chain) => ({ ...merged(chain), id: chain[0]!.id, day: chain.at(-1)!.day }))
    .reverse()

/** Conditions, newest first. */
export const conditionsIn = (items: Items, today: Day): Condition[] =>
  chainsOf(items, 'condition')
    .map((chain) => {
      const detail = merged(chain)
      return {
        ...detail,
        id: chain[0]!.id,
        day: chain[0]!.day,
        late: detail.status === 'active' && detail.dueBy !== undefined && detail.dueBy < today,
      }
    })
    .reverse()

/** Meetings and dates that were planned, the nearest first. A moved one stands at its new time. */
export const plannedIn = (items: Items): FollowUp[] =>
  chainsOf(items, 'follow-up-planned')
    .map((chain) => followUpOf(chain.at(-1)!))
    .toSorted((a, b) => compare(a.on, b.on) || compare(a.at ?? '', b.at ?? ''))

const compare = (a: string, b: string) => (a < b ? -1 : a > b ? 1 : 0)

const followUpOf = ({ id, day, event: { detail } }: Item<'follow-up-planned'>): FollowUp => ({
  id,
  plannedOn: day,
  title: detail.title,
  on: detail.on.includes('T') ? dayOf(detail.on) : (detail.on as Day),
  at: detail.on.includes('T') ? detail.on : undefined,
  place: detail.place,
  with: detail.with,
})

/** Documents, newest first: those added, and those that came with a decision, a request or an answer. */
export const documentsIn = (items: Items): DocumentRow[] =>
  of(items, 'document-added', 'decision', 'decision-corrected', 'requested', 'preliminary-answer')
    .filter((item) => item.documentId || item.event.kind === 'document-added')
    .map(({ id, day, documentId, event }) => ({
      id,
      kind: event.kind,
      day,
      documentId,
      title: titleOf(event),
      ...(event.kind === 'document-added' && { from: event.detail.from, fromPerson: event.detail.fromPerson }),
    }))
    .reverse()

/** What an item is called; empty when it has no name of its own. */
export function titleOf({ detail, kind }: Event): string {
  if (kind === 'requested') return detail.what.map((one) => one.title).join(', ')
  if (kind === 'payment') return detail.what ?? ''
  return ('title' in detail && detail.title) || ''
}

/** The latest investigation: when it began, when it is to be done, whether it took longer. */
export function investigationIn(items: Items, today: Day): View['investigation'] {
  let found: View['investigation']
  for (const { day, event } of of(items, 'investigation-opened', 'investigation-extended', 'investigation-closed')) {
    if (event.kind === 'investigation-opened')
      found = { openedOn: day, dueBy: event.detail.dueBy as Day | undefined, extended: false, late: false }
    else if (event.kind === 'investigation-extended') found = { ...found, dueBy: event.detail.dueBy as Day, extended: true, late: false }
    else found = { extended: false, ...found, closedOn: day, late: false }
  }
  return found && { ...found, late: !found.closedOn && found.dueBy !== undefined && found.dueBy < today }
}

/** The latest notice of delay, unless a decision or the end came after it. */
export function delayIn(items: Items): View['delay'] {
  const latest = of(items, 'delay-notice', 'decision', 'decision-corrected', 'closed').at(-1)
  if (latest?.event.kind !== 'delay-notice') return undefined
  const { reason, newDate } = latest.event.detail
  return { id: latest.id, day: latest.day, reason, newDate: newDate as Day | undefined }
}
