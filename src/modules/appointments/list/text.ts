import { texts } from '#kernel/text'
import type { Manner, State } from '../model.ts'

export const words = texts({
  sv: {
    lead: 'Här ser du när vi träffas, och du kan boka, byta och avboka.',
    keep: (when: string) => `Du har ${when} nu, och behåller den om du inte tar den nya.`,
    proposal: {
      heading: (n: number) => (n === 1 ? 'Vi föreslår en annan tid' : 'Vi föreslår andra tider'),
      text: (when: string, until: string) => `Det gäller ${when}. Svara senast ${until}. Din tid gäller tills du har valt.`,
      act: 'Se förslagen och välj',
    },
    next: 'Nästa möte',
    now: 'Pågår nu',
    ends: (far: string, end: string) => `${far}. Det är slut ${end}.`,
    more: 'Läs mer om mötet',
    change: 'Byt tid eller avboka',
    contact: 'Din kontakt',
    meet: 'Du träffar',
    place: 'Plats',
    waiting: 'Du står på tur för en tidigare tid.',
    asked: 'Du har föreslagit en annan tid. Vi svarar dig här.',
    coming: 'Fler tider',
    told: { heading: 'Möten i dina ärenden', text: 'De står i ditt ärende och ändras inte här. Kan du inte då? Ring den du ska träffa.' },
    past: 'Tidigare',
    off: 'Inställda',
    offBy: { person: 'Du avbokade tiden.', staff: 'Vi ställde in tiden.', code: 'Tiden avbokades med koden eller länken.' },
    none: { heading: 'Du har ingen tid inbokad', text: 'Boka en tid här, eller ring så hjälper vi dig.' },
    book: 'Boka en tid',
    bookHeading: 'Behöver du en tid?',
    bookText: 'Välj bland lediga tider. Det tar ett par minuter.',
    state: (state: State, at: Manner) =>
      ({
        booked: 'Har varit',
        held: at === 'phone' ? 'Vi pratades vid' : 'Vi träffades',
        missed: 'Det blev inte av',
        cancelled: 'Avbokad',
      })[state],
    said: {
      avbokad: { heading: 'Tiden är avbokad', text: 'Vill du ha en ny tid kan du boka den här.' },
      behaller: { heading: 'Du behåller din tid', text: 'Den andra tiden går vidare till någon annan.' },
      sent: { heading: 'Det gick inte', text: 'Den tidigare tiden är inte ledig längre. Du har kvar din tid.' },
    },
  },
  en: {
    lead: 'Here you see when we meet, and you can book, move and cancel.',
    keep: (when) => `You have ${when} now, and keep it unless you take the new one.`,
    proposal: {
      heading: (n) => (n === 1 ? 'We suggest another time' : 'We suggest other times'),
      text: (when, until) => `It is about ${when}. Answer by ${until}. Your time stands until you have chosen.`,
      act: 'See the suggestions and choose',
    },
    next: 'Next meeting',
    now: 'Going on now',
    ends: (far, end) => `${far}. It ends ${end}.`,
    more: 'Read more about the meeting',
    change: 'Move or cancel',
    contact: 'Your contact',
    meet: 'You meet',
    place: 'Place',
    waiting: 'You are in line for an earlier time.',
    asked: 'You have suggested another time. We answer you here.',
    told: {
      heading: 'Meetings in your cases',
      text: 'They stand in your case and are not changed here. Can you not come? Phone the one you are to meet.',
    },
    coming: 'More meetings',
    past: 'Earlier',
    off: 'Cancelled',
    offBy: {
      person: 'You cancelled the time.',
      staff: 'We cancelled the time.',
      code: 'The time was cancelled with the code or the link.',
    },
    none: { heading: 'You have no meeting booked', text: 'Book one here, or phone and we help you.' },
    book: 'Book a time',
    bookHeading: 'Do you need a time?',
    bookText: 'Choose among free times. It takes a couple of minutes.',
    state: (state, at) =>
      ({ booked: 'Has been', held: at === 'phone' ? 'We talked' : 'We met', missed: 'It did not happen', cancelled: 'Cancelled' })[state],
    said: {
      avbokad: { heading: 'The time is cancelled', text: 'If you want a new time you can book it here.' },
      behaller: { heading: 'You keep your time', text: 'The other time goes on to somebody else.' },
      sent: { heading: 'It did not work', text: 'The earlier time is no longer free. You still have your time.' },
    },
  },
  'sv-simple': {
    lead: 'Här ser du dina tider. Du kan boka en tid. Du kan byta tid eller avboka.',
    keep: (when: string) => `Din tid nu är ${when}. Du behåller den om du inte tar den nya.`,
    proposal: {
      text: (when: string, until: string) => `Det gäller din tid ${when}. Svara senast ${until}. Du har kvar din tid tills du har valt.`,
    },
    offBy: { code: 'Tiden är avbokad. Det gjordes med koden eller länken.' },
    none: { text: 'Du kan boka en tid här. Du kan också ringa. Då hjälper vi dig.' },
    state: (state: State, at: Manner) =>
      ({
        booked: 'Har varit',
        held: at === 'phone' ? 'Vi pratade' : 'Vi träffades',
        missed: 'Det blev inget möte',
        cancelled: 'Avbokad',
      })[state],
    said: {
      avbokad: { text: 'Vill du ha en ny tid? Boka den här.' },
      behaller: { text: 'Någon annan kan ta den andra tiden.' },
    },
  },
})
