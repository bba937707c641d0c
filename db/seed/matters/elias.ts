import { report } from '../papers.ts'
import { by, card, matterOf, rules, type Teller } from '../story.ts'

const amina = by('Amina Haddad')
const nils = { name: 'Nils Berg', role: 'boendestödjare' }
const petter = by('Petter Lundvall')
const maj = by('Maj Nyström')

const talks = [
  'Elias beskriver hur en vanlig dag ser ut. Det tar stopp när något måste göras före klockan tio.',
  'Vi pratar om vad som har hjälpt förut. En person som kommer på bestämda tider är bättre än många som ringer.',
  'Elias berättar om åren på sjukhuset och om vad han inte vill vara med om igen.',
  'Vi går igenom posten tillsammans. Tre brev är viktiga, resten kan kastas.',
  'Elias har sovit fyra timmar och vill ha ett kort samtal. Vi bestämmer när nästa blir.',
  'Elias vill laga mat själv men vet inte hur man börjar. Han gillar soppa.',
  'Elias säger ja till att vi pratar med hans läkare, och vill läsa vad vi skriver.',
  'Läkaren bedömer att stöd hemma är rätt nu. Elias är nöjd med det.',
  'Vi sammanfattar. Elias vill ha hjälp två dagar i veckan och att den kommer när den ska.',
]
const walks = [
  'Vi promenerade i stället för att sitta inne. Det gick lättare att prata då.',
  'Elias sover om dagarna. Vi pratade om hur natten kan bli lugnare.',
  'Elias vill att det står här att det hjälpte att få vara i fred.',
  'Elias hade inte varit ute på elva dagar. Vi gick till postlådan och tillbaka.',
  'Vi åkte buss en hållplats. Elias vill prova två nästa gång.',
  'Elias ringde och ställde in. Vi pratade tio minuter i telefon i stället.',
  'Elias visade en cykel som han har lagat åt grannen.',
  'Vi pratade om Verkstan. Elias vill se stället först och inte träffa någon då.',
  'Besök på Verkstan efter stängning. Elias stannade en timme.',
  'Elias vill ha boendestöd igen, sällskap ut ibland och cyklarna två förmiddagar.',
]

