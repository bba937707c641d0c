import { randomUUID } from 'node:crypto'
import { z } from 'zod'
import type { Tx } from '#kernel/db'
import { NotFound } from '#kernel/errors'
import { idFrom, type Route } from '#kernel/http'
import type { Services } from '#kernel/services'
import { dayOf } from '#kernel/values/day'
import { fieldText } from '#kernel/values/field'
import { frameOf } from '#modules/directory'
import type { FieldError } from '#ui/form'
import { type Definition, Field, inputOf, readAnswers, told, type Typed } from '../../form/model.ts'
import { faultsOf } from '../../form/parts.tsx'
import { words as formWords } from '../../form/text.ts'
import { promisedOn } from '../../model.ts'
import { starters } from '../../starters.ts'
import { sentIn } from '../../typed.ts'
import { at as atInbox, type C, root as inbox } from '../model.ts'
import { FieldPage, HeadPage, headTyped, PreviewPage, type Sent, SettingsPage, settingsTyped } from './forms.tsx'
import {
  asksNothing,
  brokenIn,
  definitionOf,
  fieldName,
  Head,
  isKind,
  linesIn,
  linesOf,
  maxed,
  moved,
  optionsFrom,
  SettingsForm,
  showIfFrom,
  starterName,
  spokenFrom,
  type Type,
  withField,
  without,
  workFields,
} from './model.ts'
import { type Done, dones, root, settingsPath, TypePage, typePath, TypesPage } from './page.tsx'
import {
  closeType,
  findSettings,
  findType,
  holdType,
  keptUnit,
  listTypes,
  publishType,
  saveType,
  type Saving,
  setSettings,
} from './queries.ts'
import { words } from './text.ts'

/** The unit's manager; and its administrator and deputy, whatever their desk there is. For all others there is no such page. */
const at = { ...atInbox, roles: ['unitManager', 'caseOfficer', 'requestDispatcher', 'systemSteward'] } as const
const access = { purpose: 'request types' } as const

