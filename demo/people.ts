// Delaby's people: all of them invented. One list, from which the directory, the demo sign-in and the seeded cases are made.
//
// The personal and coordination numbers stand in Skatteverket's published test data (open data on skatteverket.entryscape.net:
// "Testpersonnummer" and "Testsamordningsnummer") or are the ones Swedish authorities print in their own examples (811218-9876,
// 640823-3234, 121212-1212). None of them has been given to anybody, and none may be replaced by a number that only looks right.

/** `subject` is how the sign-in provider knows them; `situation` is why one would choose them. */
export type Resident = {
  subject: string
  name: string
  situation: string
  number: string
  municipality: 'Delaby' | 'Granby'
  coordination?: 'confirmed' | 'uncertain'
}

export const residents: readonly Resident[] = [
  {
    subject: 'camilla',
    name: 'Camilla Rosén',
    number: '199001012385',
    municipality: 'Delaby',
    situation: 'Får stöd för att sluta dricka. Har också försörjningsstöd, och två äldre ärenden.',
  },
  {
    subject: 'yusuf',
    name: 'Yusuf Demir',
    number: '199006022397',
    municipality: 'Delaby',
    situation: 'Har försörjningsstöd varje månad. Har sökt stöd för sitt spelande, och något där kan vara svårt att läsa.',
  },
  {
    subject: 'britt',
    name: 'Britt Öhman',
    number: '194408139089',
    municipality: 'Delaby',
    situation: 'Har hemtjänst sedan sex år. Vill ha mer tid. Hennes gode man läser också.',
  },
  {
    subject: 'elias',
    name: 'Elias Norling',
    number: '198112189876',
    municipality: 'Delaby',
    situation: 'Har haft boendestöd i tolv år. Byter handläggare, och har bett att få läsa sin akt.',
  },
  {
    subject: 'ritva',
    name: 'Ritva Laine',
    number: '198912312389',
    municipality: 'Delaby',
    situation: 'Förälder. Familjen får råd och avlösning, och sonen har stöd enligt LSS. Har bett om ett beslut.',
  },
  {
    subject: 'samir',
    name: 'Samir Aziz',
    number: '200002292399',
    municipality: 'Delaby',
    situation: 'Har fått nej till hjälp med skulder och kan överklaga.',
  },
  {
    subject: 'noor',
    name: 'Noor Haidari',
    number: '199912312387',
    municipality: 'Delaby',
    situation: 'Har skyddade personuppgifter. Har sökt försörjningsstöd och väntar på besked.',
  },
  {
    subject: 'wilma',
    name: 'Wilma Sjögren',
    number: '200001012384',
    municipality: 'Delaby',
    situation: 'Har LSS-insatser och väntar på en lägenhet. Ärendesystemet svarar inte sedan i går.',
  },
  {
    subject: 'torsten',
    name: 'Torsten Ek',
    number: '196408233234',
    municipality: 'Delaby',
    situation: 'Har många gamla ärenden, från 2009 och framåt. Har överklagat ett nej, och någon har använt nödåtkomst.',
  },
  {
    subject: 'ioan',
    name: 'Ioan Munteanu',
    number: '197001782395',
    municipality: 'Delaby',
    coordination: 'confirmed',
    situation: 'Ska läsa en utredning och svara före beslutet. Har bekräftat samordningsnummer.',
  },
  {
    subject: 'nora',
    name: 'Nora Ekdal',
    number: '199107172380',
    municipality: 'Delaby',
    situation: 'God man för Britt Öhman. Läser det som enheten har valt ut.',
  },
  { subject: 'pelle', name: 'Pelle Ljung', number: '191212121212', municipality: 'Delaby', situation: 'Har aldrig haft något ärende här.' },
  {
    subject: 'jovan',
    name: 'Jovan Petrović',
    number: '196109732393',
    municipality: 'Granby',
    coordination: 'confirmed',
    situation: 'Bor i Granby. Har ärende hos en annan nämnd, från ett annat system.',
  },
]

export type Unit = 'vuxen' | 'ekonomi' | 'familj' | 'omsorg' | 'granby'
export type Assigned = {
  unit: Unit
  role: 'caseOfficer' | 'unitManager' | 'systemSteward' | 'logReviewer' | 'requestDispatcher'
  ended?: true
}
export type Staff = {
  subject: string
  name: string
  title: { sv: string; en: string }
  situation: string
  municipality: 'Delaby' | 'Granby'
  phone: string
  hours: { sv: string; en: string }
  photo?: string
  deputy?: string
  hsaId?: string
  at: readonly Assigned[]
}

