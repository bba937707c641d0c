import { createHash, randomBytes } from 'node:crypto'
import { expect, test } from 'vitest'
import { aMatter, anEvent, aUnit, aWorker, browser, config, owner, services, uuid } from '#testing'
import { application } from '../../../app.ts'

const app = application(services)
const base = '/api/scim/v2'
const user = 'urn:ietf:params:scim:schemas:core:2.0:User'
const group = 'urn:ietf:params:scim:schemas:core:2.0:Group'
const hsa = 'urn:ietf:params:scim:schemas:extension:delakt:2.0:User'
const patchOp = 'urn:ietf:params:scim:api:messages:2.0:PatchOp'
const error = 'urn:ietf:params:scim:api:messages:2.0:Error'

type Json = Record<string, unknown> & { id: string; meta: { version: string; location: string }; Resources: Json[]; totalResults: number }
/** A catalogue of a municipality, with a way to call as it. */
async function aCatalogue({
  unit,
  role,
  subject = 'userName',
}: { unit?: Awaited<ReturnType<typeof aUnit>>; role?: string; subject?: string } = {}) {
  const at = unit ?? (await aUnit())
  const token = randomBytes(32).toString('base64url')
  const { id: committeeId, municipalityId } = at.committee
  await owner`insert into directory.catalogues (municipality_id, committee_id, id, name, hash, subject_from, role)
    values (${municipalityId}, ${committeeId}, ${uuid()}, 'Katalogen', ${createHash('sha256').update(token).digest()}, ${subject}, ${role ?? null})`
  const call = async (method: string, path: string, body?: unknown, headers: Record<string, string> = {}) => {
    const response = await app.request(path.startsWith('http') ? path : base + path, {
      method,
      headers: { authorization: `Bearer ${token}`, ...(body === undefined ? {} : { 'content-type': 'application/scim+json' }), ...headers },
      ...(body === undefined ? {} : { body: typeof body === 'string' ? body : JSON.stringify(body) }),
    })
    const text = await response.text()
    if (text) expect(response.headers.get('content-type')).toBe('application/scim+json')
    return { status: response.status, headers: response.headers, json: (text ? JSON.parse(text) : undefined) as Json }
  }
  return { unit: at, token, call, municipalityId }
}
// RFC 7644 § 3.3, the minimal user.
const bjensen = {
  schemas: [user],
  userName: 'bjensen',
  externalId: 'bjensen',
  name: { formatted: 'Ms. Barbara J Jensen III', familyName: 'Jensen', givenName: 'Barbara' },
}
const patch = (...Operations: object[]) => ({ schemas: [patchOp], Operations })
const errorOf = (status: string, scimType?: string) => ({
  schemas: [error],
  status,
  ...(scimType ? { scimType } : {}),
  detail: expect.any(String),
})

