import type { Day } from '#kernel/values/day'
import { theirs } from '#kernel/values/marks'
import { phone } from '#kernel/values/phone'
import { capital, sayMoment } from '#kernel/values/when'
import { say } from '#modules/directory'
import { Item, Rows } from '#ui/lists'
import { Page, PageHead } from '#ui/page'
import { Empty, Row, Section } from '#ui/sheet'
import { marked } from '#ui/words'
import { type Framed, inWords, TownMargin } from '../meets.tsx'
import { bookKindPath, timesPath } from '../paths.ts'
import type { Bookable } from '../queries.ts'
import { words as timeWords } from '../text.ts'
import { words } from './text.ts'

type Props = { frame: Framed; kinds: readonly Bookable[]; today: Day }

/** What it is about: the first question, in people's words and not in units. */
export const BookPage = (props: Props) => {
  const { frame, kinds } = props
  const { language, municipality } = frame
  const said = words(language)
  const [mine, others] = [kinds.filter((kind) => kind.mine), kinds.filter((kind) => !kind.mine)]
  return (
    <Page {...frame} title={said.title} simple>
      <PageHead back={{ href: timesPath, text: timeWords(language).back }} title={said.title}>
        {kinds.length > 0 && <p>{said.lead}</p>}
      </PageHead>
      <Row margin={<TownMargin frame={frame} />}>
        {kinds.length === 0 && (
          <Empty heading={said.nothing.heading} level={2}>
            <p>{said.nothing.text}</p>
          </Empty>
        )}
        {mine.length > 0 && (
          <Section id="dina" heading={said.mine}>
            <Kinds {...props} of={mine} />
          </Section>
        )}
        {others.length > 0 && (
          <Section id="andra" heading={said.others(municipality?.name ?? '')}>
            <Kinds {...props} of={others} />
          </Section>
        )}
      </Row>
    </Page>
  )
}

const Kinds = ({ frame: { language }, today, of }: Props & { of: readonly Bookable[] }) => {
  const [said, shared] = [words(language), timeWords(language)]
  return (
    <Rows>
      {of.map(({ id, name, lead, unit, minutes, manners, firstAt, phone: number }) => (
        <Item href={firstAt ? bookKindPath(id) : undefined} title={inWords(name, language)}>
          {say(lead, language) && <p>{inWords(lead, language)}</p>}
          <p class="small">
            {marked(
              said.at(theirs(say(unit, language), language), capital(shared.minutes(minutes)), manners.map(shared.manner).join(said.or)),
            )}
          </p>
          {firstAt ? <p class="small">{said.first(sayMoment(firstAt, today, language))}</p> : <Full number={number} said={said.full} />}
        </Item>
      ))}
    </Rows>
  )
}

const Full = ({ number, said }: { number: string; said: string }) => {
  const call = phone(number)
  return (
    <p class="small">
      {said} {call ? <a href={call.href}>{call.shown}</a> : number}.
    </p>
  )
}
