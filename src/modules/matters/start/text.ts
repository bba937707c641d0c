import { type Language, texts } from '#kernel/text'
import { type Day, dayOf } from '#kernel/values/day'
import { phone } from '#kernel/values/phone'
import type { Wait } from '#kernel/values/wait'
import { sayDay } from '#kernel/values/when'
import { turnText } from '../events/text.ts'
import { reachOf } from '../matter/contact.tsx'
import { decisionPath, dutyPath, itemPath, matterPath } from '../paths.ts'
import { nameAmong, type Seen, unanswered, type Waiting } from './model.ts'

export const words = texts({
  sv: {
    title: 'Mina sidor',
    hello: (name: string) => `Hej ${name}`,
    open: {
      communication: 'Läs och svara',
      request: 'Se vad vi behöver',
      decision: 'Läs beslutet',
      'may-appeal': 'Så överklagar du',
      step: 'Läs mer',
    },
    rather: 'Jag ringer hellre',
    about: (title: string) => `Ärende: ${title}.`,
    meeting: {
      tab: 'Nästa möte',
      place: 'Plats',
      meet: 'Du träffar',
      about: (title: string) => `Läs mer i ${title}`,
      change: (name: string) => `Kan du inte då? Ring ${name}`,
      more: 'Läs mer, byt tid eller avboka',
      straightIn: 'Gå direkt till rummet.',
      how: { visit: 'Hos oss', phone: 'Vi ringer dig', video: 'Videomöte', home: 'Hemma hos dig' },
    },
    waiting: {
      heading: 'Vem väntar på vem',
      you: 'Vi väntar på dig',
      us: 'Du väntar på oss',
      nothingYou: 'Vi väntar inte på något från dig.',
      nothingUs: 'Du väntar inte på något från oss.',
      answer: 'Svar på det du skrev',
      wrote: (day: string) => `Du skrev ${day}. Vi svarar i ditt ärende.`,
    },
    matters: 'Dina ärenden',
    closed: 'Avslutade',
    all: 'Alla ärenden',
    write: 'Skriv till oss',
    book: 'Boka en tid',
    callMe: 'Be oss ringa',
    weak: 'För att läsa dina ärenden behöver du logga in med en e-legitimation. Tider och meddelanden ser du här ändå.',
    stronger: 'Logga in med e-legitimation',
    contacts: {
      heading: 'Dina kontakter',
      urgent: 'Om det är bråttom',
      of: (titles: readonly string[]) => `${titles.length === 1 ? 'Ditt ärende' : 'Dina ärenden'}: ${titles.join(', ')}`,
    },
  },
  en: {
    title: 'My pages',
    hello: (name) => `Hello ${name}`,
    open: {
      communication: 'Read and answer',
      request: 'See what we need',
      decision: 'Read the decision',
      'may-appeal': 'How to appeal',
      step: 'Read more',
    },
    rather: 'I would rather phone',
    about: (title) => `Case: ${title}.`,
    meeting: {
      tab: 'Next meeting',
      place: 'Place',
      meet: 'You meet',
      about: (title) => `Read more in ${title}`,
      change: (name) => `Can you not make it? Phone ${name}`,
      more: 'Read more, move or cancel',
      straightIn: 'Go straight to the room.',
      how: { visit: 'At our office', phone: 'We phone you', video: 'By video', home: 'At your home' },
    },
    waiting: {
      heading: 'Who is waiting for whom',
      you: 'We are waiting for you',
      us: 'You are waiting for us',
      nothingYou: 'We are not waiting for anything from you.',
      nothingUs: 'You are not waiting for anything from us.',
      answer: 'An answer to what you wrote',
      wrote: (day) => `You wrote ${day}. We answer in your case.`,
    },
    matters: 'Your cases',
    closed: 'Closed',
    all: 'All cases',
    write: 'Write to us',
    book: 'Book a time',
    callMe: 'Ask us to phone',
    weak: 'To read your cases you need to sign in with an e-ID. Your times and messages are here all the same.',
    stronger: 'Sign in with an e-ID',
    contacts: {
      heading: 'Your contacts',
      urgent: 'If it is urgent',
      of: (titles) => `${titles.length === 1 ? 'Your case' : 'Your cases'}: ${titles.join(', ')}`,
    },
  },
  'sv-simple': {
    weak: 'Du ser dina tider och meddelanden här. Vill du läsa dina ärenden? Då behöver du logga in med en e-legitimation.',
  },
})

/** What is open in the reader's cases, between them and us: their turns and choices, our nearest turn in each, and what they wrote that we have not answered. */
export function waitsInMatters(all: readonly Seen[], today: Day, language: Language): Wait[] {
  const said = words(language)
  // Which one, to somebody who has several.
  const inWhich = (seen: Seen, text: string) => (all.length > 1 ? `${text} ${said.about(nameAmong(all, seen))}` : text)
  return all.flatMap((seen) => {
    const ours = seen.view.turns.find(({ turn }) => turn === 'we')
    const theirs = seen.view.turns.filter(({ turn }) => turn === 'you' || turn === 'choice')
    const waits = [...theirs, ...(ours ? [ours] : [])].map((turn): Wait => {
      const { title, text } = turnText(turn, today, language)
      const reading = turn.what.kind === 'decision'
      return {
        turn: turn.turn as Wait['turn'],
        title,
        text: inWhich(seen, text),
        href: hrefOf({ seen, turn }),
        act: said.open[turn.what.kind as keyof typeof said.open] ?? said.open.step,
        by: turn.by,
        first: reading,
        quiet: turn.turn === 'choice' && !reading,
        call: turn.turn === 'you' ? phone(reachOf(seen.view.officer, seen.unit, language).phone)?.href : undefined,
      }
    })
    const answers = unanswered(seen).map(({ id, at }): Wait => ({
      turn: 'we',
      title: said.waiting.answer,
      text: inWhich(seen, said.waiting.wrote(sayDay(dayOf(at), today, language))),
      href: itemPath(seen.held.matter.id, id),
      act: said.open.step,
    }))
    return [...waits, ...answers]
  })
}

/** Where to do it or read about it. */
function hrefOf({ seen, turn: { what } }: Waiting): string {
  const { id } = seen.held.matter
  if (what.kind === 'decision') return decisionPath(id, what.id)
  if (what.kind === 'communication' || what.kind === 'decide' || what.kind === 'appeal' || what.kind === 'duty')
    return dutyPath(id, what.id)
  if (what.kind === 'may-appeal') return `${decisionPath(id, what.id)}#overklaga`
  return `${matterPath(id)}#nu`
}