test('a user is created, found, read, changed, replaced and deleted as RFC 7644 says', async () => {
  const { call } = await aCatalogue()
  const made = await call('POST', '/Users', bjensen)
  expect(made.status).toBe(201)
  const { id, meta } = made.json
  expect(made.headers.get('location')).toBe(`${config.origin}${base}/Users/${id}`)
  expect(made.headers.get('etag')).toBe('W/"1"')
  expect(made.json).toMatchObject({ ...bjensen, active: true, meta: { resourceType: 'User', version: 'W/"1"', location: meta.location } })
  // § 3.4.1, and with its version, § 3.14.
  expect((await call('GET', `/Users/${id}`)).json).toEqual(made.json)
  expect((await call('GET', `/Users/${id}`, undefined, { 'if-none-match': 'W/"1"' })).status).toBe(304)
  // § 3.4.2: userName is not case-exact, externalId is.
  const find = async (filter: string) => (await call('GET', `/Users?filter=${encodeURIComponent(filter)}`)).json
  expect(await find('userName eq "BJensen"')).toMatchObject({ totalResults: 1, startIndex: 1, itemsPerPage: 1, Resources: [{ id }] })
  expect((await find('externalId eq "bjensen"')).totalResults).toBe(1)
  expect((await find('externalId eq "BJENSEN"')).totalResults).toBe(0)
  expect((await find(`${user}:userName eq "bjensen"`)).totalResults).toBe(1)
  expect(await find('userName eq "nobody"')).toMatchObject({ totalResults: 0, Resources: [] })
  const search = {
    schemas: ['urn:ietf:params:scim:api:messages:2.0:SearchRequest'],
    filter: 'userName eq "bjensen"',
    attributes: ['userName'],
  }
  expect((await call('POST', '/Users/.search', search)).json.Resources).toEqual([{ schemas: [user], id, userName: 'bjensen' }])
  // § 3.9.
  expect((await call('GET', `/Users/${id}?attributes=userName,name.familyName`)).json).toEqual({
    schemas: [user],
    id,
    userName: 'bjensen',
    name: { familyName: 'Jensen' },
  })
  expect(Object.keys((await call('GET', `/Users/${id}?excludedAttributes=name`)).json)).not.toContain('name')
  // § 3.5.2.
  const changed = await call(
    'PATCH',
    `/Users/${id}`,
    patch({ op: 'replace', path: 'title', value: 'socialsekreterare' }, { op: 'add', value: { displayName: 'Barbara Jensen' } }),
  )
  expect([changed.status, changed.json['title'], changed.json['displayName'], changed.json.meta.version]).toEqual([
    200,
    'socialsekreterare',
    'Barbara Jensen',
    'W/"2"',
  ])
  expect(await owner`select name, title from directory.staff where id = ${id}`).toEqual([
    { name: 'Barbara Jensen', title: { sv: 'socialsekreterare' } },
  ])
  expect((await call('PATCH', `/Users/${id}`, patch({ op: 'remove', path: 'title' }))).json['title']).toBeUndefined()
  // § 3.5.1.
  const put = await call('PUT', `/Users/${id}`, {
    ...bjensen,
    userName: 'barbara',
    id: 'ignored',
    phoneNumbers: [{ value: 'tel:+46-980-31-92-10', type: 'work' }],
    [hsa]: { hsaId: 'SE2321000016-1003' },
  })
  expect(put.json).toMatchObject({ id, userName: 'barbara', [hsa]: { hsaId: 'SE2321000016-1003' }, schemas: [user, hsa] })
  expect(put.json['displayName']).toBeUndefined()
  expect(await owner`select name, phone from directory.staff where id = ${id}`).toEqual([
    { name: 'Ms. Barbara J Jensen III', phone: '+46-980-31-92-10' },
  ])
  // § 3.14.
  expect(await call('PUT', `/Users/${id}`, bjensen, { 'if-match': 'W/"1"' })).toMatchObject({ status: 412, json: errorOf('412') })
  expect((await call('DELETE', `/Users/${id}`, undefined, { 'if-match': 'W/"1"' })).status).toBe(412)
  // § 3.6.
  expect((await call('DELETE', `/Users/${id}`)).status).toBe(204)
  expect(await call('GET', `/Users/${id}`)).toMatchObject({ status: 404, json: errorOf('404') })
  expect((await find('userName eq "barbara"')).totalResults).toBe(0)
  // The same name may come again, and is the same person.
  expect((await call('POST', '/Users', { ...bjensen, userName: 'barbara' })).status).toBe(201)
})

test('pages hold together, and a page past the end still tells how many there are', async () => {
  const { call } = await aCatalogue()
  for (const userName of ['a', 'b', 'c', 'd', 'e']) await call('POST', '/Users', { schemas: [user], userName })
  const page = async (query: string) => {
    const { json } = await call('GET', `/Users?${query}`)
    return [json.totalResults, json['startIndex'], json['itemsPerPage']]
  }
  expect(await page('startIndex=1&count=2')).toEqual([5, 1, 2])
  expect(await page('startIndex=5&count=2')).toEqual([5, 5, 1])
  expect(await page('startIndex=9')).toEqual([5, 9, 0])
  expect(await page('startIndex=-3&count=0')).toEqual([5, 1, 0])
  const ids = new Set<string>()
  for (let n = 1; n <= 5; n += 2) for (const { id } of (await call('GET', `/Users?startIndex=${n}&count=2`)).json.Resources) ids.add(id)
  expect(ids.size).toBe(5)
})

