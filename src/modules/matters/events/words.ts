import { type Language, texts } from '#kernel/text'
import { inSwedish, theirs, unbroken } from '#kernel/values/marks'
import { phone } from '#kernel/values/phone'
import { capital } from '#kernel/values/when'
import type { EventKind } from './model.ts'
import type { EntryOf } from './view.ts'

/** How the language in use says days, money and lists. Filled in by `text.ts`. */
export type Tell = {
  date: (day: string) => string
  day: (day: string) => string
  moment: (at: string) => string
  past: (day: string) => boolean
  money: (ore: number) => string
  list: (words: readonly string[]) => string
  result: (answer: 'yes' | 'partly' | 'no' | 'dismissed', what: string) => string
  few: (n: number) => string
}
type Titles = { [Kind in EventKind]: (entry: EntryOf<Kind>, tell: Tell) => string }
const join = (...parts: (string | false | undefined)[]) => parts.filter(Boolean).join(' ')
const names = (people: readonly { name: string }[]) => people.map((one) => one.name)
const number = (text: string) => unbroken(phone(text)?.shown ?? text)
const stop = (text: string) => (/[.!?]$/.test(text) ? '' : '.')

/** What kind of line it is. A kind without words does not compile. */
const labels = {
  sv: {
    received: 'Början',
    reopened: 'Öppnat igen',
    assigned: 'Din kontakt',
    'investigation-opened': 'Utredning',
    'investigation-extended': 'Utredning',
    'investigation-closed': 'Utredning',
    'step-reached': 'Nytt steg',
    'stepped-back': 'Ett steg tillbaka',
    requested: 'Vi bad dig om något',
    'request-fulfilled': 'Från dig',
    'request-withdrawn': 'Behövs inte längre',
    note: 'Anteckning',
    'meeting-held': 'Möte',
    'preliminary-answer': 'Brev',
    'delay-notice': 'Besked om tid',
    decision: 'Beslut',
    'decision-corrected': 'Rättat beslut',
    'measure-started': 'Stöd',
    'measure-changed': 'Stöd',
    'measure-ended': 'Stöd',
    payment: 'Pengar',
    condition: 'Villkor',
    'document-added': 'Handling',
    'follow-up-planned': 'Bokat möte',
    closed: 'Avslut',
    'not-shown-here': 'Visas inte här',
  } satisfies Record<EventKind, string>,
  en: {
    received: 'The start',
    reopened: 'Opened again',
    assigned: 'Your contact',
    'investigation-opened': 'Investigation',
    'investigation-extended': 'Investigation',
    'investigation-closed': 'Investigation',
    'step-reached': 'New step',
    'stepped-back': 'One step back',
    requested: 'We asked you for something',
    'request-fulfilled': 'From you',
    'request-withdrawn': 'No longer needed',
    note: 'Note',
    'meeting-held': 'Meeting',
    'preliminary-answer': 'Letter',
    'delay-notice': 'News about time',
    decision: 'Decision',
    'decision-corrected': 'Corrected decision',
    'measure-started': 'Support',
    'measure-changed': 'Support',
    'measure-ended': 'Support',
    payment: 'Money',
    condition: 'Condition',
    'document-added': 'Document',
    'follow-up-planned': 'Booked meeting',
    closed: 'Closing',
    'not-shown-here': 'Not shown here',
  },
}

