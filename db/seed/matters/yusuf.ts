import { by, type Calendar, card, type Matter, matterOf, rules, type Teller } from '../story.ts'

const amina = by('Amina Haddad')
const daniel = by('Daniel Åkesson')

/** Money month by month with something to hand in soon, and a new matter that Vuxenenheten keeps in Delakt itself. */
export const yusuf: Teller = async (c) => ({ name: 'Yusuf Demir', language: 'sv', matters: [monthly(c), gambling(c)] })

function monthly(c: Calendar): Matter {
  const { matter, tell } = matterOf(
    { ref: 'EK-2026-0031', number: '2026-0031', field: 'financial-assistance', unit: 'ekonomi', openedOn: c.on(-214) },
    { officer: 'Daniel Åkesson', opened: c.at(-200, '09:10') },
  )
  tell('received', c.at(-214), { what: 'application', via: 'digital' })
  tell('assigned', c.at(-213), { unit: 'Ekonomienheten', officer: card('Daniel Åkesson') })
  tell(
    'meeting-held',
    c.at(-206, '10:00'),
    {
      title: 'Första samtalet',
      text: 'Yusuf har blivit av med sitt arbete på lagret. Han har ingen a-kassa. Vi gick igenom vad som behöver lämnas in varje månad.',
      with: [daniel],
    },
    { author: daniel },
  )
  tell(
    'condition',
    c.at(-206),
    {
      title: 'Skriv in dig på Arbetsförmedlingen',
      text: 'Du visar intyget när du ansöker nästa gång.',
      dueBy: c.on(-192),
      status: 'active',
    },
    { ref: 'EK-2026-0031-af' },
  )
  tell('condition', c.at(-195), { title: 'Skriv in dig på Arbetsförmedlingen', status: 'fulfilled' }, { about: 'EK-2026-0031-af' })
  for (let month = 0; month < 6; month++) {
    const day = -200 + month * 30
    const from = c.on(day)
    tell('decision', c.at(day), {
      title: 'Ja till försörjningsstöd',
      results: [
        {
          answer: 'yes',
          what: 'Försörjningsstöd för en månad',
          note: 'Så räknade vi: riksnormen och din hyra, minus det du har fått in.',
          from,
          to: c.on(day + 29),
        },
      ],
      rules: [rules.money],
      decidedBy: daniel,
      deliveredOn: from,
    })
    tell('payment', c.at(day + 1, '06:00'), {
      amount: 5_310_00,
      what: 'Mat, kläder och annat',
      status: 'paid',
      paidOn: c.on(day + 1),
      from,
      to: c.on(day + 29),
    })
    tell('payment', c.at(day + 1, '06:00'), { amount: 6_240_00, what: 'Hyra', status: 'paid', paidOn: c.on(day + 1), toOther: true })
  }
  const old = tell('requested', c.at(-74), { what: [{ title: 'Intyg om hyreskontrakt' }], dueBy: c.on(-60) })
  tell('request-withdrawn', c.at(-70), { reason: 'Hyresvärden har skickat kontraktet till oss.' }, { about: old })
  tell('payment', c.at(-13), { amount: 1_200_00, what: 'Busskort och medicin', status: 'planned', dueOn: c.on(3) })
  tell('received', c.at(-12, '22:31'), { what: 'application', via: 'digital', title: 'Försörjningsstöd för december' })
  tell('investigation-opened', c.at(-10), { dueBy: c.on(8) })
  tell(
    'requested',
    c.at(-6),
    {
      what: [
        { title: 'Kontoutdrag för de senaste tre månaderna', text: 'Alla konton som du har, också sparkonton.' },
        { title: 'Hyresavin för december' },
      ],
      dueBy: c.on(4),
      text: 'Vi räknar klart när vi har fått dem. Behöver du mer tid ringer du Daniel.',
    },
    { author: daniel },
  )
  return matter
}

/** A matter without any other system: the unit writes here, and some of it is still a draft. */
function gambling(c: Calendar): Matter {
  const { matter, tell } = matterOf(
    { ref: 'nytt-spel', number: '2026-1302', field: 'adult-addiction', unit: 'vuxen', openedOn: c.on(-17), title: 'Stöd vid spelproblem' },
    { source: 'native', officer: 'Amina Haddad', opened: c.at(-15, '15:30') },
  )
  tell('received', c.at(-17, '11:05'), { what: 'application', via: 'phone' })
  tell('assigned', c.at(-16), { unit: 'Vuxenenheten', officer: card('Amina Haddad') })
  tell('investigation-opened', c.at(-15), { dueBy: c.on(100) })
  tell(
    'meeting-held',
    c.at(-11, '09:00'),
    {
      title: 'Första samtalet',
      text: 'Yusuf spelar på kasino på nätet, mest på nätterna. Han har berättat för sin sambo. Han vill stänga av sig från spel och undrar hur man gör.',
      with: [amina],
    },
    { author: amina },
  )
  tell(
    'follow-up-planned',
    c.at(-10),
    { title: 'Samtal om stöd vid spelproblem', on: c.at(5, '13:00'), place: 'Storgatan 14, rum 210', with: [amina] },
    { author: amina },
  )
  tell(
    'note',
    c.at(-4, '15:20'),
    {
      title: 'Samtal på telefon',
      text: 'Yusuf ringer efter en svår natt. Han har spelat bort pengarna till mat. Vi pratar om vad som kan hjälpa i kväll och bestämmer att han ringer i morgon också.',
    },
    {
      author: amina,
      came: c.exactly(-1, '15:20'),
      look: { greeting: 'Den kan vara svår att läsa ensam. Ring mig gärna först, eller läs den tillsammans med mig.' },
    },
  )
  tell(
    'note',
    c.at(-3, '10:10'),
    {
      title: 'Yusuf har stängt av sig från spel',
      text: 'Yusuf berättar att han har stängt av sig i tolv månader. Han är lättad och lite rädd.',
    },
    { author: amina, came: c.exactly(-1, '15:24'), look: 'waits' },
  )
  tell(
    'condition',
    c.at(-2),
    { title: 'Ta med en lista över skulderna', text: 'Det gör inget om den inte är komplett.', dueBy: c.on(5) },
    { author: amina, came: c.exactly(0, '08:15'), look: 'waits' },
  )
  matter.drafts.push(
    {
      at: c.at(-1, '16:40'),
      body: { rubrik: 'Inför samtalet', text: 'Ta upp: sömn, skulder, om sambon vill vara med nästa gång.', datum: '', tid: '' },
    },
    {
      at: c.at(-2, '11:05'),
      body: { rubrik: 'Samtal med sambon', text: 'Yusuf har sagt ja till att vi pratar. Ring på eftermiddagen.', datum: '', tid: '' },
    },
  )
  return matter
}