test('what is wrong is told as RFC 7644 § 3.12 says, and nothing is stored', async () => {
  const { call } = await aCatalogue()
  const { json } = await call('POST', '/Users', bjensen)
  const at = `/Users/${json.id}`
  const cases: [method: string, path: string, body: unknown, status: number, scimType?: string][] = [
    ['POST', '/Users', bjensen, 409, 'uniqueness'],
    ['POST', '/Users', { ...bjensen, userName: 'BJENSEN', externalId: 'other' }, 409, 'uniqueness'],
    ['POST', '/Users', { schemas: [user], name: { familyName: 'x' } }, 400, 'invalidValue'],
    ['POST', '/Users', { userName: 'x' }, 400, 'invalidSyntax'],
    ['POST', '/Users', { schemas: [user], userName: 7 }, 400, 'invalidValue'],
    ['POST', '/Users', { schemas: [user], userName: 'x', active: 'kanske' }, 400, 'invalidValue'],
    ['POST', '/Users', { schemas: [user], userName: 'a\u0000b' }, 400, 'invalidValue'],
    ['POST', '/Users', { schemas: [user], userName: 'x'.repeat(201) }, 400, 'invalidValue'],
    ['POST', '/Users', { schemas: [user], userName: 'x', [hsa]: { hsaId: 'nej' } }, 400, 'invalidValue'],
    ['POST', '/Users', '{', 400, 'invalidSyntax'],
    ['POST', '/Users', '[]', 400, 'invalidSyntax'],
    ['POST', '/Users', '['.repeat(50_000), 400, 'invalidSyntax'],
    ['PATCH', at, { schemas: [patchOp] }, 400, 'invalidValue'],
    ['PATCH', at, { Operations: [] }, 400, 'invalidSyntax'],
    ['PATCH', at, patch({ op: 'explode', path: 'active', value: false }), 400, 'invalidSyntax'],
    ['PATCH', at, patch({ op: 'remove' }), 400, 'noTarget'],
    ['PATCH', at, patch({ op: 'remove', path: 'userName' }), 400, 'invalidValue'],
    ['PATCH', at, patch({ op: 'replace', path: 'id', value: uuid() }), 400, 'mutability'],
    ['PATCH', at, patch({ op: 'replace', path: '__proto__.active', value: false }), 400, 'invalidPath'],
    ['PATCH', at, patch({ op: 'replace', path: 'active', value: 'kanske' }), 400, 'invalidValue'],
    ['GET', '/Users?filter=userName%20eq', undefined, 400, 'invalidFilter'],
    ['GET', '/Users?filter=userName%20co%20%22b%22', undefined, 400, 'invalidFilter'],
    ['GET', '/Users?startIndex=x', undefined, 400, 'invalidValue'],
    ['GET', '/Users/not-an-id', undefined, 404],
    ['PUT', `/Users/${uuid()}`, bjensen, 404],
    ['GET', '/Things', undefined, 404],
    ['GET', '/Me', undefined, 501],
    ['POST', '/Bulk', {}, 501],
    ['PUT', '/Users', bjensen, 405],
    ['GET', '/Schemas?filter=id%20eq%20%22x%22', undefined, 403],
  ]
  for (const [method, path, body, status, scimType] of cases) {
    const answer = await call(method, path, body)
    expect([method, path, JSON.stringify(body)?.slice(0, 80), answer.status, answer.json]).toEqual([
      method,
      path,
      JSON.stringify(body)?.slice(0, 80),
      status,
      errorOf(String(status), scimType),
    ])
  }
  expect((await call('POST', '/Users', bjensen, { 'content-type': 'text/plain' })).status).toBe(400)
  expect((await call('POST', '/Users', `{"schemas":["${user}"],"userName":"${'x'.repeat(1_100_000)}"}`)).status).toBe(413)
  expect((await call('GET', '/Users')).json.totalResults).toBe(1)
  expect((await call('GET', at)).json.meta.version).toBe('W/"1"')
})

