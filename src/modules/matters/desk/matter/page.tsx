import type { Language } from '#kernel/text'
import { type Day, day, dayOf } from '#kernel/values/day'
import { sayDate, sayDay, sayFullDay, sayMoment } from '#kernel/values/when'
import { type Frame, say } from '#modules/directory'
import { Acts, Button, ButtonLink, Checkbox, errorFor, type FieldError, Form, Radios } from '#ui/form'
import { Item, Pager, Rows, Sum, Tag } from '#ui/lists'
import { Page, PageHead } from '#ui/page'
import { Empty, More, Notice, Section } from '#ui/sheet'
import { isDecision } from '../../events/model.ts'
import { fieldTitle } from '../../templates/read.ts'
import { communicatePath, dutiesPath } from '../duty/model.ts'
import { isByHand } from '../event/model.ts'
import { kindName } from '../kinds.ts'
import { isMistake, type Mistake } from '../mistake/model.ts'
import { mistakePath } from '../mistake/page.tsx'
import { words as whyMistaken } from '../mistake/text.ts'
import { matterPath, root } from '../model.ts'
import { plainPath } from '../plain/page.tsx'
import { anotherName, closings, leavings, type DraftRow, type ItemRow, type Matter } from './model.ts'
import { words } from './text.ts'

export type Just = 'opened' | 'closed' | 'locked' | 'mistaken'
type Props = {
  frame: Frame
  today: Day
  matter: Matter
  items: readonly ItemRow[]
  drafts: readonly DraftRow[]
  older?: string | undefined
  later?: boolean
  just?: Just | undefined
  errors?: readonly FieldError[]
  /** The key of the form that leaves it out. */
  form: string
}

export const MatterPage = (props: Props) => {
  const { frame, today, matter, items, drafts, older, later, just } = props
  const { language } = frame
  const said = words(language)
  const path = matterPath(matter.id)
  return (
    <Page {...frame} title={said.title}>
      <PageHead back={{ href: root, text: said.back }} title={said.heading(matter.number, matter.name)}>
        <p>{said.about(matter.title ?? fieldTitle(matter.field, language), sayDate(matter.openedOn, today, language))}</p>
        {matter.protectedIdentity !== 'none' && (
          <p>
            <Tag color="danger">{said.protected}</Tag>
          </p>
        )}
      </PageHead>
      {just && <JustDone just={just} language={language} />}
      <Invitation {...props} />
      <Counts matter={matter} today={today} language={language} />
      {matter.native && (
        <section class="section screen-only" aria-labelledby="skriv">
          <h2 id="skriv">{said.keep}</h2>
          <Acts>
            <ButtonLink variant="secondary" href={`${path}/anteckning`}>
              {said.acts.note}
            </ButtonLink>{' '}
            <ButtonLink variant="secondary" href={`${path}/handelse`}>
              {said.acts.event}
            </ButtonLink>{' '}
            <ButtonLink variant="secondary" href={`${path}/beslut`}>
              {said.acts.decision}
            </ButtonLink>{' '}
            <ButtonLink variant="secondary" href={`${path}/handling`}>
              {said.acts.document}
            </ButtonLink>
          </Acts>
          {drafts.length > 0 && <h3>{said.drafts}</h3>}
          {drafts.map(({ id, title, updatedAt }) => (
            <Acts>
              <a href={`${path}/anteckning/${id}`}>{said.draft(title, sayMoment(updatedAt, today, language))}</a>
            </Acts>
          ))}
        </section>
      )}
      <section class="section screen-only" aria-labelledby="lagen">
        <h2 id="lagen">{said.duties}</h2>
        <Acts>
          <a href={communicatePath(matter.id)}>{said.communicate}</a> <a href={dutiesPath(matter.id)}>{said.allDuties}</a>
        </Acts>
      </section>
      <section class="section screen-only" aria-labelledby="tider">
        <h2 id="tider">{said.times}</h2>
        <Acts>
          <a href={`/personal/tider/boka?arende=${matter.id}`}>{said.bookTime}</a>
        </Acts>
      </section>
      <Section id="allt" heading={said.items}>
        {items.length === 0 ? (
          <Empty heading={said.noItems}>
            <p>{said.noItemsText}</p>
          </Empty>
        ) : (
          <Rows>
            {items.map((item) => (
              <ItemLine item={item} matter={matter} language={language} today={today} />
            ))}
          </Rows>
        )}
        <Pager language={language} before={later ? path : undefined} next={older} />
      </Section>
    </Page>
  )
}

const JustDone = ({ just, language }: { just: Just; language: Language }) => {
  const said = words(language)
  const [heading, text] = {
    opened: [said.openedNotice, said.openedNoticeText] as const,
    closed: [said.closedNotice, said.closedNoticeText] as const,
    locked: [said.locked, said.lockedText] as const,
    mistaken: [said.mistaken, said.mistakenText] as const,
  }[just]
  return (
    <Notice tone="success" heading={heading}>
      <p>{text}</p>
    </Notice>
  )
}

