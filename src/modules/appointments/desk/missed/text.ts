import { texts } from '#kernel/text'

export const words = texts({
  sv: {
    title: 'Uteblivna besök',
    lead: 'Hur stor del av mötena som personen inte kom till, med och utan påminnelse. Siffrorna är till för att se om påminnelser och hjälp gör nytta, inte för att följa någon.',
    counted: (unit: string) => `Gäller ${unit}. Bara möten där någon har svarat om personen kom räknas.`,
    few: 'Där det är färre än fem personer står ingen siffra.',
    none: 'Inga möten är antecknade än',
    noneText: 'Svara på frågan "Kom personen?" efter mötena, så kommer siffrorna hit.',
    caption: 'Per kvartal',
    head: { quarter: 'Kvartal', reminded: 'Med påminnelse', not: 'Utan påminnelse' },
    quarter: (n: number, year: string) => `Kvartal ${n}, ${year}`,
    cell: {
      none: 'Inga möten',
      few: 'Färre än 5 möten',
      told: (percent: number, all: number) => `${percent} % av ${all} möten`,
      hidden: (all: number) => `${all} möten. Andelen visas inte.`,
    },
  },
  en: {
    title: 'Missed visits',
    lead: 'The share of meetings that the person did not come to, with and without a reminder. The figures are for seeing whether reminders and help are of use, not for following anybody.',
    counted: (unit) => `About ${unit}. Only meetings where somebody has answered whether the person came are counted.`,
    few: 'Where there are fewer than five people no figure is shown.',
    none: 'No meetings are noted yet',
    noneText: 'Answer the question “Did they come?” after the meetings, and the figures come here.',
    caption: 'Per quarter',
    head: { quarter: 'Quarter', reminded: 'With a reminder', not: 'Without a reminder' },
    quarter: (n, year) => `Quarter ${n}, ${year}`,
    cell: {
      none: 'No meetings',
      few: 'Fewer than 5 meetings',
      told: (percent, all) => `${percent}% of ${all} meetings`,
      hidden: (all) => `${all} meetings. The share is not shown.`,
    },
  },
})
