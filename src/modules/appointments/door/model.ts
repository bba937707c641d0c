import { z } from 'zod'
import { Manner } from '../model.ts'

/** What a code or a link opens: one time, and nobody's name, subject or unit. */
export const Door = z.object({
  municipalityId: z.uuid(),
  startsAt: z.date(),
  endsAt: z.date(),
  state: z.enum(['booked', 'cancelled']),
  cancelledBy: z.enum(['person', 'staff', 'code']).nullable(),
  manner: Manner,
  link: z.string().nullable(),
  street: z.string().nullable(),
  postal: z.string().nullable(),
  entrance: z.string().nullable(),
  room: z.string().nullable(),
  wayIn: z.string().nullable(),
  mapText: z.string().nullable(),
  access: z.string().nullable(),
  straightIn: z.boolean().nullable(),
  phone: z.string(),
  confirmed: z.boolean(),
  /** Whether a number to phone them on has been given. It is not shown. */
  hasNumber: z.boolean(),
  closesAt: z.date(),
  mayMove: z.boolean(),
  sequence: z.int(),
  offerId: z.uuid().nullable(),
  offerAt: z.date().nullable(),
  offerUntil: z.date().nullable(),
})
export type Door = z.infer<typeof Door>

export const FreeHere = z.object({ slotId: z.uuid(), startsAt: z.date(), endsAt: z.date(), manner: Manner })
export type FreeHere = z.infer<typeof FreeHere>

/** What can be done at the door; anything else is to look. */
export const acts = ['bekrafta', 'tider', 'flytta', 'avboka', 'avboka-ja', 'ta', 'avsta'] as const
export type Act = (typeof acts)[number]
export const actOf = (text: string | undefined): Act | undefined => acts.find((one) => one === text)

/** What came of it. */
export type Came = 'confirmed' | 'moved' | 'cancelled' | 'kept' | 'taken' | 'late' | 'changed'

/** Which way in the page was opened by: it goes along in its forms. */
export type Key = { name: 'kod' | 'nyckel'; value: string }