/** Whether the matter is opened for its person, by whom, and the way to change that. */
const Invitation = (props: Props) => {
  const {
    frame: { language },
    today,
    matter,
    errors = [],
    just,
  } = props
  const said = words(language)
  const path = matterPath(matter.id)
  return (
    <Section id="inbjudan" heading={said.person} after={just !== undefined}>
      {matter.openedAt ? (
        <>
          <p>{said.opened(matter.openedBy ?? '', sayMoment(matter.openedAt, today, language))}</p>
          <Acts>
            <a href={`${path}/som-personen`}>{said.see}</a> <a href={`${path}/lasare`}>{said.others}</a>{' '}
            <a href={`${path}/skydd`}>{said.guarded}</a>
          </Acts>
          {matter.openedAs !== matter.title && (
            <Form action={`${path}/oppna`} language={language}>
              <p>{said.renamed(matter.openedAs ?? said.unnamed)}</p>
              <Acts>
                <Button variant="secondary">{said.rename}</Button>
              </Acts>
            </Form>
          )}
          <div class="screen-only">
            <More summary={said.close} open={errors.length > 0}>
              <p>{said.closeText}</p>
              <Form action={`${path}/stang`} language={language} errors={errors}>
                <Radios
                  id="skal"
                  label={said.closeReason}
                  error={errorFor(errors, 'skal')}
                  options={closings.map((value) => ({ value, text: said.closings[value] }))}
                />
                <Acts>
                  <Button variant="secondary">{said.close}</Button>
                </Acts>
              </Form>
            </More>
          </div>
        </>
      ) : matter.lacks.length > 0 ? (
        <>
          <p>{said.notOpened}</p>
          <p>{said.lacks(matter.lacks)}</p>
        </>
      ) : (
        <>
          {matter.leftOut && <LeftOut {...props} leftOut={matter.leftOut} />}
          <Offer {...props} />
          {!matter.leftOut && <LeaveOut {...props} />}
        </>
      )}
    </Section>
  )
}

/** Opens the case for its person. One that is left out is offered again first of all: opening it stands folded. */
const Offer = (props: Props) => {
  const { matter, errors = [] } = props
  const wrong = errors.filter(({ field }) => field === 'samma')
  if (!matter.leftOut) return <Open {...props} errors={wrong} />
  return (
    <div class="screen-only">
      <More summary={words(props.frame.language).open} open={wrong.length > 0}>
        <Open {...props} errors={wrong} />
      </More>
    </div>
  )
}

const Open = ({ frame: { language }, matter, errors = [] }: Props) => {
  const said = words(language)
  const another = anotherName(matter)
  return (
    <Form action={`${matterPath(matter.id)}/oppna`} language={language} errors={errors}>
      <p>{said.notOpened}</p>
      <p>{said.openText(matter.shown)}</p>
      {another ? (
        <>
          <Notice tone="warning" heading={said.otherName} level={3}>
            <p>{said.otherNameText(matter.name, another)}</p>
          </Notice>
          <Checkbox id="samma" label={said.same} error={errorFor(errors, 'samma')} />
        </>
      ) : (
        !matter.native && <p class="small">{matter.confirmedName ? said.sameName(matter.confirmedName) : said.noName}</p>
      )}
      <Acts>
        <Button variant={matter.leftOut ? 'secondary' : undefined}>{said.open}</Button>
      </Acts>
    </Form>
  )
}

/** Why the case is not offered now, and the way to offer it again. */
const LeftOut = ({ frame: { language }, today, matter: { id }, leftOut, form }: Props & { leftOut: NonNullable<Matter['leftOut']> }) => {
  const said = words(language)
  return (
    <Form action={`${matterPath(id)}/erbjud-inte`} language={language}>
      <input type="hidden" name="formular" value={form} />
      <p>{said.leftOut(said.leavings[leftOut.reason], leftOut.by, sayMoment(leftOut.at, today, language))}</p>
      <Acts>
        <Button name="gor" value="erbjud">
          {said.offer}
        </Button>
      </Acts>
    </Form>
  )
}

/** The way to say why the case is not offered now (REL-07). */
const LeaveOut = ({ frame: { language }, matter: { id }, errors = [], form }: Props) => {
  const said = words(language)
  const action = `${matterPath(id)}/erbjud-inte`
  const wrong = errors.filter(({ field }) => field === 'darfor')
  return (
    <div class="screen-only">
      <More summary={said.leave} open={wrong.length > 0}>
        <p>{said.leaveText}</p>
        <Form action={action} language={language} errors={wrong}>
          <input type="hidden" name="formular" value={form} />
          <Radios
            id="darfor"
            label={said.leaveReason}
            error={errorFor(errors, 'darfor')}
            options={leavings.map((value) => ({ value, text: said.leavings[value] }))}
          />
          <Acts>
            <Button variant="secondary">{said.leave}</Button>
          </Acts>
        </Form>
      </More>
    </div>
  )
}

