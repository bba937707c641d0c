import { copyFileSync, existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { tmpdir } from 'node:os'
import { basename, join, relative, resolve } from 'node:path'
import { Ajv } from 'ajv'
import * as fc from 'fast-check'
import { describe, expect, onTestFinished, test } from 'vitest'
import { aSource, aUnit, config, db, owner } from '#testing'
import { importDigisos } from '../../feed/digisos.ts'
import { FeedItem } from '../../feed/model.ts'
import { readDigisos } from './index.ts'

const folder = resolve(import.meta.dirname, '../../../../../../shared/fixtures/digisos/schema')
const here = existsSync(folder)

/** The published schemas, each known by its path, so that the relative `$ref`s find each other. */
const validator = () => {
  // Not strict: the schemas carry words for a code generator (`javaType`, `extends`) that no validator knows.
  const ajv = new Ajv({ strict: false })
  ajv.addMetaSchema(createRequire(import.meta.url)('ajv/dist/refs/json-schema-draft-06.json'))
  for (const file of readdirSync(folder, { recursive: true, withFileTypes: true })) {
    if (!file.name.endsWith('.json')) continue
    const path = join(file.parentPath, file.name)
    ajv.addSchema(JSON.parse(readFileSync(path, 'utf8')), `https://schema.test/${relative(folder, path)}`)
  }
  return ajv.getSchema('https://schema.test/digisos/soker/digisos-soker.json')!
}

const digits = (length: number) => fc.stringMatching(new RegExp(`^[0-9]{${length}}$`))
const date = fc.oneof(
  fc.date({ min: new Date('1900-01-01'), max: new Date('2100-01-01'), noInvalidDate: true }).map((day) => day.toISOString().slice(0, 10)),
  fc.tuple(digits(4), digits(2), digits(2)).map((parts) => parts.join('-')),
)
const separator = fc.oneof(
  fc.constant('.'),
  fc.string({ unit: 'binary', minLength: 1, maxLength: 1 }).filter((mark) => !/[\n\r\u2028\u2029]/.test(mark)),
)
const fraction = fc.stringMatching(/^[0-9]{1,12}$/)
const time = fc.oneof(
  fc.date({ min: new Date('1900-01-01'), max: new Date('2100-01-01'), noInvalidDate: true }).map((day) => day.toISOString()),
  fc
    .tuple(date, digits(2), digits(2), digits(2), separator, fraction)
    .map(([day, hour, minute, second, mark, rest]) => `${day}T${hour}:${minute}:${second}${mark}${rest}Z`),
)
const words = fc.oneof(
  fc.constantFrom('', ' ', 'sak-1', 'sak-2', 'utb-1', 'ramme-1', '\u0000', '\ud800', 'a'.repeat(301), 'ord '.repeat(16_000)),
  fc.string({ unit: 'binary' }),
)
const some = (shape: Record<string, fc.Arbitrary<unknown>>, ...requiredKeys: string[]) => fc.record(shape, { requiredKeys })
const uuid = fc.uuid()
const file = fc.oneof(
  fc.record({ type: fc.constant('svarut'), id: uuid, nr: fc.oneof(fc.integer(), fc.constant(1e300)) }),
  fc.record({ type: fc.constant('dokumentlager'), id: uuid }),
)
const letter = fc.record({ referanse: file })
const attachments = fc.array(fc.record({ tittel: words, referanse: file }), { maxLength: 3 })
const amount = fc.oneof(fc.double({ noNaN: true, noDefaultInfinity: true }), fc.integer({ min: 0, max: 90_000 }))
const references = fc.array(words, { maxLength: 3 })
const documents = fc.array(
  some(
    { dokumenttype: words, tilleggsinformasjon: words, innsendelsesfrist: time, dokumentreferanse: words },
    'dokumenttype',
    'innsendelsesfrist',
  ),
  { maxLength: 4 },
)

const kinds = {
  tildeltNavKontor: some({ navKontor: digits(4) }, 'navKontor'),
  soknadsStatus: some({ status: fc.constantFrom('MOTTATT', 'UNDER_BEHANDLING', 'FERDIGBEHANDLET', 'BEHANDLES_IKKE') }, 'status'),
  vedtakFattet: some(
    {
      saksreferanse: words,
      utfall: fc.constantFrom('INNVILGET', 'DELVIS_INNVILGET', 'AVSLATT', 'AVVIST'),
      vedtaksfil: letter,
      vedlegg: attachments,
    },
    'saksreferanse',
    'vedtaksfil',
  ),
  dokumentasjonEtterspurt: some({ forvaltningsbrev: letter, vedlegg: attachments, dokumenter: documents }, 'dokumenter'),
  forelopigSvar: some({ forvaltningsbrev: letter, vedlegg: attachments }, 'forvaltningsbrev'),
  saksStatus: some(
    { referanse: words, tittel: words, status: fc.constantFrom('UNDER_BEHANDLING', 'IKKE_INNSYN', 'BEHANDLES_IKKE', 'FEILREGISTRERT') },
    'referanse',
  ),
  utbetaling: some(
    {
      utbetalingsreferanse: words,
      saksreferanse: words,
      rammevedtaksreferanse: words,
      status: fc.constantFrom('PLANLAGT_UTBETALING', 'UTBETALT', 'STOPPET', 'ANNULLERT'),
      belop: amount,
      beskrivelse: words,
      forfallsdato: date,
      utbetalingsdato: date,
      fom: date,
      tom: date,
      annenMottaker: fc.boolean(),
      mottaker: words,
      kontonummer: digits(11),
      utbetalingsmetode: words,
    },
    'utbetalingsreferanse',
  ),
  vilkar: some(
    {
      vilkarreferanse: words,
      saksreferanse: words,
      utbetalingsreferanse: references,
      tittel: words,
      beskrivelse: words,
      status: fc.constantFrom('RELEVANT', 'ANNULLERT', 'OPPFYLT', 'IKKE_OPPFYLT'),
    },
    'vilkarreferanse',
  ),
  dokumentasjonkrav: some(
    {
      dokumentasjonkravreferanse: words,
      saksreferanse: words,
      utbetalingsreferanse: references,
      tittel: words,
      beskrivelse: words,
      frist: time,
      status: fc.constantFrom('RELEVANT', 'LEVERT_TIDLIGERE', 'ANNULLERT', 'OPPFYLT', 'IKKE_OPPFYLT'),
    },
    'dokumentasjonkravreferanse',
  ),
  rammevedtak: some(
    { rammevedtaksreferanse: words, saksreferanse: words, beskrivelse: words, belop: amount, fom: date, tom: date },
    'rammevedtaksreferanse',
  ),
}
const hendelse = fc.oneof(
  ...Object.entries(kinds).map(([type, kind]) =>
    fc.tuple(kind, time).map(([rest, hendelsestidspunkt]) => ({ type, hendelsestidspunkt, ...rest })),
  ),
)
const digisos = fc.record({
  version: fc.stringMatching(/^[0-9]{1,3}\.[0-9]{1,3}\.[0-9]{1,3}(-[a-zA-Z0-9]{1,5})?(\+[a-zA-Z0-9]{1,5})?$/),
  avsender: fc.record({ systemnavn: words, systemversjon: words }),
  hendelser: fc.array(hendelse, { minLength: 1, maxLength: 8 }),
})

/** Every place in a document: the object or list that holds it, and its key there. */
const places = (value: unknown): { holder: Record<string, unknown>; key: string }[] =>
  typeof value !== 'object' || value === null
    ? []
    : Object.keys(value).flatMap((key) => [
        { holder: value as Record<string, unknown>, key },
        ...places((value as Record<string, unknown>)[key]),
      ])

const change = fc.record({
  where: fc.nat(),
  how: fc.oneof(
    fc.constant({ do: 'remove' as const }),
    fc.record({
      do: fc.constant('replace' as const),
      by: fc.oneof(fc.jsonValue(), fc.constantFrom(null, [], {}, '', 0, 1.5, true, ...Object.keys(kinds))),
    }),
    fc.record({
      do: fc.constant('add' as const),
      key: fc.oneof(fc.string(), fc.constantFrom('type', 'status', 'tittel', 'nr', 'id', 'frist', 'fom', 'belop')),
      value: fc.jsonValue(),
    }),
    fc.record({ do: fc.constant('tamper' as const), by: fc.constantFrom('\n', ' ', 'x', '0', 'Z', 'É') }),
  ),
})
type Change = typeof change extends fc.Arbitrary<infer Value> ? Value : never

const changed = (document: unknown, changes: readonly Change[]): unknown => {
  const root = { document: structuredClone(document) }
  for (const { where, how } of changes) {
    const all = places(root)
    const { holder, key } = all[where % all.length]!
    const value = holder[key]
    if (how.do === 'remove') delete holder[key]
    else if (how.do === 'replace') holder[key] = how.by
    else if (how.do === 'tamper') holder[key] = typeof value === 'string' ? value + how.by : value
    else if (typeof value === 'object' && value !== null) Object.assign(value, { [how.key]: how.value })
    if (!('document' in root)) return undefined
  }
  return JSON.parse(JSON.stringify(root.document))
}

const about = { matterRef: 'm', sourceRef: 's' }
const numRuns = 2000
const seed = 20260302

describe.skipIf(!here)(
  `against the published schema${here ? '' : ' (skipped: its folder ../shared/fixtures/digisos/schema is not on this machine)'}`,
  () => {
    test('every file the schema lets through is taken in, each of its events is told, and a longer edition changes nothing', () => {
      const valid = validator()
      fc.assert(
        fc.property(digisos, fc.nat(7), (document, cut) => {
          expect(valid(document), JSON.stringify(valid.errors)).toBe(true)
          const reading = readDigisos(document, about)
          if (!reading.ok) throw new Error(JSON.stringify(reading.problems))
          const items = reading.items.map((item) => FeedItem.parse(item))
          const told = items.flatMap((item) => (item.type === 'event' ? [item.event] : []))
          expect(told.length).toBeGreaterThanOrEqual(document.hendelser.length)
          expect(new Set(told.map((event) => event.seq)).size).toBe(document.hendelser.length)
          expect(
            new Set(
              items.map((item) =>
                JSON.stringify(
                  item.type === 'event' ? [item.event.ref, item.event.version] : [item.ref, 'version' in item && item.version],
                ),
              ),
            ).size,
          ).toBe(items.length)

          const earlier = readDigisos({ ...document, hendelser: document.hendelser.slice(0, cut + 1) }, about)
          expect(earlier).toMatchObject({ ok: true, items: reading.items.slice(0, earlier.ok ? earlier.items.length : 0) })
        }),
        { numRuns, seed },
      )
    })

    test('a file changed at random is taken in or refused just as the schema says', () => {
      const valid = validator()
      const count = { taken: 0, refused: 0 }
      fc.assert(
        fc.property(digisos, fc.array(change, { minLength: 1, maxLength: 3 }), (document, changes) => {
          const json = changed(document, changes)
          const reading = readDigisos(json, about)
          expect(reading.ok, JSON.stringify(reading.ok ? valid.errors : reading.problems)).toBe(valid(json))
          count[reading.ok ? 'taken' : 'refused']++
          if (reading.ok) reading.items.forEach((item) => FeedItem.parse(item))
          else expect(reading.problems.every(({ path, reason }) => path.startsWith('$') && reason.startsWith('is '))).toBe(true)
        }),
        { numRuns: 2 * numRuns, seed },
      )
      expect(count.taken).toBeGreaterThan(500)
      expect(count.refused).toBeGreaterThan(1000)
    })
  },
)

/** Files by name, taken in as the command does it; every way in which one was not taken in whole. */
async function takenIn(files: Record<string, (path: string) => void>) {
  const folder = mkdtempSync(join(tmpdir(), 'delakt-digisos-'))
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }))
  for (const [name, write] of Object.entries(files)) write(join(folder, `${name}.json`))
  const unit = await aUnit()
  const source = await aSource({ committee: unit.committee, kind: 'digisos' })
  const wrongs: string[] = []
  const taken = importDigisos(db, source, folder, { person: 'p1', name: 'Camilla Rosén', unit: unit.code }, config)
  for await (const { file, results, problems } of taken) {
    const refused = results.flatMap(({ problem }) => problem?.detail ?? [])
    wrongs.push(...[...problems.map(({ path, reason }) => `${path} ${reason}`), ...refused].map((one) => `${basename(file)}: ${one}`))
  }
  return { source, wrongs }
}

