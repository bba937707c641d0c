import { theirs } from '#kernel/values/marks'
import { say, type Unit } from '#modules/directory'
import { Item, Rows } from '#ui/lists'
import { Page, PageHead } from '#ui/page'
import { Empty, Row, Section } from '#ui/sheet'
import { marked, PhoneLink } from '#ui/words'
import { Beside, type Framed, UnitName } from '../beside.tsx'
import { callPath, messagesPath } from '../paths.ts'
import type { MyCase } from '../queries.ts'
import { words as common } from '../text.ts'
import { caseName } from './page.tsx'
import { words } from './text.ts'

type Props = { frame: Framed; cases: readonly MyCase[]; units: readonly Unit[]; names: ReadonlyMap<string, string> }

/** Who is to phone: one's contacts, and then the units that receive. */
export const WhomPage = ({ frame, cases, units, names }: Props) => {
  const { language } = frame
  const said = words(language).whom
  return (
    <Page {...frame} title={said.title} simple>
      <PageHead back={{ href: messagesPath, text: common(language).back }} title={said.title} />
      <Row margin={<Beside frame={frame} />}>
        {cases.length + units.length === 0 && (
          <Empty heading={said.none.heading} level={2}>
            <p>{said.none.text}</p>
          </Empty>
        )}
        {cases.length > 0 && (
          <Section id="kontakter" heading={said.contacts}>
            <Rows>
              {cases.map((one) => (
                <Item href={callPath({ shelf: one.shelfId })} title={marked(one.officer ?? theirs(names.get(one.unitId) ?? '', language))}>
                  <p class="small soft">{marked(caseName(one, language))}</p>
                </Item>
              ))}
            </Rows>
          </Section>
        )}
        {units.length > 0 && (
          <Section id="enheter" heading={said.units} after={cases.length > 0}>
            <Rows>
              {units.map((unit) => (
                <Item href={callPath({ unit: unit.id })} title={<UnitName unit={unit} language={language} />}>
                  <p class="small">
                    {said.yourself} <PhoneLink number={unit.phone} />
                    {say(unit.phoneHours, language) && `, ${say(unit.phoneHours, language)}`}
                  </p>
                </Item>
              ))}
            </Rows>
          </Section>
        )}
      </Row>
    </Page>
  )
}
