import { texts } from '#kernel/text'

export const words = texts({
  sv: {
    title: 'Stå på tur för en tidigare tid',
    lead: (when: string) =>
      `Du har ${when}, och behåller den. Blir en tidigare tid ledig frågar vi dig, i den ordning ni har ställt er på tur.`,
    how: 'Du får veta det här på Mina sidor, och på det sätt du har valt för påminnelser. Tiden hålls åt dig en stund, så att du hinner svara.',
    until: 'Senast vilken dag?',
    hint: (day: string) => `Vill du bara ha en tid till och med en viss dag skriver du den, till exempel ${day}. Annars lämnar du tomt.`,
    act: 'Ställ mig på tur',
    change: 'Spara',
    stop: 'Stå inte på tur längre',
    inLine: (since: string) => `Du står på tur sedan ${since}.`,
    late: 'Det är för nära mötet för att hinna byta här. Ring så ser vi om det finns en tidigare tid.',
    wrong: { day: (day: string) => `Skriv en dag, till exempel ${day}`, before: 'Välj en dag från i dag och före tiden du har' },
  },
  en: {
    title: 'Stand in line for an earlier time',
    lead: (when) => `You have ${when}, and keep it. If an earlier time becomes free we ask you, in the order you have stood in line.`,
    how: 'We tell you here on My pages, and in the way you have chosen for reminders. The time is kept for you for a while, so that you have time to answer.',
    until: 'By which day?',
    hint: (day) => `If you only want a time up to a certain day, write it, for example ${day}. Otherwise leave it empty.`,
    act: 'Put me in line',
    change: 'Save',
    stop: 'Do not stand in line any more',
    inLine: (since) => `You have stood in line since ${since}.`,
    late: 'It is too near the meeting to change here. Phone and we see whether there is an earlier time.',
    wrong: { day: (day) => `Write a day, for example ${day}`, before: 'Choose a day from today on and before the time you have' },
  },
  'sv-simple': {
    lead: (when: string) =>
      `Din tid är ${when}. Du behåller den. Blir en tidigare tid ledig? Då frågar vi dig. Flera kan stå på tur. Vi frågar först den som har stått längst på tur.`,
    how: 'Du får frågan här på Mina sidor. Du får den också på det sätt som du har valt för påminnelser. Vi sparar tiden åt dig en stund. Då hinner du svara.',
    hint: (day: string) => `Skriv den sista dagen som passar dig. Skriv till exempel ${day}. Passar alla dagar? Skriv inget.`,
    inLine: (since: string) => `Du har stått på tur sedan ${since}.`,
    late: 'Det är för kort tid kvar till mötet. Du kan inte byta här. Ring oss. Då ser vi om det finns en tidigare tid.',
    wrong: {
      day: (day: string) => `Skriv en dag, till exempel ${day}`,
      before: 'Välj i dag eller en senare dag. Den ska vara före tiden du har',
    },
  },
})
