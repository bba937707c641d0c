import type { Day } from '#kernel/values/day'
import { capital, sayDay, sayHowFar, sayMoment } from '#kernel/values/when'
import { type Frame, say } from '#modules/directory'
import { Acts, Button, errorFor, type FieldError, Form, TextArea } from '#ui/form'
import { Facts, Tag } from '#ui/lists'
import { Page, PageHead } from '#ui/page'
import { More, Notice, Row, Section } from '#ui/sheet'
import { Moment } from '#ui/words'
import { Paragraphs } from '../../beside.tsx'
import { lineTitle } from '../inbox/page.tsx'
import { root, threadPath } from '../model.ts'
import { AnswerForm, type Other, OtherText, Ready, SaveFirst, shortMoment, type Typed } from './answer.tsx'
import type { Held, Pass, Went } from './model.ts'
import { passText } from './model.ts'
import { abilities } from './policy.ts'
import type { OtherUnit } from './queries.ts'
import { Acting, Notes, Steps } from './side.tsx'
import { words } from './text.ts'
import { Words } from './words.tsx'

export const dones = [
  'svarat',
  'vantar',
  'sparat',
  'mall',
  'fil',
  'kastat',
  'tagen',
  'given',
  'tillbaka',
  'ringt',
  'ringde',
  'avslutad',
  'anteckning',
  'akten',
  'atergett',
] as const
export type Done = (typeof dones)[number]

type Props = {
  frame: Frame
  today: Day
  held: Held
  typed: Typed
  note: { form: string; text?: string | undefined }
  officer: boolean
  errors?: readonly FieldError[] | undefined
  done?: Done | undefined
  /** Why what was sent was not done: something happened meanwhile, or somebody else has it now. `words`: some were written, and stand in the field. */
  trouble?: { what: 'stale' | 'gone' | 'notSent' | 'notGivenBack'; words: boolean } | undefined
  other?: Other | undefined
  review?: boolean | undefined
  pass?: Pass | undefined
  /** In a session: what has just been answered, and how many are left after this one. */
  went?: Went | undefined
  left?: number | undefined
}

/** One thread: what is written, our answer, and beside them who has it and what colleagues say to each other. */
export const ThreadPage = ({
  frame,
  today,
  held,
  typed,
  note,
  officer,
  errors = [],
  done,
  trouble,
  other,
  review,
  pass,
  went,
  left,
}: Props) => {
  const { language } = frame
  const said = words(language)
  const { thread, openings, draft } = held
  const may = abilities(held)
  const path = (at = '') => `${threadPath(thread.id, at)}${pass ? `?pass=${passText(pass)}` : ''}`
  const common = { held, may, today, language, path, errors }
  // What is wrong with the answer is said in its own form; the rest stands by its field.
  const own = errors.filter(({ field }) => /^(svar|saker|mall|fil|lucka-\d+)$/.test(field))
  return (
    <Page {...frame} title={said.title}>
      <PageHead back={{ href: root, text: said.back }} title={lineTitle(thread, language)}>
        {held.protects && (
          <p>
            <Tag color="danger">{said.protects}</Tag> {said.protectsText}
          </p>
        )}
        {pass && (
          <p class="small">
            {said.pass.line(pass.answered, pass.skipped)} {left !== undefined && said.pass.left(left)}
            {!may.write && (
              <>
                {' '}
                <a href={passPath({ ...pass, skipped: pass.skipped + 1 })}>{said.pass.skip}</a>{' '}
                <a href={passPath(pass, '/slut')}>{said.pass.stop}</a>
              </>
            )}
          </p>
        )}
      </PageHead>
      {went && <Notice tone="success" heading={went.ready ? said.pass.ready(went.person) : said.pass.sent(went.person)} />}
      {done && <Notice tone="success" heading={said.done[done]} />}
      {trouble && (
        <Notice tone="warning" heading={trouble.what === 'gone' ? said.gone : said.stale}>
          <p>{troubleText(trouble, language)}</p>
        </Notice>
      )}
      {!may.close && errorFor(errors, 'avsluta') && <Notice tone="warning" heading={errorFor(errors, 'avsluta')} />}
      {other && <OtherText other={other} language={language} />}
      <Facts across facts={factsOf(held, today, language, officer)} />
      {openings.length > 0 && (
        <p class="small soft">{openings.map(({ by, at }) => said.opened(by, shortMoment(at, today, language))).join(' ')}</p>
      )}
      <Row
        margin={
          <div class="stack">
            {may.write && <SaveFirst language={language} />}
            <Acting {...common} />
            <Notes {...common} form={note.form} typed={note.text} />
            <Steps {...common} />
          </div>
        }
      >
        <div class="stack">
          <Words held={held} today={today} language={language} path={path} errors={errors} officer={officer} />
          {thread.state === 'closed' && thread.closedAt && <p>{said.closed(sayMoment(thread.closedAt, today, language))}</p>}
          {!may.write && typed.text !== draft?.body && <Yours id="ditt" text={typed.text} language={language} />}
          {(!draft?.readyAt || draft.own) && <Yours id="ditt-skal" text={typed.why} language={language} />}
          {draft?.readyAt && (
            <Ready {...common} typed={typed} errors={errors.filter(({ field }) => field === 'lasning' || field === 'varfor')} />
          )}
          {may.write && (
            <Writing folded={!other && !trouble && errors.length === 0 && !review && foldedFor(held)} label={foldLabel(held, language)}>
              <AnswerForm {...common} errors={own} typed={typed} other={other} review={review} pass={pass !== undefined} />
            </Writing>
          )}
        </div>
      </Row>
    </Page>
  )
}

