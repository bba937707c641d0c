import { type Language, langTag, texts } from '#kernel/text'
import { addMonths, type Day, dayOf } from '#kernel/values/day'
import { inSwedish, theirs } from '#kernel/values/marks'
import { kronor } from '#kernel/values/money'
import { capital, sayDate, sayDay, sayHowFar, sayMoment, sayMonth, sayMonths } from '#kernel/values/when'
import { say } from '../templates/model.ts'
import type { Answer, Appeal, ComingEntry, Entry, EventEntry, Phase, QuietEntry, StepView, TurnView } from './view.ts'
import { dutyWaits, eventWords, type Tell, togetherFirst, withheldText } from './words.ts'

/** A line as it is read: what kind it is, its heading, what we say about it, and the words of the record as they were written. */
export type Told = { label: string; title: string; text: string; quote?: string | undefined }

const words = texts({
  sv: {
    numbers: {
      n1: 'en gång',
      n2: 'två gånger',
      n3: 'tre gånger',
      n4: 'fyra gånger',
      n5: 'fem gånger',
      n6: 'sex gånger',
      n7: 'sju gånger',
      n8: 'åtta gånger',
      n9: 'nio gånger',
      n10: 'tio gånger',
      n11: 'elva gånger',
      n12: 'tolv gånger',
    },
    times: (n: number) => `${n} gånger`,
    few: { n1: 'en', n2: 'två', n3: 'tre', n4: 'fyra', n5: 'fem', n6: 'sex' },
    result: {
      yes: (what: string) => `Ja: ${what}.`,
      partly: (what: string) => `Ja till en del: ${what}.`,
      no: (what: string) => `Nej: ${what}.`,
      dismissed: (what: string) => `Vi prövar inte: ${what}.`,
    },
    answer: { yes: 'Ja', partly: 'Ja till en del', no: 'Nej', dismissed: 'Prövas inte' },
    turn: { you: 'Din tur', we: 'Vår tur', both: 'Tillsammans', nobody: 'Ingen behöver göra något', choice: 'Ditt val' },
    fromYou: 'Från dig',
    corrected: (label: string, date: string) => `${label}, med en rättelse ${date}`,
    mistake: {
      label: 'Registrerat av misstag',
      title: 'Det här gäller inte',
      text: (date: string) => `Det kom in i ditt ärende av misstag. Vi tog bort det ${date}.`,
    },
    withheld: 'Visas inte',
    under: {
      sensitive: 'Välj hur du vill läsa',
      later: 'Du läser senare',
      together: 'Vi läser tillsammans',
      closing: 'När ärendet är avslutat',
      'not-here': 'Visas inte här',
    },
    coming: { label: 'Möte som kommer', with: (people: string) => `Du träffar ${people}.` },
    measures: {
      started: (n: string, list: string) => `${capital(n)} stöd började: ${list}`,
      ended: (n: string, list: string) => `${capital(n)} stöd är slut: ${list}`,
    },
    quiet: {
      goesOn: (list: string) => `Stödet fortsätter: ${list}.`,
      wentOn: (list: string) => `Stödet fortsatte: ${list}.`,
      met: (who: string, times: string) => `Du träffade ${who} ${times}.`,
      meetings: (times: string) => `Vi träffades ${times}.`,
      nextIs: (title: string, date: string) => `Nästa tid är ${date}: ${title}.`,
      nextWas: (title: string, date: string) => `Nästa tid var ${date}: ${title}.`,
      now: 'Nu',
    },
    group: (n: number) => `Visa ${n} händelser`,
    step: {
      done: (month: string) => `Klar i ${month}`,
      last: (month: string) => `Senaste gången i ${month}`,
      since: (month: string) => `Sedan ${month}`,
      here: 'Du är här.',
    },
    span: (from: string, to: string) => `${from} till ${to}`,
    untilNow: (from: string) => `${from} till nu`,
    appeal: {
      none: 'Det här beslutet går inte att överklaga.',
      notStarted: 'Du kan överklaga i tre veckor från den dag du öppnar beslutet.',
      running: (last: string) => `Du kan överklaga till och med ${last}.`,
      over: (last: string) => `Sista dagen att överklaga var ${last}. Skickar du ändå in något tar vi emot det.`,
      elsewhere: 'Beslutet är äldre än din inloggning här. Tiden att överklaga räknas från den dag du fick det.',
    },
    now: {
      request: {
        title: (what: string) => `Vi behöver: ${what}`,
        by: (day: string, far: string) => `Sista dagen är ${day}, ${far}.`,
        late: (day: string) => `Sista dagen var ${day}. Det går att lämna ändå. Ring oss om du behöver mer tid.`,
        more: (n: string, one: boolean) => `Vi väntar på ${n} ${one ? 'sak' : 'saker'} till.`,
        answered: 'Vi läser ditt svar',
        answeredText: (day: string, what: string) => `Du svarade ${day} på det vi bad om: ${what}. Vi hör av oss om vi behöver något mer.`,
      },
      decision: { title: (what: string) => `Det finns ett beslut att läsa: ${what}` },
      mayAppeal: { title: 'Du kan överklaga beslutet', text: (what: string, day: string) => `Det gäller: ${what}. Sista dagen är ${day}.` },
      followUp: { text: (when: string, far: string, place: string) => `${when}, ${far}.${place}` },
      communication: {
        title: (day: string) => `Läs och svara senast ${day}`,
        text: 'Här är det som vi tänker utgå från. Du får läsa det och säga vad du tycker innan vi beslutar.',
      },
      decide: {
        title: 'Vi ska svara på din begäran om beslut',
        by: (day: string) => `Du har bett oss avgöra ärendet. Vi beslutar, eller säger nej i ett eget beslut, senast ${day}.`,
        late: (day: string) => `Vi skulle ha svarat senast ${day}. Det har vi inte gjort. Ring oss.`,
      },
      appealed: { title: 'Vi ser efter om vi ska ändra beslutet', text: 'Annars skickar vi din överklagan till domstolen.' },
      delay: {
        title: 'Det tar längre tid än vi sa',
        by: (day: string) => `Vi räknar med att vara klara senast ${day}.`,
        late: (day: string) => `Vi trodde att vi skulle vara klara ${day}. Det är vi inte. Ring oss om du vill veta mer.`,
        open: 'Vi säger till när vi vet mer.',
      },
      step: { by: (day: string) => `Senast ${day}.` },
      after: 'Det som händer sedan',
      notShown: { title: 'Det här ärendet visas inte här', text: 'Ring oss, så berättar vi hur det går.' },
      nothingYet: { title: 'Vi har inte lagt något här än', text: 'Det som vi kan visa dig kommer hit. Ring oss om du undrar något.' },
    },
  },
  en: {
    numbers: {
      n1: 'once',
      n2: 'twice',
      n3: 'three times',
      n4: 'four times',
      n5: 'five times',
      n6: 'six times',
      n7: 'seven times',
      n8: 'eight times',
      n9: 'nine times',
      n10: 'ten times',
      n11: 'eleven times',
      n12: 'twelve times',
    },
    times: (n: number) => `${n} times`,
    few: { n1: 'one', n2: 'two', n3: 'three', n4: 'four', n5: 'five', n6: 'six' },
    result: {
      yes: (what: string) => `Yes: ${inSwedish(what)}.`,
      partly: (what: string) => `Yes in part: ${inSwedish(what)}.`,
      no: (what: string) => `No: ${inSwedish(what)}.`,
      dismissed: (what: string) => `Not examined: ${inSwedish(what)}.`,
    },
    answer: { yes: 'Yes', partly: 'Yes in part', no: 'No', dismissed: 'Not examined' },
    turn: { you: 'Your turn', we: 'Our turn', both: 'Together', nobody: 'Nobody needs to do anything', choice: 'Your choice' },
    fromYou: 'From you',
    corrected: (label: string, date: string) => `${label}, with a correction ${date}`,
    mistake: {
      label: 'Registered by mistake',
      title: 'This does not apply',
      text: (date: string) => `It came into your case by mistake. We took it away on ${date}.`,
    },
    withheld: 'Not shown',
    under: {
      sensitive: 'Choose how to read',
      later: 'You read later',
      together: 'We read together',
      closing: 'When the case is closed',
      'not-here': 'Not shown here',
    },
    coming: { label: 'Coming meeting', with: (people: string) => `You meet ${people}.` },
    measures: {
      started: (n: string, list: string) => `${capital(n)} kinds of support began: ${list}`,
      ended: (n: string, list: string) => `${capital(n)} kinds of support have ended: ${list}`,
    },
    quiet: {
      goesOn: (list: string) => `The support goes on: ${list}.`,
      wentOn: (list: string) => `The support went on: ${list}.`,
      met: (who: string, times: string) => `You met ${who} ${times}.`,
      meetings: (times: string) => `We met ${times}.`,
      nextIs: (title: string, date: string) => `The next appointment is ${date}: ${inSwedish(title)}.`,
      nextWas: (title: string, date: string) => `The next appointment was ${date}: ${inSwedish(title)}.`,
      now: 'Now',
    },
    group: (n: number) => `Show ${n} events`,
    step: {
      done: (month: string) => `Done in ${month}`,
      last: (month: string) => `Most recently in ${month}`,
      since: (month: string) => `Since ${month}`,
      here: 'You are here.',
    },
    span: (from: string, to: string) => `${from} to ${to}`,
    untilNow: (from: string) => `${from} until now`,
    appeal: {
      none: 'This decision cannot be appealed.',
      notStarted: 'You can appeal for three weeks from the day you open the decision.',
      running: (last: string) => `You can appeal until the end of ${last}.`,
      over: (last: string) => `The last day to appeal was ${last}. If you still send something in, we will take it.`,
      elsewhere: 'The decision is older than your sign-in here. The time to appeal counts from the day you got it.',
    },
    now: {
      request: {
        title: (what: string) => `We need: ${inSwedish(what)}`,
        by: (day: string, far: string) => `The last day is ${day}, ${far}.`,
        late: (day: string) => `The last day was ${day}. You can still hand it in. Phone us if you need more time.`,
        more: (n: string, one: boolean) => `We are waiting for ${n} more ${one ? 'thing' : 'things'}.`,
        answered: 'We are reading your answer',
        answeredText: (day: string, what: string) =>
          `You answered ${day} what we asked for: ${inSwedish(what)}. We will be in touch if we need anything more.`,
      },
      decision: { title: (what: string) => `There is a decision to read: ${inSwedish(what)}` },
      mayAppeal: {
        title: 'You can appeal the decision',
        text: (what: string, day: string) => `It is about: ${inSwedish(what)}. The last day is ${day}.`,
      },
      followUp: { text: (when: string, far: string, place: string) => `${when}, ${far}.${place}` },
      communication: {
        title: (day) => `Read and answer by ${day}`,
        text: 'Here is what we are going to go by. You may read it and say what you think before we decide.',
      },
      decide: {
        title: 'We are to answer your request for a decision',
        by: (day) => `You have asked us to decide your case. We decide, or say no in a decision of its own, by ${day}.`,
        late: (day) => `We should have answered by ${day}. We have not. Phone us.`,
      },
      appealed: { title: 'We look at whether to change the decision', text: 'If not, we send your appeal to the court.' },
      delay: {
        title: 'It takes longer than we said',
        by: (day: string) => `We expect to be done by ${day}.`,
        late: (day: string) => `We thought we would be done ${day}. We are not. Phone us if you want to know more.`,
        open: 'We will tell you when we know more.',
      },
      step: { by: (day: string) => `By ${day}.` },
      after: 'What happens then',
      notShown: { title: 'This case is not shown here', text: 'Phone us, and we will tell you how it is going.' },
      nothingYet: {
        title: 'We have not put anything here yet',
        text: 'What we can show you comes here. Phone us if you wonder about anything.',
      },
    },
  },
  'sv-simple': {
    appeal: { notStarted: 'Du kan klaga på beslutet. Det kallas att överklaga. Du har tre veckor från den dag du öppnar beslutet.' },
    now: { communication: { text: 'Läs det som vi tänker bestämma efter. Säg vad du tycker innan vi bestämmer.' } },
  },
})

