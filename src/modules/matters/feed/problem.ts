import type { z } from 'zod'

/** What is wrong with one item: a JSON pointer to the field within the item, and one sentence that names the field and never its value. */
export type Problem = { pointer: string; detail: string }

/** A problem with the field at `path`; an empty path is the item itself. */
export const problem = (path: readonly PropertyKey[], what: string): Problem => ({
  pointer: path.map((step) => `/${String(step).replaceAll('~', '~0').replaceAll('/', '~1')}`).join(''),
  detail: path.length ? `${path.join('.')}: ${what}` : what,
})

/** The first thing a schema found wrong. Keys in the path are the schema's own, since unknown ones are never looked at. */
export const problemOf = (error: z.ZodError, under: readonly string[] = []): Problem => {
  const issue = error.issues[0]!
  return problem([...under, ...issue.path], sentence(issue))
}

const kinds: Record<string, string> = {
  string: 'a text',
  number: 'a number',
  int: 'a whole number',
  boolean: 'true or false',
  object: 'an object',
  array: 'a list',
}
const formats: Record<string, string> = {
  date: 'is not a day that exists, written YYYY-MM-DD',
  datetime: 'is not a time with its offset, such as 2026-11-21T09:30:00Z',
  base64: 'is not base64',
}

function sentence(issue: z.core.$ZodIssue): string {
  switch (issue.code) {
    case 'invalid_type':
      return 'input' in issue && issue.input === undefined ? 'is missing' : `is not ${kinds[issue.expected] ?? 'of the right type'}`
    case 'invalid_format':
      return formats[issue.format] ?? 'is not written as the description asks'
    case 'invalid_value':
      return `is not one of ${issue.values.join(', ')}`
    case 'invalid_union':
      return 'is not written in any of the ways the description allows'
    case 'too_big':
      return (
        { string: `is longer than ${issue.maximum} characters`, array: `has more than ${issue.maximum} entries` }[issue.origin as string] ??
        `is above ${issue.maximum}`
      )
    case 'too_small':
      return { string: 'is empty', array: `has fewer than ${issue.minimum} entries` }[issue.origin as string] ?? `is below ${issue.minimum}`
    case 'custom':
      return issue.message
    default:
      return 'is not as the description asks'
  }
}
