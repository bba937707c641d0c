import { langTag, type Language } from '#kernel/text'
import { type Day, dayOf } from '#kernel/values/day'
import { capital, sayFullDay } from '#kernel/values/when'
import { Icon } from '#ui/icon'
import { Heading, type Level, Result } from '#ui/sheet'
import { Note } from '#ui/timeline'
import { marked, Swedish } from '#ui/words'
import { Explained } from '#modules/writing'
import type { Template } from '../templates/model.ts'
import { entriesOf } from './entries.ts'
import { place } from './items.ts'
import { type Event, isDecision } from './model.ts'
import { answerText, entryText } from './text.ts'
import type { EventEntry } from './view.ts'

/** One item alone, with the sentences of the person's own timeline. What it speaks about elsewhere in the matter is not known here. */
export function entryAlone(event: Event, template: Template): EventEntry {
  const items = place([{ id: event.ref, event, handedAt: event.at, earlier: [] }])
  return entriesOf(items, template).get(event.ref) as EventEntry
}

type Props = { event: Event; template: Template; today: Day; language: Language; level?: Level | undefined }

/** An item exactly as its person reads it: what it is and when, our sentence, the words of the record, and for a decision its answers and grounds. */
export const Told = ({ event, template, today, language, level = 3 }: Props) => {
  const entry = entryAlone(event, template)
  const { label, title, text, quote } = entryText(entry, today, language)
  const decision = isDecision(entry) ? entry.detail : undefined
  return (
    <>
      <p class="kind">
        {label}, {sayFullDay(dayOf(event.at), language)}
      </p>
      {title && (
        <Heading level={level} class="h3">
          {marked(title)}
        </Heading>
      )}
      {!decision && text && <p>{marked(text)}</p>}
      {decision && (
        <Result
          answers={decision.results.map(({ answer, what }) => ({
            yes: answer === 'yes' || answer === 'partly',
            word: answerText(answer, language),
            about: <Swedish language={language}>{what}</Swedish>,
          }))}
        />
      )}
      {quote && (
        <Note by={entry.author?.name} language={language}>
          <Paragraphs text={quote} />
        </Note>
      )}
      {decision?.reasons && (
        <Note by={undefined} language={language}>
          <Paragraphs text={decision.reasons} />
        </Note>
      )}
      {decision && decision.rules.length > 0 && (
        <ul lang={langTag(language) === 'sv' ? undefined : 'sv'}>
          {decision.rules.map(({ citation, meaning }) => (
            <li>
              {capital(citation)}
              {meaning && `. ${meaning}`}
            </li>
          ))}
        </ul>
      )}
      <Masked text={entry.masked} language={language} />
      <Explained texts={[quote, decision && wordsOfDecision(decision)]} language={language} />
      {decision?.decidedBy && <p class="soft">{[decision.decidedBy.name, decision.decidedBy.role].filter(Boolean).join(', ')}</p>}
    </>
  )
}

/** Says that passages are taken away, where they are. */
export const Masked = ({ text, language }: { text: string | undefined; language: Language }) =>
  text ? (
    <p class="with-icon">
      <Icon name="hidden" /> <Swedish language={language}>{text}</Swedish>
    </p>
  ) : null

/** What the words of a decision are, to explain. */
export const wordsOfDecision = ({
  results,
  reasons = '',
}: {
  results: readonly { what: string; note?: string | undefined }[]
  reasons?: string | undefined
}) => [...results.flatMap(({ what, note = '' }) => [what, note]), reasons].join('\n')

/** Somebody's words with their own line breaks. */
export const Paragraphs = ({ text }: { text: string }) => (
  <>
    {text.split(/\n{2,}/).map((part) => (
      <p>{part.split('\n').flatMap((line, at) => (at ? [<br />, line] : [line]))}</p>
    ))}
  </>
)
