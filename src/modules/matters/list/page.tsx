import type { Language } from '#kernel/text'
import type { Day } from '#kernel/values/day'
import { theirs, unbroken } from '#kernel/values/marks'
import { phone } from '#kernel/values/phone'
import { say } from '#modules/directory'
import { ButtonLink } from '#ui/form'
import { Item, Rows } from '#ui/lists'
import { Page, PageHead } from '#ui/page'
import { Empty, Row, Section } from '#ui/sheet'
import { marked } from '#ui/words'
import { turnText } from '../events/text.ts'
import type { View } from '../events/view.ts'
import { type Framed, footOf, reachOf } from '../matter/contact.tsx'
import { sayMonthOf } from '../matter/text.ts'
import { matterPath } from '../paths.ts'
import { sourceOf } from '../shelf.ts'
import { ContactsMargin } from '../start/contacts.tsx'
import { contactsOf, type Seen } from '../start/model.ts'
import { say as sayWords } from '../templates/model.ts'
import { openAndClosed } from './model.ts'
import { words } from './text.ts'

type Props = { frame: Framed; all: readonly Seen[]; today: Day }

export const ListPage = ({ frame, all, today }: Props) => {
  const { language } = frame
  const said = words(language)
  const { open, closed } = openAndClosed(all)
  const first = contactsOf(all)[0]
  return (
    <Page {...frame} {...(first && footOf(reachOf(first.officer, first.unit, language), first.unit, frame))} title={said.title}>
      <PageHead title={said.heading}>{all.length > 0 && <p>{said.lead}</p>}</PageHead>
      <Row margin={<ContactsMargin all={all} frame={frame} />}>
        {all.length === 0 && <NothingOpened frame={frame} />}
        {all.length > 0 && (
          <>
            <Section id="oppna" heading={said.open}>
              {open.length === 0 ? <p>{said.none}</p> : <Matters of={open} today={today} language={language} />}
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

/** Each matter as a sentence about where it is, in the same words whichever system it comes from (CASE-10). */
export const Matters = ({ of, today, language }: { of: readonly Seen[]; today: Day; language: Language }) => {
  const said = words(language)
  return (
    <Rows>
      {of.map(({ held: { matter }, view, unit, title }) => (
        <Item href={matterPath(matter.id)} title={marked(title)}>
          {view.status !== 'closed' && <p>{marked(statusOf(view, today, language))}</p>}
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

/** Where it is: what the step means, and when we meet next. Before any step, what there is to say. */
export function statusOf(view: View, today: Day, language: Language): string {
  const step = view.steps.find(({ state }) => state === 'current')
  return step && view.status === 'open' ? sayWords(step.means, language) : turnText(view.now, today, language).text
}

/** Nobody has opened anything for this person: said plainly, with how to get it and whom to call. */
export const NothingOpened = ({ frame: { language, municipality } }: { frame: Framed }) => {
  const said = words(language).empty
  const number = municipality && phone(municipality.phone)
  return (
    <Empty heading={said.heading} level={2}>
      <p>{said.text}</p>
      <p>{said.how}</p>
      <p>{said.noCase}</p>
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