test('what large catalogues send in ways of their own is understood', async () => {
  const { call } = await aCatalogue()
  const made = await call('POST', '/Users', {
    schemas: [user, 'urn:ietf:params:scim:schemas:extension:enterprise:2.0:User'],
    userName: 'anna@example.se',
    active: true,
    emails: [{ value: 'anna@example.se', type: 'work', primary: true }],
    addresses: [{ type: 'work', locality: 'Delaby' }],
    'urn:ietf:params:scim:schemas:extension:enterprise:2.0:User': { department: 'Vuxen' },
  })
  expect(made.status).toBe(201)
  const { id } = made.json
  // Nothing is kept that nobody reads.
  expect(JSON.stringify(await owner`select * from directory.staff_ids where staff_id = ${id}`)).not.toContain('Delaby')
  const answer = await call(
    'PATCH',
    `/Users/${id}`,
    patch(
      { op: 'Replace', path: 'active', value: 'False' },
      { op: 'Add', path: 'phoneNumbers[type eq "work"].value', value: '0980-31 92 10' },
      { op: 'Replace', path: 'name.givenName', value: 'Anna' },
      { op: 'Add', path: 'emails[type eq "work"].value', value: 'ny@example.se' },
      { op: 'Add', path: 'urn:ietf:params:scim:schemas:extension:enterprise:2.0:User:department', value: 'Familj' },
      { op: 'Add', path: `${hsa}:hsaId`, value: 'SE2321000016-1003' },
    ),
  )
  expect([answer.status, answer.json['active'], answer.json['phoneNumbers'], answer.json[hsa]]).toEqual([
    200,
    false,
    [{ value: '0980-31 92 10', type: 'work' }],
    { hsaId: 'SE2321000016-1003' },
  ])
  const again = await call(
    'PATCH',
    `/Users/${id}`,
    patch(
      { op: 'replace', path: 'phoneNumbers[type eq "work"].value', value: '0980-31 92 11' },
      { op: 'replace', value: { active: 'True' } },
    ),
  )
  expect([again.json['active'], again.json['phoneNumbers']]).toEqual([true, [{ value: '0980-31 92 11', type: 'work' }]])
  // Only what is not kept: nothing happens, and it is no error.
  expect((await call('PATCH', `/Users/${id}`, patch({ op: 'add', path: 'nickName', value: 'A' }))).status).toBe(200)
  // Without saying, nobody is let in again.
  await call('PATCH', `/Users/${id}`, patch({ op: 'replace', path: 'active', value: false }))
  expect((await call('PUT', `/Users/${id}`, { schemas: [user], userName: 'anna@example.se' })).json['active']).toBe(false)
})

