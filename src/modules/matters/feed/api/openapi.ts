import { z } from 'zod'
import { Event } from '../../events/model.ts'
import { AnnulledItem, Batch, DocumentItem, EventItem, FeedItem, Manifest, MatterItem, mostReturns, PersonItem, Receipt } from '../model.ts'

const schemas = z
  .registry<{ id: string; description?: string }>()
  .add(PersonItem, {
    id: 'Person',
    description: 'A person as the source knows them. The personal number is matched once and stored encrypted; it is never an id.',
  })
  .add(MatterItem, {
    id: 'Matter',
    description:
      'A matter (ärende) of one person at one unit. `reported` is how many items the source holds in it: events by reference, not documents, and not what was registered by mistake. A higher version replaces a lower.',
  })
  .add(Event, {
    id: 'Event',
    description: 'Something that happened. The same `ref` and `version` again is the same event; a higher version corrects it.',
  })
  .add(EventItem, { id: 'EventItem', description: 'An event in a matter. A `kind` that is not known here yet is kept in quarantine.' })
  .add(AnnulledItem, { id: 'Annulled', description: 'Takes an earlier item back, in all its versions: it was registered by mistake.' })
  .add(DocumentItem, {
    id: 'Document',
    description:
      'A PDF, JPEG, PNG or HTML file in base64. Its type is read from its bytes, and it is written anew without metadata and scripts.',
  })
  .add(FeedItem, { id: 'Item', description: 'Fields that are not described here are let through and dropped.' })
  .add(Manifest, {
    id: 'Manifest',
    description: 'Everything the source holds in each matter that it names: the references of the events, in their latest versions.',
  })
  .add(Receipt, { id: 'Receipt', description: 'The source has taken a return in: `receipt` is its own reference for what became of it.' })

const Status = z.enum(['stored', 'unchanged', 'quarantined', 'refused'])
const count = z.number().int().min(0)
const FaultBody = z.object({ index: count.optional(), pointer: z.string(), detail: z.string() })
const answers = {
  Token: z.object({ access_token: z.string(), token_type: z.literal('Bearer'), expires_in: z.number().int() }),
  TokenError: z.object({ error: z.enum(['invalid_request', 'invalid_client', 'unsupported_grant_type']) }),
  BatchAnswer: z.object({
    stored: count,
    unchanged: count,
    quarantined: count,
    refused: count,
    results: z.array(z.object({ index: count, status: Status })),
    errors: z.array(FaultBody),
  }),
  ManifestAnswer: z.object({
    compared: count,
    differing: z.array(z.object({ matter: z.string(), known: z.boolean(), missing: count, changed: count })),
  }),
  QuarantineAnswer: z.object({ waiting: count, reasons: z.array(z.object({ reason: z.string(), count })) }),
  Returns: z.object({
    returns: z.array(
      z.object({
        /** Always the same for the same message: what has been taken in under it is not taken in again. */
        id: z.uuid(),
        matter: z.string(),
        person: z.string().optional(),
        thread: z.uuid(),
        title: z.string(),
        at: z.iso.datetime(),
        from: z.enum(['person', 'unit']),
        signed: z.string(),
        text: z.string(),
        answers: z.array(z.object({ id: z.string(), asked: z.string(), answered: z.array(z.string()) })),
        files: z.array(z.object({ id: z.uuid(), name: z.string(), type: z.string(), size: count })),
        decided: z.object({ by: z.string(), at: z.iso.datetime() }).optional(),
      }),
    ),
  }),
  ReceiptAnswer: z.object({ id: z.uuid(), received: z.literal(true) }),
  Problem: z.object({
    type: z.string(),
    title: z.string(),
    status: z.number().int(),
    detail: z.string(),
    reference: z.string().optional(),
    errors: z.array(FaultBody).optional(),
  }),
}

