import type { Child, PropsWithChildren } from 'hono/jsx'
import { type Language, langTag } from '#kernel/text'
import { Heading, type Level, type Voice } from './sheet.tsx'
import { words } from './text.ts'

/** A stretch of the whole under its own heading: "Stödet pågår", "Februari 2025 till nu". */
export const Phase = ({ name, span, children }: PropsWithChildren<{ name: string; span?: Child }>) => (
  <section class="phase">
    <h3>{name}</h3>
    {span && <p>{span}</p>}
    {children}
  </section>
)

/** The year over its entries; `id` lets a list of years lead here. */
export const Year = ({ year, id }: { year: number; id?: string | undefined }) => (
  <h4 class="year" id={id}>
    {year}
  </h4>
)

/** One thread of things that happened, the newest first. Holds `Entry`. */
export const Timeline = ({ children }: PropsWithChildren) => (
  <ol role="list" class="timeline">
    {children}
  </ol>
)

type EntryProps = PropsWithChildren<{
  voice: Exclude<Voice, 'plain'>
  /** What stands by the thread: "12 oktober", "April–augusti", "Nu". */
  date: Child
  datetime?: string | undefined
  /** hollow, dotted thread, dashed, or double ring; always with words too. */
  state?: 'coming' | 'quiet' | 'withheld' | 'decision' | undefined
  kind?: Child
  title?: Child
  href?: string | undefined
  level?: Level | undefined
  id?: string | undefined
  /** One or more `Own`: the reader's words, beside. */
  own?: Child
}>

/** Something that happened, will happen, or is not shown. */
export const Entry = ({ voice, date, datetime, state, kind, title, href, level = 5, id, own, children }: EntryProps) => (
  <li class={state} data-voice={voice} id={id}>
    <p class="date">{datetime ? <time datetime={datetime}>{date}</time> : date}</p>
    <div class="entry">
      {kind && <p class="kind">{kind}</p>}
      {title && (
        <Heading level={level} class="entry-title">
          {href ? <a href={href}>{title}</a> : title}
        </Heading>
      )}
      {children}
    </div>
    {own && <div>{own}</div>}
  </li>
)

/** Text exactly as it was written, in Swedish whatever the page is, on a white sheet with its author. */
export const Note = ({ by, language, children }: PropsWithChildren<{ by?: string | undefined; language: Language }>) => (
  <div class="note" lang={langTag(language) === 'sv' ? undefined : 'sv'}>
    {by && (
      <p class="small soft" lang={langTag(language) === 'sv' ? undefined : langTag(language)}>
        {words(language).wrote(by)}
      </p>
    )}
    {children}
  </div>
)

/** The reader's own words. */
export const Own = ({ heading, when, children }: PropsWithChildren<{ heading: Child; when?: Child }>) => (
  <div class="own">
    <p>
      <b>{heading}</b>
      {when && <>, {when}</>}
    </p>
    {children}
  </div>
)

/** What the marks on the thread mean. */
export const Legend = ({ marks }: { marks: readonly { voice: 'we' | 'you' | 'both'; text: string }[] }) => (
  <p class="legend">
    {marks.map(({ voice, text }) => (
      <span>
        <Dot voice={voice} /> {text}
      </span>
    ))}
  </p>
)

/** The mark of a voice: round is ours, square is yours, split is together. A word stands beside it. */
export const Dot = ({ voice }: { voice: 'we' | 'you' | 'both' }) => <span class="dot" data-voice={voice}></span>
