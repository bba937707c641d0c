import type { Language } from '#kernel/text'
import { type Day, dayOf, daysBetween } from '#kernel/values/day'
import { sayDay, sayHowFar, sayMoment, sayTime } from '#kernel/values/when'
import { type Frame, say, type Worded } from '#modules/directory'
import type { Tongue, Wording } from '#modules/notifications'
import { Acts, ButtonLink } from '#ui/form'
import { Filter, Pager, Tag } from '#ui/lists'
import { Page } from '#ui/page'
import { Empty, More, Notice, Section } from '#ui/sheet'
import { Paragraphs } from '../../beside.tsx'
import { type Line, phonePath, root, threadPath } from '../model.ts'
import { type View, viewWord } from './model.ts'
import type { Counts } from './queries.ts'
import { words } from './text.ts'

export const gones = ['lamnad', 'tillbaka', 'sparat'] as const

type Props = {
  frame: Frame
  today: Day
  gone?: (typeof gones)[number] | undefined
  /** The unit that it was handed to. */
  to?: Worded | undefined
  view: View
  views: readonly View[]
  lines: readonly Line[]
  next?: string | undefined
  later: boolean
  /** There is something of one's own to answer. */
  begins: boolean
  hands: boolean
  keeps: boolean
  counts?: Counts | undefined
  /** What answers an e-mail, in each language (MSG-02). */
  invite: Record<Tongue, Wording> | undefined
}

export const viewPath = (view: View, after?: string) => `${root}?visa=${viewWord[view]}${after ? `&efter=${after}` : ''}`

/** What has come to the unit: the first of the two steps on a phone. */
export const InboxPage = ({ frame, today, gone, to, begins, view, views, lines, next, later, hands, keeps, counts, invite }: Props) => {
  const { language } = frame
  const said = words(language)
  return (
    <Page {...frame} title={said.title}>
      <div class="desk-head">
        <h1>{said.title}</h1>
        <p>{said.lead[view]}</p>
        <Filter label={said.filter} links={views.map((one) => ({ href: viewPath(one), text: said.views[one], current: one === view }))} />
      </div>
      {gone && <Notice tone="success" heading={gone === 'lamnad' && to ? said.handed(say(to, language)) : said.gone[gone]} />}
      <div class="desk-cols" data-step="list">
        {lines.length === 0 ? (
          <Empty heading={said.empty[view]} level={2}>
            <p>{later ? <a href={viewPath(view)}>{said.toTop}</a> : said.emptyText}</p>
          </Empty>
        ) : (
          <nav aria-label={said.list}>
            <Lines lines={lines} view={view} today={today} language={language} />
            <Pager language={language} before={later ? viewPath(view) : undefined} next={next && viewPath(view, next)} />
          </nav>
        )}
        <div>
          {begins && (
            <Section id="pass" heading={said.pass}>
              <p>{said.passText}</p>
              <Acts>
                <ButtonLink href={`${root}/pass`}>{said.start}</ButtonLink>
              </Acts>
            </Section>
          )}
          <div class="section stack">
            <Acts>
              <a href={`${root}/mallar`}>{said.links.templates}</a>
              {keeps && <a href={`${root}/typer`}>{said.links.types}</a>}
              {keeps && <a href={phonePath}>{said.links.phone}</a>}
              <a href={`${root}/aterforing`}>{said.links.returns}</a>
            </Acts>
            {invite && (
              <More summary={said.mail.summary}>
                <p>{said.mail.text}</p>
                <div class="note stack" lang={language === 'en' ? 'sv' : undefined}>
                  <Paragraphs text={invite.sv.text} />
                </div>
                <p class="acts">
                  <a href={mailWith(invite.sv)}>{said.mail.open}</a> <a href={mailWith(invite.en)}>{said.mail.openEnglish}</a>
                </p>
              </More>
            )}
            {counts && (
              <More summary={said.how}>
                <p>{said.waits(counts.received, counts.assigned)}</p>
                <p>{said.late(counts.late)}</p>
                <p>{said.answered(counts.answered, counts.inTime)}</p>
                <p>{said.notReturned(counts.notReturned)}</p>
                {!hands && <p class="soft">{said.onlyNumbers}</p>}
              </More>
            )}
          </div>
        </div>
      </div>
    </Page>
  )
}

/** To nobody yet: who sends it fills that in, in their own mail. */
const mailWith = ({ subject, text }: Wording) =>
  `mailto:?subject=${encodeURIComponent(subject)}&body=${encodeURIComponent(text.replaceAll('\n', '\r\n'))}`

/** What somebody wrote about, in a line. */
export const lineTitle = ({ kind, name, title }: Pick<Line, 'kind' | 'name' | 'title'>, language: Language): string =>
  kind === 'call' ? words(language).call : name ? say(name, language) : title

const Lines = ({ lines, view, today, language }: { lines: readonly Line[]; view: View; today: Day; language: Language }) => {
  const said = words(language)
  return (
    <ol role="list" class="queue">
      {lines.map((line) => (
        <li>
          <a href={threadPath(line.id)}>
            <b>{line.person}</b>
            <span>{lineTitle(line, language)}</span>
            <span class="soft">{about(line, view, today, language)}</span>
            <Tags line={line} today={today} language={language} />
          </a>
        </li>
      ))}
    </ol>
  )

  function about(line: Line, view: View, today: Day, language: Language) {
    if (view === 'done') return said.last(moment(line.lastAt, today, language))
    return [
      said.came(moment(line.openedAt, today, language)),
      line.promisedOn > today && said.promised(sayDay(line.promisedOn, today, language)),
      line.handler && !line.mine && said.with(line.handler),
    ]
      .filter(Boolean)
      .join(' ')
  }
}

/** "i dag kl. 9.12", or the day and the time. */
const moment = (at: Date, today: Day, language: Language) =>
  dayOf(at) === today ? `${sayHowFar(today, today, language)} ${sayTime(at, language)}` : sayMoment(at, today, language)

const Tags = ({ line, today, language }: { line: Line; today: Day; language: Language }) => {
  const { tags } = words(language)
  const open = line.state === 'received' || line.state === 'assigned'
  const left = daysBetween(today, line.promisedOn)
  const found = [
    open && left < 0 && { color: 'danger' as const, text: tags.late(sayHowFar(line.promisedOn, today, language)) },
    open && left === 0 && { color: 'you' as const, text: tags.today },
    line.again && { color: 'you' as const, text: tags.again },
    line.draft && { color: line.draft === 'returned' ? ('you' as const) : ('neutral' as const), text: tags[line.draft] },
    line.state === 'closed' && { color: 'neutral' as const, text: tags.closed },
  ].filter((tag) => tag !== false && tag !== null)
  return found.length === 0 ? null : (
    <span class="tags">
      {found.map(({ color, text }) => (
        <Tag color={color}>{text}</Tag>
      ))}
    </span>
  )
}
