import SCIMMY from 'scimmy'
import { z } from 'zod'
import { emailAddress } from '#kernel/values/email'
import { phone } from '#kernel/values/phone'
import { hsaId } from '../admin/model.ts'

// RFC 7643 and 7644 as far as this catalogue goes, on the library's own schemas: they say which types there are, and read a PATCH. What is
// kept of them is less: who somebody is at work. Addresses, private e-mail and the rest of what catalogues send are taken off before they are stored.

export const urns = {
  user: 'urn:ietf:params:scim:schemas:core:2.0:User',
  group: 'urn:ietf:params:scim:schemas:core:2.0:Group',
  hsa: 'urn:ietf:params:scim:schemas:extension:delakt:2.0:User',
  list: 'urn:ietf:params:scim:api:messages:2.0:ListResponse',
  search: 'urn:ietf:params:scim:api:messages:2.0:SearchRequest',
  error: 'urn:ietf:params:scim:api:messages:2.0:Error',
} as const

const { Attribute, SchemaDefinition } = SCIMMY.Types
const Hsa = new SchemaDefinition('DelaktUser', urns.hsa, 'What a Swedish catalogue knows besides', [
  new Attribute('string', 'hsaId', {
    caseExact: true,
    uniqueness: 'server',
    description: 'The HSA id of somebody at work. Never required.',
  }),
])
SCIMMY.Schemas.User.definition.extend(Hsa, false)

/** What is kept of each; the rest is read, and left. */
const kept = {
  user: ['schemas', 'id', 'externalId', 'meta', 'userName', 'name', 'displayName', 'title', 'active', 'phoneNumbers', 'emails', urns.hsa],
  group: ['schemas', 'id', 'externalId', 'meta', 'displayName', 'members'],
} as const
export type Kind = keyof typeof kept

/** What was asked cannot be done, in the words of RFC 7644 § 3.12. */
export class Refused extends Error {
  readonly status: 400 | 404 | 409 | 412 | 501
  readonly scimType: string | undefined
  constructor(status: Refused['status'], detail: string, scimType?: string) {
    super(detail)
    this.status = status
    this.scimType = scimType
  }
}

/** An error of the library's as one of ours; its words name attributes and never more than the first of what was sent. */
function refused(error: unknown): never {
  if (error instanceof SCIMMY.Types.Error) {
    const { scimType, message } = error as { scimType?: string; message: string }
    throw new Refused(400, message.slice(0, 200), scimType ?? 'invalidValue')
  }
  if (error instanceof TypeError) throw new Refused(400, error.message.slice(0, 200), 'invalidValue')
  throw error
}

const sign = /\p{Cc}/u
const short = (most: number) =>
  z
    .string()
    .trim()
    .max(most)
    .refine((text) => text.isWellFormed() && !sign.test(text), 'must not hold control characters')
const Maybe = <T extends z.ZodType>(of: T) => of.nullish().transform((value) => value ?? undefined)

const Several = (most: number) =>
  Maybe(z.array(z.object({ value: Maybe(short(most)), type: Maybe(short(40)), primary: Maybe(z.boolean()) })).max(20))
const Name = z.object({ formatted: Maybe(short(200)), familyName: Maybe(short(100)), givenName: Maybe(short(100)) })
const User = z.object({
  userName: short(200).min(1),
  externalId: Maybe(short(200)),
  name: Maybe(Name),
  displayName: Maybe(short(200)),
  title: Maybe(short(100)),
  active: Maybe(z.boolean()),
  phoneNumbers: Several(60),
  emails: Several(254),
  [urns.hsa]: Maybe(z.object({ hsaId: Maybe(short(40)) })),
})
export type User = z.output<typeof User>
const Group = z.object({
  displayName: short(200).min(1),
  externalId: Maybe(short(200)),
  members: Maybe(z.array(z.object({ value: z.uuid() })).max(5000)),
})
export type Group = z.output<typeof Group>

const plain = (value: unknown): unknown => JSON.parse(JSON.stringify(value))
const schemas = { user: SCIMMY.Schemas.User, group: SCIMMY.Schemas.Group } as const

function parsed<T extends z.ZodType>(schema: T, value: unknown): z.output<T> {
  const read = schema.safeParse(value)
  if (read.success) return read.data
  const { path, message } = read.error.issues[0]!
  throw new Refused(400, `${path.join('.')}: ${message}`.slice(0, 200), 'invalidValue')
}

/** Only what is kept, by whatever case its names are in: an attribute that nobody reads is not stored, and not an error. */
function cut(kind: Kind, body: unknown): Record<string, unknown> {
  if (typeof body !== 'object' || body === null || Array.isArray(body))
    throw new Refused(400, 'The body must be one JSON object.', 'invalidSyntax')
  return Object.fromEntries(
    Object.entries(body).flatMap(([name, value]) => {
      const known = kept[kind].find((one) => one.toLowerCase() === name.toLowerCase())
      return known ? [[known, value]] : []
    }),
  )
}

function coerced(kind: Kind, body: unknown): unknown {
  const known = cut(kind, body)
  const given = known['schemas']
  if (!Array.isArray(given) || !given.some((one) => String(one).toLowerCase() === urns[kind].toLowerCase()))
    throw new Refused(400, `schemas must hold ${urns[kind]}.`, 'invalidSyntax')
  try {
    return plain(new schemas[kind]({ ...known, schemas: [urns[kind], ...(kind === 'user' && known[urns.hsa] ? [urns.hsa] : [])] }, 'in'))
  } catch (error) {
    return refused(error)
  }
}

/** A body as a user, or why not. */
export const readUser = (body: unknown): User => parsed(User, coerced('user', body))
export const readGroup = (body: unknown): Group => parsed(Group, coerced('group', body))

