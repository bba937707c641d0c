import type { Language } from '#kernel/text'
import type { Day } from '#kernel/values/day'
import { sayMoment } from '#kernel/values/when'
import { type Frame, say } from '#modules/directory'
import { Acts, Button, Form } from '#ui/form'
import { Facts, Pager, Table } from '#ui/lists'
import { Page, PageHead } from '#ui/page'
import { Empty, Notice, Section } from '#ui/sheet'
import { type Aside, type FieldOf, type Lacked, type List, lists, shownRef, type Sort } from './model.ts'
import { words } from './text.ts'

export const root = '/personal/kallor'
/** The list that a source's count of something leads to. */
export const listPath = (sourceId: string, list: List): string =>
  `${root}/${sourceId}/${Object.entries(lists).find(([, known]) => known === list)![0]}`

type Common = { frame: Frame; today: Day; source: { id: string; name: string } }
type Paged = { before?: string | undefined; next?: string | undefined }

type LacksProps = Common & Paged & { list: 'missing' | 'changed'; rows: readonly Lacked[] }

/** What the source has and this place has not, or only in an older version. */
export const LacksPage = ({ frame, today, source, list, rows, ...pages }: LacksProps) => {
  const { language } = frame
  const said = words(language)
  const at = rows[0]?.comparedAt
  return (
    <Page {...frame} title={said.title}>
      <PageHead back={{ href: root, text: said.back }} title={said[list].heading(source.name)}>
        {rows.length > 0 && (
          <p>
            {said[list].lead} {at && said.compared(sayMoment(at, today, language))}
          </p>
        )}
        {rows.length > 0 && <p>{said.ids}</p>}
      </PageHead>
      {rows.length > 0 ? (
        <Table
          id="uppgifter"
          caption={said.lacked}
          head={[said.head.ref, said.head.matter, said.head.unit, said.head.where]}
          rows={rows.map(({ ref, matter, unit, aside }) => [
            shownRef(ref, today),
            shownRef(matter, today),
            say(unit, language),
            aside ? (
              <a href={`${listPath(source.id, 'waiting')}/${aside}`}>{said.inQuarantine}</a>
            ) : list === 'changed' ? (
              said.older
            ) : (
              said.onlyThere
            ),
          ])}
        />
      ) : (
        <Nothing language={language} />
      )}
      <Pager language={language} {...pages} />
    </Page>
  )
}

const Nothing = ({ language }: { language: Language }) => (
  <Empty heading={words(language).nothing} level={2}>
    <p>{words(language).nothingText}</p>
  </Empty>
)

type QuarantineProps = Common &
  Paged & { sorts: readonly Sort[]; rows: readonly Aside[]; done?: { taken: number; left: number } | 'reading' | undefined }

/** What waits in quarantine: why, which items, and the way to try them again. */
export const QuarantinePage = ({ frame, today, source, sorts, rows, done, ...pages }: QuarantineProps) => {
  const { language } = frame
  const said = words(language)
  const at = (moment: Date) => sayMoment(moment, today, language)
  return (
    <Page {...frame} title={said.title}>
      <PageHead back={{ href: root, text: said.back }} title={said.waiting.heading(source.name)}>
        {rows.length > 0 && <p>{said.waiting.lead}</p>}
      </PageHead>
      {done && (
        <Notice tone="success" heading={done === 'reading' ? said.reading : said.done}>
          <p>{done === 'reading' ? said.readingText : said.doneText(done.taken, done.left)}</p>
        </Notice>
      )}
      {rows.length === 0 && <Nothing language={language} />}
      {sorts.length > 0 && (
        <Table
          id="varfor"
          caption={said.why}
          head={[said.sortHead.why, said.sortHead.called, said.sortHead.count, said.sortHead.since]}
          rows={sorts.map(({ reason, called, count, since }) => [
            reasonOf(reason, language),
            called ?? said.unnamed,
            String(count),
            at(since),
          ])}
        />
      )}
      {sorts.length > 0 && <Again source={source} language={language} />}
      {rows.length > 0 && (
        <Table
          id="vilka"
          caption={said.which}
          head={[said.asideHead.ref, said.asideHead.called, said.asideHead.came]}
          rows={rows.map(({ id, ref, called, receivedAt }) => [
            <a href={`${listPath(source.id, 'waiting')}/${id}`}>{ref ? shownRef(ref, today) : said.unnamed}</a>,
            called ?? said.unnamed,
            at(receivedAt),
          ])}
        />
      )}
      <Pager language={language} {...pages} />
    </Page>
  )
}

/** One item that waits, as far as somebody who may read no file can see it: its fields, and what sort of thing stands in each. */
export const AsidePage = ({ frame, today, source, aside, fields }: Common & { aside: Aside; fields: readonly FieldOf[] }) => {
  const { language } = frame
  const said = words(language)
  return (
    <Page {...frame} title={said.title}>
      <PageHead back={{ href: listPath(source.id, 'waiting'), text: said.waiting.heading(source.name) }} title={said.aside}>
        <Facts
          facts={[
            { term: said.sortHead.why, is: reasonOf(aside.reason, language) },
            { term: said.sortHead.called, is: aside.called ?? said.unnamed },
            { term: said.asideHead.ref, is: aside.ref ? shownRef(aside.ref, today) : said.unnamed },
            { term: said.asideHead.came, is: sayMoment(aside.receivedAt, today, language) },
          ]}
        />
        <p>{said.outlineText}</p>
      </PageHead>
      <Table
        id="falt"
        caption={said.outline}
        head={[said.fieldHead.field, said.fieldHead.is]}
        rows={fields.map(({ path, is }) => [path, contentOf(is, language)])}
      />
      <Again source={source} language={language} />
    </Page>
  )
}

const Again = ({ source, language }: { source: { id: string }; language: Language }) => (
  <Section id="igen" heading={words(language).again}>
    <p>{words(language).againText}</p>
    <Form action={`${root}/${source.id}`} language={language}>
      <Acts>
        <Button variant="secondary">{words(language).again}</Button>
      </Acts>
    </Form>
  </Section>
)

function contentOf(is: FieldOf['is'], language: Language): string {
  const said = words(language).is
  switch (is.kind) {
    case 'id':
      return is.text
    case 'text':
    case 'list':
      return said[is.kind](is.n)
    case 'number':
    case 'flag':
    case 'nothing':
      return said[is.kind]
  }
}

const reasonOf = (code: string, language: Language): string => {
  const { reason } = words(language)
  return Object.hasOwn(reason, code) ? reason[code as keyof typeof reason] : reason.other
}
