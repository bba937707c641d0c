import { createHash } from 'node:crypto'
import type { z } from 'zod'
import type { Day } from '#kernel/values/day'
import { beginning } from '#kernel/values/field'
import { FeedItem, type Field, type PersonItem } from '../../feed/model.ts'
import {
  type Asked,
  EcClient,
  FcContact,
  FcPerson,
  type Hashed,
  type ListPart,
  type Part,
  type Quarantined,
  type Settings,
  type Why,
  ecLists,
  fcLists,
} from './model.ts'
import { type Draft, fieldOf, tellers, tidy, type Told, type Word } from './tell.ts'

/** What the source answered for one person; a list that is not here, or not whole, was not read to its end. */
export type Answers = {
  lists: Partial<Record<ListPart, { records: unknown[]; whole: boolean }>>
  contacts?: unknown[]
}
export type Handful = { items: Hashed[]; quarantine: Quarantined[] }
export type Mapped = {
  matters: { fc: Handful; ec: Handful }
  lists: Partial<Record<ListPart, Handful>>
  contacts: Handful & { dropped: number }
  /** Documents whose content is still to be fetched, each with what to yield when it has come. */
  documents: { id: string; ref: string; on: Day; matter: string; title: string; event: unknown }[]
}

/** `waits`: it hangs on a list that was not read, so nothing is known against it, and it is told when the list is back. */
type Row = Told & { part: ListPart; ref: string; on: Day; field: Field | undefined; matter?: string; waits?: boolean; blocked?: Why }
type Matter = { ref: string; source: 'fc' | 'ec'; organization: string; field: Field; openedOn: Day; reported: number }

/** One person's answers as feed items. Pure: same answers, settings and day, same items and hashes. */
export function mapPerson(asked: Asked, answers: Answers, settings: Settings, today: Day): Mapped {
  const lists: Partial<Record<ListPart, Handful>> = {}
  const rows: Row[] = []
  for (const part of [...fcLists, ...ecLists]) {
    const list = answers.lists[part]
    if (!list) continue
    const quarantine: Quarantined[] = []
    for (const record of list.records) {
      const row = rowOf(asked, part, record, settings, today)
      if (!('drafts' in row)) quarantine.push(row)
      else rows.push(row)
    }
    lists[part] = { items: [], quarantine }
  }

  const whole = (part: ListPart) => answers.lists[part]?.whole === true
  const matters = place(asked, rows, settings, whole)
  const first = new Map(rows.flatMap((row) => (row.drafts[0] ? [[`${row.part}/${row.id}`, refOf(row, row.drafts[0])] as const] : [])))
  const documents: Mapped['documents'] = []
  for (const row of rows) {
    if (row.waits) continue
    const into = lists[row.part]!
    const matter = row.matter ? matters.get(row.matter) : undefined
    if (matter && row.gone) {
      put(into, row.part, row.ref, { type: 'annulled', matter: matter.ref, ref: row.ref, version: 1 })
      continue
    }
    const why = matter ? row.why : (row.blocked ?? 'no-field')
    if (why || !matter) {
      into.quarantine.push({ ...quarantined(row.part, row.ref, why ?? 'no-matter', row.words), ...(matter ? { matter: matter.ref } : {}) })
      if (matter) matter.reported += 1
      continue
    }
    for (const draft of row.drafts) {
      matter.reported += 1
      put(into, row.part, refOf(row, draft), eventOf(row, draft, matter.ref))
    }
    if (row.document) {
      matter.reported += 1
      const about = row.links.flatMap(({ parts, id }) => parts.map((part) => first.get(`${part}/${id}`))).find(Boolean)
      const ref = `${row.ref}:content`
      const draft = tidy({
        kind: 'document-added' as const,
        on: row.on,
        about,
        detail: { title: row.document.title, document: ref },
      }) as Draft
      documents.push({
        id: row.id,
        ref,
        on: row.on,
        matter: matter.ref,
        title: beginning(row.document.title, 200),
        event: eventOf(row, draft, matter.ref),
      })
    }
  }

  const contacts = assign(asked, rows, matters, answers, settings, today, whole)
  const made = { fc: { items: [], quarantine: [] } as Handful, ec: { items: [], quarantine: [] } as Handful }
  for (const matter of matters.values()) {
    const all =
      (matter.source === 'fc' ? fcLists : ecLists).every((part) => whole(part)) &&
      (matter.source === 'ec' || answers.contacts !== undefined)
    put(
      made[matter.source],
      matter.source === 'fc' ? 'fc-investigations' : 'ec-sol',
      matter.ref,
      tidy({
        type: 'matter' as const,
        ref: matter.ref,
        person: asked.ref,
        field: matter.field,
        unit: settings.units[matter.organization] ?? settings.unit,
        openedOn: matter.openedOn,
        reported: all ? matter.reported : undefined,
      }),
    )
  }
  return { matters: made, lists, contacts, documents }
}

