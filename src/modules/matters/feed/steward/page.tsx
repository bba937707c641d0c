import type { Child } from 'hono/jsx'
import type { Language } from '#kernel/text'
import type { Day } from '#kernel/values/day'
import type { Frame } from '#modules/directory'
import { Facts } from '#ui/lists'
import { Page, PageHead } from '#ui/page'
import { Empty, Section } from '#ui/sheet'
import { Moment } from '#ui/words'
import type { List } from '../source/model.ts'
import { listPath } from '../source/page.tsx'
import type { Source } from './model.ts'
import { words } from './text.ts'

type Props = { frame: Frame; today: Day; sources: readonly Source[] }

export const SourcesPage = ({ frame, today, sources }: Props) => {
  const { language } = frame
  const said = words(language)
  return (
    <Page {...frame} title={said.title}>
      <PageHead title={said.title}>
        <p>{said.lead}</p>
      </PageHead>
      {sources.length === 0 && (
        <Empty heading={said.none} level={2}>
          <p>{said.noneText}</p>
        </Empty>
      )}
      {sources.map((source) => (
        <Section id={`kalla-${source.id}`} heading={source.name}>
          {source.kind === 'native' ? <p>{said.keptHere}</p> : <Facts facts={factsOf(source, today, language)} />}
        </Section>
      ))}
    </Page>
  )
}

function factsOf(source: Source, today: Day, language: Language): { term: string; is: Child }[] {
  const said = words(language)
  const at = (moment: Date | null) => (moment ? <Moment at={moment} today={today} language={language} /> : said.never)
  const count = (list: List) => ({
    term: said[list],
    is: source[list] > 0 ? <a href={listPath(source.id, list)}>{said.items(source[list])}</a> : said.nothing,
  })
  const failed = source.lastFailure && (
    <>
      {causeOf(source.lastFailure, language)}, {at(source.lastFailureAt)}.{' '}
    </>
  )
  return [
    { term: said.good, is: at(source.lastGoodAt) },
    {
      term: said.failed,
      is: (
        <>
          {failed}
          {wrongs(source, language) || (!failed && said.noFailure)}
        </>
      ),
    },
    { term: said.compared, is: at(source.comparedAt) },
    count('missing'),
    count('changed'),
    count('waiting'),
  ]
}

/** What went wrong in the last reading beside the source itself. */
const wrongs = ({ lastFailure, unread, refused }: Source, language: Language): string => {
  const said = words(language)
  const people = Object.entries(unread).filter(([cause]) => cause !== lastFailure)
  return [...people.map(([cause, n]) => said.unread(n, causeOf(cause, language))), refused ? said.refused(refused) : '']
    .filter(Boolean)
    .join(' ')
}

const causeOf = (code: string, language: Language): string => {
  const { cause } = words(language)
  return Object.hasOwn(cause, code) ? cause[code as keyof typeof cause] : cause.other
}
