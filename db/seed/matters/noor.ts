import { by, type Calendar, card, type Matter, matterOf, rules, type Teller } from '../story.ts'

const daniel = by('Daniel Åkesson')

/** Somebody with a protection marking: no place, no address and no school is named anywhere. Waits for a decision that is late; an older case is not offered. */
export const noor: Teller = async (c) => {
  const { matter, tell } = matterOf(
    { ref: 'EK-2026-0301', number: '2026-0301', field: 'financial-assistance', unit: 'ekonomi', openedOn: c.on(-38) },
    { officer: 'Daniel Åkesson', opened: c.at(-37, '10:00') },
  )
  tell('received', c.at(-38), { what: 'application', via: 'visit' })
  tell('assigned', c.at(-37), { unit: 'Ekonomienheten', officer: card('Daniel Åkesson') })
  tell('preliminary-answer', c.at(-36), { text: 'Din ansökan har kommit in och Daniel tar hand om den. Vi skickar inget med post.' })
  tell('investigation-opened', c.at(-35), { dueBy: c.on(-20) })
  tell('investigation-extended', c.at(-20), { dueBy: c.on(9), reason: 'Vi väntar på ett besked från Försäkringskassan.' })
  tell('delay-notice', c.at(-20), {
    reason: 'Försäkringskassan har inte svarat oss än. Under tiden kan du ansöka om pengar till mat. Ring Daniel, så går det fort.',
    newDate: c.on(9),
  })
  tell(
    'note',
    c.at(-15),
    { title: 'Så når vi dig', text: 'Noor vill bli uppringd av Daniel och av ingen annan. Inga brev, inga sms med namn i.' },
    { author: daniel },
  )
  tell(
    'note',
    c.at(-14),
    { title: 'Uppgifter om var du är', text: 'Samtal om vardagen där Noor bor nu.' },
    {
      author: daniel,
      look: { reason: 'place', text: 'Det finns en uppgift här som vi inte visar. Vi läser den gärna tillsammans med dig hos oss.' },
    },
  )
  tell(
    'note',
    c.at(-2),
    {
      title: 'Nytt arbete',
      text: 'Noor har börjat på Fjällbageriet och är glad. Vi når henne där på 0980-441 720 mellan 9 och 11. Lönen kommer den 25:e.',
    },
    { author: daniel, look: 'waits' },
  )
  const guarded = [
    { kind: 'workplace', value: 'Fjällbageriet' },
    { kind: 'phone', value: '0980-44 17 20' },
  ] as const
  return { name: 'Noor Haidari', protectedIdentity: 'marking', guarded: [...guarded], matters: [matter, earlier(c)] }
}

/** Closed before she was protected, and full of where she lived then: it is not offered. */
function earlier(c: Calendar): Matter {
  const { matter, tell } = matterOf(
    { ref: 'EK-2024-0512', number: '2024-0512', field: 'financial-assistance', unit: 'ekonomi', openedOn: c.on(-800) },
    { officer: 'Daniel Åkesson' },
  )
  matter.leftOut = 'identity'
  tell('received', c.at(-800), { what: 'application', via: 'form' })
  tell('decision', c.at(-790), {
    title: 'Ja till försörjningsstöd',
    results: [{ answer: 'yes', what: 'Försörjningsstöd i två månader' }],
    rules: [rules.before],
    decidedBy: daniel,
  })
  tell('closed', c.at(-700), { reason: 'Noor har fått arbete och klarar sig på sin lön.' })
  return matter
}
