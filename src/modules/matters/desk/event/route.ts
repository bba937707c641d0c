import { randomUUID } from 'node:crypto'
import { z } from 'zod'
import { NotFound } from '#kernel/errors'
import { formOf, idFrom, type Route } from '#kernel/http'
import type { Services } from '#kernel/services'
import { dayOf, isDay } from '#kernel/values/day'
import { fieldText } from '#kernel/values/field'
import { frameOf } from '#modules/directory'
import { check } from '#modules/writing'
import type { FieldError } from '#ui/form'
import { Event, type Placed } from '../../events/model.ts'
import { reference } from '../../templates/read.ts'
import { onKept } from '../kept.ts'
import {
  at,
  type C,
  closedSince,
  happened,
  happenedAnew,
  wrongField,
  type Head,
  matterPath,
  momentOf,
  now,
  root,
  seenIn,
  type Standing,
  whenTyped,
  type Written,
} from '../model.ts'
import { findWritten, listStanding, writeEvent } from '../queries.ts'
import {
  type Ask,
  asks,
  byHand,
  type ByHand,
  type Choice,
  choicesAt,
  correctedDetail,
  detailOf,
  hindranceAt,
  isByHand,
  oreOf,
  typedOf,
  whenClosed,
  workAfter,
} from './model.ts'
import { EventPage, KindsPage, type Ticked } from './page.tsx'
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
  return [
    {
      ...at,
      method: 'get',
      path: `${root}/:matter/handelse`,
      async handle(c: C) {
        const { head, standing } = await on(c, 'event page', async (tx, head) => ({ head, standing: await listStanding(tx, head.id) }))
        const template = reference().templates[head.field]
        const kinds = byHand.filter((kind) => !hindranceAt(kind, standing, template, now(kind)))
        const closed = closedSince(standing, now('closed'), true)
        return c.html(KindsPage({ frame: await frame(c), head, today: dayOf(new Date()), kinds, closed }))
      },
    },
    {
      ...at,
      method: 'get',
      path: `${root}/:matter/handelse/:kind`,
      async handle(c: C) {
        const kind = kindOf(c)
        const { head, standing } = await on(c, 'event page', async (tx, head) => ({ head, standing: await listStanding(tx, head.id) }))
        const today = dayOf(new Date())
        const choices = choicesIn(kind, head, standing, now(kind))
        const hindrance = hindranceAt(kind, standing, reference().templates[head.field], now(kind))
        const page = { frame: await frame(c), head, today, kind, form: randomUUID(), typed: { datum: today }, choices, hindrance }
        return c.html(EventPage(page))
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
        const { head, choices, errors, ask, outcome } = await on(c, 'register event', async (tx, head) => {
          const { event, ...page } = read(kind, form, typed, await listStanding(tx, head.id), head, c)
          const toSave = event && typed['gor'] !== check
          return { head, ...page, outcome: toSave && (await writeEvent(tx, head.id, writing(event))) }
        })
        if (outcome === 'stored' || outcome === 'unchanged') return c.redirect(`${matterPath(head.id)}?gjort=last`, 303)
        const page = { frame: await frame(c), head, today: dayOf(new Date()), kind, typed, choices, errors, ask }
        if (typed['gor'] === check) return c.html(EventPage({ ...page, form, errors: [], review: true }))
        return outcome ? c.html(EventPage({ ...page, form: randomUUID(), conflict: true }), 409) : c.html(EventPage({ ...page, form }), 422)
      },
    },
    {
      ...at,
      method: 'get',
      path: `${root}/:matter/handelse/:item/ratta`,
      async handle(c: C) {
        const held = await locked(c)
        if (held.written.annulled) return c.redirect(matterPath(held.head.id), 303)
        return c.html(EventPage({ ...(await correcting(c, held)), typed: typedIn(held) }))
      },
    },
    {
      ...at,
      method: 'post',
      path: `${root}/:matter/handelse/:item/ratta`,
      async handle(c: C) {
        const typed = await formOf(c)
        const held = await locked(c)
        const { head, standing, written, kind } = held
        const seen = seenIn(typed)
        const same = unchanged(kind, typed, typedIn(held))
        const page = async (as = held) => ({ ...(await correcting(c, as)), typed })
        if (typed['gor'] === check) return c.html(EventPage({ ...(await page()), review: true }))
        if (same && !written.annulled && seen === written.version - 1) return c.redirect(`${matterPath(head.id)}?gjort=last`, 303)
        if (written.annulled || seen !== written.version) return c.html(EventPage({ ...(await page()), conflict: true }), 409)
        const { event, ...found } = read(kind, written.event.ref, typed, standing, head, c, written.event)
        if (!event) return c.html(EventPage({ ...(await page()), ...found }), 422)
        if (same)
          return c.html(EventPage({ ...(await page()), errors: [{ field: 'datum', message: words(c.var.language).wrong.same }] }), 422)
        const outcome = await on(c, 'correct event', (tx) => writeEvent(tx, head.id, { ...writing(event), version: written.version + 1 }))
        if (outcome === 'stored' || outcome === 'unchanged') return c.redirect(`${matterPath(head.id)}?gjort=last`, 303)
        return c.html(EventPage({ ...(await page(await locked(c))), conflict: true }), 409)
      },
    },
  ]

  function locked(c: C): Promise<Held> {
    return on(c, 'read event', async (tx, head) => {
      const written = await findWritten(tx, head.id, idFrom(c, 'item'))
      if (!written || !isByHand(written.event.kind)) throw new NotFound()
      return { head, written, kind: written.event.kind, standing: await listStanding(tx, head.id) }
    })
  }

  async function correcting(c: C, { head, kind, written, standing }: Held) {
    const choices = choicesIn(kind, head, standing, written.event)
    return {
      frame: await frame(c),
      head,
      today: dayOf(new Date()),
      kind,
      form: '',
      choices,
      corrects: { ...written, id: idFrom(c, 'item') },
    }
  }
}

