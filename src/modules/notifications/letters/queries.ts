import { z } from 'zod'
import type { Tx } from '#kernel/db'
import { templateNames, templates } from '../templates/model.ts'
import { Sending } from './model.ts'

const Row = Sending.omit({ message: true }).extend({
  template: z.enum(templateNames as [(typeof templateNames)[number], ...typeof templateNames]).nullable(),
  slots: z.record(z.string(), z.string()),
})

/** What the unit has something to do about, the oldest first: letters to post, and what did not arrive or may not have. */
export const listSendings = async (tx: Tx): Promise<Sending[]> =>
  (await tx.many(Row)`select id, name, state, channel, template, language, slots, at, municipality from notice.unit_sendings()`).map(
    ({ template, slots, ...sending }) => {
      // What opened something was not kept, so that the words of a text that had a link cannot be made again, and need not be.
      const kept = template ? templates[template].safeParse(slots) : undefined
      return {
        ...sending,
        template,
        message: template && kept?.success ? ({ template, slots: kept.data } as Sending['message']) : undefined,
      }
    },
  )

/** False when it is not theirs, or somebody has done it. */
export const takeCare = async (tx: Tx, id: string): Promise<boolean> =>
  (await tx.maybe(z.object({ done: z.boolean() }))`select notice.take_care(${id}) as done`)!.done
