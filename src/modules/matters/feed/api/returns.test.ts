import { expect, test } from 'vitest'
import { aMatter, aPerson, aSource, aUnit, aWorker, db, owner, services, uuid } from '#testing'
import { Ajv2020 } from 'ajv/dist/2020.js'
import { aDispatcher, answered, aRequest, assigned, aType } from '../../../../testing/contact.ts'
import { generateOpenApi } from './openapi.ts'
import { feedApi } from './route.ts'

const app = feedApi(services)
const at = (source: { secret: string }) => {
  const headers = { authorization: `Bearer ${source.secret}` }
  return {
    get: async (path: string) => {
      const answer = await app.request(`/api/v1/returns${path}`, { headers })
      return { status: answer.status, type: answer.headers.get('content-type') ?? '', text: await answer.text() }
    },
    receipt: async (id: string, body: unknown) => {
      const answer = await app.request(`/api/v1/returns/${id}/receipt`, {
        method: 'POST',
        headers: { ...headers, 'content-type': 'application/json' },
        body: JSON.stringify(body),
      })
      return { status: answer.status, json: (await answer.json()) as object }
    },
    waiting: async (query = '') =>
      (JSON.parse(await (await app.request(`/api/v1/returns${query}`, { headers })).text()) as { returns: Told[] }).returns,
  }
}
type Told = {
  id: string
  matter: string
  person?: string
  from: string
  text: string
  title: string
  answers: object[]
  files: { id: string; name: string }[]
}

const definition = { fields: [{ id: 'hyra', kind: 'number', label: { sv: 'Hur hög är hyran?' } }] }
/** A request about a case that this source holds, and our answer, both of which belong to the record. */
async function aReturn(source?: Awaited<ReturnType<typeof aSource>>) {
  const unit = await aUnit(source ? { committee: source.committee } : {})
  const from = source ?? (await aSource({ committee: unit.committee }))
  const siv = await aDispatcher({ unit })
  const amina = await aWorker({ unit, called: 'Amina Haddad' })
  const camilla = await aPerson({ called: 'Camilla Rosén' })
  const matter = await aMatter({ person: camilla, unit, source: from })
  const [type, key] = [await aType({ unit, name: 'Hjälp med hyran', definition }), uuid()]
  await db.as(camilla, { purpose: 'scene' }, async (tx) => {
    await tx.run`select contact.save_draft(${key}, ${type}, null, '{}', false)`
    await tx.run`select contact.keep_file(${key}, '', 'Hyresavi', 'application/pdf', ${Buffer.from('%PDF-1.7 avi')})`
  })
  const thread = await aRequest(camilla, type, { key, body: 'Jag kan inte betala.', answers: { hyra: '7400' } })
  await assigned(thread, siv, amina)
  await answered(thread, amina, 'Kom hit.')
  for (const n of [1, 2])
    await db.as(
      amina,
      { purpose: 'scene', item: thread },
      (tx) => tx.run`select contact.decide_belongs(${thread}, ${n}, 'yes', ${matter.id})`,
    )
  return { source: from, matter, thread, amina, camilla }
}
const later = (thread: string) => owner`update contact.returns set next_at = now() where thread_id = ${thread}`
const states = async (thread: string) =>
  (await owner`select state, attempts, receipt from contact.returns where thread_id = ${thread} order by n`).map((row) => ({ ...row }))

test('what belongs to the record is told to the source of its case, whole, and as the description says', async () => {
  const { source, matter, camilla } = await aReturn()
  const api = at(source)
  const returns = await api.waiting()
  expect(returns).toMatchObject([
    {
      matter: matter.ref,
      person: camilla.id,
      title: 'Hjälp med hyran',
      from: 'person',
      signed: 'Camilla Rosén',
      text: 'Jag kan inte betala.',
      answers: [{ id: 'hyra', asked: 'Hur hög är hyran?', answered: ['7400'] }],
      files: [{ name: 'Hyresavi', type: 'application/pdf', size: 12 }],
      decided: { by: 'Amina Haddad' },
    },
    { matter: matter.ref, title: 'Svar: Hjälp med hyran', from: 'unit', signed: 'Amina Haddad', text: 'Kom hit.', answers: [], files: [] },
  ])
  const ajv = new Ajv2020({ strict: false, validateFormats: false })
  const described = ajv.compile({
    $ref: '#/components/schemas/Returns',
    components: (generateOpenApi() as { components: object }).components,
  })
  expect([described({ returns }), described.errors]).toEqual([true, null])
  const file = await api.get(`/${returns[0]!.id}/files/${returns[0]!.files[0]!.id}`)
  expect(file).toEqual({ status: 200, type: 'application/pdf', text: '%PDF-1.7 avi' })
})