/** `/personal/inkorg/typer`: what people can ask the unit, in which form, chosen by the unit itself (MSG-04). */
export const typeRoutes = (services: Services): Route[] => {
  const { db } = services
  const inInbox = (c: C) => c.var.actor.desk?.role !== 'systemSteward'
  const frame = (c: C) => frameOf(c, services, inInbox(c) ? inbox : root)
  const today = () => dayOf(new Date())
  const doneOf = (c: C): Done | undefined => dones.find((one) => one === c.req.query('gjort'))

  /** Works as whoever keeps the unit's types. */
  const keeping = <T>(c: C, work: (tx: Tx, unit: string, receivers: number) => Promise<T>): Promise<T> =>
    db.as(c.var.actor, access, async (tx) => {
      const { unit, receivers } = await keptUnit(tx)
      if (!unit) throw new NotFound()
      return work(tx, unit, receivers)
    })
  const found = (c: C) =>
    keeping(c, async (tx, unit) => {
      const type = await findType(tx, unit, idFrom(c, 'type'))
      if (!type) throw new NotFound()
      return type
    })
  const showType = async (c: C, type: Type, more: { errors?: FieldError[]; stale?: boolean } = {}) =>
    TypePage({ frame: await frame(c), today: today(), type, done: c.req.method === 'GET' ? doneOf(c) : undefined, ...more })

  /** Saves another form in place of the one that the page was made from: 'stale' when somebody has saved since. */
  const change = (
    c: C,
    seen: string | undefined,
    next: (type: Type) => Partial<Saving>,
  ): Promise<{ type: Type; outcome: 'done' | 'stale' }> =>
    keeping(c, async (tx, unit) => {
      const id = idFrom(c, 'type')
      const mark = await holdType(tx, id)
      const type = await findType(tx, unit, id)
      if (!type || !mark) throw new NotFound()
      if (mark !== seen) return { type, outcome: 'stale' as const }
      await saveType(tx, id, id, { ...savingOf(type), ...next(type) })
      return { type, outcome: 'done' as const }
    })

  return [
    {
      ...at,
      method: 'get',
      path: root,
      async handle(c: C) {
        const list = await keeping(c, async (tx, unit, receivers) => ({ types: await listTypes(tx, unit), receivers }))
        return c.html(TypesPage({ frame: await frame(c), today: today(), inInbox: inInbox(c), done: doneOf(c), ...list }))
      },
    },
    {
      ...at,
      method: 'get',
      path: `${root}/nytt`,
      async handle(c: C) {
        await keeping(c, async () => undefined)
        const blank = { form: randomUUID(), typed: { dagar: ['3'], zon: ['B'] } }
        return c.html(HeadPage({ frame: await frame(c), ...blank, starters: starters() }))
      },
    },
    {
      ...at,
      method: 'post',
      path: `${root}/nytt`,
      async handle(c: C) {
        const { fields: typed } = await sentIn(c)
        const form = z.uuid().safeParse(typed['nyckel']?.[0]).data ?? randomUUID()
        await keeping(c, async () => undefined)
        const { head, errors } = readHead(typed, c)
        if (!head) return c.html(HeadPage({ frame: await frame(c), form, typed, errors }), 422)
        const saved = await keeping(c, async (tx, unit) => {
          const before = await findType(tx, unit, form)
          // The same form sent twice: it is there already, and what has been done with it since stays.
          if (before) return before.id
          const place = await nextPlace(tx, unit)
          return saveType(tx, null, form, { ...head, place, definition: { fields: [] } })
        })
        if (!saved) throw new NotFound()
        return c.redirect(typePath(saved), 303)
      },
    },
    {
      ...at,
      method: 'post',
      path: `${root}/forslag`,
      async handle(c: C) {
        const { fields: typed } = await sentIn(c)
        const form = z.uuid().safeParse(typed['nyckel']?.[0]).data ?? randomUUID()
        const starter = starters().find((one) => starterName(one) === typed['forslag']?.[0])
        const saved = await keeping(c, async (tx, unit) => {
          if (!starter || (await findType(tx, unit, form))) return form
          const { field, name, need, forWhom, definition, answerDays, zone } = starter
          const place = await nextPlace(tx, unit)
          const fields = field === 'any' ? [] : [field]
          return saveType(tx, null, form, {
            fields,
            days: answerDays,
            zone,
            second: false,
            marks: false,
            place,
            name,
            need,
            forWhom,
            definition,
          })
        })
        if (!saved) throw new NotFound()
        return c.redirect(starter ? typePath(saved) : `${root}/nytt`, 303)
      },
    },
    {
      ...at,
      method: 'get',
      path: settingsPath,
      async handle(c: C) {
        const settings = await keeping(c, findSettings)
        return c.html(SettingsPage({ frame: await frame(c), typed: settingsTyped(settings) }))
      },
    },
    {
      ...at,
      method: 'post',
      path: settingsPath,
      async handle(c: C) {
        const { fields: typed } = await sentIn(c)
        await keeping(c, async () => undefined)
        const parsed = SettingsForm.safeParse(firstOf(typed))
        if (!parsed.success) {
          const { wrong } = words(c.var.language).unit
          const errors = wrongIn(parsed.error).map((field) => ({ field, message: wrong[field as keyof typeof wrong] }))
          return c.html(SettingsPage({ frame: await frame(c), typed, errors }), 422)
        }
        const { svar, ring, orord } = parsed.data
        await keeping(c, (tx) =>
          setSettings(tx, {
            answerDays: svar,
            callDays: ring,
            returnDays: orord,
            readMarks: isOn(typed, 'lasmarken'),
            secondReading: isOn(typed, 'andra'),
            named: isOn(typed, 'namnge'),
          }),
        )
        return c.redirect(`${root}?gjort=sparat`, 303)
      },
    },
    { ...at, method: 'get', path: typePath(':type'), handle: async (c: C) => c.html(await showType(c, await found(c))) },
    {
      ...at,
      method: 'get',
      path: typePath(':type', '/om'),
      async handle(c: C) {
        const type = await found(c)
        return c.html(HeadPage({ frame: await frame(c), form: type.id, typed: headTyped(type), type }))
      },
    },
    {
      ...at,
      method: 'post',
      path: typePath(':type', '/om'),
      async handle(c: C) {
        const { fields: typed } = await sentIn(c)
        const { head, errors } = readHead(typed, c)
        if (!head) return c.html(HeadPage({ frame: await frame(c), form: idFrom(c, 'type'), typed, type: await found(c), errors }), 422)
        const { type, outcome } = await change(c, typed['sett']?.[0], () => head)
        if (outcome === 'stale' && !isSame(type, head))
          return c.html(HeadPage({ frame: await frame(c), form: type.id, typed, type, stale: true }), 409)
        return c.redirect(`${typePath(type.id)}?gjort=sparat`, 303)
      },
    },
    {
      ...at,
      method: 'get',
      path: typePath(':type', '/fraga'),
      handle: async (c: C) => c.html(FieldPage({ frame: await frame(c), typed: { slag: ['text'] }, type: await found(c) })),
    },
    {
      ...at,
      method: 'get',
      path: typePath(':type', '/fraga/:question'),
      async handle(c: C) {
        const type = await found(c)
        const field = definitionOf(type).fields.find(({ id }) => id === c.req.param('question'))
        if (!field) throw new NotFound()
        return c.html(FieldPage({ frame: await frame(c), typed: fieldTyped(field), type, field: field.id }))
      },
    },
    ...[typePath(':type', '/fraga'), typePath(':type', '/fraga/:question')].map((path): Route => ({
      ...at,
      method: 'post',
      path,
      async handle(c: C) {
        const { fields: typed } = await sentIn(c)
        const before = await found(c)
        const name = c.req.param('question')
        const was = definitionOf(before).fields.find(({ id }) => id === name)
        if (name !== undefined && !was) throw new NotFound()
        const { field, errors } = readField(typed, definitionOf(before), was, c)
        const refuse = async (status: 409 | 422, more: { errors?: FieldError[]; stale?: boolean; type?: Type }) =>
          c.html(FieldPage({ frame: await frame(c), typed, type: before, field: name, ...more }), status)
        if (!field) return refuse(422, { errors })
        const next = withField(definitionOf(before), field)
        const broken = faultIn(next, c)
        if (broken) return refuse(422, { errors: [{ field: 'fraga', message: broken }] })
        const { type, outcome } = await change(c, typed['sett']?.[0], () => ({ definition: next }))
        // The same question sent twice stands there already.
        const there = definitionOf(type).fields.some((one) => JSON.stringify({ ...one, id: '' }) === JSON.stringify({ ...field, id: '' }))
        if (outcome === 'stale' && !there) return refuse(409, { stale: true, type })
        return c.redirect(`${typePath(type.id)}?gjort=sparat#fragor`, 303)
      },
    })),
    {
      ...at,
      method: 'post',
      path: typePath(':type', '/fraga/:question/flytta'),
      async handle(c: C) {
        const { fields: typed } = await sentIn(c)
        const type = await found(c)
        const name = c.req.param('question') ?? ''
        const definition = definitionOf(type)
        const how = typed['gor']?.[0]
        if (!definition.fields.some(({ id }) => id === name)) {
          // Taken away by the same form a moment ago, or by a colleague.
          if (typed['sett']?.[0] && typed['sett'][0] !== type.mark) return c.redirect(`${typePath(type.id)}#fragor`, 303)
          throw new NotFound()
        }
        const next = how === 'bort' ? without(definition, name) : moved(definition, name, how === 'upp' ? -1 : 1)
        const broken = faultIn(next, c)
        if (broken) return c.html(await showType(c, type, { errors: [{ field: 'fragor', message: broken }] }), 422)
        const { type: now, outcome } = await change(c, typed['sett']?.[0], () => ({ definition: next }))
        if (outcome === 'stale') return c.html(await showType(c, now, { stale: true }), 409)
        return c.redirect(`${typePath(type.id)}?gjort=${how === 'bort' ? 'bort' : 'flyttad'}#fragor`, 303)
      },
    },
    { ...at, method: 'get', path: typePath(':type', '/forhand'), handle: (c: C) => preview(c) },
    { ...at, method: 'post', path: typePath(':type', '/forhand'), handle: (c: C) => preview(c) },
    {
      ...at,
      method: 'post',
      path: typePath(':type', '/oppna'),
      async handle(c: C) {
        const { fields: typed } = await sentIn(c)
        const before = await found(c)
        const { wrong } = words(c.var.language)
        const refuse = async (message: string) => c.html(await showType(c, before, { errors: [{ field: 'oppna', message }] }), 422)
        if (asksNothing(definitionOf(before))) return refuse(wrong.nothing)
        const answer = await keeping(c, async (tx) => {
          const mark = await holdType(tx, before.id)
          // What is opened is what stood on the page, and nothing that a colleague has saved since.
          return mark === typed['sett']?.[0] ? publishType(tx, before.id) : ('stale' as const)
        })
        if (answer === 'stale') return c.html(await showType(c, await found(c), { stale: true }), 409)
        if (answer.outcome === 'none') throw new NotFound()
        if (answer.outcome === 'nobody') return refuse(wrong.nobody)
        return c.redirect(`${typePath(before.id)}?gjort=${answer.receivers < 2 ? 'oppetEn' : 'oppet'}`, 303)
      },
    },
    {
      ...at,
      method: 'post',
      path: typePath(':type', '/stang'),
      async handle(c: C) {
        const type = await found(c)
        if ((await keeping(c, (tx) => closeType(tx, type.id))) === 'none') throw new NotFound()
        return c.redirect(`${root}?gjort=stangt`, 303)
      },
    },
  ]

  async function preview(c: C) {
    const type = await found(c)
    const definition = definitionOf(type)
    const { language } = c.var
    const page = { frame: await frame(c), today: today(), promised: promisedOn(today(), type.days), type }
    if (c.req.method === 'GET') return c.html(PreviewPage({ ...page, typed: {} }))
    const { fields } = await sentIn(c)
    const typed: Typed = Object.fromEntries(definition.fields.map(({ id }) => [id, fields[inputOf(id)] ?? []]))
    // A file that would go along is none here: what must have one is let by.
    const { answers, faults } = readAnswers(definition, typed, today(), Object.fromEntries(definition.fields.map(({ id }) => [id, 1])))
    const errors = faultsOf(definition, faults, language)
    const filled = errors.length ? undefined : told(definition, answers, language, formWords(language))
    return c.html(PreviewPage({ ...page, typed, errors, told: filled }), errors.length ? 422 : 200)
  }

  function faultIn(definition: Definition, c: C): string | undefined {
    const { wrong } = words(c.var.language)
    if (definition.fields.length > 40) return wrong.many
    const broken = brokenIn(definition)
    return broken && wrong[broken.what](broken.field)
  }
}