const svTitles: Titles = {
  received: ({ detail: { what, title } }) =>
    what === 'application'
      ? title
        ? `Din ansökan: ${title}`
        : 'Du ansökte om stöd'
      : (title ??
        {
          report: 'Någon hörde av sig till oss',
          referral: 'Du fick kontakt med oss genom någon annan',
          transfer: 'Ärendet flyttades hit',
          other: 'Ärendet började',
        }[what]),
  reopened: () => 'Ärendet öppnades igen',
  assigned: ({ detail: { officer, unit } }) =>
    officer ? `${officer.name} blev din kontakt` : unit ? `Ärendet finns nu hos ${unit}` : 'Ärendet fick en ny kontakt',
  'investigation-opened': () => 'Vi började ta reda på vad du behöver',
  'investigation-extended': () => 'Utredningen får ta längre tid',
  'investigation-closed': () => 'Utredningen är klar',
  'step-reached': ({ step }) => step?.sv ?? 'Ärendet gick vidare',
  'stepped-back': ({ step }) => (step ? `Vi gick tillbaka till: ${step.sv}` : 'Vi gick tillbaka ett steg'),
  requested: ({ detail: { what } }, { few }) =>
    what.length === 1 ? `Vi behöver: ${what[0]!.title}` : `Vi behöver ${few(what.length)} saker från dig`,
  'request-fulfilled': () => 'Du lämnade det vi bad om',
  'request-withdrawn': () => 'Du behöver inte svara på det vi bad om',
  note: ({ detail: { title } }) => title ?? 'Anteckning',
  'meeting-held': ({ detail: { title } }) => title,
  'preliminary-answer': () => 'Vi skickade ett första svar',
  'delay-notice': () => 'Det tar längre tid än vi sa',
  decision: ({ detail: { title } }) => title,
  'decision-corrected': ({ detail: { title } }) => title,
  'measure-started': ({ detail: { title } }) => `Stödet började: ${title}`,
  'measure-changed': ({ detail: { title } }) => `Stödet ändrades: ${title}`,
  'measure-ended': ({ about }) => (about?.title ? `Stödet är slut: ${about.title}` : 'Ett stöd är slut'),
  payment: ({ detail: { status, amount, toOther } }, { money }) => {
    const sum = amount === undefined ? 'pengar' : money(amount)
    if (status === 'stopped') return `Utbetalningen är stoppad${amount === undefined ? '' : `: ${sum}`}`
    if (status === 'annulled') return `Utbetalningen gäller inte längre${amount === undefined ? '' : `: ${sum}`}`
    if (status === 'planned') return toOther ? `Vi ska betala ${sum} åt dig` : `Du ska få ${sum}`
    return toOther ? `Vi betalade ${sum} åt dig` : `Du fick ${sum}`
  },
  condition: ({ detail: { title } }) => title,
  'document-added': ({ detail: { title } }) => title,
  'follow-up-planned': ({ detail: { title } }) => title,
  closed: () => 'Ärendet avslutades',
  'not-shown-here': () => 'Det här ärendet visas inte här',
}

const enTitles: Titles = {
  received: ({ detail: { what, title } }) =>
    what === 'application'
      ? title
        ? `Your application: ${inSwedish(title)}`
        : 'You applied for support'
      : (title && inSwedish(title)) ||
        {
          report: 'Someone got in touch with us',
          referral: 'You came into contact with us through someone else',
          transfer: 'The case was moved here',
          other: 'The case began',
        }[what],
  reopened: () => 'The case was opened again',
  assigned: ({ detail: { officer, unit } }) =>
    officer ? `${officer.name} became your contact` : unit ? `The case is now with ${inSwedish(unit)}` : 'The case got a new contact',
  'investigation-opened': () => 'We began to find out what you need',
  'investigation-extended': () => 'The investigation may take longer',
  'investigation-closed': () => 'The investigation is done',
  'step-reached': ({ step }) => step?.en ?? 'The case moved on',
  'stepped-back': ({ step }) => (step ? `We went back to: ${step.en}` : 'We went back one step'),
  requested: ({ detail: { what } }, { few }) =>
    what.length === 1 ? `We need: ${inSwedish(what[0]!.title)}` : `We need ${few(what.length)} things from you`,
  'request-fulfilled': () => 'You gave us what we asked for',
  'request-withdrawn': () => 'You do not need to answer what we asked for',
  note: ({ detail: { title } }) => (title ? inSwedish(title) : 'Note'),
  'meeting-held': ({ detail: { title } }) => inSwedish(title),
  'preliminary-answer': () => 'We sent a first answer',
  'delay-notice': () => 'It takes longer than we said',
  decision: ({ detail: { title } }) => inSwedish(title),
  'decision-corrected': ({ detail: { title } }) => inSwedish(title),
  'measure-started': ({ detail: { title } }) => `The support began: ${inSwedish(title)}`,
  'measure-changed': ({ detail: { title } }) => `The support changed: ${inSwedish(title)}`,
  'measure-ended': ({ about }) => (about?.title ? `The support has ended: ${inSwedish(about.title)}` : 'A support has ended'),
  payment: ({ detail: { status, amount, toOther } }, { money }) => {
    const sum = amount === undefined ? 'money' : money(amount)
    if (status === 'stopped') return `The payment is stopped${amount === undefined ? '' : `: ${sum}`}`
    if (status === 'annulled') return `The payment no longer applies${amount === undefined ? '' : `: ${sum}`}`
    if (status === 'planned') return toOther ? `We will pay ${sum} for you` : `You will get ${sum}`
    return toOther ? `We paid ${sum} for you` : `You got ${sum}`
  },
  condition: ({ detail: { title } }) => inSwedish(title),
  'document-added': ({ detail: { title } }) => inSwedish(title),
  'follow-up-planned': ({ detail: { title } }) => inSwedish(title),
  closed: () => 'The case was closed',
  'not-shown-here': () => 'This case is not shown here',
}

