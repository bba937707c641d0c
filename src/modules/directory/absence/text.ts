import { texts } from '#kernel/text'

export const words = texts({
  sv: {
    title: 'Frånvaro',
    heading: 'Din frånvaro',
    lead: 'Lägg in när du är borta, så går det som kommer till din ersättare. Skriv inte varför.',
    deputy: (who: string) => `Din vanliga ersättare är ${who}.`,
    noDeputy: 'Du har ingen vanlig ersättare. Välj någon, eller be er systemförvaltare att lägga in en.',
    back: 'Start',
    saved: 'Frånvaron är sparad',
    removed: 'Frånvaron är borttagen',
  },
  en: {
    title: 'Absence',
    heading: 'Your absence',
    lead: 'Enter when you are away, and what comes goes to your deputy. Do not write why.',
    deputy: (who) => `Your usual deputy is ${who}.`,
    noDeputy: 'You have no usual deputy. Choose somebody, or ask your steward to enter one.',
    back: 'Start',
    saved: 'The absence is saved',
    removed: 'The absence is removed',
  },
})
