import type { Frame } from '#modules/directory'
import { Table } from '#ui/lists'
import { Page, PageHead } from '#ui/page'
import { Empty } from '#ui/sheet'
import type { Failures } from './model.ts'
import { words } from './text.ts'

/** The steward's view of why people do not get in: by cause and week. */
export const FailuresPage = ({ frame, failures }: { frame: Frame; failures: readonly Failures[] }) => {
  const said = words(frame.language)
  return (
    <Page {...frame} title={said.title}>
      <PageHead title={said.title}>
        <p>{said.lead}</p>
      </PageHead>
      {failures.length === 0 ? (
        <Empty heading={said.none} level={2} />
      ) : (
        <Table
          id="orsaker"
          caption={said.caption}
          head={[said.head.cause, said.head.lately, said.head.before]}
          rows={failures.map(({ cause, lately, before }) => [said[cause], lately, before])}
        />
      )}
    </Page>
  )
}
