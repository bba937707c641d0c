import type { Child } from 'hono/jsx'
import { day, type Day } from '#kernel/values/day'
import { sayDate } from '#kernel/values/when'
import { Acts, Button, ButtonLink, errorFor, Field, type FieldError, Form, TextArea } from '#ui/form'
import { Item, Rows } from '#ui/lists'
import { Page, PageHead } from '#ui/page'
import { Empty, Notice, Section } from '#ui/sheet'
import { PhoneLink, Swedish } from '#ui/words'
import type { Frame } from '../../frame.ts'
import { say } from '../../model.ts'
import { WeekFields } from '../fields.tsx'
import { root, staffPath, unitsPath } from '../model.ts'
import { words as common } from '../text.ts'
import type { Keeper, KeptUnit, UnitLine, Working } from './model.ts'
import { words } from './text.ts'

export const newUnitPath = `${unitsPath}/ny`
export const unitPath = (id: string) => `${unitsPath}/${id}`

export const UnitsPage = ({ frame, units }: { frame: Frame; units: readonly UnitLine[] }) => {
  const { language } = frame
  const said = words(language)
  return (
    <Page {...frame} title={said.title}>
      <PageHead back={{ href: root, text: common(language).back }} title={said.title}>
        <p>{said.lead}</p>
      </PageHead>
      {units.length === 0 ? (
        <Empty heading={said.none} level={2}>
          <p>{said.noneText}</p>
        </Empty>
      ) : (
        <Rows>
          {units.map(({ id, name, phone, phoneHours, lacks, dispatchers, goneAt }) => (
            <Item href={unitPath(id)} title={<Swedish language={language}>{say(name, 'sv')}</Swedish>}>
              <p>
                <PhoneLink number={phone} />
                {say(phoneHours, language) && `, ${say(phoneHours, language)}`}
              </p>
              <p class="small">
                {[goneAt && said.gone, lacks.length > 0 && said.lacks(lacks), dispatchers === 1 && said.dispatchers(dispatchers)]
                  .filter(Boolean)
                  .join(' ')}
              </p>
            </Item>
          ))}
        </Rows>
      )}
      <Acts>
        <ButtonLink href={newUnitPath} variant="secondary">
          {said.add}
        </ButtonLink>
      </Acts>
    </Page>
  )
}

type Props = {
  frame: Frame
  today: Day
  /** Nothing for a new one. */
  unit?: KeptUnit | undefined
  keepers?: readonly Keeper[]
  working?: readonly Working[]
  /** Its own id, so that the same send twice makes one. */
  form: string
  typed: Record<string, string>
  errors?: readonly FieldError[]
  saved?: boolean
  stale?: boolean
}

/** A unit as people meet it: everything that is said of it anywhere. */
export const UnitPage = ({ frame, today, unit, keepers = [], working = [], form, typed, errors = [], saved, stale }: Props) => {
  const { language } = frame
  const said = words(language)
  const { wrong, save, saved: isSaved } = common(language)
  const field = (id: string, label: Child, more: { hint?: Child; maxlength?: number; type?: 'tel' } = {}) => (
    <Field id={id} label={label} value={typed[id]} error={errorFor(errors, id)} autocomplete="off" {...more} />
  )
  const long = (id: string, label: Child, hint?: Child) => (
    <TextArea
      id={id}
      label={label}
      hint={hint}
      rows={2}
      maxlength={300}
      value={typed[id]}
      error={errorFor(errors, id)}
      language={language}
    />
  )
  return (
    <Page {...frame} title={unit ? said.unit : said.newUnit}>
      <PageHead
        back={{ href: unitsPath, text: said.title }}
        title={unit ? <Swedish language={language}>{say(unit.name, 'sv')}</Swedish> : said.newUnit}
      >
        {unit && <p>{said.codeIs(common(language).origin[unit.origin], unit.code)}</p>}
      </PageHead>
      {saved && (
        <Notice tone="success" heading={isSaved}>
          <p>{said.savedText}</p>
        </Notice>
      )}
      {stale && (
        <Notice tone="warning" heading={wrong.heading}>
          <p>{wrong.stale}</p>
        </Notice>
      )}
      {unit?.goneAt && (
        <Notice tone="warning" heading={said.gone}>
          <p>{said.goneText}</p>
        </Notice>
      )}
      <Form language={language} errors={errors}>
        <input type="hidden" name="formular" value={form} />
        {unit && <input type="hidden" name="revision" value={unit.revision} />}
        {!unit && field('kod', said.code, { hint: said.codeHint, maxlength: 60 })}
        {unit?.origin === 'scim' ? <p>{said.nameTheirs}</p> : field('namn', said.name, { maxlength: 200 })}
        {field('namn_en', said.nameEn, { maxlength: 200 })}
        {field('telefon', said.phone, { type: 'tel', maxlength: 40 })}
        <WeekFields typed={typed} was={unit?.phoneHours ?? {}} errors={errors} language={language} />
        {long('besok', said.visit, said.visitHint)}
        {long('besok_en', said.visitEn)}
        {field('post', said.post, { maxlength: 300, hint: unit?.committeePost && said.postHint(unit.committeePost) })}
        {field('tyst', said.silent, { maxlength: 2 })}
        {field('hsa', said.hsa, { hint: said.hsaHint, maxlength: 40 })}
        <Acts>
          <Button>{save}</Button>
        </Acts>
      </Form>
      {unit && <People frame={frame} today={today} keepers={keepers} working={working} />}
    </Page>
  )
}

const People = ({
  frame: { language },
  today,
  keepers,
  working,
}: Pick<Props, 'frame' | 'today'> & { keepers: readonly Keeper[]; working: readonly Working[] }) => {
  const said = words(language)
  const dispatchers = working.filter(({ role }) => role === 'requestDispatcher')
  const rest = working.filter(({ role }) => role !== 'requestDispatcher')
  return (
    <>
      <Section id="tar-emot" heading={said.dispatcherHeading}>
        {dispatchers.length === 0 ? <p>{said.dispatcherNone}</p> : <Workers workers={dispatchers} today={today} language={language} />}
        {dispatchers.length === 1 && <p>{said.dispatcherFew}</p>}
        <p class="small soft">{said.dispatcherHow}</p>
      </Section>
      <Section id="ser-till" heading={said.keepers}>
        {keepers.map(({ place, name }) => (
          <p>{said.keeper(said.places[place], name)}</p>
        ))}
        <p class="small soft">{said.keepersHow}</p>
      </Section>
      <Section id="arbetar" heading={said.working}>
        {rest.length === 0 ? <p>{said.noneWorking}</p> : <Workers workers={rest} today={today} language={language} roles />}
        <Acts>
          <a href={staffPath}>{said.toStaff}</a>
        </Acts>
      </Section>
    </>
  )
}

const Workers = ({
  workers,
  today,
  language,
  roles,
}: {
  workers: readonly Working[]
  today: Day
  language: Frame['language']
  roles?: boolean
}) => {
  const said = words(language)
  return (
    <Rows>
      {workers.map(({ staffId, name, role, from, to, away }) => (
        <Item href={`${staffPath}/${staffId}`} title={name}>
          <p>
            {[
              roles && `${common(language).roles[role]}.`,
              day(from) > today && said.from(sayDate(day(from), today, language)),
              to && said.to(sayDate(day(to), today, language)),
              away && said.away,
            ]
              .filter(Boolean)
              .join(' ')}
          </p>
        </Item>
      ))}
    </Rows>
  )
}
