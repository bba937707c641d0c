import type { Step } from '../templates/model.ts'
import type { DecisionView, Request, TurnView, View } from './view.ts'

type Facts = Pick<View, 'status' | 'steps' | 'requests' | 'decisions' | 'followUps' | 'delay' | 'investigation'>

/**
 * Everything that waits in a matter and for whom, in the order it is told (the ten asks, 2): the one answer to whose turn it is, for every
 * page. What is asked of the reader goes before what we do together, and that before what we do. Nobody waits for a decision to be read, or for an
 * appeal: they are the reader's choice. What is new to read is told first all the same.
 */
export function turnsIn(facts: Facts, step: Step | undefined, hidden: string | undefined, duties: readonly TurnView[] = []): TurnView[] {
  const theirs = duties.filter(({ turn }) => turn === 'you')
  if (facts.status === 'not-shown') return [...theirs, { turn: 'nobody', what: { kind: 'not-shown', text: hidden } }]
  const ours = duties.filter(({ turn }) => turn !== 'you')
  const turns = [...waiting(facts, step, theirs, ours)]
  return turns.length > 0 ? turns : [{ turn: 'we', what: { kind: 'nothing-yet' } }]
}

function* waiting(
  { status, steps, requests, decisions, followUps, delay, investigation }: Facts,
  step: Step | undefined,
  theirs: readonly TurnView[],
  ours: readonly TurnView[],
): Generator<TurnView> {
  const asked = requests.filter(({ state }) => state === 'open' || state === 'late').toSorted(byDeadline)
  // Whatever asks for it, the day that comes first is told first.
  yield* [...theirs, ...asked.filter(({ answeredOn }) => !answeredOn).map(ask)].toSorted((a, b) =>
    (a.by ?? '9') < (b.by ?? '9') ? -1 : (a.by ?? '9') > (b.by ?? '9') ? 1 : 0,
  )
  yield* decisions.filter((one) => !one.opened && one.news && one.appeal.state !== 'over').map(read)
  const turn = step && (decidedAt(step, steps, decisions) ? 'nobody' : step.turn)
  const looking = status === 'open' && turn === 'we' && investigation && !investigation.closedOn && !investigation.late
  const its: TurnView[] = turn
    ? [
        {
          turn,
          what: { kind: 'step', title: step.title, text: step.means, usualTime: step.usualTime },
          by: looking && !delay ? investigation.dueBy : undefined,
        },
      ]
    : []
  // Who has been asked to read and answer is told of that, and not of the step that says so.
  const asks = turn === 'you' && !ours.some(({ what }) => what.kind === 'duty' && what.of !== 'file')
  if (asks) yield* its
  const meeting = followUps[0]
  if (meeting) {
    const { id, title, at, place, on } = meeting
    yield { turn: 'both', what: { kind: 'follow-up', id, title, at, place }, by: on }
  }
  yield* asked.filter(({ answeredOn }) => answeredOn).map(ask)
  yield* ours
  if (delay) yield { turn: 'we', what: { kind: 'delay', reason: delay.reason }, by: delay.newDate }
  if (turn !== 'you') yield* its
  const appealed = new Set(ours.flatMap(({ what }) => (what.kind === 'appeal' ? [what.about] : [])))
  for (const { id, currentId, title, opened, answer, appeal } of decisions)
    if (opened && appeal.state === 'running' && answer !== 'yes' && !appealed.has(id) && !appealed.has(currentId))
      yield { turn: 'choice', what: { kind: 'may-appeal', id, title }, by: appeal.lastDay }
}

/** On the step of the decision, and it is made: nobody waits for it any more, and what comes then is told as what comes after it. */
const decidedAt = ({ key }: Step, steps: Facts['steps'], decisions: Facts['decisions']): boolean => {
  const here = steps.find(({ state }) => state === 'current')
  return key === 'decision' && here?.state === 'current' && decisions.some(({ day, correctedOn = day }) => correctedOn >= here.on)
}

/** What a matter's own page has room for: the first that waits, with how many more of the same there are, and what comes after that. */
export function nowAndNext(
  turns: readonly TurnView[],
  { status }: Pick<View, 'status'>,
  step: Step | undefined,
): Pick<View, 'now' | 'next'> {
  const [first] = turns as [TurnView]
  const { what } = first
  const more = turns.filter((one) => one.what.kind === 'request' && one.turn === first.turn).length - 1
  const then: TurnView | undefined =
    step && status === 'open' && what.kind === 'step' ? { turn: step.nextTurn, what: { kind: 'after-step', text: step.next } } : undefined
  return {
    now: what.kind === 'request' ? { ...first, what: { ...what, more } } : first,
    next: turns.find((one) => one.what.kind !== what.kind) ?? then,
  }
}

const byDeadline = (a: Request, b: Request) => (a.dueBy < b.dueBy ? -1 : a.dueBy > b.dueBy ? 1 : a.id < b.id ? -1 : 1)

/** What was asked of them, until they have answered: then it is ours to read. */
const ask = ({ id, what, dueBy, state, answeredOn }: Request): TurnView => ({
  turn: answeredOn ? 'we' : 'you',
  what: { kind: 'request', id, title: what.map((one) => one.title).join(', '), late: state === 'late', more: 0, answeredOn },
  by: dueBy,
})

const read = ({ id, title, appeal }: DecisionView): TurnView => ({
  turn: 'choice',
  what: { kind: 'decision', id, title, appeal },
  by: appeal.state === 'running' ? appeal.lastDay : undefined,
})
