import { plural, texts } from '#kernel/text'

export const words = texts({
  sv: {
    title: 'Tider som släppts tillsammans',
    whose: (kind: string, name: string) => `${kind}, ${name}`,
    made: (name: string, when: string) => `Släppta av ${name} ${when}.`,
    rule: {
      weekdays: ['måndagar', 'tisdagar', 'onsdagar', 'torsdagar', 'fredagar', 'lördagar', 'söndagar'].join('|'),
      when: (days: string, from: string, to: string) => `${days}, ${from} till ${to}`,
      between: (hours: string, minutes: number) => `kl. ${hours}, ${minutes} minuter var`,
      pause: (minutes: number) => `${minutes} minuter mellan tiderna`,
      rest: (hours: string) => `uppehåll ${hours}`,
      and: 'och',
    },
    released: (n: number) => plural('sv', n, { one: '1 tid är släppt', other: `${n} tider är släppta` }),
    releasedText: 'De kan bokas nu.',
    notMade: (n: number) => plural('sv', n, { one: '1 tid släpptes inte', other: `${n} tider släpptes inte` }),
    removed: (n: number) =>
      n === 0 ? 'Inga tider togs bort' : plural('sv', n, { one: '1 tid är borttagen', other: `${n} tider är borttagna` }),
    kept: (n: number) =>
      plural('sv', n, {
        one: '1 tid är bokad och står kvar. Vill du inte ha den, öppna bokningen och flytta eller avboka.',
        other: `${n} tider är bokade och står kvar. Vill du inte ha dem, öppna bokningarna och flytta eller avboka.`,
      }),
    ahead: 'Kommande tider',
    none: 'Inga kommande tider',
    noneText: 'Alla tider har varit, eller är borttagna.',
    free: 'Lediga',
    booked: 'Bokade',
    withdraw: 'Ta bort lediga tider',
    withdrawText: 'Lediga tider från den dagen går inte att boka längre. Bokade tider står kvar.',
    from: 'Från och med vilken dag?',
    fromHint: (example: string) => `Till exempel ${example}`,
    wrong: 'Skriv dagen så här: 2026-12-03',
  },
  en: {
    title: 'Times released together',
    whose: (kind, name) => `${kind}, ${name}`,
    made: (name, when) => `Released by ${name} ${when}.`,
    rule: {
      weekdays: ['Mondays', 'Tuesdays', 'Wednesdays', 'Thursdays', 'Fridays', 'Saturdays', 'Sundays'].join('|'),
      when: (days, from, to) => `${days}, ${from} to ${to}`,
      between: (hours, minutes) => `${hours}, ${minutes} minutes each`,
      pause: (minutes) => `${minutes} minutes between the times`,
      rest: (hours) => `break ${hours}`,
      and: 'and',
    },
    released: (n) => plural('en', n, { one: '1 time is released', other: `${n} times are released` }),
    releasedText: 'They can be booked now.',
    notMade: (n) => plural('en', n, { one: '1 time was not released', other: `${n} times were not released` }),
    removed: (n) => (n === 0 ? 'No times were removed' : plural('en', n, { one: '1 time is removed', other: `${n} times are removed` })),
    kept: (n) =>
      plural('en', n, {
        one: '1 time is booked and stays. If you do not want it, open the booking and move or cancel it.',
        other: `${n} times are booked and stay. If you do not want them, open the bookings and move or cancel them.`,
      }),
    ahead: 'Coming times',
    none: 'No coming times',
    noneText: 'All the times have been, or are removed.',
    free: 'Free',
    booked: 'Booked',
    withdraw: 'Remove free times',
    withdrawText: 'Free times from that day on can no longer be booked. Booked times stay.',
    from: 'From which day on?',
    fromHint: (example) => `For example ${example}`,
    wrong: 'Write the day like this: 2026-12-03',
  },
})
