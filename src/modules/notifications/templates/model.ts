import { z } from 'zod'
import { RowDay } from '#kernel/values/day'

export const channels = ['sms', 'email', 'letter'] as const
export type Channel = (typeof channels)[number]
/** What goes out has no easier version: it is easy already. */
export type Tongue = 'sv' | 'en'

/**
 * Words that tell what somebody has to do with the social services, or that could. No template holds one, in any language, and no slot lets
 * one through. Read as the beginning of a word.
 */
const telling =
  /(?<!\p{L})(soc|nämnd|utskott|handläggar|sekreterar|kurator|terapeut|psyk|behandl|missbruk|beroend|alkohol|narkotik|drog|vård|omsorg|familjehem|familje?enhet|vuxenenhet|barn|ungdom|utred|ärende|insats|bistånd|försörj|ekonomienhet|beslut|journal|akt(en|er)?(?!\p{L})|klient|patient|våld|orosanmäl|umgänge|faderskap|funktion|boendestöd|god man|förvaltare|enhet|avdelning|lag(en|ar)?(?!\p{L})|paragraf|lvu|lvm|lss|sol(?!\p{L})|sip(?!\p{L})|osl(?!\p{L})|welfare|caseworker|case(?!\p{L})|officer|counsel|therap|treatment|addict|abuse|violence|custody|child|youth|family|famil|unit(?!\p{L})|department|act(?!\p{L})|law(?!\p{L})|section \d|decision|investigat|benefit|client)|§/iu
export const isTelling = (text: string): boolean => telling.test(text)

/** "9.30": on Swedish clocks. */
const Time = z.string().regex(/^(\d|1\d|2[0-3])\.[0-5]\d$/)
/** "Storgatan 4 B": a street and a number, and nothing else that an address line could hold. */
const Street = z
  .string()
  .regex(/^\p{Lu}[\p{L}\d .':-]{1,40} \d{1,4}( ?[A-Z])?$/u)
  .refine((street) => !isTelling(street), 'tells too much')
/** The street of a place as it may stand in a message, or undefined when it says more than where. */
export const streetSlot = (street: string): string | undefined => Street.safeParse(street.trim()).data
/** As people write and call it. */
const Phone = z.string().regex(/^\+?[\d][\d \-\u00a0\u2011]{2,20}$/)
/** An own address that says nothing: a room, and one key at most. The sending itself looks that it is our own. */
const Link = z.string().regex(/^https?:\/\/[\w.:-]+\/[a-z-]{2,20}(\/[\w-]{8,64})?$/)
const Code = z.string().regex(/^\d{6}$/)
/** How one meets. That it is at somebody's home is not told. */
export const hows = ['visit', 'phone', 'video'] as const

const when = { day: RowDay, time: Time }
const where = { how: z.enum(hows), street: Street.optional() }
const call = { phone: Phone }
const link = { link: Link }

/** Everything that can be sent, and what is filled in. There is no free text, and no slot for a name, a unit or a matter. */
export const templates = {
  reminder: z.strictObject({ ...when, ...where, ...call, ...link }),
  'reminder-no-link': z.strictObject({ ...when, ...where, ...call }),
  'earlier-time': z.strictObject({ ...when, ...call, ...link, untilDay: RowDay, untilTime: Time }),
  'earlier-time-no-link': z.strictObject({ ...when, ...call, untilDay: RowDay, untilTime: Time }),
  'time-changed': z.strictObject({ ...when, ...where, ...call, ...link }),
  'time-changed-no-link': z.strictObject({ ...when, ...where, ...call }),
  'time-cancelled': z.strictObject({ ...when, ...call }),
  waiting: z.strictObject({ ...call }),
  'confirm-number': z.strictObject({ code: Code }),
  /** To somebody at work. Its link opens nothing: it leads to where they sign in. */
  alarm: z.strictObject({ ...link }),
  invite: z.strictObject({ ...call, ...link }),
} as const
export type Template = keyof typeof templates
export const templateNames = Object.keys(templates) as Template[]
export type Slots<T extends Template = Template> = z.output<(typeof templates)[T]>
/** A template with what fits it. */
export type Message = { [T in Template]: { readonly template: T; readonly slots: Slots<T> } }[Template]

/** What is said instead to an address that may have another owner by now: no key goes there. */
const withoutLink: Partial<Record<Template, Template>> = {
  reminder: 'reminder-no-link',
  'earlier-time': 'earlier-time-no-link',
  'time-changed': 'time-changed-no-link',
}

/** The message without its link, where it has one. */
export function linkless(message: Message): Message {
  const other = withoutLink[message.template]
  if (!other) return message
  const { link: _, ...slots } = message.slots as Slots<'reminder'>
  return { template: other, slots } as Message
}

/** The slots as they may be kept: what opens something is sent, and forgotten. Throws when they are not what the template asks for. */
export function keptSlots({ template, slots }: Message): Record<string, string> {
  const { link: _, code: __, ...kept } = templates[template].parse(slots) as Record<string, string>
  return kept
}
