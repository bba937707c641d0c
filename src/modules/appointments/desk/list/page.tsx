import { addDays, type Day } from '#kernel/values/day'
import { capital, sayDay, sayHowFar, sayMoment } from '#kernel/values/when'
import { type Frame, say } from '#modules/directory'
import { Acts, ButtonLink } from '#ui/form'
import { Filter, Item, Rows, Tag } from '#ui/lists'
import { Page, PageHead } from '#ui/page'
import { Empty, Notice, Section } from '#ui/sheet'
import { PhoneLink } from '#ui/words'
import { bookingPath, bookPath, byDay, kindsPath, missedPath, placesPath, releasePath, root, sayHours } from '../model.ts'
import { called, words as common } from '../text.ts'
import { FreeTimes } from '../times.tsx'
import type { FreeLine, Line, ToRecord, Waiting } from './model.ts'
import { words } from './text.ts'

/** How many days the list holds. */
export const daysListed = 14

type Props = {
  frame: Frame
  today: Day
  manager: boolean
  mine: boolean
  from: Day
  lines: readonly Line[]
  free: readonly FreeLine[]
  waiting: readonly Waiting[]
  toRecord: readonly ToRecord[]
  noted?: boolean
}

/** The times of an officer or a whole unit: what waits, what has just been, and the coming days. */
export const ListPage = (props: Props) => {
  const { frame, manager, mine, from, today, waiting, toRecord, noted } = props
  const { language } = frame
  const said = words(language)
  const first = from === today
  return (
    <Page {...frame} title={said.title}>
      <PageHead title={said.title}>
        <Acts>
          <ButtonLink href={releasePath}>{said.release}</ButtonLink>{' '}
          <ButtonLink href={bookPath} variant="secondary">
            {said.book}
          </ButtonLink>{' '}
          {manager && (
            <>
              <a href={placesPath}>{said.places}</a> <a href={kindsPath}>{said.kinds}</a> <a href={missedPath}>{said.missed}</a>
            </>
          )}
        </Acts>
        <Filter
          label={said.show}
          links={[
            { href: hrefOf(true, first ? undefined : from), text: said.mine, current: mine },
            { href: hrefOf(false, first ? undefined : from), text: said.unit, current: !mine },
          ]}
        />
      </PageHead>
      {noted && <Notice tone="success" heading={said.noted} />}
      {first && waiting.length > 0 && (
        <Section id="vantar" heading={said.waits} after={noted}>
          <Rows>
            {waiting.map((one) => (
              <WaitingLine waiting={one} today={today} language={language} />
            ))}
          </Rows>
        </Section>
      )}
      {first && toRecord.length > 0 && <Record {...props} />}
      <Days {...props} />
    </Page>
  )
}

const hrefOf = (mine: boolean, from: Day | undefined) => `${root}?visa=${mine ? 'mina' : 'enheten'}${from ? `&fran=${from}` : ''}`

const WaitingLine = ({ waiting, today, language }: { waiting: Waiting; today: Day; language: Frame['language'] }) => {
  const said = words(language)
  const { id, name, what, times, startsAt } = waiting
  return (
    <Item href={bookingPath(id)} title={name}>
      <p>{said.waiting[what]}</p>
      {times && <p class="old-words">{times}</p>}
      <p class="small soft">{said.has(sayMoment(startsAt, today, language))}</p>
    </Item>
  )
}

/** Meetings that have been: one press for those who came, one page for those who did not. */
const Record = ({ frame: { language }, today, toRecord, mine }: Props) => {
  const said = words(language)
  return (
    <Section id="kom" heading={said.record}>
      <p>{said.recordText}</p>
      <Rows>
        {toRecord.map(({ id, name, kind, startsAt, revision }) => (
          <Item href={bookingPath(id)} title={called(name, language)}>
            <p>
              {capital(sayMoment(startsAt, today, language))}, {say(kind, language)}
            </p>
            <form method="post" action={`${bookingPath(id)}/kom`}>
              <input type="hidden" name="sett" value={String(revision)} />
              <input type="hidden" name="till" value={mine ? 'mina' : 'enheten'} />
              <Acts>
                <button class="ds-button" data-variant="secondary" type="submit" aria-label={said.cameLabel(called(name, language))}>
                  {said.came}
                </button>{' '}
                <a href={`${bookingPath(id)}/uteblev`} aria-label={said.notCameLabel(called(name, language))}>
                  {said.notCame}
                </a>
              </Acts>
            </form>
          </Item>
        ))}
      </Rows>
    </Section>
  )
}

