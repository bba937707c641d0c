import type { Day } from '#kernel/values/day'
import { sayDate, sayDay } from '#kernel/values/when'
import type { Frame } from '#modules/directory'
import { Beside, CheckButton } from '#modules/writing'
import { Acts, Button, Checkbox, errorFor, Field, type FieldError, Form, Radios, Select, TextArea } from '#ui/form'
import { Page, PageHead } from '#ui/page'
import { Folder, Notice, Section } from '#ui/sheet'
import type { Event } from '../../events/model.ts'
import { citations } from '../../duty/law.ts'
import { appealText } from '../../events/text.ts'
import { Told } from '../../events/told.tsx'
import { reference } from '../../templates/read.ts'
import { eventPath } from '../event/page.tsx'
import { mistakePath } from '../mistake/page.tsx'
import { type Head, matterPath } from '../model.ts'
import { communicatePath, dutyPath } from '../duty/model.ts'
import { answers, appealIn, asHanded, type Communicated, fields, reasonsWithout, rows, shownRows, writtenOf } from './model.ts'
import type { Onward } from './queries.ts'
import { words } from './text.ts'

type Props = {
  frame: Frame
  head: Head
  today: Day
  onward: Onward
  communicated: Communicated
  form: string
  typed: Record<string, string>
  /** The decision that stands, when the form is to correct it. `file`: it has a document. */
  corrects?: { id: string; file: boolean } | undefined
  errors?: readonly FieldError[]
  conflict?: boolean
  /** Since when the matter is closed. */
  closed?: Day | undefined
  /** Another answer was asked for just now. */
  another?: boolean
  /** Advice was asked for. */
  review?: boolean
}

type ReadProps = Pick<Props, 'frame' | 'head' | 'today' | 'onward' | 'form' | 'typed' | 'corrects' | 'errors'> & { event: Event }

/** The decision as its person will read it, what happens then, and the question that locks it. */
export const ReadPage = ({ frame, head, onward, form, typed, corrects, event, today, errors = [] }: ReadProps) => {
  const { language } = frame
  const said = words(language)
  const appeal = appealIn(event, today)
  return (
    <Page {...frame} title={said.title}>
      <PageHead title={said.readHeading}>
        <p>{said.readLead}</p>
      </PageHead>
      <Folder id="sa" tab={said.preview} voice="you">
        <div class="preview stack">
          <Told event={asHanded(event)} template={reference().templates[head.field]} today={today} language={language} />
          {!corrects && appeal && <p>{appealText(appeal, today, language)}</p>}
        </div>
      </Folder>
      <Form language={language} errors={errors}>
        {fields.map((name) => typed[name] && <input type="hidden" name={name} value={typed[name]} />)}
        <input type="hidden" name="formular" value={form} />
        <p>{[said.afterwards(head.name, onward), corrects && said.noNewTime].filter(Boolean).join(' ')}</p>
        <Checkbox id="intygar" label={said.confirm} error={errorFor(errors, 'intygar')} />
        <Acts>
          <Button name="gor" value="las">
            {said.save}
          </Button>{' '}
          <Button variant="secondary" name="gor" value="andra">
            {said.edit}
          </Button>
        </Acts>
      </Form>
    </Page>
  )
}

