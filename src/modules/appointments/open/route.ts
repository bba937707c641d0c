import { randomUUID } from 'node:crypto'
import { z } from 'zod'
import { callerOf } from '#kernel/client'
import { NotFound, TooMany } from '#kernel/errors'
import { type Ctx, formOf, idFrom, type Route } from '#kernel/http'
import { limit } from '#kernel/limits'
import { doorMark, doorSeed } from '#kernel/secrets'
import type { Services } from '#kernel/services'
import type { Language } from '#kernel/text'
import { addDays, type Day, dayOf, startOf } from '#kernel/values/day'
import { fieldText } from '#kernel/values/field'
import { frameOf, municipalities } from '#modules/directory'
import type { FieldError } from '#ui/form'
import { firstDays, startDay, weeksAhead } from '../book/model.ts'
import { codeFrom, shownCode } from '../code.ts'
import type { Door } from '../door/model.ts'
import { findDoor } from '../door/queries.ts'
import { neutralFrame } from '../door/route.ts'
import { doorPath, openKindPath, openPath, openTimePath } from '../paths.ts'
import { readWishes } from '../wishes.tsx'
import { OpenBookedPage } from './booked.tsx'
import { mostName, type Reason, reasons, type Typed } from './model.ts'
import { OpenPage } from './page.tsx'
import { findOpenTime, listOpenKinds, listOpenPlaces, listOpenTimes, openBook } from './queries.ts'
import { OpenSurePage } from './sure.tsx'
import { words } from './text.ts'
import { OpenTimesPage, OtherTimePage } from './when.tsx'

const nobody = { kind: 'public' } as const
const nothing: Typed = { name: '', companion: '', interpreter: '', wishes: '' }
type Written = { formKey: string; typed: Typed; errors?: FieldError[] }

/**
 * `/boka`: a first time for somebody whom nobody knows (login ladder, zone C). The answer to the last form shows a code that follows from the form's own
 * key: sent again or loaded again it is the same time and the same code, which stands in no address, in no cookie and not in the database.
 */
