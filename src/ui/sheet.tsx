import type { Child, PropsWithChildren } from 'hono/jsx'

/** Whose words or turn: ours, the reader's, both together, nobody's. */
export type Voice = 'we' | 'you' | 'both' | 'plain'
export type Level = 2 | 3 | 4 | 5

/** A heading of the given level. */
export const Heading = ({
  level,
  id,
  class: look,
  children,
}: PropsWithChildren<{ level: Level; id?: string | undefined; class?: string | undefined }>) => {
  const Tag = `h${level}` as const
  return (
    <Tag id={id} class={look}>
      {children}
    </Tag>
  )
}

type FolderProps = PropsWithChildren<{
  id: string
  /** The words on the tab: whose turn, or what it is. */
  tab: Child
  voice: Voice
  /** The one amber sheet with the one thing to do. */
  tinted?: boolean | undefined
  /** Without one the tab itself is the heading. */
  heading?: Child
  level?: Level | undefined
  /** `h3` for a smaller heading, `when` for a date. */
  look?: 'h3' | 'when' | undefined
}>

/** A sheet with a tab, for what matters now. */
export const Folder = ({ id, tab, voice, tinted, heading, level = 2, look, children }: FolderProps) => (
  <section class={tinted ? 'folder tinted' : 'folder'} data-voice={voice} aria-labelledby={id}>
    {heading ? (
      <p class="folder-tab">{tab}</p>
    ) : (
      <Heading level={level} id={id} class="folder-tab">
        {tab}
      </Heading>
    )}
    <div class="folder-sheet">
      {heading && (
        <Heading level={level} id={id} class={look}>
          {heading}
        </Heading>
      )}
      {children}
    </div>
  </section>
)

/** Text with what stands in the margin beside it; on a phone the margin comes right after. `rule` draws a line above. */
export const Row = ({ margin, rule, children }: PropsWithChildren<{ margin?: Child; rule?: boolean | undefined }>) => (
  <div class={rule ? 'rule row' : 'row'}>
    <div>{children}</div>
    {margin}
  </div>
)

/** A block in the margin: people, the reader's own words, what something means. `people` gives several persons room. */
export const Margin = ({
  id,
  heading,
  people,
  children,
}: PropsWithChildren<{ id: string; heading: Child; people?: boolean | undefined }>) => (
  <aside class={people ? 'people' : undefined} aria-labelledby={id}>
    <h2 id={id}>{heading}</h2>
    {children}
  </aside>
)

/** A part of a page under its heading. `after` gives air to one that follows a folder. */
export const Section = ({
  id,
  heading,
  after,
  children,
}: PropsWithChildren<{ id: string; heading: Child; after?: boolean | undefined }>) => (
  <section class={after ? 'section after' : 'section'} aria-labelledby={id}>
    <h2 id={id}>{heading}</h2>
    {children}
  </section>
)

/** Yes and no in the same frame: the word on a plate, what it is about beside. A no is framed in ink, never red. */
export const Result = ({ answers }: { answers: readonly { yes: boolean; word: string; about: Child }[] }) => (
  <dl class="result">
    {answers.map(({ yes, word, about }) => (
      <div class={yes ? 'yes' : undefined}>
        <dt>
          <span>{word}</span>
        </dt>
        <dd>{about}</dd>
      </div>
    ))}
  </dl>
)

type NoticeProps = PropsWithChildren<{ tone: 'success' | 'info' | 'warning' | 'danger'; heading: Child; level?: Level | undefined }>

/** What just happened, or what to mind. */
export const Notice = ({ tone, heading, level = 2, children }: NoticeProps) => (
  <div class="ds-alert" data-color={tone}>
    <Heading level={level} class="h3">
      {heading}
    </Heading>
    {children}
  </div>
)

/** When there is nothing yet: what will stand here, and what can be done until then. */
export const Empty = ({ heading, level = 3, children }: PropsWithChildren<{ heading: Child; level?: Level | undefined }>) => (
  <div class="empty">
    <Heading level={level} class="h3">
      {heading}
    </Heading>
    {children}
  </div>
)

/** Folded until asked for; opened on paper. */
export const More = ({ summary, open, children }: PropsWithChildren<{ summary: Child; open?: boolean | undefined }>) => (
  <details class="more" open={open}>
    <summary>{summary}</summary>
    {children}
  </details>
)

/** Two blocks side by side where there is room. */
export const Split = ({ children }: PropsWithChildren) => <div class="split">{children}</div>
