import { z } from 'zod'
import type { Tx } from '#kernel/db'
import { NotFound } from '#kernel/errors'
import { formOf, idFrom, type Route } from '#kernel/http'
import type { Services } from '#kernel/services'
import { fieldText } from '#kernel/values/field'
import { check } from '#modules/writing'
import type { FieldError } from '#ui/form'
import { sentIn, type Taken, takeFiles } from '../../typed.ts'
import { at, type C, filled, gapsIn, hasGap, longestAnswer, longestWhy, numberIn, root, type Search, threadPath } from '../model.ts'
import type { Typed } from '../thread/answer.tsx'
import { knownGaps, withGaps } from '../thread/model.ts'
import { type Done, passPath } from '../thread/page.tsx'
import { asksBeforeDrop } from '../thread/policy.ts'
import {
  addFile,
  answer,
  approve,
  cases,
  draftFileOf,
  draftFiles,
  dropAnswer,
  dropFile,
  findDraft,
  findThread,
  giveBack,
  hasFile,
  isHere,
  personOf,
  saveAnswer,
} from '../thread/queries.ts'
import { keyIn, passOf, type Shown, showThread, threadWith } from '../thread/route.ts'
import { words } from '../thread/text.ts'

type Attached = Pick<Taken, 'name' | 'type' | 'bytes'>
/** What came of it. `version`: the draft's, after what was saved. `by`: who wrote the draft that is asked about. */
type Outcome = { outcome: string; version: number; text: string; told?: Told; by?: string }
type Reading = { back: boolean; why: string; seen: number; version: number; key: string }
/** What an answer would tell that must not be told: in its words, and in which of its files; or that a file cannot be searched for it. */
type Told = { words: string[]; files: { name: string; found: string[] }[] }