export function openRoutes(services: Services): Route[] {
  const { db, config } = services
  // A library is one caller, and so are many phones: what keeps a unit's times from being emptied is counted in the database (takes_anyone).
  const [often, daily] = [limit(60, 600), limit(10, 86_400)]

  /** A kind and one of its free times, if it still is. */
  const found = async (id: string, slot: string) => {
    const [[kind], time] = await db.as(nobody, { purpose: 'first booking', reading: true }, (tx) =>
      Promise.all([listOpenKinds(tx, null, id), findOpenTime(tx, id, slot)]),
    )
    if (!kind) throw new NotFound()
    return { kind, time }
  }
  const timesOf = async (id: string, from: Day) => {
    const until = startOf(addDays(from, 7 * weeksAhead))
    const [[kind], times] = await db.as(nobody, { purpose: 'first booking', reading: true }, (tx) =>
      Promise.all([listOpenKinds(tx, null, id), listOpenTimes(tx, id, startOf(from), until)]),
    )
    if (!kind) throw new NotFound()
    return { kind, times }
  }

  type Found = Awaited<ReturnType<typeof found>>
  const sure = async (c: Ctx, { kind }: Found, time: NonNullable<Found['time']>, { formKey, typed, errors = [] }: Written, many = false) =>
    OpenSurePage({
      frame: await frameOf(c, services, undefined, kind.municipalityId),
      kind,
      time,
      today: dayOf(new Date()),
      formKey,
      typed,
      errors,
      many,
    })

  /** Back to the times, and why. What has been written goes along in a form, and never in the address. */
  const otherTime = async (c: Ctx, id: string, said: Reason, written: Written) => {
    const today = dayOf(new Date())
    const { kind, times } = await timesOf(id, today)
    if (Object.values(written.typed).every((text) => text === '')) return c.redirect(`${openKindPath(id)}?gick-inte=${said}`, 303)
    const frame = await frameOf(c, services, undefined, kind.municipalityId)
    const status = written.errors?.length ? 422 : 409
    return c.html(OtherTimePage({ frame, kind, times: firstDays(times).shown, today, said, ...written }), status)
  }
  /** Somebody has it, or the kind takes no more. */
  const goneFor = ({ kind }: Found): Reason => (kind.firstAt ? 'taken' : 'full')

  const booked = async (c: Ctx, door: Door, code: string) => {
    const frame = await neutralFrame(c, services, door.municipalityId)
    const address = config.origin.replace(/^https?:\/\//, '') + doorPath
    return c.html(OpenBookedPage({ frame, door, code, shown: shownCode(code), address, today: dayOf(new Date()) }))
  }

  const spent = (caller: string) =>
    daily(caller).then(
      () => false,
      (error: unknown) => {
        if (error instanceof TooMany) return true
        throw error
      },
    )

  return [
    {
      method: 'get',
      path: openPath,
      who: 'anyone',
      zone: 'C',
      async handle(c) {
        const asked = c.req.query('kommun')
        const all = await municipalities(services)
        const around = await frameOf(c, services, openPath)
        const municipality = all.find(({ code }) => code === asked) ?? around.municipality
        const frame = { ...(await frameOf(c, services, openPath, municipality?.id)), municipality }
        const [kinds, places] = await db.as(nobody, { purpose: 'first booking', reading: true }, (tx) =>
          Promise.all([municipality ? listOpenKinds(tx, municipality.id, null) : [], listOpenPlaces(tx)]),
        )
        const others = all.filter(({ id }) => id !== municipality?.id && places.includes(id))
        return c.html(OpenPage({ frame, kinds, others, today: dayOf(new Date()) }))
      },
    },
    {
      method: 'get',
      path: openKindPath(':service'),
      who: 'anyone',
      zone: 'C',
      async handle(c) {
        const today = dayOf(new Date())
        const from = startDay(c.req.query('fran'), today)
        const { kind, times } = await timesOf(idFrom(c, 'service'), from)
        const said = reasons.find((one) => one === c.req.query('gick-inte'))
        const frame = await frameOf(c, services, undefined, kind.municipalityId)
        return c.html(OpenTimesPage({ frame, kind, times, today, from: from > today ? from : undefined, said }))
      },
    },
    {
      method: 'post',
      path: openKindPath(':service'),
      who: 'anyone',
      zone: 'C',
      async handle(c) {
        const id = idFrom(c, 'service')
        await often(callerOf(c, config.trustProxy))
        const { form, written } = await read(c)
        const slot = z.uuid().safeParse(form['tid']).data
        if (!slot) {
          const errors = [{ field: 'tid', message: words(c.var.language).again.wrong }]
          return otherTime(c, id, 'taken', { ...written, errors })
        }
        const there = await found(id, slot)
        if (!there.time) return otherTime(c, id, goneFor(there), { ...written, errors: [] })
        return c.html(await sure(c, there, there.time, written), written.errors.length > 0 ? 422 : 200)
      },
    },
    {
      method: 'get',
      path: openTimePath(':service', ':time'),
      who: 'anyone',
      zone: 'C',
      async handle(c) {
        const id = idFrom(c, 'service')
        const there = await found(id, idFrom(c, 'time'))
        // Also whoever has just booked it comes back here by the browser's way back.
        if (!there.time) return c.redirect(`${openKindPath(id)}?gick-inte=${there.kind.firstAt ? 'gone' : 'full'}`, 303)
        return c.html(await sure(c, there, there.time, { formKey: randomUUID(), typed: nothing }))
      },
    },
    {
      method: 'post',
      path: openTimePath(':service', ':time'),
      who: 'anyone',
      zone: 'C',
      async handle(c) {
        const [id, slot] = [idFrom(c, 'service'), idFrom(c, 'time')]
        const caller = callerOf(c, config.trustProxy)
        await often(caller)
        const { written } = await read(c)
        const code = codeFrom(doorSeed(config.secret, written.formKey))
        const hash = doorMark(config.secret, code)
        const known = await db.as(nobody, { purpose: 'first booking' }, (tx) => findDoor(tx, hash))
        if (known?.state === 'booked') return booked(c, known, code)
        if (known) return c.redirect(`${openKindPath(id)}?gick-inte=over`, 303)

        const refused = written.errors.length > 0
        if (refused || (await spent(caller))) {
          const there = await found(id, slot)
          if (!there.time) return otherTime(c, id, goneFor(there), { ...written, errors: [] })
          return c.html(await sure(c, there, there.time, written, !refused), refused ? 422 : 429)
        }
        const { said, door } = await db.as(nobody, { purpose: 'first booking' }, async (tx) => ({
          said: await openBook(tx, { kind: id, slot, hash }, written.typed),
          door: await findDoor(tx, hash),
        }))
        switch (said) {
          case 'done':
          case 'same':
            if (door?.state === 'booked') return booked(c, door, code)
            return c.redirect(`${openKindPath(id)}?gick-inte=over`, 303)
          case 'taken':
          case 'late':
          case 'full':
            return otherTime(c, id, said, written)
          case 'none':
            throw new NotFound()
        }
      },
    },
  ]
}

/** What the form holds: its own key, the words, and what is wrong with them. */
async function read(c: Ctx) {
  const form = await formOf(c)
  const language: Language = c.var.language
  const { wishes, errors } = readWishes(form, language)
  const name = fieldText(form['namn']).replace(/\s+/g, ' ')
  const long = name.length > mostName ? [{ field: 'namn', message: words(language).sure.long }] : []
  const formKey = z.uuid().safeParse(form['key']).data ?? randomUUID()
  return { form, written: { formKey, typed: { name, ...wishes }, errors: [...long, ...errors] } }
}