const svSays: Titles = {
  received: ({ detail: { what, via } }) => {
    if (what === 'report') return 'Någon trodde att du eller din familj kunde behöva stöd.'
    if (what === 'transfer') return 'Det fanns hos en annan kommun eller enhet förut.'
    if (what !== 'application') return ''
    return {
      form: '',
      letter: 'Vi fick din ansökan på papper.',
      visit: 'Du lämnade ansökan när du var hos oss.',
      phone: 'Du ansökte på telefon.',
      digital: '',
      other: '',
    }[via]
  },
  reopened: () => 'Allt som fanns här förut finns kvar.',
  assigned: ({ detail: { officer, unit } }) =>
    join(officer && `${officer.role}${unit ? `, ${unit}` : ''}.`, officer?.phone && `Telefon ${number(officer.phone)}.`),
  'investigation-opened': ({ detail: { dueBy } }, { date, past }) =>
    dueBy ? `Den ${past(dueBy) ? 'skulle' : 'ska'} vara klar senast ${date(dueBy)}.` : '',
  'investigation-extended': ({ detail: { dueBy } }, { date, past }) =>
    `Nu ${past(dueBy) ? 'skulle' : 'ska'} den vara klar senast ${date(dueBy)}.`,
  'investigation-closed': () => '',
  'step-reached': () => '',
  'stepped-back': () => 'Det betyder att vi gör om en del. Vi hör av oss om vi behöver något från dig.',
  requested: ({ detail: { what, dueBy } }, { day, past }) =>
    join(
      what.length > 1 && `Det här: ${what.map((one) => one.title).join(', ')}.`,
      past(dueBy) ? `Sista dagen var ${day(dueBy)}.` : `Sista dagen är ${day(dueBy)}.`,
    ),
  'request-fulfilled': ({ about }) => (about?.title ? `Det gällde: ${about.title}.` : ''),
  'request-withdrawn': ({ about }) => (about?.title ? `Det gällde: ${about.title}.` : 'Du behöver inte göra något.'),
  note: () => '',
  'meeting-held': ({ detail }, { list }) => (detail.with.length ? `Du träffade ${list(names(detail.with))}.` : ''),
  'preliminary-answer': () => 'Det är inte beslutet. Det kommer senare.',
  'delay-notice': ({ detail: { newDate } }, { day, past }) =>
    newDate ? `Vi ${past(newDate) ? 'räknade' : 'räknar'} med att vara klara senast ${day(newDate)}.` : '',
  decision: ({ detail: { results } }, { result }) => results.map((one) => result(one.answer, one.what)).join(' '),
  'decision-corrected': ({ detail: { results } }, { result }) =>
    join(results.map((one) => result(one.answer, one.what)).join(' '), 'Det som stod förut finns kvar att läsa.'),
  'measure-started': ({ detail: { provider, from, to }, day: at }, { date }) =>
    join(
      provider && `${provider} ger stödet.`,
      from && from !== at && `Det gäller från ${date(from)}.`,
      to && `Det är beslutat till och med ${date(to)}.`,
    ),
  'measure-changed': ({ detail: { provider, from, to }, day: at }, { date }) =>
    join(
      provider && `${provider} ger stödet.`,
      from && from !== at && `Det gäller från ${date(from)}.`,
      to && `Det är beslutat till och med ${date(to)}.`,
    ),
  'measure-ended': () => '',
  payment: ({ detail: { what, status, dueOn, paidOn, from, to }, day: at }, { date, past }) =>
    join(
      what && `${what}${stop(what)}`,
      from && to && `Det gäller ${date(from)} till ${date(to)}.`,
      status === 'planned' && dueOn && `Pengarna ${past(dueOn) ? 'skulle komma' : 'kommer'} ${date(dueOn)}.`,
      status === 'paid' && paidOn && paidOn !== at && `Pengarna betalades ut ${date(paidOn)}.`,
      status === 'stopped' && 'Ring oss om du undrar varför.',
    ),
  condition: ({ detail: { status, dueBy } }, { date, past }) =>
    ({
      active: dueBy ? `Det ${past(dueBy) ? 'skulle' : 'ska'} vara gjort senast ${date(dueBy)}.` : 'Det gäller tills vi säger något annat.',
      fulfilled: 'Det är gjort.',
      'not-fulfilled': 'Vi har inte sett att det är gjort. Säg till om det inte stämmer.',
      annulled: 'Det gäller inte längre.',
    })[status],
  'document-added': ({ detail: { from, fromPerson } }) => (fromPerson ? 'Från dig.' : from ? `Från ${from}.` : ''),
  'follow-up-planned': ({ detail: { on, place }, movedTo }, { moment }) =>
    movedTo
      ? `Tiden var ${moment(on)}. Den är flyttad till ${moment(movedTo)}.`
      : `Vi bokade ${moment(on)}.${place ? ` ${capital(place)}${stop(place)}` : ''}`,
  closed: () => 'Du kan fortfarande läsa allt.',
  'not-shown-here': () => '',
}

