import type { Language } from '#kernel/text'
import { Field } from '#ui/form'
import { words } from './text.ts'

// The number to phone at a time by phone: the same field wherever one is booked, moved to or changed.

export const numberField = 'nummer'

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
