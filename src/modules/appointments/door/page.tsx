import type { Child } from 'hono/jsx'
import { type Day, dayOf } from '#kernel/values/day'
import { theirs } from '#kernel/values/marks'
import { capital, sayHowFar, sayMoment, sayTime } from '#kernel/values/when'
import { Acts, Button, Field, type FieldError, errorFor, Form, Radios } from '#ui/form'
import { Page, PageHead } from '#ui/page'
import { Folder, Notice, Section } from '#ui/sheet'
import { marked, Moment, PhoneLink } from '#ui/words'
import type { Framed } from '../meets.tsx'
import { linesOf } from '../model.ts'
import { NumberField, numberField } from '../number.tsx'
import { doorPath } from '../paths.ts'
import { seenField } from '../seen.ts'
import { words as timeWords } from '../text.ts'
import type { Act, Came, Door, FreeHere, Key } from './model.ts'
import { words } from './text.ts'

type Props = { frame: Framed; door: Door; way: Key; now: Date; today: Day; came?: Came | undefined }

/** Where a code is typed. */
export const AskPage = ({ frame, typed, wrong }: { frame: Framed; typed?: string | undefined; wrong?: boolean }) => {
  const { language } = frame
  const said = words(language).ask
  const errors = wrong ? [{ field: 'kod', message: said.wrong }] : []
  return (
    <Page {...frame} title={words(language).title} ruled={false} simple>
      <PageHead title={said.title}>
        <p>{said.lead}</p>
      </PageHead>
      <Form action={doorPath} language={language} errors={errors}>
        <Field
          id="kod"
          label={said.code}
          hint={said.hint}
          value={typed}
          autocomplete="off"
          maxlength={20}
          error={errorFor(errors, 'kod')}
        />
        <Acts>
          <Button>{said.act}</Button>
        </Acts>
        <p class="small">{said.phone}</p>
      </Form>
    </Page>
  )
}

/** The same for a link that was never right, is too old, or went to a number that has changed. */
export const ClosedPage = ({ frame }: { frame: Framed }) => {
  const said = words(frame.language).closed
  return (
    <Page {...frame} title={words(frame.language).title} ruled={false} simple>
      <PageHead title={said.title}>
        <p>{said.text}</p>
        <p class="acts">
          <a href="/logga-in">{said.signIn}</a>
        </p>
      </PageHead>
    </Page>
  )
}

/** One time: when, where, the way in and a number to phone; and to confirm, move or cancel it. */
export const DoorPage = (props: Props) => {
  const { frame, door, now, today } = props
  const { language } = frame
  const said = words(language)
  const booked = door.state === 'booked'
  const { offerAt, offerUntil } = door
  return (
    <Page {...frame} title={said.title} ruled={false} simple>
      <PageHead title={said.title} />
      <CameTo {...props} />
      {booked && offerAt && offerUntil && (
        <Folder id="nu" tab={said.offer.tab} voice="you" tinted heading={said.offer.heading}>
          <p>{said.offer.text(capital(sayMoment(offerAt, today, language)), sayMoment(offerUntil, today, language))}</p>
          <Act {...props} act="ta" main>
            {said.offer.yes}
          </Act>
          <Act {...props} act="avsta">
            {said.offer.no}
          </Act>
        </Folder>
      )}
      <Folder
        id="nar"
        tab={said.tab[door.state]}
        voice={booked ? 'both' : 'plain'}
        look="when"
        heading={<Moment at={door.startsAt} today={today} language={language} capital />}
      >
        {booked ? <Where {...props} /> : <p>{said.cancelled}</p>}
        <p>
          <b>{said.call}</b> {said.callText} <PhoneLink number={door.phone} />
        </p>
        {booked &&
          (door.confirmed ? (
            <p>{said.confirmed}</p>
          ) : (
            door.startsAt > now && (
              <Act {...props} act="bekrafta">
                {said.confirm}
              </Act>
            )
          ))}
      </Folder>
      {booked && <Way {...props} />}
      {booked && door.startsAt > now && (
        <Section id="andra" heading={said.changes} after>
          <p>{(now <= door.closesAt ? said.until : said.late)(sayMoment(door.closesAt, today, language))}</p>
          {now <= door.closesAt && (
            <>
              {door.mayMove && (
                <Act {...props} act="tider">
                  {said.move}
                </Act>
              )}
              <Act {...props} act="avboka">
                {said.cancel}
              </Act>
            </>
          )}
        </Section>
      )}
    </Page>
  )
}

const CameTo = ({ frame: { language }, came }: Props) => {
  if (!came) return null
  const { heading, text } = words(language).came[came]
  return (
    <Notice tone={came === 'taken' || came === 'late' || came === 'changed' ? 'warning' : 'success'} heading={heading}>
      {text && <p>{text}</p>}
    </Notice>
  )
}

