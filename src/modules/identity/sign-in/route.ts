import { randomInt } from 'node:crypto'
import { deleteCookie, getCookie, setCookie } from 'hono/cookie'
import { z } from 'zod'
import { callerOf } from '#kernel/client'
import type { Config } from '#kernel/config'
import type { Tx } from '#kernel/db'
import { NotFound } from '#kernel/errors'
import { type Ctx, idFrom, ownPath, type Route } from '#kernel/http'
import { limit } from '#kernel/limits'
import { numberIndex, openNumber, publicClientKey, sealNumber } from '#kernel/secrets'
import type { Services } from '#kernel/services'
import { cookieName, cookieOptions, newSecret, signInCookieName } from '#kernel/session'
import { dayOf } from '#kernel/values/day'
import { isCoordinationNumber, isTestNumber } from '#kernel/values/personal-number'
import { type FirstTime, frameOf, listUnits, municipalities } from '#modules/directory'
import { begin, finish, type Told } from '../provider.ts'
import { type Cause, causeIn, codeFor, deviceOf, isOpen, type Way } from './model.ts'
import { FailedPage, SignInPage, StaffSignInPage, type WayIn, WhichPage } from './page.tsx'
import {
  aNewPerson,
  countFailure,
  endSession,
  findHours,
  findWay,
  giveName,
  giveNumber,
  link,
  listWays,
  openSession,
  personByLogin,
  personByNumber,
  staffByLogin,
  startSignIn,
  takeSignIn,
} from './queries.ts'

const nobody = { kind: 'public' } as const
const doorkeeper = { kind: 'doorkeeper' } as const
const homes = { resident: '/mina-sidor', staff: '/personal' } as const
const starts = { resident: '/logga-in', staff: '/personal/logga-in' } as const
const tooLong = 1500

const query = (path: string, named: Record<string, string | undefined>): string => {
  const given = Object.entries(named).filter((pair): pair is [string, string] => pair[1] !== undefined)
  return given.length > 0 ? `${path}?${new URLSearchParams(given)}` : path
}
const wayIn = (way: Way, till: string | undefined): WayIn => ({
  href: query(`/logga-in/start/${way.id}`, { till }),
  label: way.label,
  hint: way.hint,
})

/** An own path to go back to, when one was asked for. */
const backTo = (c: Ctx): string | undefined => ownPath(c.req.query('till')?.slice(0, tooLong), '') || undefined

