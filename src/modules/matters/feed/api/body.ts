import type { Context } from 'hono'
import type { z } from 'zod'
import { readJson } from '../json.ts'
import { problemOf } from '../problem.ts'
import { type Fault, refuse } from './problems.ts'

/** The body as the schema wants it, or the answer that says why not. */
export async function bodyOf<Schema extends z.ZodType>(c: Context, schema: Schema): Promise<z.output<Schema> | Response> {
  if (!/^application\/json\s*(;\s*charset="?utf-8"?)?\s*$/i.test(c.req.header('content-type') ?? ''))
    return refuse(c, 415, 'The content type must be application/json, in UTF-8.')
  if (c.req.header('content-encoding') !== undefined) return refuse(c, 415, 'The body must not be compressed.')
  const text = textOf(await c.req.arrayBuffer())
  if (text === undefined) return refuse(c, 400, 'The body is not UTF-8.')
  const json = readJson(text)
  if (!json.ok) return refuse(c, 400, json.detail)
  const read = schema.safeParse(json.value, { reportInput: true })
  if (read.success) return read.data
  const tooMany = read.error.issues.some((issue) => issue.code === 'too_big' && issue.origin === 'array' && issue.path.length === 1)
  const errors: Fault[] = [problemOf(read.error)]
  return refuse(c, tooMany ? 413 : 422, errors[0]!.detail, { errors })
}

function textOf(bytes: ArrayBuffer): string | undefined {
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes)
  } catch {
    return undefined
  }
}
