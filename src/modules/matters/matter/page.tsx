import type { Child } from 'hono/jsx'
import type { Language } from '#kernel/text'
import { type Day, dayOf } from '#kernel/values/day'
import { theirs, unbroken } from '#kernel/values/marks'
import { kronor } from '#kernel/values/money'
import { sayDate, sayDay, sayFullDay, sayMoment } from '#kernel/values/when'
import { type NextMeeting, timePath, whereLine } from '#modules/appointments'
import { say, type Unit } from '#modules/directory'
import { Facts, Filter, Item, Rows } from '#ui/lists'
import { Page, PageHead } from '#ui/page'
import { More, Notice, Row, Section } from '#ui/sheet'
import { Steps } from '#ui/steps'
import { Legend, Phase as PhasePart, Timeline, Year } from '#ui/timeline'
import { marked, Moment, PhoneLink, Swedish } from '#ui/words'
import { appealText, phaseText, stepText } from '../events/text.ts'
import { eventWords } from '../events/words.ts'
import type { Phase, StepView, View } from '../events/view.ts'
import { DutyRows } from '../duty/rows.tsx'
import { decisionPath, documentPath, itemPath, mattersPath, readPath, rightsPath, type Ways } from '../paths.ts'
import { SearchLink } from '../search/form.tsx'
import { type Held, sourceOf } from '../shelf.ts'
import { cite, type LegalReference, type LegalReferences, say as sayWords } from '../templates/model.ts'
import { committeeOf, ContactMargin, footOf, type Framed, printedBy, reachOf, unnamedIn, waysToWrite } from './contact.tsx'
import { type Around, decisionsById, Remarks, TimelineEntry } from './entry.tsx'
import { type FilterName, filters, holdsNow, openYears, saysAppeal } from './model.ts'
import { sayMonthOf, words } from './text.ts'
import { MayDiffer, Turns } from './turn.tsx'
import { Whole } from './whole.tsx'

type Props = {
  frame: Framed
  held: Held
  view: View
  /** Its person's own times that are booked with the unit; none where somebody else looks. */
  times?: readonly NextMeeting[]
  unit: Unit & { receives?: boolean }
  title: string
  /** The time line as filtered. */
  timeline: readonly Phase[]
  filter: FilterName
  /** A year the reader asked to see opened. */
  year: number | undefined
  today: Day
  law: LegalReferences
  rules: readonly LegalReference[]
  /** Where its items are read, when it is not the person who looks. */
  ways?: Ways
}

export const MatterPage = (props: Props) => {
  const { frame, held, view, unit, title, today } = props
  const { language } = frame
  const { matter } = held
  const said = words(language)
  const reach = reachOf(view.officer, unit, language, unnamedIn(view))
  const printed = printedBy(frame, unit, matter.number, said.print.shows(frame.user?.name ?? ''))
  return (
    <Page {...frame} {...footOf(reach, unit, frame)} title={said.title} printed={printed} simple>
      <PageHead back={{ href: mattersPath, text: said.back }} title={marked(title)}>
        <p class="soft">
          {marked(said.head(unbroken(matter.number ?? ''), theirs(say(unit.name, 'sv'), language)))}{' '}
          {matter.capacity && `${said.readsAs[matter.capacity](matter.aboutName ?? '')} `}
          {view.closedOn ? said.closed(sayFullDay(view.closedOn, language)) : said.openSince(sayDate(matter.openedOn, today, language))}
        </p>
      </PageHead>
      <MatterParts {...props} />
    </Page>
  )
}

