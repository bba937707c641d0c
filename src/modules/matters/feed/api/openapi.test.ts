import { Ajv2020 } from 'ajv/dist/2020.js'
import { expect, test } from 'vitest'
import { PersonItem } from '../model.ts'
import { generateOpenApi } from './openapi.ts'

type Schema = Record<string, unknown>
const description = generateOpenApi() as {
  openapi: string
  info: { description: string }
  paths: Record<string, Record<string, { operationId: string; responses: Record<string, Schema> }>>
  components: { schemas: Record<string, Schema> }
}
const schemaOf = (name: string) => {
  const ajv = new Ajv2020({ strict: false, validateFormats: false })
  return ajv.compile({ $ref: `#/components/schemas/${name}`, components: description.components })
}

test('the description is OpenAPI 3.1, the same every time, and every reference in it leads somewhere', () => {
  expect(description.openapi).toBe('3.1.0')
  expect(JSON.stringify(generateOpenApi())).toBe(JSON.stringify(description))
  const refs = [...JSON.stringify(description).matchAll(/"\$ref":"#\/components\/schemas\/([^"]+)"/g)].map(([, name]) => name!)
  expect(refs.length).toBeGreaterThan(20)
  expect(refs.filter((name) => !description.components.schemas[name])).toEqual([])
  const operations = Object.values(description.paths).flatMap((path) => Object.values(path))
  expect(new Set(operations.map(({ operationId }) => operationId)).size).toBe(operations.length)
  for (const { responses } of operations) expect(responses['200']).toBeDefined()
})

test('every schema in it compiles, and takes and refuses what the feed takes and refuses', () => {
  for (const name of Object.keys(description.components.schemas)) schemaOf(name)
  const item = schemaOf('Item')
  const note = { type: 'event', matter: 'm', event: { ref: 'e', kind: 'note', at: '2026-01-01T00:00:00Z', detail: { text: 'Hej' } } }
  expect(item(note)).toBe(true)
  expect(item({ ...note, event: { ...note.event, detail: {} } })).toBe(false)
  const person = { type: 'person', ref: 'p', name: 'Camilla' }
  expect([item(person), PersonItem.safeParse(person).success]).toEqual([true, true])
  expect(item({ type: 'song' })).toBe(false)
  expect(schemaOf('Batch')({ items: [note] })).toBe(true)
  expect(schemaOf('Manifest')({ matters: [{ matter: 'm', items: [{ ref: 'e' }] }] })).toBe(true)
})

test('the limits are told', () => {
  for (const limit of ['1 000 items', '10 MiB', '7.5 MB', '600 requests', '15 minutes', '40 levels'])
    expect(description.info.description).toContain(limit)
})
