import type { Frame } from '#modules/directory'
import { Table } from '#ui/lists'
import { Page, PageHead } from '#ui/page'
import { Swedish } from '#ui/words'
import type { Glossary } from '../glossary.ts'
import { words } from '../text.ts'

/** The list of words that all who write share (PLAIN-06). */
export const TermsPage = ({ frame, list }: { frame: Frame; list: Pick<Glossary, 'terms' | 'idioms'> }) => {
  const { language } = frame
  const said = words(language)
  const swedish = (text: string) => <Swedish language={language}>{text}</Swedish>
  return (
    <Page {...frame} title={said.title}>
      <PageHead title={said.title}>
        <p>{said.lead}</p>
      </PageHead>
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
