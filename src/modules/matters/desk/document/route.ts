import { createHash, randomUUID } from 'node:crypto'
import { z } from 'zod'
import { NotFound } from '#kernel/errors'
import { clean, parts } from '#kernel/files'
import { formOf, idFrom, type Route } from '#kernel/http'
import type { Services } from '#kernel/services'
import { fileSize } from '#kernel/values/bytes'
import { dayOf } from '#kernel/values/day'
import { frameOf } from '#modules/directory'
import type { FieldError } from '#ui/form'
import { chainsOf } from '../../events/items.ts'
import type { Event } from '../../events/model.ts'
import { onKept } from '../kept.ts'
import {
  at,
  type C,
  happened,
  type Head,
  largestFile,
  matterPath,
  placed,
  root,
  seenIn,
  type Standing,
  whenTyped,
  type Written,
} from '../model.ts'
import { attachDocument, findWritten, listStanding, renameDocument, writeDocument, writeEvent } from '../queries.ts'
import { type Decided, DocumentPage } from './page.tsx'
import { words } from './text.ts'

type Added = Extract<Event, { kind: 'document-added' }>
type Held = { head: Head; written: Written; added: Added }

/** `/personal/arenden/:id/handling`: a document into a matter kept here, cleaned on its way in, and the correction of one. */
export const documentRoutes = (services: Services): Route[] => {
  const path = `${root}/:matter/handling`
  const on = onKept(services)
  const page = async (
    c: C,
    head: Head,
    more: Pick<Parameters<typeof DocumentPage>[0], 'form' | 'typed' | 'errors' | 'corrects' | 'conflict' | 'decisions'>,
  ) => DocumentPage({ frame: await frameOf(c, services, root), head, today: dayOf(new Date()), ...more })
  const correcting = (
    c: C,
    { head, written }: Held,
    typed: Record<string, string>,
    more: { errors?: FieldError[]; conflict?: boolean } = {},
  ) => page(c, head, { form: randomUUID(), typed, corrects: { ...written, id: idFrom(c, 'item') }, ...more })
  const locked = (c: C) =>
    on(c, 'read document', async (tx, head): Promise<Held> => {
      const written = await findWritten(tx, head.id, idFrom(c, 'item'))
      if (written?.event.kind !== 'document-added') throw new NotFound()
      return { head, written, added: written.event }
    })
  const begun = (c: C) => on(c, 'document page', async (tx, head) => ({ head, decisions: decisionsIn(await listStanding(tx, head.id)) }))
  const done = (c: C, head: Head) => c.redirect(`${matterPath(head.id)}?gjort=last`, 303)
  return [
    {
      ...at,
      method: 'get',
      path,
      async handle(c: C) {
        const { head, decisions } = await begun(c)
        return c.html(await page(c, head, { form: randomUUID(), typed: { datum: dayOf(new Date()) }, decisions }))
      },
    },
    {
      ...at,
      method: 'post',
      path,
      async handle(c: C) {
        const { head, decisions } = await begun(c)
        const typed = await formOf(c)
        const form = z.uuid().safeParse(typed['formular']).data ?? randomUUID()
        const { title, from, when, file, errors } = await read(c, typed)
        const { wrong } = words(c.var.language)
        const decision = typed['beslut'] ?? ''
        if (decision && !decisions.some(({ ref }) => ref === decision)) errors.push({ field: 'beslut', message: wrong.beslut })
        if (decision && from) errors.push({ field: 'fran', message: wrong.ours })
        if (file === 'none') errors.push({ field: 'fil', message: wrong.fil })
        if (errors.length || typeof file === 'string' || typeof when === 'string')
          return c.html(await page(c, head, { form, typed, errors, decisions }), 422)
        const outcome = await on(c, 'add document', async (tx) => {
          const stored = await writeDocument(tx, head.id, { ...file, ref: form, title })
          if (!kept(stored)) return stored
          if (decision) return attachDocument(tx, head.id, { decision, document: form })
          const detail = { title, document: form, ...(from ? { from } : {}) }
          const event = { author: { name: c.var.actor.name }, detail }
          return writeEvent(tx, head.id, { ref: form, kind: 'document-added', at: when, event })
        })
        if (kept(outcome)) return done(c, head)
        const conflict = [{ field: 'fil', message: wrong.conflict }]
        return c.html(await page(c, head, { form: randomUUID(), typed, errors: conflict, decisions }), 409)
      },
    },
    {
      ...at,
      method: 'get',
      path: `${path}/:item/ratta`,
      async handle(c: C) {
        const held = await locked(c)
        return held.written.annulled ? c.redirect(matterPath(held.head.id), 303) : c.html(await correcting(c, held, typedIn(held.added)))
      },
    },
    {
      ...at,
      method: 'post',
      path: `${path}/:item/ratta`,
      async handle(c: C) {
        const held = await locked(c)
        const { head, written, added } = held
        const typed = await formOf(c)
        const seen = seenIn(typed)
        const { title, from, when, file, errors } = await read(c, typed, added)
        const said = typedIn(added)
        const same =
          title === said['rubrik'] &&
          from === said['fran'] &&
          when instanceof Date &&
          when.toISOString() === new Date(added.at).toISOString()
        const form = z.uuid().safeParse(typed['formular']).data ?? randomUUID()
        // The same form sent twice: what it asks for stands already, and so does its file.
        const again = same && seen === written.version - 1 && (file === 'none' || added.detail.document === form)
        if (again && !written.annulled) return done(c, head)
        if (written.annulled || seen !== written.version) return c.html(await correcting(c, held, typed, { conflict: true }), 409)
        if (same && file === 'none') errors.push({ field: 'rubrik', message: words(c.var.language).wrong.same })
        if (errors.length || file === 'unfit' || typeof when === 'string') return c.html(await correcting(c, held, typed, { errors }), 422)
        const outcome = await on(c, 'correct document', async (tx) => {
          const version = written.version + 1
          const { from: _, document: old, ...rest } = added.detail
          // Another file is another document, so that the earlier wording keeps its own.
          const document = file === 'none' ? old : form
          if (file !== 'none') {
            const filed = await writeDocument(tx, head.id, { ...file, ref: document, title })
            if (!kept(filed)) return filed
          }
          const event = { author: { name: c.var.actor.name }, detail: { ...rest, title, document, ...(from ? { from } : {}) } }
          const outcome = await writeEvent(tx, head.id, { ref: added.ref, version, kind: 'document-added', at: when, event })
          // The new wording first: a document that has another title belongs to the newest wording there is.
          return kept(outcome) && file === 'none' && title !== added.detail.title
            ? renameDocument(tx, head.id, { ref: document, version, title })
            : outcome
        })
        return kept(outcome) ? done(c, head) : c.html(await correcting(c, await locked(c), typed, { conflict: true }), 409)
      },
    },
  ]
}

