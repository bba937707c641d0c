import { drawing, letter } from '../papers.ts'
import { by, card, matterOf, rules, type Teller } from '../story.ts'

const tove = by('Tove Alm')

/** Home care for six years, growing slowly, and an application for more time. Somebody who acts for her reads what was chosen for her. */
export const britt: Teller = async (c) => {
  const { matter, tell, document } = matterOf(
    { ref: 'AO-2020-0318', number: '2020-0318', field: 'elderly-care', unit: 'omsorg', openedOn: c.on(-2240), knownFrom: c.on(-2240) },
    { source: 'omsorg', officer: 'Tove Alm', opened: c.at(-180, '10:40') },
  )
  tell('received', c.at(-2240), { what: 'referral', via: 'phone', title: 'Sjukhuset hörde av sig när du skulle hem' })
  tell('assigned', c.at(-2239), { unit: 'Stöd- och omsorgsenheten', officer: card('Tove Alm') })
  tell('investigation-opened', c.at(-2238), { dueBy: c.on(-2200) })
  tell(
    'meeting-held',
    c.at(-2234, '11:00'),
    {
      title: 'Hembesök',
      text: 'Britt har brutit lårbenet och kan inte duscha själv. Hon vill bo kvar i sin lägenhet och klara det mesta.',
      with: [tove],
    },
    { author: tove },
  )
  tell('investigation-closed', c.at(-2228), { outcome: 'Britt behöver hjälp med dusch, städning och inköp medan benet läker.' })
  tell('decision', c.at(-2226), {
    title: 'Ja till hemtjänst',
    results: [{ answer: 'yes', what: 'Hjälp med dusch, städning och inköp' }],
    rules: [rules.before],
    decidedBy: tove,
    deliveredOn: c.on(-2224),
  })
  tell(
    'measure-started',
    c.at(-2220),
    {
      title: 'Hemtjänst',
      text: 'Dusch två gånger i veckan, städning var tredje vecka, inköp varje vecka.',
      provider: 'Hemtjänsten Kvarnen',
    },
    { ref: 'AO-2020-0318-hemtjanst' },
  )
  tell('measure-started', c.at(-2100), { title: 'Trygghetslarm', provider: 'Delaby kommun' }, { ref: 'AO-2020-0318-larm' })
  for (let year = 0; year < 5; year++) {
    const day = -1860 + year * 365
    tell('follow-up-planned', c.at(day - 60), { title: 'Årlig uppföljning', on: c.on(day), with: [tove] })
    const said = [
      'Hjälpen passar. Britt går ut varje dag nu.',
      'Britt vill ha inköpen på torsdagar i stället. Vi ordnar det.',
      'Det har varit många olika personer i sommar. Vi säger till Kvarnen att Britt vill ha tre som hon känner.',
      'Det är lugnare nu. Britt är nöjd med Fatima och Lars som kommer mest.',
      'Britt orkar mindre än förra året. Hon vill inte ha mer hjälp än.',
    ]
    tell('meeting-held', c.at(day, '10:00'), { title: 'Årlig uppföljning', text: said[year]!, with: [tove] }, { author: tove })
    for (let visit = 1; visit < 4; visit++)
      tell('meeting-held', c.at(day + visit * 80, '10:00'), { title: 'Besök hemma', with: [tove] }, { author: tove })
  }
  tell(
    'measure-changed',
    c.at(-700),
    { title: 'Hemtjänst', text: 'Nu också hjälp att laga middag tre dagar i veckan.', provider: 'Hemtjänsten Kvarnen' },
    { about: 'AO-2020-0318-hemtjanst' },
  )
  tell(
    'decision',
    c.at(-168),
    {
      title: 'Ja till att bada i lugn och ro',
      results: [{ answer: 'yes', what: 'Längre tid vid dusch, 45 minuter', from: c.on(-160) }],
      reasons: 'Du blir stressad när det går fort och har varit nära att halka. Med mer tid kan du göra det mesta själv.',
      rules: [rules.support],
      decidedBy: tove,
      deliveredOn: c.on(-168),
    },
    { ref: 'AO-2020-0318-dusch' },
  )
  tell(
    'decision-corrected',
    c.at(-150),
    {
      title: 'Ja till att bada i lugn och ro',
      results: [{ answer: 'yes', what: 'Längre tid vid dusch, 60 minuter', from: c.on(-160) }],
      reasons: 'Du blir stressad när det går fort och har varit nära att halka. Med mer tid kan du göra det mesta själv.',
      rules: [rules.support],
      decidedBy: tove,
      deliveredOn: c.on(-149),
      whatWasWrong: 'Det stod 45 minuter. Vi hade kommit överens om 60.',
    },
    { ref: 'AO-2020-0318-rattat', about: 'AO-2020-0318-dusch' },
  )
  tell('document-added', c.at(-31), {
    title: 'Din teckning av badrummet',
    fromPerson: true,
    document: document('badrum', 'Din teckning av badrummet', await drawing()),
  })
  const more = tell('received', c.at(-30), { what: 'application', via: 'letter', title: 'Mer tid på morgnarna' })
  tell('investigation-opened', c.at(-28), { dueBy: c.on(20) })
  tell(
    'meeting-held',
    c.at(-14, '10:30'),
    {
      title: 'Hembesök om morgnarna',
      text: 'Britt kommer inte i strumporna själv längre. Hon vill ha en halvtimme till på morgonen så att hon hinner dricka kaffe innan de går.',
      with: [tove],
    },
    {
      author: tove,
      said: [
        {
          kind: 'comment',
          at: c.at(-9, '10:12'),
          text: 'Det är inte kaffet. Det är att ha någon att prata med på morgonen.',
          state: 'acknowledged',
        },
      ],
    },
  )
  tell(
    'document-added',
    c.at(-6),
    {
      title: 'Utredning om mer hemtjänst',
      document: document(
        'utredning',
        'Utredning om mer hemtjänst',
        await letter(
          'Omsorgsnämnden i Delaby',
          'Utredning om mer hemtjänst',
          [
            'Britt Öhman ansöker om mer tid på morgnarna. Hon bor ensam i en lägenhet på andra våningen med hiss.',
            'Det hon klarar själv tar längre tid än förut. Strumpor, trappa och dusch är svårast.',
          ],
          'Tove Alm, Stöd- och omsorgsenheten',
        ),
      ),
    },
    { came: c.exactly(-1, '09:00'), look: 'waits' },
  )
  tell('step-reached', c.at(-5), { step: 'hearing' }, { author: tove })
  const talk = tell(
    'follow-up-planned',
    c.at(-4),
    { title: 'Samtal om utredningen', on: c.at(7, '10:30'), place: 'Hemma hos dig', with: [tove] },
    { author: tove },
  )
  matter.readers.push({
    name: 'Nora Ekdal',
    capacity: 'limitedGuardian',
    document: 'Överförmyndarens beslut om god man',
    since: c.at(-70, '10:00'),
    until: c.on(280),
    shown: ['AO-2020-0318-dusch', 'AO-2020-0318-rattat', more, talk],
  })
  return { name: 'Britt Öhman', matters: [matter] }
}