test('what the format lets through goes all the way in, with the database too', async () => {
  const documents = fc.sample(digisos, { numRuns: 300, seed })
  const files = documents.map((document, n) => [`m-${n}`, (path: string) => writeFileSync(path, JSON.stringify(document))] as const)
  const { source, wrongs } = await takenIn(Object.fromEntries(files))
  expect(wrongs).toEqual([])
  const held = await owner`
    select m.ref, count(distinct e.seq)::int as n from record.matters m join record.events e on e.matter_id = m.id where m.source_id = ${source.id} group by m.ref`
  expect(Object.fromEntries(held.map(({ ref, n }) => [ref, n]))).toEqual(
    Object.fromEntries(documents.map(({ hendelser }, n) => [`m-${n}`, hendelser.length])),
  )
})

test('our recordings go all the way in, and a case begins with the first time that can be true', async () => {
  const recordings = join(import.meta.dirname, 'recordings')
  const names = readdirSync(recordings).map((file) => basename(file, '.json'))
  const { source, wrongs } = await takenIn(
    Object.fromEntries(names.map((name) => [name, (path) => copyFileSync(join(recordings, `${name}.json`), path)])),
  )
  expect(wrongs).toEqual([])
  expect(await owner`select opened_on::text as day from record.matters where source_id = ${source.id} and ref = 'odd-but-valid'`).toEqual([
    { day: '2026-03-01' },
  ])
})
