import { NotFound } from '#kernel/errors'
import { formOf, idFrom, type Route } from '#kernel/http'
import type { Services } from '#kernel/services'
import { frameOf } from '#modules/directory'
import type { FieldError } from '#ui/form'
import { type C, managerAt, placesPath, root } from '../model.ts'
import { type Place, placeFields, Saved, type Typed, typedOf } from './model.ts'
import { PlacePage, placePath, PlacesPage } from './page.tsx'
import { addPlace, changePlace, endPlace, isShared, listAllPlaces } from './queries.ts'
import { words } from './text.ts'

const path = placePath(':place')

/** `/personal/platser`: where people come, with the whole way in (APPT-02). */
export const placeRoutes = (services: Services): Route[] => {
  const { db } = services
  async function find(c: C): Promise<Place> {
    const id = idFrom(c, 'place')
    const [place] = await db.as(c.var.actor, { purpose: 'read place' }, (tx) => listAllPlaces(tx, id))
    if (!place) throw new NotFound()
    return place
  }
  const page = async (c: C, place: Place | undefined, typed: Typed, errors: FieldError[] = []) =>
    PlacePage({ frame: await frameOf(c, services, root), place, typed, errors })

  /** Reads the form and saves it, as a new place or the one of the address. */
  async function save(c: C, place: Place | undefined) {
    const form = await formOf(c)
    const parsed = Saved.safeParse(form)
    if (!parsed.success) {
      const wrong = new Set(parsed.error.issues.map(({ path: [field] }) => String(field)))
      const said = words(c.var.language).wrong
      const errors = placeFields.filter((field) => wrong.has(field)).map((field) => ({ field, message: said[field] }))
      const typed: Typed = Object.fromEntries([...placeFields, 'rakt', 'ett'].map((name) => [name, form[name]]))
      return c.html(await page(c, place, typed, errors), 422)
    }
    const { unitId } = c.var.actor.desk!
    const saved = await db.as(c.var.actor, { purpose: 'save place' }, async (tx) => {
      if (place && !place.oneAtATime && parsed.data.ett && (await isShared(tx, place.id))) return undefined
      if (!place) return addPlace(tx, unitId, parsed.data)
      if (!(await changePlace(tx, place.id, parsed.data))) throw new NotFound()
      return place.id
    })
    if (!saved) return c.html(await page(c, place, form, [{ field: 'ett', message: words(c.var.language).shared }]), 422)
    return c.redirect(`${placesPath}?sparat=ja`, 303)
  }

  return [
    {
      ...managerAt,
      method: 'get',
      path: placesPath,
      async handle(c: C) {
        const places = await db.as(c.var.actor, { purpose: 'list places' }, (tx) => listAllPlaces(tx))
        return c.html(PlacesPage({ frame: await frameOf(c, services, root), places, saved: c.req.query('sparat') === 'ja' }))
      },
    },
    { ...managerAt, method: 'get', path: `${placesPath}/ny`, handle: async (c: C) => c.html(await page(c, undefined, { ett: 'ja' })) },
    { ...managerAt, method: 'post', path: `${placesPath}/ny`, handle: (c: C) => save(c, undefined) },
    {
      ...managerAt,
      method: 'get',
      path,
      async handle(c: C) {
        const place = await find(c)
        return c.html(await page(c, place, typedOf(place)))
      },
    },
    { ...managerAt, method: 'post', path, handle: async (c: C) => save(c, await find(c)) },
    {
      ...managerAt,
      method: 'post',
      path: `${path}/slut`,
      async handle(c: C) {
        const id = idFrom(c, 'place')
        const ended = (await formOf(c))['slut'] !== 'nej'
        if (!(await db.as(c.var.actor, { purpose: 'save place' }, (tx) => endPlace(tx, id, ended)))) throw new NotFound()
        return c.redirect(`${placesPath}?sparat=ja`, 303)
      },
    },
  ]
}
