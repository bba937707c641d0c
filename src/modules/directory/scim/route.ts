import { type Context, Hono } from 'hono'
import { bodyLimit } from 'hono/body-limit'
import { z } from 'zod'
import { callerOf } from '#kernel/client'
import type { Tx } from '#kernel/db'
import { TooMany } from '#kernel/errors'
import { limit } from '#kernel/limits'
import type { Services } from '#kernel/services'
import { hashOf } from '#kernel/session'
import { readFilter } from './filter.ts'
import { catalogueOf, deleteGroup, deleteUser, listGroups, listUsers, saveGroup, saveUser } from './queries.ts'
import { groupOf, listOf, type Resource, resourceTypes, schemasOf, serviceProvider, shaped, userOf } from './resources.ts'
import { type Group, keptOf, patchGroup, patchUser, readGroup, readUser, Refused, urns, type User } from './schema.ts'

export const limits = { bytes: 1024 * 1024, requestsPerMinute: 1200, wrongTokensPerMinute: 30, mostResults: 200 }
const path = '/api/scim/v2'
type Api = { Variables: { hash: Uint8Array } }
type C = Context<Api>
const media = 'application/scim+json'

/** Where a municipality's catalogue hands in staff and units: SCIM 2.0 (RFC 7643, 7644), a token for each catalogue (DIR-01, DIR-04). */
export function catalogueApi(services: Services): Hono<Api> {
  const { db, config, log } = services
  const base = `${config.origin}${path}`
  const app = new Hono<Api>()
  const requests = limit(limits.requestsPerMinute, 60)
  const wrong = limit(limits.wrongTokensPerMinute, 60)
  const as = <T>(work: (tx: Tx) => Promise<T>) => db.as({ kind: 'public' }, { purpose: 'scim' }, work)

  app.onError((error, c) => {
    if (error instanceof Refused) return refuse(c, error.status, error.message, error.scimType)
    if (error instanceof TooMany) return refuse(c, 429, `Wait ${error.after} seconds.`, undefined, { 'retry-after': String(error.after) })
    const reference = crypto.randomUUID().slice(0, 6).toUpperCase()
    log.error({ reference, name: error.name, code: 'code' in error ? String(error.code) : undefined }, 'scim: failed')
    return refuse(c, 500, `Nothing of this request was stored. The reference is ${reference}.`)
  })
  app.use(`${path}/*`, async (c, next) => {
    const bearer = /^Bearer ([\w.~+/-]{1,200}=*)$/i.exec(c.req.header('authorization') ?? '')?.[1]
    const hash = bearer === undefined ? undefined : hashOf(bearer)
    const known = hash && (await as((tx) => catalogueOf(tx, hash)))
    if (!hash || !known) {
      await wrong(callerOf(c, config.trustProxy))
      return refuse(c, 401, 'Send the token of the catalogue as Authorization: Bearer.', undefined, {
        'www-authenticate': 'Bearer realm="delakt"',
      })
    }
    await requests(known)
    c.set('hash', hash)
    c.header('cache-control', 'no-store')
    return next()
  })
  app.use(
    `${path}/*`,
    bodyLimit({ maxSize: limits.bytes, onError: (c) => refuse(c, 413, `The body is larger than ${limits.bytes} bytes.`, 'tooMany') }),
  )

  const answer = (c: C, body: unknown, status: 200 | 201 = 200, headers: Record<string, string> = {}) =>
    c.body(JSON.stringify(body), status, { 'content-type': media, ...headers })
  const one = (c: C, found: Resource, status: 200 | 201 = 200) => {
    const { version: etag, location } = found.meta
    if (c.req.method === 'GET' && c.req.header('if-none-match') === etag) return c.body(null, 304, { etag })
    const body = shaped(found, c.req.query('attributes'), c.req.query('excludedAttributes'))
    return answer(c, body, status, { etag, 'content-location': location, ...(status === 201 ? { location } : {}) })
  }

  for (const [name, all] of [
    ['ServiceProviderConfig', () => serviceProvider(base, limits.mostResults)],
    ['ResourceTypes', () => resourceTypes(base)],
    ['Schemas', () => schemasOf(base)],
  ] as const) {
    app.get(`${path}/${name}`, (c) => {
      // A filter here is refused outright (RFC 7644 § 4).
      if (c.req.query('filter') !== undefined) return refuse(c, 403, 'These cannot be filtered.')
      const found = all()
      return answer(c, Array.isArray(found) ? listOf(found, found.length, 1) : found)
    })
    app.get(`${path}/${name}/:id`, (c) => {
      const found = [all()].flat().find((each) => 'id' in each && each.id === c.req.param('id'))
      if (!found) throw new Refused(404, 'There is nothing of that id.')
      return answer(c, found)
    })
  }

  resource<User>({
    name: 'Users',
    attributes: ['userName', 'externalId', 'id', 'active', 'hsaId'],
    read: readUser,
    patch: patchUser,
    list: async (tx, hash, id, asked, page) =>
      (await listUsers(tx, hash, id, asked, page)).map((row) => ({ total: row.total, version: row.version, found: userOf(row, base) })),
    save: (tx, hash, id, seen, user, before) =>
      saveUser(tx, hash, id, seen, { ...keptOf(user), active: user.active ?? before?.['active'] ?? true }),
    remove: deleteUser,
  })
  resource<Group>({
    name: 'Groups',
    attributes: ['displayName', 'externalId', 'id', 'members.value'],
    read: readGroup,
    patch: patchGroup,
    list: async (tx, hash, id, asked, page) =>
      (await listGroups(tx, hash, id, asked, page)).map((row) => ({ total: row.total, version: row.version, found: groupOf(row, base) })),
    save: (tx, hash, id, seen, { displayName, externalId, members = [] }) =>
      saveGroup(tx, hash, id, seen, { name: displayName, externalId, members: [...new Set(members.map(({ value }) => value))] }),
    remove: deleteGroup,
  })
  for (const unsupported of ['Me', 'Bulk']) app.all(`${path}/${unsupported}`, (c) => refuse(c, 501, `${unsupported} is not supported.`))
  app.all(`${path}/*`, (c) => refuse(c, 404, 'There is nothing at this address.'))
  return app

  type Asked = ReturnType<typeof readFilter>
  type Kept<T> = {
    name: 'Users' | 'Groups'
    attributes: readonly string[]
    read: (body: unknown) => T
    patch: (current: Record<string, unknown>, body: unknown) => Promise<T>
    list: (
      tx: Tx,
      hash: Uint8Array,
      id: string | undefined,
      asked: Asked,
      page: { start: number; count: number },
    ) => Promise<{ total: number; version: number; found: Resource }[]>
    save: (
      tx: Tx,
      hash: Uint8Array,
      id: string | undefined,
      seen: number | undefined,
      value: T,
      before?: Record<string, unknown>,
    ) => Promise<{ outcome: string; id: string | null } | undefined>
    remove: (tx: Tx, hash: Uint8Array, id: string) => Promise<boolean>
  }
  function resource<T>({ name, attributes, read, patch, list, save, remove }: Kept<T>) {
    const all = `${path}/${name}`
    const missing = () => new Refused(404, 'There is nothing of that id.')
    const idIn = (c: C): string => {
      const id = z.uuid().safeParse(c.req.param('id'))
      if (!id.success) throw missing()
      return id.data
    }
    const find = async (c: C, id: string) => {
      const [row] = await as((tx) => list(tx, c.var.hash, id, undefined, { start: 1, count: 1 }))
      if (!row) throw missing()
      return row
    }
    const search = async (c: C, { filter, startIndex, count, attributes: wanted, excludedAttributes: not }: Search) => {
      const asked = filter === undefined ? undefined : readFilter(filter, attributes)
      if (filter !== undefined && !asked)
        throw new Refused(400, `A filter is <attribute> eq "<value>", with one of ${attributes.join(', ')}.`, 'invalidFilter')
      const [start, most] = [Math.max(1, startIndex ?? 1), Math.min(limits.mostResults, Math.max(0, count ?? limits.mostResults))]
      const rows = await as((tx) => list(tx, c.var.hash, undefined, asked, { start, count: Math.max(1, most) }))
      // A page past the end, or of nothing, still tells how many there are.
      const total = rows[0]?.total ?? (await as((tx) => list(tx, c.var.hash, undefined, asked, { start: 1, count: 1 })))[0]?.total ?? 0
      return answer(c, listOf(most === 0 ? [] : rows.map(({ found }) => shaped(found, wanted, not)), total, start))
    }
    /** The version the sender means, when it says one. */
    const seenIn = (c: C) => {
      const given = c.req.header('if-match')
      if (given === undefined || given === '*') return undefined
      return Number(/^W\/"(\d{1,9})"$/.exec(given)?.[1] ?? 0)
    }
    const saved = async (c: C, id: string | undefined, seen: number | undefined, value: T, before?: Record<string, unknown>) => {
      const done = await as((tx) => save(tx, c.var.hash, id, seen, value, before))
      switch (done?.outcome) {
        case 'done':
          return (await find(c, done.id!)).found
        case 'uniqueness':
          throw new Refused(409, 'Somebody has that userName, externalId or hsaId already.', 'uniqueness')
        case 'member':
          throw new Refused(400, 'A member is nobody that this catalogue has handed in.', 'invalidValue')
        case 'version':
          return undefined
        default:
          throw missing()
      }
    }
    const stale = () => new Refused(412, 'It has been changed since; get it again.')

    app.get(all, async (c) => {
      const query = Search.safeParse(c.req.query())
      if (!query.success) throw new Refused(400, 'startIndex and count are whole numbers.', 'invalidValue')
      return search(c, query.data)
    })
    app.post(`${all}/.search`, async (c) => {
      const body = await bodyOf(c)
      const query = z
        .object({
          schemas: z.array(z.string()),
          attributes: Names,
          excludedAttributes: Names,
          ...Search.omit({ attributes: true, excludedAttributes: true }).shape,
        })
        .safeParse(body)
      if (!query.success || !query.data.schemas.includes(urns.search))
        throw new Refused(400, `The body is not a ${urns.search}.`, 'invalidSyntax')
      return search(c, query.data)
    })
    app.post(all, async (c) => {
      const made = await saved(c, undefined, undefined, read(await bodyOf(c)))
      return one(c, made!, 201)
    })
    app.get(`${all}/:id`, async (c) => one(c, (await find(c, idIn(c))).found))
    app.put(`${all}/:id`, async (c) => {
      const { found } = await find(c, idIn(c))
      const value = read(await bodyOf(c))
      const made = await saved(c, found.id, seenIn(c), value, found)
      if (!made) throw stale()
      return one(c, made)
    })
    app.patch(`${all}/:id`, async (c) => {
      const [id, body, asked] = [idIn(c), await bodyOf(c), seenIn(c)]
      // Read, changed and written as one: when another was first, it is read anew.
      for (let tries = 0; tries < 5; tries++) {
        const { found, version } = await find(c, id)
        if (asked !== undefined && asked !== version) throw stale()
        const made = await saved(c, id, version, await patch(found, body), found)
        if (made) return one(c, made)
      }
      throw stale()
    })
    app.delete(`${all}/:id`, async (c) => {
      const { version } = await find(c, idIn(c))
      const seen = seenIn(c)
      if (seen !== undefined && seen !== version) throw stale()
      if (!(await as((tx) => remove(tx, c.var.hash, idIn(c))))) throw missing()
      return c.body(null, 204)
    })
    app.all(all, (c) => refuse(c, 405, 'Use GET or POST.', undefined, { allow: 'GET, POST' }))
    app.all(`${all}/:id`, (c) => refuse(c, 405, 'Use GET, PUT, PATCH or DELETE.', undefined, { allow: 'GET, PUT, PATCH, DELETE' }))
  }
}

