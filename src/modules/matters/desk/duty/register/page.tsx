import { type Day } from '#kernel/values/day'
import { sayDate } from '#kernel/values/when'
import type { Frame } from '#modules/directory'
import { Acts, Button, errorFor, Field, type FieldError, Form, Radios, Select, TextArea } from '#ui/form'
import { Page, PageHead } from '#ui/page'
import { Row } from '#ui/sheet'
import { lawLines } from '../../../duty/law.ts'
import { type Asked, lawsOf, manners, mostLetters, parts, waysIn } from '../../../duty/model.ts'
import { Law } from '../../../duty/other.tsx'
import type { Head } from '../../model.ts'
import { dutiesPath } from '../model.ts'
import type { Decided } from './model.ts'
import { words } from './text.ts'

type Props = {
  frame: Frame
  head: Head
  today: Day
  kind: Asked
  decisions: readonly Decided[]
  key: string
  typed: Record<string, string>
  errors?: readonly FieldError[]
}

export const RegisterPage = ({ frame, head, today, kind, decisions, key, typed, errors = [] }: Props) => {
  const { language } = frame
  const said = words(language)
  const common = (id: string) => ({ id, value: typed[id], error: errorFor(errors, id) })
  const area = (id: string) => ({ ...common(id), language, maxlength: mostLetters })
  return (
    <Page {...frame} title={said.title}>
      <PageHead back={{ href: dutiesPath(head.id), text: said.back }} title={said.headings[kind]}>
        <p>{said.lead}</p>
      </PageHead>
      <Row>
        <Form language={language} errors={errors}>
          <input type="hidden" name="key" value={key} />
          <Radios {...common('satt')} label={said.via} options={waysIn.map((value) => ({ value, text: said.ways[value] }))} />
          <Field {...common('datum')} label={said.day} hint={said.dayHint} />
          {kind === 'appeal' && (
            <>
              <Select
                {...common('beslut')}
                label={said.decision}
                options={[
                  { value: '', text: '' },
                  ...decisions.map(({ id, title, day }) => ({ value: id, text: `${title}, ${sayDate(day, today, language)}` })),
                ]}
              />
              <Field {...common('fick')} label={said.got} hint={said.gotHint} />
            </>
          )}
          {kind === 'file' && (
            <>
              <Radios {...common('vad')} label={said.what} options={parts.map((value) => ({ value, text: said.parts[value] }))} />
              <div class="split">
                <Field {...common('fran')} label={said.from} hint={said.periodHint} />
                <Field {...common('till')} label={said.to} hint={said.periodHint} />
              </div>
            </>
          )}
          <TextArea {...area('text')} label={said.text[kind]} hint={said.textHint} rows={5} />
          {kind === 'appeal' && <TextArea {...area('skal')} label={said.why} rows={5} />}
          {kind === 'file' && (
            <Radios {...common('hur')} label={said.how} options={manners.map((value) => ({ value, text: said.manners[value] }))} />
          )}
          <Acts>
            <Button>{said.save}</Button>
          </Acts>
        </Form>
        <Law lines={lawLines([...lawsOf[kind], 'FL-2017-900-22'], today, language)} language={language} />
      </Row>
    </Page>
  )
}
