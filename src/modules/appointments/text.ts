import { texts } from '#kernel/text'
import type { Help, Manner } from './model.ts'

type ByManner = Record<Manner, string>

/** Words that several pages about times share. */
export const words = texts({
  sv: {
    times: 'Tider',
    turn: 'Din tur',
    offer: {
      heading: 'En tidigare tid är ledig',
      text: (when: string, until: string) => `${when}. Den hålls åt dig till ${until}.`,
      yes: 'Ta den tidigare tiden',
      no: 'Nej, jag behåller min tid',
    },
    /** Neutral: it stands in the window and in the history. */
    time: 'Tid',
    manner: (manner: Manner) =>
      ({ visit: 'besök', phone: 'telefonsamtal', video: 'videomöte', home: 'hemma hos dig' } satisfies ByManner)[manner],
    how: (manner: Manner, name: string) =>
      (
        {
          visit: '',
          phone: `${name} ringer dig.`,
          video: 'Ni ses på video.',
          home: `${name} kommer hem till dig.`,
        } satisfies ByManner
      )[manner],
    minutes: (n: number) => (n % 60 === 0 ? (n === 60 ? 'en timme' : `${n / 60} timmar`) : `${n} minuter`),
    from: (time: string, end: string) => `${time}–${end}`,
    ring: (name: string) => `Ring ${name}`,
    rather: 'Jag ringer hellre',
    town: { heading: 'Ring oss', text: 'Får du inte ihop det? Vi hjälper dig att hitta en tid.' },
    back: 'Alla tider',
    toMeeting: 'Tillbaka till tiden',
    help: (help: Help) =>
      (
        {
          'another-time': 'en ny tid som passar bättre',
          'by-phone': 'att vi pratar på telefon i stället',
          'at-home': 'att vi kommer hem till dig',
          ride: 'hjälp att ta dig hit',
          reminder: 'en påminnelse närmare mötet',
          'somebody-along': 'att någon följer med dig',
          'earlier-in-day': 'en annan tid på dagen',
          'other-place': 'att vi ses på en annan plats',
          interpreter: 'tolk',
          other: 'annan hjälp, som vi kan prata om',
        } satisfies Record<Help, string>
      )[help],
    wishes: {
      companion: 'Vill du ha med dig någon?',
      companionHint: 'En vän, en släkting eller ett ombud. Skriv vem. Du får lämna tomt.',
      interpreter: 'Behöver du tolk?',
      interpreterHint: 'Skriv vilket språk, eller teckenspråk. Vi ordnar tolken och det kostar inget.',
      wishes: 'Är det något annat som gör mötet bättre för dig?',
      wishesHint: 'Till exempel paus, en stol nära dörren, ingen trappa eller att vi ringer upp i stället.',
      long: 'Texten är för lång. Korta den',
    },
    number: { ask: 'Vilket nummer ska vi ringa?', wrong: 'Skriv numret som vi ska ringa, till exempel 070-174 06 05' },
  },
  en: {
    times: 'Meetings',
    turn: 'Your turn',
    offer: {
      heading: 'An earlier time is free',
      text: (when, until) => `${when}. It is kept for you until ${until}.`,
      yes: 'Take the earlier time',
      no: 'No, I keep my time',
    },
    time: 'Meeting',
    manner: (manner) => ({ visit: 'at our office', phone: 'by phone', video: 'by video', home: 'at your home' } satisfies ByManner)[manner],
    how: (manner, name) =>
      (
        {
          visit: '',
          phone: `${name} calls you.`,
          video: 'You meet by video.',
          home: `${name} comes to your home.`,
        } satisfies ByManner
      )[manner],
    minutes: (n) => (n % 60 === 0 ? (n === 60 ? 'one hour' : `${n / 60} hours`) : `${n} minutes`),
    from: (time, end) => `${time}–${end}`,
    ring: (name) => `Phone ${name}`,
    rather: 'I would rather phone',
    town: { heading: 'Phone us', text: 'Can you not make it fit? We help you find a time.' },
    back: 'All meetings',
    toMeeting: 'Back to the meeting',
    help: (help) =>
      (
        {
          'another-time': 'a new time that suits you better',
          'by-phone': 'to talk by phone instead',
          'at-home': 'to come to your home',
          ride: 'help to get here',
          reminder: 'a reminder closer to the meeting',
          'somebody-along': 'somebody to come along with you',
          'earlier-in-day': 'another time of the day',
          'other-place': 'to meet at another place',
          interpreter: 'an interpreter',
          other: 'other help, which we can talk about',
        } satisfies Record<Help, string>
      )[help],
    wishes: {
      companion: 'Do you want to bring somebody?',
      companionHint: 'A friend, a relative or a representative. Write who. You may leave it empty.',
      interpreter: 'Do you need an interpreter?',
      interpreterHint: 'Write which language, or sign language. We arrange the interpreter and it costs nothing.',
      wishes: 'Is there anything else that makes the meeting better for you?',
      wishesHint: 'For example a break, a chair near the door, no stairs, or that we phone instead.',
      long: 'The text is too long. Shorten it',
    },
    number: { ask: 'Which number shall we phone?', wrong: 'Write the number that we shall phone, for example 070-174 06 05' },
  },
  'sv-simple': {
    offer: { text: (when: string, until: string) => `${when}. Vi sparar den åt dig till ${until}.` },
    town: { text: 'Är det svårt att hitta en tid? Vi hjälper dig.' },
    wishes: {
      companionHint:
        'Det kan vara en vän eller en släkting. Det kan vara ett ombud. Ett ombud är någon som talar för dig. Skriv vem. Du behöver inte svara.',
      interpreterHint: 'Skriv vilket språk. Du kan också skriva teckenspråk. Vi ordnar tolken. Det kostar inget.',
      wishes: 'Vad mer kan göra mötet bättre för dig?',
      wishesHint:
        'Du kan till exempel be om en paus, eller en stol nära dörren. Du kan be om en plats utan trappa. Du kan be oss att ringa i stället.',
      long: 'Texten är för lång. Gör den kortare',
    },
    number: { wrong: 'Skriv numret som vi ska ringa. Skriv till exempel 070-174 06 05' },
  },
})
