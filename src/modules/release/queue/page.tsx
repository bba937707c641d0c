import type { Language } from '#kernel/text'
import { fileSize } from '#kernel/values/bytes'
import { type Day, dayOf, daysBetween } from '#kernel/values/day'
import { sayDate, sayDay, sayHowFar, sayMoment, sayTime } from '#kernel/values/when'
import type { Frame } from '#modules/directory'
import { isDecision, kindName, reference, Told } from '#modules/matters'
import { Acts, Button, ButtonLink, ErrorSummary, type FieldError } from '#ui/form'
import { QueueKeys } from '#ui/keys'
import { Facts, Filter as FilterLine, Pager, Tag } from '#ui/lists'
import { Page } from '#ui/page'
import { Empty, Folder, Notice } from '#ui/sheet'
import { words as recipientWords } from '../recipients/text.ts'
import { ruleText } from '../rules/text.ts'
import { Decide, type Typed } from './decide.tsx'
import {
  addressOf,
  type Filter,
  type Group,
  groups,
  placeText,
  queryOf,
  type Reason,
  type Representative,
  type Reviewed,
  type Waiting,
  waits,
} from './model.ts'
import { words } from './text.ts'

export const root = '/personal/granska'
export const itemPath = ({ matterId, itemId }: { matterId: string; itemId: string }) => `${root}/${matterId}/${itemId}`
type Named = { matterId: string; itemId: string; personId: string; to: unknown }
/** Where an item is looked at, for whom it is, and within which filter; `at` is a page under it. */
export const itemHref = (item: Named, filter: Filter, more: Record<string, string> = {}, at = '') => {
  const { to } = addressOf(item)
  return `${itemPath(item)}${at}${queryOf(filter, { ...(to ? { till: to } : {}), ...more })}`
}

/** What was decided a moment ago, and what it takes to undo it. */
export type Done = Pick<
  Reviewed,
  'matterId' | 'itemId' | 'personId' | 'to' | 'name' | 'state' | 'revision' | 'dueAt' | 'atClosing' | 'reason' | 'sensitive' | 'mask'
>
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
              <ButtonLink href={itemHref(rows[0]!, filter)}>{said.start}</ButtonLink>
            </Acts>
            <QueueKeys language={frame.language} keys={around.done ? [{ key: 'Z', does: said.keys.undo }] : []} />
          </div>
        </div>
      )}
    </Page>
  )
}

type ItemProps = Around & { item: Reviewed; errors?: readonly FieldError[]; typed?: Typed; stale?: boolean }

