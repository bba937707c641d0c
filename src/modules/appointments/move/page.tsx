import type { Day } from '#kernel/values/day'
import { capital, sayMoment } from '#kernel/values/when'
import { errorFor, type FieldError } from '#ui/form'
import { Empty, Folder, Notice, Section } from '#ui/sheet'
import { marked, Moment } from '#ui/words'
import { ChangePage, RatherPhone, Sure } from '../change.tsx'
import { type Framed, roleIn, span, whereLine } from '../meets.tsx'
import type { Free, Meeting } from '../model.ts'
import { NumberField, numberField } from '../number.tsx'
import { movePath, moveToPath, proposePath } from '../paths.ts'
import { Times } from '../times.tsx'
import { words } from './text.ts'

type Common = { frame: Framed; meeting: Meeting; today: Day }
type Props = Common & {
  times: readonly Free[]
  next?: Day | undefined
  from?: Day | undefined
  said?: 'taken' | 'late' | undefined
  /** Too late to move it here. */
  closed: boolean
}

/** The time they have, and those it can be moved to. */
export const MovePage = ({ frame, meeting, times, next, from, today, said: just, closed }: Props) => {
  const { language } = frame
  const said = words(language)
  return (
    <ChangePage
      frame={frame}
      meeting={meeting}
      title={said.title}
      lead={
        <>
          {said.have}: <b>{sayMoment(meeting.startsAt, today, language)}</b>. {!closed && said.keep}
        </>
      }
    >
      {just && !closed && (
        <Notice tone="warning" heading={said[just].heading}>
          <p>{said[just].text}</p>
        </Notice>
      )}
      {closed ? (
        <RatherPhone meeting={meeting}>{said.closed}</RatherPhone>
      ) : times.length === 0 ? (
        <Empty heading={said.none.heading} level={2}>
          <p>{said.none.text}</p>
        </Empty>
      ) : (
        <Section id="lediga" heading={said.days}>
          <Times
            times={times}
            hrefOf={(slot) => moveToPath(meeting.id, slot)}
            today={today}
            language={language}
            names={times.some(({ staffId }) => staffId !== meeting.meets.id)}
          />
        </Section>
      )}
      {!closed && (
        <p class="acts">
          {from && <a href={movePath(meeting.id)}>{said.first}</a>}{' '}
          {next && <a href={`${movePath(meeting.id)}?fran=${next}`}>{said.later}</a>} <a href={proposePath(meeting.id)}>{said.propose}</a>
        </p>
      )}
    </ChangePage>
  )
}

/** `number`: to phone, as it was written or as it is known. */
type MoveTo = Common & { time: Free; number: string | undefined; errors?: readonly FieldError[]; stale?: boolean }

/** The new time in large letters, and what happens with the old one. */
export const MoveToPage = ({ frame, meeting, time, today, number, errors = [], stale }: MoveTo) => {
  const { language } = frame
  const said = words(language)
  const { staff, title, manner, street } = time
  return (
    <ChangePage frame={frame} meeting={meeting} title={said.sure} back={{ href: movePath(meeting.id), text: said.back }} stale={stale}>
      <Folder
        id="nar"
        tab={said.tab}
        voice="both"
        look="when"
        heading={<Moment at={time.startsAt} today={today} language={language} far capital />}
      >
        <p>{capital(span(time, language))}.</p>
        <p>
          <b>{staff}</b>, {roleIn(title, language)}. {marked(whereLine({ manner, street, name: staff }, language))}
        </p>
        <p>{said.old(sayMoment(meeting.startsAt, today, language))}</p>
        <Sure frame={frame} meeting={meeting} yes={said.act} no={said.no} errors={errors}>
          {manner === 'phone' && <NumberField value={number} error={errorFor(errors, numberField)} language={language} />}
        </Sure>
      </Folder>
    </ChangePage>
  )
}
