import { Hono } from 'hono'
import { getCookie } from 'hono/cookie'
import { NotFound, TooMany } from '#kernel/errors'
import { type Env, mount, type Route, TooWeak } from '#kernel/http'
import type { Services } from '#kernel/services'
import { cookieName } from '#kernel/session'
import { languageFrom } from '#kernel/text'
import { identityRoutes, whoIs } from '#modules/identity'

/** Only the way in: the routes of identity, and one room behind each kind of door to try it on. */
export function doors(services: Services) {
  const app = new Hono<Env>()
  app.use(async (c, next) => {
    const { actor, session } = await whoIs(services, getCookie(c, cookieName))
    c.set('language', languageFrom({ query: c.req.query('sprak') }))
    c.set('actor', actor)
    c.set('session', session)
    await next()
  })
  const rooms: Route[] = [
    { method: 'get', path: '/mina-sidor', who: 'person', zone: 'B', handle: (c) => c.text(`zone B: ${c.var.actor.name}`) },
    { method: 'get', path: '/mina-sidor/arenden', who: 'person', zone: 'A', handle: (c) => c.text(`zone A: ${c.var.actor.name}`) },
    {
      method: 'get',
      path: '/personal',
      who: 'staff',
      zone: 'A',
      roles: ['caseOfficer'],
      handle: (c) => c.text(`${c.var.actor.desk?.unit}: ${c.var.actor.name}`),
    },
  ]
  mount(app, [...identityRoutes(services), ...rooms])
  app.onError((error, c) => {
    if (error instanceof NotFound) return c.text('', 404)
    if (error instanceof TooWeak) return c.text('too weak', 403)
    if (error instanceof TooMany) return c.text('', 429)
    throw error
  })
  return app
}

let callers = 0

/** A browser that keeps its cookies, at those doors; each comes from an address of its own (with `trustProxy` 1). */
export function aBrowser(app: ReturnType<typeof doors>, origin: string, cookies = new Map<string, string>()) {
  const caller = `10.0.${(callers += 1) >> 8}.${callers & 255}`
  const ask = async (path: string, init: RequestInit = {}) => {
    const headers = new Headers({ 'x-forwarded-for': caller, ...(init.headers as Record<string, string>) })
    if (cookies.size > 0) headers.set('cookie', [...cookies].map(([name, value]) => `${name}=${value}`).join('; '))
    const response = await app.request(new URL(path, origin).href, { ...init, headers })
    for (const line of response.headers.getSetCookie()) {
      const [pair = '', ...flags] = line.split('; ')
      const [name = '', value = ''] = pair.split('=')
      if (flags.includes('Max-Age=0')) cookies.delete(name)
      else cookies.set(name, value)
    }
    return { status: response.status, to: response.headers.get('location') ?? '', headers: response.headers, text: await response.text() }
  }
  return {
    cookies,
    session: () => cookies.get(cookieName),
    get: (path: string, headers: Record<string, string> = {}) => ask(path, { headers }),
    post: (path: string, form: Record<string, string> = {}, headers: Record<string, string> = {}) =>
      ask(path, { method: 'POST', body: new URLSearchParams(form), headers }),
  }
}
