import { z } from 'zod'
import { Seen } from '../queue/model.ts'

/** Why passages are taken away, as codes: never words about them (REL-02). */
export const reasons = ['other-person', 'reporter', 'place', 'harm', 'ongoing'] as const
export type Reason = (typeof reasons)[number]

/** A passage as a field of the form: "r:detail.text@12-31" is signs 12 to 31 of that text. */
export type Range = { field: string; from: number; to: number }
export const rangeName = ({ field, from, to }: Range): string => `r:${field}@${from}-${to}`
const shape = /^r:([\w.]{1,80})@(\d{1,6})-(\d{1,6})$/

/** What has been chosen so far. `without`: the document does not go along at all. `anyway`: whoever masks has looked at what was found and left. */
export type Choice = {
  seen: number
  passages: Range[]
  words: string
  reason: Reason | undefined
  told: string
  without: boolean
  anyway: boolean
}
export type Step = { do: 'choose'; page: number } | { do: 'preview' } | { do: 'show' }

const Form = z.object({
  sett: Seen.catch(0),
  ord: z.string().max(4000).catch(''),
  skal: z.enum(reasons).optional().catch(undefined),
  lasare: z.string().trim().max(500).catch(''),
  utan: z.literal('ja').optional().catch(undefined),
  anda: z.literal('ja').optional().catch(undefined),
})

export function choiceFrom(form: Record<string, string>): Choice {
  const { sett, ord, skal, lasare, utan, anda } = Form.parse(form)
  const passages = Object.keys(form).flatMap((name) => {
    const found = shape.exec(name)
    return found ? [{ field: found[1]!, from: Number(found[2]), to: Number(found[3]) }] : []
  })
  return { seen: sett, passages, words: ord, reason: skal, told: lasare, without: utan === 'ja', anyway: anda === 'ja' }
}

/** What the pressed button asks for; a page of the document is counted from 0. */
export function stepFrom(pressed: string | undefined): Step {
  if (pressed === 'forhandsvisa') return { do: 'preview' }
  if (pressed === 'visa') return { do: 'show' }
  const page = /^sida-(\d{1,4})$/.exec(pressed ?? '')
  return { do: 'choose', page: page ? Math.max(0, Number(page[1]) - 1) : 0 }
}

/** Words that go wherever they stand: one a line, or with a comma between. */
export const wordsFrom = (text: string): string[] =>
  text
    .split(/[\n,;]+/)
    .map((word) => word.trim())
    .filter((word) => /[\p{L}\p{N}]/u.test(word))

/** The passages that lie within the texts they name. */
export const within = (passages: readonly Range[], texts: readonly { field: string; text: string }[]): Range[] => {
  const length = new Map(texts.map(({ field, text }) => [field, text.length]))
  return passages.filter(({ field, from, to }) => from < to && to <= (length.get(field) ?? 0))
}
