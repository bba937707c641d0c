import { randomUUID } from 'node:crypto'
import { z } from 'zod'
import { NotFound } from '#kernel/errors'
import { formOf, idFrom, type Route } from '#kernel/http'
import { numberIndex } from '#kernel/secrets'
import type { Services } from '#kernel/services'
import { dayOf } from '#kernel/values/day'
import { fieldText } from '#kernel/values/field'
import { parsePersonalNumber } from '#kernel/values/personal-number'
import { frameOf } from '#modules/directory'
import type { FieldError } from '#ui/form'
import { unitOf } from '../../units.ts'
import { at, type C } from '../model.ts'
import { findHead, listStanding } from '../queries.ts'
import { reasons } from './model.ts'
import { AskPage, ReadPage, root } from './page.tsx'
import { breakGlass, findBeyond, findGlass, listDocuments, lookThrough, noteBeyond } from './queries.ts'
import { words } from './text.ts'

/** `/personal/nodatkomst`: a case of another unit of the committee, when a life, somebody's health or a child demands it. To read, for an hour, and everybody is told. */
export const glassRoutes = (services: Services): Route[] => {
  const { db, config } = services
  const page = async (c: C) => ({ frame: await frameOf(c, services, root), today: dayOf(new Date()) })
  return [
    {
      ...at,
      method: 'get',
      path: root,
      handle: async (c: C) => c.html(AskPage({ ...(await page(c)), form: randomUUID() })),
    },
    {
      ...at,
      method: 'post',
      path: root,
      async handle(c: C) {
        const typed = await formOf(c)
        const [asked, own] = [(typed['sok'] ?? '').trim(), fieldText(typed['ord'])]
        const form = z.uuid().safeParse(typed['formular']).data ?? randomUUID()
        const reason = z.enum(reasons).safeParse(typed['skal']).data
        const { wrong } = words(c.var.language)
        const errors: FieldError[] = [
          ...(asked === '' || asked.length > 100 ? [{ field: 'sok', message: wrong.sok }] : []),
          ...(reason ? [] : [{ field: 'skal', message: wrong.skal }]),
          ...(reason === 'other' && !own ? [{ field: 'ord', message: wrong.ord }] : []),
          ...(own.length > 1000 ? [{ field: 'ord', message: wrong.long }] : []),
        ]
        if (errors.length || !reason) return c.html(AskPage({ ...(await page(c)), form, typed, errors }), 422)
        const number = parsePersonalNumber(asked, dayOf(new Date()))
        const found = await db.as(c.var.actor, { purpose: 'break glass search', reason }, async (tx) => {
          const found = await findBeyond(tx, asked, number && numberIndex(config.secret, number))
          await noteBeyond(
            tx,
            found.map(({ id }) => id),
            reason,
          )
          return found
        })
        if (found.length === 0) return c.html(AskPage({ ...(await page(c)), form, typed, none: true }), 404)
        const chosen = found.length === 1 ? found[0] : found.find(({ id }) => id === typed['arende'])
        if (!chosen) {
          const errors = [{ field: 'arende', message: wrong.arende }]
          return c.html(AskPage({ ...(await page(c)), form, typed, several: found, errors }), 422)
        }
        const opened = await db.as(c.var.actor, { purpose: 'break glass', matter: chosen.id, reason }, (tx) =>
          breakGlass(tx, { key: form, matterId: chosen.id, reason, words: own }),
        )
        if (!opened) throw new NotFound()
        return c.redirect(`${root}/${chosen.id}`, 303)
      },
    },
    {
      ...at,
      method: 'get',
      path: `${root}/:beyond`,
      async handle(c: C) {
        const id = idFrom(c, 'beyond')
        const held = await db.as(c.var.actor, { purpose: 'break glass', matter: id }, async (tx) => {
          await lookThrough(tx, id)
          const glass = await findGlass(tx, id)
          if (!glass) throw new NotFound()
          const head = await findHead(tx, id)
          if (!head) throw new NotFound()
          return { glass, head, standing: await listStanding(tx, id), documents: await listDocuments(tx, id) }
        })
        return c.html(ReadPage({ ...(await page(c)), ...held, unit: await unitOf(services, held.glass.unitId) }))
      },
    },
  ]
}
