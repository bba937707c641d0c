import { randomUUID } from 'node:crypto'
import { z } from 'zod'
import type { Tx } from '#kernel/db'
import { NotFound } from '#kernel/errors'
import { fileHeaders } from '#kernel/handed'
import { formOf, idFrom, type Route } from '#kernel/http'
import type { Services } from '#kernel/services'
import { dayOf } from '#kernel/values/day'
import { fieldText } from '#kernel/values/field'
import { frameOf } from '#modules/directory'
import type { FieldError } from '#ui/form'
import { at, type C, numberIn, root, threadPath } from '../model.ts'
import type { Other, Typed } from './answer.tsx'
import { belongings } from '../../model.ts'
import { type Held, type Pass, type Went, passFrom, passText } from './model.ts'
import { type Done, dones, HandPage, passPath, ThreadPage } from './page.tsx'
import {
  assign,
  called,
  close,
  decideBelongs,
  draftFileOf,
  fileOf,
  findThread,
  hand,
  note,
  openThread,
  otherUnits,
  putBack,
  rang,
} from './queries.ts'
import { words } from './text.ts'

const path = threadPath(':thread')
export const keyIn = (form: Record<string, string>): string => z.uuid().safeParse(form['nyckel']).data ?? randomUUID()
export const passOf = (c: C): Pass | undefined => passFrom(c.req.query('pass'))

/** What a thread's page is drawn with, when it is the answer to a form. */
export type Shown = {
  /** An answer as it was written, with what its form was made from. */
  typed?: Typed | undefined
  note?: { form: string; text: string } | undefined
  /** Why an answer was to be given back. */
  why?: string | undefined
  errors?: FieldError[] | undefined
  trouble?: 'stale' | 'gone' | 'changed' | 'notSent' | 'notGivenBack' | undefined
  review?: boolean | undefined
  pass?: Pass | undefined
  went?: Went | undefined
  left?: number | undefined
}

/** The page of a thread, which then lies open before somebody; and a thread that is not theirs is not there. */
export async function showThread(services: Services, c: C, id: string, shown: Shown = {}) {
  const { typed, trouble, errors, review, note: noted, why, pass = passOf(c), went, left } = shown
  const held = await services.db.as(c.var.actor, { purpose: 'read thread', item: id }, async (tx) => {
    if (!(await openThread(tx, id))) throw new NotFound()
    return findThread(tx, id, services.config.secret)
  })
  if (!held) throw new NotFound()
  const asked = c.req.method === 'GET' ? c.req.query('gjort') : undefined
  return ThreadPage({
    frame: await frameOf(c, services, root),
    today: dayOf(new Date()),
    held,
    typed: { ...formFor(held, typed, trouble !== undefined), why },
    note: noted ?? { form: randomUUID() },
    officer: c.var.actor.desk?.role !== 'requestDispatcher',
    errors,
    done: dones.find((one): one is Done => one === asked),
    trouble: trouble && trouble !== 'changed' ? { what: trouble, words: typed !== undefined || !!why } : undefined,
    other: trouble && typed ? otherThan(held, typed, trouble) : undefined,
    review,
    pass,
    went,
    left,
  })
}

/** The form of the answer: the draft as it stands, or what was written; made anew from what is now once its writer has been told what has happened. */
function formFor({ thread, draft }: Held, typed: Typed | undefined, told: boolean): Typed {
  const now = { seen: thread.revision, version: draft?.version ?? 0 }
  if (typed) return told ? { ...typed, ...now } : typed
  return { text: draft?.body ?? '', sign: draft?.sign ?? undefined, key: randomUUID(), ...now }
}

/** What stands saved in place of what the writer's form was made from. */
function otherThan({ draft }: Held, typed: Typed, trouble: string): Other | undefined {
  if (!draft) return trouble === 'changed' && typed.version > 0 ? 'gone' : undefined
  return draft.version !== typed.version && draft.body !== typed.text ? { ...draft } : undefined
}

