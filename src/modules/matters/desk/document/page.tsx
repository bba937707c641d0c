import type { Frame } from '#modules/directory'
import { Acts, Button, errorFor, Field, type FieldError, Form } from '#ui/form'
import { Page, PageHead } from '#ui/page'
import { type Head, matterPath } from '../model.ts'
import { words } from './text.ts'

type Props = { frame: Frame; head: Head; form: string; typed: Record<string, string>; errors?: readonly FieldError[] }

export const DocumentPage = ({ frame, head, form, typed, errors = [] }: Props) => {
  const { language } = frame
  const said = words(language)
  const common = (id: string) => ({ id, value: typed[id], error: errorFor(errors, id) })
  return (
    <Page {...frame} title={said.title}>
      <PageHead back={{ href: matterPath(head.id), text: said.back }} title={said.heading}>
        <p>{said.lead}</p>
      </PageHead>
      <Form language={language} errors={errors} upload>
        <input type="hidden" name="formular" value={form} />
        <Field {...common('rubrik')} label={said.name} maxlength={200} />
        <Field {...common('fran')} label={said.from} maxlength={300} />
        <Field {...common('datum')} label={said.day} hint={said.dayHint} />
        <Field
          id="fil"
          label={said.file}
          hint={errors.length ? `${said.fileHint}. ${said.again}` : said.fileHint}
          type="file"
          accept="application/pdf,image/jpeg,image/png,text/html"
          error={errorFor(errors, 'fil')}
        />
        <Acts>
          <Button>{said.save}</Button>
        </Acts>
      </Form>
    </Page>
  )
}
