import { randomUUID } from 'node:crypto'
import { z } from 'zod'
import type { PersonActor } from '#kernel/actor'
import type { Tx } from '#kernel/db'
import { NotFound } from '#kernel/errors'
import { type Ctx, formOf, idFrom, type Route, TooWeak } from '#kernel/http'
import { fileHeaders } from '#kernel/handed'
import { limit } from '#kernel/limits'
import type { Services } from '#kernel/services'
import { dayOf } from '#kernel/values/day'
import { fieldText } from '#kernel/values/field'
import { findUnit, frameOf, listUnits, say, turnTo, type Unit } from '#modules/directory'
import { knownNumber } from '#modules/notifications'
import type { FieldError } from '#ui/form'
import { fileLabel } from '../beside.tsx'
import { infosFor, readAnswers, told, spoken } from '../form/model.ts'
import { faultsOf, type Kept } from '../form/parts.tsx'
import { words as formWords } from '../form/text.ts'
import { speaksOfDanger } from '../danger.ts'
import { type Body, type Draft, draftWords, type File, promiseFrom, promisedOn, titleOf } from '../model.ts'
import {
  type About,
  aboutNames,
  callPath,
  draftFilePath,
  draftPath,
  messagePath,
  messagesPath,
  newPath,
  threadPath,
  typePath,
} from '../paths.ts'
import * as queries from '../queries.ts'
import { words as common } from '../text.ts'
import { one, type Refused, type Sent, sentIn, takeFiles, type Taken } from '../typed.ts'
import { ready, seenOf, wentAll } from './policy.ts'
import { countIn, faultsIn, fieldOfFile, messageBody, nothing, requestBody, timesIn, type Written, writtenIn, writtenOf } from './model.ts'
import { GonePage, PreviewPage, type What, WritePage } from './page.tsx'
import { WhomPage } from './whom.tsx'

type C = Ctx<PersonActor>
type Found = { what: What; unit: Unit; days: number; open: boolean }
type Drafted =
  | { to?: string | undefined; draft?: never; found?: never; files?: never }
  | { to?: never; draft: Draft; files: readonly File[]; found: Found | undefined; unsent?: boolean }
const at = { who: 'person', zone: 'B' } as const

/**
 * Writing to a unit: a request in its form, a message, or a wish to be phoned (MSG-03, -05, -12). The form's key is the draft's and the thread's, so
 * that whatever is sent twice, saved in between or cut off is one and the same.
 */
