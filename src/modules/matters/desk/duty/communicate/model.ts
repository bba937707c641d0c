import { z } from 'zod'
import { type Day, isDay } from '#kernel/values/day'
import { fieldText } from '#kernel/values/field'
import { eventKinds, type EventKind } from '../../../events/model.ts'
import { isAnswerDay, mostLetters, type Via, waysOut } from '../../../duty/model.ts'

const Kind = z.string().refine((kind) => (eventKinds as readonly string[]).includes(kind)) as unknown as z.ZodType<EventKind>

/** Something of the matter that can be given to read. `no`: somebody has said that the person is not to see it. */
export const Choice = z.object({ id: z.uuid(), kind: Kind, at: z.date(), title: z.string().nullable(), file: z.boolean(), no: z.boolean() })
export type Choice = z.infer<typeof Choice>

export type Fault = 'vad' | 'satt' | 'senast' | 'skickat' | 'later' | 'text' | 'long'
export type Sending = { via: Via; items: string[]; day: Day; last: Day; text: string }

/** The name of a choice's box: several may be ticked. */
export const boxOf = (id: string) => `h-${id}`

/** The form as what is sent, or what is wrong. Here something is given to read; in another way the papers may be such that are not in the record. */
export function readSending(form: Record<string, string>, today: Day): { sending?: Sending; faults: { field: string; what: Fault }[] } {
  const via = waysOut.find((way) => way === form['satt'])
  const items = Object.keys(form).flatMap((name) =>
    name.startsWith('h-') && z.uuid().safeParse(name.slice(2)).success ? [name.slice(2)] : [],
  )
  const [last, sent, text] = [fieldText(form['senast']), fieldText(form['skickat']), fieldText(form['text'])]
  const day = via === 'here' || sent === '' ? today : sent
  const faults = [
    ...(items.length === 0 && via === 'here' ? [{ field: 'vad', what: 'vad' as const }] : []),
    ...(via ? [] : [{ field: 'satt', what: 'satt' as const }]),
    ...(isDay(day)
      ? day > today
        ? [{ field: 'skickat', what: 'later' as const }]
        : []
      : [{ field: 'skickat', what: 'skickat' as const }]),
    ...(isAnswerDay(last, today) ? [] : [{ field: 'senast', what: 'senast' as const }]),
    ...(text ? [] : [{ field: 'text', what: 'text' as const }]),
    ...(text.length > mostLetters ? [{ field: 'text', what: 'long' as const }] : []),
  ]
  if (faults.length || !via || !isDay(day) || !isAnswerDay(last, today)) return { faults }
  return { sending: { via, items, day, last, text }, faults }
}
