import type { Frame } from '#modules/directory'
import { Table } from '#ui/lists'
import { Page, PageHead } from '#ui/page'
import { Section } from '#ui/sheet'
import { Swedish } from '#ui/words'
import type { Glossary } from '../glossary.ts'
import { words } from '../text.ts'
import { fewest, months, type Used } from './model.ts'

type Props = {
  frame: Frame
  list: Pick<Glossary, 'terms' | 'idioms'>
  /** What the reader's own unit writes all the same; nothing to somebody at no unit. */
  used: readonly Used[] | undefined
}

/** The list of words that all who write share, and how often the own unit writes otherwise (PLAIN-06). */
export const TermsPage = ({ frame, list, used }: Props) => {
  const { language } = frame
  const said = words(language)
  const swedish = (text: string) => <Swedish language={language}>{text}</Swedish>
  const rather = new Map([
    ...list.terms.map((one) => [one.word, one.rather] as const),
    ...list.idioms.map((one) => [one.says, one.rather] as const),
  ])
  return (
    <Page {...frame} title={said.title}>
      <PageHead title={said.title}>
        <p>{said.lead}</p>
      </PageHead>
      {used?.length === 0 && (
        <Section id="enheten" heading={said.used}>
          <p>{said.noneUsed(fewest, months)}</p>
        </Section>
      )}
      {used && used.length > 0 && (
        <>
          <p>{said.usedText(fewest, months)}</p>
          <Table
            id="enheten"
            caption={said.used}
            head={[said.term, said.texts, said.rather]}
            rows={used.map(({ word, texts }) => [swedish(word), texts.toLocaleString(language), swedish(rather.get(word) ?? '')])}
          />
        </>
      )}
      <Table
        id="svara-ord"
        caption={said.terms(list.terms.length)}
        head={[said.term, said.means, said.rather]}
        rows={list.terms.map(({ word, means, rather }) => [swedish(word), swedish(means), rather ? swedish(rather) : said.keep])}
      />
      <Table
        id="bilder"
        caption={said.idioms(list.idioms.length)}
        head={[said.says, said.rather]}
        rows={list.idioms.map(({ says, rather }) => [swedish(says), swedish(rather)])}
      />
    </Page>
  )
}