test('where alarms go is what the catalogue calls their e-mail at work, never one at home, and the steward’s own word where it says nothing', async () => {
  const { call } = await aCatalogue()
  const emailOf = async (id: string) =>
    (await owner`select email from directory.staff_ids where staff_id = ${id}`)[0]!['email'] as string | null
  const home = { value: 'anna.hemma@example.se', type: 'home', primary: true }
  const work = { value: 'Anna.Ek@Example.se', type: 'work' }
  const { id } = (
    await call('POST', '/Users', { schemas: [user], userName: 'anna', emails: [home, work, { value: 'a@example.se', type: 'work' }] })
  ).json
  expect(await emailOf(id)).toBe('anna.ek@example.se')
  // What is at home is kept nowhere.
  expect(JSON.stringify(await owner`select * from directory.staff_ids where staff_id = ${id}`)).not.toContain('hemma')
  expect((await call('GET', `/Users/${id}`)).json['emails']).toEqual([work, { value: 'a@example.se', type: 'work' }])
  const put = async (emails: object[] | undefined) => {
    await call('PUT', `/Users/${id}`, { schemas: [user], userName: 'anna', ...(emails ? { emails } : {}) })
    return emailOf(id)
  }
  expect(await put([work, { value: 'b@example.se', type: 'work', primary: true }])).toBe('b@example.se')
  expect(await put([{ value: 'c@example.se' }])).toBe('c@example.se')
  expect(await put([{ value: 'inte en adress', type: 'work' }])).toBeNull()
  await call('PATCH', `/Users/${id}`, patch({ op: 'replace', path: 'emails[type eq "work"].value', value: 'd@example.se' }))
  expect(await emailOf(id)).toBe('d@example.se')
  await call('PATCH', `/Users/${id}`, patch({ op: 'replace', path: 'title', value: 'chef' }))
  expect(await emailOf(id)).toBe('d@example.se')
  // Said before and not any more: gone. Never said: whatever the steward has entered stays.
  expect(await put(undefined)).toBeNull()
  await owner`update directory.staff_ids set email = 'egen@example.se' where staff_id = ${id}`
  expect([await put(undefined), await put([home])]).toEqual(['egen@example.se', 'egen@example.se'])
})

test('somebody who is deactivated is out at their very next request, everything they had has fallen, and all of it is on record', async () => {
  const { call, unit } = await aCatalogue()
  const amina = await aWorker({ unit, called: 'Amina Haddad' })
  const petter = await aWorker({ unit, called: 'Petter Lundvall' })
  await owner`update directory.staff set deputy_id = ${petter.id} where id = ${amina.id}`
  const matter = await aMatter({ unit })
  await anEvent(matter, 'assigned', { officer: { name: 'Amina Haddad', role: 'socialsekreterare' } })
  await owner`insert into directory.staff_ids (municipality_id, staff_id, user_name) values (${unit.committee.municipalityId}, ${amina.id}, 'amina.haddad')`
  // Known here already by what the way in calls her: the same person.
  const made = await call('POST', '/Users', { schemas: [user], userName: 'Amina.Haddad', displayName: 'Amina Haddad' })
  expect([made.status, made.json.id]).toEqual([201, amina.id])
  const [desk, colleague] = [await browser(amina), await browser(petter)]
  expect((await desk.get('/personal')).status).toBe(200)
  expect((await call('PATCH', `/Users/${amina.id}`, patch({ op: 'replace', path: 'active', value: false }))).status).toBe(200)
  const out = await desk.get('/personal')
  expect([out.status, out.headers.get('location')]).toEqual([303, '/personal/logga-in?till=%2Fpersonal'])
  expect((await desk.post('/personal/arenden', { sok: 'x' })).status).toBe(401)
  expect(await owner`select ended_because from identity.sessions where staff_id = ${amina.id}`).toEqual([{ ended_because: 'left' }])
  expect(await owner`select staff_id from record.taken_over where matter_id = ${matter.id}`).toEqual([{ staff_id: petter.id }])
  expect((await colleague.get('/personal')).text).toContain('Amina Haddad')
  expect((await owner`select what from directory.changes where staff_id = ${amina.id} order by id`).map((row) => row['what'])).toEqual([
    'staff-adopted',
    'staff-changed',
    'removed',
    'left',
  ])
  expect(
    await owner`select distinct c.name from directory.changes x join directory.catalogues c on c.id = x.catalogue_id where x.staff_id = ${amina.id}`,
  ).toEqual([{ name: 'Katalogen' }])
  // A mistake in the catalogue is undone there: she may sign in again, and her assignment is as it was.
  await call('PATCH', `/Users/${amina.id}`, patch({ op: 'replace', path: 'active', value: true }))
  expect(
    await owner`select w.active, a.valid_to from directory.staff w join directory.assignments a on a.staff_id = w.id where w.id = ${amina.id}`,
  ).toEqual([{ active: true, valid_to: null }])
  await owner`update identity.sessions set ended_at = null where staff_id = ${amina.id}`
  expect((await desk.get('/personal')).status).toBe(200)
  // Deleted is the same, at once.
  expect((await call('DELETE', `/Users/${amina.id}`)).status).toBe(204)
  expect((await desk.get('/personal')).status).toBe(303)
})

