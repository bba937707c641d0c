import { createHash } from 'node:crypto'
import { isDeepStrictEqual } from 'node:util'
import type { Tx } from '#kernel/db'
import { dayOf } from '#kernel/values/day'
import { type Answers, readAnswers } from '../form/model.ts'
import { type Draft, type File, type OfferedForm, titleOf } from '../model.ts'
import { type FromKey, wentAlong } from '../queries.ts'
import type { Refused, Taken } from '../typed.ts'
import { countIn, fieldOfFile, timesIn, type Written } from './model.ts'

/** Whether the words of a form are those that were sent from it, read as sending reads them. Its files are another question. */
function areSent({ kind, title, body, answers, definition, at }: FromKey, written: Written): boolean {
  const { text, typed } = written
  if (kind === 'message') return text === body && titleOf(written.title, text) === title
  if (kind === 'call') return text === body && isDeepStrictEqual({ ...answers }, { phone: written.phone, when: timesIn(written) })
  const fields = new Map(definition?.fields.map((field) => [field.id, field.kind]))
  // What the form has come to ask since was not sent.
  if (!definition || Object.entries(typed).some(([id, values]) => !fields.has(id) && values.some((value) => value.trim()))) return false
  const now = readAnswers(definition, typed, dayOf(at))
  return isDeepStrictEqual({ ...answers }, now.answers) && now.faults.every(({ field }) => fields.get(field) === 'file')
}

type Held = { written: Written; away: readonly string[] | undefined; taken: readonly Taken[]; refused: readonly Refused[] }
/** Whether everything in a form went along when it was sent, its files too. `away`: files that were to be taken away. */
export async function wentAll(tx: Tx, was: FromKey, { written, away, taken, refused }: Held): Promise<boolean> {
  if (refused.length || !areSent(was, written) || away?.some((id) => was.files.includes(id))) return false
  for (const file of taken) {
    const field = fieldOfFile(was.definition ?? undefined, file.field)
    if (field !== undefined && !(await wentAlong(tx, was.id, field, file))) return false
  }
  return true
}

/** What a preview shows, as one short word: another when anything of it is another. A file keeps its id when it is sent. */
export const seenOf = (version: number | null, answers: Answers | null, files: readonly string[]): string =>
  createHash('sha256')
    .update(JSON.stringify([version, Object.entries(answers ?? {}).toSorted(([a], [b]) => (a < b ? -1 : 1)), files.toSorted()]))
    .digest('base64url')

/** A request's draft as it would be sent now; undefined when it cannot be as it is. */
export function ready({ body, savedAt }: Pick<Draft, 'body' | 'savedAt'>, offered: OfferedForm, files: readonly File[]) {
  const { definition, version } = offered
  if (body.kind !== 'request' || body.version !== version) return undefined
  const { answers, faults } = readAnswers(definition, body.typed, dayOf(savedAt), countIn(files))
  const ids = files.map(({ id }) => id)
  return faults.length ? undefined : { offered, answers, seen: seenOf(version, answers, ids) }
}
