import type { Day } from '#kernel/values/day'
import { Acts, Button, errorFor, Field, type FieldError, Form } from '#ui/form'
import { Page, PageHead } from '#ui/page'
import { Folder, More, Notice, Row } from '#ui/sheet'
import { marked, Moment } from '#ui/words'
import { words as bookWords } from '../book/text.ts'
import { type Framed, inWords, span, whereLine } from '../meets.tsx'
import { minutesOf } from '../model.ts'
import { openKindPath, openTimePath } from '../paths.ts'
import { words as timeWords } from '../text.ts'
import { WishFields } from '../wishes.tsx'
import { Beside, UrgentLine } from './beside.tsx'
import { mostName, type OpenKind, type OpenTime, type Typed } from './model.ts'
import { words } from './text.ts'

type Props = {
  frame: Framed
  kind: OpenKind
  time: OpenTime
  today: Day
  /** The form's own: sent twice it is one booking, and the code follows from it. */
  formKey: string
  typed: Typed
  errors?: readonly FieldError[]
  /** As many have been booked from here as can be in a day. */
  many?: boolean
}

/** The time in large letters, and one question that need not be answered. */
export const OpenSurePage = ({ frame, kind, time, today, formKey, typed, errors = [], many }: Props) => {
  const { language } = frame
  const [said, booking] = [words(language), bookWords(language)]
  const asked = typed.companion !== '' || typed.interpreter !== '' || typed.wishes !== ''
  return (
    <Page {...frame} title={said.title} simple={!frame.answer}>
      <PageHead back={{ href: openKindPath(kind.id), text: booking.back.times }} title={booking.sure.title}>
        <UrgentLine language={language} />
      </PageHead>
      <Row margin={<Beside frame={frame} kind={kind} />}>
        {many && (
          <Notice tone="warning" heading={said.many.heading}>
            <p>{said.many.text}</p>
          </Notice>
        )}
        <Folder
          id="nar"
          tab={booking.sure.tab}
          voice="both"
          look="when"
          heading={<Moment at={time.startsAt} today={today} language={language} far capital />}
        >
          <p>
            {inWords(kind.name, language)}, {span(time, language)}. {booking.sure.takes(timeWords(language).minutes(minutesOf(time)))}
          </p>
          <p>
            <b>{marked(whereLine({ manner: time.manner, street: time.street, name: '' }, language))}</b>
          </p>
        </Folder>
        {!many && (
          <div class="section after">
            <Form action={openTimePath(kind.id, time.slotId)} language={language} errors={errors}>
              <input type="hidden" name="key" value={formKey} />
              <Field
                id="namn"
                label={said.sure.name}
                hint={said.sure.nameHint}
                value={typed.name}
                autocomplete="off"
                maxlength={mostName}
                error={errorFor(errors, 'namn')}
              />
              <More summary={booking.sure.more} open={errors.length > 0 || asked}>
                <p class="small">{said.sure.wishes}</p>
                <WishFields wishes={typed} errors={errors} language={language} />
              </More>
              <Acts>
                <Button>{booking.sure.act}</Button>
              </Acts>
              <p>{said.sure.after}</p>
              <p class="small">{booking.sure.until(kind.noticeHours)}</p>
            </Form>
          </div>
        )}
      </Row>
    </Page>
  )
}