type Held = { head: Head; written: Written; kind: ByHand; standing: readonly Standing[] }

/** What there is to choose among at any of the places, each once. */
const choicesIn = (kind: ByHand, { field }: Head, standing: readonly Standing[], ...places: Placed[]): Choice[] => [
  ...new Map(places.flatMap((here) => choicesAt(kind, standing, reference().templates[field], here)).map((one) => [one.id, one])).values(),
]

const writing = ({ ref, kind, at, about, author, detail }: Event) => ({ ref, kind, at: new Date(at), event: { about, author, detail } })

/** What is registered, as its form holds it when nothing has been changed. */
const typedIn = ({ written: { event }, standing }: Held): Record<string, string> => ({
  ...whenTyped(event.at),
  ...typedOf(event, standing.find((one) => one.event.ref === event.about)?.id),
})

const unchanged = (kind: ByHand, typed: Record<string, string>, was: Record<string, string>): boolean =>
  ['datum', 'tid', ...(asks[kind] as readonly Ask[]).map(({ name }) => name)].every(
    (name) => fieldText(typed[name]) === fieldText(was[name]),
  )

/** The form as an event, or what is wrong with each of its fields and what they choose among. `was`: the wording that it corrects. */
function read(
  kind: ByHand,
  ref: string,
  form: Record<string, string>,
  standing: readonly Standing[],
  head: Head,
  c: C,
  was?: Event,
): { event?: Event; errors: FieldError[]; choices: Choice[]; ask?: Ticked | undefined } {
  const said = words(c.var.language)
  const label = (name: string) => said.labels[name as keyof typeof said.labels]
  const wanted = asks[kind] as readonly Ask[]
  const given = Object.fromEntries(wanted.map(({ name }) => [name, fieldText(form[name])]))
  const [day, time] = [fieldText(form['datum']), fieldText(form['tid'])]
  const when = was ? happenedAnew(day, time, was.at) : happened(day, time)
  const first = was ?? now(kind)
  const here = typeof when === 'string' ? first : { ...first, at: when, ref }
  const open = choicesIn(kind, head, standing, here)
  // Also what the form offered when it was made, so that a choice that does not fit the day is still there to see.
  const choices = choicesIn(kind, head, standing, first, here)
  const errors: FieldError[] = typeof when === 'string' ? [{ field: wrongField(when, day), message: said.wrong[when] }] : []
  for (const ask of wanted) {
    const message = fault(ask, given[ask.name]!)
    if (message) errors.push({ field: ask.name, message })
  }
  const ask = typeof when === 'string' ? undefined : against(when)
  const meeting = meetingOf(given)
  if (kind === 'follow-up-planned' && !errors.length && !meeting) errors.push({ field: 'klockan', message: said.wrong['no time'] })
  if (errors.length || typeof when === 'string') return { errors, choices, ask }
  const target = wanted.some(({ is }) => is === 'about') ? standing.find((one) => one.id === given['om'])?.event.ref : was?.about
  const event = {
    ref,
    kind,
    at: when.toISOString(),
    author: { name: c.var.actor.name },
    ...(target ? { about: target } : {}),
    detail: was ? correctedDetail(kind, was, given, dayOf(when), meetingOf) : detailOf(kind, given, dayOf(when), meeting),
  }
  const parsed = Event.safeParse(event)
  if (parsed.success) return { event: parsed.data, errors, choices, ask }
  // What is left is a text longer than its place: the longest is the one to shorten.
  const longest = Object.entries(given).toSorted(([, a], [, b]) => b.length - a.length)[0]![0]
  return { errors: [{ field: longest, message: said.wrong.long(label(longest)) }], choices, ask }

  /** What the case says against it, by how it stood then. What is only reworded stays where it was. */
  function against(moment: Date): Ticked | undefined {
    if (was && moment.toISOString() === new Date(was.at).toISOString()) return undefined
    const hindrance = hindranceAt(kind, standing, reference().templates[head.field], here)
    if (hindrance === 'open' || hindrance === 'closed') errors.push({ field: 'datum', message: said.wrong[hindrance] })
    const closed = !!closedSince(standing, here, !!time || day === dayOf(new Date())) && whenClosed(kind)
    if (closed === 'refused') errors.push({ field: 'datum', message: said.wrong.afterClosing })
    const question = closed === 'asked' ? 'closed' : kind === 'closed' && workAfter(standing, here) ? 'later' : undefined
    if (question && form['anda'] !== question) errors.push({ field: 'anda', message: said.wrong[`${question}Asked`] })
    return question
  }

  function fault({ name, is, required, choices: fixed, last }: Ask, value: string): string | undefined {
    if ((is === 'about' || is === 'step') && choices.length === 0) return said.nothing[is]
    if (!value) return required && said.wrong.required(label(name))
    if (is === 'day' && !momentOf(value, '')) return said.wrong.day(label(name))
    // What was to be done by a day may be said to be done, or not, after it.
    const begins = [given['fran'], day].find(isDay)
    if (last && begins && value < begins && (given['status'] ?? 'active') === 'active')
      return (begins === day ? said.wrong.early : said.wrong.before)(label(name))
    if (is === 'kronor' && oreOf(value) === undefined) return said.wrong.sum
    if (is === 'choice' && !fixed?.includes(value)) return said.wrong.required(label(name))
    if ((is === 'about' || is === 'step') && !open.some(({ id }) => id === value)) return said.wrong.choice(label(name))
    return undefined
  }
}

/** The day of what is planned, with its time when one was given. Undefined when that is no time. */
const meetingOf = ({ nar, klockan }: Record<string, string>): string | undefined =>
  !isDay(nar) ? undefined : !klockan ? nar : momentOf(nar, klockan)?.toISOString()
