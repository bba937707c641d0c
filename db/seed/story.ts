import type { z } from 'zod'
import { staff } from '../../demo/people.ts'
import { addDays, type Day, isWorkingDay, nextWorkingDay } from '../../src/kernel/values/day.ts'
import { sayDate } from '../../src/kernel/values/when.ts'
import type { Duty } from '../../src/modules/matters/duty/model.ts'
import type { Author, Card, EventKind } from '../../src/modules/matters/events/model.ts'
import type { EventItem, FeedInput, MatterItem } from '../../src/modules/matters/feed/model.ts'

// What the files in matters/ are written with: days counted from the day of seeding, so that the demo is always alive.

/** Days from today, negative for earlier: a working day, the nearest before in the past and the nearest after ahead. */
export type Calendar = {
  today: Day
  on: (days: number) => Day
  /** A moment on Swedish clocks that day, as ISO 8601 with offset. */
  at: (days: number, time?: string) => string
  /** The moment itself, whatever day of the week it is. */
  exactly: (days: number, time: string) => string
  /** "12 oktober", and the year when it is not this one. */
  say: (days: number) => string
}

export function calendar(today: Day): Calendar {
  const on = (days: number) => (days > 0 ? nextWorkingDay(addDays(today, days)) : days < 0 ? lastWorkingDay(addDays(today, days)) : today)
  const moment = (day: Day, time: string) =>
    Temporal.PlainDateTime.from(`${day}T${time}`).toZonedDateTime('Europe/Stockholm').toString({ timeZoneName: 'never' })
  return {
    today,
    on,
    at: (days, time = '10:00') => moment(on(days), time),
    exactly: (days, time) => moment(addDays(today, days), time),
    say: (days) => sayDate(on(days), today, 'sv'),
  }
}

const lastWorkingDay = (from: Day): Day => (isWorkingDay(from) ? from : lastWorkingDay(addDays(from, -1)))

/** What a person wrote beside an item, and what somebody at the unit answered. */
export type Said = {
  kind: 'comment' | 'objection'
  at: string
  text: string
  state?: 'acknowledged' | 'noted' | 'closed'
  answer?: { at: string; text: string }
}
export type Withheld = { reason: 'other-person' | 'harm' | 'ongoing' | 'reporter' | 'place' | 'wrong'; text: string }

type EventInput = Extract<FeedInput, { type: 'event' }>
type Detail<Kind extends EventKind> = Extract<z.input<typeof EventItem>['event'], { kind: Kind }>['detail']
type More = {
  /** Needed only when something else speaks about it. */
  ref?: string
  version?: number
  about?: string
  author?: z.input<typeof Author>
  /** When it came to us, if not two hours after it happened. */
  came?: string
  /** What the unit did when it looked: nothing yet, not this one, or with a page before it and somebody's own words. Otherwise it was released. */
  look?: 'waits' | Withheld | { greeting: string }
  unread?: true
  /** The source has a later version of it, which has not come here. */
  newer?: true
  said?: Said[]
}
/** Something that happened, with what became of it here. */
export type Told = Omit<More, 'ref' | 'about' | 'author'> & { item: EventInput; came: string }

type Head = Omit<z.input<typeof MatterItem>, 'type' | 'person' | 'version'>
export type Source = 'procapita' | 'native' | 'omsorg' | 'lss' | 'granby'
export type Matter = {
  source: Source
  head: Head
  /** Who has it at the unit, and opened it for the person. */
  officer: string
  /** When it was opened for the person; never, when absent. */
  opened?: string
  events: Told[]
  documents: { ref: string; title: string; content: Buffer }[]
  annulled: { ref: string; came: string; reason: string }[]
  /** What the source calls a kind that we do not know: it waits in quarantine. */
  strange: { item: { type: 'event'; matter: string; event: { ref: string } & object }; came: string }[]
  /** How many more items the source holds that have not come here. */
  notYet: number
  drafts: { body: { rubrik: string; text: string; datum: string; tid: string }; at: string }[]
  /** Who else may read, since when and by which right; `shown` are the items that were chosen for them. */
  readers: { name: string; capacity: 'custodian' | 'limitedGuardian'; document: string; since: string; until: Day; shown: string[] }[]
  /** What the unit has given its person to read before a decision. */
  given: { at: string; until: Day; about: string[]; text: string }[]
  /** What its person has asked for; an appeal is about a decision. */
  asked: { kind: 'decide' | 'file' | 'appeal'; at: string; about?: string; text: string; detail?: Duty['detail'] }[]
  /** Why a case that is not opened is not offered. */
  leftOut?: 'identity'
}
/** What must not be told about somebody. */
export type Fact = { kind: 'workplace' | 'phone' | 'address'; value: string }
export type Story = {
  name: string
  language?: string
  protectedIdentity?: 'marking' | 'protected-registration'
  guarded?: Fact[]
  matters: Matter[]
}
/** Tells a person's story as it stands on the calendar's today. */
export type Teller = (c: Calendar) => Promise<Story>