const description = `How a case system hands in people, matters, events and documents.

Get a token from \`/api/v1/token\` (OAuth 2.0 client credentials, RFC 6749 § 4.4), good for 15 minutes, and send it as \`Authorization: Bearer\`.

Limits: a body of at most 10 MiB (10 485 760 bytes) and 1 000 items, not compressed, JSON in UTF-8 nested at most 40 levels, no name twice in an object,
no number too large to carry exactly; 600 requests a minute and source (429 with Retry-After), 30 token requests a minute and address.
Times lie between the years 1850 and 2200. A document is at most 25 MB and an HTML document at most 10 MB. In base64 a request holds one of 7.5 MB; a larger one comes by file (\`delakt import\`).

An item is known by its \`ref\` (and \`version\`): sending it again changes nothing, so a batch may always be sent again whole. Order within a batch does not matter.
Between batches a matter comes after its person and an event after its matter; one that came too early is refused and may be sent again.
Items are answered one by one: a bad one never stops the good ones. A batch is stored in one transaction, before the answer.

What goes back: messages and requests that staff have decided belong to the record of a case of yours wait at \`/api/v1/returns\`. Take each in once by its \`id\`,
and post your receipt. Without one the same is told again, under the same \`id\`, after 1, 2, 4 and at most 60 minutes; the receipt may be posted again.`

const ref = (name: string) => ({ $ref: `#/components/schemas/${name}` })
const json = (name: string) => ({ 'application/json': { schema: ref(name) } })
const problem = (text: string, headers?: object) => ({
  description: text,
  ...(headers ? { headers } : {}),
  content: { 'application/problem+json': { schema: ref('Problem') } },
})
const header = (text: string, type = 'string') => ({ description: text, schema: { type } })
const refusals = {
  '401': problem('No token, or one that has run out or been ended.', {
    'WWW-Authenticate': header('Bearer, with the error when a token was sent.'),
  }),
  '429': problem('Too many requests.', { 'Retry-After': header('Seconds to wait.', 'integer') }),
  '500': problem('A fault here. Nothing of the request was stored; it may be sent again.'),
}
const bodyRefusals = {
  '400': problem('The body is not JSON, or JSON that two readers could understand differently.'),
  '413': problem('Larger than 10 MiB, or more than 1 000 items. A document that is too large by itself comes by file.'),
  '415': problem('The content type is not application/json, or the body is compressed.'),
}
const inPath = (name: string) => ({ name, in: 'path', required: true, schema: { type: 'string', format: 'uuid' } })
const post = (operationId: string, summary: string, body: string, answer: string, said: string, unfit: string) => ({
  post: {
    operationId,
    summary,
    security: [{ oauth: [] }],
    requestBody: { required: true, content: json(body) },
    responses: { '200': { description: said, content: json(answer) }, ...bodyRefusals, '422': problem(unfit), ...refusals },
  },
})