const times = (n: number, language: Language) => words(language).numbers[`n${n}` as 'n1'] ?? words(language).times(n)
const joined = { sv: new Intl.ListFormat('sv', { type: 'conjunction' }), en: new Intl.ListFormat('en', { type: 'conjunction' }) }
const list = (items: readonly string[], language: Language) => joined[langTag(language)].format(items)
const few = (n: number, language: Language) => words(language).few[`n${n}` as 'n1'] ?? String(n)
/** A place as a sentence of its own. */
const placed = (place: string, language: Language) => theirs(capital(place), language) + (/[.!?]$/.test(place) ? '' : '.')
const sentence = (...parts: (string | false | undefined)[]) => parts.filter(Boolean).join(' ')
const when = (on: Day, at: string | undefined, today: Day, language: Language) =>
  at ? sayMoment(at, today, language) : sayDay(on, today, language)

const tell = (language: Language, today: Day): Tell => ({
  date: (day) => sayDate(day as Day, today, language),
  day: (day) => sayDay(day as Day, today, language),
  moment: (at) => (at.includes('T') ? when(dayOf(at), at, today, language) : sayDay(at as Day, today, language)),
  past: (day) => day < today,
  money: (ore) => kronor(ore / 100),
  list: (items) => list(items, language),
  result: (answer, what) => words(language).result[answer](what.replace(/\.$/, '')),
  few: (n) => few(n, language),
})