const enSays: Titles = {
  received: ({ detail: { what, via } }) => {
    if (what === 'report') return 'Someone thought that you or your family might need support.'
    if (what === 'transfer') return 'It was with another municipality or unit before.'
    if (what !== 'application') return ''
    return {
      form: '',
      letter: 'We got your application on paper.',
      visit: 'You handed in the application when you were with us.',
      phone: 'You applied by phone.',
      digital: '',
      other: '',
    }[via]
  },
  reopened: () => 'Everything that was here before is still here.',
  assigned: ({ detail: { officer, unit } }) =>
    join(
      officer && `${inSwedish(officer.role)}${unit ? `, ${inSwedish(unit)}` : ''}.`,
      officer?.phone && `Phone ${number(officer.phone)}.`,
    ),
  'investigation-opened': ({ detail: { dueBy } }, { date, past }) =>
    dueBy ? `It ${past(dueBy) ? 'was to' : 'is to'} be done by ${date(dueBy)}.` : '',
  'investigation-extended': ({ detail: { dueBy } }, { date, past }) =>
    `Now it ${past(dueBy) ? 'was to' : 'is to'} be done by ${date(dueBy)}.`,
  'investigation-closed': () => '',
  'step-reached': () => '',
  'stepped-back': () => 'It means that we do a part again. We get in touch if we need something from you.',
  requested: ({ detail: { what, dueBy } }, { day, past }) =>
    join(
      what.length > 1 && `This: ${what.map((one) => inSwedish(one.title)).join(', ')}.`,
      past(dueBy) ? `The last day was ${day(dueBy)}.` : `The last day is ${day(dueBy)}.`,
    ),
  'request-fulfilled': ({ about }) => (about?.title ? `It was about: ${inSwedish(about.title)}.` : ''),
  'request-withdrawn': ({ about }) => (about?.title ? `It was about: ${inSwedish(about.title)}.` : 'You do not need to do anything.'),
  note: () => '',
  'meeting-held': ({ detail }, { list }) => (detail.with.length ? `You met ${list(names(detail.with))}.` : ''),
  'preliminary-answer': () => 'It is not the decision. That comes later.',
  'delay-notice': ({ detail: { newDate } }, { day, past }) =>
    newDate ? `We ${past(newDate) ? 'expected' : 'expect'} to be done by ${day(newDate)}.` : '',
  decision: ({ detail: { results } }, { result }) => results.map((one) => result(one.answer, one.what)).join(' '),
  'decision-corrected': ({ detail: { results } }, { result }) =>
    join(results.map((one) => result(one.answer, one.what)).join(' '), 'What it said before is still here to read.'),
  'measure-started': ({ detail: { provider, from, to }, day: at }, { date }) =>
    join(
      provider && `${inSwedish(provider)} gives the support.`,
      from && from !== at && `It applies from ${date(from)}.`,
      to && `It is decided until ${date(to)}.`,
    ),
  'measure-changed': ({ detail: { provider, from, to }, day: at }, { date }) =>
    join(
      provider && `${inSwedish(provider)} gives the support.`,
      from && from !== at && `It applies from ${date(from)}.`,
      to && `It is decided until ${date(to)}.`,
    ),
  'measure-ended': () => '',
  payment: ({ detail: { what, status, dueOn, paidOn, from, to }, day: at }, { date, past }) =>
    join(
      what && `${inSwedish(what)}${stop(what)}`,
      from && to && `It is for ${date(from)} to ${date(to)}.`,
      status === 'planned' && dueOn && `The money ${past(dueOn) ? 'was to come' : 'comes'} on ${date(dueOn)}.`,
      status === 'paid' && paidOn && paidOn !== at && `The money was paid out ${date(paidOn)}.`,
      status === 'stopped' && 'Phone us if you wonder why.',
    ),
  condition: ({ detail: { status, dueBy } }, { date, past }) =>
    ({
      active: dueBy ? `It ${past(dueBy) ? 'was' : 'is'} to be done by ${date(dueBy)}.` : 'It applies until we say otherwise.',
      fulfilled: 'It is done.',
      'not-fulfilled': 'We have not seen that it is done. Tell us if that is wrong.',
      annulled: 'It no longer applies.',
    })[status],
  'document-added': ({ detail: { from, fromPerson } }) => (fromPerson ? 'From you.' : from ? `From ${inSwedish(from)}.` : ''),
  'follow-up-planned': ({ detail: { on, place }, movedTo }, { moment }) =>
    movedTo
      ? `The time was ${moment(on)}. It has been moved to ${moment(movedTo)}.`
      : `We booked ${moment(on)}.${place ? ` ${inSwedish(capital(place))}${stop(place)}` : ''}`,
  closed: () => 'You can still read everything.',
  'not-shown-here': () => '',
}

