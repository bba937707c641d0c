import type { Child, PropsWithChildren } from 'hono/jsx'
import type { Language } from '#kernel/text'
import type { Link } from './page.tsx'
import { words } from './text.ts'

type FactsProps = { facts: readonly { term: Child; is: Child }[]; across?: boolean | undefined; brief?: boolean | undefined }

/** Terms and what they are. `across` sets them in a line, for staff; `brief` sets each term beside what it is, in small letters. */
export const Facts = ({ facts, across, brief }: FactsProps) => (
  <dl class={across ? 'about' : brief ? 'facts brief' : 'facts'}>
    {facts.map(({ term, is }) => (
      <div>
        <dt>{term}</dt>
        <dd>{is}</dd>
      </div>
    ))}
  </dl>
)

/** Open rows with thin lines between. Holds `Item`. */
export const Rows = ({ children }: PropsWithChildren) => (
  <ul role="list" class="rows">
    {children}
  </ul>
)

/** A row that leads somewhere, with a sentence below. */
export const Item = ({ href, title, children }: PropsWithChildren<{ href?: string | undefined; title: Child }>) => (
  <li>
    <p class="title">{href ? <a href={href}>{title}</a> : title}</p>
    {children}
  </li>
)

/** A choice of what to see: links in a line, the chosen one marked. */
export const Filter = ({ label, links }: { label: string; links: readonly Link[] }) => (
  <p class="filter">
    <span>{label}</span>{' '}
    {links.map(({ href, text, current }) => (
      <>
        <a href={href} aria-current={current ? 'true' : undefined}>
          {text}
        </a>{' '}
      </>
    ))}
  </p>
)

/** An addition in words: 41 visas här + 3 visas inte = 44. Whoever calls has seen to it that it adds up. */
export const Sum = ({ parts, total }: { parts: readonly { n: number; text: Child }[]; total: { n: number; text: Child } }) => (
  <dl class="sum">
    {parts.map(({ n, text }, at) => (
      <div>
        <dt>{text}</dt>
        <dd>{at ? `+ ${n}` : n}</dd>
      </div>
    ))}
    <div>
      <dt>{total.text}</dt>
      <dd>= {total.n}</dd>
    </div>
  </dl>
)

/** A state in a word, for staff. Residents get a sentence. */
export const Tag = ({ color, children }: PropsWithChildren<{ color: 'we' | 'you' | 'success' | 'neutral' | 'danger' }>) => (
  <span class="ds-tag" data-color={color}>
    {children}
  </span>
)

type TableProps = { id: string; caption: Child; head: readonly string[]; rows: readonly (readonly Child[])[] }

/** A part of a page that is a table, under its heading; the first column names the row. Where there is no room for columns each row stands by itself, its cells under the words of their heads. */
export const Table = ({ id, caption, head, rows }: TableProps) => (
  <section class="section" aria-labelledby={id}>
    <table class="ds-table" data-color="neutral">
      <caption>
        <h2 id={id}>{caption}</h2>
      </caption>
      <thead>
        <tr>
          {head.map((cell) => (
            <th scope="col">{cell}</th>
          ))}
        </tr>
      </thead>
      <tbody>
        {rows.map(([first, ...rest]) => (
          <tr>
            <th scope="row">{first}</th>
            {rest.map((cell, at) => (
              <td data-label={head[at + 1]}>{cell}</td>
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  </section>
)

/** The way to earlier and later pages of a list; nothing at all when there is only one. */
export const Pager = ({ before, next, language }: { before?: string | undefined; next?: string | undefined; language: Language }) =>
  before || next ? (
    <nav class="pager acts" aria-label={words(language).pages}>
      {before && (
        <a href={before} rel="prev">
          {words(language).earlier}
        </a>
      )}
      {next && (
        <a href={next} rel="next">
          {words(language).later}
        </a>
      )}
    </nav>
  ) : null