/** After all that the unit has already. */
const nextPlace = async (tx: Tx, unit: string) => (await listTypes(tx, unit)).reduce((last, { place }) => Math.max(last, place + 1), 0)

const firstOf = (typed: Sent) => Object.fromEntries(Object.entries(typed).map(([name, values]) => [name, values[0] ?? '']))
const isOn = (typed: Sent, name: string) => typed[name]?.[0] === 'ja'
const wrongIn = (error: z.ZodError): string[] => [...new Set(error.issues.map(({ path }) => String(path[0])))]
const savingOf = (type: Type): Saving => ({
  ...type,
  name: spokenFrom(type.name.sv ?? '', type.name.en ?? ''),
  forWhom: spokenFrom(type.forWhom.sv ?? '', type.forWhom.en ?? ''),
  definition: definitionOf(type),
})
type Headed = Omit<Saving, 'place' | 'definition'>
const isSame = (type: Type, head: Headed): boolean => {
  const now = savingOf(type)
  return Object.entries(head).every(([key, value]) => JSON.stringify(now[key as keyof Headed]) === JSON.stringify(value))
}

function readHead(typed: Sent, c: C): { head?: Headed; errors: FieldError[] } {
  const { wrong } = words(c.var.language)
  const empty = Object.fromEntries(Object.keys(Head.shape).map((name) => [name, '']))
  const parsed = Head.safeParse({ ...empty, ...firstOf(typed) })
  if (!parsed.success)
    return { errors: wrongIn(parsed.error).map((field) => ({ field, message: wrong[field as keyof typeof Head.shape] })) }
  const of = parsed.data
  return {
    errors: [],
    head: {
      fields: workFields.filter((field) => typed['verksamhet']?.includes(field)),
      days: of.dagar,
      zone: of.zon,
      second: isOn(typed, 'andra'),
      marks: isOn(typed, 'lasmarken'),
      name: spokenFrom(of.namn, of['namn-en']),
      need: { sv: linesIn(of.behov), en: linesIn(of['behov-en']) },
      forWhom: spokenFrom(of.vem, of['vem-en']),
    },
  }
}

