import { randomUUID } from 'node:crypto'
import { z } from 'zod'
import type { Tx } from '#kernel/db'
import { NotFound } from '#kernel/errors'
import { formOf, idFrom, type Route } from '#kernel/http'
import type { Services } from '#kernel/services'
import { dayOf, isDay } from '#kernel/values/day'
import { frameOf } from '#modules/directory'
import type { FieldError } from '#ui/form'
import { Event } from '../../events/model.ts'
import { reference } from '../../templates/read.ts'
import { onKept } from '../kept.ts'
import { at, type C, happened, happenedAnew, type Head, matterPath, momentOf, root, seenIn, whenTyped, type Written } from '../model.ts'
import { findWritten, writeEvent } from '../queries.ts'
import { type Ask, asks, type ByHand, correctedDetail, detailOf, isByHand, oreOf, typedOf } from './model.ts'
import { EventPage, KindsPage } from './page.tsx'
import { type About, listAbout } from './queries.ts'
import { words } from './text.ts'

/** `/personal/arenden/:id/handelse`: what happened in a matter kept here. Saved is locked. */
export const eventRoutes = (services: Services): Route[] => {
  const frame = (c: C) => frameOf(c, services, root)
  const kindOf = (c: C): ByHand => {
    const kind = c.req.param('kind')
    if (!isByHand(kind)) throw new NotFound()
    return kind
  }
  const on = onKept(services)
  const aboutFor = (tx: Tx, head: Head, kind: ByHand) => {
    const kinds = (asks[kind] as readonly Ask[]).flatMap((ask) => ask.kinds ?? [])
    return kinds.length ? listAbout(tx, head.id, kinds) : Promise.resolve([])
  }
  return [
    {
      ...at,
      method: 'get',
      path: `${root}/:matter/handelse`,
      handle: async (c: C) => c.html(KindsPage({ frame: await frame(c), head: await on(c, 'event page', async (_, head) => head) })),
    },
    {
      ...at,
      method: 'get',
      path: `${root}/:matter/handelse/:kind`,
      async handle(c: C) {
        const kind = kindOf(c)
        const { head, about } = await on(c, 'event page', async (tx, head) => ({ head, about: await aboutFor(tx, head, kind) }))
        const today = dayOf(new Date())
        return c.html(EventPage({ frame: await frame(c), head, today, kind, form: randomUUID(), typed: { datum: today }, about }))
      },
    },
    {
      ...at,
      method: 'post',
      path: `${root}/:matter/handelse/:kind`,
      async handle(c: C) {
        const kind = kindOf(c)
        const typed = await formOf(c)
        const form = z.uuid().safeParse(typed['formular']).data ?? randomUUID()
        const { head, about, errors, outcome } = await on(c, 'register event', async (tx, head) => {
          const about = await aboutFor(tx, head, kind)
          const { event, errors } = read(kind, form, typed, about, head, c)
          return { head, about, errors, outcome: event && (await writeEvent(tx, head.id, writing(event))) }
        })
        if (outcome === 'stored' || outcome === 'unchanged') return c.redirect(`${matterPath(head.id)}?gjort=last`, 303)
        const page = { frame: await frame(c), head, today: dayOf(new Date()), kind, typed, about, errors }
        return outcome ? c.html(EventPage({ ...page, form: randomUUID(), conflict: true }), 409) : c.html(EventPage({ ...page, form }), 422)
      },
    },
    {
      ...at,
      method: 'get',
      path: `${root}/:matter/handelse/:item/ratta`,
      async handle(c: C) {
        const { head, about, written, kind } = await locked(c)
        if (written.annulled) return c.redirect(matterPath(head.id), 303)
        return c.html(EventPage({ ...(await correcting(c, head, kind, written)), about, typed: typedIn(written, about) }))
      },
    },
    {
      ...at,
      method: 'post',
      path: `${root}/:matter/handelse/:item/ratta`,
      async handle(c: C) {
        const typed = await formOf(c)
        const { head, about, written, kind } = await locked(c)
        const seen = seenIn(typed)
        const same = unchanged(kind, typed, typedIn(written, about))
        const page = async (now: Written) => ({ ...(await correcting(c, head, kind, now)), about, typed })
        if (same && !written.annulled && seen === written.version - 1) return c.redirect(`${matterPath(head.id)}?gjort=last`, 303)
        if (written.annulled || seen !== written.version) return c.html(EventPage({ ...(await page(written)), conflict: true }), 409)
        const { event, errors } = read(kind, written.event.ref, typed, about, head, c, written.event)
        if (!event) return c.html(EventPage({ ...(await page(written)), errors }), 422)
        if (same)
          return c.html(
            EventPage({ ...(await page(written)), errors: [{ field: 'datum', message: words(c.var.language).wrong.same }] }),
            422,
          )
        const outcome = await on(c, 'correct event', (tx) => writeEvent(tx, head.id, { ...writing(event), version: written.version + 1 }))
        if (outcome === 'stored' || outcome === 'unchanged') return c.redirect(`${matterPath(head.id)}?gjort=last`, 303)
        return c.html(EventPage({ ...(await page((await locked(c)).written)), conflict: true }), 409)
      },
    },
  ]

  function locked(c: C) {
    return on(c, 'read event', async (tx, head) => {
      const written = await findWritten(tx, head.id, idFrom(c, 'item'))
      if (!written || !isByHand(written.event.kind)) throw new NotFound()
      return { head, written, kind: written.event.kind, about: await aboutFor(tx, head, written.event.kind) }
    })
  }

  async function correcting(c: C, head: Head, kind: ByHand, written: Written) {
    return { frame: await frame(c), head, today: dayOf(new Date()), kind, form: '', corrects: { ...written, id: idFrom(c, 'item') } }
  }
}

