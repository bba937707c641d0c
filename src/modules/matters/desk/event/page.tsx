import type { Day } from '#kernel/values/day'
import type { Language } from '#kernel/text'
import { sayDate } from '#kernel/values/when'
import type { Frame } from '#modules/directory'
import { Beside, CheckButton } from '#modules/writing'
import { Acts, Button, Checkbox, errorFor, Field, type FieldError, Form, Radios, Select, TextArea } from '#ui/form'
import { Item, Rows } from '#ui/lists'
import { Page, PageHead } from '#ui/page'
import { Notice } from '#ui/sheet'
import { say } from '../../templates/model.ts'
import { mistakePath } from '../mistake/page.tsx'
import { type Head, matterPath, type Written } from '../model.ts'
import { StandsNow } from '../stands.tsx'
import { type Ask, asks, type ByHand, type Choice, hasText, type Hindrance, writtenOf } from './model.ts'
import { words } from './text.ts'

export const eventPath = (matterId: string, kind?: ByHand) => `${matterPath(matterId)}/handelse${kind ? `/${kind}` : ''}`

type KindsProps = { frame: Frame; head: Head; today: Day; kinds: readonly ByHand[]; closed: Day | undefined }

/** What can have happened, as the matter stands now. */
export const KindsPage = ({ frame, head, today, kinds, closed }: KindsProps) => {
  const said = words(frame.language)
  return (
    <Page {...frame} title={said.title}>
      <PageHead back={{ href: matterPath(head.id), text: said.back }} title={said.heading}>
        <p>{said.lead}</p>
        {closed && <p>{said.isClosed(sayDate(closed, today, frame.language))}</p>}
      </PageHead>
      <Rows>
        {kinds.map((kind) => (
          <Item href={eventPath(head.id, kind)} title={said.kinds[kind]} />
        ))}
      </Rows>
    </Page>
  )
}

/** `closed`: the case was closed then. `later`: there is work after that day. */
export type Ticked = 'closed' | 'later'

type Props = {
  frame: Frame
  head: Head
  today: Day
  kind: ByHand
  form: string
  typed: Record<string, string>
  /** What its choice of a step or of another item is among. */
  choices: readonly Choice[]
  errors?: readonly FieldError[]
  /** What the case says against it, which they may go on in spite of. */
  ask?: Ticked | undefined
  /** Why it cannot be registered as the case stands now. */
  hindrance?: Hindrance | undefined
  conflict?: boolean
  /** What stands registered, when the form is to correct it; `id` is the one in the address. */
  /** Advice was asked for. */
  review?: boolean
  corrects?: Written & { id: string }
}

export const EventPage = ({
  frame,
  head,
  today,
  kind,
  form,
  typed,
  choices,
  errors = [],
  ask: question,
  hindrance,
  conflict,
  corrects,
  review,
}: Props) => {
  const { language } = frame
  const said = words(language)
  return (
    <Page {...frame} title={said.title}>
      {corrects ? (
        <PageHead back={{ href: matterPath(head.id), text: said.back }} title={said.correctHeading(said.kinds[kind])}>
          <p>{said.correctLead}</p>
        </PageHead>
      ) : (
        <PageHead back={{ href: eventPath(head.id), text: said.backToKinds }} title={said.kinds[kind]}>
          <p>{said.lead}</p>
          {kind in said.means && <p>{said.means[kind as keyof typeof said.means]}</p>}
        </PageHead>
      )}
      <div class="stack">
        {conflict && <Conflict corrects={corrects} language={language} />}
        {corrects && <StandsNow heading={said.now} event={corrects.event} head={head} today={today} language={language} />}
        {hindrance ? (
          <p>{said.nothing[hindrance]}</p>
        ) : (
          <Beside review={review && writtenOf(kind, typed)} language={language}>
            <Form language={language} errors={errors}>
              {corrects ? (
                <input type="hidden" name="version" value={corrects.version} />
              ) : (
                <input type="hidden" name="formular" value={form} />
              )}
              <Field id="datum" label={said.day} hint={said.dayHint} value={typed['datum']} error={errorFor(errors, 'datum')} />
              <Field id="tid" label={said.time} hint={said.timeHint} value={typed['tid']} error={errorFor(errors, 'tid')} />
              {(asks[kind] as readonly Ask[]).map((ask) => (
                <Asked
                  ask={ask}
                  value={typed[ask.name]}
                  error={errorFor(errors, ask.name)}
                  today={today}
                  choices={choices}
                  language={language}
                />
              ))}
              {question && (
                <Checkbox
                  id="anda"
                  label={said.anyway[question]}
                  value={question}
                  error={errorFor(errors, 'anda')}
                  checked={typed['anda'] === question}
                />
              )}
              <Acts>
                <Button>{corrects ? said.saveCorrection : said.save}</Button> {hasText(kind) && <CheckButton language={language} />}
              </Acts>
            </Form>
          </Beside>
        )}
        {corrects && (
          <Acts>
            <a href={mistakePath(head.id, corrects.id)}>{said.mistake}</a>
          </Acts>
        )}
      </div>
    </Page>
  )
}

/** The form was saved already, or somebody has corrected or taken away what it was to correct. */
const Conflict = ({ corrects, language }: { corrects: Written | undefined; language: Language }) => {
  const { conflict, conflictText, corrected, correctedText, annulled, annulledText } = words(language)
  const [heading, text] = !corrects ? [conflict, conflictText] : corrects.annulled ? [annulled, annulledText] : [corrected, correctedText]
  return (
    <Notice tone="warning" heading={heading}>
      <p>{text}</p>
    </Notice>
  )
}

type AskedProps = {
  ask: Ask
  value: string | undefined
  error: string | undefined
  today: Day
  choices: readonly Choice[]
  language: Language
}

/** One field of the form, as what it asks for. */
const Asked = ({ ask: { name, is, required, choices: fixed }, value, error, today, choices, language }: AskedProps) => {
  const said = words(language)
  const plain = said.labels[name as keyof typeof said.labels]
  const common = { id: name, label: required ? plain : said.optional(plain), error, value }
  switch (is) {
    case 'line':
      return <Field {...common} maxlength={300} />
    case 'kronor':
      return <Field {...common} inputmode="numeric" maxlength={20} />
    case 'day':
      return <Field {...common} hint={said.dayHint} maxlength={20} />
    case 'text':
      return <TextArea language={language} {...common} rows={6} maxlength={60_000} />
    case 'lines':
      return <TextArea language={language} {...common} rows={3} maxlength={5000} />
    case 'choice':
      return (
        <Radios
          {...common}
          options={(fixed ?? []).map((choice) => ({ value: choice, text: said.choices[choice as keyof typeof said.choices] }))}
        />
      )
    case 'about':
    case 'step': {
      if (choices.length === 0) return <p id={name}>{error ?? said.nothing[is]}</p>
      const options = choices.map(({ id, title, on }) => ({
        value: id,
        text: [typeof title === 'string' ? title : say(title, language), on && sayDate(on, today, language)].filter(Boolean).join(', '),
      }))
      return is === 'about' ? (
        <Radios {...common} options={options} />
      ) : (
        <Select {...common} options={[{ value: '', text: '' }, ...options]} />
      )
    }
  }
}