/** The line as words. Dates in its own sentences lack their year when it is this one. */
export function entryText(entry: Entry, today: Day, language: Language): Told {
  const own = words(language)
  switch (entry.type) {
    case 'event':
      return eventText(entry, today, language)
    case 'annulled':
      return {
        label: own.mistake.label,
        title: own.mistake.title,
        text: own.mistake.text(sayDate(entry.on, today, language)),
        quote: entry.reason,
      }
    case 'withheld':
      return entry.under
        ? { label: own.under[entry.under.why], title: eventWords(language).label[entry.under.kind], text: '' }
        : {
            label: entry.together ? togetherFirst(language).label : own.withheld,
            title: '',
            text: withheldText(entry.text ?? '', language, entry.together),
          }
    case 'coming':
      return comingText(entry, today, language)
    case 'measures':
      return {
        label: eventWords(language).label['measure-started'],
        title: own.measures[entry.change](
          few(entry.entries.length, language),
          list(
            entry.entries.map((one) => theirs(named(one), language)),
            language,
          ),
        ),
        text: '',
      }
    case 'quiet':
      return { label: '', title: '', text: quietText(entry, today, language) }
    case 'group':
      return { label: '', title: own.group(entry.entries.length), text: '' }
  }
}

const named = (entry: EventEntry): string => (entry.kind === 'measure-started' ? entry.detail.title : (entry.about?.title ?? ''))

