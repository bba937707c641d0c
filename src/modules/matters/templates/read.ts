import { readFileSync } from 'node:fs'
import { z } from 'zod'
import type { Language } from '#kernel/text'
import { Field } from '../feed/model.ts'
import { LegalReferences, say, Template } from './model.ts'

// The same number of folders up from src/ as from dist/.
const file = (name: string): unknown => JSON.parse(readFileSync(new URL(`../../../../db/reference/${name}.json`, import.meta.url), 'utf8'))

/** The law and one template for each field, from `db/reference`. Throws at start when a file is wrong: a missing step must never be met by a reader. */
export function readReference(): { law: LegalReferences; templates: Record<Field, Template> } {
  const law = LegalReferences.parse(file('legal-references'))
  const list = z.array(Template).parse(file('templates'))
  const keys = new Set(law.references.map((row) => row.key))
  const lost = list.flatMap((template) => template.laws.filter((key) => !keys.has(key)))
  if (lost.length) throw new Error(`Templates point to law that is not there: ${lost.join(', ')}`)
  const missing = Field.options.filter((field) => !list.some((template) => template.field === field))
  if (missing.length) throw new Error(`No template for ${missing.join(', ')}`)
  return { law, templates: Object.fromEntries(list.map((template) => [template.field, template])) as Record<Field, Template> }
}

let kept: ReturnType<typeof readReference> | undefined
/** The law and the templates, read once. */
export const reference = (): ReturnType<typeof readReference> => (kept ??= readReference())

/** "Försörjningsstöd": what a field of work is called. */
export const fieldTitle = (field: Field, language: Language): string => say(reference().templates[field].title, language)
