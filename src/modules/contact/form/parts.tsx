import { raw } from 'hono/html'
import type { Child } from 'hono/jsx'
import type { Language } from '#kernel/text'
import { Checks, errorFor, Field as Line, type FieldError, Radios, TextArea } from '#ui/form'
import { Facts } from '#ui/lists'
import { marked } from '#ui/words'
import { type Definition, type Faulty, type Field, inputOf, mostOf, spoken, type Told, type Typed, yesNo } from './model.ts'
import { words } from './text.ts'

/** A file that lies with the form already, and where it is read. */
export type Kept = { id: string; field: string; label: string; href: string }

type Props = {
  definition: Definition
  typed: Typed
  errors: readonly FieldError[]
  kept: readonly Kept[]
  language: Language
  nonce: string
}

/** The fields of a form. What is asked only of some is hidden by rules of style, without script; a browser that does not know them shows it and says for whom it is. */
export const FormFields = (props: Props) => {
  const { definition, nonce } = props
  const rules = rulesOf(definition)
  return (
    <>
      {rules && (
        <style nonce={nonce} href="villkor" precedence="forms">
          {raw(rules)}
        </style>
      )}
      {definition.fields.map((field) =>
        field.showIf ? (
          <div id={`v-${field.id}`} class="stack">
            <Only field={field} {...props} />
            <One field={field} {...props} />
          </div>
        ) : (
          <One field={field} {...props} />
        ),
      )}
    </>
  )
}

/** What is wrong, at its field and in words that name it. */
export const faultsOf = ({ fields }: Definition, faults: readonly Faulty[], language: Language): FieldError[] =>
  faults.map(({ field: id, what }) => {
    const field = fields.find((one) => one.id === id)
    const label = field ? unmarked(spoken(field.label, language)) : id
    // A question that is to be answered is said as it is asked.
    return { field: inputOf(id), message: words(language).wrong[what](what === 'required' ? label : plain(label)) }
  })

/** A label without its marks: the summary of errors is plain text. */
const unmarked = (text: string) => text.replace(/[\u2066\u2068\u2069]/g, '')
const plain = (text: string) => unmarked(text).replace(/[?:.]$/, '')

/** Names and values are letters, digits and hyphens (model.ts), so that nothing in them can be more than a name here. */
function rulesOf({ fields }: Definition): string {
  const byId = new Map(fields.map((field) => [field.id, field]))
  const conditions = ({ showIf }: Field): string => {
    if (!showIf) return ''
    const on = byId.get(showIf.field)!
    const values = showIf.is.map((value) => `[name="${inputOf(showIf.field)}${on.kind === 'choices' ? '[]' : ''}"][value="${value}"]`)
    return `${conditions(on)}:has(:is(${values.join(',')}):checked)`
  }
  const conditional = fields.filter(({ showIf }) => showIf)
  if (conditional.length === 0) return ''
  const lines = conditional.map(
    (field) => `#v-${field.id}{display:none}form${conditions(field)} #v-${field.id}{display:grid;gap:var(--d-5)}`,
  )
  return `@supports selector(:has(*)){.v-only{display:none}${lines.join('')}}`
}

const Only = ({ field: { showIf }, definition, language }: Props & { field: Field }) => {
  const said = words(language)
  const on = definition.fields.find(({ id }) => id === showIf!.field)
  if (!on) return null
  const answers = showIf!.is.map((value) => said.quoted(plain(answerName(on, value, language))))
  return <p class="small soft v-only">{marked(said.only(answers.join(said.or), spoken(on.label, language)))}</p>
}

const answerName = ({ kind, options }: Field, value: string, language: Language): string => {
  if (kind === 'yes-no') return value === 'ja' ? words(language).yes : words(language).no
  const option = options.find((one) => one.value === value)
  return option ? spoken(option.label, language) : value
}

const One = ({ field, typed, errors, kept, language }: Props & { field: Field }) => {
  const said = words(language)
  const id = inputOf(field.id)
  const [value] = typed[field.id] ?? []
  const label = spoken(field.label, language)
  const help = field.help && marked(spoken(field.help, language))
  const asked = {
    id,
    label: marked(field.required ? label : said.optional(label)),
    hint: help,
    error: errorFor(errors, id),
  }
  const options = (values: readonly string[]) => values.map((one) => ({ value: one, text: plain(answerName(field, one, language)) }))
  switch (field.kind) {
    case 'info':
      return (
        <div class="stack">
          <p>{marked(label)}</p>
          {help && <p>{help}</p>}
        </div>
      )
    case 'long':
      return <TextArea {...asked} language={language} value={value} rows={6} maxlength={mostOf(field)} />
    case 'yes-no':
      return <Radios {...asked} value={value} options={options(yesNo)} />
    case 'choice':
      return <Radios {...asked} value={value} options={options(field.options.map((one) => one.value))} />
    case 'choices':
      return <Checks {...asked} values={typed[field.id]} options={options(field.options.map((one) => one.value))} />
    case 'date':
      return <Line {...asked} value={value} hint={together(help, said.date)} maxlength={200} />
    case 'number':
      return <Line {...asked} value={value} maxlength={200} inputmode="decimal" />
    case 'phone':
      return <Line {...asked} value={value} type="tel" maxlength={40} autocomplete="tel" />
    case 'email':
      return <Line {...asked} value={value} type="email" maxlength={200} autocomplete="email" />
    case 'text':
      return <Line {...asked} value={value} maxlength={mostOf(field)} />
    case 'file':
      return (
        <>
          <KeptFiles kept={kept.filter((one) => one.field === field.id)} language={language} />
          <Line {...asked} type="file" accept="application/pdf,image/jpeg,image/png" hint={together(help, said.file)} />
        </>
      )
  }
}

const together = (help: Child | undefined, hint: string): Child =>
  help ? (
    <>
      {help} {hint}
    </>
  ) : (
    hint
  )

/** Files that lie with the form, each with a way to take it away again. */
export const KeptFiles = ({ kept, language }: { kept: readonly Kept[]; language: Language }) => {
  const said = words(language)
  if (kept.length === 0) return null
  return (
    <fieldset class="ds-fieldset">
      <legend class="ds-label">{said.kept}</legend>
      {kept.map(({ id, label, href }) => (
        <div class="ds-field">
          <input class="ds-input" type="checkbox" id={`bort-${id}`} name="bort[]" value={id} />
          <label for={`bort-${id}`}>{said.drop(label)}</label>
          <p data-field="description">
            <a href={href}>{label}</a>
          </p>
        </div>
      ))}
    </fieldset>
  )
}

/** A form that is filled in, to be read: each question with its answer. `files`: those of a field, as links. */
export const Filled = ({ told, files }: { told: readonly Told[]; files: (field: string) => readonly Child[] }) => (
  <Facts
    facts={told.flatMap(({ id, kind, label, values }) => {
      const is = kind === 'file' ? files(id) : values.map((value) => <Lines text={value} />)
      return is.length ? [{ term: marked(label), is: is.map((part) => <div>{part}</div>) }] : []
    })}
  />
)

/** Text with its own line breaks. */
const Lines = ({ text }: { text: string }) => <>{text.split('\n').flatMap((line, at) => (at ? [<br />, marked(line)] : [marked(line)]))}</>
