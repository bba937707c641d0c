import type { Language } from '#kernel/text'
import { addDays, type Day, dayOf } from '#kernel/values/day'
import { sayDate, sayDay, sayMoment } from '#kernel/values/when'
import { Acts, Button, errorFor, Field, type FieldError, Form } from '#ui/form'
import { ChangePage, RatherPhone } from '../change.tsx'
import type { Framed } from '../meets.tsx'
import type { Meeting, Waiting } from '../model.ts'
import type { Abilities } from '../one/policy.ts'
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

/** A day that can be written: the one before the meeting, or today when that is the same. */
export function exampleDay(startsAt: Date, today: Day, language: Language): string {
  const before = addDays(dayOf(startsAt), -1)
  return sayDate(before > today ? before : today, today, language)
}

/** A place in line for what becomes free. */
export const EarlierPage = ({ frame, meeting, waiting, may, today, typed, errors = [] }: Props) => {
  const { language } = frame
  const said = words(language)
  return (
    <ChangePage frame={frame} meeting={meeting} title={said.title} lead={said.lead(sayMoment(meeting.startsAt, today, language))}>
      {may.earlier ? (
        <div class="stack">
          {waiting && <p>{said.inLine(sayDay(dayOf(waiting.since), today, language))}</p>}
          <p>{said.how}</p>
          <Form language={language} errors={errors}>
            <Field
              id="senast"
              label={said.until}
              hint={said.hint(exampleDay(meeting.startsAt, today, language))}
              value={typed ?? (waiting?.until ? sayDate(waiting.until, today, language) : undefined)}
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
        <RatherPhone meeting={meeting}>{said.late}</RatherPhone>
      )}
    </ChangePage>
  )
}
