import { expect, test } from 'vitest'
import { addDays, addMonths, type Day, day } from '#kernel/values/day'
import { runs } from '#kernel/values/marks'
import { readReference } from '../templates/read.ts'
import { fold } from './fold.ts'
import { gather } from './items.ts'
import { Event, type EventKind } from './model.ts'
import { entryDate, entryText, phaseText, stepText, turnLabel, turnText } from './text.ts'
import type { Handed } from './view.ts'

const { templates } = readReference()
const today = day('2026-11-21')
const henrik = { name: 'Henrik Sjöö', role: 'behandlare' }
const amina = { name: 'Amina Haddad', role: 'socialsekreterare', phone: '0980-31 92 10' }

/** Twelve years of one person's support: three measures side by side, quiet summers, a no, a correction, and over four hundred events. */
function twelveYears(): Handed[] {
  const all: Handed[] = []
  const tell = (kind: EventKind, on: Day, detail: object, more: Partial<Handed> & { about?: string; ref?: string } = {}) => {
    const { about, ref = `${kind}-${all.length}`, ...rest } = more
    const event = Event.parse({ kind, ref, about, at: `${on}T09:00:00+01:00`, detail, author: henrik })
    all.push({ id: `id-${ref}`, event, handedAt: `${on}T12:00:00Z`, openedAt: `${on}T13:00:00Z`, ...rest })
  }
  tell('received', day('2014-10-07'), { what: 'application', via: 'letter' })
  tell('assigned', day('2014-10-09'), { unit: 'Vuxenenheten', officer: amina })
  tell('investigation-opened', day('2014-10-09'), { dueBy: '2015-01-31' })
  for (let n = 0; n < 11; n++) tell('note', addDays(day('2014-10-14'), n * 6), { text: 'Samtal om hur du har det.' })
  tell('investigation-closed', day('2015-01-15'), {})
  tell('decision', day('2015-01-22'), { title: 'Ja till öppenvård', results: [{ answer: 'yes', what: 'Öppenvård en gång i veckan' }] })
  tell('measure-started', day('2015-02-03'), { title: 'Öppenvård', provider: 'Henrik Sjöö' }, { ref: 'M1' })
  tell('measure-started', day('2017-03-01'), { title: 'Boendestöd' }, { ref: 'M2' })
  tell('measure-started', day('2017-03-01'), { title: 'Kontaktperson' }, { ref: 'M3' })
  for (let week = 0; week < 360; week++) {
    const on = addDays(day('2015-02-10'), week * 11)
    if (on < '2025-12-01') tell('meeting-held', on, { title: 'Samtal', with: [henrik] })
  }
  for (let year = 2015; year < 2026; year++) {
    tell('follow-up-planned', day(`${year}-03-01`), { title: 'Uppföljning', on: `${year}-09-04` })
    tell('meeting-held', day(`${year}-09-04`), {
      title: 'Uppföljning',
      text: 'Stödet fungerar. Vi fortsätter på samma sätt.',
      with: [henrik, amina],
    })
  }
  for (let n = 0; n < 14; n++)
    tell('document-added', addMonths(day('2021-01-05'), n), { title: `Rapport ${n + 1}`, document: `D${n}`, from: 'Boendestödet' })
  tell('measure-ended', day('2022-06-30'), {}, { about: 'M3' })
  tell('stepped-back', day('2023-02-01'), { step: 'investigation', reason: 'Du ville pröva något annat.' })
  tell('decision', day('2023-04-11'), {
    title: 'Ja till mer boendestöd',
    results: [{ answer: 'yes', what: 'Boendestöd sex timmar i veckan' }],
  })
  tell('measure-changed', day('2023-05-02'), { title: 'Boendestöd sex timmar' }, { about: 'M2' })
  tell('step-reached', day('2023-05-02'), { step: 'support' })
  tell('decision', day('2026-11-10'), {
    title: 'Du får mer öppenvård, men inte plats på behandlingshem',
    results: [
      { answer: 'yes', what: 'Öppenvård två gånger i veckan' },
      { answer: 'no', what: 'Tre månader på behandlingshem' },
    ],
  })
  tell('follow-up-planned', day('2026-11-12'), {
    title: 'Uppföljning av ditt stöd',
    on: '2026-12-03T09:30:00+01:00',
    place: 'Storgatan 14, rum 214',
    with: [amina],
  })
  tell('requested', day('2026-11-16'), { what: [{ title: 'vilka du vill ha med på mötet' }], dueBy: '2026-11-27' })
  return all
}

/** Swedish words on the English page stand in «». */
function story(language: 'sv' | 'en'): string {
  const { timeline, steps, now, next, years } = fold(gather(twelveYears()), templates['adult-addiction'], today, [
    { id: 'w', at: '2026-03-09T10:00:00Z', text: 'Det finns en uppgift här som vi inte visar.' },
  ])
  const turn = (one: typeof now) => Object.values(turnText(one, today, language)).join(' | ')
  return [
    `${turnLabel(now.turn, language)}: ${turn(now)}`,
    next ? `${turnLabel(next.turn, language)}: ${turn(next)}` : '',
    ...steps.map((step) => `${step.title[language]}: ${stepText(step, language)}`),
    years.map(({ year }) => year).join(' '),
    ...timeline.flatMap((phase) => [
      `## ${phase.title[language]}, ${phaseText(phase, language)}`,
      ...phase.years.flatMap(({ year, entries }) => [
        `### ${year}`,
        ...entries.map((entry) => {
          const { label, title, text, quote } = entryText(entry, today, language)
          return `${entryDate(entry, language)} | ${[label, title, text, quote && `”${quote}”`].filter(Boolean).join(' | ')}`
        }),
      ]),
    ]),
  ]
    .map((line) =>
      runs(line)
        .map(({ text, mark }) => (mark === 'swedish' ? `«${text}»` : text))
        .join(''),
    )
    .join('\n')
}

test('twelve years with three kinds of support read as a story, in Swedish', () => {
  expect(twelveYears().length).toBeGreaterThan(400)
  expect(story('sv')).toMatchSnapshot()
})

test('and in English', () => {
  expect(story('en')).toMatchSnapshot()
})
