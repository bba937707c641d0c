import type { Day } from '#kernel/values/day'
import { theirs } from '#kernel/values/marks'
import { sayDay } from '#kernel/values/when'
import { say } from '#modules/directory'
import { Search } from '#ui/form'
import { Item, Rows } from '#ui/lists'
import { Page, PageHead } from '#ui/page'
import { Empty, More, Row, Section } from '#ui/sheet'
import { marked } from '#ui/words'
import { Beside, CallNow, type Framed } from '../beside.tsx'
import { spoken } from '../form/model.ts'
import { type Offered, promisedOn } from '../model.ts'
import { callPath, messagePath, messagesPath, newPath, typePath } from '../paths.ts'
import type { MyCase } from '../queries.ts'
import { fieldName, words as common } from '../text.ts'
import { caseName, StandIn } from '../write/page.tsx'
import type { Group } from './model.ts'
import { words } from './text.ts'

type Props = {
  frame: Framed
  groups: readonly Group[]
  cases: readonly MyCase[]
  units: ReadonlyMap<string, string>
  strong: boolean
  today: Day
  text?: string
  error?: string | undefined
  found?: readonly Offered[] | undefined
  /** What was sought speaks of danger. */
  danger?: boolean | undefined
}

/** Finding the right thing to send by what one needs (MSG-04): in one's own words, by field of work, or to whom one knows. */
export const NewPage = (props: Props) => {
  const { frame, groups, cases, text, error, found, danger } = props
  const { language } = frame
  const said = words(language)
  const nothing = groups.length === 0 && cases.length === 0
  return (
    <Page {...frame} title={said.title} simple>
      <PageHead back={{ href: messagesPath, text: common(language).back }} title={said.heading}>
        {!nothing && <p class="lead">{said.lead}</p>}
      </PageHead>
      <Row margin={danger ? undefined : <Beside frame={frame} />}>
        <div class="stack">
          {danger && <CallNow frame={frame} />}
          {groups.length > 0 && (
            <Search
              id="sok"
              action={newPath}
              label={said.search.label}
              hint={said.search.hint}
              button={said.search.button}
              value={text}
              error={error}
            />
          )}
        </div>
        {found && (
          <Section id="passar" heading={found.length ? said.found(text ?? '') : said.notFound.heading} after>
            {found.length ? <Types {...props} offered={found} /> : <p>{said.notFound.text}</p>}
          </Section>
        )}
        {!found && cases.length > 0 && <Contacts {...props} />}
        {nothing && (
          <Empty heading={said.none.heading} level={2}>
            <p>{said.none.text}</p>
          </Empty>
        )}
        {groups.length > 0 && (
          <Section id="allt" heading={said.all} after>
            {groups.map(({ field, offered }) => (
              <More summary={fieldName(field, language)} open={groups.length === 1 || cases.some((one) => one.field === field)}>
                <Types {...props} offered={offered} />
              </More>
            ))}
          </Section>
        )}
        {found && cases.length > 0 && <Contacts {...props} />}
      </Row>
    </Page>
  )
}

const Types = ({ offered, strong, today, frame: { language } }: Props & { offered: readonly Offered[] }) => {
  const said = words(language)
  return (
    <Rows>
      {offered.map(({ id, name, forWhom, unit, answerDays, zone, open }) => (
        <Item href={open ? typePath(id) : undefined} title={marked(spoken(name, language))}>
          <p>{marked(spoken(forWhom, language))}</p>
          <p class="small soft">
            {marked(
              said.goesTo(
                theirs(say(unit, 'sv'), language),
                open ? said.by(sayDay(promisedOn(today, answerDays), today, language)) : said.closed,
              ),
            )}{' '}
            {zone === 'A' && !strong && said.strong}
          </p>
        </Item>
      ))}
    </Rows>
  )
}

const Contacts = ({ cases, units, today, frame: { language } }: Props) => {
  const said = words(language).contacts
  return (
    <Section id="kontakter" heading={said.heading} after>
      <Rows>
        {cases.map((one) => {
          const to = one.officer ?? theirs(units.get(one.unitId) ?? '', language)
          return (
            <Item href={messagePath({ shelf: one.shelfId })} title={marked(said.write(to))}>
              <p class="small soft">{marked(caseName(one, language))}</p>
              <StandIn standing={one.standing} officer={one.officer} unit={units.get(one.unitId) ?? ''} today={today} language={language} />
              <p class="small">
                <a href={callPath({ shelf: one.shelfId })}>{marked(said.call(to))}</a>
              </p>
            </Item>
          )
        })}
      </Rows>
    </Section>
  )
}
