import { Hono } from 'hono'
import type { Services } from '#kernel/services'

/** `/api/scim/v2`, read in with the first request: most processes never meet one, and the schemas take their time to build. */
export function scimApi(services: Services): Hono {
  let api: Promise<{ fetch: (request: Request, env: unknown) => Response | Promise<Response> }> | undefined
  return new Hono().all('/api/scim/v2/*', async (c) => {
    api ??= import('./route.ts').then(({ catalogueApi }) => catalogueApi(services))
    return (await api).fetch(c.req.raw, c.env)
  })
}