/** `/personal/inkorg/:thread`: what somebody has written, and all that its unit does with it but the answer itself. */
export const threadRoutes = (services: Services): Route[] => {
  const { db } = services

  /** One thing to do by one button: what is refused because something has happened is shown as it is now. */
  const act = (
    name: string,
    purpose: 'hand on thread' | 'answer thread',
    work: (tx: Tx, id: string, seen: number, c: C) => Promise<string>,
    then: (c: C, id: string) => string,
  ): Route => ({
    ...at,
    method: 'post',
    path: `${path}/${name}`,
    async handle(c: C) {
      const id = idFrom(c, 'thread')
      const form = await formOf(c)
      const outcome = await db.as(c.var.actor, { purpose, item: id }, (tx) => work(tx, id, numberIn(form['sett']), c))
      if (outcome === 'none') throw new NotFound()
      if (outcome === 'done' || outcome === 'same') return c.redirect(then(c, id), 303)
      const { wrong } = words(c.var.language)
      if (outcome === 'unanswered')
        return c.html(await showThread(services, c, id, { errors: [{ field: 'avsluta', message: wrong.unanswered }] }), 422)
      return c.html(await showThread(services, c, id, { trouble: 'stale' }), 409)
    },
  })
  const toThread = (done: Done) => (c: C, id: string) => threadWith(id, done, passOf(c))
  /** On in the session, one more answered or not; without one, to where it is said what was done. */
  const onward = (c: C, more: number, otherwise: string) => {
    const pass = passOf(c)
    return pass ? passPath({ ...pass, answered: pass.answered + more }) : otherwise
  }

  async function showHand(
    c: C,
    more: { form?: string; typed?: { unit?: string; why?: string }; errors?: FieldError[]; stale?: boolean } = {},
  ) {
    const id = idFrom(c, 'thread')
    const { held, units } = await db.as(c.var.actor, { purpose: 'read thread', item: id }, async (tx) => {
      const [held, units] = await Promise.all([findThread(tx, id, services.config.secret), otherUnits(tx)])
      if (!held || held.thread.state === 'closed') throw new NotFound()
      return { held, units }
    })
    const pass = passOf(c)
    return HandPage({
      frame: await frameOf(c, services, root),
      held,
      units,
      form: more.form ?? randomUUID(),
      typed: more.typed ?? {},
      errors: more.errors ?? [],
      stale: more.stale ?? false,
      path: (to = '') => `${threadPath(id, to)}${pass ? `?pass=${passText(pass)}` : ''}`,
    })
  }

  const file = (name: string, find: typeof fileOf): Route => ({
    ...at,
    method: 'get',
    path: `${path}/${name}/:file`,
    async handle(c: C) {
      const [id, fileId] = [idFrom(c, 'thread'), idFrom(c, 'file')]
      const found = await db.as(c.var.actor, { purpose: 'thread file', item: id }, (tx) => find(tx, id, fileId))
      if (!found) throw new NotFound()
      fileHeaders(c, { title: found.name, type: found.type, size: found.size })
      return c.body(Buffer.from(found.bytes))
    },
  })

  return [
    { ...at, method: 'get', path, handle: async (c: C) => c.html(await showThread(services, c, idFrom(c, 'thread'))) },
    act('ta', 'hand on thread', (tx, id, seen, c) => assign(tx, id, seen, c.var.actor.id), toThread('tagen')),
    act('tillbaka', 'hand on thread', putBack, (c) => onward(c, 0, `${root}?gjort=tillbaka`)),
    act('ringt', 'answer thread', called, (c, id) => onward(c, 1, threadWith(id, 'ringt'))),
    act('ringde', 'answer thread', rang, toThread('ringde')),
    act('avsluta', 'answer thread', close, toThread('avslutad')),
    {
      ...at,
      method: 'post',
      path: `${path}/ge`,
      async handle(c: C) {
        const id = idFrom(c, 'thread')
        const form = await formOf(c)
        const to = z.uuid().safeParse(form['kollega']).data
        const { wrong } = words(c.var.language)
        const refuse = async (message: string) =>
          c.html(await showThread(services, c, id, { errors: [{ field: 'kollega', message }] }), 422)
        if (!to) return refuse(wrong.colleague)
        const outcome = await db.as(c.var.actor, { purpose: 'hand on thread', item: id }, (tx) =>
          assign(tx, id, numberIn(form['sett']), to),
        )
        if (outcome === 'none') throw new NotFound()
        if (outcome === 'unfit') return refuse(wrong.unfitColleague)
        if (outcome === 'done' || outcome === 'same') return c.redirect(onward(c, 0, threadWith(id, 'given')), 303)
        return c.html(await showThread(services, c, id, { trouble: 'stale' }), 409)
      },
    },
    {
      ...at,
      method: 'post',
      path: `${path}/anteckning`,
      async handle(c: C) {
        const id = idFrom(c, 'thread')
        const form = await formOf(c)
        const text = fieldText(form['anteckning'])
        const { wrong } = words(c.var.language)
        const message = text === '' ? wrong.note : text.length > 10_000 ? wrong.noteLong : undefined
        if (message)
          return c.html(
            await showThread(services, c, id, { note: { form: keyIn(form), text }, errors: [{ field: 'anteckning', message }] }),
            422,
          )
        const outcome = await db.as(c.var.actor, { purpose: 'note in thread', item: id }, (tx) => note(tx, id, keyIn(form), text))
        if (outcome === 'none') throw new NotFound()
        return c.redirect(threadWith(id, 'anteckning', passOf(c)), 303)
      },
    },
    {
      ...at,
      method: 'post',
      path: `${path}/akten`,
      async handle(c: C) {
        const id = idFrom(c, 'thread')
        const form = await formOf(c)
        const n = numberIn(form['n'])
        const belongs = z.enum(belongings).safeParse(form['hor']).data
        const { wrong } = words(c.var.language)
        const refuse = async (field: string, message: string, status: 409 | 422 = 422) =>
          c.html(await showThread(services, c, id, { errors: [{ field, message }] }), status)
        if (!belongs) return refuse(`hor-${n}`, wrong.belongs)
        const matter = z.uuid().safeParse(form['arende']).data
        const outcome = await db.as(c.var.actor, { purpose: 'decide about thread', item: id }, (tx) =>
          decideBelongs(tx, id, n, belongs, belongs === 'yes' ? matter : undefined),
        )
        if (outcome === 'none') throw new NotFound()
        if (outcome === 'unfit') return refuse(`arende-${n}`, wrong.matter)
        if (outcome === 'returned') return refuse(`hor-${n}`, wrong.returned, 409)
        return c.redirect(`${threadWith(id, 'akten', passOf(c))}#ord-${n}`, 303)
      },
    },
    { ...at, method: 'get', path: `${path}/lamna`, handle: async (c: C) => c.html(await showHand(c)) },
    {
      ...at,
      method: 'post',
      path: `${path}/lamna`,
      async handle(c: C) {
        const id = idFrom(c, 'thread')
        const form = await formOf(c)
        const [unit, key, why] = [z.uuid().safeParse(form['enhet']).data, keyIn(form), fieldText(form['varfor'])]
        const { wrong } = words(c.var.language).hand
        const typed = { ...(unit ? { unit } : {}), why }
        const refuse = async (field: string, message: string) =>
          c.html(await showHand(c, { form: key, typed, errors: [{ field, message }] }), 422)
        if (!unit) return refuse('enhet', wrong.unit)
        if (why.length > 10_000) return refuse('varfor', wrong.long)
        const outcome = await db.as(c.var.actor, { purpose: 'hand on thread', item: id }, (tx) =>
          hand(tx, id, numberIn(form['sett']), { unit, key, text: why }),
        )
        if (outcome === 'none') throw new NotFound()
        if (outcome === 'unfit' || outcome === 'border') return refuse('enhet', wrong[outcome])
        if (outcome === 'done' || outcome === 'same') return c.redirect(onward(c, 0, `${root}?gjort=lamnad&till=${unit}`), 303)
        return c.html(await showHand(c, { form: key, typed, stale: true }), 409)
      },
    },
    file('fil', fileOf),
    file('bilaga', draftFileOf),
  ]
}

/** The thread's page, saying what was just done. */
export const threadWith = (id: string, done: Done, pass?: Pass): string =>
  `${threadPath(id)}?gjort=${done}${pass ? `&pass=${passText(pass)}` : ''}`