/** The page under its heading: the same for the person and for staff who see it as the person does. */
export const MatterParts = (props: Props) => {
  const { frame, held, view, unit, today, ways } = props
  const { language } = frame
  const { matter } = held
  const said = words(language)
  const reach = reachOf(view.officer, unit, language, unnamedIn(view))
  const links = ways ? [] : waysToWrite(unit, matter.id, language)
  return (
    <>
      {matter.sourceDownSince && <Down {...props} since={matter.sourceDownSince} />}
      <Row margin={<ContactMargin reach={reach} heading={said.contact.heading} language={language} links={links} />}>
        <Turns matter={ways ?? matter.id} view={view} unit={unit} reach={reach} today={today} language={language} />
      </Row>
      <Times {...props} />
      {!ways && <Covered {...props} />}
      {view.steps.length > 0 && (
        <Row>
          <Section id="steg" heading={said.steps.heading}>
            <Steps language={language} steps={view.steps.map((step) => stepOf(step, language))} />
          </Section>
        </Row>
      )}
      <Holds {...props} />
      <Happened {...props} />
      <Row>
        <Decisions {...props} />
        <Documents {...props} />
        {held.homeless.length > 0 && (
          <Section id="utan-plats" heading={said.own.homeless}>
            <Remarks remarks={held.homeless} around={{ today, language }} />
          </Section>
        )}
        <Rights {...props} />
        <Contacts {...props} />
        <Whole {...props} />
      </Row>
    </>
  )
}

/** The part itself says that you are here. */
const stepOf = (step: StepView, language: Language) => ({
  name: sayWords(step.title, language),
  state: step.state === 'current' ? ('now' as const) : step.state,
  about: step.state === 'current' ? words(language).steps.since(sayMonthOf(step.on, language)) : stepText(step, language),
})

const Down = ({ frame: { language }, held: { matter }, today, since }: Props & { since: Date }) => {
  const said = words(language).down
  return (
    <div class="section">
      <Notice tone="warning" heading={said.heading}>
        <p>
          {marked(said.text(sourceOf(matter, language), sayMoment(since, today, language)))}{' '}
          {matter.lastGoodAt && said.last(sayMoment(matter.lastGoodAt, today, language))}
        </p>
        <p>{said.never}</p>
      </Notice>
    </div>
  )
}

/** When, where and with whom: each leads to its own page, where it can be moved or cancelled (APPT-01). */
const Times = ({ frame: { language }, times = [], today }: Props) =>
  times.length > 0 && (
    <Row>
      <Section id="tider" heading={words(language).times(times.length)}>
        <Rows>
          {times.map(({ id, at, manner, kind, place, staff }) => (
            <Item href={timePath(id)} title={<Moment at={at} today={today} language={language} capital />}>
              <p>{marked([theirs(say(kind, 'sv'), language), staff.name].join(', '))}</p>
              <p class="small soft">{marked(whereLine({ manner, street: place, name: staff.name }, language))}</p>
            </Item>
          ))}
        </Rows>
      </Section>
    </Row>
  )

/** What waits for its reader to choose how to read it, said before all the rest: it may hold a decision (REL-03). */
const Covered = ({ frame: { language }, held }: Props) => {
  const said = words(language).happened
  const covered = held.withheld.filter(({ under }) => under?.why === 'sensitive')
  if (covered.length === 0) return null
  return (
    <Row>
      <Section id="valj" heading={said.covered(covered.length)} after>
        <p>{said.coveredText}</p>
        <Rows>
          {covered.map(({ id, at, under }) => (
            <Item
              href={readPath(held.matter.id, id)}
              title={`${eventWords(language).label[under!.kind]}, ${sayFullDay(dayOf(at), language)}`}
            >
              <p>{said.chooseHow}</p>
            </Item>
          ))}
        </Rows>
      </Section>
    </Row>
  )
}