test('a group is a unit: whoever leaves it leaves the unit at once, and being in it gives a role only where the municipality has said so', async () => {
  const given = await aCatalogue({ role: 'caseOfficer' })
  const { call } = given
  const [anna, bo] = await Promise.all(
    ['anna', 'bo'].map(async (userName) => (await call('POST', '/Users', { schemas: [user], userName, displayName: userName })).json),
  )
  const made = await call('POST', '/Groups', {
    schemas: [group],
    displayName: 'Familjeenheten',
    externalId: 'familj',
    members: [{ value: anna!.id }],
  })
  expect(made).toMatchObject({
    status: 201,
    json: { displayName: 'Familjeenheten', externalId: 'familj', members: [{ value: anna!.id, display: 'anna', type: 'User' }] },
  })
  const id = made.json.id
  expect(await owner`select code, name, committee_id from directory.units where id = ${id}`).toEqual([
    { code: 'familj', name: { sv: 'Familjeenheten' }, committee_id: given.unit.committee.id },
  ])
  const roles = (who: string) => owner`select role, valid_to from directory.assignments where staff_id = ${who} and unit_id = ${id}`
  expect(await roles(anna!.id)).toEqual([{ role: 'caseOfficer', valid_to: null }])
  expect((await call('GET', `/Users/${anna!.id}`)).json['groups']).toEqual([
    { value: id, display: 'Familjeenheten', $ref: expect.stringContaining(`/Groups/${id}`), type: 'direct' },
  ])
  // RFC 7644 § 3.5.2: a member in, one out by its value, all replaced.
  expect(
    (await call('PATCH', `/Groups/${id}`, patch({ op: 'add', path: 'members', value: [{ value: bo!.id }] }))).json['members'],
  ).toHaveLength(2)
  expect((await call('GET', `/Groups?filter=${encodeURIComponent(`members.value eq "${bo!.id}"`)}`)).json.totalResults).toBe(1)
  expect(
    (await call('PATCH', `/Groups/${id}`, patch({ op: 'remove', path: `members[value eq "${anna!.id}"]` }))).json['members'],
  ).toHaveLength(1)
  const yesterday = expect.stringMatching(/^\d{4}-/)
  expect(await roles(anna!.id)).toEqual([{ role: 'caseOfficer', valid_to: yesterday }])
  expect(await owner`select active from directory.staff where id = ${anna!.id}`).toEqual([{ active: true }])
  expect(
    (await call('PATCH', `/Groups/${id}`, patch({ op: 'replace', path: 'displayName', value: 'Enheten för familjer' }))).json[
      'displayName'
    ],
  ).toBe('Enheten för familjer')
  expect(await call('PATCH', `/Groups/${id}`, patch({ op: 'add', path: 'members', value: [{ value: uuid() }] }))).toMatchObject({
    status: 400,
    json: errorOf('400', 'invalidValue'),
  })
  // The unit stays, with what people have there, and its steward is told.
  expect((await call('DELETE', `/Groups/${id}`)).status).toBe(204)
  expect(await owner`select gone_at is not null as gone from directory.unit_ids where unit_id = ${id}`).toEqual([{ gone: true }])
  expect((await call('GET', `/Groups/${id}`)).status).toBe(404)
  const steward = await browser(await aWorker({ unit: given.unit, role: 'systemSteward' }))
  expect((await steward.get('/admin')).text).toContain('Finns inte längre i er lista eller katalog')

  const nothing = await aCatalogue()
  const eva = (await nothing.call('POST', '/Users', { schemas: [user], userName: 'eva' })).json
  const other = await nothing.call('POST', '/Groups', { schemas: [group], displayName: 'Vuxenenheten', members: [{ value: eva.id }] })
  // A unit that is there already is the same unit, and nobody gets in by being in a group.
  expect(other.json.id).toBe(nothing.unit.id)
  expect(await owner`select 1 from directory.assignments where staff_id = ${eva.id}`).toHaveLength(0)
})

