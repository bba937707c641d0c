// What the copies say: invented, of the lengths that real ones have, and read by the same schema as what a source hands in.
import { Event } from '../src/modules/matters/events/model.ts'

export type Sample = { kind: string; event: string }

const lines = [
  'Vi träffades på kontoret och gick igenom hur det har varit sedan sist. Boendet fungerar, och nätterna är lugnare än i våras.',
  'Du berättade att medicinen har ändrats och att det gör dig trött. Vi kom överens om att ringa vårdcentralen tillsammans på torsdag.',
  'Ekonomin är ansträngd den här månaden. Vi räknade på hyran och skrev en lista över det som behöver skickas in före den femtonde.',
  'Boendestödet kommer tisdagar och fredagar. Du vill hellre ha dem på förmiddagen, och det ska gå att ordna från och med nästa månad.',
] as const
const more = [
  'Nästa gång ska vi prata om sysselsättningen och vad som känns möjligt i höst. Vi skriver upp det här så att ingen behöver minnas allt.',
  'Din syster är med på mötet om du vill. Vi har bokat ett rum på Norra enheten, och det finns hiss.',
] as const
const author = { name: 'Amina Haddad', role: 'socialsekreterare' }
const officer = {
  name: 'Amina Haddad',
  role: 'socialsekreterare',
  phone: '0980-31 92 10',
  hours: 'vardagar 8–16.30',
  deputy: 'Sara Lind',
  photo: 'amina',
}

type Told = { kind: string; detail: object; author?: object }

/** The matter's first items in order, then what comes again and again; `k` counts from 1, `turn` is one of the variants. */
const told = (k: number, turn: number): Told => {
  const text = `${lines[turn]} ${more[turn % 2]}`
  switch (k) {
    case 1:
      return { kind: 'received', detail: { what: 'application', via: 'form', title: 'Ansökan om stöd i hemmet och i vardagen' } }
    case 2:
      return { kind: 'assigned', detail: { unit: 'Norra enheten', officer } }
    case 3:
      return { kind: 'investigation-opened', detail: { dueBy: '2026-12-01' }, author }
    case 4:
      return { kind: 'decision', author, detail: decision(turn) }
    default:
      return again[(k - 5) % again.length]!(turn, text)
  }
}

const decision = (turn: number) => ({
  title: 'Beslut om boendestöd',
  results: [{ answer: turn === 3 ? 'partly' : 'yes', what: 'Boendestöd sex timmar i veckan', from: '2024-02-01', to: '2025-01-31' }],
  reasons: lines[turn],
  rules: [{ citation: '11 kap. 1 § socialtjänstlagen (2025:400)' }],
  decidedBy: { name: 'Henrik Ek', role: 'enhetschef' },
})

const again: readonly ((turn: number, text: string) => Told)[] = [
  (_, text) => ({ kind: 'note', author, detail: { title: 'Samtal', text } }),
  (turn) => ({
    kind: 'measure-started',
    author,
    detail: { title: 'Boendestöd', provider: 'Norra teamet', from: '2024-02-01', text: lines[turn] },
  }),
  (_, text) => ({
    kind: 'meeting-held',
    author,
    detail: { title: 'Uppföljning', text, with: [{ name: 'Sara Lind', role: 'boendestödjare' }] },
  }),
  (_, text) => ({ kind: 'note', author, detail: { title: 'Anteckning', text: `${text} ${more[0]}` } }),
  (turn) => ({
    kind: 'payment',
    author,
    detail: {
      amount: 412_300,
      what: `Försörjningsstöd, ${lines[turn]!.slice(0, 80)}`,
      status: 'paid',
      paidOn: '2024-03-27',
      from: '2024-03-01',
      to: '2024-03-31',
    },
  }),
  (turn) => ({
    kind: 'requested',
    author,
    detail: { what: [{ title: 'Kontoutdrag för de tre senaste månaderna' }], dueBy: '2024-05-15', text: lines[turn] },
  }),
  (_, text) => ({ kind: 'note', author, detail: { title: 'Telefonsamtal', text } }),
  (turn) => ({
    kind: 'follow-up-planned',
    author,
    detail: { title: 'Uppföljning av stödet', on: '2024-06-11T09:30:00+02:00', place: lines[turn]!.slice(0, 60), with: [author] },
  }),
]

export const variants = 4

/** The copy of a person's `k`th item as it stands in the database. Throws when the feed would not have taken it. */
export function sampleOf(k: number, turn: number): Sample {
  const read = Event.parse({ ref: 'x', at: '2024-01-01T10:00:00Z', ...told(k, turn) })
  return { kind: read.kind, event: JSON.stringify({ author: read.author, detail: read.detail }) }
}
