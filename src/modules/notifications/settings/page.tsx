import type { Child } from 'hono/jsx'
import { addDays, type Day, daysBetween, nextWorkingDay } from '#kernel/values/day'
import { phone } from '#kernel/values/phone'
import { sayDate, sayMoment } from '#kernel/values/when'
import { type Frame, type Municipality, say } from '#modules/directory'
import { Acts, Button, Checkbox, errorFor, Field, type FieldError, Form, Radios } from '#ui/form'
import { Item, Rows } from '#ui/lists'
import { Page, PageHead } from '#ui/page'
import { Folder, Margin, More, Notice, Row, Section } from '#ui/sheet'
import { PhoneLink } from '#ui/words'
import { type Channel, linkless, type Message, type Tongue } from '../templates/model.ts'
import { words as templateWords } from '../templates/text.ts'
import { wording } from '../templates/wording.ts'
import { type Code, type Kind, kinds, leads, reminderChannels, type Sent, waitingChannels, type Way, type Wish } from './model.ts'
import { words } from './text.ts'

export const path = '/mina-sidor/installningar/kontakt'
export const fields: Readonly<Record<Kind, string>> = { sms: 'nummer', email: 'epost' }
/** What was just done, as the address says it. */
export const justs = ['sparat', 'borttaget-nummer', 'borttagen-epost', 'ingen-kod', 'for-manga', 'bekraftat'] as const
export type Just = (typeof justs)[number]

export type Props = {
  frame: Frame & { municipality: Municipality | undefined }
  today: Day
  origin: string
  ways: readonly Way[]
  wishes: readonly Wish[]
  codes: readonly Code[]
  sent: readonly Sent[]
  /** Which ways out there are, and whether an answer by SMS reaches us. */
  can: Readonly<Record<Kind, boolean>>
  reply: boolean
  just?: Just | undefined
  typed?: Readonly<Record<string, string>>
  errors?: readonly FieldError[]
}

/** Where reminders go, how and when, and exactly what they say before anybody says yes (APPT-03, APPT-04). */
export const ContactPage = (props: Props) => {
  const { frame, ways, codes, can, just } = props
  const said = words(frame.language)
  const waiting = ways.find(({ kind }) => codes.some((code) => code.kind === kind))
  return (
    <Page {...frame} title={said.title} simple>
      <PageHead back={{ href: '/mina-sidor/installningar', text: said.back }} title={said.title}>
        <p>{said.lead}</p>
      </PageHead>
      <Row margin={<Help {...props} />}>
        <div class="stack">
          <Done {...props} />
          {waiting && <CodeFolder {...props} way={waiting} />}
        </div>
        {kinds
          .filter((kind) => can[kind])
          .map((kind, at) => (
            <Address {...props} kind={kind} after={at === 0 && (waiting !== undefined || just !== undefined)} />
          ))}
        <Choices {...props} />
        <Lately {...props} />
      </Row>
    </Page>
  )
}

const Done = ({ frame: { language }, just, wishes }: Props) => {
  const said = words(language)
  if (!just) return null
  const isOff = (what: Wish['about']) => (wishes.find(({ about }) => about === what)?.channel ?? 'none') === 'none'
  const quiet =
    wishes.some(({ about }) => about === 'reminder') && isOff('reminder') && (isOff('waiting') ? said.nothing : said.onlyWaiting)
  const telling: Record<Just, readonly ['success' | 'warning', Child, Child]> = {
    sparat: ['success', said.saved, quiet && <p>{quiet}</p>],
    'borttaget-nummer': ['success', said.sms.removed, null],
    'borttagen-epost': ['success', said.email.removed, null],
    'ingen-kod': ['warning', said.noCode, <p>{said.noCodeMore}</p>],
    'for-manga': ['warning', said.tooMany, <p>{said.tooManyMore}</p>],
    bekraftat: ['success', said.done, null],
  }
  const [tone, heading, more] = telling[just]
  return (
    <Notice tone={tone} heading={heading}>
      {more}
    </Notice>
  )
}

const shown = ({ kind, address }: Way) => (kind === 'sms' ? (phone(address)?.shown ?? address) : address)

const mine = ({ errors = [] }: Props, ...ids: readonly string[]) => errors.filter(({ field }) => ids.includes(field))

