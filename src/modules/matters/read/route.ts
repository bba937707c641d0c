import type { PersonActor } from '#kernel/actor'
import type { Tx } from '#kernel/db'
import { NotFound } from '#kernel/errors'
import { type Ctx, formOf, idFrom, type Route } from '#kernel/http'
import { limit } from '#kernel/limits'
import type { Services } from '#kernel/services'
import { dayOf } from '#kernel/values/day'
import { frameOf } from '#modules/directory'
import type { FieldError } from '#ui/form'
import { anchor } from '../matter/entry.tsx'
import { newestOf } from '../model.ts'
import { decisionPath, itemPath, matterPath, mattersPath, readPath } from '../paths.ts'
import { type Held, readMatter, type Remark, titleOf, viewOf } from '../shelf.ts'
import { unitOf } from '../units.ts'
import { Choice, coverAt, Felt, NotesChoice, ways, wishesIn } from './model.ts'
import { type About, ChoicePage, NotesPage } from './page.tsx'
import { ask, choose, sayFelt, uncover } from './queries.ts'
import { words } from './text.ts'

type C = Ctx<PersonActor>
const person = { who: 'person', zone: 'A' } as const
const path = readPath(':id', ':copy')

/** How a person reads: now, later, together or not here, for one item or for all notes, and how it was (REL-03, CASE-08). */
export function readRoutes(services: Services): Route[] {
  const { db } = services
  const often = limit(30, 600)

  async function show(c: C, { errors = [], ord }: { errors?: FieldError[]; ord?: string | undefined } = {}) {
    const [id, copy] = [idFrom(c, 'id'), idFrom(c, 'copy')]
    const held = await db.as(c.var.actor, { purpose: 'reading choice', matter: id, item: copy, reading: true }, (tx) => readMatter(tx, id))
    const about = held && aboutAt(held, copy)
    if (!about) throw new NotFound()
    return ChoicePage({ ...(await baseOf(c, held)), about, errors, ord, sent: c.req.query('skickat') === 'ja' })
  }

  async function baseOf(c: C, held: Held) {
    const [unit, frame] = await Promise.all([unitOf(services, held.matter.unitId), frameOf(c, services, mattersPath)])
    const today = dayOf(new Date())
    const { language } = frame
    return {
      frame,
      matter: held.matter.id,
      matterTitle: titleOf(held.matter, language),
      view: viewOf(held, today),
      unit,
      today,
      key: crypto.randomUUID(),
    }
  }

  async function showNotes(c: C, errors: FieldError[] = []) {
    const id = idFrom(c, 'id')
    const held = await db.as(c.var.actor, { purpose: 'reading choices', matter: id, reading: true }, (tx) => readMatter(tx, id))
    if (!held) throw new NotFound()
    return NotesPage({ ...(await baseOf(c, held)), held, saved: c.req.query('sparat') === 'ja', errors })
  }

  return [
    { ...person, method: 'get', path: readPath(':id'), handle: async (c: C) => c.html(await showNotes(c)) },
    {
      ...person,
      method: 'post',
      path: readPath(':id'),
      async handle(c: C) {
        const id = idFrom(c, 'id')
        const read = NotesChoice.safeParse(await formOf(c))
        if (!read.success) return c.html(await showNotes(c, [{ field: 'anteckningar', message: words(c.var.language).notes.choose }]), 422)
        const done = await db.as(c.var.actor, { purpose: 'choose reading', matter: id }, (tx) =>
          choose(tx, id, null, read.data.anteckningar),
        )
        if (!done) throw new NotFound()
        return c.redirect(`${readPath(id)}?sparat=ja`, 303)
      },
    },
    { ...person, method: 'get', path, handle: async (c: C) => c.html(await show(c)) },
    {
      ...person,
      method: 'post',
      path,
      async handle(c: C) {
        const [id, copy] = [idFrom(c, 'id'), idFrom(c, 'copy')]
        await often(c.var.actor.id)
        const form = await formOf(c)
        const read = Choice.safeParse(form)
        if (!read.success)
          return c.html(await show(c, { errors: [{ field: 'ord', message: words(c.var.language).choose }], ord: form['ord'] }), 422)
        const { val, ord, nyckel } = read.data
        const to = await db.as(c.var.actor, { purpose: 'choose reading', matter: id, item: copy }, (tx) =>
          chosen(tx, id, copy, ways[val], ord, nyckel),
        )
        if (!to) throw new NotFound()
        return c.redirect(to, 303)
      },
    },
    {
      ...person,
      method: 'post',
      path: `${path}/kandes`,
      async handle(c: C) {
        const [id, copy] = [idFrom(c, 'id'), idFrom(c, 'copy')]
        const read = Felt.safeParse(await formOf(c))
        const done = await db.as(c.var.actor, { purpose: 'say how it was', matter: id, item: copy }, async (tx) => {
          const held = await readMatter(tx, id)
          return held && aboutAt(held, copy) && (!read.success || (await sayFelt(tx, id, copy, read.data.kandes)))
        })
        if (!done) throw new NotFound()
        // Nothing chosen is no answer, and none is asked for.
        if (!read.success) return c.redirect(itemPath(id, copy), 303)
        return c.redirect(`${itemPath(id, copy)}?sparat=ja#kandes-rubrik`, 303)
      },
    },
  ]
}

/** What stands at this address: under its cover, or read already. */
function aboutAt(held: Held, copy: string): About | undefined {
  const cover = coverAt(held, copy)
  if (cover) return { cover, asked: wishesIn(cover.own) }
  const newest = newestOf(held, copy)
  return newest && !newest.annulled
    ? { open: { id: newest.id, kind: newest.event.kind, day: dayOf(newest.event.at) }, asked: wishesIn((newest.own ?? []) as Remark[]) }
    : undefined
}

/** Does what the reader chose; answers where to go then, or nothing when it is not theirs. */
async function chosen(
  tx: Tx,
  id: string,
  copy: string,
  way: (typeof ways)[keyof typeof ways],
  ord: string,
  key: string,
): Promise<string | undefined> {
  const held = await readMatter(tx, id)
  const cover = held && coverAt(held, copy)
  const standing = cover?.id ?? (held && newestOf(held, copy)?.id)
  if (!held || !standing) return undefined
  const openable = !cover || cover.under !== undefined
  switch (way) {
    case 'now': {
      if (!openable || !(await uncover(tx, standing)) || !(await choose(tx, id, standing, 'now'))) return undefined
      // A decision is read on its own page, where the time to appeal starts (FL 44 §).
      return cover?.under?.kind.startsWith('decision') ? decisionPath(id, standing) : itemPath(id, standing)
    }
    case 'later':
      return (await choose(tx, id, standing, 'later')) ? `${matterPath(id)}#${anchor(standing)}` : undefined
    case 'not-here':
      return (await choose(tx, id, standing, 'not-here')) ? `${readPath(id)}?sparat=ja` : undefined
    case 'together':
    case 'talk': {
      const text = ord || words('sv').default[way]
      if (way === 'together' && openable) await choose(tx, id, standing, 'together')
      return (await ask(tx, standing, way, text, key)) ? `${readPath(id, standing)}?skickat=ja` : undefined
    }
  }
}
