import { report } from '../papers.ts'
import { by, type Calendar, card, type Matter, matterOf, rules, type Teller } from '../story.ts'

const amina = by('Amina Haddad')
const maj = by('Maj Nyström')

/** Many old cases, from 2009 on, and an open one with a no that leaves the names out (FL 33 §), which he has appealed. */
export const torsten: Teller = async (c) => ({ name: 'Torsten Ek', matters: [now(c), ...old(c), read(c)] })

function now(c: Calendar): Matter {
  const { matter, tell, document } = matterOf(
    { ref: 'VUX-2025-0733', number: '2025-0733', field: 'adult-addiction', unit: 'vuxen', openedOn: c.on(-430) },
    { officer: 'Amina Haddad', opened: c.at(-255, '10:10') },
  )
  tell('received', c.at(-430), { what: 'referral', via: 'letter', title: 'Du fick kontakt med oss genom vårdcentralen' })
  tell('assigned', c.at(-428), { unit: 'Vuxenenheten', officer: card('Amina Haddad') })
  tell('investigation-opened', c.at(-427), { dueBy: c.on(-310) })
  tell(
    'meeting-held',
    c.at(-410, '09:00'),
    { title: 'Samtal hemma', text: 'Torsten vill ha det lugnt omkring sig. Han vill inte ha många olika personer hemma.', with: [amina] },
    { author: amina },
  )
  tell('investigation-closed', c.at(-320), { outcome: 'Torsten behöver stöd för att hålla sig nykter och för att klara ekonomin.' })
  tell('decision', c.at(-310), {
    title: 'Ja till stöd i bostaden',
    results: [{ answer: 'yes', what: 'Besök av behandlare varje vecka' }],
    rules: [rules.support],
    decidedBy: amina,
    deliveredOn: c.on(-309),
  })
  tell('measure-started', c.at(-300), { title: 'Stöd i bostaden', provider: 'Vuxenenheten' })
  for (let week = 0; week < 12; week++)
    tell(
      'meeting-held',
      c.at(-290 + week * 18, '09:00'),
      { title: 'Besök hemma', with: [by('Henrik Sjöö')] },
      { author: by('Henrik Sjöö') },
    )
  const no = tell('decision', c.at(-23, '10:00'), {
    title: 'Nej till lägenhet genom kommunen',
    results: [{ answer: 'no', what: 'Lägenhet med kommunalt kontrakt', note: 'Du kan ansöka igen om något ändras.' }],
    reasons:
      'Du har en lägenhet i dag och riskerar inte att förlora den. Du vill flytta för att det är oroligt i huset. Det förstår vi, och vi hjälper dig gärna att prata med din hyresvärd. Men det räcker inte för att få ett kontrakt genom kommunen.',
    rules: [rules.support],
    decidedBy: { name: 'Lena Forsman', role: 'enhetschef på Vuxenenheten' },
    investigatedBy: amina,
    hideNames: true,
    deliveredOn: c.on(-20),
  })
  matter.asked.push({
    kind: 'appeal',
    at: c.at(-4, '18:20'),
    about: no,
    text: 'Jag vill få en lägenhet genom kommunen.',
    detail: { why: 'Det är inte bara oroligt. Jag sover inte, och jag är rädd att börja dricka igen om jag bor kvar.' },
  })
  tell(
    'document-added',
    c.at(-7),
    {
      title: 'Utredning, 6 sidor',
      document: document(
        'utredning',
        'Utredning, 6 sidor',
        report('Utredning', [
          ['Det här har du sagt', 'Torsten vill ha det lugnt hemma och slippa nya människor. Han har varit nykter i sju veckor.'],
          ['Vår bedömning', 'Stödet behöver komma från samma person varje gång.'],
        ]),
      ),
    },
    { came: c.exactly(-1, '10:02'), look: 'waits' },
  )
  tell(
    'meeting-held',
    c.at(-5, '09:00'),
    {
      title: 'Möte på Vuxenenheten',
      text: 'Torsten kom själv. Han vill träffa en ny behandlare en gång innan han bestämmer sig.',
      with: [amina],
    },
    { author: amina, came: c.exactly(-1, '10:40'), look: 'waits' },
  )
  tell(
    'note',
    c.at(-3, '14:10'),
    {
      title: 'Hembesök',
      text: 'Torsten öppnade och bjöd på kaffe. Grannen kom förbi och pratade om sina egna bekymmer. Torsten vill ha besöken på förmiddagen.',
    },
    { author: amina, came: c.exactly(-3, '14:30'), look: 'waits' },
  )
  return matter
}

/** Five closed ones. The words are few, because they are what the old system held. */
function old(c: Calendar): Matter[] {
  const years = [-6200, -5100, -4300, -3200, -1900]
  return years.map((day, n) => {
    const year = c.on(day).slice(0, 4)
    const { matter, tell } = matterOf(
      {
        ref: `VUX-${year}-0${n + 3}10`,
        number: `${year}-0${n + 3}10`,
        field: n % 2 ? 'financial-assistance' : 'adult-addiction',
        unit: n % 2 ? 'ekonomi' : 'vuxen',
        openedOn: c.on(day),
      },
      { officer: n % 2 ? 'Daniel Åkesson' : 'Amina Haddad', opened: c.at(-255, '10:20') },
    )
    tell('received', c.at(day), { what: 'application', via: 'letter' })
    tell('investigation-opened', c.at(day + 3), {})
    tell(
      'note',
      c.at(day + 20),
      {
        text: [
          'Torsten vill ha hjälp att hitta en egen bostad.',
          'Torsten saknar pengar till el.',
          'Torsten har varit nykter i fyra månader.',
          'Torsten är sjukskriven och väntar på sin första sjukpenning.',
          'Torsten ringer och vill börja om.',
        ][n]!,
      },
      { author: maj },
    )
    tell('decision', c.at(day + 60), {
      title: n % 2 ? 'Ja till försörjningsstöd' : 'Ja till öppenvård',
      results: [{ answer: 'yes', what: n % 2 ? 'Försörjningsstöd i tre månader' : 'Samtal på mottagningen' }],
      rules: [rules.before],
    })
    if (n % 2)
      tell('payment', c.at(day + 65, '06:00'), { amount: 7_860_00, what: 'Försörjningsstöd', status: 'paid', paidOn: c.on(day + 65) })
    else tell('measure-started', c.at(day + 65), { title: 'Öppenvård' })
    tell('closed', c.at(day + 400), { reason: 'Torsten behöver inte stödet längre.' })
    return matter
  })
}

/** One that is not read on a screen. */
function read(c: Calendar): Matter {
  const { matter, tell } = matterOf(
    { ref: 'VUX-2023-0118', number: '2023-0118', field: 'adult-addiction', unit: 'vuxen', openedOn: c.on(-1390) },
    { officer: 'Amina Haddad', opened: c.at(-255, '10:30') },
  )
  tell('received', c.at(-1390), { what: 'report', via: 'phone' })
  tell('not-shown-here', c.at(-1389), { text: 'Det här ärendet läser vi tillsammans med dig. Ring Amina, så bokar ni en tid.' })
  return matter
}