/** Twelve years: a closed case that was opened again, three kinds of support side by side, and about two hundred events. */
export const elias: Teller = async (c) => {
  const { matter, tell, document } = matterOf(
    { ref: 'VUX-2014-0907', number: '2014-0907', field: 'social-psychiatry', unit: 'vuxen', openedOn: c.on(-4420) },
    { officer: 'Amina Haddad', opened: c.at(-262, '09:30') },
  )
  const home = 'VUX-2014-0907-boendestod'
  tell('received', c.at(-4420), { what: 'application', via: 'visit' })
  tell('assigned', c.at(-4418), { unit: 'Vuxenenheten', officer: { ...maj, phone: '0980-31 92 14' } })
  tell('investigation-opened', c.at(-4415), { dueBy: c.on(-4300) })
  talks.forEach((text, n) =>
    tell('meeting-held', c.at(-4400 + n * 11, '13:00'), { title: 'Samtal i utredningen', text, with: [maj] }, { author: maj }),
  )
  tell('investigation-closed', c.at(-4294), { outcome: 'Elias behöver någon som hjälper honom att få vardagen att fungera hemma.' })
  tell('decision', c.at(-4290), {
    title: 'Ja till boendestöd',
    results: [{ answer: 'yes', what: 'Boendestöd fyra timmar i veckan' }],
    rules: [rules.before],
    decidedBy: maj,
  })
  tell('step-reached', c.at(-4282), { step: 'planning' })
  tell(
    'measure-started',
    c.at(-4270),
    { title: 'Boendestöd', text: 'Nils kommer på måndagar och torsdagar.', provider: 'Nils Berg' },
    { ref: home },
  )
  for (let visit = 0; visit < 60; visit++)
    tell('meeting-held', c.at(-4260 + visit * 27, '13:00'), { title: 'Boendestöd hemma', with: [nils] }, { author: nils })
  for (let year = 0; year < 4; year++) {
    const words = [
      'Elias lagar mat själv tre gånger i veckan.',
      'Elias har börjat åka buss till biblioteket.',
      'Det har varit en tung höst, men Elias öppnar sin post.',
      'Elias vill klara sig själv ett tag.',
    ]
    tell(
      'meeting-held',
      c.at(-3900 + year * 365, '10:00'),
      { title: 'Årlig uppföljning', text: words[year]!, with: [maj, nils] },
      { author: maj },
    )
  }
  tell('measure-ended', c.at(-2630), { text: 'Elias vill pröva utan stöd. Han kan komma tillbaka när han vill.' }, { about: home })
  tell('closed', c.at(-2625), { reason: 'Elias vill klara sig utan stöd.' })
  tell('reopened', c.at(-2130), { reason: 'Elias hörde av sig. Det har blivit svårt att gå ut.' })
  tell('assigned', c.at(-2128), { unit: 'Vuxenenheten', officer: card('Petter Lundvall') })
  tell('investigation-opened', c.at(-2125), { dueBy: c.on(-2010) })
  walks.forEach((text, n) => tell('note', c.at(-2118 + n * 9), { title: 'Samtal', text }, { author: petter }))
  tell('investigation-closed', c.at(-2020), { outcome: 'Elias behöver stöd hemma, sällskap ut och något att göra om dagarna.' })
  tell('decision', c.at(-2015), {
    title: 'Ja till tre sorters stöd',
    results: [
      { answer: 'yes', what: 'Boendestöd sex timmar i veckan' },
      { answer: 'yes', what: 'Kontaktperson' },
      { answer: 'yes', what: 'Sysselsättning på Verkstan' },
    ],
    rules: [rules.before],
    decidedBy: petter,
    deliveredOn: c.on(-2014),
  })
  tell('measure-started', c.at(-2000), { title: 'Boendestöd', provider: 'Nils Berg' }, { ref: `${home}-2` })
  tell('measure-started', c.at(-2000), { title: 'Kontaktperson' }, { ref: 'VUX-2014-0907-kontakt' })
  tell(
    'measure-started',
    c.at(-2000),
    { title: 'Sysselsättning på Verkstan', text: 'Elias lagar cyklar två förmiddagar i veckan.' },
    { ref: 'VUX-2014-0907-verkstan' },
  )
  for (let visit = 0; visit < 76; visit++)
    tell('meeting-held', c.at(-1990 + visit * 24, '13:00'), { title: 'Boendestöd hemma', with: [nils] }, { author: nils })
  for (let year = 0; year < 5; year++) {
    const day = -1650 + year * 365
    const words = [
      'Cyklarna är det bästa på veckan.',
      'Elias har lärt känna två personer på Verkstan.',
      'Kontaktpersonen har slutat. Elias vill vänta med en ny.',
      'Elias har varit på läkarbesök själv för första gången.',
      'Elias vill ha mer stöd när hösten kommer.',
    ]
    tell('follow-up-planned', c.at(day - 40), { title: 'Årlig uppföljning', on: c.on(day), with: [petter, nils] })
    tell('meeting-held', c.at(day, '10:00'), { title: 'Årlig uppföljning', text: words[year]!, with: [petter, nils] }, { author: petter })
  }
  tell('measure-ended', c.at(-880), { text: 'Kontaktpersonen har flyttat.' }, { about: 'VUX-2014-0907-kontakt' })
  tell(
    'note',
    c.at(-400),
    { title: 'Ett läkarbesök', text: 'Den här anteckningen hörde till ett annat ärende.' },
    { ref: 'VUX-2014-0907-fel', author: petter },
  )
  matter.annulled.push({ ref: 'VUX-2014-0907-fel', came: c.at(-240, '09:00'), reason: 'Anteckningen skrevs i fel ärende.' })
  tell(
    'stepped-back',
    c.at(-120),
    { step: 'planning', reason: 'Du vill ändra tiderna. Vi gör en ny plan tillsammans.' },
    { author: petter },
  )
  tell(
    'measure-changed',
    c.at(-95),
    { title: 'Boendestöd åtta timmar', text: 'Två timmar till på fredagar.', provider: 'Nils Berg' },
    { about: `${home}-2` },
  )
  tell('step-reached', c.at(-95), { step: 'support' })
  tell(
    'note',
    c.at(-60),
    { title: 'Telefonsamtal', text: 'Elias hinner inte till Verkstan i tid på morgonen och är ledsen för det.' },
    {
      author: petter,
      said: [
        {
          kind: 'objection',
          at: c.at(-6, '21:15'),
          text: 'Jag är inte ledsen. Jag är trött. Det är en skillnad som jag vill att ni skriver.',
        },
      ],
    },
  )
  tell('assigned', c.at(-10), { unit: 'Vuxenenheten', officer: card('Amina Haddad') })
  tell(
    'follow-up-planned',
    c.at(-8),
    { title: 'Möte om hösten', on: c.at(16, '13:00'), place: 'Hemma hos dig', with: [amina, nils] },
    { author: amina },
  )
  tell(
    'note',
    c.at(-5, '13:40'),
    {
      title: 'Telefonsamtal',
      text: 'Elias ringer och säger att det är bra med fredagarna. Han undrar vem som ringer när Petter har slutat ha hans ärende.',
    },
    { author: amina, came: c.exactly(-3, '13:40'), look: 'waits' },
  )
  tell(
    'meeting-held',
    c.at(-5, '14:30'),
    { title: 'Överlämning', text: 'Petter, Amina och Elias träffades. Elias valde att Amina ringer på onsdagar.', with: [amina, petter] },
    { author: petter, came: c.exactly(-3, '15:05'), look: 'waits' },
  )
  tell(
    'document-added',
    c.at(-4),
    {
      title: 'Genomförandeplan, ändrad',
      document: document(
        'plan',
        'Genomförandeplan, ändrad',
        report('Genomförandeplan', [
          ['Det här vill jag', 'Jag vill komma till Verkstan i tid och sova på natten.'],
          ['Så gör vi', 'Nils kommer klockan åtta på tisdagar och fredagar. Vi äter frukost och går ihop.'],
        ]),
      ),
    },
    { came: c.exactly(-2, '08:30'), look: 'waits' },
  )
  tell(
    'note',
    c.at(-3),
    { title: 'Samtal med Verkstan', text: 'Verkstan håller platsen. Andra deltagare har klagat på att Elias får börja senare.' },
    { author: amina, came: c.exactly(-2, '11:10'), look: 'waits' },
  )
  matter.asked.push({
    kind: 'file',
    at: c.at(-1, '10:45'),
    text: 'Jag vill se vad Maj skrev de första åren.',
    detail: { what: 'period', from: c.on(-4420), to: c.on(-2625), how: 'paper' },
  })
  return { name: 'Elias Norling', matters: [matter] }
}
