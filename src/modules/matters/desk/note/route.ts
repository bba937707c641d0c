import { randomUUID } from 'node:crypto'
import { z } from 'zod'
import { NotFound } from '#kernel/errors'
import { formOf, idFrom, type Route } from '#kernel/http'
import type { Services } from '#kernel/services'
import { dayOf } from '#kernel/values/day'
import { frameOf } from '#modules/directory'
import { answeredIn, check } from '#modules/writing'
import type { FieldError } from '#ui/form'
import { Event } from '../../events/model.ts'
import { onKept } from '../kept.ts'
import { at, type C, happened, wrongField, matterPath, root, seenIn } from '../model.ts'
import { findWritten, writeEvent } from '../queries.ts'
import { type Body, bodyOf, type Draft, isEmpty, type Locked } from './model.ts'
import { CorrectPage, DraftPage, LockPage, notePath } from './page.tsx'
import { addDraft, dropDraft, findDraft, saveDraft } from './queries.ts'
import { words } from './text.ts'

/** A note in a matter kept here: a draft for its author alone, then locked, then only corrected (SOSFS 2014:5, REL-05). */
export const noteRoutes = (services: Services): Route[] => {
  const frame = (c: C) => frameOf(c, services, root)
  const today = () => dayOf(new Date())

  const on = onKept(services)
  const drafted = (c: C, purpose: string) =>
    on(c, purpose, async (tx, head) => {
      const draft = await findDraft(tx, head.id, idFrom(c, 'draft'))
      if (!draft) throw new NotFound()
      return { head, draft }
    })

  /** Keeps what was typed, or the page that says why not. There is nothing to keep in a note without words: a heading alone may wait as a draft, and not be locked. */
  async function keep(c: C, id: string | undefined) {
    const form = await formOf(c)
    const body = bodyOf(form)
    const key = z.uuid().safeParse(form['formular']).data ?? randomUUID()
    const seen = z.coerce.number().int().min(0).max(1_000_000_000).safeParse(form['version']).data ?? 0
    const toLock = form['gor'] === 'las'
    if (form['gor'] === check) {
      const { head, draft } = await on(c, 'check draft', async (tx, head) => ({ head, draft: await findDraft(tx, head.id, id ?? key) }))
      return c.html(DraftPage({ frame: await frame(c), head, form: key, draft: draft && { ...draft, version: seen }, body, review: true }))
    }
    const empty = isEmpty(toLock ? body.text : body.rubrik + body.text)
    const result = await on(c, 'write draft', async (tx, head) => {
      const saved = !empty && (id ? await saveDraft(tx, head.id, id, seen, body) : await addDraft(tx, head.id, key, body))
      return { head, saved, now: await findDraft(tx, head.id, id ?? key) }
    })
    const { head, saved, now } = result
    if (empty && (now || !id)) {
      // The version it was made from: what another window has saved since is not to be written over.
      const page = { head, form: key, draft: now && { ...now, version: seen }, body, errors: noteOf(body, { id: key }, c).errors }
      return c.html(DraftPage({ frame: await frame(c), ...page }), 422)
    }
    if (!now) return c.html(DraftPage({ frame: await frame(c), head, form: randomUUID(), body, trouble: 'gone' }), 409)
    const same = JSON.stringify(now.body) === JSON.stringify(body)
    if (!saved && !same)
      return c.html(DraftPage({ frame: await frame(c), head, form: key, draft: now, body, trouble: 'both', other: now.body }), 409)
    if (!toLock) return c.redirect(`${notePath(head.id, now.id)}?sparat=ja`, 303)
    const { errors } = noteOf(body, now, c)
    if (errors.length) return c.html(DraftPage({ frame: await frame(c), head, form: key, draft: now, body, errors }), 422)
    return c.redirect(`${notePath(head.id, now.id)}/las`, 303)
  }

  return [
    {
      ...at,
      method: 'get',
      path: `${root}/:matter/anteckning`,
      async handle(c: C) {
        const head = await on(c, 'draft page', async (_, head) => head)
        return c.html(
          DraftPage({ frame: await frame(c), head, form: randomUUID(), body: { rubrik: '', text: '', datum: today(), tid: '' } }),
        )
      },
    },
    { ...at, method: 'post', path: `${root}/:matter/anteckning`, handle: (c: C) => keep(c, undefined) },
    {
      ...at,
      method: 'get',
      path: `${root}/:matter/anteckning/:draft`,
      async handle(c: C) {
        const { head, draft } = await drafted(c, 'read draft')
        return c.html(
          DraftPage({ frame: await frame(c), head, form: draft.id, draft, body: draft.body, saved: c.req.query('sparat') === 'ja' }),
        )
      },
    },
    { ...at, method: 'post', path: `${root}/:matter/anteckning/:draft`, handle: (c: C) => keep(c, idFrom(c, 'draft')) },
    {
      ...at,
      method: 'post',
      path: `${root}/:matter/anteckning/:draft/kasta`,
      async handle(c: C) {
        const id = await on(c, 'drop draft', async (tx, head) => {
          await dropDraft(tx, head.id, idFrom(c, 'draft'))
          return head.id
        })
        return c.redirect(matterPath(id), 303)
      },
    },
    {
      ...at,
      method: 'get',
      path: `${root}/:matter/anteckning/:draft/las`,
      async handle(c: C) {
        const { head, draft } = await drafted(c, 'read draft')
        const { event } = noteOf(draft.body, draft, c)
        if (!event) return c.redirect(notePath(head.id, draft.id), 303)
        return c.html(LockPage({ frame: await frame(c), head, draft, event, today: today() }))
      },
    },
    {
      ...at,
      method: 'post',
      path: `${root}/:matter/anteckning/:draft/las`,
      async handle(c: C) {
        const form = await formOf(c)
        const id = idFrom(c, 'draft')
        const { head, draft, outcome } = await on(c, 'lock note', async (tx, head) => {
          const draft = await findDraft(tx, head.id, id)
          const event = draft && noteOf(draft.body, draft, c).event
          if (!draft || !event || String(draft.version) !== form['version']) return { head, draft, outcome: undefined }
          const { at, author, detail } = event
          const outcome = await writeEvent(tx, head.id, {
            ref: draft.id,
            kind: 'note',
            at: new Date(at),
            event: { author, detail, internal: { answered: answeredIn(form) } },
          })
          if (outcome === 'stored') await dropDraft(tx, head.id, draft.id)
          return { head, draft, outcome }
        })
        // No draft any more: the same form sent twice, and the note stands in the matter.
        if (!draft || outcome === 'stored') return c.redirect(`${matterPath(head.id)}?gjort=last`, 303)
        return c.redirect(notePath(head.id, draft.id), 303)
      },
    },
    {
      ...at,
      method: 'get',
      path: `${root}/:matter/ratta/:item`,
      async handle(c: C) {
        const { head, note } = await locked(c)
        return c.html(CorrectPage({ frame: await frame(c), head, note, typed: { rubrik: note.title, text: note.text } }))
      },
    },
    {
      ...at,
      method: 'post',
      path: `${root}/:matter/ratta/:item`,
      async handle(c: C) {
        const form = await formOf(c)
        const { rubrik, text } = bodyOf(form)
        const { wrong } = words(c.var.language)
        const { head, note } = await locked(c)
        const typed = { ...form, rubrik, text }
        if (form['gor'] === check) return c.html(CorrectPage({ frame: await frame(c), head, note, typed, review: true }))
        const unchanged = rubrik.trim() === note.title && text.trim() === note.text
        const seen = seenIn(form)
        if (unchanged && seen === note.version - 1) return c.redirect(`${matterPath(head.id)}?gjort=last`, 303)
        if (seen !== note.version) return c.html(CorrectPage({ frame: await frame(c), head, note, typed, conflict: true }), 409)
        const errors: FieldError[] = isEmpty(text)
          ? [{ field: 'text', message: wrong.text }]
          : unchanged
            ? [{ field: 'text', message: wrong.same }]
            : []
        if (errors.length) return c.html(CorrectPage({ frame: await frame(c), head, note, typed, errors }), 422)
        const detail = { ...(isEmpty(rubrik) ? {} : { title: rubrik.trim() }), text: text.trim() }
        const outcome = await on(c, 'correct note', (tx) =>
          writeEvent(tx, head.id, {
            ref: note.ref,
            version: note.version + 1,
            kind: 'note',
            at: note.at,
            event: { author: { name: c.var.actor.name }, detail, internal: { answered: answeredIn(form) } },
          }),
        )
        if (outcome !== 'stored' && outcome !== 'unchanged')
          return c.html(CorrectPage({ frame: await frame(c), ...(await locked(c)), typed, conflict: true }), 409)
        return c.redirect(`${matterPath(head.id)}?gjort=last`, 303)
      },
    },
  ]

  function locked(c: C) {
    return on(c, 'read note', async (tx, head) => {
      const id = idFrom(c, 'item')
      const written = await findWritten(tx, head.id, id)
      if (!written || written.annulled || written.event.kind !== 'note') throw new NotFound()
      const { ref, at, detail } = written.event
      const note: Locked = { id, ref, version: written.version, at: new Date(at), title: detail.title ?? '', text: detail.text }
      return { head, note }
    })
  }
}

/** The draft as the event it will be, or what is wrong with it. */
function noteOf({ rubrik, text, datum, tid }: Body, draft: Pick<Draft, 'id'>, c: C): { event?: Event; errors: FieldError[] } {
  const { wrong } = words(c.var.language)
  const when = happened(datum.trim(), tid.trim())
  const errors = [
    ...(typeof when === 'string' ? [{ field: wrongField(when, datum.trim()), message: wrong[when] }] : []),
    ...(isEmpty(text) ? [{ field: 'text', message: wrong.text }] : []),
  ]
  if (errors.length || typeof when === 'string') return { errors }
  const title = isEmpty(rubrik) ? undefined : rubrik
  const event = { ref: draft.id, kind: 'note', at: when.toISOString(), author: { name: c.var.actor.name }, detail: { title, text } }
  return { event: Event.parse(event), errors }
}
