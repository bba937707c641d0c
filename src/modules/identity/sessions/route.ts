import { deleteCookie, getCookie } from 'hono/cookie'
import { z } from 'zod'
import type { PersonActor, StaffActor } from '#kernel/actor'
import type { Config } from '#kernel/config'
import { NotFound } from '#kernel/errors'
import { cameFrom, type Ctx, formOf, type Route, signInPath } from '#kernel/http'
import type { Services } from '#kernel/services'
import { cookieName, plainCookieOptions } from '#kernel/session'
import { dayOf } from '#kernel/values/day'
import { frameOf, turnTo } from '#modules/directory'
import { elsewhere, leavePath } from '#ui/page'
import { SignedOutPage } from '../sign-in/page.tsx'
import { endSession } from '../sign-in/queries.ts'
import { forgetBrowser } from '../sign-in/route.ts'
import { SettingsPage } from './page.tsx'
import { alarmsTo, endAll, endOne, goOn, listSessions } from './queries.ts'

const paths = { person: '/mina-sidor/installningar', staff: '/personal/installningar' } as const
const outPaths = { person: '/utloggad', staff: '/personal/utloggad' } as const
type SignedIn = Ctx<PersonActor> | Ctx<StaffActor>

/** One's sessions, and how they end: here, one by one, everywhere. */
export function sessionRoutes(services: Services): Route[] {
  const { db, config } = services
  const settings = async (c: SignedIn) => {
    const { actor } = c.var
    const path = paths[actor.kind]
    const frame = await frameOf(c, services, path)
    const staff = actor.kind === 'staff'
    const [sessions, foot, email] = await db.as(actor, { purpose: 'own sessions', reading: true }, (tx) =>
      Promise.all([listSessions(tx), staff ? {} : turnTo(tx, frame.language), staff ? alarmsTo(tx) : undefined]),
    )
    const desk = staff ? { unit: actor.desk?.unit, alarms: config.mail.kind === 'none' ? undefined : { to: email } } : undefined
    return c.html(SettingsPage({ frame: { ...frame, ...foot }, sessions, today: dayOf(new Date()), path, desk }))
  }
  const end = async (c: SignedIn) => {
    const { session } = await formOf(c)
    const id = z.uuid().safeParse(session)
    if (!id.success) throw new NotFound()
    const ended = await db.as(c.var.actor, { purpose: 'own session: end' }, (tx) => endOne(tx, id.data))
    if (ended === 0) throw new NotFound()
    return id.data === c.var.session?.id ? signedOut(c, config) : c.redirect(paths[c.var.actor.kind], 303)
  }
  const everywhere = async (c: SignedIn) => {
    await db.as(c.var.actor, { purpose: 'own sessions: end all' }, endAll)
    return signedOut(c, config)
  }
  /** The session that came along, whoever's it is. */
  const endHere = async (c: Ctx) => {
    const secret = getCookie(c, cookieName)
    if (secret) await db.as({ kind: 'doorkeeper' }, { purpose: 'sign out' }, (tx) => endSession(tx, secret, 'signed-out'))
  }
  const forPerson = { who: 'person', zone: 'B' } as const
  const forStaff = { who: 'staff', zone: 'A', roles: 'at no desk yet' } as const

  return [
    { method: 'get', path: paths.person, ...forPerson, handle: settings },
    { method: 'post', path: `${paths.person}/avsluta`, ...forPerson, handle: end },
    { method: 'post', path: `${paths.person}/logga-ut-overallt`, ...forPerson, handle: everywhere },
    { method: 'get', path: paths.staff, ...forStaff, handle: settings },
    { method: 'post', path: `${paths.staff}/avsluta`, ...forStaff, handle: end },
    { method: 'post', path: `${paths.staff}/logga-ut-overallt`, ...forStaff, handle: everywhere },
    {
      method: 'post',
      path: '/logga-ut',
      who: 'anyone',
      zone: 'C',
      async handle(c) {
        await endHere(c)
        return signedOut(c, config)
      },
    },
    {
      // The quick way out without script: a link cannot post, and somebody behind one's back is worse than another site that signs one out.
      // Nothing is cleared that takes time: the pages are kept nowhere, and without a session the way back leads to signing in.
      method: 'get',
      path: leavePath,
      who: 'anyone',
      zone: 'C',
      async handle(c) {
        await endHere(c)
        forgetBrowser(c)
        return c.redirect(elsewhere, 303)
      },
    },
    ...(['person', 'staff'] as const).map((side): Route => {
      const page = async (c: Ctx) => c.html(SignedOutPage({ frame: await frameOf(c, services), again: signInPath(side, undefined) }))
      return { method: 'get', path: outPaths[side], who: 'anyone', zone: 'C', handle: page }
    }),
    {
      // The warning's way to go on. The script gets seconds; a form without script goes back to where it was.
      method: 'post',
      path: '/session/fortsatt',
      who: 'anyone',
      zone: 'C',
      async handle(c) {
        const json = c.req.header('accept')?.includes('application/json')
        const secret = getCookie(c, cookieName)
        const held =
          secret && c.var.session ? await db.as({ kind: 'doorkeeper' }, { purpose: 'go on' }, (tx) => goOn(tx, secret)) : undefined
        const from = cameFrom(c, config)
        if (!held) return json ? c.json({ seconds: 0, last: true }, 401) : c.redirect(signInPath(sideOf(c, config), from), 303)
        if (json) return c.json({ seconds: Math.round((held.idleUntil.getTime() - Date.now()) / 1000), last: held.last })
        return c.redirect(from ?? (sideOf(c, config) === 'staff' ? '/personal' : '/mina-sidor'), 303)
      },
    },
  ]
}

/** Whose pages somebody comes from, also when nobody is signed in there any more. */
const sideOf = (c: Pick<Ctx, 'req' | 'var'>, config: Config) =>
  c.var.actor.kind === 'staff' || cameFrom(c, config)?.startsWith('/personal') ? 'staff' : 'person'

/** Nothing stays on the device: not the cookies, not what the browser kept of the pages. Cookies of the municipality's other sites stay. */
const signedOut = (c: Pick<Ctx, 'header' | 'redirect' | 'req' | 'var'>, config: Config): Response => {
  forgetBrowser(c as Ctx)
  deleteCookie(c as Ctx, 'stil', plainCookieOptions(config))
  c.header('Clear-Site-Data', '"cache", "storage"')
  return c.redirect(outPaths[sideOf(c, config)], 303)
}
