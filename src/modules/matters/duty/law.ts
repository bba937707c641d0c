import type { Language } from '#kernel/text'
import { theirs } from '#kernel/values/marks'
import type { Day } from '#kernel/values/day'
import { cite, inForce, say } from '../templates/model.ts'
import { reference } from '../templates/read.ts'

/** "25 § förvaltningslagen (2017:900): Att du får läsa och svara innan vi beslutar", for each that was in force on the day. */
export function lawLines(keys: readonly string[], on: Day, language: Language): string[] {
  const { law } = reference()
  return inForce(law, keys, on).map((row) => `${cite(law, row, language)}: ${say(row.title, language)}`)
}

/** One rule in the middle of a sentence, in brackets of the sentence's own: "33 § förvaltningslagen, 2017:900". Throws for a key that is not there. */
export function lawOf(key: string, language: Language): string {
  const { law } = reference()
  const row = law.references.find((one) => one.key === key)
  if (!row) throw new Error(`No law is called ${key}`)
  return cite(law, row, language).replace(/ \((\d{4}:\d+)\)$/, ', $1')
}

/** The citations alone, in Swedish: what a decision cites. */
export function citations(keys: readonly string[], on: Day): string[] {
  const { law } = reference()
  return inForce(law, keys, on).map((row) => cite(law, row, 'sv'))
}

/** A citation on a page in another language is Swedish all the same. */
export const cited = (rules: readonly string[], language: Language): string => rules.map((rule) => theirs(rule, language)).join('; ')
