import { z } from 'zod'
import { fieldText } from '#kernel/values/field'
import { type RemarkKind, remarkKinds } from '../events/model.ts'

export const mostLetters = 10_000

/** What the person writes beside an item. `key` is the form's own: the same send twice is one remark. */
export const Remark = z.object({
  kind: z.enum(remarkKinds, { error: 'kind' }),
  text: z.string().transform(fieldText).pipe(z.string().min(1, 'empty').max(mostLetters, 'long')),
  key: z.uuid().catch(() => crypto.randomUUID()),
})
export type Remark = z.infer<typeof Remark>

/** What can be written: about an item, beside what we asked for, or about what is not shown. */
export const kindsFor = {
  item: ['question', 'objection', 'comment'],
  asked: ['answer', 'objection'],
  hidden: ['review'],
} as const satisfies Record<string, readonly RemarkKind[]>
export type Form = keyof typeof kindsFor

/** What this form may send. */
export const remarkOf = (form: Form) => Remark.extend({ kind: z.enum(kindsFor[form], { error: 'kind' }) })

/** What was filled in, and the key it carries. */
export type Filled = { kind?: string | undefined; text?: string | undefined; key: string }
