import type { Language } from '#kernel/text'
import { type Day, dayOf } from '#kernel/values/day'
import { sayHowFar, sayMoment } from '#kernel/values/when'
import type { StaffTimes } from '#modules/appointments'
import { LogState, type State } from '#modules/audit'
import type { InboxCount } from '#modules/contact'
import { type DirectoryNews, type Frame, News, say } from '#modules/directory'
import { Acts, Button, ButtonLink, Form } from '#ui/form'
import { Item, Rows } from '#ui/lists'
import { Page, PageHead } from '#ui/page'
import { Notice, Section } from '#ui/sheet'
import { Swedish } from '#ui/words'
import { lateAfter } from '../queue/model.ts'
import { countText } from '../queue/page.tsx'
import type { Alarm, Lacking } from './queries.ts'
import { words } from './text.ts'

type Count = { n: number; oldest: Date | null }
type Waiting = Count & { late: number }
/** What a start page has to say, by what the desk is for. */
export type Desk =
  | {
      kind: 'unit'
      manager: boolean
      mine: Waiting
      waiting: Waiting
      remarks: Count
      unopened: number
      /** Not opened, and somebody has said why (REL-07). */
      leftOut: number
      /** How many have gone on past their day. */
      investigations: number
      /** What the law sets a day for (L4–L14): how many are late, and how many wait in all. */
      duties: { late: number; waiting: number }
      lacks: readonly ('administrator' | 'deputy')[]
      alarms: readonly Alarm[]
      news: DirectoryNews
      /** What persons have written, and the desk's own meetings. */
      inbox: InboxCount
      times: StaffTimes
    }
  | { kind: 'steward'; lacking: readonly Lacking[]; news: DirectoryNews }
  | { kind: 'reviewer' }
  | { kind: 'dispatcher'; news: DirectoryNews; inbox: InboxCount }
/** `log`: how it stands with the log of who has looked, for those whose matter it is. */
type Props = { frame: Frame; name: string; today: Day; desk: Desk; role: string; log: State | undefined }

export const StartPage = ({ frame, name, today, desk, role, log }: Props) => {
  const said = words(frame.language)
  return (
    <Page {...frame} title={said.title}>
      <PageHead title={said.heading(name.split(' ')[0]!)} />
      {log && <LogState state={log} role={role} today={today} language={frame.language} />}
      <Parts desk={desk} today={today} language={frame.language} />
    </Page>
  )
}

const Parts = ({ desk, today, language }: { desk: Desk; today: Day; language: Language }) => {
  const said = words(language)
  switch (desk.kind) {
    case 'unit':
      return (
        <>
          {desk.alarms.map((alarm) => (
            <AlarmSheet alarm={alarm} today={today} language={language} />
          ))}
          <News news={desk.news} today={today} language={language} />
          <Times times={desk.times} today={today} language={language} />
          <Inbox inbox={desk.inbox} language={language} />
          {desk.lacks.length > 0 && (
            <Section id="saknas" heading={said.lacking}>
              <p>{said.lacks(desk.lacks, desk.manager)}</p>
              {desk.manager && (
                <Acts>
                  <a href={unit}>{said.toUnit}</a>
                </Acts>
              )}
            </Section>
          )}
          {(desk.mine.n > 0 || !desk.manager) && (
            <Section id="mina" heading={said.mine}>
              <p>
                {[countText(desk.mine, today, language), desk.mine.late > 0 && said.late(desk.mine.late, lateAfter)]
                  .filter(Boolean)
                  .join(' ')}
              </p>
              {desk.mine.n > 0 && (
                <Acts>
                  <ButtonLink href="/personal/granska?visa=mina">{said.toMine}</ButtonLink>
                </Acts>
              )}
            </Section>
          )}
          {desk.investigations > 0 && (
            <Section id="utredningar" heading={said.investigations}>
              <p>{said.lateInvestigations(desk.investigations)}</p>
              <Acts>
                <a href="/personal/arenden?visa=sena-utredningar">{said.toInvestigations}</a>
              </Acts>
            </Section>
          )}
          {desk.duties.waiting > 0 && (
            <Section id="dagar" heading={said.duties}>
              <p>{said.someDuties(desk.duties.waiting, desk.duties.late)}</p>
              <Acts>
                <a href="/personal/skyldigheter">{said.toDuties}</a>
              </Acts>
            </Section>
          )}
          <Section id="synpunkter" heading={said.remarks}>
            <p>
              {desk.remarks.oldest
                ? said.someRemarks(desk.remarks.n, sayHowFar(dayOf(desk.remarks.oldest), today, language))
                : said.noRemarks}
            </p>
            {desk.remarks.n > 0 && (
              <Acts>
                <a href="/personal/synpunkter">{said.toRemarks}</a>
              </Acts>
            )}
          </Section>
          <Section id="granska" heading={said.queue}>
            <p>
              {[countText(desk.waiting, today, language), desk.waiting.late > 0 && said.late(desk.waiting.late, lateAfter)]
                .filter(Boolean)
                .join(' ')}
            </p>
            {desk.waiting.n > 0 && (
              <Acts>
                {desk.mine.n > 0 ? (
                  <a href="/personal/granska">{said.toQueue}</a>
                ) : (
                  <ButtonLink href="/personal/granska">{said.toQueue}</ButtonLink>
                )}
              </Acts>
            )}
          </Section>
          <Section id="oppna" heading={said.unopened}>
            <p>{desk.unopened > 0 ? said.someUnopened(desk.unopened) : said.noUnopened(desk.leftOut)}</p>
            <Acts>
              <a href={desk.unopened > 0 ? '/personal/arenden?visa=ej-oppnade' : '/personal/arenden'}>
                {desk.unopened > 0 ? said.toUnopened : said.toMatters}
              </a>
            </Acts>
          </Section>
          <Section id="mer" heading={said.more}>
            <Acts>
              <a href="/personal/nodatkomst">{said.toGlass}</a> <a href="/personal/ord">{said.toWords}</a>{' '}
              <a href="/personal/franvaro">{said.toAbsence}</a>
            </Acts>
          </Section>
        </>
      )
    case 'steward':
      return (
        <>
          <News news={desk.news} today={today} steward language={language} />
          <Section id="kallor" heading={said.sources}>
            <p>{desk.lacking.length > 0 ? said.notAll : said.allWell}</p>
            {desk.lacking.length > 0 && (
              <Rows>
                {desk.lacking.map((source) => (
                  <OneLacking source={source} today={today} language={language} />
                ))}
              </Rows>
            )}
            <Acts>
              <a href={sources}>{said.toSources}</a>
            </Acts>
          </Section>
        </>
      )
    case 'dispatcher':
      return (
        <>
          <News news={desk.news} today={today} language={language} />
          <Inbox inbox={desk.inbox} language={language} />
        </>
      )
    case 'reviewer':
      return <></>
  }
}

