import type { Child } from 'hono/jsx'
import type { Language } from '#kernel/text'
import { addDays, type Day, dayOf } from '#kernel/values/day'
import { capital, sayDate, sayDay } from '#kernel/values/when'
import { say } from '#modules/directory'
import { Acts } from '#ui/form'
import { Filter, Pager } from '#ui/lists'
import { Empty } from '#ui/sheet'
import { byDay, type Free, type KindOption, releasePath, sayClock, sayHours, slotPath } from './model.ts'
import { words } from './text.ts'

/** How many days of free times a page holds. */
export const daysShown = 14

/** Free times in a line, each leading to what can be done with it. */
export const FreeTimes = ({
  times,
  label,
  language,
}: {
  times: readonly { id: string; startsAt: Date }[]
  label: Child
  language: Language
}) =>
  times.length > 0 ? (
    <p class="acts">
      <span class="soft">{label}</span>{' '}
      {times.map(({ id, startsAt }) => (
        <>
          <a href={slotPath(id)}>{sayClock(startsAt, language)}</a>{' '}
        </>
      ))}
    </p>
  ) : null

/** What free times are looked at: of which kind, and from which day. `nextAt`: when the first one after them is, when there are none. */
export type Look = { path: string; kept?: Readonly<Record<string, string>>; kind: string | undefined; from: Day; nextAt: Date | undefined }

const hrefOf = ({ path, kept = {} }: Look, kind: string | undefined, from: Day | undefined): string => {
  const query = new URLSearchParams({ ...kept, slag: kind ?? 'alla', ...(from ? { fran: from } : {}) }).toString()
  return query ? `${path}?${query}` : path
}

/** The choice of which free times to see. */
export const LookAt = ({ look, kinds, language }: { look: Look; kinds: readonly KindOption[]; language: Language }) => {
  const said = words(language)
  if (kinds.length < 2) return null
  return (
    <Filter
      label={said.kind}
      links={[
        { href: hrefOf(look, undefined, undefined), text: said.all, current: !look.kind },
        ...kinds.map(({ id, name }) => ({ href: hrefOf(look, id, undefined), text: say(name, language), current: look.kind === id })),
      ]}
    />
  )
}

type ChooseProps = {
  look: Look
  free: readonly Free[]
  today: Day
  language: Language
  label: string
  hint?: string | undefined
  /** Several may be chosen, each under a name of its own: `tid1`, `tid2` … */
  several?: boolean
  chosen?: readonly string[]
  error?: string | undefined
}

/** Free times to choose among, by day and what they have in common. When there are none it says when the next one is. The first has the group's id, so that an error leads to it. */
export const ChooseTime = ({ look, free, today, language, label, hint, several, chosen = [], error }: ChooseProps) => {
  if (free.length === 0) return <NoTime look={look} today={today} language={language} />
  const describedby = [hint && 'tid-hint', error && 'tid-error'].filter(Boolean).join(' ') || undefined
  const numbered = free.map((one, n) => ({ one, n }))
  return (
    <fieldset class="ds-fieldset" aria-describedby={describedby}>
      <legend class="ds-label">{label}</legend>
      {hint && (
        <p data-field="description" id="tid-hint">
          {hint}
        </p>
      )}
      {byDay(numbered, ({ one }) => one.startsAt).map(({ day, list }) => (
        <div class="free-times" role="group" aria-labelledby={`dag-${day}`}>
          <p id={`dag-${day}`}>{capital(sayDay(day, today, language))}</p>
          {[...Map.groupBy(list, ({ one }) => about(one, language))].map(([common, times]) => (
            <>
              <p class="small soft">{common}</p>
              {times.map(({ one, n }) => (
                <OneTime
                  one={one}
                  n={n}
                  several={several}
                  checked={chosen.includes(one.id)}
                  wrong={error !== undefined}
                  language={language}
                />
              ))}
            </>
          ))}
        </div>
      ))}
      {error && (
        <p class="ds-validation-message" id="tid-error">
          {error}
        </p>
      )}
    </fieldset>
  )
}

/** "Uppföljning av ditt stöd, Rum 214, Amina Haddad". */
const about = ({ kind, place, manner, staff, away }: Free, language: Language): string =>
  [
    say(kind, language),
    place ?? words(language).manner[manner],
    away ? `${staff} (${words(language).away.toLocaleLowerCase('sv')})` : staff,
  ].join(', ')

type OneProps = { one: Free; n: number; several: boolean | undefined; checked: boolean; wrong: boolean; language: Language }
const OneTime = ({ one, n, several, checked, wrong, language }: OneProps) => {
  const id = n ? `tid-${n + 1}` : 'tid'
  return (
    <div class="ds-field">
      <input
        class="ds-input"
        type={several ? 'checkbox' : 'radio'}
        id={id}
        name={several ? `tid${n + 1}` : 'tid'}
        value={one.id}
        checked={checked}
        aria-invalid={wrong ? 'true' : undefined}
      />
      <label for={id}>{sayHours(one.startsAt, one.endsAt, language)}</label>
    </div>
  )
}

const NoTime = ({ look, today, language }: { look: Look; today: Day; language: Language }) => {
  const said = words(language)
  const { from, kind, nextAt } = look
  const until = addDays(from, daysShown - 1)
  return (
    <div id="tid">
      <Empty heading={said.noFree} level={2}>
        <p>
          {said.noFreeBetween(sayDate(from, today, language), sayDate(until, today, language))}{' '}
          {nextAt && said.nextFree(sayDay(dayOf(nextAt), today, language))}
        </p>
        <Acts>
          {nextAt ? <a href={hrefOf(look, kind, dayOf(nextAt))}>{said.toNextFree}</a> : <a href={releasePath}>{said.toRelease}</a>}
        </Acts>
      </Empty>
    </div>
  )
}

/** To the days before and after those that are shown. */
export const OtherDays = ({ look, today, language }: { look: Look; today: Day; language: Language }) => {
  const { from, kind } = look
  const before = addDays(from, -daysShown)
  return (
    <Pager
      before={from > today ? hrefOf(look, kind, before > today ? before : undefined) : undefined}
      next={hrefOf(look, kind, addDays(from, daysShown))}
      language={language}
    />
  )
}
