import { asset } from '#kernel/assets'

const id = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/

/**
 * The address of a portrait, from what `directory.staff.photo` or a card says: one that a steward has put in has an address of its own that tells
 * nobody's name; the demo's are drawings among the assets. Nothing when there is none.
 */
export function portrait(photo: string | null | undefined): string | undefined {
  if (!photo) return undefined
  if (id.test(photo)) return `/bild/${photo}`
  const name = `${photo.replace(/\.svg$/, '')}.svg`
  const address = asset(name)
  return address === `/assets/${name}` ? undefined : address
}
