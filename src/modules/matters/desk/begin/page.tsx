import type { Frame } from '#modules/directory'
import { Acts, Button, Checkbox, errorFor, Field, type FieldError, Form, Radios, Select } from '#ui/form'
import { Page, PageHead } from '#ui/page'
import { Notice } from '#ui/sheet'
import { Field as Area } from '../../feed/model.ts'
import { fieldTitle } from '../../templates/read.ts'
import { root } from '../model.ts'
import { words } from './text.ts'

export const whats = ['application', 'report', 'referral', 'transfer', 'other'] as const
export type Typed = Partial<
  Record<'personnummer' | 'namn' | 'nummer' | 'omrade' | 'rubrik' | 'vad' | 'datum' | 'kontakt' | 'samma', string | undefined>
>
type Props = {
  frame: Frame
  form: string
  typed: Typed
  errors?: readonly FieldError[]
  /** Whose number it is by what is known here, when that is another name than the one typed. */
  known?: Known | undefined
}
/** What may be told of the other name, and the mark of the number it is about. */
export type Known = { name: string; mark: string }

export const BeginPage = ({ frame, form, typed, errors = [], known }: Props) => {
  const { language } = frame
  const said = words(language)
  const wrong = (field: string) => errorFor(errors, field)
  return (
    <Page {...frame} title={said.title}>
      <PageHead back={{ href: root, text: said.back }} title={said.heading}>
        <p>{said.lead}</p>
      </PageHead>
      <Form language={language} errors={errors}>
        <input type="hidden" name="formular" value={form} />
        <Field
          id="personnummer"
          label={said.number}
          hint={said.numberHint}
          inputmode="numeric"
          autocomplete="off"
          value={typed.personnummer}
          error={wrong('personnummer')}
        />
        <Field id="namn" label={said.name} autocomplete="off" maxlength={200} value={typed.namn} error={wrong('namn')} />
        {known && (
          <Notice tone="warning" heading={said.same}>
            <p>{said.sameText(known.name, typed.namn ?? '')}</p>
            <Checkbox id="samma" label={said.sameYes} value={known.mark} />
          </Notice>
        )}
        <Field id="nummer" label={said.caseNumber} autocomplete="off" maxlength={60} value={typed.nummer} error={wrong('nummer')} />
        <Select
          id="omrade"
          label={said.field}
          value={typed.omrade}
          error={wrong('omrade')}
          options={[{ value: '', text: '' }, ...Area.options.map((value) => ({ value, text: fieldTitle(value, language) }))]}
        />
        <Field id="rubrik" label={said.about} hint={said.aboutHint} maxlength={200} value={typed.rubrik} error={wrong('rubrik')} />
        <Radios
          id="vad"
          label={said.what}
          value={typed.vad}
          error={wrong('vad')}
          options={whats.map((value) => ({ value, text: said.whats[value] }))}
        />
        <Field id="datum" label={said.day} hint={said.dayHint} value={typed.datum} error={wrong('datum')} />
        <Checkbox id="kontakt" label={said.contact} hint={said.contactHint} checked={typed.kontakt === 'ja'} />
        <Acts>
          <Button>{said.save}</Button>
        </Acts>
      </Form>
    </Page>
  )
}
