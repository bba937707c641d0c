import { type Day, dayOf } from '#kernel/values/day'
import { sayDay, sayMoment } from '#kernel/values/when'
import { Acts, Button, errorFor, Field, type FieldError, Form } from '#ui/form'
import { Page, PageHead } from '#ui/page'
import { Row } from '#ui/sheet'
import { PhoneLink } from '#ui/words'
import { footOf, type Framed, MeetsMargin } from '../meets.tsx'
import type { Meeting, Waiting } from '../model.ts'
import type { Abilities } from '../one/policy.ts'
import { timePath } from '../paths.ts'
import { words as timeWords } from '../text.ts'
import { words } from './text.ts'

type Props = {
  frame: Framed
  meeting: Meeting
  waiting: Waiting | undefined
  may: Abilities
  today: Day
  typed?: string | undefined
  errors?: readonly FieldError[]
}

/** A place in line for what becomes free. */
export const EarlierPage = ({ frame, meeting, waiting, may, today, typed, errors = [] }: Props) => {
  const { language } = frame
  const said = words(language)
  return (
    <Page {...frame} {...footOf(meeting.meets, language)} title={timeWords(language).time} simple>
      <PageHead back={{ href: timePath(meeting.id), text: timeWords(language).toMeeting }} title={said.title}>
        <p>{said.lead(sayMoment(meeting.startsAt, today, language))}</p>
      </PageHead>
      <Row margin={<MeetsMargin heading={timeWords(language).town.heading} meets={meeting.meets} language={language} />}>
        {may.earlier ? (
          <div class="stack">
            {waiting && <p>{said.inLine(sayDay(dayOf(waiting.since), today, language))}</p>}
            <p>{said.how}</p>
            <Form language={language} errors={errors}>
              <Field
                id="senast"
                label={said.until}
                hint={said.hint}
                value={typed ?? waiting?.until ?? undefined}
                error={errorFor(errors, 'senast')}
              />
              <Acts>
                <Button>{waiting ? said.change : said.act}</Button>{' '}
                {waiting && (
                  <Button name="sluta" value="ja" variant="secondary">
                    {said.stop}
                  </Button>
                )}
              </Acts>
            </Form>
          </div>
        ) : (
          <p>
            {said.late} {meeting.meets.phone && <PhoneLink number={meeting.meets.phone} />}
          </p>
        )}
      </Row>
    </Page>
  )
}
