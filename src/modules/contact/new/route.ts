import { z } from 'zod'
import type { PersonActor } from '#kernel/actor'
import { NotFound } from '#kernel/errors'
import { type Ctx, formOf, type Route } from '#kernel/http'
import { limit } from '#kernel/limits'
import type { Services } from '#kernel/services'
import { dayOf } from '#kernel/values/day'
import { fieldText } from '#kernel/values/field'
import { frameOf, listUnits, say, turnTo } from '#modules/directory'
import { speaksOfDanger } from '../danger.ts'
import { messagePath, messagesPath, newPath } from '../paths.ts'
import { listCases, listOffered } from '../queries.ts'
import { grouped, mostSought, searched } from './model.ts'
import { NewPage } from './page.tsx'
import { words } from './text.ts'

type C = Ctx<PersonActor>

/** `/mina-sidor/meddelanden/nytt`: finding the right thing to send by what one needs. What is sought is sent as a form, so that it stands in no address. */
export function newRoutes(services: Services): Route[] {
  const often = limit(60, 600)

  async function show(c: C, { text = '', error, search }: { text?: string; error?: string; search?: true } = {}) {
    const frame = await frameOf(c, services, messagesPath)
    const municipality = c.var.session?.municipalityId || frame.municipality?.id
    const [offered, cases, units, foot] = municipality
      ? await services.db.as(c.var.actor, { purpose: 'write page', reading: true }, (tx) =>
          Promise.all([listOffered(tx, municipality), listCases(tx), listUnits(tx, municipality), turnTo(tx, c.var.language)]),
        )
      : [[], [], [], {}]
    return NewPage({
      frame: { ...frame, ...foot },
      groups: grouped(offered),
      cases: cases.filter(({ closed }) => !closed),
      units: new Map(units.map(({ id, name }) => [id, say(name, 'sv')])),
      strong: c.var.actor.level >= 3,
      today: dayOf(new Date()),
      text,
      error,
      found: search && searched(offered, text),
      danger: speaksOfDanger(text),
    })
  }

  return [
    {
      method: 'get',
      path: newPath,
      who: 'person',
      zone: 'B',
      async handle(c) {
        // "Fråga om det här", from something in a case.
        const about = c.req.query('om')
        if (about !== undefined) {
          if (!z.uuid().safeParse(about).success) throw new NotFound()
          return c.redirect(messagePath({ copy: about }), 303)
        }
        return c.html(await show(c))
      },
    },
    {
      method: 'post',
      path: newPath,
      who: 'person',
      zone: 'B',
      async handle(c) {
        await often(c.var.actor.id)
        const text = fieldText((await formOf(c))['sok']).slice(0, mostSought)
        if (!text) return c.html(await show(c, { error: words(c.var.language).search.empty }), 422)
        return c.html(await show(c, { text, search: true }))
      },
    },
  ]
}
