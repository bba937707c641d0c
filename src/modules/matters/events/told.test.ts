import { expect, test } from 'vitest'
import { day } from '#kernel/values/day'
import { readReference } from '../templates/read.ts'
import { fold } from './fold.ts'
import { gather } from './items.ts'
import { Event, type EventKind } from './model.ts'
import { entryText } from './text.ts'
import type { Handed } from './view.ts'

const today = day('2026-11-21')
const handed = (kind: EventKind, on: string, detail: object, about?: string): Handed => ({
  id: `${kind} ${on}`,
  event: Event.parse({ kind, ref: `${kind} ${on}`, version: 0, about, at: `${on}T10:00:00+01:00`, detail }),
  handedAt: `${on}T10:00:00Z`,
})
const applied = handed('received', '2016-10-07', { what: 'application' })
const granted = handed('decision', '2017-01-22', { title: 'Beslut', results: [{ answer: 'yes', what: 'Öppenvård' }] })
const view = (...copies: Handed[]) => fold(gather([applied, ...copies]), readReference().templates['adult-addiction'], today)
/** The lines as they are read, the newest first: title and text. */
const told = (from: ReturnType<typeof view>) =>
  from.timeline
    .flatMap((phase) => phase.years.flatMap((year) => year.entries))
    .map((entry) => entryText(entry, today, 'sv'))
    .map(({ title, text }) => [title, text].filter(Boolean).join('. '))

test('a meeting that was moved says so where it stood, and stands once as coming', () => {
  const first = handed('follow-up-planned', '2026-11-01', { title: 'Uppföljning', on: '2026-12-10T13:00:00+01:00', place: 'Storgatan 14' })
  const moved = { title: 'Uppföljning', on: '2026-12-15T10:00:00+01:00', place: 'Storgatan 14' }
  const found = view(first, handed('follow-up-planned', '2026-11-05', moved, first.event.ref))
  expect(found.followUps).toMatchObject([{ on: '2026-12-15' }])
  const said = told(found)
  expect(said.filter((text) => text.includes('Storgatan'))).toEqual([
    'Uppföljning. Tisdag 15 december kl.\u00a010.00, om 24 dagar. Storgatan 14.',
  ])
  expect(said).toContain(
    'Uppföljning. Tiden var torsdag 10 december kl.\u00a013.00. Den är flyttad till tisdag 15 december kl.\u00a010.00.',
  )
})

test('a step that the template does not know has words of ours and not the key of the source', () => {
  const found = view(handed('step-reached', '2026-11-01', { step: 'steg_17b' }), handed('stepped-back', '2026-11-02', { step: 'x9' }))
  expect(told(found).slice(0, 2)).toEqual([
    'Vi gick tillbaka ett steg. Det betyder att vi gör om en del. Vi hör av oss om vi behöver något från dig.',
    'Ärendet gick vidare',
  ])
})

test('a case that is no longer shown here has no place on the way', () => {
  expect(view(granted, handed('not-shown-here', '2026-11-01', {})).steps).toEqual([])
})

test('money and conditions of the past are told as past', () => {
  const found = view(
    handed('payment', '2017-01-10', { amount: 100, status: 'planned', dueOn: '2017-01-27' }),
    handed('condition', '2017-05-01', { title: 'Intyg', status: 'active', dueBy: '2017-06-01' }),
  )
  const said = told(found)
  expect(said.join(' ')).toContain('Pengarna skulle komma 27 januari 2017.')
  expect(said.join(' ')).toContain('Det skulle vara gjort senast 1 juni 2017.')
})
