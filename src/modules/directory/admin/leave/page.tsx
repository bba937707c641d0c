import { Acts, Button, errorFor, Field, type FieldError, Form, Radios, Select } from '#ui/form'
import type { Day } from '#kernel/values/day'
import { capital, sayMoment } from '#kernel/values/when'
import { Page, PageHead } from '#ui/page'
import { Section } from '#ui/sheet'
import { withAway } from '../../away.ts'
import type { Frame } from '../../frame.ts'
import { say } from '../../model.ts'
import { staffPath } from '../model.ts'
import type { Choice } from '../staff/model.ts'
import { candidatesFor, fieldOf, type Held, type Receiver } from './model.ts'
import type { Clash } from './queries.ts'
import { words } from './text.ts'

export const leavePath = (id: string) => `${staffPath}/${id}/slutar`

type Units = readonly { id: string; name: { sv?: string | undefined } }[]
type Props = {
  frame: Frame
  today: Day
  who: { id: string; name: string }
  /** The steward, who gives themself no role. */
  me: string
  held: readonly Held[]
  receivers: readonly Receiver[]
  units: Units
  form: string
  typed: Record<string, string>
  errors?: readonly FieldError[]
}

/** What of a thing, and where: "12 öppna ärenden på Vuxenenheten". */
export function sayHeld({ kind, n, unitId }: Held, units: Units, language: Frame['language']): string {
  const said = words(language)
  const unit = units.find(({ id }) => id === unitId)
  return unit ? said.at(said.held[kind](n), say(unit.name, 'sv')) : said.held[kind](n)
}

/** That meetings were handed to somebody who was booked at the time: "2 möten krockade …: i morgon kl. 10.00". */
export const sayClash = ({ name, times }: Clash, today: Day, language: Frame['language']): string =>
  words(language).clash(times.length, name, times.map((at) => sayMoment(at, today, language)).join(', '))

/** What somebody who leaves has, and who gets each of it (ADOPT-05). */
export const LeavePage = ({ frame, today, who, me, held, receivers, units, form, typed, errors = [] }: Props) => {
  const { language } = frame
  const said = words(language)
  const needing = held.filter(({ needs }) => needs)
  return (
    <Page {...frame} title={said.title}>
      <PageHead back={{ href: `${staffPath}/${who.id}`, text: said.back }} title={said.heading(who.name)}>
        <p>{needing.length > 0 ? said.lead : said.nothing}</p>
      </PageHead>
      <Form action={leavePath(who.id)} language={language} errors={errors}>
        <input type="hidden" name="formular" value={form} />
        {needing.map((one) => (
          <One
            one={one}
            along={alongWith(one, held)}
            candidates={candidatesFor(one, receivers, me)}
            units={units}
            typed={typed}
            errors={errors}
            today={today}
            language={language}
          />
        ))}
        <div class="section">
          <Radios
            id="nar"
            label={said.when}
            value={typed['nar']}
            error={errorFor(errors, 'nar')}
            options={[
              { value: 'nu', text: said.whenNow, hint: said.whenNowHint },
              { value: 'sedan', text: said.whenAfter },
            ]}
          />
          <Field id="sista" label={said.last} hint={said.lastHint} value={typed['sista']} error={errorFor(errors, 'sista')} />
        </div>
        <Acts>
          <Button>{said.save}</Button>
        </Acts>
      </Form>
    </Page>
  )
}

/** What goes where the matters of a unit go. */
const alongWith = ({ kind, unitId }: Held, held: readonly Held[]) =>
  kind === 'matters' ? held.filter((other) => !other.needs && other.unitId === unitId) : []

type OneProps = {
  one: Held
  along: readonly Held[]
  candidates: readonly Choice[]
  units: Units
  typed: Record<string, string>
  errors: readonly FieldError[]
  today: Day
  language: Frame['language']
}
const One = ({ one, along, candidates, units, typed, errors, today, language }: OneProps) => {
  const said = words(language)
  const field = fieldOf(one)
  return (
    <Section id={`om-${field}`} heading={capital(sayHeld(one, units, language))}>
      {along.length > 0 && <p>{said.along(capital(along.map(({ kind, n }) => said.held[kind](n)).join(said.and)))}</p>}
      {one.kind === 'matters' && <p>{said.source}</p>}
      {candidates.length === 0 && <p>{said.nobodyCan}</p>}
      <Select
        id={field}
        label={said.to}
        value={typed[field]}
        error={errorFor(errors, field)}
        options={[
          { value: '', text: said.choose },
          ...candidates.map((other) => ({ value: other.id, text: withAway(other.name, other, today, language) })),
        ]}
      />
    </Section>
  )
}
