import { z } from 'zod'
import { NotFound } from '#kernel/errors'
import type { StaffActor } from '#kernel/actor'
import type { Tx } from '#kernel/db'
import { streamed } from '#kernel/files'
import { type Ctx, formOf, idFrom, type Route } from '#kernel/http'
import type { Services } from '#kernel/services'
import { dayOf } from '#kernel/values/day'
import { frameOf } from '#modules/directory'
import { plainPath } from '#modules/matters'
import { clear, guard, toldBeside, toldIn } from '../guard/guard.ts'
import type { Typed } from './decide.tsx'
import {
  type Addressed,
  addressedFrom,
  addressedText,
  addressOf,
  Decision,
  filterFrom,
  type Filter,
  placeFrom,
  queryOf,
  type Reviewed,
  Seen,
  waits,
} from './model.ts'
import { itemHref, ItemPage, QueuePage, root } from './page.tsx'
import { countWaiting, decide, documentPart, findReviewed, listWaiting, placeAround, undo, type Wanted } from './queries.ts'
import { words } from './text.ts'

const at = { who: 'staff', zone: 'A', roles: ['caseOfficer', 'unitManager'] } as const
type C = Ctx<StaffActor>
const most = 25
/** A letter as a page: it may look like something and do nothing. */
const sandboxed = "sandbox; default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'none'"

