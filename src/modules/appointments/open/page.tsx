import type { Day } from '#kernel/values/day'
import { theirs } from '#kernel/values/marks'
import { capital, sayMoment } from '#kernel/values/when'
import { type Municipality, say } from '#modules/directory'
import { Item, Rows } from '#ui/lists'
import { Page, PageHead } from '#ui/page'
import { Empty, Row, Section } from '#ui/sheet'
import { marked } from '#ui/words'
import { words as bookWords } from '../book/text.ts'
import { unitIn } from '../book/when.tsx'
import { type Framed, inWords, TownMargin } from '../meets.tsx'
import { bookPath, doorPath, openKindPath, openPlacePath } from '../paths.ts'
import { words as timeWords } from '../text.ts'
import { Beside, Urgent, UrgentLine } from './beside.tsx'
import type { OpenKind } from './model.ts'
import { words } from './text.ts'

type Props = {
  frame: Framed
  kinds: readonly OpenKind[]
  /** Other municipalities of this installation where something can be booked so. */
  others: readonly Municipality[]
  today: Day
}

/** What can be booked without signing in, unit by unit, each with its phone: one may always call instead. */
export const OpenPage = (props: Props) => {
  const { frame, kinds, others } = props
  const { language } = frame
  const said = words(language)
  const units = [...Map.groupBy(kinds, ({ unitId }) => unitId).values()]
  return (
    <Page {...frame} title={said.title} simple>
      <PageHead title={said.heading}>
        {units.length > 0 && <p class="lead">{said.lead}</p>}
        <UrgentLine language={language} />
      </PageHead>
      {units.length === 0 && <Nothing {...props} />}
      {units.map((of, at) => (
        <Row margin={<Beside frame={frame} kind={of[0]!} id={`ring-${at + 1}`} urgent={at === 0} />}>
          <Section id={`enhet-${at + 1}`} heading={unitIn(of[0]!, language).name}>
            <Kinds {...props} of={of} />
          </Section>
        </Row>
      ))}
      <Row>
        <Section id="redan" heading={said.already.heading}>
          <p>
            {said.already.login} <a href={bookPath}>{said.already.toPages}</a>
          </p>
          <p>
            {said.already.code} <a href={doorPath}>{said.already.toCode}</a>
          </p>
        </Section>
        {others.length > 0 && (
          <Section id="andra" heading={said.elsewhere}>
            <p class="acts">
              {others.map(({ code, name }) => (
                <>
                  <a href={openPlacePath(code)}>{marked(theirs(name, language))}</a>{' '}
                </>
              ))}
            </p>
          </Section>
        )}
      </Row>
    </Page>
  )
}

const Nothing = ({ frame }: Props) => {
  const said = words(frame.language)
  return (
    <Row margin={<TownMargin frame={frame} />}>
      <Empty heading={said.nothing.heading} level={2}>
        <p>{said.nothing.text}</p>
      </Empty>
      <div class="section after">
        <Urgent frame={frame} />
      </div>
    </Row>
  )
}

const Kinds = ({ frame: { language }, today, of }: Props & { of: readonly OpenKind[] }) => {
  const [said, booking, shared] = [words(language), bookWords(language), timeWords(language)]
  return (
    <Rows>
      {of.map(({ id, name, lead, minutes, manners, firstAt }) => (
        <Item href={firstAt ? openKindPath(id) : undefined} title={inWords(name, language)}>
          {say(lead, language) && <p>{inWords(lead, language)}</p>}
          <p class="small">{said.how(capital(shared.minutes(minutes)), manners.map(shared.manner).join(booking.or))}</p>
          <p class="small">{firstAt ? booking.first(sayMoment(firstAt, today, language)) : said.full}</p>
        </Item>
      ))}
    </Rows>
  )
}