const weekdays = { sv: 'vardagar 8–16', en: 'weekdays 8–16' }

export const staff: readonly Staff[] = [
  {
    subject: 'amina.haddad',
    name: 'Amina Haddad',
    title: { sv: 'socialsekreterare', en: 'social worker' },
    situation: 'Handläggare på Vuxenenheten. Har en kö att granska och en lista med sista dagar.',
    municipality: 'Delaby',
    phone: '0980-31 92 10',
    hours: { sv: 'måndag–torsdag 8.30–9.30', en: 'Monday–Thursday 8:30–9:30' },
    photo: 'amina.svg',
    deputy: 'petter.lundvall',
    hsaId: 'TST9999000000-AMINA',
    at: [
      { unit: 'vuxen', role: 'caseOfficer' },
      { unit: 'vuxen', role: 'requestDispatcher' },
    ],
  },
  {
    subject: 'henrik.sjoo',
    name: 'Henrik Sjöö',
    title: { sv: 'behandlare', en: 'therapist' },
    situation: 'Två uppdrag: Vuxenenheten och Ekonomienheten',
    municipality: 'Delaby',
    phone: '0980-31 92 24',
    hours: { sv: 'tisdag och torsdag 13–14', en: 'Tuesday and Thursday 13–14' },
    photo: 'henrik.svg',
    deputy: 'daniel.akesson',
    at: [
      { unit: 'vuxen', role: 'caseOfficer' },
      { unit: 'ekonomi', role: 'caseOfficer' },
    ],
  },
  {
    subject: 'siv.norberg',
    name: 'Siv Norberg',
    title: { sv: 'assistent', en: 'assistant' },
    situation: 'Delar ut det som invånare skriver till Vuxenenheten och Familjeenheten. Ser inga ärenden.',
    municipality: 'Delaby',
    phone: '0980-31 92 18',
    hours: weekdays,
    at: [
      { unit: 'vuxen', role: 'requestDispatcher' },
      { unit: 'familj', role: 'requestDispatcher' },
    ],
  },
  {
    subject: 'tove.alm',
    name: 'Tove Alm',
    title: { sv: 'biståndshandläggare', en: 'needs assessor' },
    situation: 'Handläggare i en annan nämnd (Omsorgsnämnden). Ska svara Ritva, och har valt vad en god man får läsa.',
    municipality: 'Delaby',
    phone: '0980-31 92 31',
    hours: weekdays,
    photo: 'tove.svg',
    deputy: 'berit.moberg',
    hsaId: 'TST9999000000-TOVE',
    at: [
      { unit: 'omsorg', role: 'caseOfficer' },
      { unit: 'omsorg', role: 'requestDispatcher' },
    ],
  },
  {
    subject: 'petter.lundvall',
    name: 'Petter Lundvall',
    title: { sv: 'socialsekreterare', en: 'social worker' },
    situation: 'Två uppdrag: Vuxenenheten och Familjeenheten. Väntar på svar före ett beslut.',
    municipality: 'Delaby',
    phone: '0980-31 92 12',
    hours: weekdays,
    deputy: 'amina.haddad',
    at: [
      { unit: 'vuxen', role: 'caseOfficer' },
      { unit: 'familj', role: 'caseOfficer' },
      { unit: 'vuxen', role: 'requestDispatcher' },
      { unit: 'familj', role: 'requestDispatcher' },
    ],
  },
  {
    subject: 'lena.forsman',
    name: 'Lena Forsman',
    title: { sv: 'enhetschef', en: 'unit manager' },
    situation: 'Enhetschef på Vuxenenheten. Har ett larm om nödåtkomst.',
    municipality: 'Delaby',
    phone: '0980-31 92 02',
    hours: weekdays,
    at: [{ unit: 'vuxen', role: 'unitManager' }],
  },
  {
    subject: 'ingrid.bostrom',
    name: 'Ingrid Boström',
    title: { sv: 'systemförvaltare', en: 'system steward' },
    situation: 'Systemförvaltare. Sköter enheter och personal: någon är borta, och någon ska sluta.',
    municipality: 'Delaby',
    phone: '0980-31 92 05',
    hours: weekdays,
    at: [{ unit: 'vuxen', role: 'systemSteward' }],
  },
  {
    subject: 'jonas.wiklund',
    name: 'Jonas Wiklund',
    title: { sv: 'verksamhetskontroller', en: 'log reviewer' },
    situation: 'Granskar loggar. En nödåtkomst väntar.',
    municipality: 'Delaby',
    phone: '0980-31 92 06',
    hours: weekdays,
    deputy: 'maj.nystrom',
    at: [{ unit: 'vuxen', role: 'logReviewer' }],
  },
  {
    subject: 'maj.nystrom',
    name: 'Maj Nyström',
    title: { sv: 'socialsekreterare', en: 'social worker' },
    situation: 'Uppdraget gäller inte längre, och kontot stängs snart',
    municipality: 'Delaby',
    phone: '0980-31 92 14',
    hours: weekdays,
    at: [{ unit: 'vuxen', role: 'caseOfficer', ended: true }],
  },
  {
    subject: 'sara.jokinen',
    name: 'Sara Jokinen',
    title: { sv: 'socialsekreterare', en: 'social worker' },
    situation: 'Handläggare i Granby',
    municipality: 'Granby',
    phone: '0980-31 92 62',
    hours: weekdays,
    photo: 'sara.svg',
    deputy: 'anders.lund',
    at: [
      { unit: 'granby', role: 'caseOfficer' },
      { unit: 'granby', role: 'requestDispatcher' },
    ],
  },
  {
    subject: 'daniel.akesson',
    name: 'Daniel Åkesson',
    title: { sv: 'socialsekreterare', en: 'social worker' },
    situation: 'Handläggare på Ekonomienheten. Skyddar uppgifter, och har ett ärende som inte erbjuds.',
    municipality: 'Delaby',
    phone: '0980-31 92 16',
    hours: weekdays,
    deputy: 'henrik.sjoo',
    at: [
      { unit: 'ekonomi', role: 'caseOfficer' },
      { unit: 'ekonomi', role: 'requestDispatcher' },
    ],
  },
  {
    subject: 'berit.moberg',
    name: 'Berit Moberg',
    title: { sv: 'enhetschef', en: 'unit manager' },
    situation: 'Enhetschef på Stöd- och omsorgsenheten',
    municipality: 'Delaby',
    phone: '0980-31 92 08',
    hours: weekdays,
    at: [
      { unit: 'omsorg', role: 'unitManager' },
      { unit: 'omsorg', role: 'requestDispatcher' },
    ],
  },
  {
    subject: 'anders.lund',
    name: 'Anders Lund',
    title: { sv: 'enhetschef', en: 'unit manager' },
    situation: 'Enhetschef i Granby',
    municipality: 'Granby',
    phone: '0980-31 92 63',
    hours: weekdays,
    at: [
      { unit: 'granby', role: 'unitManager' },
      { unit: 'granby', role: 'requestDispatcher' },
    ],
  },
]