/** `/personal/granska`: what waits to be read by somebody before its person sees it (REL-01). */
export const queueRoutes = (services: Services): Route[] => {
  const { db, config } = services

  /** The item's page; `as` carries what was typed when the page is an answer to a form. */
  async function show(c: C, as: { errors?: { field: string; message: string }[]; typed?: Typed; stale?: boolean } = {}) {
    const item = asked(c)
    const unitId = c.var.actor.desk!.unitId
    const filter = filterFrom((name) => c.req.query(name))
    const just = addressedFrom(c.req.query('klar'))
    const found = await db.as(c.var.actor, { purpose: 'review item', matter: item.matterId, item: item.itemId }, async (tx) => {
      const reviewed = await findReviewed(tx, item)
      if (!reviewed) throw new NotFound()
      const [count, done, rest] = await Promise.all([
        countWaiting(tx, unitId, filter),
        just && findReviewed(tx, just),
        listWaiting(tx, unitId, filter, waits(reviewed) ? await placeAround(tx, unitId, filter, reviewed) : undefined, most),
      ])
      return { item: reviewed, count, done: done?.mine ? done : undefined, rows: rest }
    })
    return ItemPage({ frame: await frameOf(c, services, root), today: dayOf(new Date()), filter, ...found, ...as })
  }

  /** To what comes next in the queue, saying what was just done. */
  async function onward(c: C, { reviewed, filter }: { reviewed: Reviewed; filter: Filter }) {
    const klar = addressedText(addressOf(reviewed))
    if (!waits(reviewed)) return c.redirect(itemHref(reviewed, filter, { klar }), 303)
    const next = await db.as(c.var.actor, { purpose: 'review queue' }, async (tx) => {
      const unitId = c.var.actor.desk!.unitId
      return (await listWaiting(tx, unitId, filter, reviewed, 1))[0] ?? (await listWaiting(tx, unitId, filter, undefined, 1))[0]
    })
    return c.redirect(next ? itemHref(next, filter, { klar }) : `${root}${queryOf(filter, { klar })}`, 303)
  }

  return [
    {
      ...at,
      method: 'get',
      path: root,
      async handle(c: C) {
        const unitId = c.var.actor.desk!.unitId
        const filter = filterFrom((name) => c.req.query(name))
        const after = placeFrom(c.req.query('efter'))
        const just = addressedFrom(c.req.query('klar'))
        const { count, rows, done } = await db.as(c.var.actor, { purpose: 'review queue' }, async (tx) => {
          const [count, rows, done] = await Promise.all([
            countWaiting(tx, unitId, filter),
            listWaiting(tx, unitId, filter, after, most + 1),
            just && findReviewed(tx, just),
          ])
          return { count, rows, done: done?.mine ? done : undefined }
        })
        const page = { frame: await frameOf(c, services, root), today: dayOf(new Date()), filter, count, done }
        return c.html(QueuePage({ ...page, rows: rows.slice(0, most), more: rows.length > most, later: after !== undefined }))
      },
    },
    { ...at, method: 'get', path: `${root}/:matter/:item`, handle: async (c: C) => c.html(await show(c)) },
    {
      ...at,
      method: 'post',
      path: `${root}/:matter/:item`,
      async handle(c: C) {
        const form = await formOf(c)
        const parsed = Decision.safeParse(form)
        const typed: Typed = {
          beslut: form['beslut'],
          skal: form['skal'],
          ord: form['ord'],
          hemligt: form['hemligt'] === 'ja',
          igen: form['igen'],
          satt: form['satt'],
        }
        const past = parsed.data?.beslut === 'visa-inte' && parsed.data.igen !== '' && parsed.data.igen <= dayOf(new Date())
        if (past) return c.html(await show(c, { errors: [{ field: 'igen', message: words(c.var.language).wrong.igen }], typed }), 422)
        if (!parsed.success) {
          const { wrong } = words(c.var.language)
          const fields = new Set(parsed.error.issues.map((issue) => String(issue.path[0])))
          const errors = (['skal', 'ord', 'satt', 'igen', 'sett'] as const)
            .filter((field) => fields.has(field))
            .map((field) => ({ field, message: wrong[field] }))
          return c.html(await show(c, { errors: errors.length ? errors : [{ field: 'skal', message: wrong.sett }], typed }), 422)
        }
        const filter = filterFrom((name) => c.req.query(name))
        const to = wanted(parsed.data)
        const { sett } = parsed.data
        const read = (parsed.data.beslut === 'visa' || parsed.data.beslut === 'annars') && parsed.data.last === 'ja'
        const { reviewed, answer } = await act(c, 'decide release', async (tx, item) => {
          const hands = to.state === 'released' || to.atClosing === true
          if (hands && item.state !== 'released' && item.document?.read === false && !read) return 'unread'
          if ((await toldIn(tx, config.secret, item.matterId, to.text, item.to?.name ?? item.name)).length > 0) return 'told'
          const { found, unread } = hands ? await guard(tx, config.secret, item) : clear
          if (found.length > 0) return 'leaks'
          if (hands && (await toldBeside(tx, config.secret, item)).length > 0) return 'beside'
          return unread && !read ? 'unsearched' : decide(tx, item, sett, to)
        })
        if (answer === 'told')
          return c.html(await show(c, { errors: [{ field: 'ord', message: words(c.var.language).wrong.told }], typed }), 422)
        if (answer === 'beside') return c.redirect(plainPath(reviewed.matterId, reviewed.itemId), 303)
        if (answer === 'leaks') return c.redirect(itemHref(reviewed, filter, {}, '/maska'), 303)
        if (answer === 'unread' || answer === 'unsearched') {
          const { wrong } = words(c.var.language)
          const message = answer === 'unread' ? wrong.last : wrong.unsearched
          return c.html(await show(c, { errors: [{ field: 'last', message }], typed }), 422)
        }
        if (answer === 'stale' && !same(reviewed, to))
          return c.html(await show(c, { stale: true, ...(parsed.data.beslut === 'visa-inte' ? { typed } : {}) }), 409)
        return onward(c, { reviewed: answer === 'stale' ? { ...reviewed, state: 'imported' } : reviewed, filter })
      },
    },
    {
      ...at,
      method: 'post',
      path: `${root}/:matter/:item/angra`,
      async handle(c: C) {
        const seen = Seen.safeParse((await formOf(c))['sett']).data ?? 0
        const { reviewed, answer } = await act(c, 'undo release', (tx, item) => undo(tx, item, seen))
        // The same form sent twice: one's own undoing is what stands since.
        const again = reviewed.mine && reviewed.revision === seen + 1
        if (answer === 'stale' && !again) return c.html(await show(c, { stale: true }), 409)
        const filter = filterFrom((name) => c.req.query(name))
        return c.redirect(itemHref(reviewed, filter, { klar: addressedText(addressOf(reviewed)) }), 303)
      },
    },
    {
      ...at,
      method: 'get',
      path: `${root}/:matter/:item/handling`,
      async handle(c: C) {
        const [matter, item] = [idFrom(c, 'matter'), idFrom(c, 'item')]
        const reviewed = await db.as(c.var.actor, { purpose: 'review document', matter, item }, (tx) => findReviewed(tx, asked(c)))
        const document = reviewed?.document
        if (!document) throw new NotFound()
        const part = (n: number) =>
          db.as(c.var.actor, { purpose: 'document part', matter, item, reading: true }, (tx) => documentPart(tx, document.id, n))
        return c.body(streamed(document.size, part), 200, {
          'content-length': String(document.size),
          'content-type': document.type === 'text/html' ? 'text/html; charset=utf-8' : document.type,
          'content-disposition': 'inline',
          'x-content-type-options': 'nosniff',
          'cache-control': 'no-store, no-transform',
          ...(document.type === 'text/html' ? { 'content-security-policy': sandboxed } : {}),
        })
      },
    },
  ]

  /** Does something about the item, and answers with it as it was before. 'unread': its document is to be shown by somebody who has not opened it. */
  async function act<A extends string>(c: C, purpose: string, work: (tx: Tx, item: Reviewed) => Promise<A>) {
    const [matter, item] = [idFrom(c, 'matter'), idFrom(c, 'item')]
    return db.as(c.var.actor, { purpose, matter, item }, async (tx) => {
      const reviewed = await findReviewed(tx, asked(c))
      if (!reviewed) throw new NotFound()
      const answer = await work(tx, reviewed)
      if (answer === 'none') throw new NotFound()
      return { reviewed, answer }
    })
  }

  /** What stands on the person's page is Swedish unless somebody wrote something else. */
  function wanted(form: Decision): Wanted {
    switch (form.beslut) {
      case 'visa':
        return { state: 'released' }
      case 'annars':
        if (form.satt === 'kansligt') return { state: 'released', sensitive: true, ...(form.ord && { text: form.ord }) }
        if (form.satt === 'avslut') return { state: 'assessed', atClosing: true }
        return { state: 'withheld', reason: 'together', text: form.ord || words('sv').told.together, secret: false }
      case 'ta-tillbaka':
        return form.hur === 'granska'
          ? { state: 'assessed' }
          : { state: 'withdrawn', reason: 'taken-back', text: words('sv').told['taken-back'] }
      case 'visa-inte':
        return {
          state: 'withheld',
          reason: form.skal,
          text: form.ord || words('sv').told[form.skal],
          secret: form.hemligt === 'ja',
          reassessOn: form.igen || undefined,
        }
    }
  }
}

/** The item of the address, and for whom: nobody named is the person the matter is about. */
/** Which item, and for whom: `till` in the address names somebody else than the person it is about. */
export function asked(c: C): Addressed {
  const to = z.uuid().safeParse(c.req.query('till'))
  if (c.req.query('till') !== undefined && !to.success) throw new NotFound()
  return { matterId: idFrom(c, 'matter'), itemId: idFrom(c, 'item'), to: to.data }
}

/** The same form sent twice: it is already as it asks. */
const same = (now: Reviewed, to: Wanted) =>
  now.mine &&
  now.state === to.state &&
  now.sensitive === (to.sensitive ?? false) &&
  now.atClosing === (to.atClosing ?? false) &&
  (to.state !== 'withheld' ||
    (now.reason === to.reason &&
      now.readerText === to.text &&
      now.existenceSecret === to.secret &&
      (now.reassessOn ?? undefined) === to.reassessOn))
