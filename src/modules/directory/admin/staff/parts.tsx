import { day, type Day } from '#kernel/values/day'
import { capital, sayDate } from '#kernel/values/when'
import { Acts, Button, errorFor, Field, type FieldError, Form, Select } from '#ui/form'
import { Item, Rows } from '#ui/lists'
import { Photo } from '#ui/person'
import { More, Notice, Section } from '#ui/sheet'
import { Swedish } from '#ui/words'
import { withAway } from '../../away.ts'
import type { Frame } from '../../frame.ts'
import { say } from '../../model.ts'
import { portrait } from '../../portrait.ts'
import { roles, staffPath } from '../model.ts'
import { words as common } from '../text.ts'
import type { Absence, Assignment, Choice, KeptStaff } from './model.ts'
import { words } from './text.ts'

type Props = {
  frame: Frame
  today: Day
  who: KeptStaff
  assignments?: readonly Assignment[]
  absences?: readonly Absence[]
  colleagues: readonly Choice[]
  units?: readonly { id: string; name: { sv?: string | undefined } }[]
  leaves?: string | undefined
  form: string
  part?: string
  partTyped?: Record<string, string>
  errors?: readonly FieldError[]
}
const pathOf = ({ who }: Pick<Props, 'who'>, rest: string) => `${staffPath}/${who.id}/${rest}`
/** What was typed in this part and what was wrong there: nothing when it was another part that was sent. */
const of = (name: string, { part, partTyped = {}, errors = [] }: Props) =>
  part === name ? { typed: partTyped, errors } : { typed: {} as Record<string, string>, errors: [] as FieldError[] }

export const PhotoPart = (props: Props) => {
  const { language } = props.frame
  const said = words(language)
  const { errors } = of('foto', props)
  const address = portrait(props.who.photo)
  return (
    <Section id="foto" heading={said.photo}>
      <p>{said.photoText}</p>
      {address && (
        <p>
          <Photo src={address} />
        </p>
      )}
      <Form action={pathOf(props, 'foto')} language={language} errors={errors} upload>
        <Field id="bild" type="file" label={said.photoPick} accept="image/jpeg,image/png,image/webp" error={errorFor(errors, 'bild')} />
        <Acts>
          <Button variant="secondary">{said.photoSave}</Button>
          {address && (
            <Button variant="tertiary" formaction={pathOf(props, 'foto/bort')}>
              {said.photoRemove}
            </Button>
          )}
        </Acts>
      </Form>
    </Section>
  )
}

export const AssignmentPart = (props: Props) => {
  const { frame, today, who, assignments = [], units = [] } = props
  const { language } = frame
  const said = words(language)
  const { typed, errors } = of('uppdrag', props)
  const ending = of('slut', props)
  return (
    <Section id="uppdrag" heading={said.assignments}>
      {assignments.length === 0 ? (
        <p>{said.noAssignments}</p>
      ) : (
        <Rows>
          {assignments.map(({ id, unit, role, from, to }) => (
            <Item
              title={
                <>
                  {common(language).roles[role]}, <Swedish language={language}>{say(unit, 'sv')}</Swedish>
                </>
              }
            >
              <p>
                {[
                  day(from) > today && said.from(sayDate(day(from), today, language)),
                  to ? said.to(sayDate(day(to), today, language)) : said.always,
                ]
                  .filter(Boolean)
                  .join(' ')}
              </p>
              {!who.own && (
                <div class="screen-only">
                  <More summary={said.end} open={errorFor(ending.errors, `sista-${id}`) !== undefined}>
                    <p>{said.endText}</p>
                    <Form
                      action={pathOf(props, `uppdrag/${id}/avsluta`)}
                      language={language}
                      errors={ending.errors.filter(({ field }) => field === `sista-${id}`)}
                    >
                      <Field
                        id={`sista-${id}`}
                        name="sista"
                        label={said.lastDay}
                        value={errorFor(ending.errors, `sista-${id}`) && ending.typed['sista']}
                        error={errorFor(ending.errors, `sista-${id}`)}
                      />
                      <Acts>
                        <Button variant="secondary">{said.endNow}</Button>
                      </Acts>
                    </Form>
                  </More>
                </div>
              )}
            </Item>
          ))}
        </Rows>
      )}
      {who.own ? (
        <p class="small soft">{said.ownAssignments}</p>
      ) : (
        <div class="screen-only">
          <More summary={said.give} open={errors.length > 0}>
            <Form action={pathOf(props, 'uppdrag')} language={language} errors={errors}>
              <Select
                id="enhet"
                label={said.unit}
                value={typed['enhet']}
                error={errorFor(errors, 'enhet')}
                options={[{ value: '', text: said.choose }, ...units.map(({ id, name }) => ({ value: id, text: say(name, 'sv') }))]}
              />
              <Select
                id="roll"
                label={said.roleIs}
                value={typed['roll']}
                error={errorFor(errors, 'roll')}
                options={[{ value: '', text: said.choose }, ...roles.map((role) => ({ value: role, text: common(language).roles[role] }))]}
              />
              <Field id="fran" label={said.first} hint={said.firstHint} value={typed['fran']} error={errorFor(errors, 'fran')} />
              <Field id="till" label={said.last} hint={said.lastHint} value={typed['till']} error={errorFor(errors, 'till')} />
              <Acts>
                <Button variant="secondary">{said.giveSave}</Button>
              </Acts>
            </Form>
          </More>
        </div>
      )}
    </Section>
  )
}

