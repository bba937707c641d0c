import { texts } from '#kernel/text'

export const words = texts({
  sv: {
    title: 'Personen kom inte',
    lead: (name: string, when: string) => `${name || 'Den som hade bokat'} hade tid ${when}.`,
    why: 'Den som inte kommer har nästan alltid ett skäl: bussen, barnen, rädslan, brevet som inte kom fram. Fundera på vad som skulle göra det lättare nästa gång.',
    help: 'Vilken hjälp erbjuder ni?',
    helpHint: 'Välj det som passar. Personen ser det på sina sidor.',
    helpNoLogin: 'Välj det som passar, och säg det när ni hörs.',
    words: 'Några ord till personen',
    wordsHint: 'Om hjälpen och nästa steg, inte om följder.',
    start: 'Vi sågs inte den här gången, och det är okej. Hör av dig så hittar vi en tid som passar bättre.',
    save: 'Spara',
    threat: (found: string) => `Det här kan låta som ett straff: ${found}. Skriv om det, eller kryssa för att orden är bra`,
    sure: 'Orden är bra som de är',
    wrong: 'Skriv kortare, högst 2 000 tecken',
  },
  en: {
    title: 'The person did not come',
    lead: (name, when) => `${name || 'Whoever had booked'} had a time ${when}.`,
    why: 'Whoever does not come nearly always has a reason: the bus, the children, fear, the letter that did not arrive. Think of what would make it easier next time.',
    help: 'What help do you offer?',
    helpHint: 'Choose what fits. The person sees it on their pages.',
    helpNoLogin: 'Choose what fits, and say it when you speak.',
    words: 'Some words to the person',
    wordsHint: 'About the help and the next step, not about consequences.',
    start: 'We did not meet this time, and that is all right. Get in touch and we will find a time that suits better.',
    save: 'Save',
    threat: (found) => `This may sound like a punishment: ${found}. Rewrite it, or tick that the words are fine`,
    sure: 'The words are fine as they are',
    wrong: 'Write less, at most 2,000 characters',
  },
})
