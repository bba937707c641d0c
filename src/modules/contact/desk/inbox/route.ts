import { z } from 'zod'
import type { Tx } from '#kernel/db'
import type { Route } from '#kernel/http'
import type { Services } from '#kernel/services'
import { type Day, dayOf } from '#kernel/values/day'
import { phone } from '#kernel/values/phone'
import { frameOf, type Municipality } from '#modules/directory'
import { type Tongue, wording } from '#modules/notifications'
import { at, type C, placeFrom, placeText, root } from '../model.ts'
import { otherUnits } from '../thread/queries.ts'
import { momentFrom, momentText, type View, viewFrom } from './model.ts'
import { gones, InboxPage } from './page.tsx'
import { colleagues, doneByMe, doneHere, linesOf, mayHere, mine, second, unassigned, unitCounts } from './queries.ts'

const most = 25

/** `/personal/inkorg`: what people have written to the unit and somebody is to answer (MSG-06, MSG-08). */
export const inboxRoutes = (services: Services): Route[] => [
  {
    ...at,
    method: 'get',
    path: root,
    async handle(c: C) {
      const today = dayOf(new Date())
      const asked = viewFrom(c.req.query('visa'))
      const after = c.req.query('efter')
      const found = await services.db.as(c.var.actor, { purpose: 'inbox' }, async (tx) => {
        const may = await mayHere(tx)
        const views: View[] = may.hands ? ['unassigned', 'mine', 'colleagues', 'second', 'done'] : ['mine', 'second', 'done']
        const view = asked && views.includes(asked) ? asked : views[0]!
        const handed = z.uuid().safeParse(c.req.query('till')).data
        const [page, counts, own, units] = await Promise.all([
          pageOf(tx, view, after, may.hands),
          may.keeps ? unitCounts(tx, today) : undefined,
          mine(tx, undefined, 1),
          handed ? otherUnits(tx) : [],
        ])
        const to = units.find(({ id }) => id === handed)?.name
        return { ...may, views, view, counts, begins: own.length > 0, to, ...page, lines: await linesOf(tx, page.ids) }
      })
      const gone = gones.find((one) => one === c.req.query('gjort'))
      const frame = await frameOf(c, services, root)
      return c.html(InboxPage({ frame, today, gone, invite: inviteFrom(services, frame.municipality, today), ...found }))
    },
  },
]

/** A neutral answer to somebody who has e-mailed, that says where it is safe to write and whom to call (MSG-02). */
function inviteFrom({ config }: Services, municipality: Municipality | undefined, today: Day) {
  const call = municipality && phone(municipality.phone)?.shown
  if (!call) return undefined
  const slots = { link: `${config.origin}/mina-sidor`, phone: call }
  const of = (language: Tongue) => wording({ template: 'invite', slots }, { language, channel: 'letter', today, from: municipality.name })
  return { sv: of('sv'), en: of('en') }
}

/** A page of a list: its threads, and the place to go on from. */
async function pageOf(
  tx: Tx,
  view: View,
  after: string | undefined,
  hands: boolean,
): Promise<{ ids: string[]; next: string | undefined; later: boolean }> {
  if (view === 'done') {
    const from = momentFrom(after)
    const found = await (hands ? doneHere : doneByMe)(tx, from, most + 1)
    const last = found[most - 1]
    return { ids: idsOf(found), next: found.length > most && last ? momentText(last) : undefined, later: from !== undefined }
  }
  const from = placeFrom(after)
  const found = await { unassigned, mine, colleagues, second }[view](tx, from, most + 1)
  const last = found[most - 1]
  return { ids: idsOf(found), next: found.length > most && last ? placeText(last) : undefined, later: from !== undefined }
}

const idsOf = (found: readonly { id: string }[]) => found.slice(0, most).map(({ id }) => id)
