import { z } from 'zod'

export const mostLetters = 10_000

/** What the person writes beside an item. `key` is the form's own: the same send twice is one remark. */
export const Remark = z.object({
  kind: z.enum(['objection', 'comment'], { error: 'kind' }),
  text: z
    .string()
    .transform((text) => text.replace(/\r\n?/g, '\n').trim())
    .pipe(z.string().min(1, 'empty').max(mostLetters, 'long')),
  key: z.uuid().catch(() => crypto.randomUUID()),
})
export type Remark = z.infer<typeof Remark>

/** What was filled in, and the key it carries. */
export type Filled = { kind?: string | undefined; text?: string | undefined; key: string }
