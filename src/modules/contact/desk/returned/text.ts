import { plural, texts } from '#kernel/text'

export const words = texts({
  sv: {
    title: 'Att föra över till akten',
    back: 'Inkorgen',
    lead: 'Det här hör till akten men finns inte där ärendet är än. Det som har väntat längst står överst.',
    none: 'Allt är överfört',
    noneText: 'Det som hör till akten finns där ärendena är.',
    onlyNumber: (n: number) =>
      `${n} ${plural('sv', n, { one: 'meddelande', other: 'meddelanden' })} på enheten ska föras över och är inte det än. Vilka det är ser den som fördelar och den som svarar.`,
    from: (person: string, when: string) => `${person} skrev ${when}.`,
    ours: (person: string, when: string) => `Vårt svar till ${person} ${when}.`,
    to: (system: string, number: string) => `Till ${[system, number].filter(Boolean).join(', ärende ')}.`,
    system: 'systemet där ärendet finns',
    state: {
      waiting: 'Väntar på att systemet hämtar det.',
      here: 'Förs över av sig självt inom någon minut.',
      sent: (n: number) =>
        `Hämtat ${n} ${plural('sv', n, { one: 'gång', other: 'gånger' })}, men systemet har inte svarat att det har tagit emot det.`,
      tried: (n: number) => `Har inte gått ${n} ${plural('sv', n, { one: 'gång', other: 'gånger' })}.`,
    },
    next: (when: string) => `Nästa försök ${when}.`,
    failure: (code: string) => `Felet heter ${code}. Visa det för den som sköter Delakt.`,
    again: 'Försök igen nu',
    againHint: 'Det kommer fram en gång, hur många försök det än blir.',
    byHand: 'Jag har fört över det själv',
    byHandHint: 'För ett system som inte hämtar själv. Skriv var det står där, till exempel ett nummer.',
    where: 'Var står det?',
    save: 'Spara',
    done: { igen: 'Det försöks igen', fort: 'Det är noterat att det är överfört' },
    wrong: {
      where: 'Skriv var det står i systemet, med högst 200 tecken',
      sent: 'Systemet har redan hämtat det. Vänta på svaret, eller be den som sköter systemet se efter.',
    },
  },
  en: {
    title: 'To be put on file',
    back: 'The inbox',
    lead: 'This belongs to the file but is not where the case is yet. What has waited longest stands first.',
    none: 'Everything is put there',
    noneText: 'What belongs to the file is where the cases are.',
    onlyNumber: (n) =>
      `${n} ${plural('en', n, { one: 'message', other: 'messages' })} at the unit ${plural('en', n, { one: 'is', other: 'are' })} still to be put on file. Which they are is seen by those who hand out and whoever answers.`,
    from: (person, when) => `${person} wrote ${when}.`,
    ours: (person, when) => `Our answer to ${person} ${when}.`,
    to: (system, number) => `To ${[system, number].filter(Boolean).join(', case ')}.`,
    system: 'the system where the case is',
    state: {
      waiting: 'Waits for the system to fetch it.',
      here: 'Is put there by itself within a minute or so.',
      sent: (n) =>
        `Fetched ${n} ${plural('en', n, { one: 'time', other: 'times' })}, but the system has not answered that it has received it.`,
      tried: (n) => `Has failed ${n} ${plural('en', n, { one: 'time', other: 'times' })}.`,
    },
    next: (when) => `Next try ${when}.`,
    failure: (code) => `The fault is called ${code}. Show it to whoever looks after Delakt.`,
    again: 'Try again now',
    againHint: 'It arrives once, however many tries there are.',
    byHand: 'I have put it there myself',
    byHandHint: 'For a system that does not fetch by itself. Write where it stands there, for example a number.',
    where: 'Where does it stand?',
    save: 'Save',
    done: { igen: 'It is tried again', fort: 'It is noted that it is on file' },
    wrong: {
      where: 'Write where it stands in the system, in at most 200 characters',
      sent: 'The system has fetched it already. Wait for its answer, or ask whoever looks after the system to see.',
    },
  },
})
