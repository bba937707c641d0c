import { createHash } from 'node:crypto'
import { z } from 'zod'
import { parts } from '#kernel/files'
import type { Job } from '#kernel/jobs'
import type { Services } from '#kernel/services'
import { Told } from '../../model.ts'
import { documentOf } from './document.ts'

const Due = z.object({
  id: z.uuid(),
  kind: z.enum(['request', 'message', 'call']),
  at: z.date(),
  whose: z.enum(['person', 'staff']),
  signed: z.string(),
  signTitle: Told,
  title: z.string(),
  formName: Told.nullable(),
  body: z.string(),
  answers: z.unknown(),
  form: z.unknown(),
  files: z.array(z.string()),
})
const Outcome = z.object({ outcome: z.enum(['done', 'none']) })
const worker = { kind: 'worker' } as const
const atOnce = 10

/**
 * Puts what belongs to cases that are kept in Delakt itself into them, as documents under the messages' own ids (INT-04). Each is taken for a while before
 * it is made and put in whole with its receipt, so that a worker that is killed on the way leaves it to come again, and twice is once. Answers how many.
 */
export async function keepReturns({ db, log }: Services): Promise<number> {
  let kept = 0
  for (;;) {
    const due = await db.as(
      worker,
      { purpose: 'keep returns' },
      (tx) => tx.many(Due)`
        select id, kind, at, whose, signed, sign_title as "signTitle", title, form_name as "formName", body, answers, form, files from contact.due_here(${atOnce})`,
    )
    if (due.length === 0) return kept
    for (const { id, ...message } of due) {
      try {
        const { title, bytes } = await documentOf(message)
        const hash = createHash('sha256').update(bytes).digest('hex')
        const content = parts(bytes).map((part) => part.toString('base64'))
        const { outcome } = await db.as(
          worker,
          { purpose: 'keep returns' },
          async (tx) =>
            (await tx.maybe(Outcome)`
              select contact.keep_here(${id}, ${title}, 'text/html', decode(${hash}, 'hex'),
                array(select decode(part, 'base64') from unnest(${content}::text[]) with ordinality as p (part, place) order by place)) as outcome`)!,
        )
        if (outcome === 'done') kept += 1
      } catch (error) {
        // It waits longer each time, and stands in the unit's list with this until it has been received. Only what kind of fault, never its words.
        const code = error instanceof Error && 'code' in error ? String(error.code) : error instanceof Error ? error.name : 'unknown'
        log.error({ code }, 'a return was not kept')
        await db.as(worker, { purpose: 'keep returns' }, (tx) => tx.run`select contact.not_kept(${id}, ${code})`)
      }
    }
  }
}

export const keepJobs = (services: Services): readonly Job[] => [
  { name: 'keep-returns', every: '* * * * *', run: () => keepReturns(services).then(() => undefined) },
]
