import type { Language } from '#kernel/text'
import { type Day, dayOf } from '#kernel/values/day'
import { sayHowFar, sayMoment } from '#kernel/values/when'
import { type Frame, say } from '#modules/directory'
import { Acts, ButtonLink } from '#ui/form'
import { Page, PageHead } from '#ui/page'
import { Section } from '#ui/sheet'
import { countText } from '../queue/page.tsx'
import type { Lacks, Trouble } from './queries.ts'
import { words } from './text.ts'

type Count = { n: number; oldest: Date | null }
/** What a start page has to say, by what the desk is for. */
export type Desk =
  | { kind: 'unit'; waiting: Count; remarks: Count; unopened: number }
  | { kind: 'steward'; troubled: readonly Trouble[]; lacks: Lacks }
  | { kind: 'reviewer' }
type Props = { frame: Frame; name: string; today: Day; desk: Desk }

export const StartPage = ({ frame, name, today, desk }: Props) => {
  const said = words(frame.language)
  return (
    <Page {...frame} title={said.title}>
      <PageHead title={said.heading(name.split(' ')[0]!)} />
      <Parts desk={desk} today={today} language={frame.language} />
    </Page>
  )
}

const lacking = (lacks: Lacks) => Object.values(lacks).some((n) => n > 0)

const Parts = ({ desk, today, language }: { desk: Desk; today: Day; language: Language }) => {
  const said = words(language)
  switch (desk.kind) {
    case 'unit':
      return (
        <>
          <Section id="granska" heading={said.queue}>
            <p>{countText(desk.waiting, today, language)}</p>
            {desk.waiting.n > 0 && (
              <Acts>
                <ButtonLink href="/personal/granska">{said.toQueue}</ButtonLink>
              </Acts>
            )}
          </Section>
          <Section id="synpunkter" heading={said.remarks}>
            <p>
              {desk.remarks.oldest
                ? said.someRemarks(desk.remarks.n, sayHowFar(dayOf(desk.remarks.oldest), today, language))
                : said.noRemarks}
            </p>
            {desk.remarks.n > 0 && (
              <p class="screen-only">
                <a href="/personal/synpunkter">{said.toRemarks}</a>
              </p>
            )}
          </Section>
          <Section id="oppna" heading={said.unopened}>
            <p>{desk.unopened > 0 ? said.someUnopened(desk.unopened) : said.noUnopened}</p>
            <p class="screen-only">
              <a href={desk.unopened > 0 ? '/personal/arenden?visa=ej-oppnade' : '/personal/arenden'}>
                {desk.unopened > 0 ? said.toUnopened : said.toMatters}
              </a>
            </p>
          </Section>
        </>
      )
    case 'steward':
      return (
        <Section id="kallor" heading={said.sources}>
          {lacking(desk.lacks) ? <p>{said.lacks(desk.lacks)}</p> : desk.troubled.length === 0 && <p>{said.allWell}</p>}
          {desk.troubled.map(({ name, label, lastGoodAt, failedAt }) => (
            <p>
              {said.trouble(
                say(label, language) || name,
                sayMoment(failedAt, today, language),
                lastGoodAt ? sayMoment(lastGoodAt, today, language) : said.never,
              )}
            </p>
          ))}
          <p class="screen-only">
            <a href="/personal/kallor">{said.toSources}</a>
          </p>
        </Section>
      )
    case 'reviewer':
      return (
        <Section id="loggar" heading={said.reviewer}>
          <p>{said.reviewerText}</p>
        </Section>
      )
  }
}
