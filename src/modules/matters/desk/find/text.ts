import { plural, texts } from '#kernel/text'
import type { Reason } from './model.ts'

export const words = texts({
  sv: {
    title: 'Ärenden',
    lead: 'Sök bland enhetens ärenden. Sökningen, skälet och de personer som visas skrivs i loggen, och personen kan läsa det.',
    label: 'Ärendenummer, namn eller personnummer',
    hint: 'Början av numret eller namnet räcker.',
    why: 'Varför söker du?',
    whyHint: 'Ditt val står kvar till nästa sökning.',
    reasons: {
      contact: 'Personen har hört av sig eller är här',
      meeting: 'Jag förbereder ett möte',
      incoming: 'Något har kommit in som hör till ärendet',
      deputising: 'Jag ersätter en kollega',
      duty: 'Annat i mitt arbete med ärendet',
    } satisfies Record<Reason, string>,
    chooseReason: 'Välj varför du söker',
    search: 'Sök',
    begin: 'Börja ett nytt ärende',
    beginText: 'För ärenden som ni för här i Delakt och inte i något annat system.',
    empty: 'Skriv ett ärendenummer, ett namn eller ett personnummer',
    long: 'Skriv kortare, högst 100 tecken',
    found: (n: number, most: number) =>
      n >= most ? `De ${most} senaste. Skriv mer för att hitta rätt.` : `${n} ${plural('sv', n, { one: 'ärende', other: 'ärenden' })}`,
    none: 'Inget ärende hittades',
    noneText: 'Här syns bara din egen enhets ärenden. Kontrollera numret, eller sök på namnet.',
    lists: {
      unopened: {
        heading: 'Inte öppnade för sin person',
        found: (n: number, most: number) =>
          n >= most ? `De ${most} senaste.` : `${n} ${plural('sv', n, { one: 'ärende', other: 'ärenden' })}, det senaste först.`,
        none: 'Alla ärenden är öppnade',
        noneText: 'Alla enhetens ärenden är öppnade för sina personer, eller så står det varför de inte är det.',
      },
      late: {
        heading: 'Utredningar som skulle ha varit klara',
        found: (n: number, most: number) =>
          n >= most
            ? `De ${most} som är mest försenade.`
            : `${n} ${plural('sv', n, { one: 'ärende', other: 'ärenden' })}, det mest försenade först.`,
        none: 'Ingen utredning är försenad',
        noneText: 'Alla utredningar har tid kvar, eller är avslutade.',
      },
    },
    opened: 'Öppnat för personen',
    closed: 'Inte öppnat för personen',
    from: (field: string, day: string) => `${field}, från ${day}`,
    results: 'Ärenden',
  },
  en: {
    title: 'Cases',
    lead: 'Search the cases of the unit. The search, the reason and the people shown are written to the log, and the person can read it.',
    label: 'Case number, name or personal number',
    hint: 'The beginning of the number or the name is enough.',
    why: 'Why do you search?',
    whyHint: 'Your choice stays until the next search.',
    reasons: {
      contact: 'The person has been in touch or is here',
      meeting: 'I prepare a meeting',
      incoming: 'Something has come in that belongs to the case',
      deputising: 'I stand in for a colleague',
      duty: 'Other work of mine with the case',
    },
    chooseReason: 'Choose why you search',
    search: 'Search',
    begin: 'Start a new case',
    beginText: 'For cases that you keep here in Delakt and in no other system.',
    empty: 'Write a case number, a name or a personal number',
    long: 'Write less, at most 100 characters',
    found: (n, most) =>
      n >= most ? `The latest ${most}. Write more to find the right one.` : `${n} ${plural('en', n, { one: 'case', other: 'cases' })}`,
    none: 'No case was found',
    noneText: 'Only the cases of your own unit are here. Check the number, or search for the name.',
    lists: {
      unopened: {
        heading: 'Not opened for their person',
        found: (n, most) =>
          n >= most ? `The latest ${most}.` : `${n} ${plural('en', n, { one: 'case', other: 'cases' })}, the latest first.`,
        none: 'All cases are opened',
        noneText: 'All cases of the unit are opened for their persons, or it is said why they are not.',
      },
      late: {
        heading: 'Investigations that should have been ready',
        found: (n, most) =>
          n >= most ? `The ${most} that are latest.` : `${n} ${plural('en', n, { one: 'case', other: 'cases' })}, the latest first.`,
        none: 'No investigation is late',
        noneText: 'All investigations have time left, or are ended.',
      },
    },
    opened: 'Opened for the person',
    closed: 'Not opened for the person',
    from: (field, day) => `${field}, from ${day}`,
    results: 'Cases',
  },
})
