import type { Language } from '#kernel/text'
import { fieldText } from '#kernel/values/field'
import { errorFor, Field, type FieldError, TextArea } from '#ui/form'
import { words } from './text.ts'

// Who comes along, which interpreter, and what else is asked for: the same fields when a time is booked and afterwards.

export type Wishes = { companion: string; interpreter: string; wishes: string }
const most = { companion: 500, interpreter: 200, wishes: 2000 } as const
const fieldOf = { companion: 'med', interpreter: 'tolk', wishes: 'onskemal' } as const

/** What somebody filled in, and which of it is too long. */
export function readWishes(form: Record<string, string>, language: Language): { wishes: Wishes; errors: FieldError[] } {
  const wishes = {
    companion: fieldText(form[fieldOf.companion]),
    interpreter: fieldText(form[fieldOf.interpreter]),
    wishes: fieldText(form[fieldOf.wishes]),
  }
  const errors = (Object.keys(most) as (keyof Wishes)[])
    .filter((key) => wishes[key].length > most[key])
    .map((key) => ({ field: fieldOf[key], message: words(language).wishes.long }))
  return { wishes, errors }
}

export const WishFields = ({ wishes, errors = [], language }: { wishes: Wishes; errors?: readonly FieldError[]; language: Language }) => {
  const said = words(language).wishes
  return (
    <>
      <Field
        id={fieldOf.companion}
        label={said.companion}
        hint={said.companionHint}
        value={wishes.companion}
        maxlength={most.companion}
        error={errorFor(errors, fieldOf.companion)}
      />
      <Field
        id={fieldOf.interpreter}
        label={said.interpreter}
        hint={said.interpreterHint}
        value={wishes.interpreter}
        maxlength={most.interpreter}
        error={errorFor(errors, fieldOf.interpreter)}
      />
      <TextArea
        id={fieldOf.wishes}
        language={language}
        label={said.wishes}
        hint={said.wishesHint}
        value={wishes.wishes}
        maxlength={most.wishes}
        error={errorFor(errors, fieldOf.wishes)}
      />
    </>
  )
}
