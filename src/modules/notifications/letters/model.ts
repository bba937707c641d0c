import { z } from 'zod'
import { type Message, templateNames } from '../templates/model.ts'

export const Sending = z.object({
  id: z.uuid(),
  name: z.string().nullable(),
  state: z.enum(['listed', 'failed', 'unsure']),
  channel: z.enum(['sms', 'email', 'letter']).nullable(),
  template: z.enum(templateNames as [(typeof templateNames)[number], ...typeof templateNames]).nullable(),
  language: z.enum(['sv', 'en']),
  at: z.date(),
  municipality: z.string(),
  message: z.custom<Message>().optional(),
})
/** Something the unit has to post, or to know of. `message`: what a letter says. */
export type Sending = z.infer<typeof Sending>
/** A letter that can be printed. */
export type Letter = Sending & { message: Message }
export const isLetter = (sending: Sending): sending is Letter => sending.state === 'listed' && sending.message !== undefined