/** Somebody whose number nobody has confirmed: the sign-in stops at the office. The number is in the same published test data. */
export const unconfirmed: Resident = {
  subject: 'obekraftad',
  name: 'Alex Obekräftad',
  number: '191401682396',
  municipality: 'Delaby',
  coordination: 'uncertain',
  situation: 'Har samordningsnummer som inte är bekräftat.',
}

/** The demo provider's address as browser and server see it. */
export const demoIssuer = ({ demoProviderPort }: { demoProviderPort: number }): string => `http://localhost:${demoProviderPort}`

/** How each municipality is known to the demo provider. */
export const demoClients = [
  { id: 'demo-delaby-boende', municipality: 'Delaby', audience: 'resident' },
  { id: 'demo-delaby-personal', municipality: 'Delaby', audience: 'staff' },
  { id: 'demo-granby-boende', municipality: 'Granby', audience: 'resident' },
  { id: 'demo-granby-personal', municipality: 'Granby', audience: 'staff' },
] as const

/** What `npm start` prints: who can sign in as what. */
export const signInLines = (): string[] => [
  '',
  'Sign in as somebody in Delaby (all invented), no password needed:',
  `  residents  /logga-in            ${residents
    .slice(0, 6)
    .map(({ name }) => name)
    .join(', ')} and others`,
  ...staff.map(
    ({ name, situation }, at) =>
      `  ${at ? '     ' : 'staff'}      ${at ? '                   ' : '/personal/logga-in '} ${name}: ${situation}`,
  ),
]
