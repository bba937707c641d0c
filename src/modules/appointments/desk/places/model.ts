import { z } from 'zod'
import { Place as WherePlace } from '../../model.ts'

/** Where one comes, with all that is told of it. `oneAtATime`: two meetings are never there at once; `ahead`: how many meetings are booked there. */
export const Place = WherePlace.extend({ id: z.uuid(), name: z.string(), oneAtATime: z.boolean(), ended: z.boolean(), ahead: z.number() })
export type Place = z.infer<typeof Place>

const short = z.string().trim().max(200)
const long = z
  .string()
  .max(2000)
  .transform((text) => text.replace(/\r\n?/g, '\n').trim())
/** A reminder says the street and its number and nothing else of a place, so that is all that may stand there. */
const street = /^\p{Lu}[\p{L}\d .'-]{1,60} \d{1,4}( ?[A-Z])?$/u

export const Saved = z.object({
  namn: z.string().trim().min(1).max(100),
  gata: z.string().trim().max(100).regex(street),
  ort: z.string().trim().max(100).default(''),
  ingang: short.default(''),
  rum: short.default(''),
  vag: long.default(''),
  karta: long.default(''),
  lokal: long.default(''),
  rakt: z.literal('ja').optional(),
  ett: z.literal('ja').optional(),
})
export type Saved = z.infer<typeof Saved>

export const placeFields = ['namn', 'gata', 'ort', 'ingang', 'rum', 'vag', 'karta', 'lokal'] as const
export type PlaceField = (typeof placeFields)[number]
export type Typed = Partial<Record<PlaceField | 'rakt' | 'ett', string | undefined>>

/** A place as its form has it. */
export const typedOf = (place: Place): Typed => ({
  namn: place.name,
  gata: place.street,
  ort: place.postal,
  ingang: place.entrance,
  rum: place.room,
  vag: place.wayIn,
  karta: place.mapText,
  lokal: place.access,
  rakt: place.straightIn ? 'ja' : undefined,
  ett: place.oneAtATime ? 'ja' : undefined,
})
