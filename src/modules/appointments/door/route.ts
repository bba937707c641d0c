import type { Tx } from '#kernel/db'
import { type Ctx, formOf, type Route } from '#kernel/http'
import { limit } from '#kernel/limits'
import { doorMark } from '#kernel/secrets'
import type { Services } from '#kernel/services'
import { addDays, dayOf, startOf } from '#kernel/values/day'
import { ownNumber, phone } from '#kernel/values/phone'
import { frameOf } from '#modules/directory'
import { isToken, readCode } from '../code.ts'
import { numberField } from '../number.tsx'
import { behindPath, doorPath } from '../paths.ts'
import { onSeen, seenIn } from '../seen.ts'
import { words as timeWords } from '../text.ts'
import { type Act, actOf, type Came, type Door, type Key } from './model.ts'
import { AskPage, ChoosePage, ClosedPage, DoorPage, SureToCancelPage } from './page.tsx'
import { answerHere, cancelHere, confirmHere, findDoor, listFreeHere, moveHere, type Outcome } from './queries.ts'
import { words } from './text.ts'

const nobody = { kind: 'public' } as const

/** The frame of a page that tells nothing: whose it is, but not which of its services. It is kept by no browser and found by no search. */
export async function neutralFrame(c: Ctx, services: Services, municipalityId: string | undefined) {
  c.header('Cache-Control', 'no-store')
  c.header('X-Robots-Tag', 'noindex')
  const around = await frameOf(c, services, undefined, municipalityId)
  const town = around.municipality
  const about = town && `${town.name}, ${phone(town.phone)?.shown ?? town.phone}`
  return { ...around, place: { ...around.place, subtitle: '' }, about, nav: undefined }
}

/** How many times to choose among on a page that a code opens. */
const timesShown = 40

/**
 * One time without a sign-in, by a code on paper or the link of a reminder (APPT-01, APPT-03). What was never right and what has ended are told
 * alike; guesses are few, for each code and altogether; nothing is kept in the browser.
 */
