import type { Language } from '#kernel/text'
import { type Day, day } from '#kernel/values/day'
import { phone } from '#kernel/values/phone'
import { sayFullDay } from '#kernel/values/when'
import type { Frame } from '#modules/directory'
import { leads, type Message, streetSlot, whenSlots, wording } from '#modules/notifications'
import { Acts, Button, Checkbox, errorFor, Field, type FieldError, Form, FormSheet, Radios } from '#ui/form'
import { Page, PageHead } from '#ui/page'
import { Notice } from '#ui/sheet'
import { tooLateToPost } from '../../reminders.ts'
import { type Booking, bookingPath } from '../model.ts'
import { addressField, type Channel, channels, type Kind, type Typed, type Way, type Wish } from './model.ts'
import { words } from './text.ts'

export const dones = ['sparat', 'bekraftat'] as const
export type Done = (typeof dones)[number]
type Props = {
  frame: Frame & { municipality: { name: string; phone: string } | undefined }
  today: Day
  booking: Booking
  ways: readonly Way[]
  wish: Wish
  /** Which ways there are out of here, and whether an answer by SMS reaches us. */
  can: Readonly<Record<Kind, boolean>>
  reply: boolean
  origin: string
  typed?: Typed | undefined
  errors?: readonly FieldError[]
  done?: Done | undefined
}

export const shownAddress = ({ kind, address }: Way): string => (kind === 'sms' ? (phone(address)?.shown ?? address) : address)

/** How somebody is reminded, chosen with them: each way with exactly what it will say of this very meeting (APPT-03). */
export const ReachPage = (props: Props) => {
  const { frame, booking, ways, wish, can, typed, errors = [], done } = props
  const { language } = frame
  const said = words(language)
  const value = (name: string, fallback: string | undefined) => (typed ? typed[name] : fallback)
  const wrongDays = errorFor(errors, 'dag-0')
  const address = (kind: Kind) => {
    const way = ways.find((one) => one.kind === kind)
    return way && shownAddress(way)
  }
  return (
    <Page {...frame} title={said.title}>
      <PageHead back={{ href: bookingPath(booking.id), text: booking.name }} title={said.title}>
        <p>{said.lead(booking.name)}</p>
      </PageHead>
      <div class="stack">
        {done && <Notice tone="success" heading={done === 'sparat' ? said.saved : said.confirmed} />}
        {done !== 'bekraftat' && ways.map((way) => <Still {...props} way={way} />)}
      </div>
      <Form language={language} errors={errors} action={`${bookingPath(booking.id)}/paminnelse`}>
        <Radios
          id="satt"
          label={said.how}
          value={value('satt', wish.channel)}
          error={errorFor(errors, 'satt')}
          options={channels
            .filter((channel) => channel === 'letter' || channel === 'none' || can[channel])
            .map((channel) => ({ value: channel, text: said.channel[channel], hint: <Says {...props} channel={channel} /> }))}
        />
        {can.sms && (
          <Field
            id={addressField.sms}
            label={said.number}
            hint={said.numberHint}
            type="tel"
            autocomplete="off"
            maxlength={40}
            value={value(addressField.sms, address('sms'))}
            error={errorFor(errors, addressField.sms)}
          />
        )}
        {can.email && (
          <Field
            id={addressField.email}
            label={said.email}
            type="email"
            autocomplete="off"
            maxlength={254}
            value={value(addressField.email, address('email'))}
            error={errorFor(errors, addressField.email)}
          />
        )}
        {(can.sms || can.email) && (
          <fieldset class="ds-fieldset" aria-describedby={wrongDays ? 'dagar-error' : undefined}>
            <legend class="ds-label">{said.days}</legend>
            {leads.map((lead) => (
              <Checkbox
                id={`dag-${lead}`}
                label={said.before(lead)}
                checked={typed ? typed[`dag-${lead}`] === 'ja' : wish.leadDays.includes(lead)}
              />
            ))}
            {wrongDays && (
              <p class="ds-validation-message" id="dagar-error">
                {wrongDays}
              </p>
            )}
          </fieldset>
        )}
        <Acts>
          <Button>{said.save}</Button>
        </Acts>
      </Form>
    </Page>
  )
}

/** A number changes hands: it is asked about at each meeting (APPT-04). */
const Still = ({ frame: { language }, booking, way }: Props & { way: Way }) => {
  const said = words(language)
  const shown = shownAddress(way)
  return (
    <Notice tone={way.bounced ? 'warning' : 'info'} heading={said.still[way.kind]}>
      <p>
        {way.bounced
          ? said.bounced(shown)
          : way.confirmedOn
            ? said.confirmedOn(shown, sayFullDay(day(way.confirmedOn), language))
            : said.notConfirmed(shown)}
      </p>
      <form method="post" action={`${bookingPath(booking.id)}/paminnelse/stammer`}>
        <FormSheet />
        <input type="hidden" name="slag" value={way.kind} />
        <Acts>
          <Button variant="secondary">{said.yes}</Button>
        </Acts>
      </form>
    </Notice>
  )
}

/** Each link that is sent ends in a key of its own; here it is left out. */
const key = 'x'.repeat(22)

/** What will be sent about this meeting, by the very function that makes it. */
const Says = ({ frame: { language, municipality }, today, booking, wish, reply, origin, channel }: Props & { channel: Channel }) => {
  const said = words(language)
  if (channel === 'none') return <>{said.noneHint}</>
  if (channel === 'letter' && tooLateToPost(booking.startsAt, today)) return <>{said.letterLate}</>
  const link = `${origin}/tid/`
  const { text } = wording(messageOf(booking, channel, municipality?.phone ?? '', link + key), {
    language: wish.language,
    channel,
    today,
    reply,
    ...(municipality ? { from: municipality.name } : {}),
  })
  return (
    <>
      {channel === 'letter' && <>{said.letterHint} </>}
      {said.says}{' '}
      <span lang={sameTongue(wish.language, language) ? undefined : wish.language}>
        ”{text.replace(link + key, `${link}…`).replace(/\s*\n+\s*/g, ' ')}”
      </span>
    </>
  )
}

const sameTongue = (spoken: 'sv' | 'en', language: Language) => (language === 'en') === (spoken === 'en')

/** The reminder as it is when the number has just been confirmed; nothing opens by a letter. */
function messageOf({ startsAt, manner, where, phone: own }: Booking, channel: Channel, switchboard: string, link: string): Message {
  const street = where ? streetSlot(where.street) : undefined
  const slots = {
    ...whenSlots(startsAt),
    how: manner === 'home' ? ('visit' as const) : manner,
    ...(street ? { street } : {}),
    phone: /^\+?\d[\d \-\u00a0\u2011]{2,20}$/.test(own) ? own : switchboard,
  }
  return channel === 'letter' ? { template: 'reminder-no-link', slots } : { template: 'reminder', slots: { ...slots, link } }
}
