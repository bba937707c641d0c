import type { Language } from '#kernel/text'
import { type Day, dayOf } from '#kernel/values/day'
import { theirs } from '#kernel/values/marks'
import { sayDay, sayMoment } from '#kernel/values/when'
import { say } from '#modules/directory'
import { Acts, ButtonLink } from '#ui/form'
import { Item, Rows } from '#ui/lists'
import { Page, PageHead } from '#ui/page'
import { Empty, Folder, Notice, Row, Section } from '#ui/sheet'
import { marked } from '#ui/words'
import { Beside, CallNow, type Framed } from '../beside.tsx'
import { spoken } from '../form/model.ts'
import { type Draft, isUnread, type Thread, titleOf, waitsForUs } from '../model.ts'
import { draftPath, newPath, threadPath } from '../paths.ts'
import { headingOf } from '../thread/page.tsx'
import { words } from './text.ts'

type Props = {
  frame: Framed
  threads: readonly Thread[]
  drafts: readonly Draft[]
  today: Day
  just?: 'saved' | 'thrown' | undefined
  danger: boolean
}

/** Who waits for whom: what there is to read, what we owe, what is begun, and what has been. */
export const ListPage = ({ frame, threads, drafts, today, just, danger }: Props) => {
  const { language } = frame
  const said = words(language)
  const unread = threads.filter(isUnread)
  const waiting = threads
    .filter((thread) => !isUnread(thread) && waitsForUs(thread))
    .toSorted((a, b) => (a.promisedOn < b.promisedOn ? -1 : 1))
  const earlier = threads.filter((thread) => !isUnread(thread) && !waitsForUs(thread))
  const rows = (of: readonly Thread[]) => (
    <Rows>
      {of.map((thread) => (
        <ThreadRow thread={thread} today={today} language={language} />
      ))}
    </Rows>
  )
  return (
    <Page {...frame} title={said.title} simple>
      <PageHead title={said.title}>
        <p class="lead">{said.lead}</p>
        <Acts>
          <ButtonLink href={newPath} variant={unread.length ? 'secondary' : undefined}>
            {said.write}
          </ButtonLink>
        </Acts>
      </PageHead>
      <Row margin={<Beside frame={frame} />}>
        <div class="stack">
          {danger && <CallNow frame={frame} />}
          {just && (
            <Notice tone="success" heading={said[just].heading}>
              <p>{said[just].text}</p>
            </Notice>
          )}
        </div>
        {unread.length > 0 && (
          <Folder id="olasta" tab={said.unread.tab} voice="you" tinted heading={said.some(unread.length)}>
            {rows(unread)}
          </Folder>
        )}
        {threads.length === 0 && drafts.length === 0 && (
          <Empty heading={said.none.heading} level={2}>
            <p>{said.none.text}</p>
          </Empty>
        )}
        {waiting.length > 0 && (
          <Section id="vantar" heading={said.waiting} after={unread.length > 0}>
            {rows(waiting)}
          </Section>
        )}
        {drafts.length > 0 && (
          <Section id="utkast" heading={said.drafts}>
            <p class="small soft">{said.draftsText}</p>
            <Rows>
              {drafts.map((draft) => (
                <Item href={draftPath(draft.id)} title={marked(draftName(draft, language))}>
                  <p class="small soft">{said.savedAt(sayMoment(draft.savedAt, today, language))}</p>
                </Item>
              ))}
            </Rows>
          </Section>
        )}
        {earlier.length > 0 && (
          <Section id="tidigare" heading={said.earlier}>
            {rows(earlier)}
          </Section>
        )}
      </Row>
    </Page>
  )
}

const draftName = ({ body, form }: Draft, language: Language): string => {
  const said = words(language).draft
  switch (body.kind) {
    case 'request':
      return (form && spoken(form, language)) || said.request
    case 'message':
      return titleOf(body.title, body.text) || said.message
    case 'call':
      return said.call
    case 'reply':
      return titleOf('', body.text) || said.reply
  }
}

/** What it is called, and where it is in a sentence. */
export const ThreadRow = ({ thread, today, language }: { thread: Thread; today: Day; language: Language }) => (
  <Item href={threadPath(thread.id)} title={marked(headingOf(thread, language))}>
    <p class="small">{marked(stateOf(thread, today, language))}</p>
    <p class="small soft">{words(language).sent(sayDay(dayOf(thread.openedAt), today, language))}</p>
  </Item>
)

/** Where a thread is: with whom and by when, or when it was answered. */
export function stateOf(thread: Thread, today: Day, language: Language): string {
  const said = words(language)
  const unit = theirs(say(thread.unit, 'sv'), language)
  const by = sayDay(thread.promisedOn, today, language)
  const call = thread.kind === 'call'
  if (waitsForUs(thread) && thread.promisedOn < today) return said.late(by)
  switch (thread.state) {
    case 'received':
      return (call ? said.receivedCall : said.received)(unit, by)
    case 'assigned':
      return thread.handler
        ? (call ? said.assignedCall : said.assigned)(thread.handler, by)
        : (call ? said.receivedCall : said.received)(unit, by)
    case 'answered':
      return said.answered(thread.handler ?? unit, sayDay(dayOf(thread.answeredAt ?? thread.lastAt), today, language))
    case 'closed':
      return said.closed(sayDay(dayOf(thread.closedAt ?? thread.lastAt), today, language))
  }
}