const Days = ({ frame: { language }, today, from, lines, free, mine, waiting, toRecord, noted }: Props) => {
  const said = words(language)
  const days = byDay(
    [
      ...lines.map((line) => ({ at: line.startsAt, line, free: undefined })),
      ...free.map((one) => ({ at: one.startsAt, line: undefined, free: one })),
    ].toSorted((a, b) => +a.at - +b.at),
    ({ at }) => at,
  )
  const [before, after] = [addDays(from, -daysListed), addDays(from, daysListed)]
  return (
    <Section id="dagar" heading={said.ahead} after={noted && waiting.length + toRecord.length === 0}>
      {days.length === 0 && (
        <Empty heading={said.nothing}>
          <p>{said.nothingText}</p>
        </Empty>
      )}
      {days.map(({ day, list }) => (
        <section class="day" aria-labelledby={`dag-${day}`}>
          <h3 id={`dag-${day}`}>
            {capital(sayDay(day, today, language))} <span class="soft small">{sayHowFar(day, today, language)}</span>
          </h3>
          {list.some(({ line }) => line) && (
            <Rows>{list.map(({ line }) => line && <LineItem line={line} mine={mine} language={language} />)}</Rows>
          )}
          <FreeOfDay free={list.flatMap((one) => one.free ?? [])} mine={mine} language={language} />
        </section>
      ))}
      <nav class="pager acts" aria-label={said.days(daysListed)}>
        <a href={hrefOf(mine, before === today ? undefined : before)} rel="prev">
          {said.before}
        </a>{' '}
        <a href={hrefOf(mine, after === today ? undefined : after)} rel="next">
          {said.after}
        </a>
      </nav>
    </Section>
  )
}

const LineItem = ({ line, mine, language }: { line: Line; mine: boolean; language: Frame['language'] }) => {
  const said = words(language)
  const { id, name, kind, staff, startsAt, endsAt, manner, number, place, state, confirmed, asks, anyone, away } = line
  const over = state !== 'booked'
  const [byPhone, noNumber] = [!over && manner === 'phone' && number, !over && manner === 'phone' && !number]
  return (
    <Item href={bookingPath(id)} title={`${sayHours(startsAt, endsAt, language)} ${called(name, language)}`}>
      <p>
        {[say(kind, language), place ? `${common(language).manner[manner]}: ${place}` : common(language).manner[manner], !mine && staff]
          .filter(Boolean)
          .join(', ')}
        {byPhone && (
          <>
            , <PhoneLink number={byPhone} />
          </>
        )}
      </p>
      {(over || confirmed || asks || anyone || noNumber || away) && (
        <p class="tags">
          {over && <Tag color="neutral">{said.state[state]}</Tag>}
          {anyone && <Tag color="neutral">{said.anyone}</Tag>}
          {noNumber && <Tag color="you">{said.noNumber}</Tag>}
          {away && <Tag color="danger">{common(language).away}</Tag>}
          {!over && confirmed && <Tag color="success">{said.confirmed}</Tag>}
          {!over && asks && <Tag color="you">{said.asks}</Tag>}
        </p>
      )}
    </Item>
  )
}

/** The free times of a day in a line for each officer, and those that somebody is thinking about. */
const FreeOfDay = ({ free, mine, language }: { free: readonly FreeLine[]; mine: boolean; language: Frame['language'] }) => {
  const said = words(language)
  const officers = [...new Set(free.map(({ staffId }) => staffId))]
  return (
    <>
      {officers.map((officer) => {
        const theirs = free.filter(({ staffId }) => staffId === officer)
        return (
          <>
            <FreeTimes
              times={theirs.filter(({ held, away }) => !held && !away)}
              label={mine ? said.free : said.freeOf(theirs[0]!.staff)}
              language={language}
            />
            <FreeTimes times={theirs.filter(({ held, away }) => held && !away)} label={said.heldTimes} language={language} />
            <FreeTimes times={theirs.filter(({ away }) => away)} label={said.awayTimes(theirs[0]!.staff)} language={language} />
          </>
        )
      })}
    </>
  )
}