/** The person as family care and elderly care know them; the stricter protection wins (OSL 22 kap. 1 §). Undefined when neither does. */
export function mapWho(asked: Asked, fc: unknown, ec: unknown[]): z.input<typeof PersonItem> | 'other-person' | 'shape' | undefined {
  const person = FcPerson.nullish().safeParse(fc)
  const clients = EcClient.array().safeParse(ec)
  if (!person.success || !clients.success) return 'shape'
  const known = clients.data.filter((client) => !client.Deleted)
  const all = [person.data, ...known].filter((one) => one !== undefined && one !== null)
  if (all.some((one) => one.PersonId && !sameNumber(asked.personalNumber, one.PersonId))) return 'other-person'
  const name = person.data?.Name ?? known.find((client) => client.FullName)?.FullName
  if (!name) return all.length ? 'shape' : undefined
  const marked = person.data?.AddressProtection || person.data?.SecretPhone || known.some((client) => client.IsConfidential)
  const registered = all.some((one) => one.ProtectedRegistration)
  return {
    type: 'person',
    ref: asked.ref,
    personalNumber: asked.personalNumber,
    name: beginning(name, 200),
    protectedIdentity: registered ? 'protected-registration' : marked ? 'marking' : 'none',
  }
}

/** The same person's number, with or without century and sign. */
export function sameNumber(asked: string, given: string): boolean {
  const bare = given.replace(/[^0-9A-Z]/gi, '').toUpperCase()
  return bare === asked || (bare.length === 10 && asked.endsWith(bare))
}

/** A hash of an item's content that does not depend on the order of keys. The version is left out: the caller counts it up. */
export const hashOf = (item: unknown): string => createHash('sha256').update(canonical(item)).digest('base64url')

/** The item as it goes out, or the field that keeps it from being one. The hash is of what the source said, before defaults. */
export function checked(item: unknown): Hashed | { field: string } {
  const parsed = FeedItem.safeParse(item)
  return parsed.success ? { item: parsed.data, hash: hashOf(item) } : { field: fieldIn(parsed.error) }
}

/** The matter a record belongs to: one per person, half of the product, organisation and field of work. Opaque, since the field tells. */
export const matterRef = (person: string, source: 'fc' | 'ec', organization: string, field: Field): string =>
  `matter-${createHash('sha256')
    .update([person, source, plainOf(organization), field].join('\0'))
    .digest('base64url')
    .slice(0, 24)}`

function rowOf(asked: Asked, part: ListPart, record: unknown, settings: Settings, today: Day): Row | Quarantined {
  const same = (number: string | undefined) => number !== undefined && sameNumber(asked.personalNumber, number)
  const told = tellers[part](record, { settings, today, same })
  if (!('words' in told)) return { part, why: 'shape', field: fieldIn(told) }
  // An id that could be a personal number is never part of a reference, since references are logged.
  const id = /^\d{6,8}-?\w{4}$/.test(told.id) ? hashOf([asked.ref, told.id]).slice(0, 16) : told.id
  const ref = `${part.replace(/([^s])s$/, '$1')}-${id}@${asked.ref}`
  const about = told.about.filter((number) => number !== undefined)
  if (about.length && !about.some(same)) return { part, ref, why: 'other-person' }
  if (!told.on) return quarantined(part, ref, 'no-date', told.words)
  return { ...told, on: told.on, part, ref, field: fieldOf(settings, part, told.words) }
}

