import { existsSync } from 'node:fs'
import { serveStatic } from '@hono/node-server/serve-static'
import { Hono, type MiddlewareHandler } from 'hono'
import { bodyLimit } from 'hono/body-limit'
import { getCookie, setCookie } from 'hono/cookie'
import { csrf } from 'hono/csrf'
import { HTTPException } from 'hono/http-exception'
import { NONCE, secureHeaders } from 'hono/secure-headers'
import { routePath } from 'hono/route'
import { assetFolder } from '#kernel/assets'
import { Forbidden, NotFound, SignedOut, SomebodyElse, TooLarge, TooMany } from '#kernel/errors'
import { cameFrom, type Ctx, type Env, mount, type Route, signInPath, TooWeak, writtenIn } from '#kernel/http'
import { type KeptPages, keepPages } from '#kernel/kept-page'
import { packed } from '#kernel/packed'
import { formMark } from '#kernel/secrets'
import type { Services } from '#kernel/services'
import { cookieName, plainCookieOptions } from '#kernel/session'
import { languageFrom, languages } from '#kernel/text'
import { markForms } from '#kernel/whose'
import { appointmentRoutes, firstTime } from '#modules/appointments'
import { auditRoutes } from '#modules/audit'
import { answerForm, contactRoutes, messageForm } from '#modules/contact'
import { accessibilityRoutes, adminRoutes, frameOf, scimApi, startRoutes } from '#modules/directory'
import { identityRoutes, whoIs } from '#modules/identity'
import { documentForm, feedApi, matterRoutes, toldMeetings } from '#modules/matters'
import { notificationRoutes, sendingApi } from '#modules/notifications'
import { releaseRoutes, search } from '#modules/release'
import { writingRoutes } from '#modules/writing'
import { type Problem, ProblemPage } from './problems/page.tsx'

/** Every page there is. The matrix test tries each of them as every kind of wrong person. */
export const routesOf = (services: Services): readonly Route[] => [
  ...startRoutes(services, firstTime),
  ...accessibilityRoutes(services),
  ...adminRoutes(services),
  ...identityRoutes(services, firstTime),
  ...matterRoutes(services, search),
  ...releaseRoutes(services),
  ...appointmentRoutes(services, toldMeetings),
  ...auditRoutes(services),
  ...contactRoutes(services, search),
  ...notificationRoutes(services),
  ...writingRoutes(services),
]

const mostBytes = 11 * 1024 * 1024 // 10 MB of file and the form around it
/** What is read of a form with a file in a case or a message, so that the form itself can say what is too large and keep what was typed. */
const mostWithFile = 32 * 1024 * 1024

/** The pages that are the same for all who come without a cookie. */
export const publicPages = (): KeptPages => keepPages(['/', '/tillganglighet'], 10)