const CodeFolder = (props: Props & { way: Way }) => {
  const { frame, way, typed } = props
  const { language } = frame
  const said = words(language)
  const errors = mine(props, 'kod')
  return (
    <Folder id="bekrafta" tab={said.yourTurn} voice="you" tinted heading={said.codeHeading(shown(way))} look="h3">
      <Form action={`${path}/kod`} language={language} errors={errors}>
        <input type="hidden" name="slag" value={way.kind} />
        <p>{said.codeMore}</p>
        <Field
          id="kod"
          label={said.code}
          inputmode="numeric"
          autocomplete="one-time-code"
          maxlength={20}
          value={typed?.['kod']}
          error={errorFor(errors, 'kod')}
        />
        <Acts>
          <Button>{said.confirm}</Button>
        </Acts>
      </Form>
    </Folder>
  )
}

const Address = (props: Props & { kind: Kind; after: boolean }) => {
  const { frame, ways, codes, kind, typed, today, after } = props
  const { language } = frame
  const said = words(language)
  const own = said[kind]
  const way = ways.find((one) => one.kind === kind)
  const field = fields[kind]
  const errors = mine(props, field)
  const stale = way?.confirmedOn && daysBetween(way.confirmedOn, today) > 60
  const form = (
    <Form action={`${path}/${field}`} language={language} errors={errors}>
      <Field
        id={field}
        label={own.label}
        hint={way ? `${own.hint} ${own.changeMore}` : own.hint}
        type={kind === 'sms' ? 'tel' : 'email'}
        autocomplete={kind === 'sms' ? 'tel' : 'email'}
        maxlength={254}
        value={typed?.[field]}
        error={errorFor(errors, field)}
      />
      <Acts>
        <Button variant="secondary">{own.save}</Button>
      </Acts>
    </Form>
  )
  return (
    <Section id={`${field}-rubrik`} heading={own.heading} after={after}>
      {way ? (
        <>
          <p>
            <b>{shown(way)}</b>
          </p>
          <p>
            {way.confirmedOn ? said.confirmed(sayDate(way.confirmedOn, today, language)) : said.unconfirmed} {stale && said.old}
          </p>
          {way.bounced && (
            <p>
              <b>{said.bounced}</b>
            </p>
          )}
          <form method="post" action={`${path}/ta-bort`} class="form">
            <input type="hidden" name="slag" value={kind} />
            <Acts>
              {(!way.confirmedOn || stale || way.bounced) && !codes.some((code) => code.kind === kind) && (
                <Button variant="secondary" formaction={`${path}/ny-kod`}>
                  {said.sendCode}
                </Button>
              )}
              <Button variant="secondary">{own.remove}</Button>
            </Acts>
          </form>
          <More summary={own.change} open={errors.length > 0}>
            {form}
          </More>
        </>
      ) : (
        <>
          <p>{own.none}</p>
          {form}
        </>
      )}
    </Section>
  )
}

/** All that is chosen about what is sent, saved at once: nobody is to think that a choice in another form came along. */
const Choices = (props: Props) => {
  const { language } = props.frame
  return (
    <Form action={`${path}/val`} language={language} errors={mine(props, 'paminnelse', 'dag-0', 'vantar')}>
      <Reminders {...props} />
      <Waiting {...props} />
      <Acts>
        <Button variant="secondary">{words(language).save}</Button>
      </Acts>
    </Form>
  )
}

const Reminders = (props: Props) => {
  const { frame, wishes, can, typed, errors = [] } = props
  const { language } = frame
  const said = words(language)
  const wish = wishes.find(({ about }) => about === 'reminder')
  const tried = typed?.['paminnelse'] !== undefined
  const chosen = tried ? typed['paminnelse'] : (wish?.channel ?? (can.sms ? 'sms' : 'none'))
  const days = tried ? leads.filter((lead) => typed[`dag-${lead}`] === 'ja') : (wish?.leadDays ?? [2])
  const tongue = (tried ? typed['sprak-i-text'] : wish?.language) ?? (language === 'en' ? 'en' : 'sv')
  const hints: Record<string, string> = {
    letter: said.letterHint,
    none: can.sms || can.email ? `${said.noneHint} ${said.noneWaiting}` : said.noneHint,
  }
  return (
    <Section id="paminnelser" heading={said.reminders} after>
      <Radios
        id="paminnelse"
        label={said.how}
        value={chosen}
        error={errorFor(errors, 'paminnelse')}
        options={reminderChannels
          .filter((channel) => channel === 'letter' || channel === 'none' || can[channel])
          .map((value) => ({ value, text: said.channels[value], ...(hints[value] ? { hint: hints[value] } : {}) }))}
      />
      <fieldset class="ds-fieldset">
        <legend class="ds-label">{said.days}</legend>
        <p data-field="description">{said.daysHint}</p>
        {leads.map((lead) => (
          <Checkbox
            id={`dag-${lead}`}
            label={said.before(lead)}
            checked={days.includes(lead)}
            error={lead === 0 ? errorFor(errors, 'dag-0') : undefined}
          />
        ))}
      </fieldset>
      <Radios
        id="sprak-i-text"
        label={said.language}
        value={tongue}
        options={[
          { value: 'sv', text: said.languages.sv },
          { value: 'en', text: said.languages.en },
        ]}
      />
      <Exactly {...props} tongue={tongue === 'en' ? 'en' : 'sv'} />
    </Section>
  )
}