test('the same is told again under the same id until there is a receipt, and later each time', async () => {
  const { source, thread } = await aReturn()
  const api = at(source)
  const [first] = await api.waiting()
  // The answer was lost on the way, or the source died with it: not at once again, but then the very same.
  expect(await api.waiting()).toEqual([])
  const waits = async () =>
    (
      await owner`select round(extract(epoch from next_at - now()) / 60)::int as minutes from contact.returns where thread_id = ${thread} order by n limit 1`
    )[0]!['minutes'] as number
  const minutes = [await waits()]
  for (let n = 0; n < 7; n++) {
    await later(thread)
    expect((await api.waiting())[0]).toEqual(first)
    minutes.push(await waits())
  }
  expect(minutes).toEqual([1, 2, 4, 8, 16, 32, 60, 60])
  expect((await states(thread))[0]).toMatchObject({ state: 'sent', attempts: 8, receipt: null })

  // It had been taken in the first time; the receipt is what was lost. A second one, and a later one with other words, change nothing.
  const receipt = { receipt: 'AKT-2026-114-7' }
  for (let n = 0; n < 2; n++)
    expect(await api.receipt(first!.id, receipt)).toEqual({ status: 200, json: { id: first!.id, received: true } })
  expect((await api.receipt(first!.id, { receipt: 'Något annat' })).status).toBe(200)
  await later(thread)
  expect((await api.waiting()).map(({ from }) => from)).toEqual(['unit'])
  expect((await states(thread))[0]).toMatchObject({ state: 'received', receipt: 'AKT-2026-114-7' })
})

test('two who ask at once are told different things, and nothing is told twice at once', async () => {
  const source = await aSource()
  for (let n = 0; n < 4; n++) await aReturn(source)
  const api = at(source)
  const told = (await Promise.all(Array.from({ length: 6 }, () => api.waiting('?most=2')))).flat().map(({ id }) => id)
  expect(new Set(told).size).toBe(told.length)
  expect(told.length).toBe(8)
})

test('a source hears nothing of another’s, and cannot receive it or fetch its files', async () => {
  const { source, thread } = await aReturn()
  const [mine] = await at(source).waiting()
  for (const other of [await aSource({ committee: source.committee }), await aSource()]) {
    const api = at(other)
    expect(await api.waiting()).toEqual([])
    expect((await api.receipt(mine!.id, { receipt: 'x' })).status).toBe(404)
    expect((await api.get(`/${mine!.id}/files/${mine!.files[0]!.id}`)).status).toBe(404)
  }
  expect((await at(source).receipt(uuid(), { receipt: 'x' })).status).toBe(404)
  expect((await at(source).get(`/${mine!.id}/files/${uuid()}`)).status).toBe(404)
  expect((await states(thread))[0]).toMatchObject({ state: 'sent', receipt: null })
})

test('what is asked wrongly is told so, and nothing is put off by it', async () => {
  const { source, thread } = await aReturn()
  const api = at(source)
  for (const query of ['?most=0', '?most=51', '?most=x']) expect((await api.get(query)).status).toBe(422)
  const id = (await owner`select message_id as id from contact.returns where thread_id = ${thread} order by n`)[0]!['id'] as string
  for (const body of [{}, { receipt: '' }, { receipt: 'x'.repeat(201) }, { receipt: 'a\u0000b' }, []])
    expect([body, (await api.receipt(id, body)).status]).toEqual([body, 422])
  expect((await app.request(`/api/v1/returns/${id}/receipt`, { headers: { authorization: `Bearer ${source.secret}` } })).status).toBe(405)
  expect((await api.get('/not-an-id/files/x')).status).toBe(404)
  expect((await app.request('/api/v1/returns')).status).toBe(401)
  expect((await states(thread))[0]).toMatchObject({ state: 'waiting', attempts: 0 })
})

test('what was decided not to belong before it was told is never told', async () => {
  const { source, thread, amina } = await aReturn()
  await db.as(amina, { purpose: 'scene', item: thread }, (tx) => tx.run`select contact.decide_belongs(${thread}, 1, 'no', null)`)
  expect((await at(source).waiting()).map(({ from }) => from)).toEqual(['unit'])
})
