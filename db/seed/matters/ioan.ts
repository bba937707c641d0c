import { report } from '../papers.ts'
import { by, card, matterOf, type Teller } from '../story.ts'

const petter = by('Petter Lundvall')

/** In the middle of an investigation that takes longer than it should: he has been given it to read and answer before the decision. */
export const ioan: Teller = async (c) => {
  const { matter, tell, strange, document } = matterOf(
    { ref: 'VUX-2026-0590', number: '2026-0590', field: 'social-psychiatry', unit: 'vuxen', openedOn: c.on(-132) },
    { officer: 'Petter Lundvall', opened: c.at(-126, '09:00') },
  )
  tell('received', c.at(-132), { what: 'application', via: 'visit' })
  tell('assigned', c.at(-130), { unit: 'Vuxenenheten', officer: card('Petter Lundvall') })
  tell('investigation-opened', c.at(-128), { dueBy: c.on(-12) })
  tell(
    'meeting-held',
    c.at(-120, '13:00'),
    {
      title: 'Samtal med tolk',
      text: 'Ioan har sovit illa sedan han slutade på bygget. Han vill ha någon att prata med på rumänska.',
      with: [petter],
    },
    { author: petter },
  )
  const call = tell(
    'note',
    c.at(-88),
    { title: 'Samtal med vårdcentralen', text: 'Ioan har sagt ja till att vi pratar med vårdcentralen. De bokar tid hos psykolog.' },
    { author: petter, newer: true },
  )
  tell('investigation-extended', c.at(-20), { dueBy: c.on(24), reason: 'Psykologens bedömning kommer först nästa vecka.' })
  const investigation = tell('document-added', c.at(-5), {
    title: 'Utredning om stöd och samtal',
    document: document(
      'utredning',
      'Utredning om stöd och samtal',
      report('Utredning om stöd och samtal', [
        ['Det här har du sagt', 'Du sover illa sedan du slutade på bygget. Du vill ha någon att prata med på rumänska.'],
        ['Det här säger vården', 'Psykologen bedömer att samtal varannan vecka hjälper, och att det är bra om de är på ditt eget språk.'],
        [
          'Vårt förslag',
          'Du får samtal med tolk varannan vecka i ett halvår. Det du har sökt om en egen lägenhet föreslår vi att du inte får.',
        ],
      ]),
    ),
  })
  tell('step-reached', c.at(-4), { step: 'hearing' }, { author: petter })
  matter.given.push({
    at: c.at(-4, '13:00'),
    until: c.on(10),
    about: [investigation, call],
    text: 'Det här är det som vi tänker besluta efter. Läs det, och säg om något är fel eller saknas. Du kan skriva eller ringa, också på rumänska.',
  })
  tell(
    'note',
    c.at(-3, '11:00'),
    { title: 'Samtal på telefon', text: 'Ioan har fått utredningen. Han vill gå igenom den med tolk innan han svarar.' },
    { author: petter, came: c.exactly(-2, '11:15'), look: 'waits' },
  )
  strange('interpreter-booked', c.at(-2, '14:00'), {
    title: 'Tolk till samtalet',
    language: 'rumänska',
    on: c.at(6, '13:00'),
    minutes: 60,
    byPhone: false,
  })
  return { name: 'Ioan Munteanu', language: 'ro', matters: [matter] }
}
