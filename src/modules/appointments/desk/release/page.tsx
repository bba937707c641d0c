import type { Language } from '#kernel/text'
import { addDays, type Day } from '#kernel/values/day'
import { capital, sayDate, sayDay, sayMoment } from '#kernel/values/when'
import { type Frame, say } from '#modules/directory'
import { Acts, Button, ButtonLink, Checkbox, errorFor, Field, type FieldError, Form, Radios, Select, TextArea } from '#ui/form'
import { Filter, Item, Rows } from '#ui/lists'
import { Page, PageHead } from '#ui/page'
import { Empty, Notice, Split } from '#ui/sheet'
import {
  byDay,
  type Colleague,
  type KindOption,
  kindsPath,
  manners,
  type PlaceOption,
  releasePath,
  root,
  sayClock,
  sayHours,
} from '../model.ts'
import { words as common } from '../text.ts'
import { fields, type Span, type Typed, type Wanted, weekdayFields } from './model.ts'
import type { Collision } from './queries.ts'
import { listed, words } from './text.ts'

export type Options = { kinds: readonly KindOption[]; places: readonly PlaceOption[]; colleagues: readonly Colleague[] }
type Props = Options & {
  frame: Frame
  today: Day
  me: string
  manager: boolean
  series: boolean
  form: string
  typed: Typed
  errors?: readonly FieldError[]
}

/** One time or several by a rule: what they are for, whose, how and where, and when. */
export const ReleasePage = (props: Props) => {
  const { frame, kinds, manager, series, form, errors = [] } = props
  const { language } = frame
  const said = words(language)
  return (
    <Page {...frame} title={said.title}>
      <PageHead back={{ href: root, text: common(language).times }} title={said.title}>
        <p>{said.lead}</p>
        {kinds.length > 0 && (
          <Filter
            label={said.how}
            links={[
              { href: releasePath, text: said.one, current: !series },
              { href: `${releasePath}?hur=serie`, text: said.series, current: series },
            ]}
          />
        )}
      </PageHead>
      {kinds.length === 0 ? (
        <Empty heading={said.noKinds} level={2}>
          <p>{said.noKindsText}</p>
          {manager && (
            <Acts>
              <ButtonLink href={kindsPath}>{said.toKinds}</ButtonLink>
            </Acts>
          )}
        </Empty>
      ) : (
        <Form language={language} errors={errors} action={releasePath}>
          <input type="hidden" name="nyckel" value={form} />
          <input type="hidden" name="hur" value={series ? 'serie' : 'en'} />
          <What {...props} />
          {series ? <Several {...props} /> : <One {...props} />}
          <Acts>
            <Button>{series ? said.preview : said.release}</Button>
          </Acts>
        </Form>
      )}
    </Page>
  )
}

const What = ({ frame: { language }, kinds, places, colleagues, me, typed, errors = [] }: Props) => {
  const said = words(language)
  const wrong = (field: string) => errorFor(errors, field)
  return (
    <>
      <Select
        id="slag"
        label={said.kind}
        value={typed['slag']}
        error={wrong('slag')}
        options={[
          ...(kinds.length > 1 ? [{ value: '', text: '' }] : []),
          ...kinds.map(({ id, name, minutes, open }) => ({ value: id, text: said.kindOption(say(name, language), minutes, open) })),
        ]}
      />
      <Select
        id="vem"
        label={said.whose}
        value={typed['vem'] ?? me}
        error={wrong('vem')}
        options={colleagues.map(({ id, name }) => ({ value: id, text: id === me ? said.me(name) : name }))}
      />
      <Radios
        id="satt"
        label={said.manner}
        value={typed['satt']}
        error={wrong('satt')}
        options={manners
          .filter((manner) => kinds.some((kind) => kind.manners.includes(manner)))
          .map((value) => ({ value, text: common(language).manner[value] }))}
      />
      <Select
        id="plats"
        label={said.place}
        hint={places.length === 0 ? said.noPlaces : undefined}
        value={typed['plats']}
        error={wrong('plats')}
        options={[{ value: '', text: said.noPlace }, ...places.map(({ id, name, street }) => ({ value: id, text: `${name}, ${street}` }))]}
      />
      {kinds.some((kind) => kind.manners.includes('video')) && (
        <Field
          id="lank"
          label={said.link}
          hint={said.linkHint}
          maxlength={500}
          autocomplete="off"
          value={typed['lank']}
          error={wrong('lank')}
        />
      )}
    </>
  )
}

type Asked = 'dag' | 'tid' | 'langd' | 'fran' | 'till' | 'paus' | 'rastfran' | 'rasttill' | 'forsta' | 'sista'
const line = ({ typed, errors = [] }: Props, id: Asked) => ({ id, autocomplete: 'off', value: typed[id], error: errorFor(errors, id) })

const One = (props: Props) => {
  const said = words(props.frame.language)
  return (
    <>
      <Field {...line(props, 'dag')} label={said.day} hint={said.dayHint(addDays(props.today, 7))} />
      <Field {...line(props, 'tid')} label={said.time} hint={said.timeHint} />
      <Length {...props} />
    </>
  )
}

const Length = (props: Props) => {
  const said = words(props.frame.language)
  return <Field {...line(props, 'langd')} label={said.length} hint={said.lengthHint} inputmode="numeric" />
}

