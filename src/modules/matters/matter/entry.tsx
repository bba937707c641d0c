import type { Child } from 'hono/jsx'
import { type Language, langTag } from '#kernel/text'
import { type Day, dayOf } from '#kernel/values/day'
import { openAt, theirs } from '#kernel/values/marks'
import { sayDate } from '#kernel/values/when'
import { Icon } from '#ui/icon'
import { Explained } from '#modules/writing'
import { Item, Rows } from '#ui/lists'
import { More } from '#ui/sheet'
import { Entry, Note, Own } from '#ui/timeline'
import { marked } from '#ui/words'
import { isDecision, type PlainBeside } from '../events/model.ts'
import { appealText, entryDate, entryText, labelOf, type Told } from '../events/text.ts'
import { Masked, Paragraphs } from '../events/told.tsx'
import type { DecisionView, Entry as Line, EventEntry } from '../events/view.ts'
import { decisionPath, documentPath, itemPath, readPath, type Whose } from '../paths.ts'
import type { Hidden, Remark } from '../shelf.ts'
import { changedWords, saysAppeal } from './model.ts'
import { words } from './text.ts'

/** What every line of a matter needs to know of it. */
export type Around = {
  matter: Whose
  today: Day
  language: Language
  decisions: ReadonlyMap<string, DecisionView>
  hidden: ReadonlyMap<string, Hidden>
  /** Requests that still wait for an answer. */
  asked?: ReadonlySet<string>
}

/** Decisions by the id of every line that speaks of them. */
export const decisionsById = (decisions: readonly DecisionView[]): Map<string, DecisionView> =>
  new Map(decisions.flatMap((decision) => [[decision.id, decision] as const, [decision.currentId, decision] as const]))

/** One line of the thread. */
export const TimelineEntry = ({ entry, around }: { entry: Line; around: Around }) => {
  const { today, language } = around
  const said = words(language).happened
  const told = entryText(entry, today, language)
  const common = { voice: entry.voice, date: entryDate(entry, language), datetime: entry.day, kind: told.label || undefined }
  switch (entry.type) {
    case 'event':
      return (
        <Entry
          {...common}
          id={anchor(entry.id)}
          state={isDecision(entry) ? 'decision' : undefined}
          title={marked(told.title)}
          href={hrefOf(entry, around)}
          own={entry.own.length > 0 && <Remarks remarks={entry.own as Remark[]} around={around} />}
        >
          <EventBody entry={entry} told={told} around={around} />
          {around.asked?.has(entry.id) && (
            <p class="screen-only">
              <a href={itemPath(around.matter, entry.id)}>{words(language).act.answer}</a>
            </p>
          )}
        </Entry>
      )
    case 'coming':
      return (
        <Entry {...common} id={anchor(entry.id)} state="coming" title={marked(told.title)}>
          <p>{marked(told.text)}</p>
        </Entry>
      )
    case 'measures':
      return (
        <Entry {...common} title={marked(told.title)}>
          <Events entries={entry.entries} around={around} />
        </Entry>
      )
    case 'group':
      return (
        <Entry {...common} datetime={undefined}>
          <More summary={marked(told.title)}>
            <Events entries={entry.entries} around={around} dated />
          </More>
        </Entry>
      )
    case 'quiet':
      return (
        <Entry {...common} datetime={undefined} state="quiet">
          <p>{marked(told.text)}</p>
          {entry.meetings.length > 0 && (
            <More summary={said.meetings}>
              <Events entries={entry.meetings} around={around} dated />
            </More>
          )}
        </Entry>
      )
    case 'annulled':
      return (
        <Entry {...common} title={marked(told.title)}>
          <p>{marked(told.text)}</p>
          {told.quote && (
            <Note language={language}>
              <Paragraphs text={told.quote} />
            </Note>
          )}
        </Entry>
      )
    case 'withheld': {
      const own = around.hidden.get(entry.id)?.own ?? []
      return (
        <Entry
          {...common}
          id={anchor(entry.id)}
          state="withheld"
          title={entry.under && told.title}
          own={own.length > 0 && <Remarks remarks={own} around={around} />}
        >
          {!entry.under && (
            <p class="with-icon">
              <Icon name="hidden" /> <span>{marked(told.text || said.hidden)}</span>
            </p>
          )}
          <p class="screen-only">
            {typeof around.matter === 'string' && (entry.under || entry.together) ? (
              <a href={readPath(around.matter, entry.id)}>{said.chooseHow}</a>
            ) : (
              <a href={itemPath(around.matter, entry.id)}>{said.askAgain}</a>
            )}
          </p>
        </Entry>
      )
    }
  }
}

/** The address on the page of a line. */
export const anchor = (id: string): string => `h-${id}`

/** Where an event is read by itself. */
export const hrefOf = (entry: EventEntry, { matter }: Pick<Around, 'matter'>): string =>
  isDecision(entry) ? decisionPath(matter, entry.id) : itemPath(matter, entry.id)

