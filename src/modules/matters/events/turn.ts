import type { Step } from '../templates/model.ts'
import type { DecisionView, Request, TurnView, View } from './view.ts'

type Facts = Pick<View, 'status' | 'requests' | 'decisions' | 'followUps' | 'delay' | 'investigation'>

/**
 * Whose turn it is now and after that, and by when: what we asked for first, then a decision to read, the next meeting,
 * a notice of delay, and otherwise what the step says (the ten asks, 2).
 */
export function nowAndNext(facts: Facts, step: Step | undefined, hidden: string | undefined): Pick<View, 'now' | 'next'> {
  if (facts.status === 'not-shown') return { now: { turn: 'nobody', what: { kind: 'not-shown', text: hidden } } }
  if (!step && facts.status === 'open' && !facts.requests.length && !facts.decisions.length && !facts.followUps.length)
    return { now: { turn: 'we', what: { kind: 'nothing-yet' } } }
  const waiting = [...turnsIn(facts, step)]
  const now = waiting[0] ?? { turn: 'we', what: { kind: 'nothing-yet' } }
  return {
    now,
    next:
      waiting[1] ??
      (step && facts.status === 'open' && now.what.kind === 'step'
        ? { turn: step.nextTurn, what: { kind: 'after-step', text: step.next } }
        : undefined),
  }
}

function* turnsIn({ status, requests, decisions, followUps, delay, investigation }: Facts, step: Step | undefined): Generator<TurnView> {
  const asked = requests.filter((one) => one.state === 'open' || one.state === 'late').toSorted(byDeadline)
  if (asked[0]) yield ask(asked[0], asked.length - 1)
  const unread = decisions.find((one) => !one.opened && one.news && one.appeal.state !== 'over')
  if (unread) yield read(unread)
  const meeting = followUps[0]
  if (meeting)
    yield {
      turn: 'both',
      what: { kind: 'follow-up', id: meeting.id, title: meeting.title, at: meeting.at, place: meeting.place },
      by: meeting.on,
    }
  if (delay) yield { turn: 'we', what: { kind: 'delay', reason: delay.reason }, by: delay.newDate }
  if (step) {
    const looking = status === 'open' && step.turn === 'we' && investigation && !investigation.closedOn && !investigation.late
    yield {
      turn: step.turn,
      what: { kind: 'step', title: step.title, text: step.means, usualTime: step.usualTime },
      by: looking && !delay ? investigation.dueBy : undefined,
    }
  }
  const appealable = decisions.find((one) => one.opened && one.appeal.state === 'running' && one.answer !== 'yes')
  if (appealable && appealable.appeal.state === 'running')
    yield { turn: 'you', what: { kind: 'may-appeal', id: appealable.id, title: appealable.title }, by: appealable.appeal.lastDay }
}

const byDeadline = (a: Request, b: Request) => (a.dueBy < b.dueBy ? -1 : a.dueBy > b.dueBy ? 1 : a.id < b.id ? -1 : 1)

const ask = ({ id, what, dueBy, state }: Request, more: number): TurnView => ({
  turn: 'you',
  what: { kind: 'request', id, title: what.map((one) => one.title).join(', '), late: state === 'late', more },
  by: dueBy,
})

const read = ({ id, title, appeal }: DecisionView): TurnView => ({
  turn: 'you',
  what: { kind: 'decision', id, title, appeal },
  by: appeal.state === 'running' ? appeal.lastDay : undefined,
})
