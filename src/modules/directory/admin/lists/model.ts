import { z } from 'zod'
import type { StaffRole } from '#kernel/actor'
import { type Day, isDay } from '#kernel/values/day'
import { emailAddress } from '#kernel/values/email'
import { phone } from '#kernel/values/phone'
import { Worded } from '../../model.ts'
import { hsaId, Origin, roles } from '../model.ts'

export const ListKind = z.enum(['staff', 'units'])
export type ListKind = z.infer<typeof ListKind>

/** One row of a file, read: what is missing is not to be changed. */
export const StaffRow = z.object({
  line: z.number(),
  ref: z.string().optional(),
  hsa: z.string().optional(),
  name: z.string(),
  title: z.string().optional(),
  titleEn: z.string().optional(),
  phone: z.string().optional(),
  email: z.string().optional(),
  login: z.string().optional(),
  unit: z.string().optional(),
  role: z.enum(roles).optional(),
  from: z.string().optional(),
  to: z.string().optional(),
})
export type StaffRow = z.infer<typeof StaffRow>
export const UnitRow = z.object({
  line: z.number(),
  code: z.string(),
  name: z.string(),
  nameEn: z.string().optional(),
  phone: z.string(),
  visit: z.string().optional(),
  visitEn: z.string().optional(),
  post: z.string().optional(),
  hsa: z.string().optional(),
})
export type UnitRow = z.infer<typeof UnitRow>

/** What a row cannot be taken for, and in which column. */
export type RowFault = {
  line: number
  column: string
  why: 'name' | 'id' | 'phone' | 'email' | 'hsa' | 'long' | 'unit' | 'role' | 'half' | 'date' | 'order' | 'code' | 'twice' | 'two' | 'taken'
}

/** The columns, by what each is called when only letters and digits count. */
export const staffColumns = {
  id: 'ref',
  hsaid: 'hsa',
  namn: 'name',
  titel: 'title',
  titelengelska: 'titleEn',
  telefon: 'phone',
  epost: 'email',
  inloggning: 'login',
  enhet: 'unit',
  roll: 'role',
  från: 'from',
  till: 'to',
} as const
export const unitColumns = {
  kod: 'code',
  namn: 'name',
  namnengelska: 'nameEn',
  telefon: 'phone',
  besök: 'visit',
  besökengelska: 'visitEn',
  postadress: 'post',
  hsaid: 'hsa',
} as const
const roleWords: Record<string, StaffRole> = {
  handläggare: 'caseOfficer',
  enhetschef: 'unitManager',
  chef: 'unitManager',
  mottagare: 'requestDispatcher',
  systemförvaltare: 'systemSteward',
  logggranskare: 'logReviewer',
}

type Raw = { line: number; fields: Record<string, string> }
const filled = <Key extends string>(columns: Record<string, Key>, fields: Record<string, string>) =>
  Object.fromEntries(Object.entries(columns).flatMap(([column, key]) => (fields[column] ? [[key, fields[column]]] : []))) as Partial<
    Record<Key, string>
  >

/** A file's rows as people, and each thing that is wrong, by line. */
export function readStaffRows(raw: readonly Raw[]): { rows: StaffRow[]; faults: RowFault[] } {
  const rows: StaffRow[] = []
  const faults: RowFault[] = []
  for (const { line, fields } of raw) {
    const { role, hsa, email, name = '', ...row } = filled(staffColumns, fields)
    const address = email && emailAddress(email)
    const before = faults.length
    const fault = (column: string, why: RowFault['why'], when: unknown) => when && faults.push({ line, column, why })
    fault('namn', 'name', !name)
    fault('id', 'id', !row.ref && !hsa)
    fault('hsaid', 'hsa', hsa && !hsaId(hsa))
    fault('telefon', 'phone', row.phone && !phone(row.phone))
    fault('epost', 'email', email && !address)
    for (const [column, key] of Object.entries(staffColumns))
      fault(column, 'long', (fields[column]?.length ?? 0) > (key === 'name' ? 200 : key === 'email' ? 254 : 100))
    const given = role && roleWords[role.toLocaleLowerCase('sv')]
    fault('roll', 'role', role && !given)
    fault(row.unit ? 'roll' : 'enhet', 'half', !!row.unit !== !!role)
    fault('från', 'date', row.from && !isDay(row.from))
    fault('till', 'date', row.to && !isDay(row.to))
    fault('till', 'order', isDay(row.from) && isDay(row.to) && row.to < row.from)
    if (faults.length > before) continue
    rows.push({
      line,
      name,
      ...row,
      ...(address ? { email: address } : {}),
      ...(hsa ? { hsa: hsaId(hsa)! } : {}),
      ...(given ? { role: given } : {}),
    })
  }
  return { rows, faults }
}

