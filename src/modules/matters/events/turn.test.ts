import { expect, test } from 'vitest'
import { day } from '#kernel/values/day'
import { readReference } from '../templates/read.ts'
import { fold } from './fold.ts'
import { gather } from './items.ts'
import { Event, type EventKind } from './model.ts'
import type { Handed } from './view.ts'

/** One handed copy that was opened the day it came. */
function handed(kind: EventKind, on: string, detail: object = {}): Handed {
  const at = `${on}T10:00:00Z`
  return { id: `${kind} ${on}`, event: Event.parse({ kind, ref: `${kind} ${on}`, at, detail }), handedAt: at, openedAt: at }
}
const view = (...copies: Handed[]) => fold(gather(copies), readReference().templates['adult-addiction'], day('2026-11-21'))
const applied = handed('received', '2024-10-07', { what: 'application' })
const yes = { title: 'Beslut om Öppenvård', results: [{ answer: 'yes', what: 'Öppenvård' }] }
const granted = handed('decision', '2025-01-22', yes)

test('nobody waits for a decision that is made; one that is still to be made is waited for', () => {
  const decided = view(applied, granted)
  expect(decided).toMatchObject({
    turns: [{ turn: 'nobody', what: { kind: 'step', title: { sv: 'Beslut' } } }],
    next: { turn: 'we', what: { kind: 'after-step' } },
  })
  // A new round comes to the decision, which is not made yet.
  const again = handed('received', '2026-09-01', { what: 'application' })
  const reached = handed('step-reached', '2026-10-01', { step: 'decision' })
  expect(view(applied, granted, handed('closed', '2025-06-01'), again, reached).turns[0]).toMatchObject({
    turn: 'we',
    what: { kind: 'step' },
  })
  expect(view(applied, reached, handed('decision', '2026-10-20', yes)).turns[0]).toMatchObject({ turn: 'nobody' })
})
