import { by, card, matterOf, rules, type Teller } from '../story.ts'

const tove = by('Tove Alm')

/** Support under LSS, and a place to live that she waits for. Her source has not answered since yesterday. */
export const wilma: Teller = async (c) => {
  const { matter, tell } = matterOf(
    { ref: 'L-4410', number: '2018-0019', field: 'disability', unit: 'omsorg', openedOn: c.on(-3000) },
    { source: 'lss', officer: 'Tove Alm', opened: c.at(-110, '13:30') },
  )
  tell('received', c.at(-3000), { what: 'transfer', via: 'letter', title: 'Ärendet flyttades hit när du fyllde arton' })
  tell('assigned', c.at(-2998), { unit: 'Stöd- och omsorgsenheten', officer: card('Tove Alm') })
  tell('investigation-opened', c.at(-2990), { dueBy: c.on(-2900) })
  tell('decision', c.at(-2910), {
    title: 'Ja till ledsagning',
    results: [{ answer: 'yes', what: 'Ledsagarservice tio timmar i månaden' }],
    rules: [rules.lss],
    decidedBy: tove,
  })
  tell('measure-started', c.at(-2890), { title: 'Ledsagarservice', provider: 'Delaby kommun' })
  for (let n = 0; n < 14; n++) tell('meeting-held', c.at(-2800 + n * 170, '15:00'), { title: 'Avstämning', with: [tove] }, { author: tove })
  tell('measure-started', c.at(-1200), { title: 'Korttidsboende', text: 'En helg i månaden på Tallbacken.', provider: 'Tallbacken' })
  tell('received', c.at(-250), { what: 'application', via: 'visit', title: 'En egen lägenhet med stöd' })
  tell('investigation-opened', c.at(-245), { dueBy: c.on(-150) })
  tell(
    'meeting-held',
    c.at(-230, '14:00'),
    {
      title: 'Samtal om hur du vill bo',
      text: 'Wilma vill bo nära bussen och ha plats för sina växter. Hon vill kunna stänga sin egen dörr. Hon vill inte bo långt från sin mamma.',
      with: [tove],
    },
    { author: tove },
  )
  tell('decision', c.at(-140), {
    title: 'Ja till bostad med särskild service',
    results: [
      { answer: 'yes', what: 'Bostad med särskild service för vuxna' },
      { answer: 'yes', what: 'Ledsagarservice fortsätter tills du har flyttat' },
    ],
    reasons: 'Du behöver stöd på morgnar och kvällar och vill bo själv. En egen lägenhet med personal i närheten ger dig det.',
    rules: [rules.lss],
    decidedBy: tove,
    deliveredOn: c.on(-138),
  })
  tell('step-reached', c.at(-136), { step: 'waiting' }, { author: tove })
  tell('delay-notice', c.at(-46), {
    reason: 'Det finns ingen ledig lägenhet än. Två blir klara på Ängsvägen i vår, och du står först i kön.',
    newDate: c.on(120),
  })
  tell(
    'meeting-held',
    c.at(-44, '14:00'),
    {
      title: 'Vi tittade på ritningen',
      text: 'Wilma såg ritningen på lägenheterna vid Ängsvägen. Hon tycker bäst om den på bottenvåningen.',
      with: [tove],
    },
    { author: tove },
  )
  tell(
    'follow-up-planned',
    c.at(-30),
    { title: 'Besök på bygget', on: c.at(26, '13:00'), place: 'Vi möts på Kvarngatan 3', with: [tove] },
    { author: tove },
  )
  return { name: 'Wilma Sjögren', matters: [matter] }
}
