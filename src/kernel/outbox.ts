import { z } from 'zod'
import type { Db } from './db.ts'

const Told = z.object({ id: z.number(), topic: z.string(), body: z.record(z.string(), z.string()) })

/** What a module does when another has told something: `topic` to handler. A handler may be called twice. */
export type Listeners = Readonly<Record<string, (body: Record<string, string>) => Promise<void>>>

/**
 * Takes what is waiting in the outbox, oldest first, and hands it on. A row is gone when its handler has answered; one that
 * fails waits longer each time. Several workers share the work: a row that one holds is passed over by the others.
 */
export async function emptyOutbox(db: Db, listeners: Listeners): Promise<number> {
  let done = 0
  for (;;) {
    const more = await db.as({ kind: 'worker' }, { purpose: 'outbox' }, async (tx) => {
      const told = await tx.maybe(
        Told,
      )`select id, topic, body from kernel.outbox where next_at <= now() order by id limit 1 for update skip locked`
      if (!told) return false
      const listener = listeners[told.topic]
      if (!listener) throw new Error(`nobody listens to ${told.topic}`)
      try {
        await listener(told.body)
        await tx.run`delete from kernel.outbox where id = ${told.id}`
      } catch (error) {
        const cause = error instanceof Error ? error.name : 'unknown'
        await tx.run`update kernel.outbox set attempts = attempts + 1, failure = ${cause}, next_at = now() + least(power(2, attempts), 3600) * interval '1 second' where id = ${told.id}`
      }
      return true
    })
    if (!more) return done
    done += 1
  }
}
