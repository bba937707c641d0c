import type { Day } from '#kernel/values/day'
import { sayMoment } from '#kernel/values/when'
import { Acts, Button, errorFor, type FieldError, Form, TextArea } from '#ui/form'
import { ChangePage } from '../change.tsx'
import type { Framed } from '../meets.tsx'
import type { Meeting } from '../model.ts'
import type { Abilities } from '../one/policy.ts'
import { movePath } from '../paths.ts'
import { words } from './text.ts'

export const mostLetters = 1000

type Props = {
  frame: Framed
  meeting: Meeting
  may: Abilities
  today: Day
  key: string
  again: boolean
  typed?: string | undefined
  errors?: readonly FieldError[]
}

/** When it suits the person better, in their own words and without a reason. */
export const ProposePage = ({ frame, meeting, may, today, key, again, typed, errors = [] }: Props) => {
  const { language } = frame
  const said = words(language)
  return (
    <ChangePage frame={frame} meeting={meeting} title={said.title} lead={said.lead(sayMoment(meeting.startsAt, today, language))}>
      {again && <p>{said.again}</p>}
      <Form language={language} errors={errors}>
        <input type="hidden" name="key" value={key} />
        <TextArea
          id="tider"
          language={language}
          label={said.times}
          hint={said.hint}
          value={typed}
          maxlength={mostLetters}
          error={errorFor(errors, 'tider')}
        />
        <Acts>
          <Button>{said.act}</Button>
        </Acts>
      </Form>
      {may.move && (
        <p class="acts">
          <a href={movePath(meeting.id)}>{said.free}</a>
        </p>
      )}
    </ChangePage>
  )
}
