import { plural, texts } from '#kernel/text'

export const words = texts({
  sv: {
    title: 'Start',
    heading: (name: string) => `Hej ${name}`,
    mine: 'Att granska i dina ärenden',
    toMine: 'Granska dina',
    late: (n: number, days: number) =>
      `${n > 999 ? 'Fler än 999' : n} ${plural('sv', n, { one: 'har', other: 'har' })} väntat i minst ${days} dagar.`,
    investigations: 'Utredningar',
    lateInvestigations: (n: number) =>
      `${n > 999 ? 'Fler än 999' : n} ${plural('sv', n, { one: 'utredning skulle', other: 'utredningar skulle' })} ha varit ${plural('sv', n, { one: 'klar', other: 'klara' })}.`,
    toInvestigations: 'Visa utredningarna',
    duties: 'Det som lagen sätter en dag för',
    someDuties: (n: number, late: number) =>
      `${n} ${plural('sv', n, { one: 'sak väntar', other: 'saker väntar' })} på enheten${late > 0 ? `, och ${late} ${plural('sv', late, { one: 'har passerat sin dag', other: 'har passerat sin dag' })}` : ''}.`,
    toDuties: 'Visa dem',
    queue: 'Att granska på hela enheten',
    toQueue: 'Visa hela enhetens kö',
    lacking: 'Enheten kan inte öppna ärenden än',
    lacks: (what: readonly string[], manager: boolean) =>
      `Enheten saknar ${what.map((one) => (one === 'deputy' ? 'ersättare' : 'administratör')).join(' och ')}. ${manager ? 'Utse dem, så går det att öppna ärenden.' : 'Be enhetschefen att utse dem.'}`,
    toUnit: 'Utse dem',
    more: 'Mer',
    toGlass: 'Nödåtkomst till ett ärende på en annan enhet',
    toWords: 'Ord att förklara och byta ut',
    toAbsence: 'Lägg in din frånvaro',
    alarm: 'Nödåtkomst',
    alarmOurs: (who: string, from: string, number: string, when: string) =>
      `${who} på ${from} öppnade ${number ? `ert ärende ${number}` : 'ett av era ärenden'} ${when}.`,
    alarmTheirs: (who: string, _from: string, number: string, when: string) =>
      `${who} på din enhet öppnade ${number ? `ärende ${number}` : 'ett ärende'} på en annan enhet ${when}.`,
    why: 'Skälet:',
    reasons: {
      danger: 'Fara för någons liv eller hälsa',
      child: 'Ett barn är i fara',
      unreachable: 'Den ansvariga enheten gick inte att nå',
      other: 'Annat',
    },
    protected: 'Personen har skyddade personuppgifter.',
    alarmAfter: 'Det granskas också, och personen ser det på sin sida. Ta reda på vad som hände och om någon behöver ringas.',
    noted: 'Jag har tagit del av det',
    remarks: 'Synpunkter',
    noRemarks: 'Ingen synpunkt väntar på svar.',
    someRemarks: (n: number, when: string) =>
      `${n} ${plural('sv', n, { one: 'synpunkt väntar', other: 'synpunkter väntar' })} på svar. Den äldsta kom ${when}.`,
    toRemarks: 'Svara på synpunkter',
    unopened: 'Ärenden som inte är öppnade',
    noUnopened: (left: number) =>
      left === 0
        ? 'Alla enhetens ärenden är öppnade för sina personer.'
        : `Enhetens ärenden är öppnade för sina personer, utom ${left} som ni har valt att inte erbjuda nu.`,
    someUnopened: (n: number) =>
      `${n > 999 ? 'Fler än 999' : n} ${plural('sv', n, { one: 'ärende är inte öppnat', other: 'ärenden är inte öppnade' })} för sin person. Personen ser ingenting förrän någon har öppnat.`,
    toMatters: 'Sök ett ärende',
    toUnopened: 'Visa ärendena som inte är öppnade',
    sources: 'Källor',
    allWell: 'Alla källor svarade senast vi läste, och allt har kommit fram.',
    notAll: 'Allt har inte kommit fram.',
    missing: (n: number) => `${n} ${plural('sv', n, { one: 'uppgift saknas', other: 'uppgifter saknas' })}`,
    changed: (n: number) => `${n} ${plural('sv', n, { one: 'uppgift är nyare', other: 'uppgifter är nyare' })} i källan`,
    waiting: (n: number) => `${n} ${plural('sv', n, { one: 'uppgift väntar', other: 'uppgifter väntar' })} i karantän`,
    silent: 'Har aldrig svarat.',
    unread: (n: number) => `${n} ${plural('sv', n, { one: 'person', other: 'personer' })} gick inte att läsa.`,
    refused: (n: number) => `${n} ${plural('sv', n, { one: 'uppgift', other: 'uppgifter' })} gick inte att ta in.`,
    failed: (when: string, good: string) => `Svarade inte ${when}. Senast det gick bra: ${good}.`,
    never: 'aldrig',
    toSources: 'Visa källorna',
  },
  en: {
    title: 'Start',
    heading: (name) => `Hello ${name}`,
    mine: 'To review in your cases',
    toMine: 'Review yours',
    late: (n, days) =>
      `${n > 999 ? 'More than 999' : n} ${plural('en', n, { one: 'has', other: 'have' })} waited for at least ${days} days.`,
    investigations: 'Investigations',
    lateInvestigations: (n) =>
      `${n > 999 ? 'More than 999' : n} ${plural('en', n, { one: 'investigation', other: 'investigations' })} should have been ready.`,
    toInvestigations: 'Show the investigations',
    duties: 'What the law sets a day for',
    someDuties: (n, late) =>
      `${n} ${plural('en', n, { one: 'thing waits', other: 'things wait' })} at the unit${late > 0 ? `, and ${late} ${plural('en', late, { one: 'is past its day', other: 'are past their day' })}` : ''}.`,
    toDuties: 'Show them',
    queue: 'To review in the whole unit',
    toQueue: 'Show the queue of the whole unit',
    lacking: 'The unit cannot open cases yet',
    lacks: (what, manager) =>
      `The unit lacks ${what.map((one) => (one === 'deputy' ? 'a deputy' : 'an administrator')).join(' and ')}. ${manager ? 'Name them, and cases can be opened.' : 'Ask the manager to name them.'}`,
    toUnit: 'Name them',
    more: 'More',
    toGlass: 'Emergency access to a case of another unit',
    toWords: 'Words to explain and to change',
    toAbsence: 'Enter your absence',
    alarm: 'Emergency access',
    alarmOurs: (who, from, number, when) => `${who} at ${from} opened ${number ? `your case ${number}` : 'one of your cases'} ${when}.`,
    alarmTheirs: (who, _from, number, when) =>
      `${who} at your unit opened ${number ? `case ${number}` : 'a case'} of another unit ${when}.`,
    why: 'The reason:',
    reasons: {
      danger: 'Danger to somebody’s life or health',
      child: 'A child is in danger',
      unreachable: 'The responsible unit could not be reached',
      other: 'Something else',
    },
    protected: 'The person has a protected identity.',
    alarmAfter: 'It is reviewed too, and the person sees it on their page. Find out what happened and whether somebody needs a call.',
    noted: 'I have taken note of it',
    remarks: 'Comments',
    noRemarks: 'No comment is waiting for an answer.',
    someRemarks: (n, when) =>
      `${n} ${plural('en', n, { one: 'comment is', other: 'comments are' })} waiting for an answer. The oldest came ${when}.`,
    toRemarks: 'Answer comments',
    unopened: 'Cases that are not opened',
    noUnopened: (left) =>
      left === 0
        ? 'All cases of the unit are opened for their persons.'
        : `The cases of the unit are opened for their persons, except ${left} that you have chosen not to offer now.`,
    someUnopened: (n) =>
      `${n > 999 ? 'More than 999' : n} ${plural('en', n, { one: 'case is', other: 'cases are' })} not opened for their person. The person sees nothing until somebody has opened it.`,
    toMatters: 'Find a case',
    toUnopened: 'Show the cases that are not opened',
    sources: 'Sources',
    allWell: 'All sources answered when we last read, and everything has arrived.',
    notAll: 'Not everything has arrived.',
    missing: (n) => `${n} ${plural('en', n, { one: 'item is missing', other: 'items are missing' })}`,
    changed: (n) => `${n} ${plural('en', n, { one: 'item is newer', other: 'items are newer' })} at the source`,
    waiting: (n) => `${n} ${plural('en', n, { one: 'item waits', other: 'items wait' })} in quarantine`,
    silent: 'Has never answered.',
    unread: (n) => `${n} ${plural('en', n, { one: 'person', other: 'people' })} could not be read.`,
    refused: (n) => `${n} ${plural('en', n, { one: 'item', other: 'items' })} could not be taken in.`,
    failed: (when, good) => `Did not answer ${when}. Last time it went well: ${good}.`,
    never: 'never',
    toSources: 'Show the sources',
  },
})
