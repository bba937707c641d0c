import { plural, texts, type Language } from '#kernel/text'
import { type Day, dayOf } from '#kernel/values/day'
import { theirs } from '#kernel/values/marks'
import { sayDay, sayHowFar } from '#kernel/values/when'
import type { Row } from './model.ts'

export const words = texts({
  sv: {
    kinds: { communication: 'Läsa och svara före beslut', decide: 'Begäran om beslut', file: 'Begäran om akten', appeal: 'Överklagande' },
    late: 'Sen',
    communication: {
      waits: (last: string, far: string) => `Tiden att svara går ut ${last}, ${far}.`,
      over: (last: string) => `Tiden att svara gick ut ${last}. Ni kan besluta.`,
      opened: 'Läst här.',
      notOpened: 'Inte öppnat än.',
      otherWay: 'Lämnat på annat sätt.',
      answers: (n: number) => `${n} svar.`,
      noAnswer: 'Inget svar.',
      withdrawn: 'Tillbakataget.',
      done: 'Klart.',
    },
    decide: { waits: (last: string, far: string) => `Besluta, eller säg nej i ett eget beslut, senast ${last}, ${far}.` },
    file: { waits: (last: string, far: string) => `Svara skyndsamt. Enheten räknar den som sen efter ${last}, ${far}.` },
    appeal: { waits: (last: string, far: string) => `Skicka den vidare skyndsamt. Enheten räknar den som sen efter ${last}, ${far}.` },
    came: (day: string) => `Kom in ${day}.`,
    decided: 'Det finns ett beslut.',
    outcome: {
      decided: 'Beslut har kommit personen till del.',
      refused: 'Ni sa nej.',
      full: 'Personen får läsa allt.',
      partial: 'Personen får läsa en del.',
      sent: 'Skickad till domstolen.',
      rejected: 'Avvisad: kom för sent.',
      withdrawn: 'Tillbakatagen.',
    },
    ended: (day: string) => `Avslutat ${day}.`,
  },
  en: {
    kinds: {
      communication: 'Read and answer before a decision',
      decide: 'Request for a decision',
      file: 'Request for the file',
      appeal: 'Appeal',
    },
    late: 'Late',
    communication: {
      waits: (last, far) => `The time to answer runs out ${last}, ${far}.`,
      over: (last) => `The time to answer ran out ${last}. You can decide.`,
      opened: 'Read here.',
      notOpened: 'Not opened yet.',
      otherWay: 'Given in another way.',
      answers: (n) => plural('en', n, { one: '1 answer.', other: `${n} answers.` }),
      noAnswer: 'No answer.',
      withdrawn: 'Taken back.',
      done: 'Done.',
    },
    decide: { waits: (last, far) => `Decide, or say no in a decision of its own, by ${last}, ${far}.` },
    file: { waits: (last, far) => `Answer promptly. The unit counts it as late after ${last}, ${far}.` },
    appeal: { waits: (last, far) => `Send it on promptly. The unit counts it as late after ${last}, ${far}.` },
    came: (day) => `Came in ${day}.`,
    decided: 'There is a decision.',
    outcome: {
      decided: 'A decision has reached the person.',
      refused: 'You said no.',
      full: 'The person may read all of it.',
      partial: 'The person may read a part.',
      sent: 'Sent to the court.',
      rejected: 'Rejected: came too late.',
      withdrawn: 'Taken back.',
    },
    ended: (day) => `Ended ${day}.`,
  },
})

/** How it stands, to the unit: what is to be done and by when, or how it ended. */
export function standsText(row: Row, today: Day, language: Language): string {
  const said = words(language)
  const { kind, lastDay, outcome, endedAt, settledAt, openedAt, via, answers } = row
  const [last, far] = lastDay ? [sayDay(lastDay, today, language), sayHowFar(lastDay, today, language)] : ['', '']
  if (kind === 'communication') {
    const own = said.communication
    const read = via !== 'here' ? own.otherWay : openedAt ? own.opened : own.notOpened
    const time = outcome ? own.withdrawn : settledAt ? own.done : lastDay && lastDay < today ? own.over(last) : own.waits(last, far)
    return [time, read, answers ? own.answers(answers) : own.noAnswer].join(' ')
  }
  const came = said.came(sayDay(row.cameOn, today, language))
  if (outcome)
    return [came, said.outcome[outcome], endedAt && said.ended(sayDay(dayOf(endedAt), today, language))].filter(Boolean).join(' ')
  return [came, settledAt ? said.decided : said[kind].waits(last, far)].join(' ')
}

/** "Överklagande: Nej till ledsagare". */
export const nameOf = ({ kind, detail }: Row, language: Language): string =>
  [words(language).kinds[kind], detail.title && theirs(detail.title, language)].filter(Boolean).join(': ')
