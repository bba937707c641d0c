import type { Day } from '#kernel/values/day'
import { sayMoment } from '#kernel/values/when'
import type { Frame } from '#modules/directory'
import { Acts, Button, Checkbox, errorFor, type FieldError, Form, TextArea } from '#ui/form'
import { Page, PageHead } from '#ui/page'
import { type Booking, bookingPath, type Help, helps } from '../model.ts'
import { called, words as common } from '../text.ts'
import { words } from './text.ts'

type Props = {
  frame: Frame
  today: Day
  booking: Booking
  help: readonly Help[]
  typed?: string | undefined
  /** Its words sound like a sanction: they are asked about once. */
  doubtful?: boolean
  errors?: readonly FieldError[]
}

/** Somebody did not come: which help is helps, and some words. Nothing else comes of it. */
export const MissedPage = ({ frame, today, booking, help, typed, doubtful, errors = [] }: Props) => {
  const { language } = frame
  const said = words(language)
  const { id, name, startsAt, revision, login } = booking
  return (
    <Page {...frame} title={said.title}>
      <PageHead back={{ href: bookingPath(id), text: called(name, language) }} title={said.title}>
        <p>{said.lead(name, sayMoment(startsAt, today, language))}</p>
        <p>{said.why}</p>
      </PageHead>
      <Form language={language} errors={errors} action={`${bookingPath(id)}/uteblev`}>
        <input type="hidden" name="sett" value={String(revision)} />
        <fieldset class="ds-fieldset" aria-describedby="hjalp-om">
          <legend class="ds-label">{said.help}</legend>
          <p data-field="description" id="hjalp-om">
            {login ? said.helpHint : said.helpNoLogin}
          </p>
          {helps.map((one) => (
            <Checkbox id={`hjalp-${one}`} label={common(language).help[one]} checked={help.includes(one)} />
          ))}
        </fieldset>
        {login && (
          <TextArea
            language={language}
            id="ord"
            label={said.words}
            hint={said.wordsHint}
            rows={4}
            maxlength={2000}
            value={typed ?? said.start}
            error={errorFor(errors, 'ord')}
          />
        )}
        {doubtful && <Checkbox id="visst" label={said.sure} />}
        <Acts>
          <Button>{said.save}</Button>
        </Acts>
      </Form>
    </Page>
  )
}
