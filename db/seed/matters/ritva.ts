import { by, type Calendar, card, type Matter, matterOf, rules, type Teller } from '../story.ts'

const petter = by('Petter Lundvall')
const tove = by('Tove Alm')

/** A parent: support to the family, and what her son has been granted under LSS, with an application that has waited so long that she asks for a decision. Finnish-speaking. */
export const ritva: Teller = async (c) => ({ name: 'Ritva Laine', language: 'fi', matters: [family(c), son(c)] })

function family(c: Calendar): Matter {
  const { matter, tell } = matterOf(
    {
      ref: 'FAM-2026-0077',
      number: '2026-0077',
      field: 'child-and-family',
      unit: 'familj',
      openedOn: c.on(-160),
      title: 'Stöd till familjen',
    },
    { officer: 'Petter Lundvall', opened: c.at(-120, '11:00') },
  )
  tell('received', c.at(-160), { what: 'report', via: 'phone', title: 'Skolan hörde av sig till oss' })
  tell('assigned', c.at(-159), { unit: 'Familjeenheten', officer: card('Petter Lundvall') })
  tell(
    'note',
    c.at(-158),
    {
      title: 'Skyddsbedömning',
      text: 'Skolan är orolig för att Aleksi är trött och ofta hemma. Vi bedömer att han inte behöver skydd nu.',
    },
    {
      author: petter,
      look: { reason: 'reporter', text: 'Det finns en uppgift här som vi inte visar. Det står något om någon annan i den.' },
    },
  )
  tell('investigation-opened', c.at(-156), { dueBy: c.on(-40) })
  tell(
    'meeting-held',
    c.at(-150, '15:00'),
    {
      title: 'Första mötet med familjen',
      text: 'Ritva berättar att nätterna är korta. Aleksi vaknar fyra, fem gånger. Hon vill ha råd av någon som kan autism, och hon vill prata finska när hon är trött.',
      with: [petter],
    },
    { author: petter },
  )
  tell(
    'meeting-held',
    c.at(-138, '15:00'),
    {
      title: 'Möte med tolk',
      text: 'Vi gick igenom vad Aleksi tycker om och vad som gör honom orolig. Ritva vill att skolan och vi säger samma sak.',
      with: [petter],
    },
    { author: petter },
  )
  tell('investigation-closed', c.at(-100), {
    outcome: 'Familjen behöver avlösning några timmar i veckan och råd om sömn. Aleksi mår bra av att dagarna är lika.',
  })
  tell('step-reached', c.at(-99), { step: 'hearing' })
  tell('decision', c.at(-92), {
    title: 'Ja till råd och stöd hemma',
    results: [
      { answer: 'yes', what: 'Familjestöd en gång i veckan', from: c.on(-85), to: c.on(95) },
      {
        answer: 'partly',
        what: 'Avlösning hemma fyra timmar i veckan',
        note: 'Du ansökte om åtta. Fyra timmar börjar vi med, och vi ser efter tillsammans i februari om det räcker.',
      },
    ],
    reasons:
      'Nätterna är svåra och du har ingen som kan avlösa dig. Aleksi behöver att dagarna är lika, och därför börjar vi hemma och inte någon annanstans.',
    rules: [rules.support],
    decidedBy: petter,
    deliveredOn: c.on(-91),
  })
  tell('measure-started', c.at(-85), { title: 'Familjestöd', provider: 'Familjeenheten' }, { ref: 'FAM-2026-0077-stod' })
  tell('measure-started', c.at(-85), { title: 'Avlösning hemma', provider: 'Hemtjänsten Kvarnen' })
  for (let week = 0; week < 9; week++)
    tell('meeting-held', c.at(-78 + week * 8, '16:00'), { title: 'Familjestöd hemma', with: [petter] }, { author: petter })
  tell(
    'document-added',
    c.at(-5),
    { title: 'Vårdplan, ändrad', document: 'FAM-2026-0077-plan' },
    { came: c.exactly(-2, '16:30'), look: 'waits' },
  )
  tell(
    'follow-up-planned',
    c.at(-3),
    { title: 'Uppföljning med familjen', on: c.at(20, '15:00'), place: 'Storgatan 14, rum 105', with: [petter] },
    { author: petter },
  )
  return matter
}

function son(c: Calendar): Matter {
  const { matter, tell } = matterOf(
    {
      ref: 'LSS-2022-0054',
      number: '2022-0054',
      field: 'disability',
      unit: 'omsorg',
      openedOn: c.on(-1500),
      title: 'Stöd till Aleksi enligt LSS',
    },
    { source: 'omsorg', officer: 'Tove Alm', opened: c.at(-118, '13:00') },
  )
  tell('received', c.at(-1500), { what: 'application', via: 'form' })
  tell('assigned', c.at(-1498), { unit: 'Stöd- och omsorgsenheten', officer: card('Tove Alm') })
  tell('investigation-opened', c.at(-1495), { dueBy: c.on(-1400) })
  tell(
    'meeting-held',
    c.at(-1470, '10:00'),
    { title: 'Hembesök', text: 'Aleksi visade sina tåg. Ritva berättade om en vanlig vecka.', with: [tove] },
    { author: tove },
  )
  tell('decision', c.at(-1410), {
    title: 'Aleksi får korttidsvistelse',
    results: [{ answer: 'yes', what: 'Korttidsvistelse två dygn i månaden' }],
    rules: [rules.lss],
    decidedBy: tove,
  })
  tell(
    'measure-started',
    c.at(-1390),
    { title: 'Korttidsvistelse på Tallbacken', provider: 'Tallbacken' },
    { ref: 'LSS-2022-0054-korttid' },
  )
  for (let month = 0; month < 20; month++)
    tell('meeting-held', c.at(-1370 + month * 62, '09:00'), { title: 'Samtal med Tallbacken', with: [tove] }, { author: tove })
  tell(
    'measure-changed',
    c.at(-300),
    { title: 'Korttidsvistelse på Tallbacken', text: 'Tre dygn i månaden i stället för två.', provider: 'Tallbacken' },
    { about: 'LSS-2022-0054-korttid' },
  )
  tell('received', c.at(-210), { what: 'application', via: 'letter', title: 'Ledsagare till Aleksi på lördagar' })
  tell('investigation-opened', c.at(-205), { dueBy: c.on(-110) })
  tell('investigation-extended', c.at(-110), { dueBy: c.on(25), reason: 'Tallbacken har inte kunnat säga vem som kan följa med Aleksi.' })
  matter.asked.push({
    kind: 'decide',
    at: c.at(-6, '21:30'),
    text: 'Vi har väntat sedan i våras. Jag vill ha ett besked, också om det blir nej.',
  })
  tell(
    'note',
    c.at(-90),
    { title: 'Samtal om skolan', text: 'Ritva vill att skolan är med nästa gång vi träffas, så att alla säger samma sak till Aleksi.' },
    {
      author: tove,
      said: [
        {
          kind: 'comment',
          at: c.at(-88, '22:05'),
          text: 'Ja, och skolsköterskan också. Hon är den som Aleksi pratar med.',
          state: 'closed',
          answer: { at: c.at(-84, '08:50'), text: 'Tack, hon får inbjudan. Du väljer själv vilka som kommer.' },
        },
      ],
    },
  )
  tell(
    'follow-up-planned',
    c.at(-30),
    { title: 'Uppföljning av korttidsvistelsen', on: c.at(33, '10:00'), place: 'Kvarngatan 3', with: [tove] },
    { author: tove },
  )
  return matter
}
