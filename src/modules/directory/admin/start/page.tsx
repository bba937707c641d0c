import { day, type Day, dayOf } from '#kernel/values/day'
import { sayDate } from '#kernel/values/when'
import { Item, Rows } from '#ui/lists'
import { Page, PageHead } from '#ui/page'
import { Section } from '#ui/sheet'
import { Swedish } from '#ui/words'
import type { Frame } from '../../frame.ts'
import { say } from '../../model.ts'
import { words as leaveWords } from '../leave/text.ts'
import { root, staffPath, unitsPath } from '../model.ts'
import type { Going, Left, Unkept, Unreached, Vacancy } from './queries.ts'
import { words } from './text.ts'

type Props = {
  frame: Frame
  today: Day
  vacancies: readonly Vacancy[]
  unkept: readonly Unkept[]
  going: readonly Going[]
  left: readonly Left[]
  unreached: readonly Unreached[]
}

const mostNames = 4

/** Where a steward begins: what somebody must take care of, then what there is to keep. */
export const AdminPage = ({ frame, today, vacancies, unkept, going, left, unreached }: Props) => {
  const { language } = frame
  const said = words(language)
  const on = (moment: Date) => sayDate(dayOf(moment), today, language)
  const calm = vacancies.length + unkept.length + left.length + going.length + unreached.length === 0
  const unitName = (name: { sv?: string | undefined }) => <Swedish language={language}>{say(name, 'sv')}</Swedish>
  return (
    <Page {...frame} title={said.title}>
      <PageHead title={said.title}>
        <p>{said.lead}</p>
      </PageHead>
      <Section id="att-gora" heading={said.attention}>
        {calm ? (
          <p>{said.calm}</p>
        ) : (
          <Rows>
            {vacancies.map(({ unitId, name, why, since }) => (
              <Item href={`${unitsPath}/${unitId}`} title={unitName(name)}>
                <p>
                  {said.vacancy[why]} {dayOf(since) < today && said.since(on(since))}
                </p>
              </Item>
            ))}
            {left.map(({ staffId, name, at, kind, unit }) => {
              const what = leaveWords(language).held[kind](1)
              return (
                <Item href={`${staffPath}/${staffId}`} title={name}>
                  <p>{said.left(unit ? leaveWords(language).at(what, say(unit, 'sv')) : what, on(at))}</p>
                </Item>
              )
            })}
            {unkept.map(({ id, name, gone, lacks }) => (
              <Item href={`${unitsPath}/${id}`} title={unitName(name)}>
                <p>{[lacks.length > 0 && said.lacks(lacks), gone && said.gone].filter(Boolean).join(' ')}</p>
              </Item>
            ))}
            {unreached.length > 0 && (
              <Item href={`${staffPath}?visa=larm`} title={said.unreached}>
                <p>
                  {said.unreachedWho(
                    unreached.slice(0, mostNames).map(({ name }) => name),
                    Math.max(0, unreached.length - mostNames),
                  )}
                </p>
              </Item>
            )}
            {going.map(({ id, name, last }) => (
              <Item href={`${staffPath}/${id}`} title={name}>
                <p>{said.going(sayDate(day(last), today, language))}</p>
              </Item>
            ))}
          </Rows>
        )}
      </Section>
      <Section id="skot" heading={said.keep}>
        <Rows>
          {(
            [
              [unitsPath, said.units, said.unitsText],
              [staffPath, said.staff, said.staffText],
              [`${root}/lista`, said.list, said.listText],
              [`${root}/katalog`, said.catalogue, said.catalogueText],
              [`${root}/andringar`, said.changes, said.changesText],
            ] as const
          ).map(([href, title, text]) => (
            <Item href={href} title={title}>
              <p>{text}</p>
            </Item>
          ))}
        </Rows>
      </Section>
    </Page>
  )
}
