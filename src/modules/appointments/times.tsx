import type { Language } from '#kernel/text'
import type { Day } from '#kernel/values/day'
import { capital, sayTime } from '#kernel/values/when'
import { FormSheet } from '#ui/form'
import { When } from '#ui/words'
import { byDay, type Free } from './model.ts'
import { words } from './text.ts'

type Props = {
  times: readonly (Pick<Free, 'slotId' | 'startsAt' | 'manner'> & { staff?: string })[]
  hrefOf: (slot: string) => string
  today: Day
  language: Language
  /** Whether whom one meets stands by each time: not when it is the same one for all. */
  names: boolean
}

/** Free times, day by day, each a link that is large enough for a thumb. */
export const Times = ({ times, hrefOf, today, language, names }: Props) => {
  const said = words(language)
  const several = new Set(times.map(({ manner }) => manner)).size > 1
  return (
    <div class="stack">
      <FormSheet />
      {byDay(times).map(({ day, times: of }) => (
        <section class="stack" aria-labelledby={`d-${day}`}>
          <h3 class="h3" id={`d-${day}`}>
            <When day={day} today={today} language={language} far capital />
          </h3>
          <ul role="list" class="times">
            {of.map(({ slotId, startsAt, manner, staff }) => (
              <li>
                <a href={hrefOf(slotId)}>
                  <b>{capital(sayTime(startsAt, language))}</b>
                  {names && <span>{staff}</span>}
                  {several && <span>{said.manner(manner)}</span>}
                </a>
              </li>
            ))}
          </ul>
        </section>
      ))}
    </div>
  )
}
