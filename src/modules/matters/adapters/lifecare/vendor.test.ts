import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import type { z } from 'zod'
import { day } from '#kernel/values/day'
import { mapPerson, mapWho } from './map.ts'
import * as model from './model.ts'

/** The vendor's own descriptions and recorded answers lie beside the checkout and are not ours to carry. */
const folder = new URL('../../../../../../shared/fixtures/lifecare/', import.meta.url)
const there = existsSync(folder)
type Spec = {
  definitions: Record<string, { properties: Record<string, { type?: string }> }>
  paths: Record<string, { get?: { parameters?: { name: string }[] } }>
}
const open = (name: string) => JSON.parse(readFileSync(new URL(name, folder), 'utf8'))
const specOf = (file: string): Spec => open(`lifecare-${file}-api.json`)

const ec = 'WE.EC.Integration.Contracts.'
const mapped: [file: 'fc' | 'ec', definition: string, shape: z.ZodObject][] = [
  ['fc', 'ApiPaginationComposite[PersonBasedDecisionDTO]', model.FcPage],
  ['fc', 'ApiPaginationComposite[PersonBasedDocumentDTO]', model.FcPage],
  ['fc', 'PersonBasedPersonDTO', model.FcPerson],
  ['fc', 'PersonBasedContactDTO', model.FcContact],
  ['fc', 'PersonBasedAktualiseringDTO', model.FcActualisation],
  ['fc', 'PersonBasedInvestigationDTO', model.FcInvestigation],
  ['fc', 'PersonBasedExecutionDTO', model.FcExecution],
  ['fc', 'PersonBasedServiceDTO', model.FcService],
  ['fc', 'PersonBasedDecisionDTO', model.FcDecision],
  ['fc', 'PersonBasedDecisionPersonDTO', model.FcInvolved],
  ['fc', 'PersonBasedPaymentDTO', model.FcPayment],
  ['fc', 'PersonBasedPaymentPersonDTO', model.FcNamed],
  ['fc', 'PersonBasedDocumentDTO', model.FcDocument],
  ['ec', `${ec}Decision.V1.Decision`, model.EcDecision],
  ['ec', `${ec}Decision.V1.LssDecision`, model.EcDecision],
  ['ec', `${ec}Common.V1.CodeText`, model.EcCode],
  ['ec', `${ec}Common.V1.Caseworker`, model.EcCaseworker],
  ['ec', `${ec}Client.V1.Client`, model.EcClient],
]

const full = (file: 'fc' | 'ec', definition: string, own: object) => {
  const names = Object.keys(specOf(file).definitions[definition]?.properties ?? {})
  const read = Object.keys(mapped.find(([, name]) => name === definition)![2].shape)
  return { ...Object.fromEntries(names.filter((name) => !read.includes(name)).map((name) => [name, 'DROP-ME'])), ...own }
}

describe.skipIf(!there)(there ? 'the vendor’s own description' : 'SKIPPED: no ../shared/fixtures/lifecare beside this checkout', () => {
  test.each(mapped)('%s %s has every property we read', (file, definition, shape) => {
    const known = Object.keys(specOf(file).definitions[definition]?.properties ?? {})
    expect(known).toEqual(expect.arrayContaining(Object.keys(shape.shape)))
  })

  test.each([
    [
      'fc',
      ['personId', 'startDate', 'endDate', 'pageSize', 'pageNr', 'ascending', 'domain', 'key'],
      ['Actualisations', 'Investigations', 'Executions', 'Services', 'Decisions', 'Payments', 'Documents'],
    ],
    ['fc', ['personId', 'domain', 'key'], ['Persons', 'Contacts']],
    ['fc', ['id', 'domain', 'key'], ['DocumentContent']],
    ['ec', ['q', 'limit', 'offset', 'domain', 'key'], ['clients', 'sol_decisions', 'lss_decisions']],
  ])('%s takes the parameters %o', (file: string, parameters: string[], paths: string[]) => {
    const spec = specOf(file)
    for (const path of paths) {
      const takes = spec.paths[file === 'fc' ? `/apifc/v1/${path}` : `/api/v1/${path}`]?.get?.parameters?.map(({ name }) => name)
      expect(takes, path).toEqual(expect.arrayContaining(parameters))
    }
  })

  test('nothing of a property we do not read gets through, whatever the vendor has there', () => {
    const on = '2025-01-01T00:00:00Z'
    const both = {
      Id: 1,
      Type: 'Ekonomiskt bistånd',
      Date: on,
      FromDate: on,
      StartDate: on,
      PayDate: on,
      Amount: 1,
      ServiceId: 1,
      Title: 'T',
      OwnerType: 'Decision',
      OwnerId: '1',
    }
    const list = (file: 'fc' | 'ec', definition: string, own: object = both) => ({ records: [full(file, definition, own)], whole: true })
    const code = { Type: { Code: 1, Text: 'Boendestöd' }, Id: 2, Date: on, Hour: 1 }
    const out = mapPerson(
      asked,
      {
        lists: {
          'fc-actualisations': list('fc', 'PersonBasedAktualiseringDTO'),
          'fc-investigations': list('fc', 'PersonBasedInvestigationDTO'),
          'fc-executions': list('fc', 'PersonBasedExecutionDTO'),
          'fc-services': list('fc', 'PersonBasedServiceDTO'),
          'fc-decisions': list('fc', 'PersonBasedDecisionDTO'),
          'fc-payments': list('fc', 'PersonBasedPaymentDTO'),
          'fc-documents': list('fc', 'PersonBasedDocumentDTO'),
          'ec-sol': list('ec', `${ec}Decision.V1.Decision`, code),
          'ec-lss': list('ec', `${ec}Decision.V1.LssDecision`, code),
        },
        contacts: [full('fc', 'PersonBasedContactDTO', { Id: 'c', Name: 'Eva', TypeOfContact: 'Handläggare' })],
      },
      settings,
      day('2026-03-01'),
    )
    expect(Object.values(out.lists).flatMap((handful) => handful.quarantine)).toEqual([])
    expect(out.documents).toHaveLength(1)
    expect(out.contacts.items).toHaveLength(1)
    const who = mapWho(asked, full('fc', 'PersonBasedPersonDTO', { Name: 'Anna' }), [
      full('ec', `${ec}Client.V1.Client`, { FullName: 'Anna' }),
    ])
    expect(who).toMatchObject({ name: 'Anna' })
    expect(JSON.stringify([out, who])).not.toContain('DROP-ME')
  })
})