const example = ({ today, origin }: Props, phone: string): Message => ({
  template: 'reminder',
  slots: {
    day: nextWorkingDay(addDays(today, 2)),
    time: '9.30',
    how: 'visit',
    street: 'Storgatan 4',
    phone,
    link: `${origin}/tid/abcdefghijklmnopqrstuv`,
  },
})

/** What will be sent, made by the very function that makes it. */
const Exactly = (props: Props & { tongue: Tongue }) => {
  const { frame, can } = props
  const said = words(frame.language)
  if (!frame.municipality) return null
  const message = example(props, frame.municipality.phone)
  return (
    <>
      <h3>{said.exactly}</h3>
      <p>{said.exactlyMore}</p>
      {can.sms && (
        <>
          <Sample {...props} message={message} channel="sms" label={said.asSms} />
          <Sample {...props} message={linkless(message)} channel="sms" label={said.asSmsNoLink} />
        </>
      )}
      <More summary={can.email ? `${said.asEmail}, ${said.asLetter.toLowerCase()}` : said.asLetter}>
        {can.email && <Sample {...props} message={message} channel="email" label={said.asEmail} />}
        <Sample {...props} message={linkless(message)} channel="letter" label={said.asLetter} />
      </More>
    </>
  )
}

/** One text, as it reaches whoever reads it. */
const Sample = ({
  message,
  channel,
  label,
  tongue,
  today,
  reply,
  frame: { municipality, language },
}: Props & { message: Message; channel: Channel; label: string; tongue: Tongue }) => {
  const { text } = wording(message, { language: tongue, channel, today, reply, ...(municipality ? { from: municipality.name } : {}) })
  return (
    <figure class="stack">
      <figcaption class="small">{label}</figcaption>
      <blockquote class="note" lang={tongue === (language === 'en' ? 'en' : 'sv') ? undefined : tongue}>
        {text.split('\n\n').map((line) => (
          <p>{line}</p>
        ))}
      </blockquote>
    </figure>
  )
}

const Waiting = (props: Props) => {
  const { frame, wishes, can, typed, errors = [] } = props
  const { language, municipality } = frame
  const said = words(language)
  if (!can.sms && !can.email) return null
  const tongue = wishes.find(({ about }) => about === 'waiting')?.language ?? (language === 'en' ? 'en' : 'sv')
  return (
    <Section id="vantar-rubrik" heading={said.waiting}>
      <p>{said.waitingLead}</p>
      <Radios
        id="vantar"
        label={said.waitingHow}
        value={typed?.['vantar'] ?? wishes.find(({ about }) => about === 'waiting')?.channel ?? 'none'}
        error={errorFor(errors, 'vantar')}
        options={waitingChannels
          .filter((channel) => channel === 'none' || can[channel])
          .map((value) => ({ value, text: said.waitingChannels[value] }))}
      />
      {municipality && (
        <Sample
          {...props}
          message={{ template: 'waiting', slots: { phone: municipality.phone } }}
          channel="sms"
          label={said.exactly}
          tongue={tongue}
        />
      )}
    </Section>
  )
}

const Lately = ({ frame: { language }, sent, today }: Props) => {
  const said = words(language)
  const { subjects } = templateWords(language)
  return (
    <Section id="senaste" heading={said.last} after>
      {sent.length === 0 ? (
        <p>{said.lastNone}</p>
      ) : (
        <Rows>
          {sent.map(({ template, channel, state, at }) => (
            <Item title={`${template ? subjects[template] : ''}${channel ? `, ${said.channels[channel].toLowerCase()}` : ''}`}>
              <p>
                {sayMoment(at, today, language)}. {said.states[state as keyof typeof said.states]}
              </p>
            </Item>
          ))}
        </Rows>
      )}
    </Section>
  )
}

const Help = ({ frame: { municipality, language } }: Props) => {
  const said = words(language)
  if (!municipality) return null
  return (
    <Margin id="hjalp" heading={said.help}>
      <p>{said.helpMore}</p>
      <p>
        <b>
          <PhoneLink number={municipality.phone} />
        </b>
      </p>
      <p class="small">{say(municipality.phoneHours, language)}</p>
    </Margin>
  )
}