type Sent = { type: string; hash: string; parts: string[] }
const kept = (outcome: string | undefined) => outcome === 'stored' || outcome === 'unchanged'

/** The decisions that a document can belong to, the newest first: each in its latest correction. */
const decisionsIn = (standing: readonly Standing[]): Decided[] =>
  chainsOf(placed(standing), 'decision', 'decision-corrected')
    .map((chain) => chain.at(-1)!)
    .map(({ day, event: { ref, detail } }) => ({ ref, title: detail.title, day }))
    .reverse()

/** What stands registered, as its form holds it when nothing has been changed. */
const typedIn = ({ at, detail: { title, from = '' } }: Added): Record<string, string> => ({
  rubrik: title,
  fran: from,
  datum: whenTyped(at).datum,
})

/** The form, and what is wrong with each of its fields. `was`: the document that it corrects. */
async function read(c: C, typed: Record<string, string>, was?: Added) {
  const { fil } = await c.req.parseBody()
  const { wrong } = words(c.var.language)
  const [title, from, day] = [(typed['rubrik'] ?? '').trim(), (typed['fran'] ?? '').trim(), (typed['datum'] ?? '').trim()]
  const when = was && day === whenTyped(was.at).datum ? new Date(was.at) : happened(day, '')
  const large = fil instanceof File && fil.size > largestFile ? fil.size : undefined
  const bytes = fil instanceof File && fil.size > 0 && !large ? Buffer.from(await fil.arrayBuffer()) : undefined
  const cleaned = bytes && (await clean(bytes))
  const errors: FieldError[] = [
    (!title || title.length > 200) && { field: 'rubrik', message: wrong.rubrik },
    from.length > 300 && { field: 'fran', message: wrong.fran },
    typeof when === 'string' && { field: 'datum', message: when === 'later' ? wrong.later : wrong.datum },
    large !== undefined && { field: 'fil', message: wrong.large(fileSize(large, c.var.language)) },
    cleaned?.ok === false && { field: 'fil', message: wrong.unfit },
  ].filter((error) => error !== false)
  const file: Sent | 'none' | 'unfit' = large
    ? 'unfit'
    : !bytes
      ? 'none'
      : cleaned?.ok
        ? {
            type: cleaned.type,
            hash: createHash('sha256').update(bytes).digest('hex'),
            parts: parts(cleaned.bytes).map((part) => part.toString('base64')),
          }
        : 'unfit'
  return { title, from, when, file, errors }
}