/** Signing in (LOGIN-06, LOGIN-08, DIR-03): the ways in, the way out to a provider and back, and what happens when it fails. */
export function signInRoutes(services: Services, firstTime: FirstTime = async () => undefined): Route[] {
  const { db, config, log } = services
  // A minute and caller: a whole office may stand behind one address. One each, so that who was let out is let back in.
  const [outAtMost, backAtMost] = [limit(60, 60), limit(60, 60)]

  /** What stands around the ways in: whom to call, where to come. */
  const around = async (c: Ctx, municipalityId: string | undefined) => {
    const frame = await frameOf(c, services, '/logga-in', municipalityId)
    const { municipality } = frame
    if (!municipality) return { frame, units: [], open: undefined, first: undefined }
    const [units, hours, first] = await db.as(nobody, { purpose: 'ways in' }, (tx) =>
      Promise.all([listUnits(tx, municipality.id), findHours(tx, municipality.id), firstTime(tx, municipality)]),
    )
    return { frame, units, open: hours.length > 0 ? isOpen(hours, new Date()) : undefined, first }
  }
  const waysFor = (audience: Way['audience']) => db.as(nobody, { purpose: 'ways in' }, (tx) => listWays(tx, audience))

  /** Counted by cause, with a code that is also in the log; never who. */
  const failed = async (c: Ctx, cause: Cause, fault: string, way: Way | undefined, till: string | undefined) => {
    const code = codeFor(cause, randomInt(1000))
    await db.as(doorkeeper, { purpose: 'sign-in failed' }, (tx) => countFailure(tx, dayOf(new Date()), way?.id, cause))
    log.warn({ cause, code, fault, provider: way?.id }, 'sign-in failed')
    return c.redirect(query('/logga-in/misslyckades', { kod: code, satt: way?.id, till }), 303)
  }

  return [
    {
      method: 'get',
      path: '/logga-in',
      who: 'anyone',
      zone: 'C',
      async handle(c) {
        const till = backTo(c)
        const [ways, all] = await Promise.all([waysFor('resident'), municipalities(services)])
        const places = all.filter(({ id }) => ways.some((way) => way.municipalityId === id))
        const asked = c.req.query('kommun')
        const chosen =
          places.length > 1
            ? places.find(({ code, id }) => (asked === undefined ? id === c.var.session?.municipalityId : code === asked))
            : places[0]
        if (!chosen && places.length > 1) {
          const frame = await frameOf(c, services, '/logga-in')
          return c.html(
            WhichPage({ frame, places: places.map(({ code, name }) => ({ name, href: query('/logga-in', { kommun: code, till }) })) }),
          )
        }
        const otherPlace = places.length > 1 ? query('/logga-in', { kommun: '', till }) : undefined
        const here = ways.filter((way) => way.municipalityId === chosen?.id).map((way) => wayIn(way, till))
        return c.html(SignInPage({ ...(await around(c, chosen?.id)), ways: here, otherPlace }))
      },
    },
    {
      method: 'get',
      path: '/personal/logga-in',
      who: 'anyone',
      zone: 'C',
      async handle(c) {
        const till = backTo(c)
        const [ways, all, { frame, open }] = await Promise.all([waysFor('staff'), municipalities(services), around(c, undefined)])
        const nameOf = (id: string) => all.find((one) => one.id === id)?.name ?? ''
        return c.html(
          StaffSignInPage({ frame, open, ways: ways.map((way) => ({ ...wayIn(way, till), place: nameOf(way.municipalityId) })) }),
        )
      },
    },
    {
      method: 'get',
      path: '/logga-in/start/:way',
      who: 'anyone',
      zone: 'C',
      async handle(c) {
        await outAtMost(callerOf(c, config.trustProxy))
        const id = idFrom(c, 'way')
        const way = await db.as(nobody, { purpose: 'sign-in: start' }, (tx) => findWay(tx, id))
        if (!way) throw new NotFound()
        const till = backTo(c)
        const begun = await begin(way, config, c.var.language)
        if (!begun.ok) return failed(c, begun.cause, begun.fault, way, till)
        const { url, ...asked } = begun.value
        // Several tabs share the cookie; each has its own state.
        const browser = browserOf(c) ?? newSecret()
        const returnTo = till ?? homes[way.audience]
        await db.as(doorkeeper, { purpose: 'sign-in: start' }, (tx) => startSignIn(tx, { ...asked, browser, wayId: way.id, returnTo }))
        setCookie(c, signInCookieName, browser, { ...cookieOptions, maxAge: 600 })
        return c.redirect(url, 303)
      },
    },
    {
      method: 'get',
      path: '/logga-in/klar',
      who: 'anyone',
      zone: 'C',
      async handle(c) {
        await backAtMost(callerOf(c, config.trustProxy))
        const answer = new URL(c.req.url).searchParams
        const [browser, state] = [browserOf(c), answer.get('state') ?? '']
        const taken =
          browser && state.length <= 200
            ? await db.as(doorkeeper, { purpose: 'sign-in: back' }, (tx) => takeSignIn(tx, browser, state))
            : undefined
        const way = taken && (await db.as(nobody, { purpose: 'sign-in: back' }, (tx) => findWay(tx, taken.wayId)))
        if (!taken || !way || taken.late) return failed(c, 'expired', taken ? 'late' : 'state', way, undefined)
        const told = await finish(way, config, answer, taken)
        if (!told.ok) return failed(c, told.cause, told.fault, way, taken.returnTo)
        const secret = newSecret()
        const common = {
          secret,
          municipalityId: way.municipalityId,
          level: told.value.level,
          provider: way.key,
          device: deviceOf(c.req.header('user-agent')),
        }
        const cause = await db.as(doorkeeper, { purpose: 'sign-in: done' }, async (tx) => {
          const who = way.audience === 'staff' ? await staffFor(tx, way, told.value) : await personFor(tx, way, told.value, config)
          if (typeof who === 'string') return who
          await openSession(tx, { ...common, ...who })
          // Whoever was signed in here before no longer is: a session is never carried over.
          const before = getCookie(c, cookieName)
          if (before) await endSession(tx, before, 'signed-in-again')
          return undefined
        })
        if (cause) return failed(c, cause, 'person', way, taken.returnTo)
        setCookie(c, cookieName, secret, cookieOptions)
        return c.redirect(taken.returnTo, 303)
      },
    },
    {
      method: 'get',
      path: '/logga-in/misslyckades',
      who: 'anyone',
      zone: 'C',
      async handle(c) {
        const code = c.req.query('kod')
        const cause = causeIn(code)
        if (!code || !cause) return c.redirect('/logga-in', 303)
        const till = backTo(c)
        const id = z.uuid().safeParse(c.req.query('satt')).data
        const way = id ? await db.as(nobody, { purpose: 'sign-in: failed' }, (tx) => findWay(tx, id)) : undefined
        const [ladder, ways] = await Promise.all([around(c, way?.municipalityId), waysFor('resident')])
        const others = ways.filter((other) => other.municipalityId === ladder.frame.municipality?.id).map((other) => wayIn(other, till))
        const audience = way?.audience ?? 'resident'
        const start = query(starts[audience], { till })
        return c.html(
          FailedPage({ ...ladder, ways: others, cause, code, way: way && wayIn(way, till), start, staff: audience === 'staff' }),
        )
      },
    },
    {
      // The key by which providers know us; they fetch it themselves.
      method: 'get',
      path: '/.well-known/jwks.json',
      who: 'anyone',
      zone: 'C',
      handle: (c) => c.json({ keys: [publicClientKey(config.secret)] }),
    },
  ]
}

