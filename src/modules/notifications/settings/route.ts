import { randomInt, randomUUID } from 'node:crypto'
import type { PersonActor } from '#kernel/actor'
import { type Ctx, formOf, type Route } from '#kernel/http'
import { limit } from '#kernel/limits'
import { addressIndex, codeMark, sealAddress } from '#kernel/secrets'
import type { Services } from '#kernel/services'
import { dayOf } from '#kernel/values/day'
import { frameOf, turnTo } from '#modules/directory'
import { readAddress } from '../address.ts'
import { carrierOf } from '../adapters/carriers.ts'
import { deliver } from '../send.ts'
import { addressFrom, type Faulty, type Kind, kinds, readReminder, readWaiting, type Way } from './model.ts'
import { ContactPage, fields, type Just, justs, path } from './page.tsx'
import { askCode, confirmWay, listCodes, listSent, listWays, listWishes, removeWay, setWay, wish } from './queries.ts'
import { words } from './text.ts'

type C = Ctx<PersonActor>
const forPerson = { who: 'person', zone: 'B' } as const

/** `/mina-sidor/installningar/kontakt`: where a person can be reached, and how they want to be reminded (APPT-03, APPT-04). */
export function settingsRoutes(services: Services): Route[] {
  const { db, config } = services
  const often = limit(20, 600)
  const can = { sms: carrierOf(config, 'sms') !== undefined, email: carrierOf(config, 'email') !== undefined }

  async function read(c: C) {
    const [found, wishes, codes, sent, foot] = await db.as(c.var.actor, { purpose: 'contact settings', reading: true }, (tx) =>
      Promise.all([listWays(tx), listWishes(tx), listCodes(tx), listSent(tx), turnTo(tx, c.var.language)]),
    )
    const ways: Way[] = found.flatMap(({ sealed, ...way }) => {
      const address = readAddress(config.secret, sealed)
      return address === undefined ? [] : [{ ...way, address }]
    })
    return { ways, wishes, codes, sent, foot }
  }
  type Held = Awaited<ReturnType<typeof read>>
  const hasOf = ({ ways }: Held) => ({ sms: ways.some(({ kind }) => kind === 'sms'), email: ways.some(({ kind }) => kind === 'email') })

  async function draw(
    c: C,
    { foot, ...held }: Held,
    more: { just?: Just | undefined; typed?: Record<string, string>; faults?: readonly Faulty[] } = {},
  ) {
    const { wrong } = words(c.var.language)
    return ContactPage({
      frame: { ...(await frameOf(c, services, '/mina-sidor/installningar')), ...foot },
      today: dayOf(new Date()),
      origin: config.origin,
      can,
      reply: carrierOf(config, 'sms')?.replies ?? false,
      ...held,
      just: more.just,
      typed: more.typed ?? {},
      errors: (more.faults ?? []).map(({ field, what }) => ({ field, message: wrong[what] })),
    })
  }
  const refuse = async (c: C, typed: Record<string, string>, faults: readonly Faulty[]) =>
    c.html(await draw(c, await read(c), { typed, faults }), 422)
  const done = (c: C, just: Just | undefined) => c.redirect(just ? `${path}?gjort=${just}` : path, 303)

  /** A code to the address there is. What is said afterwards: nothing when it is on its way, since the page then asks for it. */
  async function sendCode(c: C, kind: Kind): Promise<Just | undefined> {
    const { actor, session } = c.var
    const code = String(randomInt(1_000_000)).padStart(6, '0')
    const id = randomUUID()
    const may = await db.as(actor, { purpose: 'contact settings: change' }, (tx) =>
      askCode(tx, kind, id, codeMark(config.secret, `${actor.id}:${kind}`, code)),
    )
    if (!may) return 'for-manga'
    const outcome = await deliver(services, {
      key: `code:${id}`,
      personId: actor.id,
      municipalityId: session?.municipalityId || undefined,
      about: 'reminder',
      only: kind,
      derive: async () => ({ template: 'confirm-number', slots: { code } }),
    })
    return outcome === 'sent' || outcome === 'unsure' ? undefined : 'ingen-kod'
  }
  const kindOf = (form: Record<string, string>): Kind | undefined => kinds.find((kind) => kind === form['slag'])

  const save = (kind: Kind) => async (c: C) => {
    await often(c.var.actor.id)
    const form = await formOf(c)
    const address = addressFrom(kind, form[fields[kind]] ?? '')
    if (!address || !can[kind]) return refuse(c, form, [{ field: fields[kind], what: kind === 'sms' ? 'number' : 'email' }])
    const before = (await read(c)).ways.find((way) => way.kind === kind)
    await db.as(c.var.actor, { purpose: 'contact settings: change' }, (tx) =>
      setWay(tx, kind, sealAddress(config.secret, address), addressIndex(config.secret, address)),
    )
    // Written once more as it was: whoever has shown that it is theirs need not do it again.
    if (before?.address === address && before.confirmedOn === dayOf(new Date())) return done(c, 'sparat')
    return done(c, await sendCode(c, kind))
  }

  return [
    {
      ...forPerson,
      method: 'get',
      path,
      async handle(c: C) {
        return c.html(await draw(c, await read(c), { just: justs.find((just) => just === c.req.query('gjort')) }))
      },
    },
    ...kinds.map((kind): Route => ({ ...forPerson, method: 'post', path: `${path}/${fields[kind]}`, handle: save(kind) })),
    {
      ...forPerson,
      method: 'post',
      path: `${path}/ny-kod`,
      async handle(c: C) {
        await often(c.var.actor.id)
        const kind = kindOf(await formOf(c))
        return done(c, kind && (await sendCode(c, kind)))
      },
    },
    {
      ...forPerson,
      method: 'post',
      path: `${path}/kod`,
      async handle(c: C) {
        await often(c.var.actor.id)
        const form = await formOf(c)
        const kind = kindOf(form)
        const code = (form['kod'] ?? '').replace(/\s/g, '')
        if (!kind) return done(c, undefined)
        const outcome = await db.as(c.var.actor, { purpose: 'contact settings: change' }, (tx) =>
          confirmWay(tx, kind, codeMark(config.secret, `${c.var.actor.id}:${kind}`, code)),
        )
        if (outcome === 'done') return done(c, 'bekraftat')
        const held = await read(c)
        // Without a code to write, the page says so where a new one is asked for.
        const field = held.codes.length > 0 ? 'kod' : fields[kind]
        return c.html(await draw(c, held, { typed: { kod: code }, faults: [{ field, what: outcome }] }), 422)
      },
    },
    {
      ...forPerson,
      method: 'post',
      path: `${path}/ta-bort`,
      async handle(c: C) {
        const kind = kindOf(await formOf(c))
        if (kind) await db.as(c.var.actor, { purpose: 'contact settings: change' }, (tx) => removeWay(tx, kind))
        return done(c, kind && (kind === 'sms' ? 'borttaget-nummer' : 'borttagen-epost'))
      },
    },
    {
      ...forPerson,
      method: 'post',
      path: `${path}/val`,
      async handle(c: C) {
        const form = await formOf(c)
        const has = hasOf(await read(c))
        const { wish: chosen, faults } = readReminder(form, has)
        // Not asked of anybody where nothing but letters can be sent.
        const waiting = can.sms || can.email ? readWaiting(form, has) : { channel: 'none' as const, faults: [] }
        const { channel } = waiting
        if (!chosen || !channel) return refuse(c, form, [...faults, ...waiting.faults])
        await db.as(c.var.actor, { purpose: 'contact settings: change' }, async (tx) => {
          await wish(tx, 'reminder', chosen.channel, chosen.leadDays, chosen.language)
          await wish(tx, 'waiting', channel, [0], null)
        })
        return done(c, 'sparat')
      },
    },
  ]
}
