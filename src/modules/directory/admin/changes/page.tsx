import type { Day } from '#kernel/values/day'
import { Item, Pager, Rows } from '#ui/lists'
import { Page, PageHead } from '#ui/page'
import { Empty } from '#ui/sheet'
import { Moment, Swedish } from '#ui/words'
import type { Frame } from '../../frame.ts'
import { say } from '../../model.ts'
import { root } from '../model.ts'
import { words as common } from '../text.ts'
import type { Change } from './queries.ts'
import { words } from './text.ts'

export const changesPath = `${root}/andringar`

export const ChangesPage = ({
  frame,
  today,
  changes,
  next,
}: {
  frame: Frame
  today: Day
  changes: readonly Change[]
  next: string | undefined
}) => {
  const { language } = frame
  const said = words(language)
  return (
    <Page {...frame} title={said.title}>
      <PageHead back={{ href: root, text: common(language).back }} title={said.title}>
        <p>{said.lead}</p>
      </PageHead>
      {changes.length === 0 && (
        <Empty heading={said.none} level={2}>
          <p>{said.noneText}</p>
        </Empty>
      )}
      <Rows>
        {changes.map(({ at, what, by, catalogue, name, unit }) => (
          <Item title={said.what[what]}>
            {(name || unit) && (
              <p>
                {name}
                {name && unit && ', '}
                {unit && <Swedish language={language}>{say(unit, 'sv')}</Swedish>}
              </p>
            )}
            <p class="small">
              <Moment at={at} today={today} language={language} capital />.{' '}
              {catalogue ? said.byCatalogue(catalogue) : by ? said.by(by) : said.byItself}
            </p>
          </Item>
        ))}
      </Rows>
      <Pager next={next} language={language} />
    </Page>
  )
}