const Operation = z.object({ op: z.string(), path: z.string().optional(), value: z.unknown().optional() })
const Patch = z.object({ schemas: z.array(z.string()), Operations: z.array(Operation).max(1000) })

const rootOf = (path: string, kind: Kind): string => {
  const urn = Object.values({ core: urns[kind], hsa: urns.hsa }).find((one) => path.toLowerCase().startsWith(one.toLowerCase()))
  if (urn === urns.hsa) return urns.hsa
  const rest = urn ? path.slice(urn.length + 1) : path
  return /^[\w$-]+/.exec(rest)?.[0] ?? rest
}
const isKept = (name: string, kind: Kind) => kept[kind].some((one) => one.toLowerCase() === name.toLowerCase())

/**
 * What common catalogues send in ways of their own, as the standard has it: "False" for false (Entra), a value added to one of several
 * that is not there yet, and attributes that are not kept here, which change nothing.
 */
function straightened(kind: Kind, body: unknown, current: Record<string, unknown>): unknown {
  const read = Patch.safeParse(body)
  // What is no PATCH at all is the library's to say.
  if (!read.success) return body
  const operations = read.data.Operations.flatMap(({ op, path, value }): z.infer<typeof Operation>[] => {
    const verb = op.toLowerCase()
    if (path === undefined) {
      if (typeof value !== 'object' || value === null || Array.isArray(value)) return [{ op: verb, value }]
      const fields = Object.entries(value).filter(([name]) => isKept(rootOf(name, kind), kind))
      return fields.length ? [{ op: verb, value: Object.fromEntries(fields.map(([name, one]) => [name, boolean(name, one)])) }] : []
    }
    if (/^[A-Za-z]/.test(path) && !isKept(rootOf(path, kind), kind) && !unsafe.test(path)) return []
    const [, list, type, part] = /^(\w+)\[type eq "([^"]*)"\]\.(\w+)$/i.exec(path) ?? []
    const there = list === undefined ? undefined : current[list]
    const lacks =
      list !== undefined && verb !== 'remove' && !(Array.isArray(there) && there.some((one: { type?: unknown }) => one.type === type))
    if (lacks) return [{ op: 'add', path: list, value: [{ type, [part!]: value }] }]
    return [{ op: verb, path, value: boolean(path, value) }]
  })
  return { ...read.data, Operations: operations }
}
const unsafe = /__proto__|constructor|prototype/
const boolean = (name: string, value: unknown) =>
  /(^|:)active$/i.test(name) && typeof value === 'string' && /^(true|false)$/i.test(value) ? value.toLowerCase() === 'true' : value

async function patched(kind: Kind, current: Record<string, unknown>, body: unknown): Promise<unknown> {
  const patch = straightened(kind, body, current)
  if (
    typeof patch === 'object' &&
    patch !== null &&
    'Operations' in patch &&
    Array.isArray(patch.Operations) &&
    patch.Operations.length === 0
  ) {
    // Only what is not kept: nothing to do, and nothing wrong, when there was something.
    if (Patch.safeParse(body).data?.Operations.length) return current
  }
  try {
    const before = new schemas[kind](current, 'out')
    const after = await new SCIMMY.Messages.PatchOp(patch as never).apply(before as never)
    return plain(after ?? before)
  } catch (error) {
    return refused(error)
  }
}
export const patchUser = async (current: Record<string, unknown>, body: unknown): Promise<User> =>
  parsed(User, await patched('user', current, body))
export const patchGroup = async (current: Record<string, unknown>, body: unknown): Promise<Group> =>
  parsed(Group, await patched('group', current, body))

/** A user as the directory keeps one: the name and number that people see, where alarms go, and what is sent back to the catalogue. */
export function keptOf(user: User): {
  userName: string
  externalId: string | undefined
  hsaId: string | undefined
  name: string
  title: string | undefined
  phone: string | undefined
  email: string | undefined
  resource: object
} {
  const { userName, externalId, name, displayName, title, phoneNumbers = [], emails = [] } = user
  const given = user[urns.hsa]?.hsaId
  const hsa = given ? hsaId(given) : undefined
  if (given && !hsa) throw new Refused(400, 'hsaId: not an HSA id', 'invalidValue')
  const number = (phoneNumbers.find(({ type }) => type === 'work') ?? phoneNumbers.find(({ primary }) => primary) ?? phoneNumbers[0])?.value
  const callable = number?.replace(/^tel:/i, '')
  // One at home is nobody's here: not used, and not kept.
  const atWork = emails.filter(({ value, type }) => value && (type === undefined || type.toLowerCase() === 'work'))
  const email = (atWork.find(({ primary }) => primary) ?? atWork.find(({ type }) => type !== undefined) ?? atWork[0])?.value
  return {
    userName,
    externalId,
    hsaId: hsa,
    name: displayName || name?.formatted || [name?.givenName, name?.familyName].filter(Boolean).join(' ') || userName,
    title: title || undefined,
    // One that nobody outside can call is kept for the catalogue, and not shown.
    phone: callable && phone(callable) ? callable : undefined,
    email: email === undefined ? undefined : emailAddress(email),
    resource: { name, displayName, title, phoneNumbers: user.phoneNumbers, emails: atWork.length ? atWork : undefined },
  }
}

/** The descriptions that `/Schemas` answers with: what is kept, and no more. */
export function describe(kind: Kind | 'hsa', base: string): Record<string, unknown> {
  const definition = kind === 'hsa' ? Hsa : schemas[kind].definition
  const all = plain(definition.describe(`${base}/Schemas`)) as { attributes: { name: string }[] }
  return {
    ...all,
    attributes:
      kind === 'hsa' ? all.attributes : all.attributes.filter(({ name }) => isKept(name, kind) || (kind === 'user' && name === 'groups')),
  }
}
