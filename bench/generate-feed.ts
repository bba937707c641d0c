// A source system's history, invented: the same file every time for the same numbers.
//   node --conditions=source bench/generate-feed.ts <file> [persons=50000] [events=1000000] [unit=NORR]
import { createWriteStream } from 'node:fs'
import { once } from 'node:events'

const [file = 'feed.ndjson', persons = '50000', events = '1000000', unit = 'NORR'] = process.argv.slice(2)
const people = Number(persons)
const total = Number(events)

/** Mulberry32: small, fast and the same on every machine. */
const random = (seed: number) => () => {
  seed = (seed + 0x6d2b79f5) | 0
  let t = Math.imul(seed ^ (seed >>> 15), 1 | seed)
  t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t
  return ((t ^ (t >>> 14)) >>> 0) / 4_294_967_296
}
const next = random(20261121)
const pick = <T>(list: readonly T[]): T => list[Math.floor(next() * list.length)]!

const fields = ['financial-assistance', 'adult-addiction', 'social-psychiatry', 'disability', 'child-and-family', 'elderly-care'] as const
const firsts = [
  'Ali',
  'Anna',
  'Björn',
  'Dilan',
  'Eva',
  'Fatima',
  'Göran',
  'Hodan',
  'Ida',
  'Karin',
  'Lars',
  'Maria',
  'Nils',
  'Omar',
  'Åsa',
] as const
const lasts = ['Abdi', 'Berg', 'Ek', 'Haddad', 'Lind', 'Nordin', 'Sjöberg', 'Wikström', 'Öberg'] as const
const words =
  'samtal om boendet och vad som har fungerat sedan sist nästa steg är att träffa läkaren och gå igenom ekonomin tillsammans'.split(' ')
const sentence = (n: number) => Array.from({ length: n }, () => pick(words)).join(' ')
const day = (at: number) => new Date(at).toISOString().slice(0, 10)

const out = createWriteStream(file, { highWaterMark: 1 << 20 })
let held = ''
const write = async (item: object) => {
  held += `${JSON.stringify(item)}\n`
  if (held.length < 1 << 20) return
  const text = held
  held = ''
  if (!out.write(text)) await once(out, 'drain')
}

const opened = Date.UTC(2016, 0, 1)
const month = 30 * 24 * 3_600_000
const detailOf = (kind: string, at: number) => {
  switch (kind) {
    case 'received':
      return { what: 'application', via: pick(['form', 'letter', 'visit']), title: 'Ansökan' }
    case 'note':
      return { title: 'Anteckning', text: sentence(18 + Math.floor(next() * 30)) }
    case 'meeting-held':
      return { title: 'Möte', text: sentence(15), with: [{ name: 'Sara Lind', role: 'socialsekreterare' }] }
    case 'decision':
      return {
        title: 'Beslut om bistånd',
        results: [{ answer: pick(['yes', 'partly', 'no']), what: sentence(4), from: day(at), to: day(at + month) }],
        reasons: sentence(30),
        rules: [{ citation: '4 kap. 1 § socialtjänstlagen' }],
        decidedBy: { name: 'Henrik Ek', role: 'enhetschef' },
      }
    case 'measure-started':
      return { title: 'Boendestöd', provider: 'Norra teamet', from: day(at) }
    case 'payment':
      return { amount: 100 * Math.floor(next() * 9000), what: 'Försörjningsstöd', status: 'paid', paidOn: day(at) }
    default:
      return {}
  }
}
const kinds = ['note', 'note', 'note', 'meeting-held', 'decision', 'payment', 'payment', 'measure-started', 'step-reached'] as const

const share = Math.max(1, Math.round(total / people))
let written = 0
for (let n = 0; n < people; n++) {
  await write({ type: 'person', ref: `p${n}`, name: `${pick(firsts)} ${pick(lasts)}` })
  const start = opened + Math.floor(next() * 100) * month
  await write({
    type: 'matter',
    ref: `m${n}`,
    person: `p${n}`,
    number: `2016-${n}`,
    field: pick(fields),
    unit,
    openedOn: day(start),
    reported: share,
  })
  for (let k = 0; k < share && written < total; k++, written++) {
    const kind = k === 0 ? 'received' : pick(kinds)
    const at = start + k * (month / 2) + Math.floor(next() * month)
    const detail = kind === 'step-reached' ? { step: 'assessment' } : detailOf(kind, at)
    await write({
      type: 'event',
      matter: `m${n}`,
      event: { ref: `e${n}-${k}`, kind, at: new Date(at).toISOString(), seq: k, author: { name: 'Sara Lind' }, detail },
    })
  }
  if (n % 5000 === 4999) process.stderr.write(`\r${n + 1} persons, ${written} events`)
}
out.end(held)
await once(out, 'close')
process.stderr.write(`\r${people} persons, ${written} events in ${file}\n`)