export function writeRoutes(services: Services): Route[] {
  const often = limit(40, 600)
  const strong = (c: C) => c.var.actor.level >= 3

  /** What the address asks to write about. Nothing at all leads to where one chooses. */
  function aboutIn(c: C): About {
    const about: About = {}
    for (const [key, name] of Object.entries(aboutNames)) {
      const asked = c.req.query(name)
      if (asked === undefined) continue
      const id = z.uuid().safeParse(asked)
      if (!id.success) throw new NotFound()
      about[key as keyof About] = id.data
    }
    // A case, and what stands in it, needs a strong sign-in.
    if ((about.shelf || about.copy) && !strong(c)) throw new TooWeak()
    return about
  }

  async function findRequest(c: C, tx: Tx, type: string): Promise<Found | undefined> {
    const offered = await queries.findOffered(tx, type)
    const unit = offered && (await findUnit(tx, offered.unitId))
    if (!offered || !unit) return undefined
    if (offered.zone === 'A' && !strong(c)) throw new TooWeak()
    return { what: { kind: 'request', offered }, unit, days: offered.answerDays, open: true }
  }

  /** Where words come, and what they are about. Undefined: it is not theirs to write there. */
  async function findAbout(tx: Tx, kind: 'message' | 'call', asked: About): Promise<Found | undefined> {
    const [entry, before] = await Promise.all([
      asked.copy ? queries.findEntry(tx, asked.copy) : undefined,
      asked.follows ? queries.findThread(tx, asked.follows) : undefined,
    ])
    if ((asked.copy && !entry) || (asked.follows && !before)) return undefined
    // What comes after a closed thread is about the same case, as far as its person may still see it.
    const shelf = entry?.shelfId ?? asked.shelf
    const about: About = { shelf, copy: asked.copy, unit: shelf ? undefined : (asked.unit ?? before?.unitId), follows: asked.follows }
    const [receiver, cases] = await Promise.all([queries.findReceiver(tx, about), shelf ? queries.listCases(tx, shelf) : []])
    if (!receiver) return undefined
    const [unit, days] = await Promise.all([findUnit(tx, receiver.unitId), queries.findDays(tx, receiver.unitId)])
    if (!unit) return undefined
    const to = cases[0]?.officer ?? undefined
    return {
      what: { kind, about, to, standing: cases[0]?.standing ?? null, case: cases[0], entry },
      unit,
      days: kind === 'call' ? days.callDays : days.answerDays,
      open: receiver.open,
    }
  }

  const keptOf = (draft: string, files: readonly File[], language: C['var']['language']): Kept[] =>
    files.map((file) => ({ id: file.id, field: file.field, label: fileLabel(file, language), href: draftFilePath(draft, file.id) }))

  type Shown = {
    key: string
    written: Written
    files?: readonly File[]
    savedAt?: Date | undefined
    errors?: readonly FieldError[]
    already?: string
  }
  async function page(c: C, { what, unit, days, open }: Found, { key, written, files = [], savedAt, errors = [], already }: Shown) {
    const today = dayOf(new Date())
    const frame = await frameOf(c, services, messagesPath)
    return WritePage({
      frame,
      what,
      unit,
      today,
      promised: promisedOn(today, days),
      key,
      written,
      kept: keptOf(key, files, frame.language),
      savedAt,
      errors,
      open: open || errors.length > 0 || already !== undefined,
      already,
    })
  }

  const blocked = (c: C, { open, unit }: Found): FieldError[] =>
    open ? [] : [{ field: 'text', message: common(c.var.language).wrong.nobody(unit.phone) }]
  const fileFaults = (c: C, refused: readonly Refused[]): FieldError[] =>
    refused.map(({ field, what }) => ({ field, message: common(c.var.language).wrong[what] }))

  /** Saves what was typed and the files that came along. Answers what lies with the draft, or why nothing could be saved. */
  async function keep(tx: Tx, c: C, { what }: Found, key: string, written: Written, sent: Sent, taken: readonly Taken[]) {
    const about = what.kind === 'request' ? undefined : what.about
    const body: Body =
      what.kind === 'request'
        ? requestBody(what.offered.definition, what.offered.version, written)
        : messageBody(what.kind, about!, written)
    const outcome = await queries.saveDraft(tx, {
      id: key,
      type: what.kind === 'request' ? what.offered.id : undefined,
      body,
      strong: about?.copy !== undefined,
    })
    if (outcome !== 'done') return { outcome, files: [] }
    const away = (sent.fields['bort'] ?? []).filter((id) => z.uuid().safeParse(id).success)
    if (away.length) await queries.dropDraftFiles(tx, key, away)
    let many = false
    for (const file of taken) {
      const field = fieldOfFile(what.kind === 'request' ? what.offered.definition : undefined, file.field)
      if (field !== undefined && (await queries.keepFile(tx, key, { ...file, field })) === 'many') many = true
    }
    return { outcome: many ? ('files' as const) : outcome, files: await queries.listDraftFiles(tx, key) }
  }

  const receipt = (thread: string) => `${threadPath(thread)}?gjort=skickat`

  /** What comes of a form: where to go on, or the page again with what is wrong. */
  type Outcome = { to: string } | { found: Found; shown: Shown; status: 409 | 422 } | undefined

  async function took(c: C, find: (tx: Tx) => Promise<Found | undefined>): Promise<Response> {
    await often(c.var.actor.id)
    const sent = await sentIn(c)
    const { taken, refused } = await takeFiles(sent)
    const key = z.uuid().safeParse(one(sent, 'key')).data ?? randomUUID()
    const written = writtenIn(sent.fields)
    const saving = one(sent, 'gor') === 'spara'
    const { wrong } = common(c.var.language)
    const outcome = await services.db.as(
      c.var.actor,
      { purpose: saving ? 'save own draft' : 'write message' },
      async (tx): Promise<Outcome> => {
        // Sent already, though its answer never came: that is where it is. What has been written since is not there, and is given back.
        const already = async (): Promise<Outcome> => {
          const was = await queries.findSent(tx, key)
          if (!was) return undefined
          if (await wentAll(tx, was, { written, away: sent.fields['bort'], taken, refused })) {
            // Two clicks at once may have left it lying.
            await queries.throwDraft(tx, key)
            return { to: receipt(was.id) }
          }
          const found = await find(tx)
          return found && { found, shown: { key, written, already: was.id }, status: 409 }
        }
        const sentBefore = await already()
        if (sentBefore) return sentBefore
        const found = await find(tx)
        if (!found) return undefined
        const { what } = found
        const again = (errors: FieldError[], files: readonly File[], status: 409 | 422 = 422): Outcome => ({
          found,
          shown: { key, written, files, errors },
          status,
        })
        const before = await queries.listDraftFiles(tx, key)
        const needed = saving || what.kind === 'request' || taken.length > 0 || before.length > 0
        const draft = needed ? await keep(tx, c, found, key, written, sent, taken) : { outcome: 'done' as const, files: [] }
        if (draft.outcome === 'none') return undefined
        if (draft.outcome === 'sent') return already()
        if (draft.outcome === 'many') return again([{ field: 'text', message: wrong.drafts }], draft.files)
        const filed = [...fileFaults(c, refused), ...(draft.outcome === 'files' ? [{ field: 'fil', message: wrong.many }] : [])]
        if (saving) return filed.length ? again(filed, draft.files) : { to: `${messagesPath}?gjort=sparat` }
        if (what.kind === 'request') {
          const { definition } = what.offered
          const { faults } = readAnswers(definition, written.typed, dayOf(new Date()), countIn(draft.files))
          const errors = [...faultsOf(definition, faults, c.var.language), ...filed]
          return errors.length ? again(errors, draft.files) : { to: `${draftPath(key)}/granska` }
        }
        const faults = faultsIn(what.kind, written).map(({ field, what: fault }) => ({ field, message: wrong[fault] }))
        const errors = [...faults, ...filed, ...(faults.length || filed.length ? [] : blocked(c, found))]
        if (errors.length) return again(errors, draft.files)
        const said = await queries.send(tx, {
          ...what.about,
          key,
          kind: what.kind,
          title: what.kind === 'message' ? titleOf(written.title, written.text) : '',
          body: written.text,
          answers: what.kind === 'call' ? { phone: written.phone, when: timesIn(written) } : undefined,
          ...promiseFrom(dayOf(new Date()), found.days),
        })
        if (!said) return undefined
        if (said.outcome === 'same') return already()
        return said.id ? { to: receipt(said.id) } : again(blocked(c, { ...found, open: false }), draft.files, 409)
      },
    )
    if (!outcome) throw new NotFound()
    if ('to' in outcome) return c.redirect(outcome.to, 303)
    return c.html(await page(c, outcome.found, outcome.shown), outcome.status)
  }

  /** To the thread that a draft has become; as received only when it is what was read through (`sett`), if that was to be sent. */
  async function toSent(tx: Tx, key: string, sett?: string) {
    const was = await queries.findSent(tx, key)
    if (!was) return undefined
    const same = sett === undefined || sett === seenOf(was.version, was.answers, was.files)
    return same ? receipt(was.id) : `${threadPath(was.id)}?gjort=redan`
  }

  /** A draft with what it is for; the thread it has become, when it is sent. */
  async function drafted(c: C, tx: Tx, sett?: string): Promise<Drafted> {
    const id = idFrom(c, 'draft')
    const draft = await queries.findDraft(tx, id)
    if (!draft) return { to: await toSent(tx, id, sett) }
    const { body } = draft
    if (body.kind === 'reply') return { to: draft.threadId ? `${threadPath(draft.threadId)}#skriv` : undefined }
    const files = await queries.listDraftFiles(tx, id)
    const found = body.kind === 'request' ? draft.typeId && (await findRequest(c, tx, draft.typeId)) : await findAbout(tx, body.kind, body)
    return { draft, files, found: found || undefined }
  }

  /** The draft to be read through. `changed`: it is no longer what was. */
  async function preview(c: C, found: Found, draft: Draft, files: readonly File[], changed = false): Promise<Response> {
    const it = found.what.kind === 'request' ? ready(draft, found.what.offered, files) : undefined
    if (!it) return c.html(await again(c, found, draft, files), 409)
    const { offered, answers, seen } = it
    const frame = await frameOf(c, services, messagesPath)
    const today = dayOf(new Date())
    const kept = keptOf(draft.id, files, frame.language)
    const html = PreviewPage({
      frame,
      offered,
      unit: found.unit,
      today,
      promised: promisedOn(today, found.days),
      draft: draft.id,
      infos: infosFor(offered.definition, answers),
      told: told(offered.definition, answers, frame.language, formWords(frame.language)),
      files: (field) => kept.filter((one) => one.field === field).map(({ label }) => label),
      danger: speaksOfDanger(...draftWords(draft.body)),
      seen,
      changed,
    })
    return c.html(html, changed ? 409 : 200)
  }

  /** What a draft of something that is offered no more holds. */
  async function gone(c: C, tx: Tx, { body, typeId, savedAt }: Draft) {
    if (body.kind !== 'request' || !typeId) return undefined
    const form = await queries.findForm(tx, typeId, body.version)
    return (
      form && {
        name: form.name,
        told: told(
          form.definition,
          readAnswers(form.definition, body.typed, dayOf(savedAt)).answers,
          c.var.language,
          formWords(c.var.language),
        ),
      }
    )
  }

  return [
    {
      ...at,
      method: 'get',
      path: messagePath(),
      async handle(c: C) {
        const about = aboutIn(c)
        if (Object.keys(about).length === 0) return c.redirect(newPath, 303)
        const found = await services.db.as(c.var.actor, { purpose: 'write page' }, (tx) => findAbout(tx, 'message', about))
        if (!found) throw new NotFound()
        return c.html(await page(c, found, { key: randomUUID(), written: nothing }))
      },
    },
    {
      ...at,
      method: 'get',
      path: callPath(),
      async handle(c: C) {
        const about = aboutIn(c)
        if (Object.keys(about).length === 0) return whom(c)
        const { found, number } = await services.db.as(c.var.actor, { purpose: 'write page' }, async (tx) => ({
          found: await findAbout(tx, 'call', about),
          number: await knownNumber(tx, services.config.secret),
        }))
        if (!found) throw new NotFound()
        return c.html(await page(c, found, { key: randomUUID(), written: { ...nothing, phone: number ?? '' } }))
      },
    },
    { ...at, method: 'post', path: messagePath(), handle: (c: C) => withAbout(c, 'message') },
    { ...at, method: 'post', path: callPath(), handle: (c: C) => withAbout(c, 'call') },
    {
      ...at,
      method: 'get',
      path: typePath(':type'),
      async handle(c: C) {
        const type = idFrom(c, 'type')
        const found = await services.db.as(c.var.actor, { purpose: 'write page' }, (tx) => findRequest(c, tx, type))
        if (!found) throw new NotFound()
        return c.html(await page(c, found, { key: randomUUID(), written: nothing }))
      },
    },
    { ...at, method: 'post', path: typePath(':type'), handle: (c: C) => took(c, (tx) => findRequest(c, tx, idFrom(c, 'type'))) },
    {
      ...at,
      method: 'get',
      path: draftPath(':draft'),
      async handle(c: C) {
        const it = await services.db.as(c.var.actor, { purpose: 'own draft' }, async (tx) => {
          const found = await drafted(c, tx)
          return found.draft && !found.found ? { ...found, lost: await gone(c, tx, found.draft) } : found
        })
        if (it.to) return c.redirect(it.to, 303)
        if (it.draft && it.found)
          return c.html(
            await page(c, it.found, { key: it.draft.id, written: writtenOf(it.draft.body), files: it.files, savedAt: it.draft.savedAt }),
          )
        if (!it.draft || !('lost' in it) || !it.lost) throw new NotFound()
        const frame = await frameOf(c, services, messagesPath)
        return c.html(GonePage({ frame, draft: it.draft.id, name: spoken(it.lost.name, frame.language), told: it.lost.told }))
      },
    },
    {
      ...at,
      method: 'get',
      path: `${draftPath(':draft')}/granska`,
      async handle(c: C) {
        const it = await services.db.as(c.var.actor, { purpose: 'own draft' }, (tx) => drafted(c, tx))
        if (it.to) return c.redirect(it.to, 303)
        const { draft, found, files = [] } = it
        if (!draft) throw new NotFound()
        const { body } = draft
        if (!found || found.what.kind !== 'request' || body.kind !== 'request') return c.redirect(draftPath(draft.id), 303)
        return preview(c, found, draft, files)
      },
    },
    {
      ...at,
      method: 'get',
      path: draftFilePath(':draft', ':file'),
      async handle(c: C) {
        const [draft, id] = [idFrom(c, 'draft'), idFrom(c, 'file')]
        const file = await services.db.as(c.var.actor, { purpose: 'own draft', reading: true }, (tx) =>
          queries.findDraftFile(tx, draft, id),
        )
        if (!file) throw new NotFound()
        fileHeaders(c, { title: file.name, type: file.type, size: file.bytes.length })
        return c.body(new Uint8Array(file.bytes))
      },
    },
    {
      ...at,
      method: 'post',
      path: `${draftPath(':draft')}/skicka`,
      async handle(c: C) {
        await often(c.var.actor.id)
        const sett = fieldText((await formOf(c))['sett'])
        const it = await services.db.as(c.var.actor, { purpose: 'write message' }, async (tx): Promise<Drafted> => {
          const found = await drafted(c, tx, sett)
          if (!found.draft || !found.found) return found
          const { draft, files } = found
          if (found.found.what.kind !== 'request') return { to: draftPath(draft.id) }
          const now = ready(draft, found.found.what.offered, files)
          // Nothing is sent but what has been read.
          if (!now || now.seen !== sett) return found
          const said = await queries.send(tx, {
            key: draft.id,
            kind: 'request',
            type: now.offered.id,
            version: now.offered.version,
            title: '',
            body: '',
            answers: now.answers,
            ...promiseFrom(dayOf(new Date()), found.found.days),
          })
          if (said?.outcome === 'same') return { to: await toSent(tx, draft.id, sett) }
          return said?.id ? { to: receipt(said.id) } : { ...found, unsent: true }
        })
        if (it.to) return c.redirect(it.to, 303)
        if (!it.draft) throw new NotFound()
        if (!it.found) return c.redirect(draftPath(it.draft.id), 303)
        if (it.unsent) return c.html(await again(c, it.found, it.draft, it.files), 409)
        return preview(c, it.found, it.draft, it.files, true)
      },
    },
    {
      ...at,
      method: 'post',
      path: `${draftPath(':draft')}/kasta`,
      async handle(c: C) {
        const id = idFrom(c, 'draft')
        const gone = await services.db.as(c.var.actor, { purpose: 'throw own draft' }, (tx) => queries.throwDraft(tx, id))
        if (!gone) throw new NotFound()
        return c.redirect(`${messagesPath}?gjort=kastat`, 303)
      },
    },
  ]

  async function withAbout(c: C, kind: 'message' | 'call') {
    const about = aboutIn(c)
    if (Object.keys(about).length === 0) return c.redirect(kind === 'call' ? callPath() : newPath, 303)
    return took(c, (tx) => findAbout(tx, kind, about))
  }

  /** Nobody has been named: who is to phone, or straight on when there is only one. */
  async function whom(c: C) {
    const frame = await frameOf(c, services, messagesPath)
    const municipality = c.var.session?.municipalityId || frame.municipality?.id
    const [all, units, open, foot] = municipality
      ? await services.db.as(c.var.actor, { purpose: 'write page', reading: true }, (tx) =>
          Promise.all([
            queries.listCases(tx),
            listUnits(tx, municipality),
            queries.listReceiving(tx, municipality),
            turnTo(tx, c.var.language),
          ]),
        )
      : [[], [], [], {}]
    const receiving = units.filter((unit) => open.some(({ id }) => id === unit.id))
    const cases = all.filter(({ closed }) => !closed)
    const [one, ...more] = [...cases.map(({ shelfId }) => ({ shelf: shelfId })), ...receiving.map(({ id }) => ({ unit: id }))]
    if (one && more.length === 0) return c.redirect(callPath(one), 303)
    const names = new Map(units.map(({ id, name }) => [id, say(name, 'sv')]))
    return c.html(WhomPage({ frame: { ...frame, ...foot }, cases, units: receiving, names }))
  }

  /** The form of a draft that cannot be sent as it is: something is missing, or the form has changed since. */
  async function again(c: C, found: Found, draft: Draft, files: readonly File[]) {
    const { what } = found
    if (what.kind !== 'request' || draft.body.kind !== 'request') throw new NotFound()
    const { definition, version } = what.offered
    const { faults } = readAnswers(definition, draft.body.typed, dayOf(draft.savedAt), countIn(files))
    const changed = draft.body.version !== version
    const errors = [
      ...(changed
        ? [{ field: definition.fields[0] ? `f-${definition.fields[0].id}` : 'innehall', message: common(c.var.language).wrong.changed }]
        : []),
      ...faultsOf(definition, faults, c.var.language),
    ]
    return page(c, found, { key: draft.id, written: writtenOf(draft.body), files, savedAt: draft.savedAt, errors })
  }
}
