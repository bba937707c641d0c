import type { Day } from '#kernel/values/day'
import { Folder } from '#ui/sheet'
import { Moment } from '#ui/words'
import { ChangePage, RatherPhone, Sure } from '../change.tsx'
import { type Framed, inWords } from '../meets.tsx'
import type { Meeting } from '../model.ts'
import type { Abilities } from '../one/policy.ts'
import { movePath } from '../paths.ts'
import { words } from './text.ts'

type Props = { frame: Framed; meeting: Meeting; may: Abilities; today: Day; stale?: boolean }

/** Asked once more, with another time as near as the cancelling. */
export const CancelPage = ({ frame, meeting, may, today, stale }: Props) => {
  const { language } = frame
  const said = words(language)
  return (
    <ChangePage frame={frame} meeting={meeting} title={said.title} stale={stale}>
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
            <Sure frame={frame} meeting={meeting} yes={said.act} no={said.no} />
          </>
        ) : (
          <RatherPhone meeting={meeting}>{said.late}</RatherPhone>
        )}
      </Folder>
      {may.move && (
        <div class="section after">
          <p>
            {said.rather} <a href={movePath(meeting.id)}>{said.move}</a>
          </p>
        </div>
      )}
    </ChangePage>
  )
}