/** The whole application, without a server around it. */
export function application(services: Services, pages: KeptPages = publicPages()): Hono<Env> {
  const { config, log } = services
  const app = new Hono<Env>()
  type More = { reference?: string; after?: number; door?: string; back?: string | undefined }
  const problem = async (c: Ctx, kind: Problem, status: 401 | 403 | 404 | 409 | 413 | 429 | 500, more: More = {}) => {
    const frame = await frameOf(c, services)
    // What is too large is not read; what comes from another site, and what another person has written, is not said again.
    const written = c.req.method === 'POST' && !['large', 'foreign', 'somebodyElse'].includes(kind) ? await writtenIn(c) : []
    return c.html(ProblemPage({ frame, problem: kind, written, ...more }), status)
  }

  // A file handed out may have a stricter policy of its own.
  const secured = secureHeaders({ ...headers(config.origin.startsWith('https:')), overwrite: false })
  for (const path of ['/healthz', '/assets/*']) app.use(path, secured)
  app.get('/healthz', async (c) => {
    await services.db.as({ kind: 'public' }, { purpose: 'health' }, (tx) => tx.run`select 1`)
    return c.text('ok')
  })
  app.use(packed)
  // Those who only come to read share what was drawn for the last one; who signs in or asks for a language gets their own.
  app.use(pages.middleware)
  // The source run as it is has no assets to send. Only what has its hash in its name is sent, since it is kept for ever.
  if (existsSync(assetFolder))
    app.use(
      '/assets/:file{[\\w-]+\\.[0-9a-f]+\\.\\w+}',
      serveStatic({
        root: assetFolder,
        rewriteRequestPath: (path) => path.slice('/assets'.length),
        precompressed: true,
        onFound: (_, c) => c.header('Cache-Control', 'public, max-age=31536000, immutable'),
      }),
    )
  app.use(secured)
  app.use(async (c, next) => {
    const from = performance.now()
    await next()
    // The pattern and not the address: an address can name a person's matter.
    log.info({ method: c.req.method, route: routePath(c, -1), status: c.res.status, ms: Math.round(performance.now() - from) }, 'answered')
  })
  // Before the pages' own guards, so that what is too large is told in the sources' way.
  app.route('/', feedApi(services))
  app.route('/', sendingApi(services))
  app.route('/', scimApi(services))
  // Before what may refuse, so that whoever is refused reads it in their own language and frame.
  app.use(async (c, next) => {
    const query = c.req.query('sprak')
    c.set('language', languageFrom({ query, cookie: getCookie(c, 'sprak'), accept: c.req.header('accept-language') }))
    if (languages.some((known) => known === query)) setCookie(c, 'sprak', query!, { ...plainCookieOptions(config), maxAge: 31_536_000 })
    const { actor, session } = await whoIs(services, getCookie(c, cookieName))
    c.set('actor', actor)
    c.set('session', session)
    if (actor.kind === 'person' || actor.kind === 'staff') {
      const mark = formMark(config.secret, actor.id)
      c.set('mark', mark)
      markForms(c, mark)
    }
    // What somebody may see after signing in is for them alone, and not for the device's memory either.
    c.header('Cache-Control', actor.kind === 'public' ? 'private, no-cache' : 'no-store')
    c.header('Vary', 'Cookie, Accept-Language, Accept-Encoding')
    await next()
  })
  app.use(csrf({ origin: config.origin }))
  const [usual, withFile] = [mostBytes, mostWithFile].map((maxSize) =>
    bodyLimit({
      maxSize,
      onError: () => {
        throw new TooLarge()
      },
    }),
  ) as [MiddlewareHandler, MiddlewareHandler]
  app.post('*', (c, next) => (withFiles(c) ? withFile : usual)(c, next))
  mount(app, routesOf(services))

  app.notFound((c) => problem(c, 'missing', 404))
  app.onError(async (error, c) => {
    if (!c.var.language) c.set('language', languageFrom({}))
    if (!c.var.actor) c.set('actor', { kind: 'public' })
    if (error instanceof NotFound) return problem(c, 'missing', 404)
    if (error instanceof SignedOut) return problem(c, 'signedOut', 401, { door: signInPath(error.who, cameFrom(c, config)) })
    if (error instanceof SomebodyElse) return problem(c, 'somebodyElse', 409)
    if (error instanceof TooWeak) return problem(c, 'weak', 403)
    if (error instanceof Forbidden) return problem(c, 'forbidden', 403)
    if (error instanceof TooLarge) return problem(c, 'large', 413, { back: cameFrom(c, config) })
    if (error instanceof TooMany) {
      c.header('Retry-After', String(error.after))
      return problem(c, 'tooMany', 429, { after: error.after })
    }
    if (error instanceof HTTPException && error.status === 403) return problem(c, 'foreign', 403)
    const reference = crypto.randomUUID().slice(0, 6).toUpperCase()
    log.error({ reference, ...faultOf(error) }, 'failed')
    return problem(c, 'broken', 500, { reference })
  })
  return app
}

/** Whether the form may carry files, and says itself which of them are too large. */
const withFiles = ({ var: { actor }, req }: Ctx): boolean =>
  (actor.kind === 'staff' && (documentForm.test(req.path) || answerForm.test(req.path))) ||
  (actor.kind === 'person' && messageForm.test(req.path))

/** What may be logged of a fault: its kind and where, never its words, which can hold what somebody wrote, also lines that look like a trace. */
const faultOf = (error: Error) => ({
  name: error.name,
  code: 'code' in error ? String(error.code) : undefined,
  at: error.stack
    ?.replace(error.message, '')
    .split('\n')
    .filter((line) => line.startsWith('    at '))
    .slice(0, 8)
    .map((line) => line.trim()),
})

const headers = (https: boolean): Parameters<typeof secureHeaders>[0] => ({
  contentSecurityPolicy: {
    defaultSrc: ["'none'"],
    scriptSrc: [NONCE, "'strict-dynamic'"],
    styleSrc: ["'self'", NONCE],
    imgSrc: ["'self'", 'data:'],
    fontSrc: ["'self'"],
    connectSrc: ["'self'"],
    formAction: ["'self'"],
    baseUri: ["'none'"],
    frameAncestors: ["'none'"],
    objectSrc: ["'none'"],
    requireTrustedTypesFor: ["'script'"],
    trustedTypes: ["'none'"],
  },
  strictTransportSecurity: https ? 'max-age=63072000; includeSubDomains' : false,
  referrerPolicy: 'same-origin',
  xFrameOptions: 'DENY',
  crossOriginOpenerPolicy: 'same-origin',
  crossOriginResourcePolicy: 'same-origin',
  permissionsPolicy: { camera: [], microphone: [], geolocation: [], payment: [], usb: [] },
})
