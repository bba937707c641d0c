import type { Day } from '#kernel/values/day'
import { Acts, Button, ButtonLink, Form } from '#ui/form'
import { Page, PageHead } from '#ui/page'
import { Folder, Row } from '#ui/sheet'
import { Moment, PhoneLink } from '#ui/words'
import { footOf, type Framed, inWords, MeetsMargin } from '../meets.tsx'
import type { Meeting } from '../model.ts'
import type { Abilities } from '../one/policy.ts'
import { movePath, timePath } from '../paths.ts'
import { words as timeWords } from '../text.ts'
import { words } from './text.ts'

type Props = { frame: Framed; meeting: Meeting; may: Abilities; today: Day }

/** Asked once more, with another time as near as the cancelling. */
export const CancelPage = ({ frame, meeting, may, today }: Props) => {
  const { language } = frame
  const said = words(language)
  return (
    <Page {...frame} {...footOf(meeting.meets, language)} title={timeWords(language).time} simple>
      <PageHead back={{ href: timePath(meeting.id), text: timeWords(language).toMeeting }} title={said.title} />
      <Row margin={<MeetsMargin heading={timeWords(language).town.heading} meets={meeting.meets} language={language} />}>
        <Folder
          id="nar"
          tab={said.tab}
          voice="both"
          look="when"
          heading={<Moment at={meeting.startsAt} today={today} language={language} far capital />}
        >
          <p>{inWords(meeting.kind, language)}</p>
          {may.cancel ? (
            <>
              <p>{said.text}</p>
              <Form language={language}>
                <Acts>
                  <Button>{said.act}</Button>{' '}
                  <ButtonLink href={timePath(meeting.id)} variant="secondary">
                    {said.no}
                  </ButtonLink>
                </Acts>
              </Form>
            </>
          ) : (
            <p>
              {said.late} {meeting.meets.phone && <PhoneLink number={meeting.meets.phone} />}
            </p>
          )}
        </Folder>
        {may.move && (
          <div class="section after">
            <p>
              {said.rather} <a href={movePath(meeting.id)}>{said.move}</a>
            </p>
          </div>
        )}
      </Row>
    </Page>
  )
}
