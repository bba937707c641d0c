import { texts } from '#kernel/text'

export const words = texts({
  sv: {
    title: 'Sök',
    heading: 'Sök i dina ärenden',
    label: 'Vad söker du?',
    hint: 'Ett beslut, en handling, ett namn eller ord som du minns. Det räcker med början av ett ord.',
    search: 'Sök',
    back: 'Alla ärenden',
    faults: {
      empty: 'Skriv ett eller flera ord att söka efter',
      short: 'Skriv minst två tecken',
      long: (most: number) => `Skriv kortare, högst ${most} tecken`,
    },
    found: (n: number) => (n === 1 ? 'En träff' : `${n} träffar`),
    latest: (most: number) => `De ${most} senaste träffarna`,
    more: 'Det finns fler. Skriv ett ord till, så blir de färre.',
    number: (number: string) => `Ärende ${number}`,
    contact: 'Din kontakt',
    unit: 'Enhet',
    line: (kind: string, day: string, by: string) => `${kind}, ${day}${by && `. ${by} skrev`}`,
    none: {
      heading: 'Vi hittade inget',
      text: 'Prova ett annat ord, eller bara början av det. Vi letar i det som visas för dig här.',
      call: 'Hittar du inte det du söker? Ring oss, så letar vi tillsammans.',
    },
  },
  en: {
    title: 'Search',
    heading: 'Search your cases',
    label: 'What are you looking for?',
    hint: 'A decision, a document, a name or words that you remember. The beginning of a word is enough. What we have written is in Swedish.',
    search: 'Search',
    back: 'All cases',
    faults: {
      empty: 'Write one or more words to search for',
      short: 'Write at least two characters',
      long: (most) => `Write less, at most ${most} characters`,
    },
    found: (n) => (n === 1 ? 'One match' : `${n} matches`),
    latest: (most) => `The latest ${most} matches`,
    more: 'There are more. Write one word more to get fewer.',
    number: (number) => `Case ${number}`,
    contact: 'Your contact',
    unit: 'Unit',
    line: (kind, day, by) => `${kind}, ${day}${by && `. ${by} wrote`}`,
    none: {
      heading: 'We found nothing',
      text: 'Try another word, or only the beginning of it. We look in what is shown to you here.',
      call: 'Do you not find what you are looking for? Phone us, and we will look together.',
    },
  },
})
