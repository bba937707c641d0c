import type { Child } from 'hono/jsx'
import type { Language } from '#kernel/text'
import { words } from './text.ts'

export type Step = { name: string; state: 'done' | 'now' | 'coming'; about?: Child }

/** Where it is, step by step, in words and never in percent. At most one step is `now`. */
export const Steps = ({ steps, language }: { steps: readonly Step[]; language: Language }) => (
  <ol role="list" class="steps">
    {steps.map(({ name, state, about }) => (
      <li class={state === 'now' ? undefined : state} aria-current={state === 'now' ? 'step' : undefined}>
        <strong>{name}</strong>
        <span>
          {state === 'now' && <b>{words(language).youAreHere}</b>} {about}
        </span>
      </li>
    ))}
  </ol>
)
