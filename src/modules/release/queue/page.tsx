import type { Language } from '#kernel/text'
import { fileSize } from '#kernel/values/bytes'
import { type Day, dayOf, daysBetween } from '#kernel/values/day'
import { sayDate, sayDay, sayHowFar, sayMoment, sayTime } from '#kernel/values/when'
import type { Frame } from '#modules/directory'
import { kindName, reference, Told } from '#modules/matters'
import { Acts, Button, ButtonLink, Checkbox, errorFor, ErrorSummary, type FieldError, FormSheet, Radios, TextArea } from '#ui/form'
import { QueueKeys } from '#ui/keys'
import { Facts, Filter as FilterLine, Pager, Tag } from '#ui/lists'
import { Page } from '#ui/page'
import { Empty, Folder, Notice } from '#ui/sheet'
import { ruleText } from '../rules/text.ts'
import { type Filter, type Group, groups, placeText, queryOf, type Reason, reasons, type Reviewed, type Waiting } from './model.ts'
import { words } from './text.ts'

export const root = '/personal/granska'
export const itemPath = ({ matterId, itemId }: { matterId: string; itemId: string }) => `${root}/${matterId}/${itemId}`

/** What was decided a moment ago, and what it takes to undo it. */
export type Done = Pick<Reviewed, 'matterId' | 'itemId' | 'name' | 'state' | 'revision' | 'dueAt'>
type Count = { n: number; oldest: Date | null }
type Around = { frame: Frame; today: Day; filter: Filter; count: Count; rows: readonly Waiting[]; done?: Done | undefined }

/** The queue alone: the first of the two steps on a phone. */
export const QueuePage = ({ more, later, ...around }: Around & { more: boolean; later: boolean }) => {
  const { frame, filter, rows } = around
  const said = words(frame.language)
  const last = rows.at(-1)
  return (
    <Page {...frame} title={said.title}>
      <Head {...around} />
      {rows.length === 0 ? (
        <Empty heading={said.empty} level={2}>
          <p>{said.emptyText}</p>
          {(filter.mine || filter.group || later) && (
            <p>
              <a href={root}>{said.everything}</a>
            </p>
          )}
        </Empty>
      ) : (
        <div class="desk-cols" data-step="list">
          <nav aria-label={said.list}>
            <List {...around} />
            <Pager
              language={frame.language}
              before={later ? `${root}${queryOf(filter)}` : undefined}
              next={more && last ? `${root}${queryOf(filter, { efter: placeText(last) })}` : undefined}
            />
          </nav>
          <div class="stack">
            <p>{said.startText}</p>
            <Acts>
              <ButtonLink href={`${itemPath(rows[0]!)}${queryOf(filter)}`}>{said.start}</ButtonLink>
            </Acts>
            <QueueKeys language={frame.language} keys={around.done ? [{ key: 'Z', does: said.keys.undo }] : []} />
          </div>
        </div>
      )}
    </Page>
  )
}

/** What has been typed and what is wrong with it. */
export type Typed = { skal?: string | undefined; ord?: string | undefined; hemligt?: boolean }
type ItemProps = Around & { item: Reviewed; errors?: readonly FieldError[]; typed?: Typed; stale?: boolean }

/** One item as its reader will see it, with the queue beside. */
export const ItemPage = ({ item, errors = [], typed, stale, ...around }: ItemProps) => {
  const { frame, today, filter } = around
  const { language } = frame
  const said = words(language)
  const keys = [
    { key: 'V', does: said.keys.show },
    { key: 'H', does: said.keys.hide },
    ...(around.done ? [{ key: 'Z', does: said.keys.undo }] : []),
  ]
  return (
    <Page {...frame} title={said.title}>
      <Head {...around} />
      <div class="desk-cols" data-step="item">
        <nav class="screen-only" aria-label={said.list}>
          <List {...around} current={item.itemId} />
        </nav>
        <article class="stack" aria-labelledby="granskas">
          <p class="back">
            <a href={`${root}${queryOf(filter)}`}>{said.back}</a>
          </p>
          {stale && (
            <Notice tone="warning" heading={said.stale}>
              <p>{said.staleText}</p>
            </Notice>
          )}
          <ErrorSummary errors={errors} language={language} />
          <Facts across facts={about(item, today, language)} />
          <Folder id="granskas" tab={said.item.tab(item.name)} voice="you">
            <div class="preview stack">
              <Told event={item.event} template={reference().templates[item.field]} today={today} language={language} />
              {item.document && (
                <Acts>
                  <a href={`${itemPath(item)}/handling`}>
                    {said.item.document(item.document.title, fileSize(item.document.size, language))}
                  </a>
                </Acts>
              )}
            </div>
          </Folder>
          {cautions(item, language).map((text) => (
            <p class="check" data-voice="you">
              {text}
            </p>
          ))}
          <p>{standing(item, today, language)}</p>
          {decidable(item) && <Decide item={item} filter={filter} language={language} errors={errors} typed={typed} />}
          <QueueKeys language={language} keys={keys} />
        </article>
      </div>
    </Page>
  )
}