test('a catalogue gives its steward no work of an officer’s, and takes over nobody who works for another committee', async () => {
  const steward = await aWorker({ role: 'systemSteward', called: 'Ingrid Boström' })
  const { unit } = steward
  const { call } = await aCatalogue({ unit, role: 'caseOfficer' })
  const known = async (who: { id: string }, login: string) =>
    owner`insert into directory.staff_ids (municipality_id, staff_id, user_name) values (${unit.committee.municipalityId}, ${who.id}, ${login})`
  await known(steward, 'ingrid')
  const ingrid = (await call('POST', '/Users', { schemas: [user], userName: 'ingrid', displayName: 'Ingrid Boström' })).json
  expect(ingrid.id).toBe(steward.id)
  const made = await call('POST', '/Groups', { schemas: [group], displayName: 'Ny enhet', members: [{ value: ingrid.id }] })
  expect(made.json['members']).toHaveLength(1)
  const roles = (who: string) => owner`select role from directory.assignments where staff_id = ${who} order by role`
  expect(await roles(steward.id)).toEqual([{ role: 'systemSteward' }])

  // Nor is a group a place that people are shown, until somebody looks after it.
  const shown = async () =>
    (await owner`select directory.shown_units(${unit.committee.municipalityId}) as id`).map(({ id }) => id as string)
  expect(await shown()).toEqual([unit.id])
  await owner`insert into directory.keepers (committee_id, unit_id, place, staff_id) select committee_id, ${made.json.id}, place, staff_id from directory.keepers where unit_id = ${unit.id}`
  expect((await shown()).toSorted()).toEqual([unit.id, made.json.id].toSorted())

  const away = await aUnit()
  await owner`update directory.committees set municipality_id = ${unit.committee.municipalityId} where id = ${away.committee.id}`
  const tove = await aWorker({ unit: away, called: 'Tove Alm' })
  await owner`update directory.staff set municipality_id = ${unit.committee.municipalityId} where id = ${tove.id}`
  await known(tove, 'tove')
  expect((await call('POST', '/Users', { schemas: [user], userName: 'tove', displayName: 'Tove Kapad' })).status).toBe(409)
  expect(await owner`select name, active from directory.staff where id = ${tove.id}`).toEqual([{ name: 'Tove Alm', active: true }])
  // Who works there no more may be somebody new here.
  await owner`update directory.assignments set valid_to = current_date - 1 where staff_id = ${tove.id}`
  expect((await call('POST', '/Users', { schemas: [user], userName: 'tove', displayName: 'Tove Alm' })).json.id).toBe(tove.id)
})

test('a catalogue sees and touches only what it has handed in itself, and a token that is wrong or taken back opens nothing', async () => {
  const [here, there] = [await aCatalogue(), await aCatalogue()]
  const { json } = await there.call('POST', '/Users', bjensen)
  expect((await here.call('GET', '/Users')).json.totalResults).toBe(0)
  for (const [method, body] of [
    ['GET'],
    ['PUT', bjensen],
    ['PATCH', patch({ op: 'replace', path: 'active', value: false })],
    ['DELETE'],
  ] as const)
    expect((await here.call(method, `/Users/${json.id}`, body)).status).toBe(404)
  expect((await there.call('GET', '/Users')).json.totalResults).toBe(1)
  // Another in the same municipality may not have the name, and neither may it take the steward's own unit from another committee.
  const beside = await aCatalogue({ unit: here.unit })
  await here.call('POST', '/Users', bjensen)
  expect((await beside.call('POST', '/Users', bjensen)).status).toBe(409)
  const { json: mine } = await here.call('GET', '/Users')
  expect([mine.totalResults, (await beside.call('GET', '/Users')).json.totalResults]).toEqual([1, 0])
  for (const method of ['GET', 'DELETE']) expect((await beside.call(method, `/Users/${mine.Resources[0]!.id}`)).status).toBe(404)
  await owner`update directory.catalogues set ended_at = now() where committee_id = ${there.unit.committee.id}`
  for (const headers of [{}, { authorization: 'Bearer nej' }, { authorization: '' }]) {
    const answer = await there.call('GET', '/Users', undefined, headers)
    expect([answer.status, answer.headers.get('www-authenticate'), answer.json]).toEqual([401, 'Bearer realm="delakt"', errorOf('401')])
  }
})

