import type { Child, PropsWithChildren } from 'hono/jsx'
import type { Language } from '#kernel/text'
import type { Day } from '#kernel/values/day'
import { theirs } from '#kernel/values/marks'
import { capital, sayMoment } from '#kernel/values/when'
import { say, type Worded } from '#modules/directory'
import { Acts, Button, errorFor, type FieldError, Form, Radios } from '#ui/form'
import { Page, PageHead } from '#ui/page'
import { Empty, Notice, Row, Section } from '#ui/sheet'
import { marked } from '#ui/words'
import { firstDays } from '../book/model.ts'
import { words as bookWords } from '../book/text.ts'
import { type Framed, inWords } from '../meets.tsx'
import { linesOf } from '../model.ts'
import { openKindPath, openPath, openPlacePath, openTimePath } from '../paths.ts'
import { words as timeWords } from '../text.ts'
import { Times } from '../times.tsx'
import { Beside, UrgentLine } from './beside.tsx'
import type { OpenKind, OpenTime, Reason, Typed } from './model.ts'
import { words } from './text.ts'

type Props = {
  frame: Framed
  kind: OpenKind
  times: readonly OpenTime[]
  today: Day
  said?: Reason | undefined
}

/** When: the days that have free times, how it goes, and what to bring. */
export const OpenTimesPage = ({ frame, kind, times, today, from, said: just }: Props & { from?: Day | undefined }) => {
  const { language } = frame
  const [said, booking] = [words(language).when, bookWords(language).when]
  const { shown, next } = firstDays(times)
  const path = openKindPath(kind.id)
  const [about, bring] = [linesIn(kind.about, language), linesIn(kind.bring, language)]
  return (
    <Page {...frame} title={words(language).title} simple>
      <Head frame={frame} kind={kind}>
        {say(kind.lead, language) && <p>{inWords(kind.lead, language)}</p>}
        <p>{booking.lead(timeWords(language).minutes(kind.minutes))}</p>
        <p>{said.free}</p>
      </Head>
      <Row margin={<Beside frame={frame} kind={kind} />}>
        {just && <Told reason={just} language={language} />}
        {shown.length === 0 ? (
          just !== 'full' && (
            <div class={just && 'section after'}>
              <Empty heading={said.none.heading} level={2}>
                <p>{said.none.text}</p>
              </Empty>
            </div>
          )
        ) : (
          <Section id="lediga" heading={booking.days} after={just !== undefined}>
            <Times times={shown} hrefOf={(slot) => openTimePath(kind.id, slot)} today={today} language={language} names={false} />
          </Section>
        )}
        <p class="acts">
          {from && <a href={path}>{booking.first}</a>} {next && <a href={`${path}?fran=${next}`}>{booking.later}</a>}
        </p>
        {about.length > 0 && (
          <Section id="sa" heading={said.about} after>
            {about.map((line) => (
              <p>{line}</p>
            ))}
          </Section>
        )}
        {bring.length > 0 && (
          <Section id="ta-med" heading={said.bring}>
            <ul>
              {bring.map((line) => (
                <li>{line}</li>
              ))}
            </ul>
          </Section>
        )}
      </Row>
    </Page>
  )
}

type Again = Props & { said: Reason; typed: Typed; formKey: string; errors?: readonly FieldError[] }

/**
 * The time was gone when it was to be booked, and something had been written: another is chosen in a form, so that the words go along and stand in no
 * address.
 */
export const OtherTimePage = ({ frame, kind, times, today, said: just, typed, formKey, errors = [] }: Again) => {
  const { language } = frame
  const said = words(language)
  const several = new Set(times.map(({ manner }) => manner)).size > 1
  return (
    <Page {...frame} title={said.title}>
      <Head frame={frame} kind={kind} />
      <Row margin={<Beside frame={frame} kind={kind} />}>
        <Told reason={just} language={language} />
        {times.length > 0 && (
          <div class="section after">
            <Form action={openKindPath(kind.id)} language={language} errors={errors}>
              <input type="hidden" name="key" value={formKey} />
              <input type="hidden" name="namn" value={typed.name} />
              <input type="hidden" name="med" value={typed.companion} />
              <input type="hidden" name="tolk" value={typed.interpreter} />
              <input type="hidden" name="onskemal" value={typed.wishes} />
              <Radios
                id="tid"
                label={said.again.choose}
                hint={said.again.kept}
                error={errorFor(errors, 'tid')}
                options={times.map(({ slotId, startsAt, manner }) => ({
                  value: slotId,
                  text: capital(sayMoment(startsAt, today, language)),
                  ...(several ? { hint: timeWords(language).manner(manner) } : {}),
                }))}
              />
              <Acts>
                <Button>{said.again.act}</Button>
              </Acts>
            </Form>
          </div>
        )}
      </Row>
    </Page>
  )
}

const Head = ({ frame, kind, children }: PropsWithChildren<Pick<Props, 'frame' | 'kind'>>) => {
  const { language, municipality } = frame
  return (
    <PageHead
      back={{ href: municipality ? openPlacePath(municipality.code) : openPath, text: bookWords(language).back.kinds }}
      title={inWords(kind.name, language)}
    >
      {children}
      <UrgentLine language={language} />
    </PageHead>
  )
}

/** Why it was not theirs, and what can be done instead. */
const Told = ({ reason, language }: { reason: Reason; language: Language }) => {
  const { heading, text } = words(language).told[reason]
  return (
    <Notice tone="warning" heading={heading}>
      <p>{text}</p>
    </Notice>
  )
}

/** What a unit has written, a line at a time; marked as Swedish on an English page when it is. */
const linesIn = (worded: Worded, language: Language): Child[] =>
  linesOf(say(worded, language)).map((line) => (worded.en || language !== 'en' ? line : marked(theirs(line, language))))
