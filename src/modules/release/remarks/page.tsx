import type { Day } from '#kernel/values/day'
import { beginning } from '#kernel/values/field'
import { sayMoment } from '#kernel/values/when'
import type { Frame } from '#modules/directory'
import { Paragraphs, reference, Told } from '#modules/matters'
import { Beside, CheckButton } from '#modules/writing'
import { Acts, Button, errorFor, Field, type FieldError, Form, TextArea } from '#ui/form'
import { Filter, Item, Pager, Rows, Tag } from '#ui/lists'
import { Page, PageHead } from '#ui/page'
import { Empty, Notice, Section } from '#ui/sheet'
import { Own } from '#ui/timeline'
import { nextStates, type Remark, type RemarkRow } from './model.ts'
import { words } from './text.ts'

export const root = '/personal/synpunkter'

type ListProps = { frame: Frame; today: Day; open: boolean; rows: readonly RemarkRow[]; next?: string | undefined; later: boolean }

export const RemarksPage = ({ frame, today, open, rows, next, later }: ListProps) => {
  const { language } = frame
  const said = words(language)
  const all = open ? root : `${root}?visa=klara`
  return (
    <Page {...frame} title={said.title}>
      <PageHead title={said.title}>
        <p>{said.lead}</p>
        <Filter
          label={said.filter}
          links={[
            { href: root, text: said.open, current: open },
            { href: `${root}?visa=klara`, text: said.done, current: !open },
          ]}
        />
      </PageHead>
      {rows.length === 0 ? (
        <Empty heading={open ? said.empty : said.emptyDone} level={2}>
          <p>{said.emptyText}</p>
        </Empty>
      ) : (
        <Rows>
          {rows.map(({ id, name, kind, text, at, state }) => (
            <Item href={`${root}/${id}`} title={`${name}: ${said.kind[kind]}`}>
              <p>{text.length > 200 ? `${beginning(text, 200)}…` : text}</p>
              <p class="small">
                {sayMoment(at, today, language)} <Tag color={state === 'new' ? 'you' : 'neutral'}>{said.state[state]}</Tag>
              </p>
            </Item>
          ))}
        </Rows>
      )}
      <Pager language={language} before={later ? all : undefined} next={next} />
    </Page>
  )
}

type Props = {
  frame: Frame
  today: Day
  remark: Remark
  errors?: readonly FieldError[]
  typed?: { svar?: string | undefined; akt?: string | undefined }
  stale?: boolean
  saved?: boolean
  /** Advice was asked for. */
  review?: boolean
}

export const RemarkPage = ({ frame, today, remark, errors = [], typed, stale, saved, review }: Props) => {
  const { language } = frame
  const said = words(language)
  const { name, kind, state, text, at, event, field, matterId, itemId, answer, answeredBy, answeredAt, recordRef, other } = remark
  const steps = nextStates(remark)
  return (
    <Page {...frame} title={said.title}>
      <PageHead back={{ href: root, text: said.back }} title={said.kind[kind]}>
        <p>
          <Tag color={state === 'new' ? 'you' : 'neutral'}>{said.state[state]}</Tag> {recordRef && said.noted(recordRef)}
        </p>
      </PageHead>
      <div class="stack">
        {saved && <Notice tone="success" heading={said.saved} />}
        {stale && (
          <Notice tone="warning" heading={said.stale}>
            <p>{said.staleText}</p>
          </Notice>
        )}
        <Own heading={said.wrote(name)} when={sayMoment(at, today, language)}>
          <Paragraphs text={text} />
        </Own>
        {answer && (
          <Section id="svarat" heading={said.answered(answeredBy ?? '', answeredAt ? sayMoment(answeredAt, today, language) : '')}>
            <Paragraphs text={answer} />
          </Section>
        )}
        {other && state !== 'closed' && (
          <p>
            {said.other} <a href={`${root}/${other.id}`}>{said.kind[other.kind]}</a>
          </p>
        )}
        {said.todo[kind] && state !== 'closed' && (
          <p class="check" data-voice="you">
            {said.todo[kind]}
          </p>
        )}
        {steps.length > 0 && (
          <Beside review={review && [typed?.svar ?? '']} language={language}>
            <Form language={language} errors={errors}>
              <input type="hidden" name="sett" value={remark.revision} />
              <TextArea
                language={language}
                id="svar"
                label={said.answer}
                hint={said.answerHint}
                rows={6}
                maxlength={10_000}
                value={typed?.svar ?? answer ?? ''}
                error={errorFor(errors, 'svar')}
              />
              {steps.includes('noted') && (
                <Field
                  id="akt"
                  label={said.record}
                  hint={said.recordHint}
                  maxlength={200}
                  value={typed?.akt ?? recordRef ?? ''}
                  error={errorFor(errors, 'akt')}
                />
              )}
              <Acts>
                {steps.map((step) => (
                  <Button variant="secondary" name="till" value={step}>
                    {said.to[step]}
                  </Button>
                ))}{' '}
                <CheckButton language={language} />
              </Acts>
            </Form>
          </Beside>
        )}
      </div>
      <Section id="galler" heading={said.about}>
        <Told event={event} template={reference().templates[field]} today={today} language={language} />
        <Acts>
          <a href={`/personal/granska/${matterId}/${itemId}`}>{said.item}</a>
        </Acts>
      </Section>
    </Page>
  )
}
