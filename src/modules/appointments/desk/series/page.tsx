import type { Language } from '#kernel/text'
import { type Day, dayOf } from '#kernel/values/day'
import { capital, sayDate, sayDay, sayMoment } from '#kernel/values/when'
import { type Frame, say } from '#modules/directory'
import { Acts, Button, errorFor, Field, type FieldError, Form } from '#ui/form'
import { Item, Rows } from '#ui/lists'
import { Page, PageHead } from '#ui/page'
import { Notice, Section } from '#ui/sheet'
import { bookingPath, byDay, root, sayHours, seriesPath } from '../model.ts'
import type { Rule } from '../release/model.ts'
import { collideText } from '../release/page.tsx'
import { called, words as common } from '../text.ts'
import { FreeTimes } from '../times.tsx'
import { notMade, type Series, type Time } from './model.ts'
import { words } from './text.ts'

/** What was just done: released, or so many taken away. */
export type Just = 'released' | { removed: number }
type Props = {
  frame: Frame
  now: Date
  series: Series
  times: readonly Time[]
  just?: Just | undefined
  typed?: string | undefined
  errors?: readonly FieldError[]
}

/** Times that were released together: the rule, what is left of them, and the way to take away the free ones from a day on. */
export const SeriesPage = ({ frame, now, series, times, just, typed, errors = [] }: Props) => {
  const { language } = frame
  const said = words(language)
  const today = dayOf(now)
  const missing = notMade(series, times)
  const ahead = times.filter(({ startsAt, withdrawn }) => startsAt > now && !withdrawn)
  const free = ahead.filter(({ bookingId }) => !bookingId)
  const booked = ahead.filter(({ bookingId }) => bookingId)
  return (
    <Page {...frame} title={said.title}>
      <PageHead back={{ href: root, text: common(language).times }} title={said.whose(say(series.kind, language), series.staff)}>
        {series.rule && <p>{capital(ruleText(series.rule, today, language))}.</p>}
        <p>
          {[series.manner && common(language).manner[series.manner], series.place].filter(Boolean).join(', ')}
          {series.manner && '. '}
          {said.made(series.madeBy, sayMoment(series.at, today, language))}
        </p>
      </PageHead>
      <div class="stack">
        {just === 'released' && times.length > 0 && (
          <Notice tone="success" heading={said.released(times.length)}>
            <p>{said.releasedText}</p>
          </Notice>
        )}
        {just && just !== 'released' && (
          <Notice tone="success" heading={said.removed(just.removed)}>
            {booked.length > 0 && <p>{said.kept(booked.length)}</p>}
          </Notice>
        )}
        {missing.length > 0 && (
          <Notice tone="info" heading={said.notMade(missing.length)}>
            <p>{collideText([series.staff, series.room].filter(Boolean).join(` ${said.or} `), missing, today, language)}</p>
          </Notice>
        )}
      </div>
      <Section id="kommande" heading={said.ahead} after>
        {ahead.length === 0 ? (
          <p>
            {said.none}. {said.noneText}
          </p>
        ) : (
          <Rows>
            {byDay(ahead, ({ startsAt }) => startsAt).map(({ day, list }) => (
              <Item title={capital(sayDay(day, today, language))}>
                {list.map(
                  ({ bookingId, name, startsAt, endsAt }) =>
                    bookingId && (
                      <Acts>
                        <a href={bookingPath(bookingId)}>
                          {sayHours(startsAt, endsAt, language)} {called(name ?? '', language)}
                        </a>
                      </Acts>
                    ),
                )}
                <FreeTimes times={list.filter(({ bookingId }) => !bookingId)} label={said.free} language={language} />
              </Item>
            ))}
          </Rows>
        )}
      </Section>
      {free.length > 0 && (
        <section class="section screen-only" aria-labelledby="ta-bort">
          <h2 id="ta-bort">{said.withdraw}</h2>
          <p>{said.withdrawText}</p>
          <Form language={language} action={`${seriesPath(series.id)}/ta-bort`} errors={errors}>
            <Field
              id="fran"
              label={said.from}
              hint={said.fromHint(dayOf(free[0]!.startsAt))}
              autocomplete="off"
              value={typed ?? dayOf(free[0]!.startsAt)}
              error={errorFor(errors, 'fran')}
            />
            <Acts>
              <Button variant="secondary">{said.withdraw}</Button>
            </Acts>
          </Form>
        </section>
      )}
    </Page>
  )
}

/** "måndagar och onsdagar, 7 december till 29 januari, kl. 9.00–12.00, 45 minuter var, 15 minuter mellan tiderna". */
function ruleText(rule: Rule, today: Day, language: Language): string {
  const said = words(language).rule
  const names = said.weekdays.split('|')
  const days = rule.weekdays.map((n) => names[n - 1]!)
  const last = days.pop()!
  const hours = (from: string, to: string) => `${clockText(from, language)}–${clockText(to, language)}`
  if (rule.first === rule.last) return `${sayDay(rule.first, today, language)}, ${said.between(hours(rule.from, rule.to), rule.minutes)}`
  return [
    said.when(
      days.length ? `${days.join(', ')} ${said.and} ${last}` : last,
      sayDate(rule.first, today, language),
      sayDate(rule.last, today, language),
    ),
    said.between(hours(rule.from, rule.to), rule.minutes),
    rule.pause > 0 && said.pause(rule.pause),
    rule.rest && said.rest(hours(rule.rest.from, rule.rest.to)),
  ]
    .filter(Boolean)
    .join(', ')
}

const clockText = (time: string, language: Language) => time.replace(/^0/, '').replace(':', language === 'en' ? ':' : '.')
