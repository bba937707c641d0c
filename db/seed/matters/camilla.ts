import { letter, report } from '../papers.ts'
import { by, type Calendar, card, type Matter, matterOf, rules, type Teller } from '../story.ts'

const amina = by('Amina Haddad')
const henrik = by('Henrik Sjöö')

/** The story of the design's pages: a long support, a decision with a yes and a no, a corrected note, and words of her own. */
export const camilla: Teller = async (c) => ({
  name: 'Camilla Rosén',
  matters: [await support(c), money(c), debts(c), earlier(c)],
})

async function support(c: Calendar): Promise<Matter> {
  const { matter, tell, document } = matterOf(
    { ref: 'VUX-2024-1187', number: '2024-1187', field: 'adult-addiction', unit: 'vuxen', openedOn: c.on(-775) },
    { officer: 'Amina Haddad', opened: c.at(-264, '13:20'), notYet: 2 },
  )
  const application = document(
    'ansokan',
    'Din ansökan',
    await letter(
      'Inlämnad på Storgatan 14',
      'Ansökan om stöd',
      [
        'Jag vill ha hjälp att sluta dricka. Jag har försökt själv flera gånger och det går bra några veckor.',
        'Jag vill inte sitta i grupp. Jag vill prata med en person som jag får lära känna.',
      ],
      'Camilla Rosén',
    ),
  )
  tell('received', c.at(-775, '10:15'), { what: 'application', via: 'letter' })
  tell('assigned', c.at(-773), { unit: 'Vuxenenheten', officer: card('Amina Haddad') })
  tell('investigation-opened', c.at(-772), { dueBy: c.on(-652) })
  tell('document-added', c.at(-771), { title: 'Din ansökan', document: application, fromPerson: true })
  tell(
    'meeting-held',
    c.at(-765, '13:00'),
    {
      title: 'Första samtalet',
      text: 'Camilla berättar hur det har varit det senaste året. Vi går igenom hur en utredning går till och vilka vi får prata med.',
      with: [amina],
    },
    { author: amina },
  )
  tell(
    'note',
    c.at(-751),
    {
      title: 'Samtal om vardagen',
      text: 'Camilla sover dåligt och dricker mest på kvällarna. Hon arbetar halvtid och tycker att det går bra där. Hon vill inte att arbetsgivaren får veta något.',
    },
    { author: amina },
  )
  const asked = tell('requested', c.at(-744), {
    what: [{ title: 'Läkarintyg från vårdcentralen' }],
    dueBy: c.on(-716),
    text: 'Vi behöver intyget för att kunna föreslå rätt stöd. Säg till om du vill att vi hjälper dig att boka tid.',
  })
  tell('request-fulfilled', c.at(-723), { text: 'Camilla lämnade intyget i receptionen.' }, { about: asked })
  tell(
    'meeting-held',
    c.at(-716, '13:00'),
    {
      title: 'Samtal om vad du vill',
      text: 'Camilla vill ha enskilda samtal med samma person varje gång. Grupp känns inte rätt nu.',
      with: [amina],
    },
    { author: amina },
  )
  tell(
    'note',
    c.at(-712),
    {
      title: 'Telefonsamtal',
      text: 'Camilla ringer och säger att hon har haft tre nyktra veckor. Hon undrar när hon får besked. Jag säger att utredningen ska vara klar i januari.',
    },
    { author: amina },
  )
  tell(
    'note',
    c.at(-706),
    {
      title: 'Camilla har läst utredningen',
      text: 'Camilla har läst utredningen och tycker att den stämmer. Hon vill lägga till att hennes syster är ett stöd.',
    },
    { author: amina },
  )
  tell('step-reached', c.at(-705), { step: 'hearing' }, { author: amina })
  tell('decision', c.at(-668), {
    title: 'Ja till öppenvård',
    results: [{ answer: 'yes', what: 'Samtal en gång i veckan', note: 'Du betalar ingenting.', from: c.on(-656) }],
    reasons:
      'Du vill sluta dricka och har själv försökt flera gånger. Samtal med en och samma person ger dig det stöd du behöver, och du kan fortsätta att arbeta.',
    rules: [rules.before],
    decidedBy: { name: 'Lena Forsman', role: 'enhetschef på Vuxenenheten' },
    investigatedBy: amina,
    deliveredOn: c.on(-668),
  })
  tell(
    'measure-started',
    c.at(-656, '14:00'),
    { title: 'Öppenvård', text: 'Första samtalet med Henrik Sjöö.', provider: 'Henrik Sjöö' },
    { author: henrik },
  )
  for (let week = 0; week < 11; week++)
    tell('meeting-held', c.at(-628 + week * 15, '14:00'), { title: 'Samtal med Henrik', with: [henrik] }, { author: henrik })
  tell(
    'meeting-held',
    c.at(-443, '10:00'),
    { title: 'Uppföljning efter ett halvår', text: 'Stödet fungerar. Vi bestämde att fortsätta på samma sätt.', with: [amina, henrik] },
    { author: amina },
  )
  tell(
    'note',
    c.at(-257),
    { title: 'Samtal med en anhörig', text: 'Camillas syster ringer och berättar om sin egen oro och om hur hon själv har det.' },
    {
      author: amina,
      look: { reason: 'other-person', text: 'Det finns en uppgift här som vi inte visar. Det står något om någon annan i den.' },
    },
  )
  tell(
    'note',
    c.at(-252),
    {
      title: 'En svår period',
      text: 'Camilla har druckit varje dag i två veckor. Hon skäms och hade tänkt låta bli att komma. Vi säger att det var starkt att komma ändå. Vi bestämmer att hon ringer Henrik när kvällen är som värst, och att vi ses igen på fredag.',
    },
    { author: amina },
  )
  for (let week = 0; week < 8; week++)
    tell('meeting-held', c.at(-228 + week * 15, '14:00'), { title: 'Samtal med Henrik', with: [henrik] }, { author: henrik })
  tell(
    'note',
    c.at(-68),
    {
      title: 'Uppföljning efter sommaren',
      text: 'Vi pratade om hur sommaren har varit. Camilla vill pröva att vara med i gruppen på tisdagar.',
    },
    {
      author: amina,
      said: [
        {
          kind: 'comment',
          at: c.at(-66, '19:42'),
          text: 'Jag sa kanske. Jag vill veta vilka som är med i gruppen först.',
          state: 'closed',
          answer: { at: c.at(-64, '09:05'), text: 'Tack. Vi tar upp det på nästa möte.' },
        },
      ],
    },
  )
  tell('document-added', c.at(-54), {
    title: 'Din berättelse',
    fromPerson: true,
    document: document(
      'berattelse',
      'Din berättelse',
      report('Min berättelse', [
        [
          'Hur det började',
          'Jag var den som alltid orkade. Ingen frågade hur jag mådde, och jag sa inget heller. Det första glaset var mitt eget, efter att alla hade lagt sig.',
        ],
        [
          'Hur det är nu',
          'Tisdagarna är bra. Det är kvällarna som är långa. Jag har börjat gå ut och gå klockan sju, och ibland räcker det.',
        ],
      ]),
    ),
  })
  const talk = 'Hon sover bättre och vill fortsätta med samtal på tisdagar.'
  tell(
    'note',
    c.at(-40),
    { title: 'Samtal på mottagningen', text: `Camilla har varit nykter sedan den ${c.say(-50)}. ${talk}` },
    {
      ref: 'VUX-2024-1187-samtal',
      author: henrik,
      said: [
        {
          kind: 'objection',
          at: c.at(-38, '20:10'),
          text: `Det ska stå ${c.say(-80)}. Det är viktigt för mig.`,
          state: 'noted',
          answer: { at: c.at(-32, '11:30'), text: 'Du har rätt. Henrik har rättat anteckningen i dag.' },
        },
      ],
    },
  )
  tell(
    'note',
    c.at(-40),
    { title: 'Samtal på mottagningen', text: `Camilla har varit nykter sedan den ${c.say(-80)}. ${talk}` },
    { ref: 'VUX-2024-1187-samtal', version: 1, author: henrik, came: c.at(-32, '11:20') },
  )
  tell(
    'decision',
    c.at(-11, '09:00'),
    {
      title: 'Du får mer öppenvård, men inte plats på behandlingshem',
      results: [
        { answer: 'yes', what: 'Öppenvård två gånger i veckan', note: 'Du betalar ingenting.', from: c.on(-5), to: c.on(160) },
        { answer: 'no', what: 'Tre månader på behandlingshem', note: 'Du kan ansöka igen när du vill.' },
      ],
      reasons: [
        `Du ansökte den ${c.say(-61)} om tre månader på behandlingshem. Du skrev att kvällarna är svårast och att du vill bort hemifrån en tid.`,
        `Du har varit nykter sedan den ${c.say(-80)}. Du kommer till samtalen, och du har en bostad där du trivs. Din läkare bedömer att öppenvård är rätt vård just nu. Vi bedömer därför att du får den hjälp du behöver med mer stöd hemma.`,
        'För att kvällarna ska bli lättare får du ett samtal till i veckan, på torsdagar kl. 17.',
      ].join('\n\n'),
      rules: [rules.support],
      decidedBy: { name: 'Lena Forsman', role: 'enhetschef på Vuxenenheten' },
      investigatedBy: amina,
      deliveredOn: c.on(-11),
      document: document(
        'beslut',
        'Beslut om öppenvård och behandlingshem',
        await letter(
          'Socialnämnden i Delaby, Vuxenenheten',
          'Du får mer öppenvård, men inte plats på behandlingshem',
          [
            `Ja: Öppenvård två gånger i veckan, från den ${c.say(-5)} till den ${c.say(160)}. Du betalar ingenting.`,
            'Nej: Tre månader på behandlingshem. Du kan ansöka igen när du vill.',
            'Du kommer till samtalen, och du har en bostad där du trivs. Din läkare bedömer att öppenvård är rätt vård just nu. För att kvällarna ska bli lättare får du ett samtal till i veckan.',
            'Du kan överklaga beslutet. Det ska ha kommit till oss inom tre veckor från den dag du fick det. Skriv vilket beslut du menar, vad som är fel och hur du vill ha det i stället.',
          ],
          'Lena Forsman, enhetschef på Vuxenenheten',
        ),
      ),
    },
    { unread: true },
  )
  tell(
    'follow-up-planned',
    c.at(-9),
    { title: 'Uppföljning av ditt stöd', on: c.at(12, '09:30'), place: 'Storgatan 14, ingång B, våning 2, rum 214', with: [amina, henrik] },
    { author: amina, came: c.at(-9, '14:00') },
  )
  tell(
    'requested',
    c.at(-5),
    {
      what: [
        { title: 'Svar om vilka du vill ha med på mötet', text: 'Du bestämmer. Det kan vara din syster, din läkare eller ingen alls.' },
      ],
      dueBy: c.on(6),
      text: 'Det tar ungefär fem minuter. Du kan också ringa Amina och säga det.',
    },
    { author: amina },
  )
  tell(
    'note',
    c.at(-18),
    {
      title: 'Uppföljning på mottagningen',
      text: 'Vi följde upp hösten tillsammans med Henrik. Camilla beskriver att tisdagarna fungerar bra och att kvällarna är svårast. Hennes bror Kjell dricker fortfarande och kommer ibland hem till henne. Camilla vill ha ett samtal till i veckan.',
    },
    {
      author: amina,
      came: c.exactly(0, '07:40'),
      look: 'waits',
    },
  )
  tell(
    'document-added',
    c.at(-17),
    {
      title: 'Intyg från Region Mellanbygden',
      from: 'Region Mellanbygden',
      document: document(
        'intyg',
        'Intyg från Region Mellanbygden',
        await letter(
          'Region Mellanbygden, Delaby vårdcentral',
          'Läkarintyg',
          [
            'Patienten följs hos oss sedan två år. Proverna har förbättrats under hösten.',
            'Öppenvård bedöms vara rätt nivå av vård. Jag ser inget medicinskt skäl till vård på behandlingshem just nu.',
          ],
          'Legitimerad läkare, Delaby vårdcentral',
        ),
      ),
    },
    { came: c.exactly(0, '07:40'), look: 'waits' },
  )
  return matter
}