/** What persons have written that waits here: to be handed out, to be answered, to be read by a second person. */
const Inbox = ({ inbox, language }: { inbox: InboxCount; language: Language }) => {
  const said = words(language).inbox
  const waits = (['received', 'mine', 'late', 'returned', 'second'] as const).flatMap((what) =>
    inbox[what] > 0 ? [said[what](inbox[what])] : [],
  )
  return (
    <Section id="inkorg" heading={said.heading}>
      <p>{waits.length > 0 ? waits.join(' ') : said.none}</p>
      <Acts>
        <a href="/personal/inkorg">{said.open}</a>
      </Acts>
    </Section>
  )
}

/** One's own meetings: how many are left today, and what in them waits for an answer. */
const Times = ({ times: { today: n, next, waiting }, today, language }: { times: StaffTimes; today: Day; language: Language }) => {
  const said = words(language).times
  return (
    <Section id="tider" heading={said.heading}>
      <p>
        {[n > 0 ? said.today(n) : next ? said.next(sayMoment(next, today, language)) : said.none, waiting > 0 && said.waiting(waiting)]
          .filter(Boolean)
          .join(' ')}
      </p>
      <Acts>
        <a href="/personal/tider">{said.open}</a>
      </Acts>
    </Section>
  )
}

const unit = '/personal/enheten'
const sources = '/personal/kallor'

/** A glass that somebody has broken: who, when, which case and why, until the manager has taken note. */
const AlarmSheet = ({ alarm, today, language }: { alarm: Alarm; today: Day; language: Language }) => {
  const said = words(language)
  const { id, who, from, at, number, ours, reason, words: own } = alarm
  return (
    <div class="section">
      <Notice tone="danger" heading={said.alarm}>
        <p>{(ours ? said.alarmOurs : said.alarmTheirs)(who, say(from, language), number ?? '', sayMoment(at, today, language))}</p>
        <p>
          {said.why} {said.reasons[reason]}.
          {own && (
            <>
              {' '}
              ”<Swedish language={language}>{own}</Swedish>”
            </>
          )}
        </p>
        {alarm.protected && <p>{said.protected}</p>}
        <p>{said.alarmAfter}</p>
        <Form action={`/personal/larm/${id}`} language={language}>
          <Acts>
            <Button variant="secondary">{said.noted}</Button>
          </Acts>
        </Form>
      </Notice>
    </div>
  )
}

/** What is wrong with a source, each count leading to what it counts. */
const OneLacking = ({ source, today, language }: { source: Lacking; today: Day; language: Language }) => {
  const { id, name, missing, changed, waiting, refused, unread, lastGoodAt, failedAt, silent } = source
  const said = words(language)
  const at = (moment: Date) => sayMoment(moment, today, language)
  const counts = [
    { n: missing, list: 'saknas', text: said.missing(missing) },
    { n: changed, list: 'nyare', text: said.changed(changed) },
    { n: waiting, list: 'karantan', text: said.waiting(waiting) },
  ].filter(({ n }) => n > 0)
  return (
    <Item title={name}>
      {failedAt && <p>{said.failed(at(failedAt), lastGoodAt ? at(lastGoodAt) : said.never)}</p>}
      {silent && <p>{said.silent}</p>}
      {refused + unread > 0 && <p>{[unread > 0 && said.unread(unread), refused > 0 && said.refused(refused)].filter(Boolean).join(' ')}</p>}
      {counts.length > 0 && (
        <Acts>
          {counts.map(({ list, text }) => (
            <a href={`${sources}/${id}/${list}`}>{text}</a>
          ))}
        </Acts>
      )}
    </Item>
  )
}
