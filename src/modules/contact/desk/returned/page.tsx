import { theirs } from '#kernel/values/marks'
import type { Day } from '#kernel/values/day'
import { sayMoment } from '#kernel/values/when'
import { type Frame, say } from '#modules/directory'
import { Acts, Button, errorFor, Field, type FieldError, Form } from '#ui/form'
import { Item, Pager, Rows } from '#ui/lists'
import { Page, PageHead } from '#ui/page'
import { Empty, More, Notice } from '#ui/sheet'
import { marked } from '#ui/words'
import { lineTitle } from '../inbox/page.tsx'
import { root as inbox, threadPath } from '../model.ts'
import type { Waiting } from './model.ts'
import { words } from './text.ts'

export const root = `${inbox}/aterforing`
export const dones = ['igen', 'fort'] as const
type Props = {
  frame: Frame
  today: Day
  waiting: readonly Waiting[]
  next?: string | undefined
  later: boolean
  /** How many there are at the unit, for whoever looks after it and may see none of them. */
  others?: number | undefined
  errors?: readonly FieldError[]
  typed?: string | undefined
  done?: (typeof dones)[number] | undefined
}

/** What belongs to the record and is not there yet (INT-04). */
export const ReturnsPage = ({ frame, today, waiting, next, later, others, errors = [], typed, done }: Props) => {
  const { language } = frame
  const said = words(language)
  return (
    <Page {...frame} title={said.title}>
      <PageHead back={{ href: inbox, text: said.back }} title={said.title}>
        {waiting.length > 0 && <p>{said.lead}</p>}
      </PageHead>
      <div class="stack">
        {done && <Notice tone="success" heading={said.done[done]} />}
        {others !== undefined && others > waiting.length && <p>{said.onlyNumber(others)}</p>}
        {waiting.length === 0 ? (
          !others && (
            <Empty heading={said.none} level={2}>
              <p>{said.noneText}</p>
            </Empty>
          )
        ) : (
          <Rows>
            {waiting.map((one) => (
              <One one={one} today={today} language={language} errors={errors} typed={typed} />
            ))}
          </Rows>
        )}
        <Pager language={language} before={later ? root : undefined} next={next && `${root}?efter=${next}`} />
      </div>
    </Page>
  )
}

type OneProps = Pick<Props, 'today' | 'errors' | 'typed'> & { one: Waiting; language: Frame['language'] }

const One = ({ one, today, language, errors = [], typed }: OneProps) => {
  const said = words(language)
  const { threadId, n, whose, person, at, state, attempts, nextAt, failure, native, number } = one
  const system = theirs(say(one.system, 'sv') || said.system, language)
  const field = `var-${threadId}-${n}`
  const wrong = errorFor(errors, field)
  const standing = native
    ? attempts > 0
      ? said.state.tried(attempts)
      : said.state.here
    : state === 'sent'
      ? said.state.sent(attempts)
      : said.state.waiting
  const path = (way: string) => `${root}/${threadId}/${n}/${way}`
  return (
    <Item href={`${threadPath(threadId)}#ord-${n}`} title={lineTitle(one, language)}>
      <p>
        {(whose === 'person' ? said.from : said.ours)(person, sayMoment(at, today, language))} {marked(said.to(system, number ?? ''))}
      </p>
      <p class="small">
        {standing} {attempts > 0 && nextAt > new Date() && said.next(sayMoment(nextAt, today, language))}
        {failure && ` ${said.failure(failure)}`}
      </p>
      {attempts > 0 && (
        <Form action={path('igen')} language={language}>
          <p class="small soft">{said.againHint}</p>
          <Acts>
            <Button variant="secondary">{said.again}</Button>
          </Acts>
        </Form>
      )}
      {!native && state === 'waiting' && (
        <More summary={said.byHand} open={wrong !== undefined}>
          <Form action={path('fort')} language={language} errors={errors.filter((error) => error.field === field)}>
            <Field
              id={field}
              name="var"
              label={said.where}
              hint={said.byHandHint}
              maxlength={200}
              value={wrong ? typed : ''}
              error={wrong}
            />
            <Acts>
              <Button variant="secondary">{said.save}</Button>
            </Acts>
          </Form>
        </More>
      )}
    </Item>
  )
}
