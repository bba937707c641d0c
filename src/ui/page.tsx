import { html, raw } from 'hono/html'
import type { Child, PropsWithChildren } from 'hono/jsx'
import { asset, styles } from '#kernel/assets'
import { direction, langTag, type Language } from '#kernel/text'
import { sayTime } from '#kernel/values/when'
import { Icon, Mark } from './icon.tsx'
import { words } from './text.ts'
import { type Theme, themeRules } from './theme.ts'
import { PhoneLink, Swedish } from './words.tsx'

export type Link = { href: string; text: string; current?: boolean | undefined }

/** Whose page it is: the municipality's name and the line under it (both Swedish), where the mark leads, and its own colours. */
export type Place = { name: string; subtitle: string; home: string; theme?: Theme | undefined }

/** Who is signed in, when they are signed out if they do nothing (and if they do, when `last`), and the way in again after that. */
export type User = { name: string; secondsLeft: number; endsAt: Date; last?: boolean; again: string }

/** The named person in the foot of every signed-in page. */
export type Contact = { name: Child; phone: string; hours?: Child }

type Props = PropsWithChildren<{
  language: Language
  /** Neutral: it stands in the history and in the window's title. */
  title: string
  place: Place
  nonce: string
  /** The browser does not say that it has the style sheet. */
  newcomer?: boolean | undefined
  nav?: { label: string; links: readonly Link[]; more?: readonly Link[] | undefined } | undefined
  user?: User | undefined
  contact?: Contact | undefined
  /** Who is responsible, and a switchboard number. */
  about?: Child
  /** Links in the foot; only to pages that exist. */
  links?: readonly Link[] | undefined
  /** The line at the top of a print: sender, number, date, who printed. */
  printed?: Child
  /** What the address asks for after its question mark, but for the language: kept when the language is changed. */
  query?: Readonly<Record<string, string>> | undefined
  /** Some of its words have an easier version. Whoever has chosen that is led back from every page. */
  simple?: boolean | undefined
  staff?: boolean | undefined
  /** It is what came of a form that was sent, and not a page that can be gone back to. */
  answer?: boolean | undefined
  /** The margin line. Staff pages have none. */
  ruled?: boolean | undefined
}>

/** The whole document around a page. With a `user` it is a signed-in page: not for search engines, with sign-out and the session's end. */
export const Page = (props: Props) => {
  const { language, title, place, nonce, user, answer, staff = false, ruled = !staff, printed, children } = props
  return html`<!doctype html>${(
      <html lang={langTag(language)} dir={direction(language)} data-color-scheme="auto" data-answer={answer || undefined}>
        <head>
          <meta charset="utf-8" />
          <meta name="viewport" content="width=device-width, initial-scale=1" />
          <meta name="color-scheme" content="light dark" />
          {user && <meta name="robots" content="noindex" />}
          <title>{`${title} – ${place.name}`}</title>
          <Styles {...props} />
          <link rel="icon" href={asset('mark.svg')} type="image/svg+xml" />
          {place.theme && <style nonce={nonce}>{themeRules(place.theme)}</style>}
          <script type="module" src={asset(staff ? 'staff.js' : 'delakt.js')} nonce={nonce} />
        </head>
        <body class={staff ? 'staff' : undefined}>
          <a class="ds-skip-link" href="#innehall">
            {words(language).skip}
          </a>
          <Topbar {...props} />
          <Nav {...props} />
          <main id="innehall" tabindex={-1}>
            {printed && <p class="print-only">{printed}</p>}
            <div class={ruled ? 'ruled' : undefined}>{children}</div>
          </main>
          <Foot {...props} />
        </body>
      </html>
    )}`
}

/** On a first visit the style sheets go along in the page, and are fetched for the next one when there is nothing better to do. */
const Styles = ({ newcomer, nonce, staff }: Props) => {
  const sheets = staff ? (['delakt.css', 'staff.css'] as const) : (['delakt.css'] as const)
  const text = newcomer && styles?.text
  if (text)
    return (
      <>
        <style nonce={nonce}>{raw(sheets.map((sheet) => text[sheet]).join(''))}</style>
        {sheets.map((sheet) => (
          <link rel="prefetch" href={asset(sheet)} as="style" />
        ))}
      </>
    )
  return (
    <>
      {sheets.map((sheet) => (
        <link rel="stylesheet" href={asset(sheet)} />
      ))}
      <link rel="preload" href={asset('atkinson-latin.woff2')} as="font" type="font/woff2" crossorigin="anonymous" fetchpriority="low" />
    </>
  )
}

const Topbar = ({ language, place, user, staff }: Props) => (
  <header class="topbar" data-color-scheme={staff ? 'dark' : undefined}>
    <div>
      <a class="brand" href={place.home}>
        <Mark />
        <span lang={langTag(language) === 'sv' ? undefined : 'sv'}>
          <b>{place.name}</b>
          <span>{place.subtitle}</span>
        </span>
      </a>
      {staff ? user && <SignedIn language={language} user={user} /> : <Leave language={language} signedIn={!!user} />}
    </div>
  </header>
)

/** The weather: an ordinary thing to have been reading. */
export const elsewhere = 'https://www.smhi.se/'
/** Ends the session and leads there, for who is signed in and has no script. */
export const leavePath = '/lamna'

