import type { Context, Hono, MiddlewareHandler } from 'hono'
import { z } from 'zod'
import type { Actor, PersonActor, StaffActor, StaffRole } from './actor.ts'
import { Forbidden, NotFound, SignedOut } from './errors.ts'
import { limit } from './limits.ts'
import type { Language } from './text.ts'
import { madeForThem } from './whose.ts'

/** What the login ladder asks (product.md): A is the file, B is times and messages, C is open to all. */
export type Zone = 'A' | 'B' | 'C'
const levelOf: Record<Zone, number> = { A: 3, B: 2, C: 0 }

/** What every route can count on: who is asking, if anybody, the reader's language, the mark of their forms and this response's nonce. */
export type Env = {
  Variables: { actor: Actor; session: SessionFacts | undefined; language: Language; mark?: string; secureHeadersNonce?: string }
}
/** A session as the page needs it: `idleUntil` for the warning, which is the end of its whole life when `last`; `municipalityId` for whose pages these are. */
export type SessionFacts = { id: string; idleUntil: Date; last: boolean; municipalityId: string }
export type Ctx<A extends Actor = Actor> = Context<Env & { Variables: { actor: A } }>

type Handles<A extends Actor> = { handle: (c: Ctx<A>) => Response | Promise<Response> }
type Address = { method: 'get' | 'post'; path: string }
/**
 * A route declares who it is for, and with what strength (LOGIN-06). There is no other way to mount one, so that none can be
 * forgotten: the guard is put on from this declaration, and the matrix test is made from it.
 */
export type Route = Address &
  (
    | ({ who: 'anyone'; zone: 'C' } & Handles<Actor>)
    | ({ who: 'person'; zone: 'A' | 'B' } & Handles<PersonActor>)
    | ({ who: 'staff'; zone: 'A'; roles: readonly StaffRole[] | 'at no desk yet' } & Handles<StaffActor>)
  )

/** Forms a session may send in a minute: three times what the release queue takes by its keys (one in 1.5 s), and the end of a loop. */
export const formsAMinute = 120

/** Puts the routes on the app, each behind the guard it declares. */
export function mount(app: Hono<Env>, routes: readonly Route[]): void {
  const often = limit(formsAMinute, 60)
  for (const route of routes) app.on(route.method, route.path, guard(route, often), route.handle as MiddlewareHandler<Env>)
}

/**
 * Not signed in: to the sign-in page and back; what was sent is given back first. Signed in as another kind, or at another desk: the address does not exist.
 * Signing out and staying signed in are for anyone, so that nobody is kept from them for having been busy.
 */
const guard =
  (route: Route, often: (session: string) => Promise<void>): MiddlewareHandler<Env> =>
  async (c, next) => {
    const { actor, session } = c.var
    if (route.who === 'anyone') return next()
    if (actor.kind === 'public') {
      if (route.method === 'post') throw new SignedOut(route.who)
      return c.redirect(signInFrom(c, route.who), 303)
    }
    if (route.method === 'post' && session) await often(session.id)
    if (actor.kind !== route.who) throw new NotFound()
    if (actor.level < levelOf[route.zone]) throw new TooWeak()
    if (route.method === 'post' && c.var.mark) await madeForThem(c, c.var.mark)
    if (route.who !== 'staff' || actor.kind !== 'staff' || route.roles === 'at no desk yet') return next()
    if (!actor.desk) return c.redirect('/personal/uppdrag', 303)
    if (!route.roles.includes(actor.desk.role)) throw new NotFound()
    return next()
  }

/** Signed in, but not strongly enough for this: the page says which way in is missing. */
export class TooWeak extends Forbidden {}

/** The door for residents or for staff, and back from it to an own path. */
export const signInPath = (who: 'person' | 'staff', back: string | undefined) =>
  `${who === 'staff' ? '/personal/logga-in' : '/logga-in'}${back ? `?till=${encodeURIComponent(back)}` : ''}`

/** The door, and back to this page when it is one that can be come to. */
export function signInFrom(c: Pick<Context, 'req'>, who: 'person' | 'staff'): string {
  const { pathname, search } = new URL(c.req.url)
  return signInPath(who, c.req.method === 'GET' ? pathname + search : undefined)
}

/** An own path to go back to, or the fallback: never another site, another scheme or a path that a browser reads as one. */
export function ownPath(asked: string | undefined, fallback: string): string {
  if (!asked || !/^\/(?![/\\])[\x21-\x7e]*$/.test(asked) || asked.includes('\\')) return fallback
  const url = new URL(asked, 'http://own.invalid')
  // Dots are gone only now: `/.//evil.example` has become `//evil.example`.
  return url.host === 'own.invalid' && !url.pathname.startsWith('//') ? url.pathname + url.search : fallback
}

/** The own page that a form was sent from, when the browser says it. */
export function cameFrom(c: Pick<Context, 'req'>, { origin }: { origin: string }): string | undefined {
  const from = URL.parse(c.req.header('referer') ?? '')
  return from?.origin === origin ? ownPath(from.pathname + from.search, '') || undefined : undefined
}

/** An id from the address. Anything else in its place is an address that leads nowhere. */
export function idFrom(c: Context, name: string): string {
  const id = z.uuid().safeParse(c.req.param(name))
  if (!id.success) throw new NotFound()
  return id.data
}

/** A form as text fields; files are left out. Values are NFC and without NUL, which PostgreSQL cannot hold. */
export async function formOf(c: Context): Promise<Record<string, string>> {
  // What is no form at all is an empty one, and the page says what is missing.
  const body: Record<string, unknown> = await c.req.parseBody().catch((error: unknown) => {
    if (error instanceof TypeError) return {}
    throw error
  })
  return Object.fromEntries(
    Object.entries(body).flatMap(([name, value]) =>
      typeof value === 'string' ? [[name, value.normalize('NFC').replaceAll('\u0000', '')]] : [],
    ),
  )
}

/** The words that somebody had written in a form that could not be taken, so that they can be given back. What the form itself carries is no words of theirs. */
export async function writtenIn(c: Context): Promise<string[]> {
  const form = await formOf(c).catch(() => ({}))
  return Object.values(form).filter((value) => /\p{L}[^]*\s+\S/u.test(value))
}
