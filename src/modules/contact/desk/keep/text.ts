import { texts } from '#kernel/text'

/** What stands in the record, which is Swedish: the English is for whoever reads the interface of the sources in tests and descriptions. */
export const words = texts({
  sv: {
    call: 'Önskan om att bli uppringd',
    answerTo: (name: string) => `Svar: ${name}`,
    wrote: (name: string, when: string) => `Skrivet av ${name} ${when}, inskickat genom Delakt.`,
    answered: (name: string, when: string) => `Svar från ${name} ${when}, skickat genom Delakt.`,
    phone: 'Telefon',
    when: 'När det passar',
    times: { morning: 'förmiddag, 8–11', noon: 'mitt på dagen, 11–13', afternoon: 'eftermiddag, 13–16' },
    anyTime: 'när som helst',
    files: (names: string) => `Med följde: ${names}.`,
  },
  en: {
    call: 'A wish to be phoned',
    answerTo: (name) => `Answer: ${name}`,
    wrote: (name, when) => `Written by ${name} ${when}, handed in through Delakt.`,
    answered: (name, when) => `Answer from ${name} ${when}, sent through Delakt.`,
    phone: 'Phone',
    when: 'When it suits',
    times: { morning: 'in the morning, 8–11', noon: 'around noon, 11–13', afternoon: 'in the afternoon, 13–16' },
    anyTime: 'at any time',
    files: (names) => `With it came: ${names}.`,
  },
})
