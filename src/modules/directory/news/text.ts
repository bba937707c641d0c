import { texts } from '#kernel/text'

export const words = texts({
  sv: {
    standing: 'Du är ersättare',
    standsIn: (who: string, last: string | undefined) =>
      `För ${who}${last ? ` till och med ${last}` : ', tills vidare'}. Ärendena finns med bland dina.`,
    gone: (who: string) => `${who} har slutat`,
    goneCatalogue: (when: string) => `Kontot stängdes ${when}, när personen togs bort i kommunens lista eller katalog.`,
    gonePlanned: (when: string) => `Kontot stängdes ${when}. Det här hade tillkommit sedan överlämningen planerades.`,
    goneAsChosen: (when: string) => `Kontot stängdes ${when}. Det här lämnades över.`,
    nothing: 'Det fanns inget att ta över.',
    fell: (what: string, to: string) => `${what}: ${to}`,
    toNobody: 'ingen än. Ta upp det med er systemförvaltare.',
    noted: 'Vi har sett det',
    vacancy: 'Enhetens inkorg',
    vacancies: {
      none: 'Ingen tar emot det som kommer till enheten.',
      few: 'Bara en tar emot det som kommer till enheten. Det behövs två, så att det alltid finns någon.',
      away: 'Alla som tar emot är borta i dag.',
      silent: 'Ingen som tar emot har varit inloggad på länge.',
    },
    ask: 'Be er systemförvaltare att ge någon uppdraget.',
    toUnits: 'Visa enheterna',
    unit: (name: string, what: string) => `${name}: ${what}`,
  },
  en: {
    standing: 'You are the deputy',
    standsIn: (who, last) => `For ${who}${last ? ` until ${last}` : ', until further notice'}. The cases are among yours.`,
    gone: (who) => `${who} has left`,
    goneCatalogue: (when) => `The account was closed ${when}, when the person was removed in the municipality’s list or catalogue.`,
    gonePlanned: (when) => `The account was closed ${when}. This had come since the handover was planned.`,
    goneAsChosen: (when) => `The account was closed ${when}. This was handed over.`,
    nothing: 'There was nothing to take over.',
    fell: (what, to) => `${what}: ${to}`,
    toNobody: 'nobody yet. Take it up with your steward.',
    noted: 'We have seen it',
    vacancy: 'The inbox of the unit',
    vacancies: {
      none: 'Nobody receives what comes to the unit.',
      few: 'Only one receives what comes to the unit. Two are needed, so that there is always somebody.',
      away: 'All who receive are away today.',
      silent: 'Nobody who receives has been signed in for long.',
    },
    ask: 'Ask your steward to give somebody the assignment.',
    toUnits: 'Show the units',
    unit: (name, what) => `${name}: ${what}`,
  },
})
