import { type Language, texts } from '#kernel/text'
import { type Day, dayOf } from '#kernel/values/day'
import { theirs } from '#kernel/values/marks'
import type { Wait } from '#kernel/values/wait'
import { sayDay } from '#kernel/values/when'
import { say } from '#modules/directory'
import { spoken } from '../form/model.ts'
import { threadPath } from '../paths.ts'
import type { OpenThread } from '../waiting.ts'

const words = texts({
  sv: {
    unread: (title: string) => (title ? `Du har fått svar: ${title}` : 'Du har fått svar'),
    from: (unit: string, day: string) => `${unit} skrev ${day}.`,
    read: 'Läs svaret',
    answer: (title: string) => `Svar: ${title}`,
    call: 'Vi ska ringa dig',
    promised: (unit: string, day: string) => `${unit} svarar senast ${day}.`,
    calls: (unit: string, day: string) => `${unit} ringer senast ${day}.`,
    late: (unit: string, day: string) => `${unit} skulle ha svarat ${day}. Vi är sena, och din fråga ligger kvar hos oss.`,
    see: 'Se vad du skrev',
  },
  en: {
    unread: (title) => (title ? `You have an answer: ${title}` : 'You have an answer'),
    from: (unit, day) => `${unit} wrote ${day}.`,
    read: 'Read the answer',
    answer: (title) => `An answer: ${title}`,
    call: 'We will phone you',
    promised: (unit, day) => `${unit} answers by ${day}.`,
    calls: (unit, day) => `${unit} phones by ${day}.`,
    late: (unit, day) => `${unit} should have answered ${day}. We are late, and your question is still with us.`,
    see: 'See what you wrote',
  },
  'sv-simple': {
    late: (unit: string, day: string) => `${unit} skulle ha svarat ${day}. Vi är sena. Vi har kvar din fråga.`,
  },
})

/** What is open in a person's threads: an answer of ours to read, or one that we owe by the day we promised (MSG-11). */
export function waitsInThreads(threads: readonly OpenThread[], today: Day, language: Language): Wait[] {
  const said = words(language)
  return threads.map((thread): Wait => {
    const { id, kind, unread, promisedOn, lastAt } = thread
    const [unit, title] = [
      theirs(say(thread.unit, 'sv'), language),
      kind === 'request' ? spoken(thread.form ?? {}, language) : thread.title,
    ]
    if (unread)
      return {
        turn: 'you',
        title: said.unread(title),
        text: said.from(unit, sayDay(dayOf(lastAt), today, language)),
        href: threadPath(id),
        act: said.read,
      }
    const day = sayDay(promisedOn, today, language)
    const text = promisedOn < today ? said.late(unit, day) : kind === 'call' ? said.calls(unit, day) : said.promised(unit, day)
    return {
      turn: 'we',
      title: kind === 'call' ? said.call : said.answer(title),
      text,
      href: threadPath(id),
      act: said.see,
      by: promisedOn,
    }
  })
}
