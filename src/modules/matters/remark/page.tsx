import type { Child } from 'hono/jsx'
import type { Day } from '#kernel/values/day'
import { theirs } from '#kernel/values/marks'
import { sayDay, sayFullDay } from '#kernel/values/when'
import type { Unit } from '#modules/directory'
import { Button, errorFor, type FieldError, Form, Radios, TextArea } from '#ui/form'
import { Icon } from '#ui/icon'
import { Page, PageHead } from '#ui/page'
import { Margin, Notice, Row, Section } from '#ui/sheet'
import { marked } from '#ui/words'
import { entryText, labelOf } from '../events/text.ts'
import { withheldText } from '../events/words.ts'
import type { DecisionView, EventEntry, View } from '../events/view.ts'
import { ContactMargin, footOf, type Framed, reachOf, unnamedIn, waysToWrite } from '../matter/contact.tsx'
import { anchor, type Around, decisionsById, EventBody, Remarks } from '../matter/entry.tsx'
import { words as matterWords } from '../matter/text.ts'
import { HandIn } from '../matter/turn.tsx'
import { decisionPath, matterPath, readPath } from '../paths.ts'
import { Felt, Stands } from '../read/page.tsx'
import type { Hidden, Remark } from '../shelf.ts'
import { type Filled, type Form as Kinds, kindsFor, mostLetters } from './model.ts'
import { words } from './text.ts'

type Props = {
  frame: Framed
  matter: string
  item: { entry: EventEntry } | { hidden: Hidden; day: Day }
  form: Kinds
  view: View
  unit: Unit & { receives?: boolean }
  nameless: boolean
  today: Day
  filled: Filled
  errors?: readonly FieldError[]
  /** How the reader has said that it was to read; `feltNow`: a moment ago. */
  felt: number | undefined
  feltNow: boolean
}

/** One item with all its words, what has been written about it, and room to write. */
export const RemarkPage = (props: Props) => {
  const { frame, matter, item, form, view, unit, nameless, today, felt, feltNow } = props
  const { language } = frame
  const said = words(language)
  const reach = reachOf(nameless ? undefined : view.officer, unit, language, unnamedIn(view, nameless))
  const around: Around = { matter, today, language, decisions: decisionsById(view.decisions), hidden: new Map() }
  const remarks = 'entry' in item ? (item.entry.own as Remark[]) : item.hidden.own
  const decision = around.decisions.get('entry' in item ? item.entry.id : '')
  const id = 'entry' in item ? item.entry.id : item.hidden.id
  return (
    <Page {...frame} {...footOf(reach, unit, frame)} title={said.title}>
      <Item {...props} around={around} back={{ href: `${matterPath(matter)}#${anchor(id)}`, text: said.back }}>
        {remarks.length > 0 && (
          <Margin id="dina-ord" heading={said.mine}>
            <Remarks remarks={remarks} around={around} nameless={nameless} />
            <Stands remarks={remarks} language={language} />
          </Margin>
        )}
      </Item>
      <Row
        margin={
          <ContactMargin
            reach={reach}
            heading={matterWords(language).contact.heading}
            language={language}
            links={waysToWrite(unit, matter, language, id)}
          />
        }
      >
        <Section id="skriv" heading={said.heading[form]}>
          <div class="stack">
            {decision && <NoAppeal {...props} decision={decision} />}
            <p>{said.lead[form]}</p>
            {form === 'asked' && <HandIn unit={unit} language={language} />}
            <p>{said.urgent}</p>
            <Write {...props} />
          </div>
        </Section>
        {'entry' in item && <Felt language={language} matter={matter} id={id} felt={felt} saved={feltNow} />}
      </Row>
    </Page>
  )
}

/** Words beside a decision change nothing in it: who wants that is told so before writing, and shown where to (FL 43–45 §§). */
const NoAppeal = ({ frame: { language }, matter, today, decision: { id, appeal } }: Props & { decision: DecisionView }) => {
  if (appeal.state === 'none') return null
  const said = words(language).noAppeal
  return (
    <Notice tone="warning" heading={said.heading} level={3}>
      <p>
        {appeal.state === 'running'
          ? said.running(sayDay(appeal.lastDay, today, language))
          : appeal.state === 'over'
            ? said.over(sayDay(appeal.lastDay, today, language))
            : said.open}
      </p>
      <p>
        <a href={`${decisionPath(matter, id)}#overklaga`}>{said.how}</a>
      </p>
    </Notice>
  )
}

type ItemProps = Props & { around: Around; back: { href: string; text: string }; children?: Child }

const Item = ({ item, around, back, frame: { language }, matter, today, children }: ItemProps) => {
  const said = words(language)
  if ('hidden' in item)
    return (
      <>
        <PageHead back={back} title={said.hidden}>
          <p class="soft">{sayFullDay(item.day, language)}</p>
        </PageHead>
        <Row margin={children}>
          <p class="with-icon">
            <Icon name="hidden" /> <span>{marked(withheldText(item.hidden.text, language) || matterWords(language).happened.hidden)}</span>
          </p>
        </Row>
      </>
    )
  const { entry } = item
  const told = entryText(entry, today, language)
  const decision = around.decisions.get(entry.id)
  return (
    <>
      <PageHead back={back} title={marked(told.title)}>
        <p class="soft">{labelOf(entry, today, language, sayFullDay(entry.day, language))}</p>
      </PageHead>
      <Row margin={children}>
        <div class="entry">
          <EventBody entry={entry} told={told} around={around} />
          <p class="screen-only">
            <a href={readPath(matter, entry.id)}>{said.howToRead}</a>
          </p>
          {entry.kind === 'requested' && <Asked of={entry.detail.what} language={language} />}
          {decision && (
            <p>
              <a href={decisionPath(matter, decision.id)}>{said.decision}</a>
            </p>
          )}
        </div>
      </Row>
    </>
  )
}

/** What was asked for. The heading has said it already when it is one thing. */
const Asked = ({ of, language }: { of: readonly { title: string; text?: string | undefined }[]; language: Props['frame']['language'] }) =>
  of.length > 1 ? (
    <ul>
      {of.map(({ title, text }) => (
        <li>{marked(theirs(text ? `${title}: ${text}` : title, language))}</li>
      ))}
    </ul>
  ) : (
    of[0]?.text && <p>{marked(theirs(of[0].text, language))}</p>
  )

const Write = ({ frame: { language }, form, filled, errors = [] }: Props) => {
  const said = words(language)
  return (
    <Form language={language} errors={errors}>
      <input type="hidden" name="key" value={filled.key} />
      {form === 'hidden' ? (
        <input type="hidden" name="kind" value={kindsFor.hidden[0]} />
      ) : (
        <Radios
          id="kind"
          label={said.kind}
          value={filled.kind}
          error={errorFor(errors, 'kind')}
          options={kindsFor[form].map((value) => ({ value, ...said.kinds[value] }))}
        />
      )}
      <TextArea
        language={language}
        id="text"
        label={said.text}
        hint={said.textHint}
        rows={6}
        maxlength={mostLetters}
        value={filled.text}
        error={errorFor(errors, 'text')}
      />
      <p class="acts">
        <Button>{said.send}</Button>
      </p>
    </Form>
  )
}
