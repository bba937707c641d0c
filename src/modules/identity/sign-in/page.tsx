import type { Child, PropsWithChildren } from 'hono/jsx'
import type { Language } from '#kernel/text'
import { type Frame, type Municipality, say, type Unit } from '#modules/directory'
import { ButtonLink } from '#ui/form'
import { Page, PageHead } from '#ui/page'
import { Folder } from '#ui/sheet'
import { PhoneLink } from '#ui/words'
import type { Cause, Way } from './model.ts'
import { words } from './text.ts'

/** A way in as a link: `href` begins it. */
export type WayIn = { href: string; label: Way['label']; hint: Way['hint'] }
type Framed = { frame: Frame & { municipality: Municipality | undefined } }
type Ladder = Framed & {
  ways: readonly WayIn[]
  units: readonly Unit[]
  open: boolean | undefined
  /** Where a first time is booked without signing in. */
  first: string | undefined
}

/** Which municipality, when there are several: one link each. */
export const WhichPage = ({ frame, places }: Framed & { places: readonly { href: string; name: string }[] }) => {
  const said = words(frame.language)
  return (
    <Page {...frame} title={said.title}>
      <PageHead title={said.whichTitle}>
        <p class="lead">{said.whichLead}</p>
      </PageHead>
      <div class="row">
        <div class="stack">
          <ul role="list" class="ways">
            {places.map(({ href, name }) => (
              <li>
                <a class="way-in" href={href}>
                  <b lang={frame.language === 'en' ? 'sv' : undefined}>{name}</b>
                </a>
              </li>
            ))}
          </ul>
          <Slip said={said} />
        </div>
      </div>
    </Page>
  )
}

/** Where a code on paper goes: to one time, whichever municipality it is in. */
const Slip = ({ said }: { said: { slip: string } }) => (
  <p>
    <a href="/tid">{said.slip}</a>
  </p>
)

/** The ways in by what one has; the margin says what each opens. */
export const SignInPage = ({ otherPlace, ...ladder }: Ladder & { otherPlace: string | undefined }) => {
  const { frame } = ladder
  const said = words(frame.language)
  return (
    <Page {...frame} title={said.title}>
      <PageHead title={said.title}>
        <p class="lead">{said.lead}</p>
        {otherPlace && (
          <p>
            <a href={otherPlace}>{said.otherPlace}</a>
          </p>
        )}
      </PageHead>
      <Rungs {...ladder} level={2} />
    </Page>
  )
}

/** The ways in for those who work here. */
export const StaffSignInPage = ({
  frame,
  ways,
  open,
}: Framed & { ways: readonly (WayIn & { place: string })[]; open: boolean | undefined }) => {
  const said = words(frame.language)
  return (
    <Page {...frame} title={said.staffTitle}>
      <PageHead title={said.staffTitle}>
        <p class="lead">{said.staffLead}</p>
      </PageHead>
      <Rung id="vag" level={2} heading={said.staffWays} beside={<Opens what={said.staffOpens} more={said.staffOpensMore} />}>
        {ways.length > 0 ? (
          <Ways
            ways={ways.map((way) => ({ ...way, hint: { sv: [say(way.hint, frame.language), way.place].filter(Boolean).join('. ') } }))}
            language={frame.language}
          />
        ) : (
          <p>{said.noWays}</p>
        )}
      </Rung>
      <Rung id="ring" level={2} heading={said.helpIn} beside={<></>}>
        <Call frame={frame} open={open} />
        <p>
          <a href="/logga-in">{said.forResidents}</a>
        </p>
      </Rung>
    </Page>
  )
}

type Failed = Ladder & { cause: Cause; code: string; way: WayIn | undefined; start: string; staff: boolean }

