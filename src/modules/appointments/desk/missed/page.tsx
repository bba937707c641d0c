import type { Frame } from '#modules/directory'
import { Table } from '#ui/lists'
import { Page, PageHead } from '#ui/page'
import { Empty } from '#ui/sheet'
import { root } from '../model.ts'
import { words as common } from '../text.ts'
import type { Cell, Quarter } from './model.ts'
import { words } from './text.ts'

/** The share of missed meetings, with and without a reminder, quarter by quarter. */
export const MissedReport = ({ frame, unit, quarters }: { frame: Frame; unit: string; quarters: readonly Quarter[] }) => {
  const { language } = frame
  const said = words(language)
  return (
    <Page {...frame} title={said.title}>
      <PageHead back={{ href: root, text: common(language).times }} title={said.title}>
        <p>{said.lead}</p>
        <p>
          {said.counted(unit)} {said.few}
        </p>
      </PageHead>
      {quarters.length === 0 ? (
        <Empty heading={said.none} level={2}>
          <p>{said.noneText}</p>
        </Empty>
      ) : (
        <Table
          id="kvartal"
          caption={said.caption}
          head={[said.head.quarter, said.head.reminded, said.head.not]}
          rows={quarters.map(({ quarter, reminded, not }) => [
            said.quarter(Math.ceil(Number(quarter.slice(5, 7)) / 3), quarter.slice(0, 4)),
            cellText(reminded, language),
            cellText(not, language),
          ])}
        />
      )}
    </Page>
  )
}

function cellText(cell: Cell, language: Frame['language']): string {
  const said = words(language).cell
  switch (cell.kind) {
    case 'none':
      return said.none
    case 'few':
      return said.few
    case 'told':
      return cell.percent === undefined ? said.hidden(cell.all) : said.told(cell.percent, cell.all)
  }
}
