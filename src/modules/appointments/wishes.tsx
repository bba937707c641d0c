import { type Language, texts } from '#kernel/text'
import { fieldText } from '#kernel/values/field'
import { errorFor, Field, type FieldError, TextArea } from '#ui/form'

// Who comes along, which interpreter, and what else is asked for: the same fields when a time is booked and afterwards.

export type Wishes = { companion: string; interpreter: string; wishes: string }
const most = { companion: 500, interpreter: 200, wishes: 2000 } as const
const fieldOf = { companion: 'med', interpreter: 'tolk', wishes: 'onskemal' } as const

export const words = texts({
  sv: {
    companion: 'Vill du ha med dig någon?',
    companionHint: 'En vän, en släkting eller ett ombud. Skriv vem. Du får lämna tomt.',
    interpreter: 'Behöver du tolk?',
    interpreterHint: 'Skriv vilket språk, eller teckenspråk. Vi ordnar tolken och det kostar inget.',
    wishes: 'Är det något annat som gör mötet bättre för dig?',
    wishesHint: 'Till exempel paus, en stol nära dörren, ingen trappa eller att vi ringer upp i stället.',
    long: 'Texten är för lång. Korta den',
  },
  en: {
    companion: 'Do you want to bring somebody?',
    companionHint: 'A friend, a relative or a representative. Write who. You may leave it empty.',
    interpreter: 'Do you need an interpreter?',
    interpreterHint: 'Write which language, or sign language. We arrange the interpreter and it costs nothing.',
    wishes: 'Is there anything else that makes the meeting better for you?',
    wishesHint: 'For example a break, a chair near the door, no stairs, or that we phone instead.',
    long: 'The text is too long. Shorten it',
  },
})

/** What somebody filled in, and which of it is too long. */
export function readWishes(form: Record<string, string>, language: Language): { wishes: Wishes; errors: FieldError[] } {
  const wishes = {
    companion: fieldText(form[fieldOf.companion]),
    interpreter: fieldText(form[fieldOf.interpreter]),
    wishes: fieldText(form[fieldOf.wishes]),
  }
  const errors = (Object.keys(most) as (keyof Wishes)[])
    .filter((key) => wishes[key].length > most[key])
    .map((key) => ({ field: fieldOf[key], message: words(language).long }))
  return { wishes, errors }
}

export const WishFields = ({ wishes, errors = [], language }: { wishes: Wishes; errors?: readonly FieldError[]; language: Language }) => {
  const said = words(language)
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