/** The answer of a thread: one that is shared while it is written (its version keeps two from crossing), then sent, or read by somebody else first. */
export const answerRoutes = (services: Services, { toldIn, toldInFile }: Search): Route[] => {
  const { db, config } = services
  const show = (c: C, shown: Shown) => showThread(services, c, idFrom(c, 'thread'), shown)

  return [
    {
      ...at,
      method: 'post',
      path: threadPath(':thread', '/svar'),
      async handle(c: C) {
        const id = idFrom(c, 'thread')
        const form = await formOf(c)
        const wanted = form['bort'] ? 'bort' : (form['gor'] ?? 'spara')
        const { wrong } = words(c.var.language)
        const typed: Typed = {
          text: withGaps(fieldText(form['svar']), form),
          sign: form['namn'],
          key: keyIn(form),
          seen: numberIn(form['sett']),
          version: numberIn(form['version']),
        }
        if (wanted === check) return c.html(await show(c, { typed, review: true }))
        if (typed.text.length > longestAnswer)
          return c.html(await show(c, { typed, errors: [{ field: 'svar', message: wrong.long }] }), 422)
        const file = await fileIn(c)
        if ('message' in file) return c.html(await show(c, { typed, errors: [{ field: 'fil', message: file.message }] }), 422)
        if (wanted === 'bilaga' && !file.attached)
          return c.html(await show(c, { typed, errors: [{ field: 'fil', message: wrong.noFile }] }), 422)

        const came = await db.as(c.var.actor, { purpose: 'answer thread', item: id }, (tx) =>
          work(tx, id, typed, wanted, form, file.attached),
        )
        const now = { ...typed, text: came.text, version: came.version }
        const errors = faults(came, now, c)
        if (errors.length) return c.html(await show(c, { typed: now, errors }), 422)
        // Saved by itself, before something else of the page goes on.
        if (came.outcome === 'done' && wanted === 'spara' && c.req.header('accept') === 'application/json')
          return c.json({ version: came.version })
        switch (came.outcome) {
          case 'done':
          case 'same':
          case 'ready':
            return c.redirect(onward(c, id, wanted, came.outcome), 303)
          // Nobody's to send any more: with somebody else, or handed away. What was written is given back either way.
          case 'none':
            return c.html(await show(c, { typed, trouble: 'gone' }), 409)
          case 'changed':
            return c.html(await show(c, { typed, trouble: 'changed' }), 409)
          default:
            return c.html(await show(c, { typed: now, trouble: 'stale' }), 409)
        }
      },
    },
    {
      ...at,
      method: 'post',
      path: threadPath(':thread', '/lasning'),
      async handle(c: C) {
        const id = idFrom(c, 'thread')
        const form = await formOf(c)
        const [seen, version, key] = [numberIn(form['sett']), numberIn(form['version']), keyIn(form)]
        const back = form['gor'] === 'tillbaka'
        const why = fieldText(form['varfor'])
        const outcome = await db.as(c.var.actor, { purpose: 'answer thread', item: id }, (tx) =>
          read(tx, id, { back, why, seen, version, key }),
        )
        const refuse = async (field: string, ...messages: string[]) =>
          c.html(await show(c, { errors: messages.map((message) => ({ field, message })), why }), 422)
        if (typeof outcome !== 'string') return refuse('lasning', ...toldFaults(outcome, c).map(({ message }) => message))
        if (outcome === 'none') throw new NotFound()
        if (outcome === 'done' || outcome === 'same') return c.redirect(threadWith(id, back ? 'atergett' : 'svarat', passOf(c)), 303)
        const { wrong } = words(c.var.language)
        if (outcome === 'why' || outcome === 'whyLong') return refuse('varfor', wrong[outcome])
        if (outcome === 'own') return refuse('lasning', wrong.own)
        return c.html(await show(c, { trouble: back ? 'notGivenBack' : 'notSent', why }), 409)
      },
    },
  ]

  async function work(
    tx: Tx,
    id: string,
    { text, seen, version, key, sign }: Typed,
    wanted: string,
    form: Record<string, string>,
    file: Attached | undefined,
  ): Promise<Outcome> {
    if (wanted === 'kasta') {
      const draft = await findDraft(tx, id)
      // One that somebody has saved since is not asked about: it is not the one that was to go.
      if (draft?.version === version && !form['saker'] && asksBeforeDrop(draft, text))
        return { outcome: 'sure', version, text, ...(draft.own ? {} : { by: draft.by }) }
      return { outcome: await dropAnswer(tx, id, version), version, text }
    }
    const body = wanted === 'mall' ? await withTemplate(tx, id, text, form['mall']) : text
    if (body === undefined) return { outcome: 'no-template', version, text }
    const sends = wanted === 'skicka'
    const away = z.uuid().safeParse(form['bort']).data
    let stands = version
    // There is nothing to keep of an answer that nobody has begun; and what is sent as it is need not be saved first.
    if (!sends || file) {
      if (body !== '' || version > 0 || file) {
        const saved = await saveAnswer(tx, id, version, body)
        if (saved.outcome !== 'done') return { outcome: saved.outcome, version, text }
        stands = saved.version
      } else if (!(await isHere(tx, id))) return { outcome: 'none', version, text }
      if (away) await dropFile(tx, id, away)
      if (file && !(await hasFile(tx, id, file))) {
        const added = await addFile(tx, id, file)
        if (added !== 'done') return { outcome: added, version: stands, text: body }
      }
      if (file || away) stands = (await findDraft(tx, id))?.version ?? 0
    }
    if (!sends) return { outcome: 'done', version: stands, text: body }
    if (hasGap(body)) return { outcome: 'blank', version: stands, text: body }
    const told = await toldTo(tx, id, body)
    if (told) return { outcome: 'told', version: stands, text: body, told }
    const sent = await answer(tx, id, { seen, version: stands, key, body, sign: sign === 'unit' ? 'unit' : 'self' })
    return { outcome: sent, version: stands, text: body }
  }

  /** Lets an answer go that somebody else has written, or gives it back; or what in it must not be told. Only of what still waits to be read as it was is anything found wrong. */
  async function read(tx: Tx, id: string, { back, why, ...of }: Reading): Promise<string | Told> {
    const draft = await findDraft(tx, id)
    const waits = draft?.readyAt && draft.version === of.version
    if (back) return waits && why.length > longestWhy ? 'whyLong' : giveBack(tx, id, of.version, why)
    if (waits && why && !draft.own) return 'why'
    return (waits && (await toldTo(tx, id, draft.body))) || approve(tx, id, of)
  }

  /** What an answer would tell its reader that must not be told, by the cases about them that this desk may see; a desk that sees none holds nothing to tell. */
  async function toldTo(tx: Tx, id: string, text: string): Promise<Told | undefined> {
    const [about, whose, attached] = await Promise.all([cases(tx, id), personOf(tx, id), draftFiles(tx, id)])
    const reader = whose?.person ?? ''
    const words = new Set<string>()
    const files = new Map<string, Set<string>>()
    for (const one of about) for (const found of await toldIn(tx, config.secret, one.id, text, reader)) words.add(found)
    // One file at a time, and only where there is a case to search it for.
    for (const { id: file } of about.length > 0 ? attached : []) {
      const kept = (await draftFileOf(tx, id, file))!
      for (const one of about) {
        const { found, unread } = await toldInFile(tx, config.secret, one.id, kept, reader)
        if (unread || found.length > 0) files.set(kept.name, (files.get(kept.name) ?? new Set()).union(new Set(found)))
      }
    }
    if (words.size === 0 && files.size === 0) return undefined
    return { words: [...words], files: [...files].map(([name, found]) => ({ name, found: [...found] })) }
  }

  function toldFaults({ words: found, files }: Told, c: C): FieldError[] {
    const { wrong } = words(c.var.language)
    return [
      ...(found.length > 0 ? [{ field: 'svar', message: wrong.told(found.join(', ')) }] : []),
      ...files.map((file) => ({
        field: 'fil',
        message: file.found.length > 0 ? wrong.toldInFile(file.name, file.found.join(', ')) : wrong.unsearched(file.name),
      })),
    ]
  }

  /** The text with a template after it, its gaps filled in with what is known. Nothing when there is no such template. */
  async function withTemplate(tx: Tx, id: string, text: string, template: string | undefined): Promise<string | undefined> {
    const held = await findThread(tx, id, config.secret)
    const found = held?.templates.find((one) => one.id === template)
    return held && found && [text, filled(found.body, knownGaps(held))].filter(Boolean).join('\n\n')
  }

  async function fileIn(c: C): Promise<{ attached?: Attached } | { message: string }> {
    const { wrong } = words(c.var.language)
    const sent = await sentIn(c)
    const { taken, refused } = await takeFiles({ ...sent, files: sent.files.filter(({ field }) => field === 'fil').slice(0, 1) })
    if (refused[0]) return { message: wrong[refused[0].what] }
    return taken[0] ? { attached: taken[0] } : {}
  }

  /** What the writer is to mend. */
  function faults({ outcome, told, by }: Outcome, { text }: Typed, c: C): FieldError[] {
    const { wrong } = words(c.var.language)
    const gaps = gapsIn(text)
    switch (outcome) {
      case 'empty':
        return [{ field: 'svar', message: wrong.empty }]
      case 'blank':
        return gaps.length > 0
          ? gaps.map((name, n) => ({ field: `lucka-${n + 1}`, message: wrong.gap(name) }))
          : [{ field: 'svar', message: wrong.blankSigns }]
      case 'told':
        return told ? toldFaults(told, c) : []
      case 'sure':
        return [{ field: 'saker', message: words(c.var.language).wrong.sure(by) }]
      case 'no-template':
        return [{ field: 'mall', message: wrong.template }]
      case 'many':
        return [{ field: 'fil', message: wrong.many }]
      default:
        return []
    }
  }
}

const doneOf: Record<string, Done> = { kasta: 'kastat', mall: 'mall', bilaga: 'fil' }

/** Where it goes on: an answer that is sent leads to the next in a session; what is saved on the way out leads out. */
function onward(c: C, id: string, wanted: string, outcome: string): string {
  const pass = passOf(c)
  if (wanted === 'skicka') {
    if (pass) return passPath({ ...pass, answered: pass.answered + 1 }, '', id)
    return threadWith(id, outcome === 'ready' ? 'vantar' : 'svarat')
  }
  if (wanted === 'hoppa' && pass) return passPath({ ...pass, skipped: pass.skipped + 1 })
  if (wanted === 'lamna' || wanted === 'hoppa') return pass ? passPath(pass, '/slut') : `${root}?gjort=sparat`
  return `${threadWith(id, doneOf[wanted] ?? 'sparat', pass)}#vart-svar`
}