/** One item as its reader will see it, with the queue beside. */
export const ItemPage = ({ item, errors = [], typed, stale, ...around }: ItemProps) => {
  const { frame, today, filter } = around
  const { language } = frame
  const said = words(language)
  const keys = [
    { key: 'V', does: said.keys.show },
    { key: 'H', does: said.keys.hide },
    { key: 'A', does: said.keys.otherwise },
    ...(around.done ? [{ key: 'Z', does: said.keys.undo }] : []),
  ]
  return (
    <Page {...frame} title={said.title}>
      <Head {...around} />
      <div class="desk-cols" data-step="item">
        <nav class="screen-only" aria-label={said.list}>
          <List {...around} current={item} />
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
          <Folder id="granskas" tab={said.item.tab(item.to?.name ?? item.name)} voice="you">
            <div class="preview stack">
              <Told event={item.mask ?? item.event} template={reference().templates[item.field]} today={today} language={language} />
              {item.document && (
                <Acts>
                  <a href={itemHref(item, filter, {}, '/handling')}>
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
          {item.readerText && item.state !== 'imported' && <p>{said.item.wrote(item.readerText)}</p>}
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
        <Notice tone="success" heading={said.done[doneAs(done)](done.to?.name ?? done.name, done.mask !== null, done.sensitive)}>
          {done.dueAt && <p>{said.standing.due(sayDay(dayOf(done.dueAt), today, frame.language))}</p>}
          {doneAs(done) !== 'assessed' && (
            <form method="post" action={itemHref(done, filter, {}, '/angra')}>
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

const doneAs = ({ state, atClosing, reason }: Done) =>
  state === 'withheld' && reason === 'together'
    ? 'together'
    : state === 'assessed' && atClosing
      ? 'closing'
      : state === 'imported'
        ? 'assessed'
        : state

/** "12 uppgifter väntar. Den äldsta har väntat i 3 dagar." */
export const countText = ({ n, oldest }: Count, today: Day, language: Language): string =>
  [words(language).waiting(n), oldest && words(language).oldest(n, daysBetween(dayOf(oldest), today))].filter(Boolean).join(' ')

const List = ({ frame: { language }, today, filter, rows, current }: Around & { current?: Reviewed }) => (
  <ol role="list" class="queue">
    {rows.map((row) => (
      <li>
        <a
          href={itemHref(row, filter)}
          aria-current={row.itemId === current?.itemId && row.personId === current.personId ? 'true' : undefined}
        >
          <b>{row.name}</b>
          {row.to && <span>{words(language).toOther(readerText(row.to, language))}</span>}
          <span>{rowTitle(row, today, language)}</span>
          <span class="soft">{sinceText(row.since, today, language)}</span>
          <Tags row={row} today={today} language={language} />
        </a>
      </li>
    ))}
  </ol>
)

/** "Anna Ek, vårdnadshavare" */
const readerText = ({ name, capacity }: Representative, language: Language) => `${name}, ${recipientWords(language).capacity[capacity]}`

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
    row.again && { color: 'danger' as const, text: tags.again[row.again] },
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

function about(item: Reviewed, today: Day, language: Language) {
  const { name, to, event, receivedAt, rule, number, matterId, felt, dueAt } = item
  const said = words(language).item
  // It waits though a rule shows its like: it came before the rule, or somebody was asked to look.
  const passed = rule && rule.manner !== 'after-look' && waits(item) && !dueAt
  return [
    { term: said.to, is: said.toOnly(to ? readerText(to, language) : name) },
    ...(to ? [{ term: said.about, is: name }] : []),
    { term: said.by, is: event.author ? [event.author.name, event.author.role].filter(Boolean).join(', ') : said.unknown },
    { term: said.came, is: sayMoment(receivedAt, today, language) },
    {
      term: said.rule,
      is: [`${ruleText(rule, language)}${rule ? ` (${rule.decidedBy})` : ''}`, passed && said.notThis].filter(Boolean).join('. '),
    },
    ...(felt ? [{ term: said.felt, is: said.feltText(felt) }] : []),
    { term: said.matter, is: <a href={`/personal/arenden/${matterId}`}>{number ?? said.matter}</a> },
  ]
}

const cautions = (
  { opened, protectedIdentity, event, mask, document, wordsStand, earlierStands, to, state, reason }: Reviewed,
  language: Language,
): string[] => {
  const said = words(language).item
  return [
    (state === 'imported' || state === 'assessed') && reason !== null && Object.hasOwn(said.again, reason) && said.again[reason as 'age'],
    to !== null && said.represented(to.name),
    protectedIdentity !== 'none' && said.protected,
    mask !== null && said.masked,
    isDecision(event) && said.decision,
    'document' in event.detail && !document && said.noFile,
    wordsStand && said.wordsStand,
    earlierStands && said.earlierStands,
    !opened && said.notOpened,
  ].filter((text) => text !== false)
}

const closed = ['annulled', 'replaced', 'ended']
const decidable = ({ reason }: Reviewed) => !reason || !closed.includes(reason)

/** Where the decision stands now, as a sentence. */
function standing(
  { state, reason, existenceSecret, decider, decidedAt, dueAt, sensitive, atClosing, reassessOn }: Reviewed,
  today: Day,
  language: Language,
): string {
  const { standing: said, reasons: named } = words(language)
  const when = sayMoment(decidedAt, today, language)
  switch (state) {
    case 'imported':
    case 'assessed':
      return atClosing ? said.closing : dueAt ? said.due(sayDay(dayOf(dueAt), today, language)) : said[state]
    case 'released':
      return [decider ? said.released(decider, when) : said.releasedByRule(when), sensitive && said.sensitive].filter(Boolean).join(' ')
    case 'withheld':
      return [
        decider || reason !== 'together'
          ? said.withheld(decider ?? said.someone, when, named[reason as Reason] ?? '')
          : said.togetherByRule(when),
        existenceSecret && said.secret,
        reassessOn && said.reassess(sayDay(reassessOn, today, language)),
      ]
        .filter(Boolean)
        .join(' ')
    case 'withdrawn':
      return reason === 'replaced'
        ? said.replaced
        : reason === 'annulled'
          ? said.annulled
          : reason === 'ended'
            ? said.ended
            : said.withdrawn(decider ?? said.someone, when)
  }
}
