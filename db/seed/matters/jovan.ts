import { by, card, matterOf, rules, type Teller } from '../story.ts'

const sara = by('Sara Jokinen')

/** In Granby: another municipality, another committee, another system. */
export const jovan: Teller = async (c) => {
  const { matter, tell } = matterOf(
    { ref: 'G-77120', number: 'G 2025/118', field: 'adult-addiction', unit: 'granby', openedOn: c.on(-400) },
    { source: 'granby', officer: 'Sara Jokinen', opened: c.at(-190, '08:40'), notYet: 1 },
  )
  tell('received', c.at(-400), { what: 'application', via: 'phone' })
  tell('assigned', c.at(-399), { unit: 'Vuxen- och familjeenheten', officer: card('Sara Jokinen') })
  tell('investigation-opened', c.at(-398), { dueBy: c.on(-290) })
  tell(
    'meeting-held',
    c.at(-390, '10:00'),
    {
      title: 'Första samtalet',
      text: 'Jovan vill sluta med tabletterna. Han har en son som han vill kunna köra till träningen.',
      with: [sara],
    },
    { author: sara },
  )
  tell('investigation-closed', c.at(-300), {
    outcome: 'Jovan behöver en plan för nedtrappning tillsammans med vården, och någon att ringa på kvällarna.',
  })
  tell('decision', c.at(-296), {
    title: 'Ja till stöd under nedtrappningen',
    results: [{ answer: 'yes', what: 'Samtal varje vecka och telefon på kvällar' }],
    rules: [rules.support],
    decidedBy: sara,
    deliveredOn: c.on(-295),
  })
  tell('measure-started', c.at(-290), { title: 'Samtalsstöd', provider: 'Vuxen- och familjeenheten' })
  for (let week = 0; week < 14; week++)
    tell('meeting-held', c.at(-280 + week * 19, '10:00'), { title: 'Samtal med Sara', with: [sara] }, { author: sara })
  tell(
    'follow-up-planned',
    c.at(-12),
    { title: 'Uppföljning', on: c.at(18, '10:00'), place: 'Torget 2, Granby', with: [sara] },
    { author: sara },
  )
  return { name: 'Jovan Petrović', language: 'sr', matters: [matter] }
}
