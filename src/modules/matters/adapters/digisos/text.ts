/**
 * The Swedish words this adapter writes itself, where the format has no words of its own or ours has no field for a thing.
 * They are stored with the event as the source's words are, so they exist in one language.
 */
export const text = {
  support: 'Ekonomiskt stöd',
  office: (number: string) => `Kontor ${number}`,
  decision: (part: string | undefined) => (part ? `Beslut: ${part}` : 'Beslut om ekonomiskt stöd'),
  decided: 'Ett beslut har fattats. Uppgiften om det blev ja eller nej följde inte med hit. Läs beslutet bland handlingarna.',
  decisionFile: 'Beslut',
  letter: 'Brev från socialtjänsten',
  attachment: 'Bilaga',
  asked: 'Handling',
  newerList: 'En nyare lista gäller i stället.',
  nothingAsked: 'Socialtjänsten behöver inga fler handlingar från dig just nu.',
  done: 'Ansökan är färdigbehandlad.',
  notTaken: 'Ansökan kommer inte att utredas. Fråga socialtjänsten om du undrar varför.',
  part: {
    none: 'Socialtjänsten har tagit upp den här delen av din ansökan.',
    UNDER_BEHANDLING: 'Socialtjänsten utreder den här delen av din ansökan.',
    BEHANDLES_IKKE: 'Den här delen av din ansökan kommer inte att utredas. Fråga socialtjänsten om du undrar varför.',
    IKKE_INNSYN: 'En del av din ansökan utreds men visas inte här. Ring socialtjänsten om du vill veta mer.',
    FEILREGISTRERT: 'En del av din ansökan var registrerad av misstag och visas inte längre.',
  },
  hidden: 'Något har hänt i en del av din ansökan som inte visas här. Ring socialtjänsten om du vill veta mer.',
  paidBy: (what: string | undefined, method: string) => `${what ?? 'Utbetalning'} (${method})`,
  oddAmount: (amount: string) => `Beloppet kom hit som ${amount}. Det kan inte stämma för en utbetalning. Fråga socialtjänsten.`,
  condition: 'Villkor för stödet',
  proof: 'Handling att lämna in',
  frame: (what: string | undefined) => (what ? `Rambeslut: ${what}` : 'Rambeslut om ekonomiskt stöd'),
  frameAmount: (amount: string) => `Ramen är ${amount}.`,
  noSuchTime: (raw: string) =>
    `Tiden för händelsen kom hit som ”${raw}”. Det kan inte stämma, så händelsen visas vid närmaste möjliga tid.`,
  noSuchDeadline: (raw: string) =>
    `Sista dagen kom hit som ”${raw}”. Det kan inte stämma, så närmaste möjliga dag visas. Fråga socialtjänsten vilken dag som gäller.`,
  noSuchDay: (what: string, raw: string) => `${what} kom hit som ${raw}. Den dagen finns inte och visas därför inte.`,
  dueDay: 'Förfallodagen',
  paidDay: 'Utbetalningsdagen',
  firstDay: 'Första dagen i perioden',
  lastDay: 'Sista dagen i perioden',
  whole: (words: string) => `Hela texten: ${words}`,
} as const