test('what a user is called by the way in leads to them, and a name that leads to somebody else is refused', async () => {
  const { call, municipalityId } = await aCatalogue()
  await owner`insert into directory.providers (municipality_id, audience, key, label, issuer, client_id, levels) values (${municipalityId}, 'staff', 'eid', '{}', 'https://login.example', 'x', '{}')`
  const logins = async () =>
    (await owner`select subject, staff_id from identity.logins where issuer = 'https://login.example' order by subject`).map((row) => [
      row['subject'],
      row['staff_id'],
    ])
  const { json } = await call('POST', '/Users', bjensen)
  expect(await logins()).toEqual([['bjensen', json.id]])
  await call('PATCH', `/Users/${json.id}`, patch({ op: 'replace', path: 'userName', value: 'barbara' }))
  expect(await logins()).toEqual([['barbara', json.id]])
  const worker = await aWorker()
  await owner`insert into identity.logins (issuer, subject, staff_id) values ('https://login.example', 'taken', ${worker.id})`
  expect((await call('POST', '/Users', { schemas: [user], userName: 'taken' })).status).toBe(409)
  expect((await logins()).find(([subject]) => subject === 'taken')?.[1]).toBe(worker.id)
})

test('many at once about the same user are one after the other, and none is lost', async () => {
  const { call } = await aCatalogue()
  const both = await Promise.all([1, 2, 3].map(() => call('POST', '/Users', bjensen)))
  expect(both.map(({ status }) => status).toSorted((a, b) => a - b)).toEqual([201, 409, 409])
  const id = both.find(({ status }) => status === 201)!.json.id
  const fields = [
    ['title', 'chef'],
    ['displayName', 'Barbara'],
    ['externalId', 'b-1'],
    ['userName', 'bj'],
  ] as const
  const done = await Promise.all(fields.map(([path, value]) => call('PATCH', `/Users/${id}`, patch({ op: 'replace', path, value }))))
  expect(done.map(({ status }) => status)).toEqual([200, 200, 200, 200])
  expect((await call('GET', `/Users/${id}`)).json).toMatchObject(Object.fromEntries(fields))
})

test('what this catalogue can do, and what it knows, is described', async () => {
  const { call } = await aCatalogue()
  const config = (await call('GET', '/ServiceProviderConfig')).json
  expect(config).toMatchObject({
    patch: { supported: true },
    bulk: { supported: false },
    filter: { supported: true },
    etag: { supported: true },
    sort: { supported: false },
  })
  const types = (await call('GET', '/ResourceTypes')).json.Resources
  expect(types.map(({ id }) => id)).toEqual(['User', 'Group'])
  expect((await call('GET', '/ResourceTypes/User')).json['schema']).toBe(user)
  const schemas = (await call('GET', '/Schemas')).json.Resources
  expect(schemas.map(({ id }) => id)).toEqual([user, group, hsa])
  const names = (schemas[0]!['attributes'] as { name: string }[]).map(({ name }) => name)
  expect(names).toEqual(expect.arrayContaining(['userName', 'name', 'displayName', 'title', 'active', 'phoneNumbers', 'emails']))
  expect(names).not.toContain('addresses')
  expect(names).not.toContain('password')
  expect((await call('GET', `/Schemas/${hsa}`)).json.id).toBe(hsa)
})
