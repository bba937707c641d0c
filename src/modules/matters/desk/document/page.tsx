import type { Day } from '#kernel/values/day'
import { sayDate } from '#kernel/values/when'
import type { Frame } from '#modules/directory'
import { Acts, Button, errorFor, Field, type FieldError, Form, Select } from '#ui/form'
import { Page, PageHead } from '#ui/page'
import { Notice } from '#ui/sheet'
import { mistakePath } from '../mistake/page.tsx'
import { type Head, matterPath, type Written } from '../model.ts'
import { StandsNow } from '../stands.tsx'
import { words } from './text.ts'

/** A decision of the matter, by its reference. */
export type Decided = { ref: string; title: string; day: Day }

type Props = {
  frame: Frame
  head: Head
  today: Day
  form: string
  typed: Record<string, string>
  errors?: readonly FieldError[]
  /** The document that stands in the matter, when the form is to correct it; `id` is the one in the address. */
  corrects?: (Written & { id: string }) | undefined
  conflict?: boolean
  /** Those it can belong to, when it is new. */
  decisions?: readonly Decided[]
}

export const DocumentPage = ({ frame, head, today, form, typed, errors = [], corrects, conflict, decisions = [] }: Props) => {
  const { language } = frame
  const said = words(language)
  const common = (id: string) => ({ id, value: typed[id], error: errorFor(errors, id) })
  return (
    <Page {...frame} title={said.title}>
      <PageHead back={{ href: matterPath(head.id), text: said.back }} title={corrects ? said.correctHeading : said.heading}>
        <p>{corrects ? said.correctLead : said.lead}</p>
      </PageHead>
      <div class="stack">
        {corrects && conflict && (
          <Notice tone="warning" heading={corrects.annulled ? said.annulled : said.corrected}>
            <p>{corrects.annulled ? said.annulledText : said.correctedText}</p>
          </Notice>
        )}
        {corrects && <StandsNow heading={said.now} event={corrects.event} head={head} today={today} language={language} />}
        <Form language={language} errors={errors} upload>
          <input type="hidden" name="formular" value={form} />
          {corrects && <input type="hidden" name="version" value={corrects.version} />}
          <Field {...common('rubrik')} label={said.name} maxlength={200} />
          {decisions.length > 0 && (
            <Select
              {...common('beslut')}
              label={said.decision}
              hint={said.decisionHint}
              options={[
                { value: '', text: said.noDecision },
                ...decisions.map(({ ref, title, day }) => ({ value: ref, text: `${title}, ${sayDate(day, today, language)}` })),
              ]}
            />
          )}
          <Field {...common('fran')} label={said.from} maxlength={300} />
          <Field {...common('datum')} label={said.day} hint={said.dayHint} />
          <Field
            id="fil"
            label={corrects ? said.newFile : said.file}
            hint={errors.length || conflict ? `${said.fileHint}. ${said.again}` : said.fileHint}
            type="file"
            accept="application/pdf,image/jpeg,image/png,text/html"
            error={errorFor(errors, 'fil')}
          />
          <Acts>
            <Button>{corrects ? said.saveCorrection : said.save}</Button>
          </Acts>
        </Form>
        {corrects && (
          <Acts>
            <a href={mistakePath(head.id, corrects.id)}>{said.mistake}</a>
          </Acts>
        )}
      </div>
    </Page>
  )
}