const Holds = ({ frame: { language }, view, today }: Props) => {
  const said = words(language).holds
  const { measures, conditions, payments } = holdsNow(view, today)
  if (!measures.length && !conditions.length && !payments.length) return null
  return (
    <Row>
      <Section id="galler" heading={said.heading}>
        <Rows>
          {measures.map(({ title, provider, from, to, changedOn, was }) => (
            <Item title={<Swedish language={language}>{title}</Swedish>}>
              <p>
                {marked(
                  [
                    provider && said.provider(theirs(provider, language)),
                    changedOn
                      ? (changedOn > today ? said.changes : said.changed)(
                          sayDate(from, today, language),
                          sayDate(changedOn, today, language),
                          theirs(was.findLast((old) => old.title !== title)?.title ?? '', language),
                        )
                      : said.from(sayDay(from, today, language)),
                    to && said.to(sayDay(to, today, language)),
                  ]
                    .filter(Boolean)
                    .join(' '),
                )}
              </p>
            </Item>
          ))}
          {payments.map(({ amount, what, dueOn }) => (
            <Item title={amount === undefined ? said.paymentUnknown : said.payment(kronor(amount / 100))}>
              <p>
                {what && (
                  <>
                    <Swedish language={language}>{what}</Swedish>.{' '}
                  </>
                )}
                {dueOn && said.by(sayDay(dueOn as Day, today, language))}
              </p>
            </Item>
          ))}
          {conditions.map(({ title, text, dueBy, late }) => (
            <Item title={marked(`${said.condition}: ${theirs(title, language)}`)}>
              {text && <p>{marked(theirs(text, language))}</p>}
              {dueBy && (
                <p>
                  {said.by(sayDay(dueBy as Day, today, language))} {late && said.late}
                </p>
              )}
            </Item>
          ))}
        </Rows>
      </Section>
    </Row>
  )
}

const Happened = (props: Props) => {
  const { frame, held, view, timeline, filter, year, today, ways } = props
  const { language } = frame
  const said = words(language).happened
  const around: Around = {
    matter: ways ?? held.matter.id,
    today,
    language,
    decisions: decisionsById(view.decisions),
    asked: new Set(view.requests.filter(({ state }) => state === 'open' || state === 'late').map(({ id }) => id)),
    hidden: new Map(held.withheld.map((one) => [one.id, one])),
  }
  const open = openYears(timeline, view.years, year)
  return (
    <section class="section" aria-labelledby="hant">
      <Row
        margin={
          <aside class="screen-only" aria-labelledby="marginal">
            <h2 id="marginal">{said.margin}</h2>
            <p class="small">{said.marginText}</p>
          </aside>
        }
      >
        <div class="stack">
          <h2 id="hant">{said.heading}</h2>
          <Filter
            label={said.show}
            links={Object.keys(filters).map((name) => ({
              href: name === 'allt' ? '?#hant' : `?visa=${name}#hant`,
              text: said.filters[name as FilterName],
              current: name === filter,
            }))}
          />
          {filter === 'allt' && view.years.length > 1 && (
            <Filter
              label={said.years}
              links={view.years.map((one) => ({
                href: open && !open.has(one.year) ? `?ar=${one.year}#${one.id}` : `#${one.id}`,
                text: String(one.year),
              }))}
            />
          )}
          <Legend marks={(['we', 'you', 'both'] as const).map((voice) => ({ voice, text: said.legend[voice] }))} />
          <OnPage {...props} />
          {!ways && <SearchLink language={language} />}
          {!ways && (
            <p class="screen-only">
              {held.aside.length > 0 && `${said.aside(held.aside.length)} `}
              <a href={readPath(held.matter.id)}>{said.howToRead}</a>
            </p>
          )}
        </div>
      </Row>
      {timeline.length === 0 && <p>{said.nothing[filter]}</p>}
      {timeline.map((phase) => (
        <PhasePart name={sayWords(phase.title, language)} span={phaseText(phase, language)}>
          {phase.years.map((block) => (
            <>
              <Year year={block.year} id={block.id} />
              <Folded when={open && !open.has(block.year)} summary={said.year(block.entries.length)}>
                <Timeline>
                  {block.entries.map((entry) => (
                    <TimelineEntry entry={entry} around={around} />
                  ))}
                </Timeline>
              </Folded>
            </>
          ))}
        </PhasePart>
      ))}
    </section>
  )
}

const Folded = ({ when, summary, children }: { when: boolean | undefined; summary: string; children?: Child }) =>
  when ? <More summary={summary}>{children}</More> : <>{children}</>

