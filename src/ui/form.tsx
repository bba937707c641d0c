import type { Child, PropsWithChildren } from 'hono/jsx'
import { asset } from '#kernel/assets'
import { type Language, langTag } from '#kernel/text'
import { words } from './text.ts'

/** What is wrong with which field; `field` is the field's id. */
export type FieldError = { field: string; message: string }

/** The message for a field, or undefined. */
export const errorFor = (errors: readonly FieldError[], field: string): string | undefined =>
  errors.find((error) => error.field === field)?.message

type FormProps = PropsWithChildren<{
  action?: string | undefined
  errors?: readonly FieldError[] | undefined
  language: Language
  upload?: boolean | undefined
}>

/** How fields look. Moves into the head of the page, once however many forms there are. */
export const FormSheet = () => <link rel="stylesheet" href={asset('forms.css')} precedence="forms" />

/** A form that the server checks. What is wrong stands first, and again by each field. `upload` lets it carry files. */
export const Form = ({ action, errors = [], language, upload, children }: FormProps) => (
  <form class="form" method="post" action={action} enctype={upload ? 'multipart/form-data' : undefined} novalidate>
    <FormSheet />
    <ErrorSummary errors={errors} language={language} />
    {children}
  </form>
)

/** The list of what to correct, each line leading to its field. Takes the focus when the page comes. */
export const ErrorSummary = ({ errors, language }: { errors: readonly FieldError[]; language: Language }) =>
  errors.length > 0 ? (
    <div class="ds-error-summary" tabindex={-1} role="alert" autofocus>
      <h2 class="h3">{words(language).toCorrect(errors.length)}</h2>
      <ul>
        {errors.map(({ field, message }) => (
          <li>
            <a href={`#${field}`}>{message}</a>
          </li>
        ))}
      </ul>
    </div>
  ) : null

type Asked = { id: string; name?: string | undefined; label: Child; hint?: Child; error?: string | undefined }

const described = ({ id, hint, error }: Pick<Asked, 'id' | 'hint' | 'error'>) => ({
  'aria-invalid': error ? ('true' as const) : undefined,
  'aria-describedby': [hint && `${id}-hint`, error && `${id}-error`].filter(Boolean).join(' ') || undefined,
})

const Hint = ({ id, hint }: Pick<Asked, 'id' | 'hint'>) =>
  hint ? (
    <p data-field="description" id={`${id}-hint`}>
      {hint}
    </p>
  ) : null

const Wrong = ({ id, error }: Pick<Asked, 'id' | 'error'>) =>
  error ? (
    <p class="ds-validation-message" id={`${id}-error`}>
      {error}
    </p>
  ) : null

const Framed = ({ children, ...asked }: PropsWithChildren<Asked>) => (
  <div class="ds-field">
    <label class="ds-label" for={asked.id}>
      {asked.label}
    </label>
    <Hint {...asked} />
    {children}
    <Wrong {...asked} />
  </div>
)

type FieldProps = Asked & {
  value?: string | undefined
  type?: 'text' | 'tel' | 'email' | 'date' | 'search' | 'file' | 'password' | undefined
  inputmode?: 'text' | 'decimal' | 'numeric' | 'tel' | 'email' | undefined
  autocomplete?: string | undefined
  maxlength?: number | undefined
  /** For a file: the kinds that are taken. */
  accept?: string | undefined
}

/** One line to fill in. `name` is the id unless said otherwise. */
export const Field = ({ value, type = 'text', inputmode, autocomplete, maxlength, accept, ...asked }: FieldProps) => (
  <Framed {...asked}>
    <input
      class="ds-input"
      id={asked.id}
      name={asked.name ?? asked.id}
      type={type}
      value={value}
      inputmode={inputmode}
      autocomplete={autocomplete}
      maxlength={maxlength}
      accept={accept}
      {...described(asked)}
    />
  </Framed>
)

type SearchProps = Asked & { action: string; button: string; value?: string | undefined }

/** One line to search with and its button beside. It is sent as a form, so that what is sought stands in no address, and is not kept by the browser. */
export const Search = ({ action, button, value, ...asked }: SearchProps) => (
  <form class="find screen-only" role="search" method="post" action={action} novalidate>
    <FormSheet />
    <label class="ds-label" for={asked.id}>
      {asked.label}
    </label>
    <Hint {...asked} />
    <div>
      <input
        class="ds-input"
        id={asked.id}
        name={asked.name ?? asked.id}
        type="search"
        value={value}
        autocomplete="off"
        autofocus={asked.error !== undefined}
        {...described(asked)}
      />
      <Button>{button}</Button>
    </div>
    <Wrong {...asked} />
  </form>
)

/** From how many characters a limit is one that somebody may write up to without having been told. */
const told = 2000

/** The hint of a long text says how long it may be, so that nobody writes on into nothing. */
function hintOf(hint: Child, maxlength: number | undefined, language: Language): Child {
  if (maxlength === undefined || maxlength < told) return hint
  const limit = words(language).atMost(maxlength.toLocaleString(langTag(language)))
  return hint ? (
    <>
      {hint} {limit}
    </>
  ) : (
    limit
  )
}

