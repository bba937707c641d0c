import { type Day, dayOf } from '#kernel/values/day'
import { sayDate } from '#kernel/values/when'
import type { Frame } from '#modules/directory'
import { Acts, Button, errorFor, Field, type FieldError, Form, Radios, TextArea } from '#ui/form'
import { Page, PageHead } from '#ui/page'
import { Row } from '#ui/sheet'
import { lawLines } from '../../../duty/law.ts'
import { lawsOf, mostLetters, waysOut } from '../../../duty/model.ts'
import { Law } from '../../../duty/other.tsx'
import { kindName } from '../../kinds.ts'
import type { Head, Stop } from '../../model.ts'
import { dutiesPath } from '../model.ts'
import { boxOf, type Choice } from './model.ts'
import { words } from './text.ts'

type Props = {
  frame: Frame
  head: Head
  today: Day
  choices: readonly Choice[]
  key: string
  typed: Record<string, string>
  errors?: readonly FieldError[]
  /** What must be masked or read before it is handed out. */
  stopped?: readonly Stop[]
}

export const CommunicatePage = ({ frame, head, today, choices, key, typed, errors = [], stopped = [] }: Props) => {
  const { language } = frame
  const said = words(language)
  const wrong = errorFor(errors, 'vad')
  const common = (id: string) => ({ id, value: typed[id], error: errorFor(errors, id) })
  return (
    <Page {...frame} title={said.title}>
      <PageHead back={{ href: dutiesPath(head.id), text: said.back }} title={said.heading}>
        <p>{said.lead}</p>
      </PageHead>
      <Row>
        <Form language={language} errors={errors}>
          <input type="hidden" name="key" value={key} />
          <fieldset class="ds-fieldset" id="vad" aria-describedby={wrong ? 'vad-hint vad-error' : 'vad-hint'}>
            <legend class="ds-label">{said.what}</legend>
            <p data-field="description" id="vad-hint">
              {choices.length > 0 ? said.whatHint : said.nothing}
            </p>
            {choices.map((choice) => (
              <Box
                choice={choice}
                head={head}
                checked={typed[boxOf(choice.id)] === 'ja'}
                stop={stopped.find(({ itemId }) => itemId === choice.id)?.why}
                today={today}
                frame={frame}
              />
            ))}
            {wrong && (
              <p class="ds-validation-message" id="vad-error">
                {wrong}
              </p>
            )}
          </fieldset>
          <Radios
            {...common('satt')}
            label={said.via}
            options={waysOut.map((value) => ({ value, text: said.ways[value], hint: value === 'here' ? said.hereHint : undefined }))}
          />
          <Field {...common('skickat')} label={said.sent} hint={said.sentHint} />
          <Field {...common('senast')} label={said.last} hint={said.lastHint} />
          <TextArea {...common('text')} language={language} label={said.text} hint={said.textHint} rows={5} maxlength={mostLetters} />
          <Acts>
            <Button>{said.send}</Button>
          </Acts>
        </Form>
        <Law lines={lawLines([...lawsOf.communication, 'SOSFS-2014-5-5-12'], today, language)} language={language} />
      </Row>
    </Page>
  )
}

/** One thing to tick, called what it is; one that the person is not to see cannot be ticked. */
const Box = ({
  choice,
  head,
  checked,
  stop,
  today,
  frame: { language },
}: Pick<Props, 'head' | 'today' | 'frame'> & { choice: Choice; checked: boolean; stop: Stop['why'] | undefined }) => {
  const said = words(language)
  const { id, kind, title, at, file, no } = choice
  const name = [kindName(kind, language), title].filter(Boolean).join(': ')
  return (
    <div class="ds-field">
      <input
        class="ds-input"
        type="checkbox"
        id={boxOf(id)}
        name={boxOf(id)}
        value="ja"
        checked={checked && !no}
        disabled={no}
        aria-describedby={`${boxOf(id)}-om`}
      />
      <label for={boxOf(id)}>{name}</label>
      <p data-field="description" id={`${boxOf(id)}-om`}>
        {[sayDate(dayOf(at), today, language), file && said.file, no && said.no].filter(Boolean).join(', ')}.{' '}
        <a href={`/personal/granska/${head.id}/${id}`} aria-label={`${said.review}: ${name}`}>
          {said.review}
        </a>
      </p>
      {stop && (
        <p class="ds-validation-message">
          {said.stopped[stop]}{' '}
          <a href={`/personal/granska/${head.id}/${id}${stop === 'found' ? '/maska' : ''}`} aria-label={`${said.mend[stop]}: ${name}`}>
            {said.mend[stop]}
          </a>
        </p>
      )}
    </div>
  )
}
