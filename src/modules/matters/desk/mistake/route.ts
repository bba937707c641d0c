import { NotFound } from '#kernel/errors'
import { formOf, idFrom, type Route } from '#kernel/http'
import type { Services } from '#kernel/services'
import { dayOf } from '#kernel/values/day'
import { frameOf } from '#modules/directory'
import { isDecision } from '../../events/model.ts'
import { onKept } from '../kept.ts'
import { at, type C, type Head, matterPath, root, seenIn, type Written } from '../model.ts'
import { findWritten, writeEvent } from '../queries.ts'
import { isMistake } from './model.ts'
import { MistakePage } from './page.tsx'
import { findFile } from './queries.ts'
import { words } from './text.ts'

/**
 * `/personal/arenden/:id/misstag/:item`: what was registered by mistake keeps its place and counts for nothing. A decision is not taken
 * back so: it is corrected (FL 36 §), or another takes its place. Its document is.
 */
export const mistakeRoutes = (services: Services): Route[] => {
  const path = `${root}/:matter/misstag/:item`
  const on = onKept(services)
  const found = (c: C, purpose: string) =>
    on(c, purpose, async (tx, head) => {
      const written = await findWritten(tx, head.id, idFrom(c, 'item'))
      if (!written) throw new NotFound()
      const { event } = written
      if (!isDecision(event)) return { head, written, marks: { ref: event.ref, version: written.version + 1 } }
      const document = event.detail.document === undefined ? undefined : await findFile(tx, head.id, event.detail.document)
      if (!document) throw new NotFound()
      const { title: file, annulled, ...marks } = document
      return { head, written: { ...written, annulled }, marks, file }
    })
  const page = async (
    c: C,
    { head, written, file }: { head: Head; written: Written; file?: string },
    more: Partial<Parameters<typeof MistakePage>[0]> = {},
  ) => MistakePage({ frame: await frameOf(c, services, root), today: dayOf(new Date()), head, written, file, ...more })
  const done = (c: C, head: Head) => c.redirect(`${matterPath(head.id)}?gjort=misstag`, 303)
  return [
    {
      ...at,
      method: 'get',
      path,
      async handle(c: C) {
        const as = await found(c, 'mistake page')
        return as.written.annulled ? c.redirect(matterPath(as.head.id), 303) : c.html(await page(c, as))
      },
    },
    {
      ...at,
      method: 'post',
      path,
      async handle(c: C) {
        const form = await formOf(c)
        const typed = form['skal']
        const as = await found(c, 'mistake page')
        const { head, written } = as
        // Marked already is as it should be: the same form may be sent twice.
        if (written.annulled) return done(c, head)
        if (seenIn(form) !== written.version) return c.html(await page(c, as, { typed, changed: true }), 409)
        if (!isMistake(typed)) return c.html(await page(c, as, { errors: [{ field: 'skal', message: words(c.var.language).wrong }] }), 422)
        const outcome = await on(c, 'mark as mistake', (tx) =>
          writeEvent(tx, head.id, {
            ...as.marks,
            kind: 'annulled',
            at: new Date(written.event.at),
            event: { author: { name: c.var.actor.name }, detail: { reason: typed } },
            annulled: true,
          }),
        )
        if (outcome === 'stored' || outcome === 'unchanged') return done(c, head)
        const now = await found(c, 'mistake page')
        return now.written.annulled ? done(c, head) : c.html(await page(c, now, { typed, changed: true }), 409)
      },
    },
  ]
}
