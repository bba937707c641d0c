import type { Language } from '#kernel/text'
import type { Day } from '#kernel/values/day'
import { say } from '#modules/directory'
import { Acts, Button, errorFor, type FieldError, Form, Select } from '#ui/form'
import { Page, PageHead } from '#ui/page'
import { Folder, More, Notice, Row } from '#ui/sheet'
import { marked, Moment } from '#ui/words'
import { type Framed, inWords, roleIn, span, whereLine } from '../meets.tsx'
import { type Free, minutesOf } from '../model.ts'
import { NumberField, numberField } from '../number.tsx'
import { bookKindPath, timesPath } from '../paths.ts'
import type { Bookable, OwnCase } from '../queries.ts'
import { words as timeWords } from '../text.ts'
import { type Wishes, WishFields } from '../wishes.tsx'
import { words } from './text.ts'
import { unitIn, UnitMargin } from './when.tsx'

type Props = {
  frame: Framed
  kind: Bookable
  time: Free
  cases: readonly OwnCase[]
  today: Day
  key: string
  /** The case that was chosen. */
  about?: string | undefined
  wishes: Wishes
  /** To phone: what was written, or what is known. */
  number: string | undefined
  errors?: readonly FieldError[]
  /** Why it could not be booked. */
  no?: 'already' | 'many' | undefined
}

export const caseField = 'arende'

/** Titles may be alike; numbers are not. */
const caseName = ({ name, number }: OwnCase, language: Language): string => [say(name, language), number].filter(Boolean).join(', ')

/** The time, once more and in large letters, and what may be said about it before it is booked. */
export const SurePage = ({ frame, kind, time, cases, today, key, about, wishes, number, errors = [], no }: Props) => {
  const { language } = frame
  const [said, shared] = [words(language), timeWords(language)]
  const { staff, title, street, manner } = time
  return (
    <Page {...frame} contact={unitIn(kind, language)} title={said.title} simple>
      <PageHead back={{ href: bookKindPath(kind.id), text: said.back.times }} title={said.sure.title} />
      <Row margin={<UnitMargin kind={kind} language={language} />}>
        {no && (
          <Notice tone="warning" heading={said[no].heading}>
            <p>{said[no].text}</p>
            <p class="acts">
              <a href={timesPath}>{said.see}</a>
            </p>
          </Notice>
        )}
        <Folder
          id="nar"
          tab={said.sure.tab}
          voice="both"
          look="when"
          heading={<Moment at={time.startsAt} today={today} language={language} far capital />}
        >
          <p>
            {inWords(kind.name, language)}, {span(time, language)}. {said.sure.takes(shared.minutes(minutesOf(time)))}
          </p>
          <p>
            <b>{staff}</b>, {roleIn(title, language)}. {marked(whereLine({ manner, street, name: staff }, language))}
          </p>
        </Folder>
        {!no && (
          <div class="section after">
            <Form language={language} errors={errors}>
              <input type="hidden" name="key" value={key} />
              {cases.length > 1 && (
                <Select
                  id={caseField}
                  label={said.sure.about}
                  value={about}
                  options={[
                    { value: '', text: said.sure.noCase },
                    ...cases.map((one) => ({ value: one.id, text: caseName(one, language) })),
                  ]}
                />
              )}
              {manner === 'phone' && <NumberField value={number} error={errorFor(errors, numberField)} language={language} />}
              <More summary={said.sure.more} open={errors.some(({ field }) => field !== numberField)}>
                <p class="small">{said.sure.lead}</p>
                <WishFields wishes={wishes} errors={errors} language={language} />
              </More>
              <Acts>
                <Button>{said.sure.act}</Button>
              </Acts>
              <p class="small">
                {said.sure.reminder} {said.sure.until(kind.noticeHours)}
              </p>
            </Form>
          </div>
        )}
      </Row>
    </Page>
  )
}