/** Every sentence about an event, by kind and language. */
export const eventWords = texts({
  sv: { label: labels.sv, title: svTitles, says: svSays },
  en: { label: labels.en, title: enTitles, says: enSays },
  'sv-simple': {
    title: {
      'investigation-opened': () => 'Vi började ta reda på vilken hjälp du behöver',
      'investigation-extended': () => 'Vi behöver mer tid',
      'investigation-closed': () => 'Nu vet vi vilken hjälp du behöver',
      'delay-notice': () => 'Det tar längre tid än vi trodde',
    },
  },
})

/**
 * What a person is told in place of an item that is not shown, by the reason of it. The words lie on the shelf in Swedish and the reason does
 * not: two reasons share their words, so that nobody reads out of them which of the two it was.
 */
export const withheldWords = texts({
  sv: {
    'other-person': 'Det finns en uppgift här som vi inte visar. Det står något om någon annan i den.',
    harm: 'Det finns en uppgift här som vi inte visar nu. Ring oss, så berättar vi varför.',
    ongoing: 'Det finns en uppgift här som vi inte kan visa medan utredningen pågår.',
    reporter: 'Det finns en uppgift här som vi inte visar. Det står något i den som vi måste skydda.',
    place: 'Det finns en uppgift här som vi inte visar. Det står något i den som vi måste skydda.',
    together: 'Det finns en uppgift här som vi vill gå igenom tillsammans med dig. Ring oss, så bestämmer vi en tid.',
    wrong: 'Det finns en uppgift här som inte hör till ditt ärende. Därför visar vi den inte.',
    'taken-back': 'Här fanns en uppgift som vi har tagit tillbaka. Fråga oss gärna varför.',
  },
  en: {
    'other-person': 'There is an item here that we do not show. It holds facts about somebody else.',
    harm: 'There is an item here that we do not show now. Phone us, and we will tell you why.',
    ongoing: 'There is an item here that we cannot show while the investigation goes on.',
    reporter: 'There is an item here that we do not show. It holds facts that we have to protect.',
    place: 'There is an item here that we do not show. It holds facts that we have to protect.',
    together: 'There is an item here that we want to go through together with you. Phone us, and we will find a time.',
    wrong: 'There is an item here that does not belong to your case. That is why we do not show it.',
    'taken-back': 'There was an item here that we have taken back. You are welcome to ask us why.',
  },
  'sv-simple': {
    'other-person': 'Här finns något som vi inte visar. Det handlar om någon annan.',
    harm: 'Här finns något som vi inte visar nu. Ring oss. Då berättar vi varför.',
    ongoing: 'Här finns något som vi inte kan visa än. Vi arbetar med utredningen.',
    reporter: 'Här finns något som vi inte visar. Vi måste skydda det som står där.',
    place: 'Här finns något som vi inte visar. Vi måste skydda det som står där.',
    together: 'Här finns något som vi vill läsa med dig. Ring oss. Då bestämmer vi en tid.',
    wrong: 'Här finns något som inte hör till ditt ärende. Därför visar vi det inte.',
    'taken-back': 'Här fanns något som vi har tagit tillbaka. Fråga oss gärna varför.',
  },
})

