import { readdirSync, readFileSync } from 'node:fs'
import { z } from 'zod'
import { Definition, Spoken } from './form/model.ts'

const Needs = z.array(z.string().trim().min(2).max(80)).min(1).max(20)

/** A request type that a unit may begin from: its words, its form and a usual promise. `need`: how people say it. */
export const Starter = z.strictObject({
  key: z.string().regex(/^[a-z][a-z-]{1,40}$/),
  answerDays: z.int().min(1).max(60),
  zone: z.enum(['A', 'B']),
  name: Spoken,
  forWhom: Spoken,
  need: z.strictObject({ sv: Needs, en: Needs }),
  definition: Definition,
})
const File = z.strictObject({ field: z.string(), types: z.array(Starter).min(1) })
/** `field`: the field of work it is for; `any` for all. */
export type Starter = z.infer<typeof Starter> & { field: string }

// The same number of folders up from src/ as from dist/.
const folder = new URL('../../../db/reference/request-types/', import.meta.url)

/** The starter set from `db/reference/request-types`, by field of work. Throws when a file is wrong. */
export const readStarters = (): Starter[] =>
  readdirSync(folder)
    .filter((name) => name.endsWith('.json'))
    .toSorted()
    .flatMap((name) => {
      const { field, types } = File.parse(JSON.parse(readFileSync(new URL(name, folder), 'utf8')))
      return types.map((type) => ({ ...type, field }))
    })

let kept: Starter[] | undefined
/** The same, read once. */
export const starters = (): Starter[] => (kept ??= readStarters())
