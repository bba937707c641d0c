import type { Language } from '#kernel/text'
import type { Day } from '#kernel/values/day'
import type { Frame } from '#modules/directory'
import { Button, Form } from '#ui/form'
import { Facts, Table } from '#ui/lists'
import { Page, PageHead } from '#ui/page'
import { Empty, Notice, Section } from '#ui/sheet'
import { Moment } from '#ui/words'
import type { Source, Waiting } from './model.ts'
import { words } from './text.ts'

export const root = '/personal/kallor'

type Props = {
  frame: Frame
  today: Day
  sources: readonly Source[]
  waiting: readonly Waiting[]
  done?: { taken: number; left: number } | 'reading' | undefined
}

export const SourcesPage = ({ frame, today, sources, waiting, done }: Props) => {
  const { language } = frame
  const said = words(language)
  return (
    <Page {...frame} title={said.title}>
      <PageHead title={said.title}>
        <p>{said.lead}</p>
      </PageHead>
      {done && (
        <Notice tone="success" heading={done === 'reading' ? said.reading : said.done}>
          <p>{done === 'reading' ? said.readingText : said.doneText(done.taken, done.left)}</p>
        </Notice>
      )}
      {sources.length === 0 && (
        <Empty heading={said.none} level={2}>
          <p>{said.noneText}</p>
        </Empty>
      )}
      {sources.map((source) => (
        <OneSource source={source} waiting={waiting.filter(({ sourceId }) => sourceId === source.id)} today={today} language={language} />
      ))}
    </Page>
  )
}

type OneProps = { source: Source; waiting: readonly Waiting[]; today: Day; language: Language }

const OneSource = ({ source, waiting, today, language }: OneProps) => {
  const said = words(language)
  const at = (moment: Date | null) => (moment ? <Moment at={moment} today={today} language={language} /> : said.never)
  return (
    <Section id={`kalla-${source.id}`} heading={source.name}>
      <Facts
        facts={[
          ...(source.kind === 'native'
            ? [{ term: said.kept, is: said.keptHere }]
            : [
                { term: said.good, is: at(source.lastGoodAt) },
                {
                  term: said.failed,
                  is: (
                    <>
                      {source.lastFailure && (
                        <>
                          {causeOf(source.lastFailure, language)}, {at(source.lastFailureAt)}.{' '}
                        </>
                      )}
                      {wrongs(source, language) || (!source.lastFailure && said.noFailure)}
                    </>
                  ),
                },
                { term: said.compared, is: at(source.comparedAt) },
              ]),
          { term: said.complete, is: lacks(source, language) },
        ]}
      />
      {waiting.length > 0 && (
        <>
          <h3>{said.waiting}</h3>
          <p>{source.kind === 'lifecare' ? said.waitingThere : said.waitingText}</p>
          <Table
            caption={`${said.waiting}: ${source.name}`}
            head={[said.head.why, said.head.called, said.head.count, said.head.since]}
            rows={waiting.map(({ reason, called, count, since }) => [
              reasonOf(reason, language),
              called ?? said.unnamed,
              String(count),
              at(since),
            ])}
          />
          <Form action={`${root}/${source.id}`} language={language}>
            <Button>{source.kind === 'lifecare' ? said.readAgain(source.name) : said.again(source.name)}</Button>
          </Form>
        </>
      )}
    </Section>
  )
}

/** What went wrong in the last reading beside the source itself. */
const wrongs = ({ lastFailure, unread, refused }: Source, language: Language): string => {
  const said = words(language)
  const people = Object.entries(unread).filter(([cause]) => cause !== lastFailure)
  return [...people.map(([cause, n]) => said.unread(n, causeOf(cause, language))), refused ? said.refused(refused) : '']
    .filter(Boolean)
    .join(' ')
}

const lacks = ({ missing, changed, incomplete }: Source, language: Language): string => {
  const said = words(language)
  return [missing ? said.missing(missing, incomplete) : '', changed ? said.changed(changed) : ''].filter(Boolean).join('. ') || said.nothing
}

const reasonOf = (code: string, language: Language): string => {
  const { reason } = words(language)
  return Object.hasOwn(reason, code) ? reason[code as keyof typeof reason] : reason.other
}
const causeOf = (code: string, language: Language): string => {
  const { cause } = words(language)
  return Object.hasOwn(cause, code) ? cause[code as keyof typeof cause] : cause.other
}
