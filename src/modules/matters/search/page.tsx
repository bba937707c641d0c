import type { Child } from 'hono/jsx'
import type { Language } from '#kernel/text'
import type { Day } from '#kernel/values/day'
import { runs, unbroken } from '#kernel/values/marks'
import { sayFullDay } from '#kernel/values/when'
import { say, type Unit } from '#modules/directory'
import { Item, Rows } from '#ui/lists'
import { Page, PageHead } from '#ui/page'
import { Empty, Row, Section } from '#ui/sheet'
import { Note } from '#ui/timeline'
import { marked, PhoneLink } from '#ui/words'
import type { Officer } from '../events/view.ts'
import { NothingOpened } from '../list/page.tsx'
import { type Framed, reachOf, UnitName } from '../matter/contact.tsx'
import { hrefOf } from '../matter/entry.tsx'
import { documentPath, matterPath, mattersPath } from '../paths.ts'
import { ContactsMargin, footOver } from '../start/contacts.tsx'
import { contactsOf, type Seen } from '../start/model.ts'
import { SearchForm } from './form.tsx'
import { type Asked, excerptOf, type Fault, type Found, type Group, type Hit, mostHits, pieces } from './model.ts'
import { words } from './text.ts'

type Props = {
  frame: Framed
  all: readonly Seen[]
  today: Day
  text?: string
  fault?: Fault | undefined
  /** What was sought, and what was found. */
  answer?: { asked: Asked; found: Found } | undefined
}

/** Seeking in all one's matters. Nothing of what is sought stands in the title or the address. */
export const SearchPage = ({ frame, all, today, text, fault, answer }: Props) => {
  const { language } = frame
  const said = words(language)
  return (
    <Page {...frame} {...footOver(all, frame)} title={said.title}>
      <PageHead back={{ href: mattersPath, text: said.back }} title={said.heading} />
      <Row margin={<ContactsMargin all={all} frame={frame} />}>
        {all.length === 0 && <NothingOpened frame={frame} />}
        {all.length > 0 && <SearchForm language={language} text={text} fault={fault} />}
        {answer && answer.found.groups.length === 0 && <Nothing frame={frame} all={all} />}
        {answer && answer.found.groups.length > 0 && <Hits frame={frame} today={today} {...answer} />}
      </Row>
    </Page>
  )
}

type FoundProps = { frame: Framed; today: Day; asked: Asked; found: Found }

const Hits = ({ found: { groups, count, more }, ...rest }: FoundProps) => {
  const said = words(rest.frame.language)
  return (
    <Section id="traffar" heading={more ? said.latest(mostHits) : said.found(count)} after>
      {more && <p>{said.more}</p>}
      {groups.map((group, at) => (
        <InMatter {...rest} group={group} first={at === 0} />
      ))}
    </Section>
  )
}

type InProps = Omit<FoundProps, 'found'> & { group: Group; first: boolean }

/** What was found in one matter: the matter itself, whom to call, then the newest first. */
const InMatter = ({ frame: { language }, today, asked, group: { seen, contact, hits }, first }: InProps) => {
  const said = words(language)
  const {
    held: { matter },
    title,
    unit,
    view,
  } = seen
  return (
    <>
      <div class={first ? 'found' : 'found next'}>
        <h3>
          <a href={matterPath(matter.id)}>
            <span>{lit(title, asked)}</span>
          </a>
        </h3>
        {matter.number && <p class="small soft">{lit(said.number(unbroken(matter.number)), asked)}</p>}
      </div>
      {(contact || hits.length > 0) && (
        <Rows>
          {contact && (
            <Contact officer={contact === 'officer' ? view.officer : undefined} {...{ matter: matter.id, unit, asked, language }} />
          )}
          {hits.map((hit) => (
            <HitRow matter={matter.id} hit={hit} {...{ asked, language, today }} />
          ))}
        </Rows>
      )}
    </>
  )
}

type ContactProps = { matter: string; officer: Officer | undefined; unit: Unit; asked: Asked; language: Language }

const Contact = ({ matter, officer, unit, asked, language }: ContactProps) => {
  const said = words(language)
  const { name, role, phone, hours } = reachOf(officer, unit, language)
  return (
    <Item href={`${matterPath(matter)}${officer ? '#kontakt' : '#kontakter'}`} title={<span>{lit(name, asked)}</span>}>
      <p class="small soft">{officer ? lit(`${said.contact}, ${role}`, asked) : said.unit}</p>
      <p>
        <PhoneLink number={phone} />
        {hours && <>, {marked(hours)}</>}
      </p>
    </Item>
  )
}

type HitProps = { matter: string; hit: Hit; asked: Asked; language: Language }

const HitRow = ({ matter, hit, asked, language }: HitProps) => {
  const { entry, told, by = '' } = hit
  const { text, quote } = excerptOf(hit, asked)
  return (
    <Item
      href={entry.kind === 'document-added' && entry.documentId ? documentPath(matter, entry.documentId) : hrefOf(entry, { matter })}
      title={<span>{lit(told.title, asked)}</span>}
    >
      <p class="small soft">{lit(words(language).line(told.label, sayFullDay(entry.day, language), by), asked)}</p>
      {text && <p>{lit(text, asked)}</p>}
      {quote && (
        <Note language={language}>
          <p>{lit(quote, asked)}</p>
        </Note>
      )}
    </Item>
  )
}

/** The sentence with what was sought marked in it. */
const lit = (text: string, asked: Asked): Child =>
  runs(text).map(({ text: run, mark }) => {
    const all = pieces(run, asked).map((piece) => (piece.found ? <mark>{piece.text}</mark> : piece.text))
    return mark === 'swedish' ? <span lang="sv">{all}</span> : mark === 'unbroken' ? <span class="unbroken">{all}</span> : <>{all}</>
  })

/** What to do when nothing was found: another word, or a human who knows. */
const Nothing = ({ all, frame: { language } }: Pick<Props, 'all' | 'frame'>) => {
  const said = words(language).none
  const units = new Map(contactsOf(all).map(({ unit }) => [unit.id, unit]))
  return (
    <div class="after">
      <Empty heading={said.heading} level={2}>
        <p>{said.text}</p>
        <p>{said.call}</p>
        {[...units.values()].map((unit) => {
          const hours = say(unit.phoneHours, language)
          return (
            <p>
              <UnitName unit={unit} language={language} />: <PhoneLink number={unit.phone} />
              {hours && `, ${hours}`}
            </p>
          )
        })}
      </Empty>
    </div>
  )
}