export const DecisionPage = (props: Props) => {
  const { frame, head, today, onward, form, typed, corrects, errors = [], conflict, closed, another, review } = props
  const { language } = frame
  const said = words(language)
  const shown = Math.min(shownRows(typed) + (another ? 1 : 0), rows.length)
  const common = (id: string) => ({ id, value: typed[id], error: errorFor(errors, id) })
  return (
    <Page {...frame} title={said.title}>
      <PageHead back={{ href: matterPath(head.id), text: said.back }} title={corrects ? said.correctHeading : said.heading}>
        <p>{said.lead}</p>
      </PageHead>
      {conflict && (
        <Notice tone="warning" heading={said.conflict}>
          <p>{said.conflictText}</p>
        </Notice>
      )}
      {closed && (
        <Notice tone="warning" heading={said.closed(sayDate(closed, today, language))}>
          <p>{said.closedText}</p>
          <Acts>
            <a href={eventPath(head.id, 'reopened')}>{said.reopen}</a>
          </Acts>
        </Notice>
      )}
      <Beside review={review && writtenOf(typed)} language={language}>
        <Form language={language} errors={errors}>
          <input type="hidden" name="formular" value={form} />
          <input type="hidden" name="antal" value={shown} />
          {/* The first button is the one that Enter in a field presses: it saves, and does not ask for another answer. */}
          <button type="submit" hidden />
          {corrects && (
            <TextArea
              language={language}
              {...common('fel')}
              label={said.whatWasWrong}
              hint={said.whatWasWrongHint}
              rows={3}
              maxlength={60_000}
            />
          )}
          <Field {...common('datum')} label={said.day} hint={said.dayHint} />
          <Field {...common('rubrik')} label={said.name} maxlength={300} />
          <Section id="svaren" heading={said.results}>
            <p>{said.resultsHint}</p>
            {rows.slice(0, shown).map((n) => (
              <div class="split">
                <Select
                  {...common(`svar-${n}`)}
                  label={said.answer(n)}
                  autofocus={another && n === shown}
                  options={[{ value: '', text: '' }, ...answers.map((value) => ({ value, text: said.answers[value] }))]}
                />
                <Field {...common(`vad-${n}`)} label={said.about(n)} maxlength={300} />
              </div>
            ))}
            {shown < rows.length && (
              <Acts>
                <Button variant="secondary" name="gor" value="fler">
                  {said.another}
                </Button>
              </Acts>
            )}
          </Section>
          <TextArea language={language} {...common('skal')} label={said.reasons} hint={said.reasonsHint} rows={8} maxlength={60_000} />
          <TextArea
            language={language}
            {...common('regler')}
            label={said.rules}
            hint={said.rulesHint(citations(['SoL-2025-400-12-1'], today).join())}
            rows={3}
          />
          <TextArea language={language} {...common('beslutare')} label={said.decidedBy} hint={said.decidedByHint} rows={2} />
          <TextArea language={language} {...common('utredare')} label={said.investigatedBy} hint={said.investigatedByHint} rows={2} />
          <Checkbox id="dolj" label={said.hideNames} hint={said.hideNamesHint} checked={typed['dolj'] === 'ja'} />
          <TextArea language={language} {...common('varfor')} label={said.hideWhy} hint={said.hideWhyHint} rows={2} maxlength={2000} />
          <Checkbox id="overklaga" label={said.appealable} checked={typed['overklaga'] === 'ja'} />
          <Field {...common('fick')} label={said.delivered} hint={said.dayHint} />
          <Heard {...props} />
          <p>{said.afterwards(head.name, onward)}</p>
          <Acts>
            <Button>{said.toRead}</Button> <CheckButton language={language} />
          </Acts>
        </Form>
      </Beside>
      {corrects?.file && (
        <Acts>
          <a href={mistakePath(head.id, corrects.id)}>{said.mistake}</a>
        </Acts>
      )}
    </Page>
  )
}

/** Whether the person has read and answered before the decision; if not, why it is made all the same (FL 25 §, and 36 § when it is a correction). */
const Heard = ({ frame: { language }, head, today, typed, communicated, corrects, errors = [] }: Props) => {
  const said = words(language).heard
  const common = (id: string) => ({ id, value: typed[id], error: errorFor(errors, id) })
  return (
    <Section id="hord" heading={said.heading}>
      <div class="stack">
        {corrects && (
          <Radios
            {...common('skada')}
            label={said.harm}
            hint={said.harmHint}
            options={[
              { value: 'nej', text: said.noHarm },
              { value: 'ja', text: said.harms },
            ]}
          />
        )}
        {communicated.state === 'none' && <p>{said.none}</p>}
        {communicated.state === 'over' && <p>{said.over(sayDay(communicated.last, today, language), communicated.answers)}</p>}
        {communicated.state === 'running' && (
          <Notice tone="warning" heading={said.running(sayDay(communicated.last, today, language))} level={3}>
            <p>{said.runningText(communicated.opened, communicated.answers)}</p>
          </Notice>
        )}
        {communicated.state === 'none' ? (
          <Acts>
            <a href={communicatePath(head.id)}>{said.communicate}</a>
          </Acts>
        ) : (
          <Acts>
            <a href={dutyPath(head.id, communicated.ids.at(-1)!)}>{said.see}</a>
          </Acts>
        )}
        {communicated.state !== 'over' && (
          <Select
            {...common('utan')}
            label={communicated.state === 'none' ? said.without : said.early}
            hint={said.withoutHint}
            options={[{ value: '', text: '' }, ...reasonsWithout.map((value) => ({ value, text: said.reasons[value] }))]}
          />
        )}
      </div>
    </Section>
  )
}