const Several = (props: Props) => {
  const {
    frame: { language },
    typed,
    errors = [],
    today,
  } = props
  const said = words(language)
  const wrong = errorFor(errors, 'dag1')
  return (
    <>
      <fieldset class="ds-fieldset" aria-describedby={['dagar-hint', wrong && 'dagar-error'].filter(Boolean).join(' ')}>
        <legend class="ds-label">{said.weekdays}</legend>
        <p data-field="description" id="dagar-hint">
          {said.holidays}
        </p>
        <div class="free-times">
          {said.weekday.split('|').map((text, at) => (
            <Checkbox id={weekdayFields[at]!} label={text} checked={typed[weekdayFields[at]!] === 'ja'} />
          ))}
        </div>
        {wrong && (
          <p class="ds-validation-message" id="dagar-error">
            {wrong}
          </p>
        )}
      </fieldset>
      <Split>
        <Field {...line(props, 'forsta')} label={said.first} hint={said.dayHint(addDays(today, 7))} />
        <Field {...line(props, 'sista')} label={said.last} hint={said.dayHint(addDays(today, 60))} />
      </Split>
      <Split>
        <Field {...line(props, 'fran')} label={said.from} hint={said.timeHint} />
        <Field {...line(props, 'till')} label={said.to} hint={said.toHint} />
      </Split>
      <Split>
        <Length {...props} />
        <Field {...line(props, 'paus')} label={said.pause} hint={said.pauseHint} inputmode="numeric" />
      </Split>
      <Split>
        <Field {...line(props, 'rastfran')} label={said.restFrom} hint={said.restFromHint} />
        <Field {...line(props, 'rasttill')} label={said.restTo} hint={said.restToHint} />
      </Split>
      <TextArea
        language={language}
        id="undantag"
        label={said.except}
        hint={said.exceptHint}
        rows={3}
        value={typed['undantag']}
        error={errorFor(errors, 'undantag')}
      />
    </>
  )
}

type PreviewProps = {
  frame: Frame
  today: Day
  form: string
  typed: Typed
  wanted: Wanted
  name: string
  collisions: readonly Collision[]
}

/** Every time of a series before it is made, and what each collides with. */
export const PreviewPage = ({ frame, today, form, typed, wanted, name, collisions }: PreviewProps) => {
  const { language } = frame
  const said = words(language)
  const of = new Map(collisions.map((one) => [one.n, one]))
  const left = wanted.times.length - of.size
  const numbered = wanted.times.map((span, n) => ({ span, collision: of.get(n) }))
  return (
    <Page {...frame} title={said.title}>
      <PageHead back={{ href: root, text: common(language).times }} title={said.check}>
        <p>
          {left > 0 && said.will(left)} {said.whoseTimes(name)}
        </p>
        <p>{[say(wanted.kind.name, language), common(language).manner[wanted.manner], said.each(wanted.rule.minutes)].join(', ')}</p>
      </PageHead>
      {of.size > 0 && (
        <Notice tone="warning" heading={left > 0 ? said.collide(of.size) : said.allCollide}>
          {[...Map.groupBy(numbered, ({ collision }) => collision && (collision.room ?? ''))].map(
            ([room, list]) =>
              room !== undefined && (
                <p>
                  {collideText(
                    room || name,
                    list.map(({ span }) => span),
                    today,
                    language,
                    room !== '',
                  )}
                </p>
              ),
          )}
        </Notice>
      )}
      <Form language={language} action={releasePath}>
        <input type="hidden" name="nyckel" value={form} />
        <input type="hidden" name="hur" value="serie" />
        {[...fields, ...weekdayFields].map((field) => typed[field] && <input type="hidden" name={field} value={typed[field]} />)}
        <Acts>
          {left > 0 && (
            <Button name="steg" value="slapp">
              {said.doIt(left)}
            </Button>
          )}
          <Button variant="secondary" name="steg" value="andra">
            {said.change}
          </Button>
        </Acts>
      </Form>
      <section class="section" aria-labelledby="tiderna">
        <h2 id="tiderna">{common(language).times}</h2>
        {wanted.skipped.length > 0 && (
          <p>
            {said.skipped(
              listed(
                wanted.skipped.map((day) => sayDate(day, today, language)),
                language,
                40,
              ),
            )}
          </p>
        )}
        <Rows>
          {byDay(numbered, ({ span }) => span.from).map(({ day, list }) => (
            <Item title={capital(sayDay(day, today, language))}>
              <p>
                {list
                  .filter(({ collision }) => !collision)
                  .map(({ span }) => sayClock(span.from, language))
                  .join(', ')}
              </p>
              {list.map(
                ({ span, collision }) =>
                  collision && (
                    <p class="soft">
                      {sayHours(span.from, span.to, language)} {collisionText(collision, language)}
                    </p>
                  ),
              )}
            </Item>
          ))}
        </Rows>
      </section>
    </Page>
  )
}

function collisionText({ kind, startsAt, endsAt, booked }: Collision, language: Language): string {
  const said = words(language)
  return kind && startsAt && endsAt ? said.withKind(say(kind, language), sayHours(startsAt, endsAt, language), booked) : said.withOther
}

/** Which times somebody has something at already, or a room is taken, in a sentence: each day once, with its times. */
export const collideText = (name: string, spans: readonly Span[], today: Day, language: Language, room = false): string =>
  words(language)[room ? 'roomText' : 'collideText'](
    name,
    listed(
      byDay(spans, ({ from }) => from).map(({ list }) =>
        [sayMoment(list[0]!.from, today, language), ...list.slice(1).map(({ from }) => sayClock(from, language))].join(', '),
      ),
      language,
    ),
  )

/** The same for one time, with what it collides with. */
export const oneCollides = (name: string, span: Span, collision: Collision | undefined, today: Day, language: Language): string =>
  `${collideText(collision?.room ?? name, [span], today, language, Boolean(collision?.room)).slice(0, -1)}${collision ? ` (${collisionText(collision, language)})` : ''}.`
