import { texts } from '#kernel/text'

export const words = texts({
  sv: {
    title: 'Boka en tid',
    lead: 'Välj vad det gäller. Sedan väljer du tid.',
    mine: 'Hos dem du har kontakt med',
    others: (name: string) => `Andra i ${name}`,
    at: (unit: string, length: string, how: string) => `${unit}. ${length}, ${how}.`,
    or: ' eller ',
    first: (when: string) => `Första lediga tid: ${when}.`,
    full: 'Inga lediga tider just nu. Ring så hittar vi en:',
    nothing: {
      heading: 'Det finns inget att boka här än',
      text: 'Enheterna har inte öppnat några tider för bokning på nätet. Ring så bokar vi tillsammans.',
    },
    when: {
      lead: (length: string) => `Det tar ${length}. Välj en tid som passar dig.`,
      whom: 'Med vem?',
      anyone: 'Vem som helst',
      none: {
        heading: 'Inga lediga tider',
        text: 'Det finns inga lediga tider att välja här just nu. Nya kommer till, eller ring så hittar vi en tid tillsammans.',
      },
      later: 'Senare tider',
      first: 'Från första lediga tid',
      days: 'Lediga tider',
      taken: { heading: 'Tiden hann bli upptagen', text: 'Någon annan tog den just nu. Här är de som är lediga.' },
      late: { heading: 'Tiden är för nära', text: 'Välj en tid längre fram, eller ring så ser vi om det går ändå.' },
    },
    back: { kinds: 'Välj något annat', times: 'Välj en annan tid' },
    sure: {
      title: 'Stämmer det?',
      tab: 'Tiden du valt',
      takes: (length: string) => `Det tar ${length}.`,
      about: 'Vad gäller det?',
      noCase: 'Något annat, eller vet inte',
      more: 'Be om något: sällskap, tolk eller annat',
      lead: 'Du behöver inte fylla i något. Du kan ändra det här ända tills vi träffas.',
      act: 'Boka tiden',
      reminder: 'Du kan flytta eller avboka tiden här på Mina sidor.',
      until: (hours: number) =>
        hours === 0
          ? 'Du kan ändra ända fram till mötet.'
          : `Du kan ändra själv fram till ${hours % 24 === 0 ? (hours === 24 ? 'ett dygn' : `${hours / 24} dygn`) : `${hours} timmar`} före.`,
    },
    already: {
      heading: 'Du har redan en sådan tid',
      text: 'Du kan ha en tid åt gången av samma slag. Vill du byta gör du det på tiden du har.',
    },
    many: { heading: 'Du har fem tider bokade', text: 'Fler än så bokar du genom att ringa. Du kan också avboka en som du inte behöver.' },
    see: 'Se dina tider',
  },
  en: {
    title: 'Book a time',
    lead: 'Choose what it is about. Then you choose a time.',
    mine: 'With those you are in contact with',
    others: (name) => `Others in ${name}`,
    at: (unit, length, how) => `${unit}. ${length}, ${how}.`,
    or: ' or ',
    first: (when) => `First free time: ${when}.`,
    full: 'No free times just now. Phone and we find one:',
    nothing: {
      heading: 'There is nothing to book here yet',
      text: 'The units have not opened any times for booking online. Phone and we book together.',
    },
    when: {
      lead: (length) => `It takes ${length}. Choose a time that suits you.`,
      whom: 'With whom?',
      anyone: 'Anybody',
      none: {
        heading: 'No free times',
        text: 'There are no free times to choose here just now. New ones come, or phone and we find a time together.',
      },
      later: 'Later times',
      first: 'From the first free time',
      days: 'Free times',
      taken: { heading: 'That time was just taken', text: 'Somebody else took it just now. Here are those that are free.' },
      late: { heading: 'That time is too near', text: 'Choose a later time, or phone and we see whether it can be done all the same.' },
    },
    back: { kinds: 'Choose something else', times: 'Choose another time' },
    sure: {
      title: 'Is this right?',
      tab: 'The time you chose',
      takes: (length) => `It takes ${length}.`,
      about: 'What is it about?',
      noCase: 'Something else, or do not know',
      more: 'Ask for something: company, an interpreter or else',
      lead: 'You need not fill in anything. You can change this until we meet.',
      act: 'Book the time',
      reminder: 'You can move or cancel the time here on My pages.',
      until: (hours) =>
        hours === 0
          ? 'You can change it until the meeting.'
          : `You can change it yourself until ${hours % 24 === 0 ? (hours === 24 ? 'one day' : `${hours / 24} days`) : `${hours} hours`} before.`,
    },
    already: {
      heading: 'You already have such a time',
      text: 'You can have one time of the same kind at once. To change it, go to the time you have.',
    },
    many: {
      heading: 'You have five times booked',
      text: 'To book more than that, phone us. You can also cancel one that you do not need.',
    },
    see: 'See your times',
  },
  'sv-simple': {
    full: 'Det finns inga lediga tider just nu. Vi hjälper dig att hitta en. Ring',
    nothing: {
      heading: 'Du kan inte boka här än',
      text: 'Det finns inga tider att boka här. Ring oss. Då bokar vi tillsammans.',
    },
    when: {
      none: { text: 'Du kan inte välja någon tid här just nu. Det kommer nya tider. Du kan också ringa. Då hittar vi en tid tillsammans.' },
      taken: { heading: 'Tiden är inte ledig längre', text: 'Någon annan tog den just nu. Här är de tider som är lediga.' },
      late: { text: 'Välj en senare tid. Du kan också ringa. Då ser vi om det går ändå.' },
    },
    sure: {
      more: 'Vill du ha med dig någon, få tolk eller något annat?',
      lead: 'Du behöver inte svara. Du kan ändra det här tills vi träffas.',
      until: (hours: number) =>
        hours === 0
          ? 'Du kan ändra tiden själv fram till mötet.'
          : `Du kan ändra tiden själv senast ${hours > 24 && hours % 24 === 0 ? `${hours / 24} dygn` : hours === 1 ? 'en timme' : `${hours} timmar`} före mötet.`,
    },
    already: { text: 'Du kan bara ha en sådan tid åt gången. Vill du byta? Gå till tiden du har. Byt den där.' },
    many: { heading: 'Du har redan bokat fem tider', text: 'Vill du boka fler? Ring oss. Du kan också avboka en tid som du inte behöver.' },
  },
})