const Head = ({ frame, today, filter, count, done }: Around) => {
  const said = words(frame.language)
  const link = (to: Filter, text: string) => ({
    href: `${root}${queryOf(to)}`,
    text,
    current: to.mine === filter.mine && to.group === filter.group,
  })
  return (
    <>
      <div class="desk-head">
        <h1>{said.title}</h1>
        <p>{countText(count, today, frame.language)}</p>
        <FilterLine label={said.filter} links={[link({ ...filter, mine: false }, said.all), link({ ...filter, mine: true }, said.mine)]} />
        <FilterLine
          label={said.kindFilter}
          links={[
            link({ mine: filter.mine }, said.allKinds),
            ...(Object.keys(groups) as Group[]).map((group) => link({ ...filter, group }, said.groups[group])),
          ]}
        />
      </div>
      {done && (
        <Notice
          tone="success"
          heading={said.done[done.state === 'released' || done.state === 'withheld' ? done.state : 'assessed'](done.name)}
        >
          {done.dueAt && <p>{said.standing.due(sayDay(dayOf(done.dueAt), today, frame.language))}</p>}
          {(done.state === 'released' || done.state === 'withheld') && (
            <form method="post" action={`${itemPath(done)}/angra${queryOf(filter)}`}>
              <input type="hidden" name="sett" value={done.revision} />
              <Acts>
                <Button variant="secondary" press="Z">
                  {said.undo}
                </Button>
              </Acts>
            </form>
          )}
        </Notice>
      )}
    </>
  )
}

/** "12 uppgifter väntar. Den äldsta har väntat i 3 dagar." */
export const countText = ({ n, oldest }: Count, today: Day, language: Language): string =>
  [words(language).waiting(n), oldest && words(language).oldest(n, daysBetween(dayOf(oldest), today))].filter(Boolean).join(' ')

const List = ({ frame: { language }, today, filter, rows, current }: Around & { current?: string }) => (
  <ol role="list" class="queue">
    {rows.map((row) => (
      <li>
        <a href={`${itemPath(row)}${queryOf(filter)}`} aria-current={row.itemId === current ? 'true' : undefined}>
          <b>{row.name}</b>
          <span>{rowTitle(row, today, language)}</span>
          <span class="soft">{sinceText(row.since, today, language)}</span>
          <Tags row={row} today={today} language={language} />
        </a>
      </li>
    ))}
  </ol>
)

const rowTitle = ({ kind, title, at }: Waiting, today: Day, language: Language) =>
  `${kindName(kind, language)}${title ? `: ${title}` : ''}, ${sayDate(dayOf(at), today, language)}`

const sinceText = (since: Date, today: Day, language: Language) =>
  dayOf(since) === today
    ? words(language).came(`${sayHowFar(today, today, language)} ${sayTime(since, language)}`)
    : words(language).came(sayDay(dayOf(since), today, language))

const Tags = ({ row, today, language }: { row: Waiting; today: Day; language: Language }) => {
  const { tags } = words(language)
  const days = daysBetween(dayOf(row.since), today)
  const found = [
    row.protectedIdentity !== 'none' && { color: 'danger' as const, text: tags.protected },
    row.refusal && { color: 'danger' as const, text: tags.refusal },
    row.corrects && { color: 'neutral' as const, text: tags.corrects },
    days >= 3 && { color: 'you' as const, text: tags.waited(days) },
    row.dueAt && { color: 'we' as const, text: tags.due(sayDate(dayOf(row.dueAt), today, language)) },
    !row.opened && { color: 'neutral' as const, text: tags.closed },
  ].filter((tag) => tag !== false && tag !== null)
  return found.length === 0 ? null : (
    <span class="tags">
      {found.map(({ color, text }) => (
        <Tag color={color}>{text}</Tag>
      ))}
    </span>
  )
}

