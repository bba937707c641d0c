import { type GroupRow, type UserRow } from './queries.ts'
import { describe, urns } from './schema.ts'

/** A resource as it is answered, without what is empty. */
export type Resource = Record<string, unknown> & { id: string; meta: { version: string; location: string } }

const tag = (version: number) => `W/"${version}"`
const metaOf = (resourceType: string, base: string, path: string, row: { id: string; version: number; madeAt: Date; changedAt: Date }) => ({
  resourceType,
  location: `${base}/${path}/${row.id}`,
  created: row.madeAt.toISOString(),
  lastModified: row.changedAt.toISOString(),
  version: tag(row.version),
})

export function userOf(row: UserRow, base: string): Resource {
  const { name, displayName, title, phoneNumbers, emails } = row.resource ?? {}
  return {
    schemas: [urns.user, ...(row.hsaId ? [urns.hsa] : [])],
    id: row.id,
    externalId: row.externalId ?? undefined,
    userName: row.userName,
    name,
    displayName,
    title,
    phoneNumbers,
    emails,
    active: row.active,
    groups: row.units.length
      ? row.units.map(({ id, name: display }) => ({ value: id, display, $ref: `${base}/Groups/${id}`, type: 'direct' }))
      : undefined,
    ...(row.hsaId ? { [urns.hsa]: { hsaId: row.hsaId } } : {}),
    meta: metaOf('User', base, 'Users', row),
  }
}

export function groupOf(row: GroupRow, base: string): Resource {
  return {
    schemas: [urns.group],
    id: row.id,
    externalId: row.externalId ?? undefined,
    displayName: row.name,
    members: row.members.map(({ value, display }) => ({ value, display, $ref: `${base}/Users/${value}`, type: 'User' })),
    meta: metaOf('Group', base, 'Groups', row),
  }
}

const always = ['schemas', 'id']
const split = (text: string | undefined) =>
  (text ?? '')
    .split(',')
    .map((name) =>
      name
        .trim()
        .toLowerCase()
        .replace(/^urn:.*:(user|group):(?=\w+$)/, ''),
    )
    .filter(Boolean)

/** Only the attributes that were asked for, or all but those that were not wanted (RFC 7644 § 3.9); of `name.familyName`, only that part. */
export function shaped(resource: Resource, attributes: string | undefined, excluded: string | undefined): Record<string, unknown> {
  const [wanted, not] = [split(attributes), split(excluded)]
  const entries = Object.entries(resource).filter(([, value]) => value !== undefined)
  if (wanted.length === 0) return Object.fromEntries(entries.filter(([name]) => always.includes(name) || !not.includes(name.toLowerCase())))
  return Object.fromEntries(
    entries.flatMap(([name, value]) => {
      const whole = always.includes(name) || wanted.includes(name.toLowerCase())
      if (whole) return [[name, value]]
      const parts = wanted.filter((one) => one.startsWith(`${name.toLowerCase()}.`)).map((one) => one.slice(name.length + 1))
      return parts.length ? [[name, Array.isArray(value) ? value.map((one) => partsOf(one, parts)) : partsOf(value, parts)]] : []
    }),
  )
}
const partsOf = (value: unknown, parts: readonly string[]) =>
  typeof value === 'object' && value !== null
    ? Object.fromEntries(Object.entries(value).filter(([name]) => parts.includes(name.toLowerCase())))
    : value

export const listOf = (resources: readonly unknown[], total: number, start: number) => ({
  schemas: [urns.list],
  totalResults: total,
  startIndex: start,
  itemsPerPage: resources.length,
  Resources: resources,
})

/** What this can and cannot do (RFC 7643 § 5). */
export const serviceProvider = (base: string, mostResults: number) => ({
  schemas: ['urn:ietf:params:scim:schemas:core:2.0:ServiceProviderConfig'],
  patch: { supported: true },
  bulk: { supported: false, maxOperations: 0, maxPayloadSize: 0 },
  filter: { supported: true, maxResults: mostResults },
  changePassword: { supported: false },
  sort: { supported: false },
  etag: { supported: true },
  authenticationSchemes: [
    {
      type: 'oauthbearertoken',
      name: 'Bearer token',
      description: 'A token that a steward makes at /admin/katalog',
      specUri: 'https://www.rfc-editor.org/info/rfc6750',
      primary: true,
    },
  ],
  meta: { resourceType: 'ServiceProviderConfig', location: `${base}/ServiceProviderConfig` },
})

const resourceType = (base: string, id: string, description: string, schema: string, extension?: string) => ({
  schemas: ['urn:ietf:params:scim:schemas:core:2.0:ResourceType'],
  id,
  name: id,
  endpoint: `/${id}s`,
  description,
  schema,
  ...(extension ? { schemaExtensions: [{ schema: extension, required: false }] } : {}),
  meta: { resourceType: 'ResourceType', location: `${base}/ResourceTypes/${id}` },
})
export const resourceTypes = (base: string) => [
  resourceType(base, 'User', 'Somebody at work in the municipality', urns.user, urns.hsa),
  resourceType(base, 'Group', 'A unit, and who belongs to it', urns.group),
]
export const schemasOf = (base: string) =>
  (['user', 'group', 'hsa'] as const).map((kind) => ({
    ...describe(kind, base),
    meta: { resourceType: 'Schema', location: `${base}/Schemas/${urns[kind]}` },
  }))
