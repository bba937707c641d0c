import type { PersonActor } from '#kernel/actor'
import type { Ctx, Route } from '#kernel/http'
import type { Services } from '#kernel/services'
import type { Language } from '#kernel/text'
import { type Day, dayOf } from '#kernel/values/day'
import { calledOff, nextMeetings, waitsInTimes } from '#modules/appointments'
import { openThreads, waitsInThreads } from '#modules/contact'
import { frameOf } from '#modules/directory'
import { ListPage } from '../list/page.tsx'
import { mattersPath } from '../paths.ts'
import { type Held, readShelf, titleOf, viewOf } from '../shelf.ts'
import { unitOf } from '../units.ts'
import { StartPage } from './page.tsx'
import type { Seen } from './model.ts'
import { waitsInMatters } from './text.ts'

const start = '/mina-sidor'

/** The first page, with what matters now before anything else, and the list of all matters (CASE-01, -09, -10). */
export const myPagesRoutes = (services: Services): Route[] => [
  {
    method: 'get',
    path: start,
    who: 'person',
    // Whoever cannot be shown a case has their times and messages here all the same (login ladder).
    zone: 'B',
    async handle(c) {
      const reading = services.db.as(c.var.actor, { purpose: 'start page', reading: true }, (tx) =>
        // What waits has been seen now, and is not told of again.
        Promise.all([readShelf(tx), nextMeetings(tx), calledOff(tx), openThreads(tx), tx.run`select notice.has_looked()`]),
      )
      const [[shelf, meetings, off, threads], frame] = await Promise.all([reading, frameOf(c, services, start)])
      const { language } = frame
      const today = dayOf(new Date())
      const all = await seen(services, shelf, today, language)
      const waits = [
        ...waitsInMatters(all, today, language),
        ...waitsInTimes(meetings, off, today, language),
        ...waitsInThreads(threads, today, language),
      ]
      return c.html(StartPage({ frame, all, today, waits, meeting: meetings[0], weak: c.var.actor.level < 3 }))
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
  return { frame, all: await seen(services, shelf, today, frame.language), today }
}

const seen = (services: Services, shelf: readonly Held[], today: Day, language: Language): Promise<Seen[]> =>
  Promise.all(
    shelf.map(async (held) => ({
      held,
      view: viewOf(held, today),
      unit: await unitOf(services, held.matter.unitId),
      title: titleOf(held.matter, language),
    })),
  )