/** What was written in a field that is not on the page any more. */
const Yours = ({ id, text, language }: { id: string; text: string | undefined; language: Frame['language'] }) =>
  text ? (
    <Section id={id} heading={words(language).yours}>
      <div class="note">
        <Paragraphs text={text} />
      </div>
    </Section>
  ) : null

function troubleText({ what, words: kept }: NonNullable<Props['trouble']>, language: Frame['language']): string {
  const said = words(language)
  if (what === 'notSent' || what === 'notGivenBack') return [said[what], said.staleAct, kept && said.kept].filter(Boolean).join(' ')
  return kept ? said[`${what}Text`] : said.staleAct
}

/** What is answered already, and what somebody else is to answer, can be written on all the same: when asked for. */
const foldedFor = ({ thread, draft }: Held): boolean => !draft && (!thread.mine || thread.state === 'answered')
const foldLabel = ({ thread }: Held, language: Frame['language']) =>
  thread.mine && thread.state === 'answered' ? words(language).answer.again : words(language).answer.more

const Writing = ({ folded, label, children }: { folded: boolean; label: string; children?: unknown }) =>
  folded ? <More summary={label}>{children as never}</More> : <>{children as never}</>

/** Where an answering session goes on after what lies open now, or ends. `went`: the thread whose answer has just been sent. */
export const passPath = ({ at, answered, skipped, all }: Pass, to: '' | '/slut' = '', went?: string): string =>
  `${root}/pass${to}?${new URLSearchParams({ ...(at ? { efter: at } : {}), svar: String(answered), hopp: String(skipped), ...(all ? { allt: 'ja' } : {}), ...(went ? { gick: went } : {}) }).toString()}`

function factsOf(held: Held, today: Day, language: Frame['language'], officer: boolean) {
  const said = words(language).facts
  const { thread, cases } = held
  const matter = cases.find(({ id }) => id === thread.matterId)
  const open = thread.state === 'received' || thread.state === 'assigned'
  const far = capital(sayHowFar(thread.promisedOn, today, language))
  return [
    { term: said.from, is: [thread.person, ...held.numbers].filter(Boolean).join(', ') },
    { term: said.came, is: <Moment at={thread.openedAt} today={today} language={language} /> },
    ...(open
      ? [
          {
            term: said.promised,
            is: `${sayDay(thread.promisedOn, today, language)}. ${thread.promisedOn < today ? words(language).late(far) : `${far}.`}`,
          },
        ]
      : []),
    { term: said.with, is: thread.mine ? said.you : (thread.handler ?? said.nobody) },
    ...(matter && officer
      ? [{ term: said.matter, is: <a href={`/personal/arenden/${matter.id}`}>{matter.number ?? matter.title ?? said.matter}</a> }]
      : []),
    ...(thread.follows ? [{ term: said.earlier, is: <a href={threadPath(thread.follows)}>{said.earlierText}</a> }] : []),
    ...(thread.readMarks && held.messages.some(({ whose }) => whose === 'staff')
      ? [{ term: said.seen, is: thread.readTo >= thread.lastN ? said.seenAll : said.seenNot }]
      : []),
  ]
}

type HandProps = {
  frame: Frame
  held: Held
  units: readonly OtherUnit[]
  form: string
  typed: { unit?: string | undefined; why?: string | undefined }
  errors?: readonly FieldError[]
  stale?: boolean
  path: (at?: string) => string
}
/** Where a thread is handed to another unit: nobody is turned away (MSG-06). */
export const HandPage = ({ frame, held, units, form, typed, errors = [], stale, path }: HandProps) => {
  const { language } = frame
  const said = words(language)
  const { thread, draft } = held
  return (
    <Page {...frame} title={said.title}>
      <PageHead back={{ href: path(), text: lineTitle(thread, language) }} title={said.hand.heading}>
        <p>{said.hand.lead(thread.person)}</p>
        {draft && <p>{said.hand.draft}</p>}
      </PageHead>
      {stale && (
        <Notice tone="warning" heading={said.stale}>
          <p>{said.staleAct}</p>
        </Notice>
      )}
      {units.length === 0 ? (
        <p>{said.hand.none}</p>
      ) : (
        <Form action={path('/lamna')} language={language} errors={errors}>
          <input type="hidden" name="nyckel" value={form} />
          <input type="hidden" name="sett" value={thread.revision} />
          <Units units={units} value={typed.unit} error={errorFor(errors, 'enhet')} language={language} />
          <TextArea
            language={language}
            id="varfor"
            label={said.hand.why}
            hint={said.hand.whyHint}
            rows={4}
            value={typed.why}
            error={errorFor(errors, 'varfor')}
          />
          <Acts>
            <Button>{said.hand.save}</Button>
          </Acts>
        </Form>
      )}
    </Page>
  )
}

type UnitsProps = { units: readonly OtherUnit[]; value: string | undefined; error: string | undefined; language: Frame['language'] }
const Units = ({ units, value, error, language }: UnitsProps) => {
  const said = words(language).hand
  return (
    <fieldset class="ds-fieldset" aria-describedby={error ? 'enhet-error' : undefined}>
      <legend class="ds-label">{said.unit}</legend>
      {units.map(({ id, name, committee, near }, at) => {
        const field = at ? `enhet-${at + 1}` : 'enhet'
        return (
          <div class="ds-field">
            <input
              class="ds-input"
              type="radio"
              id={field}
              name="enhet"
              value={id}
              checked={id === value}
              aria-invalid={error ? 'true' : undefined}
              aria-describedby={`${field}-om`}
            />
            <label for={field}>{say(name, language)}</label>
            <p data-field="description" id={`${field}-om`}>
              {near ? said.near : said.far(say(committee, language))}
            </p>
          </div>
        )
      })}
      {error && (
        <p class="ds-validation-message" id="enhet-error">
          {error}
        </p>
      )}
    </fieldset>
  )
}