/** Room to write. The line break after the tag belongs to HTML, so that one the person wrote first is kept. */
export const TextArea = ({
  value = '',
  rows = 4,
  maxlength,
  language,
  ...rest
}: Asked & { language: Language; value?: string | undefined; rows?: number; maxlength?: number | undefined }) => {
  const asked = { ...rest, hint: hintOf(rest.hint, maxlength, language) }
  return (
    <Framed {...asked}>
      <textarea class="ds-input" id={asked.id} name={asked.name ?? asked.id} rows={rows} maxlength={maxlength} {...described(asked)}>
        {`\n${value}`}
      </textarea>
    </Framed>
  )
}

export type Option = { value: string; text: string }

type SelectProps = Asked & { options: readonly Option[]; value?: string | undefined; autofocus?: boolean | undefined }

/** One of a list, when it is long. */
export const Select = ({ options, value, autofocus, ...asked }: SelectProps) => (
  <Framed {...asked}>
    <select class="ds-input" id={asked.id} name={asked.name ?? asked.id} autofocus={autofocus} {...described(asked)}>
      {options.map((option) => (
        <option value={option.value} selected={option.value === value}>
          {option.text}
        </option>
      ))}
    </select>
  </Framed>
)

type RadiosProps = Asked & { options: readonly (Option & { hint?: Child })[]; value?: string | undefined }

/** One of a few, all in sight. The first has the group's id, so that an error leads to it. */
export const Radios = ({ options, value, ...asked }: RadiosProps) => (
  <fieldset class="ds-fieldset" aria-describedby={described(asked)['aria-describedby']}>
    <legend class="ds-label">{asked.label}</legend>
    <Hint {...asked} />
    {options.map((option, at) => {
      const id = at ? `${asked.id}-${at + 1}` : asked.id
      return (
        <div class="ds-field">
          <input
            class="ds-input"
            type="radio"
            id={id}
            name={asked.name ?? asked.id}
            value={option.value}
            checked={option.value === value}
            aria-invalid={asked.error ? 'true' : undefined}
            aria-describedby={option.hint ? `${id}-about` : undefined}
          />
          <label for={id}>{option.text}</label>
          {option.hint && (
            <p data-field="description" id={`${id}-about`}>
              {option.hint}
            </p>
          )}
        </div>
      )
    })}
    <Wrong {...asked} />
  </fieldset>
)

type ChecksProps = Asked & { options: readonly Option[]; values?: readonly string[] | undefined }

/** Any number of a few, all in sight. The first has the group's id, so that an error leads to it. Their name ends with `[]`: there may be several. */
export const Checks = ({ options, values = [], ...asked }: ChecksProps) => (
  <fieldset class="ds-fieldset" aria-describedby={described(asked)['aria-describedby']}>
    <legend class="ds-label">{asked.label}</legend>
    <Hint {...asked} />
    {options.map(({ value, text }, at) => {
      const id = at ? `${asked.id}-${at + 1}` : asked.id
      return (
        <div class="ds-field">
          <input
            class="ds-input"
            type="checkbox"
            id={id}
            name={`${asked.name ?? asked.id}[]`}
            value={value}
            checked={values.includes(value)}
            aria-invalid={asked.error ? 'true' : undefined}
          />
          <label for={id}>{text}</label>
        </div>
      )
    })}
    <Wrong {...asked} />
  </fieldset>
)

/** Yes or not. Sends `value`, "ja" unless said otherwise. */
export const Checkbox = ({ value = 'ja', checked, ...asked }: Asked & { value?: string; checked?: boolean | undefined }) => (
  <div class="ds-field">
    <input
      class="ds-input"
      type="checkbox"
      id={asked.id}
      name={asked.name ?? asked.id}
      value={value}
      checked={checked}
      {...described(asked)}
    />
    <label for={asked.id}>{asked.label}</label>
    <Hint {...asked} />
    <Wrong {...asked} />
  </div>
)

type Look = { variant?: 'secondary' | 'tertiary' | undefined; danger?: boolean | undefined }

const look = ({ variant, danger }: Look) => ({ class: 'ds-button', 'data-variant': variant, 'data-color': danger ? 'danger' : undefined })

type ButtonProps = PropsWithChildren<
  Look & { name?: string | undefined; value?: string | undefined; press?: string | undefined; formaction?: string | undefined }
>

/** Sends the form. `press` is the single key that does the same on a staff page, shown on the button. */
export const Button = ({ name, value, press, formaction, children, ...looks }: ButtonProps) => (
  <button {...look(looks)} type="submit" name={name} value={value} formaction={formaction} data-key={press}>
    {children}
    {press && (
      <>
        {' '}
        <kbd>{press}</kbd>
      </>
    )}
  </button>
)

/** A link that is the page's main step. */
export const ButtonLink = ({ href, children, ...looks }: PropsWithChildren<Look & { href: string }>) => (
  <a {...look(looks)} href={href}>
    <span>{children}</span>
  </a>
)

/** What can be done here, in a line. */
export const Acts = ({ children }: PropsWithChildren) => <p class="acts">{children}</p>