/** The description of `/api/v1` as an OpenAPI 3.1 document, made from the schemas that read the requests. The same every time. */
export function generateOpenApi(): Record<string, unknown> {
  const uri = (id: string) => `#/components/schemas/${id}`
  const made = Object.entries(z.toJSONSchema(schemas, { io: 'input', uri }).schemas)
  const answered = Object.entries(answers).map(([name, schema]) => [name, z.toJSONSchema(schema, { io: 'output' })] as const)
  const components = Object.fromEntries([...made, ...answered].map(([name, schema]) => [name, bare(schema as Record<string, unknown>)]))
  const batch = bare(z.toJSONSchema(Batch, { io: 'input' })) as { properties: { items: Record<string, unknown> } }
  batch.properties.items = { ...batch.properties.items, items: ref('Item') }
  return {
    openapi: '3.1.0',
    info: { title: 'Delakt case feed', version: '1', description, license: { name: 'MIT', identifier: 'MIT' } },
    servers: [{ url: '/' }],
    paths: {
      '/api/v1/token': {
        post: {
          operationId: 'getToken',
          summary: 'A token for the source',
          description: 'The client signs in with HTTP Basic, or with client_id and client_secret in the body.',
          security: [],
          requestBody: {
            required: true,
            content: {
              'application/x-www-form-urlencoded': {
                schema: {
                  type: 'object',
                  required: ['grant_type'],
                  properties: {
                    grant_type: { const: 'client_credentials' },
                    client_id: { type: 'string' },
                    client_secret: { type: 'string' },
                  },
                },
              },
            },
          },
          responses: {
            '200': { description: 'A bearer token.', content: json('Token') },
            '400': { description: 'The request is not a client credentials request.', content: json('TokenError') },
            '401': {
              description: 'No such client, or another secret.',
              headers: { 'WWW-Authenticate': header('Basic.') },
              content: json('TokenError'),
            },
            '413': problem('Larger than 16 kB.'),
            '429': refusals['429'],
            '500': refusals['500'],
          },
        },
      },
      '/api/v1/batch': post(
        'handIn',
        'Hands in items',
        'Batch',
        'BatchAnswer',
        'What became of each item.',
        'Not one item could be taken in; `errors` says why.',
      ),
      '/api/v1/manifest': post(
        'compare',
        'Compares with what the source holds',
        'Manifest',
        'ManifestAnswer',
        'The matters that differ; `known` is false for one never handed in.',
        'The manifest is not as described.',
      ),
      '/api/v1/quarantine': {
        get: {
          operationId: 'countQuarantine',
          summary: 'What waits in quarantine',
          security: [{ oauth: [] }],
          responses: { '200': { description: 'How many items wait, by reason.', content: json('QuarantineAnswer') }, ...refusals },
        },
      },
      '/api/v1/returns': {
        get: {
          operationId: 'listReturns',
          summary: 'What waits to go back to the source',
          description:
            'Messages and requests that belong to the record of a case of the source, oldest first. Telling them puts off when they are told again.',
          security: [{ oauth: [] }],
          parameters: [
            {
              name: 'most',
              in: 'query',
              required: false,
              description: 'How many at once.',
              schema: { type: 'integer', minimum: 1, maximum: mostReturns, default: 20 },
            },
          ],
          responses: {
            '200': { description: 'What waits and is due to be told. Empty when there is nothing.', content: json('Returns') },
            '422': problem('`most` is no such number.'),
            ...refusals,
          },
        },
      },
      '/api/v1/returns/{id}/files/{file}': {
        get: {
          operationId: 'getReturnFile',
          summary: 'A file of a return',
          security: [{ oauth: [] }],
          parameters: [inPath('id'), inPath('file')],
          responses: {
            '200': {
              description: 'The file as it was cleaned: PDF, JPEG or PNG.',
              content: Object.fromEntries(
                ['application/pdf', 'image/jpeg', 'image/png'].map((type) => [type, { schema: { type: 'string', format: 'binary' } }]),
              ),
            },
            '404': problem('No such file of a return of this source.'),
            ...refusals,
          },
        },
      },
      '/api/v1/returns/{id}/receipt': {
        post: {
          operationId: 'receive',
          summary: 'Says that a return has been taken in',
          description: 'May be posted again: the first receipt stands.',
          security: [{ oauth: [] }],
          parameters: [inPath('id')],
          requestBody: { required: true, content: json('Receipt') },
          responses: {
            '200': { description: 'It is noted, and the return is told no more.', content: json('ReceiptAnswer') },
            '400': bodyRefusals['400'],
            '404': problem('No such return of this source.'),
            '413': problem('Larger than 4096 bytes.'),
            '415': bodyRefusals['415'],
            '422': problem('The receipt is not as described.'),
            ...refusals,
          },
        },
      },
      '/api/v1/openapi.json': {
        get: {
          operationId: 'describe',
          summary: 'This description',
          security: [],
          responses: { '200': { description: 'OpenAPI 3.1.', content: { 'application/json': { schema: { type: 'object' } } } } },
        },
      },
    },
    components: {
      schemas: Object.fromEntries(Object.entries({ ...components, Batch: batch }).sort(([a], [b]) => (a < b ? -1 : 1))),
      securitySchemes: {
        oauth: { type: 'oauth2', flows: { clientCredentials: { tokenUrl: '/api/v1/token', scopes: {} } } },
      },
    },
  }
}

const bare = (schema: Record<string, unknown>): Record<string, unknown> =>
  Object.fromEntries(Object.entries(schema).filter(([name]) => name !== '$schema' && name !== '$id'))