const Leave = ({ language, signedIn }: { language: Language; signedIn: boolean }) => (
  <leave-quickly data-to={elsewhere}>
    <a class="leave" href={signedIn ? leavePath : elsewhere} rel="noreferrer">
      {words(language).leave} <Icon name="leave" />
    </a>
  </leave-quickly>
)

const Nav = ({ language, nav, user, staff }: Props) =>
  nav && (
    <nav class="nav" aria-label={nav.label}>
      <div>
        <Links links={nav.links} />
        {nav.more && nav.more.length > 0 && (
          <details>
            <summary>
              {words(language).more} <Icon name="down" />
            </summary>
            <Links links={nav.more} />
          </details>
        )}
        {user && !staff && <SignedIn language={language} user={user} />}
      </div>
    </nav>
  )

const Links = ({ links, children }: PropsWithChildren<{ links: readonly Link[] }>) => (
  <ul role="list">
    {links.map(({ href, text, current }) => (
      <li>
        <a href={href} aria-current={current ? 'page' : undefined}>
          {text}
        </a>
      </li>
    ))}
    {children}
  </ul>
)

const SignedIn = ({ language, user }: { language: Language; user: User }) => (
  <div class="user">
    {user.name}
    <form method="post" action="/logga-ut">
      <button class="link-button" type="submit">
        {words(language).signOut}
      </button>
    </form>
  </div>
)

const Foot = ({ language, contact, about, links = [], user, simple, query }: Props) => (
  <footer class="foot">
    <div>
      <div>
        {contact && (
          <p>
            <b>{words(language).yourContact}</b> {contact.name}, <PhoneLink number={contact.phone} />
            {contact.hours && <>, {contact.hours}</>}
          </p>
        )}
        {about && <p>{about}</p>}
        {user && <Ends language={language} user={user} />}
        {user && <NoConnection language={language} />}
      </div>
      <Links links={links}>
        <Other language={language} simple={simple} query={query} />
      </Links>
    </div>
  </footer>
)

const Other = ({ language, simple, query = {} }: Pick<Props, 'language' | 'simple' | 'query'>) => {
  const other = language === 'en' ? 'sv' : 'en'
  const kept = Object.entries(query).flatMap(([name, value]) =>
    name === 'sprak' ? [] : [`${encodeURIComponent(name)}=${encodeURIComponent(value)}&`],
  )
  const inLanguage = (sprak: Language) => `?${kept.join('')}sprak=${sprak}`
  return (
    <>
      {(simple || language === 'sv-simple') && (
        <li>
          <a href={inLanguage(language === 'sv-simple' ? 'sv' : 'sv-simple')} rel="nofollow">
            <Swedish language={language}>{language === 'sv-simple' ? words(language).notSimple : words(language).simple}</Swedish>
          </a>
        </li>
      )}
      <li>
        <a href={inLanguage(other)} lang={other} hreflang={other} rel="nofollow">
          {words(language).otherLanguage}
        </a>
      </li>
    </>
  )
}

/** Without script, the time stands here. With it, a word of warning comes two minutes before: one that asks, or says that this is the end. */
const Ends = ({ language, user }: { language: Language; user: User }) => {
  const { ends } = words(language)
  return (
    <session-warning data-seconds={user.secondsLeft} data-last={user.last ? '' : undefined} data-go-on="/session/fortsatt">
      <p>{(user.last ? ends.atLast : ends.at)(sayTime(user.endsAt, language))}</p>
      <div aria-live="assertive">
        <form class="ends ds-alert" data-color="warning" data-when="soon" method="post" action="/session/fortsatt" hidden>
          <h2 class="h3">{ends.soon}</h2>
          <p>{ends.soonMore}</p>
          <p class="acts">
            <button class="ds-button" type="submit">
              {ends.goOn}
            </button>
          </p>
        </form>
        <div class="ends ds-alert" data-color="warning" data-when="last" hidden>
          <h2 class="h3">{ends.last}</h2>
          <p>{ends.lastMore}</p>
        </div>
        <div class="ends ds-alert" data-color="warning" data-when="kept" hidden>
          <h2 class="h3">{ends.kept}</h2>
          <p>{ends.keptMore}</p>
          <p class="acts">
            <a class="ds-button" href={user.again} target="_blank">
              {ends.againBeside}
            </a>
          </p>
        </div>
        <div class="ends ds-alert" data-color="info" data-when="over" hidden>
          <h2 class="h3">{ends.over}</h2>
          <p>{ends.overMore}</p>
          <p class="acts">
            <a class="ds-button" href={user.again}>
              {ends.again}
            </a>
          </p>
        </div>
      </div>
    </session-warning>
  )
}

/** Said when a form is sent without a connection: what was typed stays. */
const NoConnection = ({ language }: { language: Language }) => {
  const { offline } = words(language)
  return (
    <no-connection>
      <div aria-live="assertive">
        <div class="ends ds-alert" data-color="warning" hidden>
          <h2 class="h3">{offline.heading}</h2>
          <p>{offline.text}</p>
        </div>
      </div>
    </no-connection>
  )
}

/** The top of a page: the way back, the heading, one line about it. */
export const PageHead = ({
  back,
  title,
  children,
}: PropsWithChildren<{ back?: { href: string; text: Child } | undefined; title: Child }>) => (
  <div class="page-head">
    {back && (
      <p class="back">
        <a href={back.href}>{back.text}</a>
      </p>
    )}
    <h1>{title}</h1>
    {children}
  </div>
)
