import type { Route } from '#kernel/http'
import type { Services } from '#kernel/services'
import { dayOf } from '#kernel/values/day'
import { frameOf, turnTo } from '#modules/directory'
import { byDay, placeFrom, placeText } from './model.ts'
import { doneText, path, WhoPage } from './page.tsx'
import { listAccesses, listAsked } from './queries.ts'

const most = 200
const beginning = { micros: Number.MAX_SAFE_INTEGER, id: 0 }

/** `/mina-sidor/vem-har-last`: everybody who has looked at what is held about the person, newest first (SoLPuL 10 §, lag 2022:913 4 kap.). */
export const whoRoutes = (services: Services): Route[] => [
  {
    method: 'get',
    path,
    who: 'person',
    zone: 'A',
    async handle(c) {
      const others = c.req.query('visa') !== 'alla'
      const from = placeFrom(c.req.query('fore'))
      const [[rows, asked, foot], frame] = await Promise.all([
        services.db.as(c.var.actor, { purpose: 'who has looked', reading: true }, (tx) =>
          Promise.all([listAccesses(tx, from ?? beginning, others, most + 1), listAsked(tx), turnTo(tx, c.var.language)]),
        ),
        frameOf(c, services, path),
      ])
      const shown = rows.slice(0, most)
      const last = shown.at(-1)
      const next = rows.length > most && last ? `${path}?${others ? '' : 'visa=alla&'}fore=${placeText(last)}` : undefined
      const told = byDay(shown, (row) => [doneText(row, row.who, 'sv'), row.elsewhere, row.reason].join(' '))
      return c.html(
        WhoPage({ frame: { ...frame, ...foot }, today: dayOf(new Date()), days: told, asked, others, next, later: from !== undefined }),
      )
    },
  },
]