/** One click to each part (CASE-06). */
const OnPage = ({ frame: { language } }: Props) => {
  const said = words(language).onPage
  return (
    <Filter
      label={said.label}
      links={[
        { href: '#beslut', text: said.decisions },
        { href: '#handlingar', text: said.documents },
        { href: '#kontakter', text: said.contacts },
        { href: '#helheten', text: said.whole },
      ]}
    />
  )
}

const Decisions = ({ frame: { language }, held: { matter }, view, today, ways }: Props) => {
  const said = words(language).decisions
  return (
    <Section id="beslut" heading={said.heading}>
      {view.decisions.length === 0 && <p>{view.status === 'closed' ? said.noneCame : said.none}</p>}
      <MayDiffer matter={ways ?? matter.id} view={view} language={language} />
      {view.decisions.length > 0 && (
        <Rows>
          {view.decisions.map((one) => (
            <Item href={decisionPath(ways ?? matter.id, one.id)} title={<Swedish language={language}>{one.title}</Swedish>}>
              <p class="small">
                {said.on(sayFullDay(one.day, language))} {saysAppeal(one) && appealText(one.appeal, today, language)}
              </p>
            </Item>
          ))}
        </Rows>
      )}
    </Section>
  )
}

const Documents = ({ frame: { language }, held: { matter }, view, today, ways }: Props) => {
  const said = words(language).documents
  return (
    <Section id="handlingar" heading={said.heading}>
      {view.documents.length === 0 && <p>{view.status === 'closed' ? said.noneCame : said.none}</p>}
      {view.documents.length > 0 && (
        <Rows>
          {view.documents.map(({ id, kind, documentId, title, day, from, fromPerson }) => (
            <Item
              href={documentId ? documentPath(ways ?? matter.id, documentId) : itemPath(ways ?? matter.id, id)}
              title={title ? <Swedish language={language}>{title}</Swedish> : eventWords(language).label[kind]}
            >
              <p class="small">
                {sayDate(day, today, language)}. {fromPerson ? said.fromYou : from && marked(said.from(theirs(from, language)))}{' '}
                {!documentId && said.waits}
              </p>
            </Item>
          ))}
        </Rows>
      )}
    </Section>
  )
}

/** What the person has asked for or been asked to read, and the way to all that they can ask for. */
const Rights = ({ frame: { language }, held: { matter, duties }, today, ways }: Props) => {
  const said = words(language).rights
  return (
    <Section id="begar" heading={said.heading}>
      <p>{said.text}</p>
      <DutyRows of={duties.filter(({ outcome }) => outcome === null)} matter={ways ?? matter.id} today={today} language={language} />
      <p class="acts screen-only">
        <a href={rightsPath(ways ?? matter.id)}>{said.all}</a>
      </p>
    </Section>
  )
}

const Contacts = ({ frame: { language, municipality }, unit, law, rules }: Props) => {
  const said = words(language).contacts
  const visit = say(unit.visit, language)
  const hours = say(unit.phoneHours, language)
  const [first, ...more] = rules
  return (
    <Section id="kontakter" heading={said.heading}>
      <Facts
        facts={[
          { term: said.unit, is: <Swedish language={language}>{say(unit.name, 'sv')}</Swedish> },
          { term: said.committee, is: committeeOf(unit, municipality, language) },
          {
            term: said.phone,
            is: (
              <>
                <PhoneLink number={unit.phone} />
                {hours && `, ${hours}`}
              </>
            ),
          },
          ...(visit ? [{ term: said.visit, is: visit }] : []),
          ...(unit.postAddress ? [{ term: said.post, is: marked(theirs(unit.postAddress, language)) }] : []),
          ...(first ? [{ term: said.law, is: cite(law, first, language) }] : []),
        ]}
      />
      {more.length > 0 && (
        <More summary={said.laws}>
          <ul>
            {rules.map((rule) => (
              <li class="small">
                {cite(law, rule, language)}: {sayWords(rule.title, language)}
              </li>
            ))}
          </ul>
        </More>
      )}
    </Section>
  )
}
