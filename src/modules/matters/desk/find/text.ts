import { plural, texts } from '#kernel/text'

export const words = texts({
  sv: {
    title: 'Ärenden',
    lead: 'Sök bland enhetens ärenden. Varje sökning skrivs i loggen.',
    label: 'Ärendenummer, namn eller personnummer',
    hint: 'Början av numret eller namnet räcker.',
    search: 'Sök',
    begin: 'Börja ett nytt ärende',
    beginText: 'För ärenden som ni för här i Delakt och inte i något annat system.',
    empty: 'Skriv ett ärendenummer, ett namn eller ett personnummer',
    long: 'Skriv kortare, högst 100 tecken',
    found: (n: number, most: number) =>
      n >= most ? `De ${most} senaste. Skriv mer för att hitta rätt.` : `${n} ${plural('sv', n, { one: 'ärende', other: 'ärenden' })}`,
    none: 'Inget ärende hittades',
    noneText: 'Här syns bara din egen enhets ärenden. Kontrollera numret, eller sök på namnet.',
    unopened: 'Inte öppnade för sin person',
    unopenedFound: (n: number, most: number) =>
      n >= most ? `De ${most} senaste.` : `${n} ${plural('sv', n, { one: 'ärende', other: 'ärenden' })}, det senaste först.`,
    allOpened: 'Alla ärenden är öppnade',
    allOpenedText: 'Alla enhetens ärenden är öppnade för sina personer.',
    opened: 'Öppnat för personen',
    closed: 'Inte öppnat för personen',
    from: (field: string, day: string) => `${field}, från ${day}`,
    results: 'Ärenden',
  },
  en: {
    title: 'Cases',
    lead: 'Search the cases of the unit. Every search is written to the log.',
    label: 'Case number, name or personal number',
    hint: 'The beginning of the number or the name is enough.',
    search: 'Search',
    begin: 'Start a new case',
    beginText: 'For cases that you keep here in Delakt and in no other system.',
    empty: 'Write a case number, a name or a personal number',
    long: 'Write less, at most 100 characters',
    found: (n, most) =>
      n >= most ? `The latest ${most}. Write more to find the right one.` : `${n} ${plural('en', n, { one: 'case', other: 'cases' })}`,
    none: 'No case was found',
    noneText: 'Only the cases of your own unit are here. Check the number, or search for the name.',
    unopened: 'Not opened for their person',
    unopenedFound: (n, most) =>
      n >= most ? `The latest ${most}.` : `${n} ${plural('en', n, { one: 'case', other: 'cases' })}, the latest first.`,
    allOpened: 'All cases are opened',
    allOpenedText: 'All cases of the unit are opened for their persons.',
    opened: 'Opened for the person',
    closed: 'Not opened for the person',
    from: (field, day) => `${field}, from ${day}`,
    results: 'Cases',
  },
})
