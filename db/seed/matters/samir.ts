import { letter } from '../papers.ts'
import { by, card, matterOf, rules, type Teller } from '../story.ts'

const daniel = by('Daniel Åkesson')

/** A no to paying old debts: the reasons, what it means, and the days left to appeal. */
export const samir: Teller = async (c) => {
  const { matter, tell, document } = matterOf(
    {
      ref: 'EK-2026-0288',
      number: '2026-0288',
      field: 'financial-assistance',
      unit: 'ekonomi',
      openedOn: c.on(-48),
      title: 'Hjälp med skulder',
    },
    { officer: 'Daniel Åkesson', opened: c.at(-45, '14:00') },
  )
  tell('received', c.at(-48), { what: 'application', via: 'visit' })
  tell('assigned', c.at(-47), { unit: 'Ekonomienheten', officer: card('Daniel Åkesson') })
  tell('investigation-opened', c.at(-46), { dueBy: c.on(-14) })
  const asked = tell('requested', c.at(-44), {
    what: [{ title: 'Brev från inkasso och Kronofogden' }, { title: 'Din senaste lönespecifikation' }],
    dueBy: c.on(-33),
  })
  tell('request-fulfilled', c.at(-35), { text: 'Samir lämnade breven och specifikationen i receptionen.' }, { about: asked })
  tell(
    'meeting-held',
    c.at(-27, '10:00'),
    {
      title: 'Vi gick igenom skulderna',
      text: 'Samir har tre skulder från tiden då han studerade. Hyran är betald. Han vill bli av med breven som kommer varje vecka.',
      with: [daniel],
    },
    { author: daniel },
  )
  tell('decision', c.at(-12, '11:00'), {
    title: 'Nej till pengar för gamla skulder',
    results: [
      {
        answer: 'no',
        what: '18 400 kronor för att betala tre skulder',
        note: 'Du kan få hjälp av vår budget- och skuldrådgivare. Det kostar inget.',
      },
    ],
    reasons: [
      'Du har lön varje månad, och den räcker till hyra, mat och det andra som du behöver.',
      'Skulderna är från flera år tillbaka. Du riskerar inte att förlora din bostad eller elen. Då kan vi inte betala dem med försörjningsstöd.',
      'Vi förstår att breven är jobbiga. En skuldrådgivare kan prata med dem som du är skyldig pengar, och göra en plan med dig.',
    ].join('\n\n'),
    rules: [rules.money],
    decidedBy: daniel,
    investigatedBy: daniel,
    deliveredOn: c.on(-12),
    document: document(
      'beslut',
      'Beslut om ekonomiskt bistånd',
      await letter(
        'Socialnämnden i Delaby, Ekonomienheten',
        'Nej till pengar för gamla skulder',
        [
          'Du har lön varje månad, och den räcker till det som du behöver. Du riskerar inte att förlora din bostad eller elen.',
          'Du kan överklaga. Det ska ha kommit till oss inom tre veckor från den dag du fick beslutet.',
        ],
        'Daniel Åkesson, Ekonomienheten',
      ),
    ),
  })
  tell(
    'note',
    c.at(-2, '09:20'),
    { title: 'Telefonsamtal', text: 'Samir ringer och frågar hur man överklagar. Jag förklarar och erbjuder tid hos skuldrådgivaren.' },
    { author: daniel, came: c.exactly(-1, '16:00'), look: 'waits' },
  )
  return { name: 'Samir Aziz', matters: [matter] }
}