function eventText(entry: EventEntry, today: Day, language: Language): Told {
  const { title, says } = eventWords(language)
  const telling = tell(language, today)
  // The kind of the entry and of its words are the same key, which the compiler cannot follow through a lookup.
  const [head, text] = [title, says].map((table) => (table[entry.kind] as (entry: EventEntry, tell: Tell) => string)(entry, telling)) as [
    string,
    string,
  ]
  return {
    label: labelOf(entry, today, language),
    title: head,
    text,
    quote: quoteOf(entry),
  }
}

/** What kind of line it is, with its day when that stands nowhere else, and that it has been corrected: "Anteckning, 16 oktober, med en rättelse 23 oktober". */
export function labelOf(entry: EventEntry, today: Day, language: Language, day?: string): string {
  const kind = entry.kind === 'received' && entry.voice === 'you' ? words(language).fromYou : eventWords(language).label[entry.kind]
  const dated = [kind, day].filter(Boolean).join(', ')
  return entry.correctedOn ? words(language).corrected(dated, sayDate(entry.correctedOn, today, language)) : dated
}

/** The words of the record, as somebody wrote them. They are shown as theirs, on a sheet of their own, and never put in our sentences. */
export function quoteOf({ kind, detail }: EventEntry): string | undefined {
  switch (kind) {
    case 'note':
    case 'meeting-held':
    case 'requested':
    case 'request-fulfilled':
    case 'preliminary-answer':
    case 'measure-started':
    case 'measure-changed':
    case 'measure-ended':
    case 'condition':
    case 'not-shown-here':
      return detail.text
    case 'reopened':
    case 'investigation-extended':
    case 'stepped-back':
    case 'request-withdrawn':
    case 'delay-notice':
    case 'closed':
      return detail.reason
    case 'investigation-closed':
      return detail.outcome
    case 'decision-corrected':
      return detail.whatWasWrong
    case 'received':
    case 'assigned':
    case 'investigation-opened':
    case 'step-reached':
    case 'decision':
    case 'payment':
    case 'document-added':
    case 'follow-up-planned':
      return undefined
  }
}

function comingText({ followUp: { title, on, at, place, with: people } }: ComingEntry, today: Day, language: Language): Told {
  const own = words(language).coming
  const met =
    people.length > 0 &&
    own.with(
      list(
        people.map((one) => one.name),
        language,
      ),
    )
  return {
    label: own.label,
    title: theirs(title, language),
    text: sentence(`${capital(when(on, at, today, language))}, ${sayHowFar(on, today, language)}.`, place && placed(place, language), met),
  }
}

function quietText({ now, measures, meetings, met, next }: QuietEntry, today: Day, language: Language): string {
  const own = words(language).quiet
  const count = times(meetings.length, language)
  return sentence(
    (now ? own.goesOn : own.wentOn)(
      list(
        measures.map((title) => theirs(title, language)),
        language,
      ),
    ),
    meetings.length > 0 && (met ? own.met(met, count) : own.meetings(count)),
    next && (next.on >= today ? own.nextIs : own.nextWas)(next.title, sayDay(next.on, today, language)),
  )
}