/** Monthly money, with this month's application being worked out. */
function money(c: Calendar): Matter {
  const { matter, tell } = matterOf(
    { ref: 'EK-2025-0116', number: '2025-0116', field: 'financial-assistance', unit: 'ekonomi', openedOn: c.on(-676) },
    { officer: 'Daniel Åkesson', opened: c.at(-264, '13:25') },
  )
  tell('received', c.at(-676), { what: 'application', via: 'visit' })
  tell('assigned', c.at(-675), { unit: 'Ekonomienheten', officer: card('Daniel Åkesson') })
  tell('decision', c.at(-668), {
    title: 'Ja till försörjningsstöd',
    results: [{ answer: 'yes', what: 'Det som fattas upp till riksnormen och din hyra, en månad i taget' }],
    reasons: 'Du arbetar halvtid och har inga andra inkomster. Det räcker inte till hyra och mat.',
    rules: [rules.before],
    decidedBy: by('Daniel Åkesson'),
    deliveredOn: c.on(-668),
  })
  for (let month = 0; month < 9; month++)
    tell('payment', c.at(-268 + month * 30, '06:00'), {
      amount: 4_118_00 + (month % 3) * 21_500,
      what: 'Försörjningsstöd',
      status: 'paid',
      paidOn: c.on(-267 + month * 30),
    })
  tell('received', c.at(-9, '21:04'), { what: 'application', via: 'digital', title: 'Försörjningsstöd för december' })
  tell('investigation-opened', c.at(-7), { dueBy: c.on(9) })
  return matter
}