/** Events without a thread of their own: folded ones, and several on one day. */
const Events = ({ entries, around, dated }: { entries: readonly EventEntry[]; around: Around; dated?: true }) => (
  <Rows>
    {entries.map((entry) => {
      const told = entryText(entry, around.today, around.language)
      return (
        <Item href={hrefOf(entry, around)} title={marked(told.title)}>
          {dated && (
            <p class="small soft">{labelOf(entry, around.today, around.language, sayDate(entry.day, around.today, around.language))}</p>
          )}
          <EventBody entry={entry} told={told} around={around} />
          {entry.own.length > 0 && <Remarks remarks={entry.own as Remark[]} around={around} />}
        </Item>
      )
    })}
  </Rows>
)

/** What stands under an event's heading: our sentence, the words of the record, how they read before, and the document. */
export const EventBody = ({ entry, told, around }: { entry: EventEntry; told: Told; around: Around }) => {
  const { matter, today, language, decisions } = around
  const said = words(language).happened
  const decision = isDecision(entry) ? decisions.get(entry.id) : undefined
  return (
    <>
      {told.text && <p>{marked(told.text)}</p>}
      {decision && saysAppeal(decision) && <p>{appealText(decision.appeal, today, language)}</p>}
      {told.quote && (
        <Note by={entry.author?.name} language={language}>
          <Paragraphs text={told.quote} />
        </Note>
      )}
      <Masked text={entry.masked} language={language} />
      <Explained texts={[told.quote]} language={language} />
      <Plainer plain={entry.plain} today={today} language={language} />
      {entry.before.length > 0 && (
        <More summary={said.before}>
          {entry.before.map((old) => (
            <Before
              was={entryText({ ...entry, ...old, before: [], correctedOn: undefined } as EventEntry, today, language)}
              now={told}
              day={old.day === entry.day ? undefined : sayDate(old.day, today, language)}
              language={language}
            />
          ))}
        </More>
      )}
      {entry.documentId && (
        <p class="screen-only">
          <a href={documentPath(matter, entry.documentId)}>{said.document}</a>
        </p>
      )}
    </>
  )
}

/** Plainer words that somebody at the unit has written beside (PLAIN-05): whose and when, and that the text itself is what applies. */
export const Plainer = ({ plain, today, language }: { plain: PlainBeside | undefined; today: Day; language: Language }) => {
  const said = words(language).happened
  return plain ? (
    <>
      <p>
        <b>{said.plain}</b>
      </p>
      <Note language={language}>
        <Paragraphs text={plain.text} />
      </Note>
      <p class="small soft">{said.plainBy(plain.by, sayDate(dayOf(plain.at), today, language))}</p>
    </>
  ) : null
}

type BeforeProps = { was: Told; now: Told; day: string | undefined; language: Language }

/** An older wording: what has been changed since is struck through, its day too when that was another. */
const Before = ({ was, now, day, language }: BeforeProps) => {
  const same = was.title === now.title && was.text === now.text && (was.quote ?? '') === (now.quote ?? '')
  return (
    <div class="old-words">
      {day && (
        <p>
          <s>{day}</s>
        </p>
      )}
      {was.title !== now.title && <p>{struck(was.title, now.title)}</p>}
      {was.text !== now.text && <p>{struck(was.text, now.text)}</p>}
      {was.quote && was.quote !== now.quote && <p>{struck(theirs(was.quote, language), theirs(now.quote ?? '', language))}</p>}
      {same && !day && <p>{words(language).happened.otherwise}</p>}
    </div>
  )
}

function struck(was: string, now: string): Child {
  const { before, changed, after } = changedWords(was, now)
  return (
    <>
      {marked(before)}
      {changed && <s>{marked(openAt(before) + changed)}</s>}
      {marked(openAt(before + changed) + after)}
    </>
  )
}

/** The reader's own words and our answers, beside. `nameless`: who answered is not said, where a decision keeps names out (FL 33 §). */
export const Remarks = ({
  remarks,
  around: { today, language },
  nameless,
}: {
  remarks: readonly Remark[]
  around: Pick<Around, 'today' | 'language'>
  nameless?: boolean
}) => {
  const said = words(language).own
  return (
    <>
      {remarks.map(({ kind, text, at, state, answer }) => (
        <Own heading={said[kind]} when={sayDate(dayOf(at), today, language)}>
          <Paragraphs text={text} />
          {answer && (
            <>
              <p>
                <b>{answer.by && !nameless ? said.answered(answer.by.name) : said.weAnswered}</b>,{' '}
                {sayDate(dayOf(answer.at), today, language)}
              </p>
              <div class="stack" lang={langTag(language) === 'sv' ? undefined : 'sv'}>
                <Paragraphs text={answer.text} />
              </div>
            </>
          )}
          {(!answer || state === 'noted') && <p>{said.state[state]}</p>}
        </Own>
      ))}
    </>
  )
}
