import { z } from 'zod'
import { type Day, dayOf } from '#kernel/values/day'
import type { FeedInput } from '../../feed/model.ts'
import { toItems } from './map.ts'
import { Digisos } from './model.ts'
import { instant, nameFor } from './values.ts'

export { documentRef } from './values.ts'

/** Where in the file (`$.hendelser[3].status`), and why in plain English; never the value itself, which may be somebody's secret. */
export type Problem = { path: string; reason: string }
/** `openedOn` is the day of the first thing that happened at a time that can be true; of the nearest such time, when none did. */
export type Reading = { ok: true; openedOn: Day; items: FeedInput[] } | { ok: false; problems: Problem[] }

const kinds: Record<string, string> = { string: 'text', number: 'a number', boolean: 'true or false', object: 'an object', array: 'a list' }

const reason = (issue: z.core.$ZodRawIssue): string | undefined => {
  const missing = issue.input === undefined
  if (issue.code === 'invalid_type') return missing ? 'is missing' : `is not ${kinds[issue.expected] ?? issue.expected}`
  if (issue.code === 'invalid_value') return missing ? 'is missing' : `is not one of ${issue.values.join(', ')}`
  if (issue.code === 'invalid_union')
    return typeof issue.input === 'object' && issue.input && 'type' in issue.input ? 'is not a type this format has' : 'is missing'
  return undefined
}

const pathOf = (steps: readonly PropertyKey[]): string =>
  steps.reduce<string>((path, step) => path + (typeof step === 'number' ? `[${step}]` : `.${String(step)}`), '$')

/**
 * Reads one digisos file (already parsed JSON) as items of the feed, or says everything that is wrong with it (INT-01).
 * `matterRef` is the matter the events belong to; `sourceRef` is the source's own id of the file, the same in every edition of it.
 * The same file again, or a longer edition of it, gives the same references and versions for what was there before.
 */
export const readDigisos = (json: unknown, about: { matterRef: string; sourceRef: string }): Reading => {
  const file = Digisos.safeParse(json, { error: reason })
  if (file.success) {
    const prefix = about.sourceRef.length > 100 ? nameFor(about.sourceRef) : about.sourceRef
    return { ok: true, openedOn: openedOn(file.data), items: toItems(file.data, about.matterRef, prefix) }
  }
  return { ok: false, problems: file.error.issues.map(({ path, message }) => ({ path: pathOf(path), reason: message })) }
}

const openedOn = ({ hendelser }: Digisos): Day => {
  const times = hendelser.map(({ hendelsestidspunkt }) => instant(hendelsestidspunkt))
  const real = times.filter((time) => time.real)
  return dayOf((real.length ? real : times).map(({ at }) => at).sort()[0]!)
}
