import type { Context } from 'hono'
import { SomebodyElse } from './errors.ts'
import type { Env } from './http.ts'

const field = 'sida-for'
const postForms = /<form\b[^>]*\bmethod="post"[^>]*>[^]*?(?=<\/form>)/g

/** Every form of this answer's page says for whom it was made, whoever draws it. */
export function markForms(c: Context<Env>, mark: string): void {
  const html = c.html.bind(c) as (page: string) => Response
  const signed = (page: string) => page.replaceAll(postForms, `$&<input type="hidden" name="${field}" value="${mark}"/>`)
  const answer = async (page: unknown, status?: 200, headers?: Record<string, string>) => {
    const text = String(await (page instanceof Promise ? page : String(page)))
    if (status) c.status(status)
    for (const [name, value] of Object.entries(headers ?? {})) c.header(name, value)
    return html(signed(text))
  }
  c.html = answer as typeof c.html
}

/** What was made for one person does nothing in another's name, when both have been at the same device. Throws SomebodyElse. */
export async function madeForThem(c: Context<Env>, mark: string): Promise<void> {
  const body: Record<string, unknown> = await c.req.parseBody().catch(() => ({}))
  const made = body[field]
  if (made !== undefined && made !== mark) throw new SomebodyElse()
}
