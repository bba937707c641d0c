import type { Language } from '#kernel/text'
import type { Day } from '#kernel/values/day'
import { theirs, unbroken } from '#kernel/values/marks'
import { phone } from '#kernel/values/phone'
import { sayDay, sayMoment } from '#kernel/values/when'
import { say, type Unit } from '#modules/directory'
import { ButtonLink } from '#ui/form'
import { Facts, Item, Rows } from '#ui/lists'
import { Page, PageHead } from '#ui/page'
import { Empty, Row, Section } from '#ui/sheet'
import { marked, PhoneLink } from '#ui/words'
import { turnText } from '../events/text.ts'
import type { View } from '../events/view.ts'
import type { Field } from '../feed/model.ts'
import { type Framed, reachOf } from '../matter/contact.tsx'
import { sayMonthOf, words as matterWords } from '../matter/text.ts'
import { matterPath } from '../paths.ts'
import { SearchLink } from '../search/form.tsx'
import { sourceOf } from '../shelf.ts'
import { ContactsMargin, footOver, WaysToUs } from '../start/contacts.tsx'
import type { Seen } from '../start/model.ts'
import { say as sayWords } from '../templates/model.ts'
import { reference } from '../templates/read.ts'
import { openAndClosed } from './model.ts'
import { words } from './text.ts'

type Props = { frame: Framed; all: readonly Seen[]; today: Day }

export const ListPage = ({ frame, all, today }: Props) => {
  const { language } = frame
  const said = words(language)
  const { open, closed } = openAndClosed(all)
  return (
    <Page {...frame} {...footOver(all, frame)} title={said.title} simple>
      <PageHead title={said.heading}>
        {all.length > 0 && <p>{said.lead}</p>}
        {all.length > 0 && <SearchLink language={language} />}
      </PageHead>
      <Row margin={<ContactsMargin all={all} frame={frame} />}>
        {all.length === 0 && <NothingOpened frame={frame} />}
        {all.length > 0 && (
          <>
            <Section id="oppna" heading={said.open}>
              {open.length === 0 ? <p>{said.none}</p> : <Matters of={open} today={today} language={language} whole />}
            </Section>
            {closed.length > 0 && (
              <Section id="avslutade" heading={said.closed}>
                <Matters of={closed} today={today} language={language} />
              </Section>
            )}
          </>
        )}
      </Row>
    </Page>
  )
}

type MattersProps = { of: readonly Seen[]; today: Day; language: Language; whole?: boolean }

/**
 * Each matter as a sentence about where it is, in the same words whichever system it comes from (CASE-10). `whole` adds the step, the next one
 * and who has it (CASE-01).
 */
export const Matters = ({ of, today, language, whole }: MattersProps) => {
  const said = words(language)
  return (
    <Rows>
      {of.map(({ held: { matter }, view, unit, title }) => (
        <Item href={matterPath(matter.id)} title={marked(title)}>
          {matter.capacity && <p>{matterWords(language).readsAs[matter.capacity](matter.aboutName ?? '')}</p>}
          {view.status !== 'closed' && <p>{marked(statusOf(view, today, language))}</p>}
          {whole && view.status !== 'closed' && <Where field={matter.field} view={view} unit={unit} today={today} language={language} />}
          {matter.sourceDownSince && <p class="small">{said.down}</p>}
          <p class="small soft">
            {marked(
              [
                view.status !== 'closed'
                  ? said.openSince(sayMonthOf(matter.openedOn, language))
                  : view.closedOn
                    ? said.closedIn(sayMonthOf(view.closedOn, language))
                    : said.closedNow,
                theirs(say(unit.name, 'sv'), language),
                matter.number && said.number(unbroken(matter.number)),
                matter.imported && said.imported(sourceOf(matter, language)),
              ]
                .filter(Boolean)
                .join('. '),
            )}
            .
          </p>
        </Item>
      ))}
    </Rows>
  )
}

type WhereProps = { field: Field; view: View; unit: Unit; today: Day; language: Language }

/** The step it is on, what comes after it, and whom to call. What is not known is not said. */
const Where = ({ field, view, unit, today, language }: WhereProps) => {
  const said = words(language).where
  const now = view.status === 'open' ? view.steps.find((step) => step.state === 'current') : undefined
  const next = view.status === 'open' ? nextOf(view, field, today, language) : undefined
  const { name, role, phone } = reachOf(view.officer, unit, language)
  return (
    <Facts
      brief
      facts={[
        ...(now ? [{ term: said.now, is: said.since(sayWords(now.title, language), sayMonthOf(now.on, language)) }] : []),
        ...(next ? [{ term: said.next, is: marked(next) }] : []),
        {
          term: said.contact,
          is: (
            <>
              {marked(view.officer ? `${name}, ${role}` : name)}, <PhoneLink number={phone} />
            </>
          ),
        },
      ]}
    />
  )
}

/** The next time we meet, or the step that surely comes. When a matter will end nobody knows beforehand: then what this step leads to. */
function nextOf({ followUps: [meeting], steps }: View, field: Field, today: Day, language: Language): string | undefined {
  if (meeting) {
    const { title, on, at } = meeting
    return `${theirs(title, language)}, ${at ? sayMoment(at, today, language) : sayDay(on, today, language)}`
  }
  const coming = steps.find(({ state, key }) => state === 'coming' && key !== 'ended')
  if (coming) return sayWords(coming.title, language)
  const here = steps.find(({ state }) => state === 'current')?.key
  const leads = reference().templates[field].steps.find(({ key }) => key === here)?.next
  return leads && sayWords(leads, language)
}

/** Where it is: what the step means, and when we meet next. Before any step, what there is to say. */
export function statusOf(view: View, today: Day, language: Language): string {
  const step = view.steps.find(({ state }) => state === 'current')
  if (step && view.status === 'open') return sayWords(step.means, language)
  const { title, text } = turnText(view.now, today, language)
  return view.status === 'not-shown' ? `${title}. ${text}` : text
}

/** Nobody has opened anything for this person: said plainly, with how to get it and whom to call. */
export const NothingOpened = ({ frame: { language, municipality } }: { frame: Framed }) => {
  const said = words(language).empty
  const number = municipality && phone(municipality.phone)
  return (
    <Empty heading={said.heading} level={2}>
      <p>{said.noCase}</p>
      <WaysToUs language={language} />
      <p>{said.text}</p>
      <p>{said.how}</p>
      {municipality && number && (
        <p class="acts">
          <ButtonLink href={number.href}>{said.call(municipality.name)}</ButtonLink>{' '}
          <span>
            {number.shown}
            {say(municipality.phoneHours, language) && `, ${say(municipality.phoneHours, language)}`}
          </span>
        </p>
      )}
    </Empty>
  )
}
