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

/** The citations alone, in Swedish: what a decision cites. */
export function citations(keys: readonly string[], on: Day): string[] {
  const { law } = reference()
  return inForce(law, keys, on).map((row) => cite(law, row, 'sv'))
}

/** A citation on a page in another language is Swedish all the same. */
export const cited = (rules: readonly string[], language: Language): string => rules.map((rule) => theirs(rule, language)).join('; ')