type Recording = { request: { urlPath: string }; response: { jsonBody: unknown } }
const recorded = () =>
  readdirSync(new URL('recorded/', folder)).map((name): Recording & { name: string } => ({ name, ...open(`recorded/${name}`) }))
const records = (json: unknown): unknown[] => (Array.isArray(json) ? json : [])
const asked = { ref: 'p1', personalNumber: '199006022397' }
const settings = model.Settings.parse({
  unit: 'ifo',
  fields: [
    { text: 'Utredning', field: 'financial-assistance' },
    { text: 'Insats', field: 'financial-assistance' },
  ],
})

describe.skipIf(!there)('the recorded answers', () => {
  const parts: [RegExp, model.ListPart][] = [
    [/\/Payments$/, 'fc-payments'],
    [/\/Investigations$/, 'fc-investigations'],
    [/\/Services$/, 'fc-services'],
    [/\/Decisions$/, 'fc-decisions'],
    [/\/Documents$/, 'fc-documents'],
    [/\/sol_decisions$/, 'ec-sol'],
    [/\/lss_decisions$/, 'ec-lss'],
  ]

  test('all become items, and none waits', () => {
    const whole = { records: [] as unknown[], whole: true }
    const lists: Partial<Record<model.ListPart, { records: unknown[]; whole: boolean }>> = Object.fromEntries(
      [...model.fcLists, ...model.ecLists].map((part) => [part, whole]),
    )
    let [person, contacts]: [unknown, unknown[]] = [undefined, []]
    for (const { name, request, response } of recorded()) {
      const part = parts.find(([path]) => path.test(request.urlPath))?.[1]
      if (part?.startsWith('fc')) lists[part] = { records: model.FcPage.parse(response.jsonBody).Result, whole: true }
      else if (part) lists[part] = { records: records(response.jsonBody), whole: true }
      else if (request.urlPath.endsWith('/Persons')) person = response.jsonBody
      else if (request.urlPath.endsWith('/Contacts')) contacts = records(response.jsonBody)
      else throw new Error(`A recording nobody reads: ${name}`)
    }
    const asked = { ref: 'p1', personalNumber: model.FcPerson.parse(person).PersonId ?? '' }
    const out = mapPerson(asked, { lists, contacts }, settings, day('2026-03-01'))

    expect(mapWho(asked, person, [])).toMatchObject({ name: 'Anna Andersson' })
    expect(Object.values(out.lists).flatMap((handful) => handful.quarantine)).toEqual([])
    expect(
      Object.values(out.lists).flatMap(({ items }) =>
        items.map(({ item }) => (item.type === 'event' ? `${item.event.kind} ${item.event.at}` : '')),
      ),
    ).toEqual([
      'investigation-opened 2025-01-01T00:00:00+01:00',
      'investigation-closed 2025-06-30T00:00:00+02:00',
      'measure-started 2025-01-01T00:00:00+01:00',
      'measure-ended 2025-12-31T00:00:00+01:00',
      'decision 2025-04-01T00:00:00+02:00',
      'payment 2025-05-10T00:00:00+02:00',
      'decision 2025-02-01T00:00:00+01:00',
      'decision 2025-03-01T00:00:00+01:00',
    ])
    expect(out.documents).toMatchObject([{ title: 'Beslutsdokument', on: '2025-06-01' }])
    expect(out.contacts).toMatchObject({ dropped: 1 })
    expect(JSON.stringify(out)).not.toContain(asked.personalNumber)
    expect(JSON.stringify(out)).not.toMatch(/Bertil|Storgatan|example\.com/)
  })
})