/**
 * Gives every row its matter. A record's own words come first, then the record it hangs on, then what the settings say, and for
 * payments and documents the person's only matter. What hangs on a list that was not read waits, so that nothing moves when it is.
 */
function place(asked: Asked, rows: Row[], settings: Settings, whole: (part: ListPart) => boolean): Map<string, Matter> {
  const matters = new Map<string, Matter>()
  const known = new Map(rows.map((row) => [`${row.part}/${row.id}`, row]))
  const put = (row: Row, ref: string) => {
    row.matter = ref
    const matter = matters.get(ref)
    if (matter && row.on < matter.openedOn) matter.openedOn = row.on
  }
  const open = (row: Row, field: Field) => {
    const source = row.part.startsWith('fc') ? 'fc' : 'ec'
    const organization = row.organization ?? ''
    const ref = matterRef(asked.ref, source, organization, field)
    if (!matters.has(ref)) matters.set(ref, { ref, source, organization, field, openedOn: row.on, reported: 0 })
    put(row, ref)
  }
  const followed = new Set<Row>()
  const follow = (row: Row): void => {
    if (row.matter || followed.has(row)) return
    followed.add(row)
    for (const { parts, id } of row.links) {
      const there = parts.map((part) => known.get(`${part}/${id}`)).filter((one) => one !== undefined)
      there.forEach(follow)
      if (!parts.every(whole) || there.some(({ waits }) => waits)) return void (row.waits = true)
      const [found, another] = new Set(there.map(({ matter }) => matter).filter((ref) => ref !== undefined))
      if (found && !another) return put(row, found)
    }
  }

  for (const row of rows) if (row.opens && row.field) open(row, row.field)
  rows.forEach(follow)
  for (const row of rows) if (row.opens && !row.matter && !row.waits && settings.otherwise) open(row, settings.otherwise)
  for (const row of rows) {
    if (row.matter || row.opens || row.waits) continue
    const field = row.part === 'fc-payments' ? 'financial-assistance' : row.field
    const among = [...matters.values()].filter((matter) => matter.source === 'fc' && (!field || matter.field === field))
    const sure = fcLists.every((part) => part === 'fc-documents' || part === 'fc-payments' || whole(part))
    if (!sure) row.waits = true
    else if (among.length === 1) put(row, among[0]!.ref)
    else row.blocked = among.length ? 'several-matters' : 'no-matter'
  }
  return matters
}

/**
 * Who has the matter: the caseworker of each investigation and service when it changes, with title and phone when an official contact has
 * the same name, and official contacts of the organisation else. Private contacts are counted and dropped. Nothing when a part is missing.
 */
