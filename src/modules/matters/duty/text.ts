import { type Language, texts } from '#kernel/text'
import { type Day, dayOf } from '#kernel/values/day'
import { theirs } from '#kernel/values/marks'
import { sayDay } from '#kernel/values/when'
import type { Duty } from './model.ts'

export const words = texts({
  sv: {
    communication: {
      title: 'Läs och svara innan vi beslutar',
      open: (last: string) => `Svara senast ${last}.`,
      more: (last: string) => `Du har svarat. Vill du lägga till något går det till och med ${last}.`,
      answered: 'Du har svarat.',
      over: (last: string) => `Sista dagen var ${last}. Du kan svara ändå. Vi läser det om vi inte redan har beslutat.`,
      withdrawn: 'Vi har tagit tillbaka det som vi skickade.',
    },
    decide: {
      title: 'Din begäran om beslut',
      open: (last: string) => `Vi beslutar, eller säger nej i ett eget beslut, senast ${last}.`,
      late: (last: string) => `Vi skulle ha svarat senast ${last}. Det har vi inte gjort. Ring oss.`,
      decided: (day: string) => `Du fick vårt beslut ${day}.`,
      refused: (day: string) => `Vi sa nej ${day}. Du kan överklaga det.`,
    },
    file: {
      title: 'Din begäran att läsa akten',
      open: (came: string) => `Vi fick den ${came}. Vi svarar så fort vi kan.`,
      full: (day: string) => `Du fick svar ${day}: du får läsa allt du bad om.`,
      partial: (day: string) =>
        `Du fick svar ${day}: du får läsa en del. Vi har skrivit varför du inte får allt, och du kan överklaga det.`,
      refused: (day: string) => `Vi sa nej ${day}. Vi har skrivit varför, och du kan överklaga det.`,
    },
    appeal: {
      title: (what: string) => `Din överklagan: ${what}`,
      plain: 'Din överklagan',
      open: (came: string) => `Vi fick den ${came}. Vi ser efter om vi ska ändra beslutet. Annars skickar vi den till domstolen.`,
      sent: (day: string) => `Vi skickade den till domstolen ${day}. Domstolen hör av sig till dig.`,
      rejected: (day: string) => `Vi beslutade ${day} att den kom för sent. Du kan överklaga det.`,
    },
    refusal: { decide: 'nej till att avgöra ärendet', file: 'nej till att läsa akten', appeal: 'avvisad överklagan' },
    withdrawn: (day: string) => `Du tog tillbaka den ${day}.`,
    late: 'Kom efter sista dagen. Vi har sparat det.',
    law: 'Lagen bakom',
    other: {
      heading: 'Du kan göra det på annat sätt',
      call: (name: string) => `Ring ${name}, så skriver vi ner det du säger:`,
      paper: (where: string) => `Skriv på papper och lämna eller skicka det till ${where}.`,
      visit: (where: string) => `Kom till oss och få hjälp: ${where}`,
    },
  },
  en: {
    communication: {
      title: 'Read and answer before we decide',
      open: (last) => `Answer by ${last}.`,
      more: (last) => `You have answered. If you want to add something you can do so until ${last}.`,
      answered: 'You have answered.',
      over: (last) => `The last day was ${last}. You can answer all the same. We read it if we have not already decided.`,
      withdrawn: 'We have taken back what we sent.',
    },
    decide: {
      title: 'Your request for a decision',
      open: (last) => `We decide, or say no in a decision of its own, by ${last}.`,
      late: (last) => `We should have answered by ${last}. We have not. Phone us.`,
      decided: (day) => `You got our decision ${day}.`,
      refused: (day) => `We said no ${day}. You can appeal that.`,
    },
    file: {
      title: 'Your request to read the file',
      open: (came) => `We got it ${came}. We answer as soon as we can.`,
      full: (day) => `You got an answer ${day}: you may read everything you asked for.`,
      partial: (day) =>
        `You got an answer ${day}: you may read a part. We have written why you may not read all of it, and you can appeal that.`,
      refused: (day) => `We said no ${day}. We have written why, and you can appeal that.`,
    },
    appeal: {
      title: (what) => `Your appeal: ${what}`,
      plain: 'Your appeal',
      open: (came) => `We got it ${came}. We look at whether to change the decision. Otherwise we send it to the court.`,
      sent: (day) => `We sent it to the court ${day}. The court gets in touch with you.`,
      rejected: (day) => `We decided ${day} that it came too late. You can appeal that.`,
    },
    refusal: { decide: 'no to deciding the case', file: 'no to reading the file', appeal: 'rejected appeal' },
    withdrawn: (day) => `You took it back ${day}.`,
    late: 'Came after the last day. We have kept it.',
    law: 'The law behind it',
    other: {
      heading: 'You can do it in another way',
      call: (name) => `Phone ${name}, and we write down what you say:`,
      paper: (where) => `Write on paper and hand it in or post it to ${where}.`,
      visit: (where) => `Come to us and get help: ${where}`,
    },
  },
  'sv-simple': {
    communication: {
      title: 'Läs och svara innan vi bestämmer',
      more: (last: string) => `Du har svarat. Du kan skriva mer till och med ${last}.`,
      over: (last: string) => `Sista dagen var ${last}. Du kan svara ändå. Vi läser svaret om vi inte redan har bestämt.`,
      withdrawn: 'Vi har tagit tillbaka det vi skickade.',
    },
    decide: {
      title: 'Du vill ha ett beslut',
      open: (last: string) => `Vi svarar senast ${last}. Du får ett beslut, eller ett nej. Du får veta varför.`,
      late: (last: string) => `Vi skulle ha svarat ${last}. Vi är sena. Ring oss.`,
      decided: (day: string) => `Du fick beslutet ${day}.`,
      refused: (day: string) => `Vi sa nej ${day}. Du kan klaga på det. Det kallas att överklaga.`,
    },
    file: {
      title: 'Du vill läsa din akt',
      full: (day: string) => `Vi svarade ${day}. Du får läsa allt som du bad om.`,
      partial: (day: string) =>
        `Vi svarade ${day}. Du får läsa en del. Vi har skrivit varför. Du kan klaga på det. Det kallas att överklaga.`,
      refused: (day: string) => `Vi sa nej ${day}. Vi har skrivit varför. Du kan klaga på det. Det kallas att överklaga.`,
    },
    appeal: {
      title: (what: string) => `Du har klagat på: ${what}`,
      plain: 'Du har klagat på ett beslut',
      open: (came: string) => `Vi fick ditt brev ${came}. Först ser vi om vi ska ändra beslutet. Annars skickar vi brevet till domstolen.`,
      sent: (day: string) => `Vi skickade ditt brev till domstolen ${day}. Domstolen skriver till dig.`,
      rejected: (day: string) => `Vi bestämde ${day} att brevet kom för sent. Du kan klaga på det.`,
    },
    late: 'Det kom efter sista dagen. Vi har sparat det.',
    law: 'Vad lagen säger',
    other: {
      heading: 'Du kan göra på ett annat sätt',
      call: (name: string) => `Ring ${name}. Vi skriver det du säger:`,
      paper: (where: string) => `Skriv på papper. Lämna eller skicka det till ${where}.`,
      visit: (where: string) => `Kom till oss. Vi hjälper dig: ${where}`,
    },
  },
})