/** A question as its form sends it, or what is wrong with it. What does not go with its kind is dropped. */
function readField(typed: Sent, definition: Definition, was: Field | undefined, c: C): { field?: Field; errors: FieldError[] } {
  const { wrong } = words(c.var.language)
  const text = (name: string) => fieldText(typed[name]?.[0])
  const [label, labelEn, help, helpEn, max] = [text('fraga'), text('fraga-en'), text('hjalp'), text('hjalp-en'), text('hogst')]
  const kind = typed['slag']?.[0]
  const choice = kind === 'choice' || kind === 'choices'
  const options = choice ? optionsFrom(text('val'), was?.options ?? []) : []
  const showIf = showIfFrom(typed['visas'] ?? [], definition)
  const limited = maxed.some((one) => one === kind)
  const errors = [
    (!label || label.length > 1000 || labelEn.length > 1000) && { field: 'fraga', message: wrong.fraga },
    (help.length > 1000 || helpEn.length > 1000) && { field: 'hjalp', message: wrong.hjalp },
    !isKind(kind) && { field: 'slag', message: wrong.slag },
    choice && (options.length < 2 || options.length > 30) && { field: 'val', message: wrong.val },
    limited && max !== '' && !/^[1-9]\d{0,8}$/.test(max) && { field: 'hogst', message: wrong.hogst },
    showIf === 'several' && { field: 'visas', message: wrong.visas },
  ].filter((error) => error !== false)
  if (errors.length || !isKind(kind) || showIf === 'several') return { errors }
  const taken = definition.fields.map(({ id }) => id)
  return {
    errors,
    field: Field.parse({
      id: was?.id ?? fieldName(label, taken),
      kind,
      label: spokenFrom(label, labelEn),
      ...(help ? { help: spokenFrom(help, helpEn) } : {}),
      required: kind !== 'info' && isOn(typed, 'maste'),
      ...(limited && max ? { max: Number(max) } : {}),
      options,
      ...(showIf ? { showIf } : {}),
    }),
  }
}

const fieldTyped = ({ kind, label, help, required, max, options, showIf }: Field): Sent => ({
  fraga: [label.sv],
  'fraga-en': [label.en ?? ''],
  hjalp: [help?.sv ?? ''],
  'hjalp-en': [help?.en ?? ''],
  slag: [kind],
  val: [linesOf(options)],
  maste: required ? ['ja'] : [],
  hogst: [max === undefined ? '' : String(max)],
  visas: showIf ? showIf.is.map((value) => `${showIf.field}=${value}`) : [],
})
