import type { PersonActor } from '#kernel/actor'
import type { Ctx, Route } from '#kernel/http'
import type { Services } from '#kernel/services'
import { dayOf } from '#kernel/values/day'
import { frameOf } from '#modules/directory'
import { ListPage } from '../list/page.tsx'
import { mattersPath } from '../paths.ts'
import { readShelf, titleOf, viewOf } from '../shelf.ts'
import { unitOf } from '../units.ts'
import { StartPage } from './page.tsx'
import { waitsInMatters } from './text.ts'

/** The first page, with what matters now before anything else, and the list of all matters (CASE-01, -09, -10). */
export const myPagesRoutes = (services: Services): Route[] => [
  {
    method: 'get',
    path: '/mina-sidor',
    who: 'person',
    // Whoever cannot be shown a case has their times and messages here all the same (login ladder).
    zone: 'B',
    async handle(c) {
      const { frame, all, today } = await seenBy(c, services, '/mina-sidor', 'start page')
      return c.html(StartPage({ frame, all, today, waits: waitsInMatters(all, today, frame.language), weak: c.var.actor.level < 3 }))
    },
  },
  {
    method: 'get',
    path: mattersPath,
    who: 'person',
    zone: 'A',
    handle: async (c) => c.html(ListPage(await seenBy(c, services, mattersPath, 'list of cases'))),
  },
]

/** Every matter of the person as a page over all of them needs it, and the frame around that page. */
export async function seenBy(c: Ctx<PersonActor>, services: Services, at: string, purpose: string, read = readShelf) {
  const [shelf, frame] = await Promise.all([services.db.as(c.var.actor, { purpose, reading: true }, read), frameOf(c, services, at)])
  const today = dayOf(new Date())
  const all = await Promise.all(
    shelf.map(async (held) => ({
      held,
      view: viewOf(held, today),
      unit: await unitOf(services, held.matter.unitId),
      title: titleOf(held.matter, frame.language),
    })),
  )
  return { frame, all, today }
}