export const AbsencePart = (props: Props) => {
  const { frame, today, absences = [], colleagues, form } = props
  const { language } = frame
  return (
    <Section id="franvaro" heading={words(language).absence}>
      <Absences
        root={pathOf(props, 'franvaro')}
        today={today}
        absences={absences}
        colleagues={colleagues}
        form={form}
        language={language}
        {...of('franvaro', props)}
      />
    </Section>
  )
}

type AbsencesProps = {
  /** Where they are entered; each is taken away below it. */
  root: string
  today: Day
  absences: readonly Absence[]
  colleagues: readonly Choice[]
  form: string
  typed: Record<string, string>
  errors: readonly FieldError[]
  language: Frame['language']
  /** The form stands open: it is what the page is for. */
  open?: boolean
}

/** When somebody is away and who stands in, and the form that enters it. */
export const Absences = ({ root, today, absences, colleagues, form, typed, errors, language, open = false }: AbsencesProps) => {
  const said = words(language)
  const on = (text: string) => sayDate(day(text), today, language)
  const fields = (
    <Form action={root} language={language} errors={errors}>
      <input type="hidden" name="formular" value={form} />
      <Field id="borta_fran" label={said.first} hint={said.firstHint} value={typed['borta_fran']} error={errorFor(errors, 'borta_fran')} />
      <Field id="borta_till" label={said.last} hint={said.lastHint} value={typed['borta_till']} error={errorFor(errors, 'borta_till')} />
      <Select
        id="stallet"
        label={said.deputy}
        value={typed['stallet']}
        error={errorFor(errors, 'stallet')}
        options={[
          { value: '', text: said.usual },
          ...colleagues.map((one) => ({ value: one.id, text: withAway(one.name, one, today, language) })),
        ]}
      />
      <Acts>
        <Button variant={open ? undefined : 'secondary'}>{said.absenceSave}</Button>
      </Acts>
    </Form>
  )
  return (
    <>
      {absences.length === 0 && <p>{said.noAbsence}</p>}
      {absences.length > 0 && (
        <Rows>
          {absences.map(({ id, first, last, deputy, meetings }) => (
            <Item title={capital(last ? said.absent(on(first), on(last)) : said.absentOpen(on(first)))}>
              {deputy && <p>{said.standsIn(deputy)}</p>}
              {meetings > 0 && (
                <p>
                  {said.meetings(meetings)}{' '}
                  {open && <a href={`/personal/tider?visa=mina&fran=${first > today ? first : today}`}>{said.toMeetings}</a>}
                </p>
              )}
              <Form action={`${root}/${id}/bort`} language={language}>
                <Acts>
                  <Button variant="tertiary">{said.absenceEnd}</Button>
                </Acts>
              </Form>
            </Item>
          ))}
        </Rows>
      )}
      {open ? (
        <div class="section after">{fields}</div>
      ) : (
        <div class="screen-only">
          <More summary={said.absenceAdd} open={errors.length > 0}>
            <p>{said.absenceText}</p>
            {fields}
          </More>
        </div>
      )}
    </>
  )
}

export const LeavingPart = (props: Props) => {
  const { frame, today, who, leaves } = props
  const { language } = frame
  const said = words(language)
  if (!who.active)
    return (
      <Section id="slutar" heading={said.leaving}>
        <Notice tone="info" heading={said.closed} level={3}>
          <p>{said.closedText}</p>
        </Notice>
        {who.origin === 'scim' ? (
          <p>{said.closedScim}</p>
        ) : (
          <Form action={pathOf(props, 'oppna')} language={language}>
            <Acts>
              <Button variant="secondary">{said.reopen}</Button>
            </Acts>
          </Form>
        )}
      </Section>
    )
  return (
    <Section id="slutar" heading={said.leaving}>
      <p>{leaves ? said.leavingPlanned(sayDate(day(leaves), today, language)) : said.leavingText}</p>
      <Acts>
        <a href={pathOf(props, 'slutar')}>{leaves ? said.toPlan : said.toLeave}</a>
      </Acts>
      {leaves && (
        <Form action={pathOf(props, 'stannar')} language={language}>
          <Acts>
            <Button variant="secondary">{said.stay}</Button>
          </Acts>
        </Form>
      )}
    </Section>
  )
}