function assign(
  asked: Asked,
  rows: Row[],
  matters: Map<string, Matter>,
  answers: Answers,
  settings: Settings,
  today: Day,
  whole: (part: ListPart) => boolean,
) {
  const out: Handful & { dropped: number } = { items: [], quarantine: [], dropped: 0 }
  if (!answers.contacts || !fcLists.every((part) => whole(part))) return out
  const officials = answers.contacts.flatMap((contact) => {
    const read = FcContact.safeParse(contact)
    if (!read.success) {
      out.quarantine.push({ part: 'fc-contacts', why: 'shape', field: fieldIn(read.error) })
      return []
    }
    const type = plainOf(read.data.TypeOfContact ?? '')
    if (read.data.Name && settings.officials.some((word) => type.includes(plainOf(word)))) return [{ ...read.data, Name: read.data.Name }]
    out.dropped += 1
    return []
  })
  const card = (name: string, contact = officials.find((one) => plainOf(one.Name) === plainOf(name))) =>
    tidy({ name, role: contact?.EmploymentTitle ?? contact?.TypeOfContact ?? 'Handläggare', phone: contact?.Phone }) as {
      name: string
      role: string
    }
  const give = (matter: Matter, ref: string, on: Day, officer: { name: string; role: string }) => {
    matter.reported += 1
    const detail = tidy({ unit: matter.organization || undefined, officer })
    put(out, 'fc-contacts', ref, { type: 'event', matter: matter.ref, event: { kind: 'assigned', ref, at: momentOf(on), detail } })
  }

  for (const matter of matters.values()) {
    if (matter.source !== 'fc') continue
    const had = rows
      .filter((row) => row.matter === matter.ref && row.officer && row.on <= today)
      .sort((a, b) => (a.on + a.ref < b.on + b.ref ? -1 : 1))
    had.forEach((row, at) => {
      if (row.officer !== had[at - 1]?.officer) give(matter, `${row.ref}:assigned`, row.on, card(row.officer!))
    })
  }
  for (const contact of officials) {
    if (rows.some((row) => row.officer && plainOf(row.officer) === plainOf(contact.Name))) continue
    const fc = [...matters.values()].filter((matter) => matter.source === 'fc')
    const there = fc.filter((matter) => contact.OrganizationName && plainOf(matter.organization) === plainOf(contact.OrganizationName))
    const fit = there.length ? there : fc.length === 1 ? fc : []
    const ref = `fc-contact-${contact.Id}@${asked.ref}`
    if (!fit.length) out.quarantine.push({ part: 'fc-contacts', ref, why: fc.length ? 'several-matters' : 'no-matter' })
    for (const matter of fit)
      give(matter, fit.length > 1 ? `${ref}:${matter.ref.slice(-24)}` : ref, matter.openedOn, card(contact.Name, contact))
  }
  return out
}

const refOf = (row: Row, draft: Draft) => (draft.suffix ? `${row.ref}:${draft.suffix}` : row.ref)

function eventOf(row: Row, draft: Draft, matter: string) {
  const { suffix, on, ...rest } = draft
  const about = suffix === 'ended' ? `${row.ref}:started` : suffix === 'closed' ? `${row.ref}:opened` : rest.about
  return { type: 'event', matter, event: tidy({ ...rest, ref: refOf(row, draft), at: momentOf(on), about }) }
}

/** The first moment of the day in Sweden, with its offset, so that the day is the same when read back. */
const momentOf = (on: Day) =>
  Temporal.PlainDate.from(on).toZonedDateTime('Europe/Stockholm').toString({ timeZoneName: 'never', smallestUnit: 'second' })

function put(into: Handful, part: Part, ref: string, item: { matter?: string; [more: string]: unknown }): void {
  const got = checked(item)
  if ('hash' in got) into.items.push(got)
  else into.quarantine.push({ part, ref, why: 'shape', field: got.field, ...(item.matter ? { matter: item.matter } : {}) })
}

function quarantined(part: Part, ref: string, why: Why, words: Word[]): Quarantined {
  const said =
    why === 'no-field' || why === 'no-answer'
      ? words.flatMap((word) => [word.code?.toString(), word.text && beginning(word.text, 100)]).filter((word) => word !== undefined)
      : []
  return { part, ref, why, ...(said.length ? { words: said } : {}) }
}

const canonical = (value: unknown): string =>
  JSON.stringify(value, (key, part: unknown) => {
    if (key === 'version') return undefined
    if (!part || typeof part !== 'object' || Array.isArray(part)) return part
    return Object.fromEntries(Object.entries(part).sort(([a], [b]) => (a < b ? -1 : 1)))
  })

const fieldIn = (error: z.ZodError) => error.issues[0]?.path.join('.') ?? ''
const plainOf = (text: string) => text.normalize('NFC').trim().replace(/\s+/g, ' ').toLowerCase()
