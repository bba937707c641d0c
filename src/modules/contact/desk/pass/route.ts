import { z } from 'zod'
import type { Tx } from '#kernel/db'
import type { Route } from '#kernel/http'
import type { Services } from '#kernel/services'
import { frameOf } from '#modules/directory'
import { mine, unassigned } from '../inbox/queries.ts'
import { at, type C, numberIn, type Place, placeFrom, placeText, root } from '../model.ts'
import type { Pass } from '../thread/model.ts'
import { wentTo } from '../thread/queries.ts'
import { showThread } from '../thread/route.ts'
import { OverPage } from './page.tsx'

const path = `${root}/pass`

/** Where a session is, by the address; `after`: the place of what was last taken up. */
function passOf(c: C): Pass & { after: Place | undefined } {
  const count = (name: string) => Math.min(Math.max(numberIn(c.req.query(name) ?? '0'), 0), 9999)
  const after = placeFrom(c.req.query('efter'))
  return { after, at: after ? placeText(after) : '', answered: count('svar'), skipped: count('hopp'), all: c.req.query('allt') === 'ja' }
}

/** As many are told to be left as one could take in a session; there may be more. */
const most = 101
/** The next to answer after a place, in the order of the promises (MSG-08), and how many come after it. `all`: also what nobody has yet. */
async function next(tx: Tx, after: Place | undefined, all: boolean): Promise<{ up: Place | undefined; left: number }> {
  const found = (await Promise.all([mine(tx, after, most), all ? unassigned(tx, after, most) : []])).flat()
  return { up: found.toSorted((a, b) => (placeText(a) < placeText(b) ? -1 : 1))[0], left: found.length - 1 }
}

/** To whom the last answer of the session went. */
async function wentIn(tx: Tx, c: C) {
  const id = z.uuid().safeParse(c.req.query('gick')).data
  return id ? wentTo(tx, id) : undefined
}

/** `/personal/inkorg/pass`: one after the other, until there is no more or somebody stops. */
export const passRoutes = (services: Services): Route[] => {
  const over = async (c: C, pass: Pass, stopped: boolean) => {
    const found = await services.db.as(c.var.actor, { purpose: 'inbox' }, async (tx) => {
      const [{ up }, free, went] = await Promise.all([next(tx, undefined, pass.all), unassigned(tx, undefined, 1), wentIn(tx, c)])
      return { left: up !== undefined, unassigned: free.length > 0, went }
    })
    return c.html(OverPage({ frame: await frameOf(c, services, root), pass, stopped, ...found }))
  }
  return [
    {
      ...at,
      method: 'get',
      path,
      async handle(c: C) {
        const { after, ...pass } = passOf(c)
        const { up, left, went } = await services.db.as(c.var.actor, { purpose: 'inbox' }, async (tx) => {
          const [found, went] = await Promise.all([next(tx, after, pass.all), wentIn(tx, c)])
          return { ...found, went }
        })
        if (!up) return over(c, pass, false)
        // The session's own address goes on from here: what was taken by somebody meanwhile is passed over when it is drawn again.
        return c.html(await showThread(services, c, up.id, { pass: { ...pass, at: placeText(up) }, went, left }))
      },
    },
    {
      ...at,
      method: 'get',
      path: `${path}/slut`,
      async handle(c: C) {
        const { after: _, ...pass } = passOf(c)
        return over(c, pass, true)
      },
    },
  ]
}
