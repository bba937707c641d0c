import { by, card, matterOf, type Teller } from '../story.ts'

const petter = by('Petter Lundvall')

/** In the middle of an investigation that takes longer than it should: his turn to read and answer. */
export const ioan: Teller = async (c) => {
  const { matter, tell, strange } = matterOf(
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
  tell(
    'note',
    c.at(-88),
    { title: 'Samtal med vårdcentralen', text: 'Ioan har sagt ja till att vi pratar med vårdcentralen. De bokar tid hos psykolog.' },
    { author: petter, newer: true },
  )
  tell('investigation-extended', c.at(-20), { dueBy: c.on(24), reason: 'Psykologens bedömning kommer först nästa vecka.' })
  tell('step-reached', c.at(-4), { step: 'hearing' }, { author: petter })
  tell(
    'requested',
    c.at(-4),
    { what: [{ title: 'Ditt svar på utredningen', text: 'Skriv eller ring. Du kan svara på rumänska.' }], dueBy: c.on(10) },
    { author: petter },
  )
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
