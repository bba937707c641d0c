import type { Day } from '#kernel/values/day'
import { sayMoment } from '#kernel/values/when'
import type { Frame } from '#modules/directory'
import { Beside, CheckButton } from '#modules/writing'
import { Acts, Button, errorFor, type FieldError, Form, TextArea } from '#ui/form'
import { Page, PageHead } from '#ui/page'
import { Notice, Section } from '#ui/sheet'
import type { Event } from '../../events/model.ts'
import { Paragraphs } from '../../events/told.tsx'
import { type Head, matterPath } from '../model.ts'
import { StandsNow } from '../stands.tsx'
import type { Plain } from './queries.ts'
import { words } from './text.ts'

export const plainPath = (matterId: string, itemId: string) => `${matterPath(matterId)}/enklare/${itemId}`
/** How long plainer words may be. */
export const longest = 20_000

type Props = {
  frame: Frame
  head: Head
  today: Day
  event: Event
  plain: Plain | undefined
  form: string
  typed: string
  errors?: readonly FieldError[]
  saved?: boolean
  stale?: boolean
  review?: boolean
}

export const PlainPage = ({ frame, head, today, event, plain, form, typed, errors = [], saved, stale, review }: Props) => {
  const { language } = frame
  const said = words(language)
  return (
    <Page {...frame} title={said.title}>
      <PageHead back={{ href: matterPath(head.id), text: said.back }} title={said.heading}>
        <p>{said.lead}</p>
      </PageHead>
      <div class="stack">
        {saved && (
          <Notice tone="success" heading={said.saved}>
            <p>{said.savedText}</p>
          </Notice>
        )}
        {stale && (
          <Notice tone="warning" heading={said.stale}>
            <p>{said.staleText}</p>
          </Notice>
        )}
        <StandsNow heading={said.original} event={event} head={head} today={today} language={language} />
        {stale && plain?.text && (
          <Section id="deras" heading={said.theirs}>
            <Paragraphs text={plain.text} />
          </Section>
        )}
        <div class="section">
          <Beside review={review && [typed]} language={language}>
            <Form language={language} errors={errors}>
              <input type="hidden" name="formular" value={form} />
              <input type="hidden" name="version" value={plain?.version ?? 0} />
              <TextArea
                language={language}
                id="text"
                label={said.text}
                hint={said.hint}
                rows={8}
                maxlength={longest}
                value={typed}
                error={errorFor(errors, 'text')}
              />
              {plain?.text && <p class="small soft">{said.by(plain.author, sayMoment(plain.at, today, language))}</p>}
              <Acts>
                <Button>{said.save}</Button> <CheckButton language={language} />
              </Acts>
            </Form>
          </Beside>
        </div>
      </div>
    </Page>
  )
}
