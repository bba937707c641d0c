import type { Language } from '#kernel/text'
import { fieldText } from '#kernel/values/field'
import { phone } from '#kernel/values/phone'
import { Field } from '#ui/form'
import { words } from './text.ts'

// The number to phone at a time by phone: the same field wherever one is booked, moved to or changed.

export const numberField = 'nummer'

/** A number that somebody can be phoned on, as it is kept: "070-174 06 05". Undefined when what was written is none. */
export function readNumber(typed: string | undefined): string | undefined {
  const found = phone(fieldText(typed))
  // Short numbers, and those that cost their owner, are nobody's own.
  return found?.href.startsWith('tel:+') ? found.shown.replaceAll('\u00a0', ' ').replaceAll('\u2011', '-') : undefined
}

type Props = { value: string | undefined; error: string | undefined; hint?: string | undefined; own?: boolean; language: Language }

/** `own`: whoever fills it in is the one to phone. */
export const NumberField = ({ value, error, hint, own = true, language }: Props) => (
  <Field
    id={numberField}
    type="tel"
    label={words(language).number.ask}
    hint={hint}
    value={value}
    autocomplete={own ? 'tel' : 'off'}
    maxlength={40}
    error={error}
  />
)
