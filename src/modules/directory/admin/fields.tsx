import type { Language } from '#kernel/text'
import { errorFor, Field, type FieldError } from '#ui/form'
import { type Hours, onlyWords, weekFields } from './model.ts'
import { words } from './text.ts'

type Week = { typed: Record<string, string>; was: Hours; errors: readonly FieldError[]; language: Language }

/** When a phone is answered, a field for each day. */
export const WeekFields = ({ typed, was, errors, language }: Week) => {
  const said = words(language)
  const kept = onlyWords(was)
  return (
    <fieldset class="ds-fieldset week" aria-describedby="tider-hint">
      <legend class="ds-label">{said.hours}</legend>
      <p data-field="description" id="tider-hint">
        {said.hoursHint} {kept && said.hoursWords(kept)}
      </p>
      {weekFields.map((name) => (
        <Field id={name} label={said.days[name]} value={typed[name]} maxlength={60} autocomplete="off" error={errorFor(errors, name)} />
      ))}
    </fieldset>
  )
}