function about({ name, event, receivedAt, rule, number, matterId }: Reviewed, today: Day, language: Language) {
  const said = words(language).item
  return [
    { term: said.to, is: said.toOnly(name) },
    { term: said.by, is: event.author ? [event.author.name, event.author.role].filter(Boolean).join(', ') : said.unknown },
    { term: said.came, is: sayMoment(receivedAt, today, language) },
    { term: said.rule, is: `${ruleText(rule, language)}${rule ? ` (${rule.decidedBy})` : ''}` },
    { term: said.matter, is: <a href={`/personal/arenden/${matterId}`}>{number ?? said.matter}</a> },
  ]
}

const cautions = ({ opened, protectedIdentity, event, document, wordsStand, earlierStands }: Reviewed, language: Language): string[] => {
  const said = words(language).item
  return [
    protectedIdentity !== 'none' && said.protected,
    (event.kind === 'decision' || event.kind === 'decision-corrected') && said.decision,
    'document' in event.detail && !document && said.noFile,
    wordsStand && said.wordsStand,
    earlierStands && said.earlierStands,
    !opened && said.notOpened,
  ].filter((text) => text !== false)
}

const closed = ['annulled', 'replaced']
const decidable = ({ reason }: Reviewed) => !reason || !closed.includes(reason)

/** Where the decision stands now, as a sentence. */
function standing({ state, reason, existenceSecret, decider, decidedAt, dueAt }: Reviewed, today: Day, language: Language): string {
  const { standing: said, reasons: named } = words(language)
  const when = sayMoment(decidedAt, today, language)
  switch (state) {
    case 'imported':
    case 'assessed':
      return dueAt ? said.due(sayDay(dayOf(dueAt), today, language)) : said[state]
    case 'released':
      return decider ? said.released(decider, when) : said.releasedByRule(when)
    case 'withheld':
      return [said.withheld(decider ?? said.someone, when, named[reason as Reason] ?? ''), existenceSecret && said.secret]
        .filter(Boolean)
        .join(' ')
    case 'withdrawn':
      return reason === 'replaced' ? said.replaced : reason === 'annulled' ? said.annulled : said.withdrawn
  }
}

type DecideProps = { item: Reviewed; filter: Filter; language: Language; errors: readonly FieldError[]; typed?: Typed | undefined }

/** Two equal choices. Each is a form of its own, so that Enter in a field can never show what was to be withheld. */
const Decide = ({ item, filter, language, errors, typed }: DecideProps) => {
  const said = words(language)
  const action = `${itemPath(item)}${queryOf(filter)}`
  return (
    <section class="decide screen-only" aria-label={said.decide}>
      <FormSheet />
      {item.state !== 'released' && (
        <form method="post" action={action}>
          <input type="hidden" name="sett" value={item.revision} />
          {item.document && !item.document.read && <p>{said.openFirst}</p>}
          {errorFor(errors, 'last') && <Checkbox id="last" label={said.readElsewhere} error={errorFor(errors, 'last')} />}
          <Button variant="secondary" name="beslut" value="visa" press="V">
            {said.show}
          </Button>
        </form>
      )}
      <details open={typed !== undefined}>
        <summary class="ds-button" data-variant="secondary" data-key="H">
          {said.hide} <kbd>H</kbd>
        </summary>
        <form method="post" action={action} class="reason">
          <h3>{said.hideHeading}</h3>
          <input type="hidden" name="sett" value={item.revision} />
          <div class="split">
            <Radios
              id="skal"
              label={said.reason}
              error={errorFor(errors, 'skal')}
              value={typed?.skal}
              options={reasons.map((value) => ({ value, text: said.reasons[value], hint: said.reads(said.told[value]) }))}
            />
            <div class="stack">
              <TextArea
                language={language}
                id="ord"
                label={said.own}
                hint={said.ownHint}
                error={errorFor(errors, 'ord')}
                value={typed?.ord}
                maxlength={2000}
              />
              <Checkbox id="hemligt" label={said.secret} hint={said.secretHint} checked={typed?.hemligt} />
            </div>
          </div>
          <Acts>
            <Button name="beslut" value="visa-inte">
              {said.saveHide}
            </Button>
          </Acts>
        </form>
      </details>
    </section>
  )
}