/** Why it did not work, in plain words; what to do; the other ways; whom to call and what to say. */
export const FailedPage = ({ cause, code, way, start, staff, ...ladder }: Failed) => {
  const { frame, open } = ladder
  const said = words(frame.language)
  const { why, ...steps } = said[cause]
  const name = way ? say(way.label, frame.language) : said.someProvider
  const canRetry = cause !== 'uncertain-number' && cause !== 'other-number' && cause !== 'not-staff' && cause !== 'test-number'
  return (
    <Page {...frame} title={said.title}>
      <PageHead title={said.failedTitle}>
        <p class="lead">{why(name)}</p>
      </PageHead>
      <div class="row">
        <Folder id="gor" tab={said.doThis} voice="you" tinted>
          <ol>
            {Object.values(steps).map((step) => (
              <li>{step}</li>
            ))}
          </ol>
          {canRetry && (
            <p class="acts">
              <ButtonLink href={way?.href ?? start}>{way ? said.again(name) : said.chooseAgain}</ButtonLink>
            </p>
          )}
        </Folder>
        <aside aria-labelledby="ring">
          <h2 id="ring">{said.helpIn}</h2>
          <Call frame={frame} open={open} />
          <p class="small soft">{said.sayCode(code)}</p>
        </aside>
      </div>
      {!staff && (
        <>
          <div class="row">
            <h2>{said.otherWays}</h2>
          </div>
          <Rungs {...ladder} level={3} />
        </>
      )}
    </Page>
  )
}

/** After signing out: nothing is left here. */
export const SignedOutPage = ({ frame, again }: Framed & { again: string }) => {
  const said = words(frame.language)
  return (
    <Page {...frame} title={said.out}>
      <PageHead title={said.out}>
        <p class="lead">{said.outLead}</p>
      </PageHead>
      <div class="row">
        <p class="acts">
          <ButtonLink href={again} variant="secondary">
            {said.outAgain}
          </ButtonLink>
          <a href="/">{said.outStart}</a>
        </p>
      </div>
    </Page>
  )
}

const Rungs = ({ frame, ways, units, open, first, level }: Ladder & { level: 2 | 3 }) => {
  const { language } = frame
  const said = words(language)
  const visits = [...new Set(units.map(({ visit }) => say(visit, language)).filter(Boolean))]
  return (
    <>
      <Rung id="a" level={level} heading={said.withEid} beside={<Opens what={said.opensAll} more={said.opensAllMore} />}>
        {ways.length > 0 ? <Ways ways={ways} language={language} /> : <p>{said.noWays}</p>}
      </Rung>
      {visits.length > 0 && (
        <Rung id="c" level={level} heading={said.withUs} beside={<Opens what={said.opensAll} more={said.withUsOpens} />}>
          <p>{said.withUsMore}</p>
          {visits.map((visit) => (
            <p>{visit}</p>
          ))}
        </Rung>
      )}
      <Rung id="d" level={level} heading={said.without} beside={<Call frame={frame} open={open} />}>
        <p>{said.withoutMore}</p>
        {first && (
          <p>
            {said.first} <a href={first}>{said.toFirst}</a>
          </p>
        )}
        <Slip said={said} />
      </Rung>
    </>
  )
}

const Rung = ({
  id,
  level,
  heading,
  beside,
  children,
}: PropsWithChildren<{ id: string; level: 2 | 3; heading: string; beside: Child }>) => {
  const Tag = `h${level}` as const
  return (
    <div class="rung row">
      <section aria-labelledby={id}>
        <Tag id={id}>{heading}</Tag>
        {children}
      </section>
      <div class="beside">{beside}</div>
    </div>
  )
}

const Opens = ({ what, more }: { what: string; more: string }) => (
  <>
    <p>
      <b>{what}</b>
    </p>
    <p class="small">{more}</p>
  </>
)

const Ways = ({ ways, language }: { ways: readonly WayIn[]; language: Language }) => (
  <ul role="list" class="ways">
    {ways.map(({ href, label, hint }) => (
      <li>
        <a class="way-in" href={href} rel="nofollow">
          <b>{say(label, language)}</b>
          {say(hint, language) && <span>{say(hint, language)}</span>}
        </a>
      </li>
    ))}
  </ul>
)

/** The switchboard, when it answers, and whether it does so now. */
const Call = ({ frame, open }: Framed & { open: boolean | undefined }) => {
  const { municipality, language } = frame
  const said = words(language)
  if (!municipality) return <></>
  const hours = say(municipality.phoneHours, language)
  return (
    <>
      <p>
        <b>
          <PhoneLink number={municipality.phone} />
        </b>
      </p>
      <p class="small">
        {hours && `${hours.charAt(0).toUpperCase()}${hours.slice(1)}. `}
        {open !== undefined && (open ? said.openNow : said.closedNow)}
      </p>
    </>
  )
}
