import type { Child } from 'hono/jsx'
import type { Language } from '#kernel/text'
import type { Day } from '#kernel/values/day'
import { capital, sayFullDay, sayTime } from '#kernel/values/when'
import { type Frame, type Municipality, say } from '#modules/directory'
import { Filter, Item, Pager, Rows } from '#ui/lists'
import { Page, PageHead } from '#ui/page'
import { Empty, Margin, More, Row, Section } from '#ui/sheet'
import { PhoneLink, Swedish, When } from '#ui/words'
import type { Act, Asked, OneDay, Somebody } from './model.ts'
import { type Deed, deeds, ofItems, ofNoCase, reasonText, words } from './text.ts'

export const path = '/mina-sidor/vem-har-last'

type Props = {
  frame: Frame & { municipality: Municipality | undefined }
  today: Day
  days: readonly OneDay[]
  asked: readonly Asked[]
  others: boolean
  /** Where earlier accesses begin, and whether this page is such a one. */
  next: string | undefined
  later: boolean
}

/** Who has read what is held about the reader, when, what and why (product.md, promise 10). */
export const WhoPage = ({ frame, today, days, asked, others, next, later }: Props) => {
  const { language, municipality, user } = frame
  const said = words(language)
  return (
    <Page
      {...frame}
      title={said.title}
      printed={said.printed(municipality ? `${municipality.name}.` : '', sayFullDay(today, language), user?.name ?? '')}
      simple
    >
      <PageHead title={said.title}>
        <p>{said.lead}</p>
      </PageHead>
      <Row margin={<Ask asked={asked} language={language} />}>
        <Filter
          label={said.show}
          links={[
            { href: path, text: said.others, current: others },
            { href: `${path}?visa=alla`, text: said.all, current: !others },
          ]}
        />
        {days.length === 0 &&
          (later ? (
            <p>{said.noneBefore}</p>
          ) : (
            <Empty heading={others ? said.none : said.noneAll} level={2}>
              <p>{said.noneText}</p>
            </Empty>
          ))}
        {days.map(({ day, people }, nr) => (
          <Section id={`dag-${day}`} after={nr === 0} heading={<When day={day} today={today} language={language} capital />}>
            <Rows>
              {people.map((somebody) => (
                <Looked somebody={somebody} language={language} />
              ))}
            </Rows>
          </Section>
        ))}
        <Pager before={later ? (others ? path : `${path}?visa=alla`) : undefined} next={next} language={language} />
      </Row>
    </Page>
  )
}

const Looked = ({ somebody, language }: { somebody: Somebody; language: Language }) => {
  const { who, name, title, unit, acts } = somebody
  const said = words(language)
  const at = unit && <Swedish language={unit.en && language === 'en' ? 'sv' : language}>{say(unit, language)}</Swedish>
  const done = acts.map((act) => <Done act={act} who={who} language={language} />)
  switch (who) {
    case 'me':
      return (
        <Item title={said.you}>
          <More summary={said.yours}>{done}</More>
        </Item>
      )
    case 'source':
      return (
        <Item title={at || said.system}>
          <>{done}</>
        </Item>
      )
    case 'staff':
    case 'person':
      return (
        <Item title={name ?? said.someone}>
          <p class="soft">{joined([who === 'person' ? said.forYou : title && say(title, language), at])}</p>
          <>{done}</>
        </Item>
      )
  }
}

const joined = (parts: readonly (Child | null | undefined)[]): Child => {
  const there = parts.filter(Boolean)
  return there.map((part, nr) => (
    <>
      {nr > 0 && ', '}
      {part}
    </>
  ))
}

/** One thing done, and when; then what makes it odd, why, and what an emergency access is. */
const Done = ({ act, who, language }: { act: Act; who: Somebody['who']; language: Language }) => {
  const said = words(language)
  return (
    <p>
      {capital(doneText(act, who, language))} {timeText(act, language)}.{' '}
      {act.elsewhere && !act.purpose.startsWith('break glass') && said.elsewhere}{' '}
      {act.reason && said.reason(reasonText(act.reason, language))} {act.opened && act.purpose === 'break glass' && said.glass}
    </p>
  )
}

/**
 * What was done, as the person may know it. An item they have no copy of is a look at the case, a case not opened for them something held about them,
 * and of somebody who reads for them no more is told than that.
 */
export function doneText(act: Told, who: Somebody['who'], language: Language): string {
  const { did, it } = words(language)
  const { purpose, number, opened, item } = act
  const named = (deeds as Record<string, Deed>)[purpose] ?? (who === 'me' ? 'pages' : 'read')
  if (who !== 'me' && !opened && !(who === 'staff' && ofNoCase.includes(named))) return did.held
  const said = did[who === 'person' || (who !== 'me' && !item && ofItems.includes(named)) ? 'read' : named]
  return typeof said === 'string' ? said : said(it(number ?? undefined))
}
type Told = Pick<Act, 'purpose' | 'opened' | 'item'> & { number?: string | null | undefined }

/** The same for whoever reviews the log: what was done in a case that is named beside it. */
export function atWork(purpose: string, language: Language): string {
  const { did, theCase } = words(language)
  const said = did[(deeds as Record<string, Deed>)[purpose] ?? 'read']
  return typeof said === 'string' ? said : said(theCase)
}

function timeText({ from, to }: Act, language: Language): string {
  const [first, last] = [sayTime(from, language), sayTime(to, language)]
  return first === last ? first : words(language).between(first, last)
}

/** Whom to ask about the list: each unit that has something about the reader, with somebody to ask for by name. */
const Ask = ({ asked, language }: { asked: readonly Asked[]; language: Language }) => {
  const said = words(language)
  return (
    <Margin id="fraga" heading={said.ask}>
      <p>{said.askText}</p>
      {asked.map(({ name, phone, hours, contact }) => (
        <p>
          <b>{say(name, language)}</b>
          <br />
          {contact && (
            <>
              {said.askFor(contact)}
              <br />
            </>
          )}
          <PhoneLink number={phone} />
          {say(hours, language) && (
            <>
              <br />
              {say(hours, language)}
            </>
          )}
        </p>
      ))}
      <p class="small">{said.general}</p>
      <p class="small">{said.lists}</p>
    </Margin>
  )
}
