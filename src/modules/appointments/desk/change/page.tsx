import type { PropsWithChildren } from 'hono/jsx'
import { type Day, dayOf } from '#kernel/values/day'
import { sayDay, sayMoment } from '#kernel/values/when'
import type { Frame } from '#modules/directory'
import { Acts, Button, errorFor, type FieldError, Form, TextArea } from '#ui/form'
import { Page, PageHead } from '#ui/page'
import { Notice } from '#ui/sheet'
import { type Booking, bookingPath, type Free, type KindOption, sayHours } from '../model.ts'
import { ChooseTime, type Look, LookAt, OtherDays } from '../times.tsx'
import { called } from '../text.ts'
import type { Wish } from '../reach/model.ts'
import { words as bookingWords } from '../booking/text.ts'
import { words } from './text.ts'

type Base = { frame: Frame; today: Day; booking: Booking; wish: Wish | undefined; errors?: readonly FieldError[] }
type Choosing = Base & { kinds: readonly KindOption[]; free: readonly Free[]; look: Look; chosen?: readonly string[] }

const whenOf = ({ startsAt, endsAt }: Booking, today: Day, language: Frame['language']) =>
  `${sayDay(dayOf(startsAt), today, language)} ${sayHours(startsAt, endsAt, language)}`

const Head = ({ base: { booking, frame }, title, children }: PropsWithChildren<{ base: Base; title: string }>) => (
  <PageHead back={{ href: bookingPath(booking.id), text: called(booking.name, frame.language) }} title={title}>
    {children}
  </PageHead>
)

/** What the person reads about it, when there is somebody to read it. */
const ToPerson = ({ base: { frame, booking, wish, errors = [] }, value }: { base: Base; value: string | undefined }) => {
  const said = words(frame.language)
  if (!booking.login)
    return (
      <p class="check" data-voice="you">
        {booking.bookedBy === 'anyone' ? said.anyoneNotReached : said.notReached}
      </p>
    )
  return (
    <>
      {wish?.channel === 'none' && (
        <p class="check" data-voice="you">
          {bookingWords(frame.language).silent}
        </p>
      )}
      <TextArea
        language={frame.language}
        id="ord"
        label={said.words}
        hint={said.wordsHint}
        rows={3}
        maxlength={2000}
        value={value}
        error={errorFor(errors, 'ord')}
      />
    </>
  )
}

/** To another of the unit's free times, also of another kind or with somebody else. */
export const MovePage = (props: Choosing & { typed?: string | undefined }) => {
  const { frame, today, booking, kinds, free, look, chosen = [], typed, errors = [] } = props
  const { language } = frame
  const said = words(language)
  return (
    <Page {...frame} title={said.move.title}>
      <Head base={props} title={said.move.title}>
        <p>{said.now(whenOf(booking, today, language))}</p>
        <LookAt look={look} kinds={kinds} language={language} />
      </Head>
      <Form language={language} errors={errors} action={`${bookingPath(booking.id)}/flytta`}>
        <input type="hidden" name="sett" value={String(booking.revision)} />
        <input type="hidden" name="slag" value={look.kind ?? 'alla'} />
        <input type="hidden" name="fran" value={look.from} />
        <ChooseTime
          look={look}
          free={free}
          today={today}
          language={language}
          label={said.move.choose}
          chosen={chosen}
          error={errorFor(errors, 'tid')}
        />
        {free.length > 0 && (
          <>
            <ToPerson base={props} value={typed} />
            <Acts>
              <Button>{said.move.save}</Button>
            </Acts>
          </>
        )}
      </Form>
      <OtherDays look={look} today={today} language={language} />
    </Page>
  )
}

/** One to three times for the person to choose among. */
export const ProposePage = (props: Choosing & { form: string }) => {
  const { frame, today, booking, kinds, free, look, chosen = [], form, errors = [] } = props
  const { language } = frame
  const said = words(language)
  return (
    <Page {...frame} title={said.propose.title}>
      <Head base={props} title={said.propose.title}>
        <p>{said.propose.lead(booking.name)}</p>
        <p>{said.now(whenOf(booking, today, language))}</p>
        <LookAt look={look} kinds={kinds} language={language} />
      </Head>
      <Form language={language} errors={errors} action={`${bookingPath(booking.id)}/foresla`}>
        <input type="hidden" name="nyckel" value={form} />
        <input type="hidden" name="slag" value={look.kind ?? 'alla'} />
        <input type="hidden" name="fran" value={look.from} />
        <ChooseTime
          several
          look={look}
          free={free}
          today={today}
          language={language}
          label={said.propose.choose}
          hint={said.propose.held}
          chosen={chosen}
          error={errorFor(errors, 'tid')}
        />
        {free.length > 0 && (
          <Acts>
            <Button>{said.propose.save}</Button>
          </Acts>
        )}
      </Form>
      <OtherDays look={look} today={today} language={language} />
    </Page>
  )
}

/** Calls it off, with a message that says no more than that. */
export const CancelPage = (props: Base & { typed?: string | undefined }) => {
  const { frame, today, booking, wish, typed, errors = [] } = props
  const { language } = frame
  const said = words(language)
  const path = bookingPath(booking.id)
  return (
    <Page {...frame} title={said.cancel.title}>
      <Head base={props} title={said.cancel.title}>
        <p>{said.cancel.lead(sayMoment(booking.startsAt, today, language))}</p>
        {booking.login && wish?.channel !== 'none' && <p>{said.cancel.told}</p>}
      </Head>
      <div class="stack">
        {booking.startsAt > new Date() && (
          <Notice tone="info" heading={said.cancel.rather}>
            <Acts>
              <a href={`${path}/flytta`}>{said.move.title}</a> {booking.login && <a href={`${path}/foresla`}>{said.propose.title}</a>}
            </Acts>
          </Notice>
        )}
      </div>
      <Form language={language} errors={errors} action={`${path}/avboka`}>
        <input type="hidden" name="sett" value={String(booking.revision)} />
        <ToPerson base={props} value={typed ?? said.cancel.start} />
        <Acts>
          <Button>{said.cancel.save}</Button>
        </Acts>
      </Form>
    </Page>
  )
}
