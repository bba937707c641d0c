import type { Child, PropsWithChildren } from 'hono/jsx'
import { Acts, Button, ButtonLink, type FieldError, Form } from '#ui/form'
import { Page, PageHead } from '#ui/page'
import { Notice, Row } from '#ui/sheet'
import { PhoneLink } from '#ui/words'
import { footOf, type Framed, MeetsMargin } from './meets.tsx'
import type { Meeting } from './model.ts'
import { words as oneWords } from './one/text.ts'
import { timePath } from './paths.ts'
import { seenField } from './seen.ts'
import { words } from './text.ts'

type Of = { frame: Framed; meeting: Meeting }

/** A page that changes a time one has: back to it (or to `back`), what it is about, and beside it whom one meets, to phone instead. `stale`: what was sent was about another time than it is now. */
export const ChangePage = ({
  frame,
  meeting,
  title,
  lead,
  back,
  stale,
  children,
}: PropsWithChildren<Of & { title: string; lead?: Child; back?: { href: string; text: string }; stale?: boolean | undefined }>) => {
  const { language } = frame
  const { inaktuell } = oneWords(language).said
  const { time, toMeeting, town } = words(language)
  return (
    <Page {...frame} {...footOf(meeting.meets, language)} title={time} simple>
      <PageHead back={back ?? { href: timePath(meeting.id), text: toMeeting }} title={title}>
        {lead && <p>{lead}</p>}
      </PageHead>
      <Row margin={<MeetsMargin heading={town.heading} meets={meeting.meets} language={language} />}>
        {stale && (
          <Notice tone="warning" heading={inaktuell.heading}>
            <p>{inaktuell.text}</p>
          </Notice>
        )}
        {children}
      </Row>
    </Page>
  )
}

type SureProps = PropsWithChildren<Of & { yes: string; no: string; errors?: readonly FieldError[] | undefined }>

/** Yes to what the page shows, or back to the time as it is. `children`: what is asked for with the yes. */
export const Sure = ({ frame: { language }, meeting, yes, no, errors, children }: SureProps) => (
  <Form language={language} errors={errors}>
    <input type="hidden" name={seenField} value={String(meeting.sequence)} />
    {children}
    <Acts>
      <Button>{yes}</Button>{' '}
      <ButtonLink href={timePath(meeting.id)} variant="secondary">
        {no}
      </ButtonLink>
    </Acts>
  </Form>
)

/** It is too late to do it here: phone. */
export const RatherPhone = ({ meeting: { meets }, children }: PropsWithChildren<Pick<Of, 'meeting'>>) => (
  <p>
    {children} {meets.phone && <PhoneLink number={meets.phone} />}
  </p>
)
