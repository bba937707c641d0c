import { texts } from '#kernel/text'

export const words = texts({
  sv: {
    title: 'Ärenden',
    heading: 'Dina ärenden',
    lead: 'Alla ärenden som är öppnade för dig står här, vilket system de än kommer från.',
    open: 'Öppna',
    closed: 'Avslutade',
    openSince: (month: string) => `Öppet sedan ${month}`,
    closedIn: (month: string) => `Avslutat i ${month}. Du kan fortfarande läsa allt`,
    closedNow: 'Avslutat. Du kan fortfarande läsa allt',
    number: (number: string) => `Ärende ${number}`,
    imported: (source: string) => `Äldre ärende, hämtat från ${source}`,
    down: 'Vi når inte källan just nu. Det som står kan ha ändrats.',
    none: 'Du har inget öppet ärende just nu.',
    empty: {
      heading: 'Inget ärende är öppnat för dig än',
      text: 'Ditt ärende syns här när din handläggare har öppnat det för dig. Det händer inte av sig självt, så fråga om det.',
      how: 'Ring oss och säg att du vill läsa ditt ärende på Mina sidor. Du kan också få läsa det på papper, eller hos oss.',
      call: (name: string) => `Ring ${name}`,
    },
  },
  en: {
    title: 'Cases',
    heading: 'Your cases',
    lead: 'All cases that have been opened for you are here, whichever system they come from.',
    open: 'Open',
    closed: 'Closed',
    openSince: (month) => `Open since ${month}`,
    closedIn: (month) => `Closed in ${month}. You can still read everything`,
    closedNow: 'Closed. You can still read everything',
    number: (number) => `Case ${number}`,
    imported: (source) => `Older case, brought from ${source}`,
    down: 'We cannot reach the source right now. What it says may have changed.',
    none: 'You have no open case right now.',
    empty: {
      heading: 'No case has been opened for you yet',
      text: 'Your case is seen here once your case officer has opened it for you. It does not happen by itself, so ask about it.',
      how: 'Phone us and say that you want to read your case on My pages. You can also read it on paper, or with us.',
      call: (name) => `Phone ${name}`,
    },
  },
})