const writing = ({ ref, kind, at, about, author, detail }: Event) => ({ ref, kind, at: new Date(at), event: { about, author, detail } })

/** What is registered, as its form holds it when nothing has been changed. */
const typedIn = ({ event }: Written, about: readonly About[]): Record<string, string> => ({
  ...whenTyped(event.at),
  ...typedOf(event, about.find(({ ref }) => ref === event.about)?.id),
})

const plain = (text = '') => text.replace(/\r\n?/g, '\n').trim()
const unchanged = (kind: ByHand, typed: Record<string, string>, was: Record<string, string>): boolean =>
  ['datum', 'tid', ...(asks[kind] as readonly Ask[]).map(({ name }) => name)].every((name) => plain(typed[name]) === plain(was[name]))

/** The form as an event, or what is wrong with each of its fields. `was`: the wording that it corrects. */
function read(
  kind: ByHand,
  ref: string,
  form: Record<string, string>,
  about: readonly About[],
  head: Head,
  c: C,
  was?: Event,
): { event?: Event; errors: FieldError[] } {
  const said = words(c.var.language)
  const label = (name: string) => said.labels[name as keyof typeof said.labels]
  const wanted = asks[kind] as readonly Ask[]
  const given = Object.fromEntries(wanted.map(({ name }) => [name, plain(form[name])]))
  const [day, time] = [plain(form['datum']), plain(form['tid'])]
  const when = was ? happenedAnew(day, time, was.at) : happened(day, time)
  const errors: FieldError[] =
    typeof when === 'string' ? [{ field: 'datum', message: when === 'later' ? said.wrong.later : said.wrong.datum }] : []
  for (const ask of wanted) {
    const message = fault(ask, given[ask.name]!)
    if (message) errors.push({ field: ask.name, message })
  }
  const meeting = meetingOf(given)
  if (kind === 'follow-up-planned' && !errors.length && !meeting) errors.push({ field: 'klockan', message: said.wrong.datum })
  if (errors.length || typeof when === 'string') return { errors }
  const target = about.find((one) => one.id === given['om'])?.ref ?? (wanted.some(({ is }) => is === 'about') ? undefined : was?.about)
  const event = {
    ref,
    kind,
    at: when.toISOString(),
    author: { name: c.var.actor.name },
    ...(target ? { about: target } : {}),
    detail: was ? correctedDetail(kind, was, given, dayOf(when), meetingOf) : detailOf(kind, given, dayOf(when), meeting),
  }
  const parsed = Event.safeParse(event)
  if (parsed.success) return { event: parsed.data, errors }
  // What is left is a text longer than its place: the longest is the one to shorten.
  const longest = Object.entries(given).toSorted(([, a], [, b]) => b.length - a.length)[0]![0]
  return { errors: [{ field: longest, message: said.wrong.long(label(longest)) }] }

  function fault({ name, is, required, choices }: Ask, value: string): string | undefined {
    if (!value) return required && said.wrong.required(label(name))
    if (is === 'day' && !momentOf(value, '')) return said.wrong.day(label(name))
    if (is === 'kronor' && oreOf(value) === undefined) return said.wrong.sum
    const open =
      name === 'steg'
        ? reference().templates[head.field].steps.map((step) => step.key)
        : is === 'about'
          ? about.map((one) => one.id)
          : choices
    if ((is === 'choice' || is === 'about') && !open?.includes(value)) return said.wrong.required(label(name))
    return undefined
  }
}

/** The day of what is planned, with its time when one was given. Undefined when that is no time. */
const meetingOf = ({ nar, klockan }: Record<string, string>): string | undefined =>
  !isDay(nar) ? undefined : !klockan ? nar : momentOf(nar, klockan)?.toISOString()
