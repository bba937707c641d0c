import type { Day } from '#kernel/values/day'
import { ContactLines, unitContact } from '#modules/directory'
import { Filter } from '#ui/lists'
import { type Contact, Page, PageHead } from '#ui/page'
import { Empty, Margin, Notice, Row, Section } from '#ui/sheet'
import { type Framed, inWords } from '../meets.tsx'
import type { Free } from '../model.ts'
import { bookKindPath, bookPath, bookTimePath } from '../paths.ts'
import type { Bookable } from '../queries.ts'
import { words as timeWords } from '../text.ts'
import { Times } from '../times.tsx'
import { firstDays, peopleIn } from './model.ts'
import { words } from './text.ts'

type Props = {
  frame: Framed
  kind: Bookable
  times: readonly Free[]
  today: Day
  /** Whom the reader wants to meet, and from which day: as the address says. */
  whom?: string | undefined
  from?: Day | undefined
  said?: 'taken' | 'late' | undefined
}

/** When, and with whom: the days that have free times. */
export const WhenPage = ({ frame, kind, times, today, whom, from, said: just }: Props) => {
  const { language } = frame
  const said = words(language).when
  const people = peopleIn(times)
  const chosen = people.find(({ id }) => id === whom)
  const { shown, next } = firstDays(chosen ? times.filter(({ staffId }) => staffId === chosen.id) : times)
  const path = bookKindPath(kind.id)
  const to = (query: Record<string, string | undefined>) => {
    const kept = Object.entries(query).flatMap(([name, value]) => (value ? [`${name}=${value}`] : []))
    return kept.length > 0 ? `${path}?${kept.join('&')}` : path
  }
  return (
    <Page {...frame} contact={unitIn(kind, language)} title={words(language).title} simple>
      <PageHead back={{ href: bookPath, text: words(language).back.kinds }} title={inWords(kind.name, language)}>
        <p>{said.lead(timeWords(language).minutes(kind.minutes))}</p>
      </PageHead>
      <Row margin={<UnitMargin kind={kind} language={language} />}>
        {just && (
          <Notice tone="warning" heading={said[just].heading}>
            <p>{said[just].text}</p>
          </Notice>
        )}
        {people.length > 1 && (
          <Filter
            label={said.whom}
            links={[
              { href: to({ fran: from }), text: said.anyone, current: !chosen },
              ...people.map(({ id, name }) => ({ href: to({ vem: id, fran: from }), text: name, current: id === chosen?.id })),
            ]}
          />
        )}
        {shown.length === 0 ? (
          <Empty heading={said.none.heading} level={2}>
            <p>{said.none.text}</p>
          </Empty>
        ) : (
          <Section id="lediga" heading={said.days} after={people.length > 1}>
            <Times
              times={shown}
              hrefOf={(slot) => bookTimePath(kind.id, slot)}
              today={today}
              language={language}
              names={people.length > 1 && !chosen}
            />
          </Section>
        )}
        <p class="acts">
          {from && <a href={to({ vem: chosen?.id })}>{said.first}</a>}{' '}
          {next && <a href={to({ vem: chosen?.id, fran: next })}>{said.later}</a>}
        </p>
      </Row>
    </Page>
  )
}

/** The unit whose time it is, to phone. */
export const unitIn = (
  { unit, phone, phoneHours }: Pick<Bookable, 'unit' | 'phone' | 'phoneHours'>,
  language: Framed['language'],
): Contact => unitContact({ name: unit, phone, phoneHours }, language)

/** The unit, and its phone: there is always a way that is not a form. */
export const UnitMargin = ({ kind, language }: { kind: Bookable; language: Framed['language'] }) => {
  const { town } = timeWords(language)
  return (
    <Margin id="ring" heading={town.heading}>
      <p>{town.text}</p>
      <ContactLines contact={unitIn(kind, language)} />
    </Margin>
  )
}