/** Shown + withheld + waiting + missing = what the source reported (CASE-05), and where it comes from. */
const Counts = ({ matter, today, language }: { matter: Matter; today: Day; language: Language }) => {
  const said = words(language)
  const { shown, withheld, secret, waiting, missing } = matter
  const parts = [
    { n: shown, text: said.sum.shown },
    { n: withheld, text: said.sum.withheld },
    ...(secret > 0 ? [{ n: secret, text: said.sum.secret }] : []),
    { n: waiting, text: said.sum.waiting },
    // What is kept here is here.
    ...(matter.native ? [] : [{ n: missing, text: said.sum.missing }]),
  ]
  return (
    <>
      <Section id="antal" heading={said.counts}>
        <Sum parts={parts} total={{ n: shown + withheld + secret + waiting + missing, text: said.sum.total }} />
        {matter.changed > 0 && <p>{said.changed(matter.changed)}</p>}
        {matter.comparedAt && <p>{said.compared(sayMoment(matter.comparedAt, today, language))}</p>}
      </Section>
      <Section id="kalla" heading={said.source}>
        <p>
          {[
            matter.native ? said.native : said.from(say(matter.label, language) || matter.source),
            matter.lastGoodAt && said.good(sayMoment(matter.lastGoodAt, today, language)),
            matter.unreadSince && said.unread(sayMoment(matter.unreadSince, today, language)),
            matter.knownFrom && !matter.native && said.since(sayFullDay(day(matter.knownFrom), language)),
          ]
            .filter(Boolean)
            .join(' ')}
        </p>
      </Section>
    </>
  )
}

const ItemLine = ({ item, matter, today, language }: { item: ItemRow; matter: Matter; today: Day; language: Language }) => {
  const said = words(language)
  const correction = matter.native && !item.mistake && correctPath(matter, item)
  return (
    <Item
      href={`/personal/granska/${matter.id}/${item.id}`}
      title={`${kindName(item.kind, language)}${item.title ? `: ${item.title}` : ''}`}
    >
      <p>
        {sayDay(dayOf(item.at), today, language)}{' '}
        <Tag color={item.mistake ? 'neutral' : colour(item)}>{item.mistake ? said.mistake : stateText(item, today, language)}</Tag>
        {item.corrected && (
          <>
            {' '}
            <Tag color="neutral">{said.corrected}</Tag>
          </>
        )}
      </p>
      {item.mistake && <p class="soft">{mistakeText(item.mistake, today, language)}</p>}
      {!item.mistake && (
        <Acts>
          {correction && (
            <>
              <a href={correction} aria-label={`${said.correct}: ${item.title ?? kindName(item.kind, language)}`}>
                {said.correct}
              </a>{' '}
            </>
          )}
          {hasWords(item) && (
            <a href={plainPath(matter.id, item.id)} aria-label={`${said.plain}: ${item.title ?? kindName(item.kind, language)}`}>
              {said.plain}
            </a>
          )}
        </Acts>
      )}
    </Item>
  )
}

/** What is told in somebody's own words, and so can be told in plainer ones. */
const hasWords = ({ kind }: ItemRow) => !['assigned', 'payment', 'follow-up-planned', 'step-reached', 'document-added'].includes(kind)

/** Where an item is corrected, by what it is; what has no form of its own can only be marked as a mistake. */
function correctPath({ id }: Matter, item: ItemRow): string {
  const path = matterPath(id)
  if (item.kind === 'note') return `${path}/ratta/${item.id}`
  if (isDecision(item)) return `${path}/beslut/${item.id}/ratta`
  if (item.kind === 'document-added') return `${path}/handling/${item.id}/ratta`
  return isByHand(item.kind) ? `${path}/handelse/${item.id}/ratta` : mistakePath(id, item.id)
}

function mistakeText({ reason, by, at }: NonNullable<ItemRow['mistake']>, today: Day, language: Language): string {
  const why = isMistake(reason ?? undefined) ? whyMistaken(language).reasons[reason as Mistake] : reason
  return [by && words(language).mistakeBy(by, sayMoment(at, today, language)), why && `${why.replace(/\.$/, '')}.`]
    .filter(Boolean)
    .join(' ')
}

const colour = ({ state }: ItemRow) =>
  state === 'released' ? 'success' : state === 'withheld' || state === 'withdrawn' ? 'neutral' : 'you'

function stateText(
  { state, dueAt, handed, stands, existenceSecret, atClosing, together }: ItemRow,
  today: Day,
  language: Language,
): string {
  const { state: said } = words(language)
  if (state === 'released') return handed ? said.released : said.ready
  if (state === 'withheld') return existenceSecret ? said.secret : together ? said.together : said.withheld
  if (state === 'assessed' && atClosing) return said.closing
  if (stands && state !== 'withdrawn') return handed ? said.file : said.older
  if (dueAt) return said.due(sayDate(dayOf(dueAt), today, language))
  return said[state ?? 'imported']
}