/** A button of its own, since each is another act; what opened the page goes along and stands in no address, and so does which time it shows. */
const Act = ({ frame: { language }, way, door, act, main, children }: Props & { act: Act; main?: boolean; children?: Child }) => (
  <Form action={doorPath} language={language}>
    <input type="hidden" name={way.name} value={way.value} />
    <input type="hidden" name={seenField} value={String(door.sequence)} />
    {(act === 'ta' || act === 'avsta') && door.offerId && <input type="hidden" name="erbjudande" value={door.offerId} />}
    <Acts>
      <Button name="gor" value={act} variant={main ? undefined : 'secondary'}>
        {children}
      </Button>
    </Acts>
  </Form>
)

/** How far off, until when, and where or how. */
export const Where = ({ frame: { language }, door, today }: Pick<Props, 'frame' | 'door' | 'today'>) => {
  const said = words(language)
  const lines = [[door.street, door.postal].filter(Boolean).join(', '), door.entrance, door.room].filter((line): line is string => !!line)
  return (
    <>
      <p>{said.ends(capital(sayHowFar(dayOf(door.startsAt), today, language)), sayTime(door.endsAt, language))}</p>
      {lines.length > 0 && (
        <p>
          {lines.map((line, at) => (
            <>
              {at > 0 && <br />}
              <b>{marked(theirs(line, language))}</b>
            </>
          ))}
        </p>
      )}
      {door.straightIn && <p>{said.straightIn}</p>}
      {door.manner !== 'visit' && (
        <p>
          {said.how(door.manner)} {door.manner === 'phone' && !door.hasNumber && <b>{said.noNumber}</b>}
        </p>
      )}
      {door.manner === 'video' &&
        (door.link && door.link.startsWith('https://') ? (
          <p class="acts">
            <a href={door.link} rel="noreferrer">
              {said.link}
            </a>
          </p>
        ) : (
          <p>{said.linkElsewhere}</p>
        ))}
    </>
  )
}

/** The way in, as far as the unit has written it. */
export const Way = ({ frame: { language }, door }: Pick<Props, 'frame' | 'door'>) => {
  const [map, steps, access] = [door.mapText, door.wayIn, door.access].map((text) => linesOf(text ?? ''))
  if (!map?.length && !steps?.length && !access?.length) return null
  return (
    <Section id="hitta" heading={words(language).way} after>
      {map?.map((line) => (
        <p>{marked(theirs(line, language))}</p>
      ))}
      {steps && steps.length > 0 && (
        <ol>
          {steps.map((step) => (
            <li>{marked(theirs(step, language))}</li>
          ))}
        </ol>
      )}
      {access?.map((line) => (
        <p>{marked(theirs(line, language))}</p>
      ))}
    </Section>
  )
}

/** The free times to move to, as a choice and a button: it is sent as a form, so that no address holds what opens it. */
type Choose = Props & {
  times: readonly FreeHere[]
  chosen?: string | undefined
  number?: string | undefined
  errors?: readonly FieldError[]
}
export const ChoosePage = (props: Choose) => {
  const { frame, door, way, today, times, chosen, number, errors = [] } = props
  const { language } = frame
  const said = words(language)
  const several = new Set(times.map(({ manner }) => manner)).size > 1
  return (
    <Page {...frame} title={said.title} ruled={false} simple>
      <PageHead title={said.choose.title}>
        <p>{said.choose.lead(sayMoment(door.startsAt, today, language))}</p>
      </PageHead>
      <CameTo {...props} />
      {times.length === 0 ? (
        <p>
          {said.choose.none} <PhoneLink number={door.phone} />
        </p>
      ) : (
        <Form action={doorPath} language={language} errors={errors}>
          <input type="hidden" name={way.name} value={way.value} />
          <input type="hidden" name={seenField} value={String(door.sequence)} />
          <Radios
            id="tid"
            label={said.choose.time}
            value={chosen}
            error={errorFor(errors, 'tid')}
            options={times.map(({ slotId, startsAt, manner }) => ({
              value: slotId,
              text: capital(sayMoment(startsAt, today, language)),
              ...(several ? { hint: timeWords(language).manner(manner) } : {}),
            }))}
          />
          {!door.hasNumber && times.some(({ manner }) => manner === 'phone') && (
            <NumberField
              value={number}
              hint={several ? said.choose.number : undefined}
              error={errorFor(errors, numberField)}
              language={language}
            />
          )}
          <Acts>
            <Button name="gor" value="flytta">
              {said.choose.act}
            </Button>
          </Acts>
        </Form>
      )}
      <Back {...props} />
    </Page>
  )
}

/** Asked once more. */
export const SureToCancelPage = (props: Props) => {
  const { frame, door, today } = props
  const { language } = frame
  const said = words(language)
  return (
    <Page {...frame} title={said.title} ruled={false} simple>
      <PageHead title={said.sure.title}>
        <p>
          <b>{capital(sayMoment(door.startsAt, today, language))}</b>
        </p>
        <p>{said.sure.text}</p>
      </PageHead>
      <Act {...props} act="avboka-ja" main>
        {said.sure.act}
      </Act>
      <Back {...props} />
    </Page>
  )
}

const Back = ({ frame: { language }, way }: Props) => (
  <Form action={doorPath} language={language}>
    <input type="hidden" name={way.name} value={way.value} />
    <Acts>
      <Button variant="tertiary">{words(language).back}</Button>
    </Acts>
  </Form>
)
