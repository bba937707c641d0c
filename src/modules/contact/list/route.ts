import type { Route } from '#kernel/http'
import type { Services } from '#kernel/services'
import { dayOf } from '#kernel/values/day'
import { frameOf, turnTo } from '#modules/directory'
import { speaksOfDanger } from '../danger.ts'
import { draftWords } from '../model.ts'
import { messagesPath } from '../paths.ts'
import { listDrafts, listThreads } from '../queries.ts'
import { ListPage } from './page.tsx'

const justDone = new Map<string, 'saved' | 'thrown'>([
  ['sparat', 'saved'],
  ['kastat', 'thrown'],
])

/** `/mina-sidor/meddelanden`: what there is to read, what we owe an answer, and what is begun (MSG-03, -11). */
export const listRoutes = (services: Services): Route[] => [
  {
    method: 'get',
    path: messagesPath,
    who: 'person',
    zone: 'B',
    async handle(c) {
      const [[threads, drafts, foot], frame] = await Promise.all([
        services.db.as(c.var.actor, { purpose: 'own messages', reading: true }, (tx) =>
          // What waits has been seen now, and is not told of again.
          Promise.all([listThreads(tx), listDrafts(tx), turnTo(tx, c.var.language), tx.run`select notice.has_looked()`]),
        ),
        frameOf(c, services, messagesPath),
      ])
      const just = justDone.get(c.req.query('gjort') ?? '')
      const [saved] = drafts
      return c.html(
        ListPage({
          frame: { ...frame, ...foot },
          threads,
          drafts,
          today: dayOf(new Date()),
          just,
          danger: just === 'saved' && saved !== undefined && speaksOfDanger(...draftWords(saved.body)),
        }),
      )
    },
  },
]
