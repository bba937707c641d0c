import { createHash, randomUUID } from 'node:crypto'
import { z } from 'zod'
import { clean, parts } from '#kernel/files'
import { formOf, type Route } from '#kernel/http'
import type { Services } from '#kernel/services'
import { dayOf } from '#kernel/values/day'
import { frameOf } from '#modules/directory'
import type { FieldError } from '#ui/form'
import { onKept } from '../kept.ts'
import { at, type C, happened, type Head, matterPath, root } from '../model.ts'
import { writeDocument, writeEvent } from '../queries.ts'
import { DocumentPage } from './page.tsx'
import { words } from './text.ts'

/** `/personal/arenden/:id/handling`: a document into a matter kept here, cleaned on its way in. */
export const documentRoutes = (services: Services): Route[] => {
  const path = `${root}/:matter/handling`
  const on = onKept(services)
  const page = async (c: C, head: Head, form: string, typed: Record<string, string>, errors: FieldError[] = []) =>
    DocumentPage({ frame: await frameOf(c, services, root), head, form, typed, errors })
  return [
    {
      ...at,
      method: 'get',
      path,
      async handle(c: C) {
        const head = await on(c, 'document page', async (_, head) => head)
        return c.html(await page(c, head, randomUUID(), { datum: dayOf(new Date()) }))
      },
    },
    {
      ...at,
      method: 'post',
      path,
      async handle(c: C) {
        const head = await on(c, 'document page', async (_, head) => head)
        const typed = await formOf(c)
        const { fil } = await c.req.parseBody()
        const ref = z.uuid().safeParse(typed['formular']).data ?? randomUUID()
        const { wrong } = words(c.var.language)
        const [title, from] = [(typed['rubrik'] ?? '').trim(), (typed['fran'] ?? '').trim()]
        const when = happened((typed['datum'] ?? '').trim(), '')
        const bytes = fil instanceof File && fil.size > 0 ? Buffer.from(await fil.arrayBuffer()) : undefined
        const cleaned = bytes && (await clean(bytes))
        const errors = [
          (!title || title.length > 200) && { field: 'rubrik', message: wrong.rubrik },
          from.length > 300 && { field: 'fran', message: wrong.fran },
          typeof when === 'string' && { field: 'datum', message: when === 'later' ? wrong.later : wrong.datum },
          !cleaned?.ok && { field: 'fil', message: cleaned ? wrong.unfit : wrong.fil },
        ].filter((error) => error !== false)
        if (errors.length || !bytes || !cleaned?.ok || typeof when === 'string') return c.html(await page(c, head, ref, typed, errors), 422)
        const file = {
          ref,
          title,
          type: cleaned.type,
          hash: createHash('sha256').update(bytes).digest('hex'),
          parts: parts(cleaned.bytes).map((part) => part.toString('base64')),
        }
        const outcome = await on(c, 'add document', async (tx) => {
          const stored = await writeDocument(tx, head.id, file)
          if (stored !== 'stored' && stored !== 'unchanged') return stored
          const detail = { title, document: ref, ...(from ? { from } : {}) }
          return writeEvent(tx, head.id, { ref, kind: 'document-added', at: when, event: { author: { name: c.var.actor.name }, detail } })
        })
        if (outcome === 'stored' || outcome === 'unchanged') return c.redirect(`${matterPath(head.id)}?gjort=last`, 303)
        return c.html(await page(c, head, randomUUID(), typed, [{ field: 'fil', message: wrong.conflict }]), 409)
      },
    },
  ]
}
