import { randomUUID } from 'node:crypto'
import { z } from 'zod'
import type { Tx } from '#kernel/db'
import { NotFound } from '#kernel/errors'
import { formOf, type Route } from '#kernel/http'
import type { Services } from '#kernel/services'
import { dayOf, isDay } from '#kernel/values/day'
import { frameOf } from '#modules/directory'
import type { FieldError } from '#ui/form'
import { Event } from '../../events/model.ts'
import { reference } from '../../templates/read.ts'
import { onKept } from '../kept.ts'
import { at, type C, happened, type Head, matterPath, momentOf, root } from '../model.ts'
import { writeEvent } from '../queries.ts'
import { type Ask, asks, type ByHand, detailOf, isByHand, oreOf } from './model.ts'
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
          const written = event && { about: event.about, author: event.author, detail: event.detail }
          return {
            head,
            about,
            errors,
            outcome: event && (await writeEvent(tx, head.id, { ref: form, kind, at: new Date(event.at), event: written! })),
          }
        })
        if (outcome === 'stored' || outcome === 'unchanged') return c.redirect(`${matterPath(head.id)}?gjort=last`, 303)
        const page = { frame: await frame(c), head, today: dayOf(new Date()), kind, typed, about, errors }
        return outcome ? c.html(EventPage({ ...page, form: randomUUID(), conflict: true }), 409) : c.html(EventPage({ ...page, form }), 422)
      },
    },
  ]
}

/** The form as an event, or what is wrong with each of its fields. */
function read(
  kind: ByHand,
  ref: string,
  form: Record<string, string>,
  about: readonly About[],
  head: Head,
  c: C,
): { event?: Event; errors: FieldError[] } {
  const said = words(c.var.language)
  const label = (name: string) => said.labels[name as keyof typeof said.labels]
  const wanted = asks[kind] as readonly Ask[]
  const given = Object.fromEntries(wanted.map(({ name }) => [name, (form[name] ?? '').replace(/\r\n?/g, '\n').trim()]))
  const when = happened((form['datum'] ?? '').trim(), (form['tid'] ?? '').trim())
  const errors: FieldError[] =
    typeof when === 'string' ? [{ field: 'datum', message: when === 'later' ? said.wrong.later : said.wrong.datum }] : []
  for (const ask of wanted) {
    const message = fault(ask, given[ask.name]!)
    if (message) errors.push({ field: ask.name, message })
  }
  const meeting = meetingOf(given)
  if (kind === 'follow-up-planned' && !errors.length && !meeting) errors.push({ field: 'klockan', message: said.wrong.datum })
  if (errors.length || typeof when === 'string') return { errors }
  const target = about.find((one) => one.id === given['om'])?.ref
  const event = {
    ref,
    kind,
    at: when.toISOString(),
    author: { name: c.var.actor.name },
    ...(target ? { about: target } : {}),
    detail: detailOf(kind, given, dayOf(when), meeting),
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
