import type { PersonActor } from '#kernel/actor'
import { NotFound } from '#kernel/errors'
import { type Ctx, formOf, idFrom, type Route } from '#kernel/http'
import { limit } from '#kernel/limits'
import type { Services } from '#kernel/services'
import { type Language, langTag } from '#kernel/text'
import { dayOf } from '#kernel/values/day'
import { frameOf } from '#modules/directory'
import type { FieldError } from '#ui/form'
import { decisionOf } from '../decision/model.ts'
import { entriesOf } from '../events/entries.ts'
import { place } from '../events/items.ts'
import { itemPath, mattersPath, readPath } from '../paths.ts'
import { coverAt } from '../read/model.ts'
import { findFelt } from '../read/queries.ts'
import { newestOf } from '../model.ts'
import { type Held, readMatter, viewOf } from '../shelf.ts'
import { reference } from '../templates/read.ts'
import { unitOf } from '../units.ts'
import { type Filled, type Form, mostLetters, Remark, remarkOf } from './model.ts'
import { RemarkPage } from './page.tsx'
import { sayAbout } from './queries.ts'
import { words } from './text.ts'

const path = itemPath(':id', ':copy')

/** The person's own words beside any item: that it is wrong, or a comment. Kept as they are, answered by staff (L2). */
export function remarkRoutes(services: Services): Route[] {
  const often = limit(30, 600)
  return [
    {
      method: 'get',
      path,
      who: 'person',
      zone: 'A',
      async handle(c) {
        const [id, copy] = [idFrom(c, 'id'), idFrom(c, 'copy')]
        const [held, felt] = await services.db.as(c.var.actor, { purpose: 'item', matter: id, item: copy, reading: true }, (tx) =>
          Promise.all([readMatter(tx, id), findFelt(tx, id, copy)]),
        )
        // Under a cover there is nothing to write about yet.
        if (held && coverAt(held, copy)?.under) return c.redirect(readPath(id, copy), 303)
        return shown(c, services, held, copy, { key: crypto.randomUUID() }, [], felt)
      },
    },
    {
      method: 'post',
      path,
      who: 'person',
      zone: 'A',
      async handle(c) {
        const [id, copy] = [idFrom(c, 'id'), idFrom(c, 'copy')]
        await often(c.var.actor.id)
        const form = await formOf(c)
        const { held, read } = await services.db.as(c.var.actor, { purpose: 'remark', matter: id, item: copy }, async (tx) => {
          const shelf = await readMatter(tx, id)
          const about = shelf && standing(shelf, copy)
          if (!about) return {}
          const read = remarkOf(formFor(shelf, copy)).safeParse(form)
          return { read, held: !read.success || (await sayAbout(tx, about, read.data)) ? shelf : undefined }
        })
        if (held && read?.success) return c.redirect(`${itemPath(id, copy)}#dina-ord`, 303)
        const key = Remark.shape.key.parse(form['key'])
        return shown(c, services, held, copy, { kind: form['kind'], text: form['text'], key }, read?.error?.issues)
      },
    },
  ]
}

/** The copy that now stands for what this address names: its newest wording, or what is not shown. */
const standing = (held: Held, copy: string): string | undefined =>
  newestOf(held, copy)?.id ?? held.withheld.find(({ id }) => id === copy)?.id

/** What there is to write about what stands at this address. */
const formFor = (held: Held, copy: string): Form => {
  const kind = newestOf(held, copy)?.event.kind
  return kind === undefined ? 'hidden' : kind === 'requested' ? 'asked' : 'item'
}

type Issues = readonly { path: PropertyKey[]; message: string }[]

/** What is wrong and what to do, in the words of the form that was filled in: about an item, an answer to what we asked for, or what is not shown. */
function faultsOf(issues: Issues, { text = '' }: Filled, form: Form, language: Language): FieldError[] {
  const { errors } = words(language)
  const letters = (n: number) => n.toLocaleString(langTag(language))
  const empty = { item: errors.empty, asked: errors.emptyAsked, hidden: errors.emptyHidden }[form]
  return issues.map(({ path, message }) => {
    if (path[0] === 'kind') return { field: 'kind', message: form === 'asked' ? errors.kindAsked : errors.kind }
    return { field: 'text', message: message === 'long' ? errors.long(letters(text.trim().length), letters(mostLetters)) : empty }
  })
}

async function shown(
  c: Ctx<PersonActor>,
  services: Services,
  held: Held | undefined,
  copy: string,
  filled: Filled,
  issues: Issues = [],
  felt?: number,
) {
  const id = held && standing(held, copy)
  if (!held || !id) throw new NotFound()
  const { matter, withheld } = held
  const [unit, frame] = await Promise.all([unitOf(services, matter.unitId), frameOf(c, services, mattersPath)])
  const today = dayOf(new Date())
  const view = viewOf(held, today)
  const hidden = withheld.find((one) => one.id === id)
  const entry = hidden ? undefined : entriesOf(place(held.shown), reference().templates[matter.field]).get(id)
  const item = hidden ? { hidden, day: dayOf(hidden.at) } : entry?.type === 'event' ? { entry } : undefined
  if (!item) throw new NotFound()
  const form = formFor(held, copy)
  const errors = faultsOf(issues, filled, form, c.var.language)
  const nameless = decisionOf(held, view, id)?.decision.namesHidden ?? false
  return c.html(
    RemarkPage({
      frame,
      matter: matter.id,
      item,
      form,
      view,
      unit,
      nameless,
      today,
      filled,
      errors,
      felt,
      feltNow: c.req.query('sparat') === 'ja',
    }),
    errors.length > 0 ? 422 : 200,
  )
}