export function readUnitRows(raw: readonly Raw[]): { rows: UnitRow[]; faults: RowFault[] } {
  const rows: UnitRow[] = []
  const faults: RowFault[] = []
  const seen = new Set<string>()
  for (const { line, fields } of raw) {
    const { code = '', name = '', phone: number = '', hsa, ...row } = filled(unitColumns, fields)
    const before = faults.length
    const fault = (column: string, why: RowFault['why'], when: unknown) => when && faults.push({ line, column, why })
    fault('kod', 'code', !/^[\w.-]{1,60}$/.test(code))
    fault('kod', 'twice', seen.has(code))
    fault('namn', 'name', !name)
    fault('telefon', 'phone', !phone(number))
    fault('hsaid', 'hsa', hsa && !hsaId(hsa))
    for (const column of Object.keys(unitColumns)) fault(column, 'long', (fields[column]?.length ?? 0) > 300)
    seen.add(code)
    if (faults.length > before) continue
    rows.push({ line, code, name, phone: number, ...row, ...(hsa ? { hsa: hsaId(hsa)! } : {}) })
  }
  return { rows, faults }
}

// --- What a list changes ---

export const KnownStaff = z.object({
  id: z.uuid(),
  name: z.string(),
  title: Worded,
  phone: z.string().nullable(),
  email: z.string().nullable(),
  active: z.boolean(),
  origin: Origin,
  ref: z.string().nullable(),
  hsa: z.string().nullable(),
  login: z.string().nullable(),
  /** The steward may change them. */
  kept: z.boolean(),
  own: z.boolean(),
  desks: z.array(z.object({ unit: z.string(), role: z.enum(roles), from: z.string(), to: z.string().nullable() })),
})
export type KnownStaff = z.infer<typeof KnownStaff>
export const KnownUnit = z.object({
  id: z.uuid(),
  code: z.string(),
  name: Worded,
  phone: z.string(),
  visit: Worded,
  post: z.string(),
  hsa: z.string().nullable(),
  origin: Origin,
  gone: z.boolean(),
})
export type KnownUnit = z.infer<typeof KnownUnit>

type Desk = { unit: string; role: StaffRole; from: string | undefined; to: string | undefined }
/** What happens to one person. `fields`: the columns that differ. `skipped`: why nothing does. */
export type StaffChange = {
  line: number
  id: string | undefined
  name: string
  kind: 'new' | 'changed' | 'back' | 'same' | 'gone' | 'skipped'
  fields: string[]
  desks: Desk[]
  why?: 'catalogue' | 'elsewhere'
  /** What they are called now, when the list calls them something else. */
  was?: string
  /** Somebody else of the same name is there already. */
  namesake?: boolean
  row: StaffRow | undefined
}

const first = <T>(found: readonly T[]) => (found.length === 1 ? found[0] : undefined)

/** What a list of people changes, set beside those who are known. `whole`: who came from a list before and is not in it is gone. */
export function planStaff(
  rows: readonly StaffRow[],
  known: readonly KnownStaff[],
  units: ReadonlySet<string>,
  whole: boolean,
  today: Day,
): { changes: StaffChange[]; faults: RowFault[] } {
  const faults: RowFault[] = []
  const changes: StaffChange[] = []
  const people = new Map<string, StaffRow[]>()
  for (const row of rows) {
    const key = row.ref ? `ref ${row.ref}` : `hsa ${row.hsa}`
    people.set(key, [...(people.get(key) ?? []), row])
    if (row.unit && !units.has(row.unit)) faults.push({ line: row.line, column: 'enhet', why: 'unit' })
  }
  const logins = new Map<string, number>()
  const ids = new Set<string>()
  for (const list of people.values()) {
    const row: StaffRow = Object.assign({}, ...list.toReversed())
    const fault = (column: string, why: RowFault['why']) => faults.push({ line: row.line, column, why })
    if (list.some((other) => other.name !== row.name || (other.hsa && row.hsa && other.hsa !== row.hsa))) fault('namn', 'twice')
    const who = [known.filter((one) => row.hsa && one.hsa === row.hsa), known.filter((one) => row.ref && one.ref === row.ref)].map(first)
    const byLogin = row.login ? known.find((one) => one.login?.toLocaleLowerCase('sv') === row.login!.toLocaleLowerCase('sv')) : undefined
    const found = who[0] ?? who[1] ?? byLogin
    if (who[0] && who[1] && who[0].id !== who[1].id) fault('id', 'two')
    if (byLogin && found && byLogin.id !== found.id) fault('inloggning', 'taken')
    if (row.login) {
      if (logins.has(row.login)) fault('inloggning', 'taken')
      logins.set(row.login, row.line)
    }
    if (found && ids.has(found.id)) fault('id', 'twice')
    if (found) ids.add(found.id)
    const why = found?.origin === 'scim' ? ('catalogue' as const) : found && !found.kept ? ('elsewhere' as const) : undefined
    const given = list.flatMap(({ unit, role, from, to }) => (unit && role ? [{ unit, role, from, to }] : []))
    // Nobody changes their own assignments, by a list either; and who is kept elsewhere can be given one here.
    const desks = found?.own ? [] : given.filter((desk) => !found?.desks.some((had) => sameDesk(desk, had, today)))
    const fields = found && !why ? differing(row, found) : []
    const kind = !found ? 'new' : why ? 'skipped' : !found.active ? 'back' : fields.length > 0 || desks.length > 0 ? 'changed' : 'same'
    const namesake = !found && known.some(({ name }) => name.toLocaleLowerCase('sv') === row.name.toLocaleLowerCase('sv'))
    changes.push({
      line: row.line,
      id: found?.id,
      name: row.name,
      kind,
      fields,
      desks: why === 'catalogue' || why === 'elsewhere' ? [] : desks,
      row,
      ...(why ? { why } : {}),
      ...(found && !why && found.name !== row.name ? { was: found.name } : {}),
      ...(namesake ? { namesake } : {}),
    })
  }
  if (whole)
    for (const one of known)
      if (one.origin === 'csv' && one.active && one.kept && !one.own && !ids.has(one.id))
        changes.push({ line: 0, id: one.id, name: one.name, kind: 'gone', fields: [], desks: [], row: undefined })
  return { changes, faults }
}

