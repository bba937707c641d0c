import type { Child, PropsWithChildren } from 'hono/jsx'
import { langTag, type Language } from '#kernel/text'
import { type Day, dayOf, inSweden } from '#kernel/values/day'
import { runs } from '#kernel/values/marks'
import { phone } from '#kernel/values/phone'
import { capital, sayDay, sayHowFar, sayMoment } from '#kernel/values/when'

type Said = { today: Day; language: Language; far?: boolean; capital?: boolean }

/** A day as people say it, in a `time` element: "torsdag 3 december"; with `far`, ", om 12 dagar" after it. */
export const When = ({ day, today, language, far, capital: first }: { day: Day } & Said) => (
  <>
    <time datetime={day}>{first ? capital(sayDay(day, today, language)) : sayDay(day, today, language)}</time>
    {far && `, ${sayHowFar(day, today, language)}`}
  </>
)

/** A moment as people say it: "torsdag 3 december kl. 9.30"; with `far`, ", om 12 dagar" after it. */
export const Moment = ({ at, today, language, far, capital: first }: { at: Date | string } & Said) => (
  <>
    <time datetime={inSweden(at).toPlainDateTime().toString({ smallestUnit: 'minute' })}>
      {first ? capital(sayMoment(at, today, language)) : sayMoment(at, today, language)}
    </time>
    {far && `, ${sayHowFar(dayOf(at), today, language)}`}
  </>
)

/** A number to call, shown the Swedish way. What cannot be called stands as it was written. */
export const PhoneLink = ({ number }: { number: string }) => {
  const found = phone(number)
  return found ? (
    <a class="unbroken" href={found.href}>
      {found.shown}
    </a>
  ) : (
    <>{number}</>
  )
}

/** Words that are Swedish whatever the page is: names of authorities, laws, quoted texts. */
export const Swedish = ({ language, children }: PropsWithChildren<{ language: Language }>) =>
  langTag(language) === 'sv' ? <>{children}</> : <span lang="sv">{children}</span>

/** A sentence with its marks: Swedish words with their language, numbers that keep together. */
export const marked = (text: string): Child =>
  runs(text).map(({ text: run, mark }) =>
    mark === 'swedish' ? <span lang="sv">{run}</span> : mark === 'unbroken' ? <span class="unbroken">{run}</span> : run,
  )