export function doorRoutes(services: Services): Route[] {
  const { db, config } = services
  const [altogether, each] = [limit(600, 60), limit(30, 600)]

  const frame = (c: Ctx, door?: Door) => neutralFrame(c, services, door?.municipalityId)

  const find = async (value: string): Promise<{ hash: Uint8Array; door: Door } | undefined> => {
    await altogether('doors')
    const hash = doorMark(config.secret, value)
    await each(hash.toString('base64'))
    const door = await db.as(nobody, { purpose: 'door' }, (tx) => findDoor(tx, hash))
    return door && { hash, door }
  }

  const show = async (c: Ctx, door: Door, key: Key, came?: Came) => {
    const now = new Date()
    return DoorPage({ frame: await frame(c, door), door, way: key, now, today: dayOf(now), came })
  }

  async function act(c: Ctx, what: Act, form: Record<string, string>, { hash, door }: { hash: Uint8Array; door: Door }, key: Key) {
    const now = new Date()
    const common = { door, way: key, now, today: dayOf(now) }
    const seen = seenIn(form)
    /** The times to choose among, told when the one that they have is `of` and the form showed another. */
    const choose = async (of = door) => {
      const until = startOf(addDays(dayOf(now), 60))
      const times = await db.as(nobody, { purpose: 'door' }, (tx) => listFreeHere(tx, hash, now, until))
      const came = form['gor'] === 'flytta' && of.sequence !== seen ? ('changed' as const) : undefined
      return { frame: await frame(c, of), ...common, door: of, came, times: times.slice(0, timesShown) }
    }
    if (what === 'tider') return c.html(ChoosePage(await choose()))
    if (what === 'avboka') return c.html(SureToCancelPage({ frame: await frame(c, door), ...common }))
    const slot = id(form['tid'])
    if (what === 'flytta' && !slot) {
      const errors = [{ field: 'tid', message: words(c.var.language).choose.wrong }]
      return c.html(ChoosePage({ ...(await choose()), errors }), 422)
    }
    const number = ownNumber(form[numberField])
    if (what === 'flytta' && !door.hasNumber && !number) {
      const there = await choose()
      if (there.times.some(({ slotId, manner }) => slotId === slot && manner === 'phone')) {
        const errors = [{ field: numberField, message: timeWords(c.var.language).number.wrong }]
        return c.html(ChoosePage({ ...there, chosen: slot, number: form[numberField], errors }), 422)
      }
    }
    const run = (work: (tx: Tx) => Promise<Outcome>) => db.as(nobody, { purpose: 'door' }, work)
    const asSeen = (act: (tx: Tx) => Promise<Outcome>, ends: boolean) =>
      onSeen({ seen, act, ends, sequence: async (tx) => (await findDoor(tx, hash))?.sequence }, run)
    const outcome = await (() => {
      switch (what) {
        case 'bekrafta':
          return asSeen((tx) => confirmHere(tx, hash), false)
        case 'flytta':
          return asSeen((tx) => moveHere(tx, hash, slot!, door.hasNumber ? undefined : number), true)
        case 'avboka-ja':
          return asSeen((tx) => cancelHere(tx, hash), true)
        case 'ta':
        case 'avsta':
          // An offer ends with the time that it was an earlier one to.
          return run((tx) => answerHere(tx, hash, id(form['erbjudande']) ?? '00000000-0000-0000-0000-000000000000', what === 'ta'))
      }
    })()
    const after = await db.as(nobody, { purpose: 'door' }, (tx) => findDoor(tx, hash))
    if (!after) return closed(c, key)
    if (outcome === 'changed') {
      const page =
        what === 'flytta' && after.state === 'booked'
          ? ChoosePage({ ...(await choose(after)), chosen: slot, number: form[numberField] })
          : await show(c, after, key, 'changed')
      return c.html(page, 409)
    }
    const came: Came =
      outcome === 'done' || outcome === 'same'
        ? ({ bekrafta: 'confirmed', flytta: 'moved', 'avboka-ja': 'cancelled', ta: 'moved', avsta: 'kept' } as const)[what]
        : outcome === 'taken' || (outcome !== 'late' && (what === 'ta' || what === 'avsta'))
          ? 'taken'
          : 'late'
    return c.html(await show(c, after, key, came))
  }

  /** The same words for what was never right and what has ended. */
  const closed = async (c: Ctx, key: Key | undefined, typed?: string) =>
    key?.name === 'nyckel'
      ? c.html(ClosedPage({ frame: await frame(c) }), 404)
      : c.html(AskPage({ frame: await frame(c), typed, wrong: true }), 422)

  return [
    {
      method: 'get',
      path: doorPath,
      who: 'anyone',
      zone: 'C',
      handle: async (c) => c.html(AskPage({ frame: await frame(c) })),
    },
    {
      method: 'post',
      path: doorPath,
      who: 'anyone',
      zone: 'C',
      async handle(c) {
        const form = await formOf(c)
        const [code, token] = [readCode(form['kod']), isToken(form['nyckel']) ? form['nyckel'] : undefined]
        const key: Key | undefined = token ? { name: 'nyckel', value: token } : code ? { name: 'kod', value: code } : undefined
        const found = key && (await find(key.value))
        if (!key || !found) return closed(c, key ?? (form['nyckel'] ? { name: 'nyckel', value: '' } : undefined), form['kod'])
        const what = actOf(form['gor'])
        if (what) return act(c, what, form, found, key)
        return c.html(await show(c, found.door, key))
      },
    },
    {
      method: 'get',
      path: behindPath(':token'),
      who: 'anyone',
      zone: 'C',
      async handle(c) {
        const token = c.req.param('token')
        const key: Key = { name: 'nyckel', value: isToken(token) ? token : '' }
        const found = key.value ? await find(key.value) : undefined
        return found ? c.html(await show(c, found.door, key)) : closed(c, key)
      },
    },
  ]
}

const id = (text: string | undefined): string | undefined =>
  /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/.test(text ?? '') ? text : undefined