const sameDesk = (desk: Desk, had: KnownStaff['desks'][number], today: Day) =>
  had.unit === desk.unit &&
  had.role === desk.role &&
  (desk.from === undefined ? had.from <= today : had.from === desk.from) &&
  (had.to ?? undefined) === desk.to

function differing(row: StaffRow, was: KnownStaff): string[] {
  const pairs = [
    ['namn', row.name, was.name],
    ['titel', row.title, was.title.sv],
    ['titelengelska', row.titleEn, was.title.en],
    ['telefon', row.phone, was.phone],
    ['epost', row.email, was.email],
    ['inloggning', was.own ? undefined : row.login, was.login],
    ['id', row.ref, was.ref],
    ['hsaid', row.hsa, was.hsa],
  ] as const
  return pairs.flatMap(([column, is, before]) => (is !== undefined && is !== (before ?? undefined) ? [column] : []))
}

export type UnitChange = {
  line: number
  id: string | undefined
  name: string
  kind: 'new' | 'changed' | 'same' | 'gone' | 'skipped'
  fields: string[]
  row: UnitRow | undefined
}
export function planUnits(
  rows: readonly UnitRow[],
  known: readonly KnownUnit[],
  whole: boolean,
): { changes: UnitChange[]; faults: RowFault[] } {
  const faults: RowFault[] = []
  const changes: UnitChange[] = rows.map((row) => {
    const was = known.find(({ code }) => code === row.code)
    if (row.hsa && known.some(({ hsa, code }) => hsa === row.hsa && code !== row.code))
      faults.push({ line: row.line, column: 'hsaid', why: 'taken' })
    const pairs = [
      ['namn', row.name, was?.name.sv],
      ['namnengelska', row.nameEn, was?.name.en],
      ['telefon', row.phone, was?.phone],
      ['besök', row.visit, was?.visit.sv],
      ['besökengelska', row.visitEn, was?.visit.en],
      ['postadress', row.post, was?.post],
      ['hsaid', row.hsa, was?.hsa],
    ] as const
    const fields = was ? pairs.flatMap(([column, is, before]) => (is !== undefined && is !== (before ?? undefined) ? [column] : [])) : []
    const kind = !was ? 'new' : was.origin === 'scim' ? 'skipped' : fields.length || was.gone ? 'changed' : 'same'
    return { line: row.line, id: was?.id, name: row.name, kind, fields: kind === 'skipped' ? [] : fields, row }
  })
  if (whole)
    for (const { id, name, code, origin, gone } of known)
      if (origin === 'csv' && !gone && !rows.some((row) => row.code === code))
        changes.push({ line: 0, id, name: name.sv ?? code, kind: 'gone', fields: [], row: undefined })
  return { changes, faults }
}

/** More accounts than this closed by one list are asked about: a list that was cut short, or the wrong one, is the likelier cause. */
export const manyGone = (gone: number, all: number): boolean => gone > all / 2 || (gone > 5 && gone > all / 10)