/** Closed, and still there to read. */
function debts(c: Calendar): Matter {
  const { matter, tell } = matterOf(
    {
      ref: 'EK-2023-0440',
      number: '2023-0440',
      field: 'financial-assistance',
      unit: 'ekonomi',
      openedOn: c.on(-1170),
      title: 'Budget- och skuldrådgivning',
    },
    { officer: 'Daniel Åkesson', opened: c.at(-264, '13:27') },
  )
  tell('received', c.at(-1170), { what: 'application', via: 'phone' })
  tell('assigned', c.at(-1168), { unit: 'Ekonomienheten', officer: card('Daniel Åkesson') })
  tell('step-reached', c.at(-1154, '09:00'), { step: 'advice' })
  tell('meeting-held', c.at(-1154), {
    title: 'Vi gick igenom dina räkningar',
    text: 'Vi lade räkningarna i den ordning de behöver betalas och ringde elbolaget tillsammans.',
    with: [by('Daniel Åkesson')],
  })
  tell(
    'note',
    c.at(-1080),
    { title: 'Planen håller', text: 'Camilla har betalat hyran i tid tre månader i rad. Avbetalningen på elen är slut i mars.' },
    { author: by('Daniel Åkesson') },
  )
  tell('closed', c.at(-976), { reason: 'Skulderna är betalda och Camilla behöver inte råden längre.' })
  return matter
}

function earlier(c: Calendar): Matter {
  const { matter, tell } = matterOf(
    {
      ref: 'EK-2019-0202',
      number: '2019-0202',
      field: 'financial-assistance',
      unit: 'ekonomi',
      openedOn: c.on(-2750),
      title: 'Försörjningsstöd 2019–2021',
    },
    { officer: 'Daniel Åkesson', opened: c.at(-264, '13:28') },
  )
  tell('received', c.at(-2750), { what: 'application', via: 'form' })
  tell('decision', c.at(-2738), {
    title: 'Ja till försörjningsstöd',
    results: [{ answer: 'yes', what: 'Försörjningsstöd medan du söker arbete' }],
    rules: [rules.before],
  })
  for (let month = 0; month < 12; month++)
    tell('payment', c.at(-2710 + month * 60, '06:00'), {
      amount: 8_940_00,
      what: 'Försörjningsstöd',
      status: 'paid',
      paidOn: c.on(-2710 + month * 60),
    })
  tell('closed', c.at(-1985), { reason: 'Camilla har fått arbete och klarar sig på sin lön.' })
  return matter
}