/** The label of what is to be read together first. */
export const togetherFirst = texts({
  sv: { label: 'Läses tillsammans först' },
  en: { label: 'To be read together first' },
  'sv-simple': { label: 'Vi läser tillsammans först' },
})

/**
 * What is told in place of an item that is not shown: our own words in the reader's language, and what somebody wrote instead as theirs. Of what is to be read
 * `together` that is always said, and what somebody wrote comes after it.
 */
export function withheldText(text: string, language: Language, together = false): string {
  const own = withheldWords(language)
  const standing = Object.entries(withheldWords('sv')).find(([, words]) => words === text)
  const said = standing ? own[standing[0] as 'wrong'] : text && theirs(text, language)
  return together && said !== own.together ? [own.together, said].filter(Boolean).join(' ') : said
}

/** What waits at us of what the law sets a day for, when it has come to us. */
export const dutyWaits = texts({
  sv: {
    heard: {
      title: 'Vi ska besluta',
      text: 'Du har svarat på det vi skickade. Vi läser det innan vi beslutar. Du kan lägga till något fram till dess.',
    },
    unheard: { title: 'Vi ska besluta', text: 'Tiden att svara har gått ut. Du kan svara ändå, så länge vi inte har beslutat.' },
    file: { title: 'Vi ska svara på din begäran att läsa akten', text: 'Vi svarar så fort vi kan.' },
  },
  en: {
    heard: {
      title: 'We are to decide',
      text: 'You have answered what we sent. We read it before we decide. You can add something until then.',
    },
    unheard: {
      title: 'We are to decide',
      text: 'The time to answer has passed. You can answer all the same, as long as we have not decided.',
    },
    file: { title: 'We are to answer your request to read the file', text: 'We answer as soon as we can.' },
  },
  'sv-simple': {
    heard: { title: 'Vi ska bestämma', text: 'Du har svarat. Vi läser svaret innan vi bestämmer. Du kan skriva mer tills vi har bestämt.' },
    unheard: { title: 'Vi ska bestämma', text: 'Tiden att svara är slut. Du kan svara ändå, om vi inte redan har bestämt.' },
    file: { title: 'Du vill läsa din akt' },
  },
})