/** What it is called and how it stands, for its person: what happens next and by when. */
export function dutyText(duty: Duty, today: Day, language: Language): { title: string; text: string } {
  const said = words(language)
  const { kind, detail, outcome, endedAt, lastDay, answers } = duty
  const last = lastDay ? sayDay(lastDay, today, language) : ''
  const came = sayDay(duty.cameOn, today, language)
  const ended = endedAt ? sayDay(dayOf(endedAt), today, language) : ''
  const title =
    kind === 'appeal' ? (detail.title ? said.appeal.title(theirs(detail.title, language)) : said.appeal.plain) : said[kind].title
  if (kind === 'communication') {
    const own = said.communication
    if (outcome) return { title, text: own.withdrawn }
    if (answers > 0) return { title, text: lastDay && today <= lastDay ? own.more(last) : own.answered }
    return { title, text: lastDay && today <= lastDay ? own.open(last) : own.over(last) }
  }
  switch (outcome) {
    case 'withdrawn':
      return { title, text: said.withdrawn(ended) }
    case 'decided':
      return { title, text: said.decide.decided(ended) }
    case 'full':
    case 'partial':
      return { title, text: said.file[outcome](ended) }
    case 'refused':
      return { title, text: (kind === 'file' ? said.file : said.decide).refused(ended) }
    case 'sent':
    case 'rejected':
      return { title, text: said.appeal[outcome](ended) }
    case null:
      if (kind === 'decide') return { title, text: lastDay && lastDay < today ? said.decide.late(last) : said.decide.open(last) }
      return { title, text: said[kind].open(came) }
  }
}
