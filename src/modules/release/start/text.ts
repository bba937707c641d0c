import { capital } from '#kernel/values/when'
import { plural, texts } from '#kernel/text'
import type { Lacks } from './queries.ts'

export const words = texts({
  sv: {
    title: 'Start',
    heading: (name: string) => `Hej ${name}`,
    queue: 'Att granska',
    toQueue: 'Granska',
    remarks: 'Synpunkter',
    noRemarks: 'Ingen synpunkt väntar på svar.',
    someRemarks: (n: number, when: string) =>
      `${n} ${plural('sv', n, { one: 'synpunkt väntar', other: 'synpunkter väntar' })} på svar. Den äldsta kom ${when}.`,
    toRemarks: 'Svara på synpunkter',
    unopened: 'Ärenden som inte är öppnade',
    noUnopened: 'Alla enhetens ärenden är öppnade för sina personer.',
    someUnopened: (n: number) =>
      `${n > 999 ? 'Fler än 999' : n} ${plural('sv', n, { one: 'ärende är inte öppnat', other: 'ärenden är inte öppnade' })} för sin person. Personen ser ingenting förrän någon har öppnat.`,
    toMatters: 'Sök ett ärende',
    toUnopened: 'Visa ärendena som inte är öppnade',
    sources: 'Källor',
    allWell: 'Alla källor svarade senast vi läste.',
    lacks: ({ missing, waiting, refused, unread, silent }: Lacks) =>
      `Allt har inte kommit fram: ${[
        missing && `${missing} ${plural('sv', missing, { one: 'uppgift saknas', other: 'uppgifter saknas' })}`,
        waiting && `${waiting} ${plural('sv', waiting, { one: 'uppgift väntar', other: 'uppgifter väntar' })} i karantän`,
        refused && `${refused} ${plural('sv', refused, { one: 'uppgift', other: 'uppgifter' })} gick inte att ta in`,
        unread && `${unread} ${plural('sv', unread, { one: 'person', other: 'personer' })} gick inte att läsa`,
        silent && `${silent} ${plural('sv', silent, { one: 'källa', other: 'källor' })} har aldrig svarat`,
      ]
        .filter(Boolean)
        .join(', ')}.`,
    trouble: (name: string, failed: string, good: string) => `${capital(name)} svarade inte ${failed}. Senast det gick bra: ${good}.`,
    never: 'aldrig',
    toSources: 'Visa källorna',
    reviewer: 'Du granskar loggar',
    reviewerText: 'Härifrån når du inga ärenden. Loggen över vem som har läst vad får du av den som driver Delakt.',
  },
  en: {
    title: 'Start',
    heading: (name) => `Hello ${name}`,
    queue: 'To review',
    toQueue: 'Review',
    remarks: 'Comments',
    noRemarks: 'No comment is waiting for an answer.',
    someRemarks: (n, when) =>
      `${n} ${plural('en', n, { one: 'comment is', other: 'comments are' })} waiting for an answer. The oldest came ${when}.`,
    toRemarks: 'Answer comments',
    unopened: 'Cases that are not opened',
    noUnopened: 'All cases of the unit are opened for their persons.',
    someUnopened: (n) =>
      `${n > 999 ? 'More than 999' : n} ${plural('en', n, { one: 'case is', other: 'cases are' })} not opened for their person. The person sees nothing until somebody has opened it.`,
    toMatters: 'Find a case',
    toUnopened: 'Show the cases that are not opened',
    sources: 'Sources',
    allWell: 'All sources answered when we last read.',
    lacks: ({ missing, waiting, refused, unread, silent }) =>
      `Not everything has arrived: ${[
        missing && `${missing} ${plural('en', missing, { one: 'item is missing', other: 'items are missing' })}`,
        waiting && `${waiting} ${plural('en', waiting, { one: 'item waits', other: 'items wait' })} in quarantine`,
        refused && `${refused} ${plural('en', refused, { one: 'item', other: 'items' })} could not be taken in`,
        unread && `${unread} ${plural('en', unread, { one: 'person', other: 'people' })} could not be read`,
        silent && `${silent} ${plural('en', silent, { one: 'source has', other: 'sources have' })} never answered`,
      ]
        .filter(Boolean)
        .join(', ')}.`,
    trouble: (name, failed, good) => `${capital(name)} did not answer ${failed}. Last time it went well: ${good}.`,
    never: 'never',
    toSources: 'Show the sources',
    reviewer: 'You review logs',
    reviewerText: 'No cases can be reached from here. You get the log of who has read what from whoever runs Delakt.',
  },
})
