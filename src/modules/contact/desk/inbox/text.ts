import { plural, texts } from '#kernel/text'

export const words = texts({
  sv: {
    title: 'Inkorg',
    filter: 'Visa',
    list: 'Det som har kommit in',
    views: { mine: 'Mina', unassigned: 'Ofördelat', colleagues: 'Hos kollegor', second: 'Att läsa', done: 'Besvarat' },
    lead: {
      mine: 'Det här ska du svara på. Det som är lovat först står överst.',
      unassigned: 'Det här har ingen tagit än. Det som är lovat först står överst.',
      colleagues: 'Det här ska någon annan på enheten svara på. Det som är lovat först står överst.',
      second:
        'De här svaren väntar på att någon annan än den som skrev läser dem. Den som läser skickar svaret, eller lämnar tillbaka det.',
      done: 'Det här är besvarat eller avslutat. Det senaste står överst.',
    },
    empty: {
      mine: 'Du har inget att svara på',
      unassigned: 'Allt är fördelat',
      colleagues: 'Inget ligger hos någon annan',
      second: 'Inget svar väntar på att läsas',
      done: 'Inget är besvarat än',
    },
    emptyText: 'När något kommer står det här.',
    toTop: 'Till början av listan',
    gone: { lamnad: 'Frågan är lämnad till den andra enheten', tillbaka: 'Frågan ligger i inkorgen igen', sparat: 'Utkastet är sparat' },
    handed: (unit: string) => `Frågan är lämnad till ${unit}`,
    call: 'Vill bli uppringd',
    came: (when: string) => `Kom ${when}.`,
    last: (when: string) => `Senast ${when}.`,
    with: (name: string) => `Hos ${name}.`,
    promised: (day: string) => `Svar senast ${day}.`,
    tags: {
      late: (day: string) => `Skulle ha svarats ${day}`,
      today: 'Svar lovat i dag',
      again: 'Har skrivit igen',
      begun: 'Svar påbörjat',
      ready: 'Svar väntar på att läsas',
      returned: 'Tillbaka till dig att ändra',
      closed: 'Avslutat',
    },
    pass: 'Ett svarspass',
    passText: 'Ta det du ska svara på i tur och ordning, det som är lovat först först. Du kan hoppa över och sluta när du vill.',
    start: 'Börja ett svarspass',
    links: {
      templates: 'Svarsmallar',
      types: 'Det som går att fråga om',
      phone: 'Telefonen, vecka för vecka',
      returns: 'Att föra över till akten',
    },
    mail: {
      summary: 'Har någon mejlat?',
      text: 'Svara inte på mejlet. Skicka det här i ett nytt mejl, så följer inget av det som personen skrev med. Skriv inte till något om vad det gäller.',
      open: 'Öppna som nytt mejl',
      openEnglish: 'Öppna på engelska',
    },
    how: 'Så går det på enheten',
    waits: (received: number, assigned: number) =>
      `${received} ${plural('sv', received, { one: 'fråga', other: 'frågor' })} är inte ${plural('sv', received, { one: 'fördelad', other: 'fördelade' })} och ${assigned} ligger hos någon.`,
    late: (n: number) => (n === 0 ? 'Ingen har väntat längre än det som är lovat.' : `${n} har väntat längre än det som är lovat.`),
    answered: (n: number, inTime: number) => `De senaste 30 dagarna är ${n} besvarade, ${inTime} av dem i tid.`,
    notReturned: (n: number) => (n === 0 ? 'Allt som hör till akten är överfört.' : `${n} ska föras över till akten och är inte det än.`),
    onlyNumbers: 'Vad som står i frågorna läser bara den som fördelar och den som svarar.',
  },
  en: {
    title: 'Inbox',
    filter: 'Show',
    list: 'What has come in',
    views: { mine: 'Mine', unassigned: 'Not handed out', colleagues: 'With colleagues', second: 'To read', done: 'Answered' },
    lead: {
      mine: 'This is for you to answer. What is promised first stands first.',
      unassigned: 'Nobody has taken this yet. What is promised first stands first.',
      colleagues: 'This is for somebody else at the unit to answer. What is promised first stands first.',
      second: 'These answers wait to be read by somebody else than whoever wrote them. The reader sends the answer, or gives it back.',
      done: 'This is answered or closed. The latest stands first.',
    },
    empty: {
      mine: 'You have nothing to answer',
      unassigned: 'Everything is handed out',
      colleagues: 'Nothing lies with anybody else',
      second: 'No answer waits to be read',
      done: 'Nothing is answered yet',
    },
    emptyText: 'When something comes it stands here.',
    toTop: 'To the beginning of the list',
    gone: {
      lamnad: 'The question is handed to the other unit',
      tillbaka: 'The question is in the inbox again',
      sparat: 'The draft is saved',
    },
    handed: (unit) => `The question is handed to ${unit}`,
    call: 'Wants to be phoned',
    came: (when) => `Came ${when}.`,
    last: (when) => `Last ${when}.`,
    with: (name) => `With ${name}.`,
    promised: (day) => `Answer by ${day}.`,
    tags: {
      late: (day) => `Was to be answered ${day}`,
      today: 'Answer promised today',
      again: 'Has written again',
      begun: 'Answer begun',
      ready: 'Answer waits to be read',
      returned: 'Back to you to change',
      closed: 'Closed',
    },
    pass: 'An answering session',
    passText: 'Take what you are to answer one after the other, what is promised first first. You can skip, and stop when you like.',
    start: 'Begin an answering session',
    links: {
      templates: 'Answer templates',
      types: 'What can be asked',
      phone: 'The telephone, week by week',
      returns: 'To be put on file',
    },
    mail: {
      summary: 'Has somebody e-mailed?',
      text: 'Do not answer the e-mail. Send this in a new one, so that nothing of what the person wrote goes along. Add nothing about what it concerns.',
      open: 'Open as a new e-mail',
      openEnglish: 'Open in English',
    },
    how: 'How it goes at the unit',
    waits: (received, assigned) =>
      `${received} ${plural('en', received, { one: 'question is', other: 'questions are' })} not handed out and ${assigned} ${plural('en', assigned, { one: 'lies', other: 'lie' })} with somebody.`,
    late: (n) =>
      n === 0
        ? 'None has waited longer than promised.'
        : `${n} ${plural('en', n, { one: 'has', other: 'have' })} waited longer than promised.`,
    answered: (n, inTime) =>
      `In the last 30 days ${n} ${plural('en', n, { one: 'is', other: 'are' })} answered, ${inTime} of them in time.`,
    notReturned: (n) =>
      n === 0
        ? 'All that belongs to the file is put there.'
        : `${n} ${plural('en', n, { one: 'is', other: 'are' })} still to be put on file.`,
    onlyNumbers: 'What the questions say is read only by those who hand out and whoever answers.',
  },
})
