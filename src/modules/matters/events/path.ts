import type { Day } from '#kernel/values/day'
import type { Move, Step, Template } from '../templates/model.ts'
import type { Item } from './items.ts'
import { isDecision } from './model.ts'
import { type StepView } from './view.ts'

type Reached = { on: Day; last: Day; left?: Day }
/** Where a case has been and is: the steps it reached, the one it is on, and which phase each item belongs to. */
export type Path = { reached: Map<string, Reached>; current: Step | undefined; settled: boolean; phases: Map<string, string> }

/** Follows the items, in order, through a template. What was registered by mistake moves nothing. */
export function walk(items: readonly Item[], template: Template): Path {
  const path: Path = { reached: new Map(), current: undefined, settled: false, phases: new Map() }
  const granted = new Set<string>()
  for (const item of items) {
    if (!item.annulled) {
      path.settled = [...granted].some((root) => root !== item.root)
      for (const { step, back } of targets(item, path, template)) go(path, step, item.day, back, template.steps, granted)
      settle(item, granted)
      path.settled = granted.size > 0
    }
    path.phases.set(item.id, path.current?.phase ?? template.phases[0]!.key)
  }
  return path
}

type Target = { step: Step; back: boolean }

function targets({ event }: Item, { current, settled }: Path, { steps, moves }: Template): Target[] {
  const named = (key: string, back: boolean) => steps.filter((step) => step.key === key).map((step) => ({ step, back }))
  if (event.kind === 'step-reached' || event.kind === 'stepped-back') return named(event.detail.step, true)
  const move = moves.find((row) => fits(row, event, current?.key))
  // A no to one more thing, where there is already a yes, is not the end of the ordinary way.
  return (move?.to ?? [])
    .flatMap((key) => named(key, !!move?.from))
    .filter(({ step }) => step.track !== 'refused' || !(settled || current?.track === 'ordinary'))
}

function fits({ on, from, answers, statuses }: Move, event: Item['event'], current: string | undefined): boolean {
  if (on !== event.kind || (from && !from.some((key) => key === current))) return false
  if (event.kind === 'payment') return !statuses || statuses.includes(event.detail.status)
  if (isDecision(event)) return !answers || answers.includes(answerOf(event.detail.results))
  return true
}

function go(path: Path, to: Step, day: Day, back: boolean, steps: readonly Step[], granted: Set<string>) {
  const at = steps.indexOf(to)
  const here = path.current ? steps.indexOf(path.current) : -1
  if (at === here || (at < here && !back)) {
    const known = path.reached.get(to.key)
    if (known) known.last = day
    return
  }
  if (at < here) {
    for (const step of steps.slice(at)) path.reached.delete(step.key)
    granted.clear()
  } else if (path.current) path.reached.get(path.current.key)!.left = day
  if (to.track === 'ordinary') for (const step of steps) if (step.track === 'refused') path.reached.delete(step.key)
  path.reached.set(to.key, { on: day, last: day })
  path.current = to
}

function settle({ event, root }: Item, granted: Set<string>) {
  if (!isDecision(event)) return
  const answer = answerOf(event.detail.results)
  if (answer === 'yes' || answer === 'partly') granted.add(root)
  else granted.delete(root)
}

/** One word for all the answers in a decision: a yes to some of it is `partly`. */
export function answerOf(results: readonly { answer: 'yes' | 'partly' | 'no' | 'dismissed' }[]): 'yes' | 'partly' | 'no' | 'dismissed' {
  const all = (...answers: string[]) => results.every((result) => answers.includes(result.answer))
  if (all('yes')) return 'yes'
  if (all('dismissed')) return 'dismissed'
  return all('no', 'dismissed') ? 'no' : 'partly'
}

/** A refusal has its own track, from the step after a no until a yes. */
export const trackOf = ({ reached }: Path, { steps }: Template): 'ordinary' | 'refused' =>
  steps.some((step) => step.track === 'refused' && reached.has(step.key)) ? 'refused' : 'ordinary'

/**
 * The steps to show: those reached, the one we are on, and those that surely come. A step that was passed by is left out,
 * and before a decision nothing is said to come after it.
 */
export function stepViews(path: Path, template: Template, open: boolean): StepView[] {
  const { current, reached } = path
  if (!current) return []
  const here = template.steps.indexOf(current)
  const views: StepView[] = []
  for (const [at, step] of template.steps.entries()) {
    const { key, title, past, means, usualTime } = step
    const words = { key, title, means, usualTime }
    const known = reached.get(key)
    if (at === here) views.push({ ...words, state: 'current', on: known!.on })
    else if (at < here) {
      if (known)
        views.push({
          ...words,
          title: past ?? title,
          state: 'done',
          on: known.left ?? known.on,
          last: known.last > (known.left ?? known.on) ? known.last : undefined,
        })
    } else if (!open || step.optional || step.track === 'refused') continue
    else if (step.track === 'ordinary' && trackOf(path, template) === 'refused') continue
    else if (step.track === 'ordinary' && !path.settled && current.track !== 'ordinary') break
    else views.push({ ...words, state: 'coming' })
  }
  return views
}