/** What stands beside the line, under a year's heading: "3 december", "April–augusti", "Nu". */
export function entryDate(entry: Entry, language: Language): string {
  if (entry.type === 'quiet' && entry.now) return words(language).quiet.now
  if (entry.type === 'quiet' || entry.type === 'group') return capital(sayMonths(entry.from, entry.to, entry.to, language))
  return sayDate(entry.day, entry.day, language)
}

/** "Din tur", "Vår tur", "Tillsammans", "Ditt val". */
export const turnLabel = (turn: TurnView['turn'], language: Language): string => words(language).turn[turn]

/** "Ja", "Ja till en del", "Nej", "Prövas inte". */
export const answerText = (answer: Answer, language: Language): string => words(language).answer[answer]

/** How long a decision can be appealed. It never says that it is too late: a late appeal is taken in (FL 45 §). */
export function appealText(appeal: Appeal, today: Day, language: Language): string {
  const own = words(language).appeal
  switch (appeal.state) {
    case 'none':
      return own.none
    case 'not-started':
      return own.notStarted
    case 'elsewhere':
      return own.elsewhere
    case 'running':
      return own.running(sayDay(appeal.lastDay, today, language))
    case 'over':
      return own.over(sayDay(appeal.lastDay, today, language))
  }
}

/** Beside a step: "Klar i oktober 2024", "Sedan februari 2025". A coming step has no date. */
export function stepText(step: StepView, language: Language): string {
  const own = words(language).step
  if (step.state === 'coming') return ''
  if (step.state === 'current') return `${own.here} ${own.since(month(step.on, language))}`
  return step.last ? own.last(month(step.last, language)) : own.done(month(step.on, language))
}

/** Under a phase: "Februari 2025 till nu". */
export function phaseText({ from, to }: Pick<Phase, 'from' | 'to'>, language: Language): string {
  const own = words(language)
  const first = capital(month(from, language))
  if (!to) return own.untilNow(first)
  return month(to, language) === month(from, language) ? first : own.span(first, month(to, language))
}

// Always with its year: these stand far from any heading that says it.
const month = (day: Day, language: Language) => sayMonth(day, addMonths(day, 12), language)

/** Whose turn, what to do or what happens, and by when, as a heading and a sentence. The tab is `turnLabel(view.turn)`. */
export function turnText(
  { what, by }: TurnView,
  today: Day,
  language: Language,
): { title: string; text: string; quote?: string | undefined } {
  const own = words(language).now
  const day = by ? sayDay(by, today, language) : ''
  switch (what.kind) {
    case 'request': {
      if (what.answeredOn)
        return { title: own.request.answered, text: own.request.answeredText(sayDay(what.answeredOn, today, language), what.title) }
      const due = what.late ? own.request.late(day) : own.request.by(day, by ? sayHowFar(by, today, language) : '')
      return {
        title: own.request.title(what.title),
        text: sentence(due, what.more > 0 && own.request.more(few(what.more, language), what.more === 1)),
      }
    }
    case 'decision':
      return { title: own.decision.title(what.title), text: appealText(what.appeal, today, language) }
    case 'may-appeal':
      return { title: own.mayAppeal.title, text: own.mayAppeal.text(what.title, day) }
    case 'follow-up': {
      const place = what.place ? ` ${placed(what.place, language)}` : ''
      return {
        title: theirs(what.title, language),
        text: own.followUp.text(capital(when(by!, what.at, today, language)), sayHowFar(by!, today, language), place),
      }
    }
    case 'communication':
      return { title: own.communication.title(day), text: own.communication.text }
    case 'duty':
      return dutyWaits(language)[what.of]
    case 'decide':
      return { title: own.decide.title, text: by && by < today ? own.decide.late(day) : own.decide.by(day) }
    case 'appeal':
      return { title: own.appealed.title, text: own.appealed.text }
    case 'delay':
      return {
        title: own.delay.title,
        text: by ? (by < today ? own.delay.late(day) : own.delay.by(day)) : own.delay.open,
        quote: what.reason,
      }
    case 'step':
      return {
        title: say(what.title, language),
        text: sentence(say(what.text, language), by ? own.step.by(day) : what.usualTime && say(what.usualTime, language)),
      }
    case 'after-step':
      return { title: own.after, text: say(what.text, language) }
    case 'not-shown':
      return own.notShown
    case 'nothing-yet':
      return own.nothingYet
  }
}