const browserOf = (c: Ctx): string | undefined => {
  const browser = getCookie(c, signInCookieName)
  return browser && /^[\w-]{43}$/.test(browser) ? browser : undefined
}

/** Forgets the sign-ins this browser has under way, too. */
export const forgetBrowser = (c: Ctx): void => {
  deleteCookie(c, cookieName, cookieOptions)
  deleteCookie(c, signInCookieName, cookieOptions)
}

const staffFor = async (tx: Tx, way: Way, told: Told): Promise<{ kind: 'staff'; staffId: string } | Cause> => {
  const staff = await staffByLogin(tx, way.issuer, told.subject, way.municipalityId)
  return staff ? { kind: 'staff', staffId: staff.id } : 'not-staff'
}

/**
 * Which of our people it is. The link is issuer and subject; the number is matched once, when the link is made. A coordination number that
 * is not confirmed opens nothing, whether or not somebody here has it, so that nobody learns if they do. A coordination number may become
 * a personal number; a personal number that becomes another is for a human to look at. Nothing is ever merged here.
 */
export async function personFor(
  tx: Tx,
  way: Pick<Way, 'issuer'>,
  told: Told,
  { secret, mode }: Config,
): Promise<{ kind: 'person'; personId: string } | Cause> {
  if (told.number && !told.number.sure) return 'uncertain-number'
  const number = told.number?.value
  if (number && mode === 'production' && isTestNumber(number)) return 'test-number'
  const numbered = number && { number, index: numberIndex(secret, number), sealed: sealNumber(secret, number) }
  const known = await personByLogin(tx, way.issuer, told.subject)
  const before = known?.sealed ? readable(secret, known.sealed) : undefined
  if (number && before && before !== number && !isCoordinationNumber(before)) return 'other-number'
  if (known && numbered && before !== number) await giveNumber(tx, known.id, numbered)
  const personId =
    known?.id ?? (await link(tx, way.issuer, told.subject, numbered ? await personByNumber(tx, numbered) : await aNewPerson(tx)))
  if (told.name) await giveName(tx, personId, told.name)
  return { kind: 'person', personId }
}

/** The number that was sealed, or nothing when it was sealed under a secret this installation no longer has: it is then sealed anew. */
function readable(secret: string, sealed: Uint8Array) {
  try {
    return openNumber(secret, sealed)
  } catch {
    return undefined
  }
}