type Opening = { source?: Source; officer: string; opened?: string; notYet?: number }

/** A matter to tell about: `tell` adds what happened and answers its reference; `strange` something that we have no word for; `document` a file. */
export function matterOf(head: Head, { source = 'procapita', officer, opened, notYet = 0 }: Opening) {
  const matter: Matter = {
    source,
    head,
    officer,
    ...(opened ? { opened } : {}),
    events: [],
    documents: [],
    annulled: [],
    strange: [],
    notYet,
    drafts: [],
    readers: [],
    given: [],
    asked: [],
  }
  const tell = <Kind extends EventKind>(
    kind: Kind,
    at: string,
    detail: Detail<Kind>,
    { ref, about, author, version, ...more }: More = {},
  ): string => {
    const name = ref ?? `${head.ref}-${matter.events.length + 1}`
    const event = {
      kind,
      ref: name,
      at,
      seq: matter.events.length,
      detail,
      ...(version ? { version } : {}),
      ...(about ? { about } : {}),
      ...(author ? { author } : {}),
    }
    matter.events.push({
      came: later(at),
      ...more,
      ...(version ? { version } : {}),
      item: { type: 'event', matter: head.ref, event } as EventInput,
    })
    return name
  }
  const strange = (kind: string, at: string, detail: object) => {
    const event = { kind, ref: `${head.ref}-${kind}-${matter.strange.length + 1}`, at, detail }
    matter.strange.push({ item: { type: 'event', matter: head.ref, event }, came: later(at) })
  }
  const document = (name: string, title: string, content: Buffer): string => {
    const ref = `${head.ref}-${name}`
    matter.documents.push({ ref, title, content })
    return ref
  }
  return { matter, tell, strange, document }
}

const later = (at: string) => Temporal.Instant.from(at).add({ hours: 2 }).toString()

/** Somebody at work as the author of a note. */
export function by(name: string): { name: string; role: string } {
  const found = staff.find((one) => one.name === name)
  if (!found) throw new Error(`Nobody in Delaby is called ${name}`)
  return { name, role: found.title.sv }
}

/** The card of somebody at work: how to reach them, and who answers in their place. */
export function card(name: string): z.input<typeof Card> {
  const found = staff.find((one) => one.name === name)
  if (!found) throw new Error(`Nobody in Delaby is called ${name}`)
  const deputy = staff.find(({ subject }) => subject === found.deputy)?.name
  const photo = found.photo?.replace('.svg', '')
  return { ...by(name), phone: found.phone, hours: found.hours.sv, ...(deputy ? { deputy } : {}), ...(photo ? { photo } : {}) }
}

/** Rules as a decision names them. What a rule means is said in our own words; the words of the law are read where the law is published. */
export const rules = {
  support: {
    citation: '11 kap. 1 § socialtjänstlagen (2025:400)',
    meaning:
      'Du har rätt till hjälp om du behöver den och inte kan få den på något annat sätt. Hjälpen ska räcka för ett liv som är rimligt och ditt eget.',
  },
  money: {
    citation: '12 kap. 1 § socialtjänstlagen (2025:400)',
    meaning:
      'Du har rätt till försörjningsstöd när dina pengar inte räcker till det som är skäligt: mat, kläder, hyra, el och annat som en vardag kräver.',
  },
  before: {
    citation: '4 kap. 1 § socialtjänstlagen (2001:453)',
    meaning: 'Du hade rätt till hjälp om du behövde den och inte kunde få den på något annat sätt. Så stod det i den lag som gällde då.',
  },
  lss: {
    citation: '7 § lagen om stöd och service till vissa funktionshindrade (1993:387)',
    meaning: 'Den som omfattas av lagen har rätt till insatserna om behovet finns i vardagen och inte är tillgodosett på annat sätt.',
  },
} as const