const whole = z.coerce.number().int().min(-1e9).max(1e9).optional()
const Search = z.object({
  filter: z.string().optional(),
  startIndex: whole,
  count: whole,
  attributes: z.string().optional(),
  excludedAttributes: z.string().optional(),
})
type Search = z.infer<typeof Search>
const Names = z
  .array(z.string())
  .optional()
  .transform((names) => names?.join(','))

async function bodyOf(c: C): Promise<unknown> {
  if (!/^application\/(scim\+)?json\s*(;|$)/i.test(c.req.header('content-type') ?? ''))
    throw new Refused(400, `The content type must be ${media}.`, 'invalidSyntax')
  const text = await c.req.text()
  // What is read here is four deep; what is deeper than a stack is somebody's idea of a joke.
  if (depthOf(text) > 20) throw new Refused(400, 'The body is too deep.', 'invalidSyntax')
  try {
    return JSON.parse(text)
  } catch {
    throw new Refused(400, 'The body is not JSON.', 'invalidSyntax')
  }
}

/** How deep the brackets of a JSON text go, those within its strings left out. */
function depthOf(text: string): number {
  let [depth, most, inString] = [0, 0, false]
  for (let at = 0; at < text.length; at++) {
    const one = text[at]
    if (inString && one === '\\') at++
    else if (one === '"') inString = !inString
    else if (!inString && (one === '{' || one === '[')) most = Math.max(most, (depth += 1))
    else if (!inString && (one === '}' || one === ']')) depth -= 1
  }
  return most
}

function refuse(
  c: Context,
  status: 400 | 401 | 403 | 404 | 405 | 409 | 412 | 413 | 429 | 500 | 501,
  detail: string,
  scimType?: string,
  headers: Record<string, string> = {},
) {
  const body = JSON.stringify({ schemas: [urns.error], status: String(status), ...(scimType ? { scimType } : {}), detail })
  return c.body(body, status, { 'content-type': media, 'cache-control': 'no-store', ...headers })
}
