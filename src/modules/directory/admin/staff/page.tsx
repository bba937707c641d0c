import type { Child } from 'hono/jsx'
import { day, type Day } from '#kernel/values/day'
import { sayDate } from '#kernel/values/when'
import { Acts, Button, ButtonLink, errorFor, Field, type FieldError, Form, Search, Select } from '#ui/form'
import { Filter, Item, Pager, Rows } from '#ui/lists'
import { Page, PageHead } from '#ui/page'
import { Empty, Notice } from '#ui/sheet'
import { Swedish } from '#ui/words'
import { withAway } from '../../away.ts'
import type { Frame } from '../../frame.ts'
import { say } from '../../model.ts'
import { WeekFields } from '../fields.tsx'
import { sayClash } from '../leave/page.tsx'
import type { Clash } from '../leave/queries.ts'
import { root, staffPath } from '../model.ts'
import { words as common } from '../text.ts'
import type { Absence, Assignment, Choice, KeptStaff, Show, StaffLine } from './model.ts'
import { shows } from './model.ts'
import { AbsencePart, AssignmentPart, LeavingPart, PhotoPart } from './parts.tsx'
import { words } from './text.ts'

export const newPersonPath = `${staffPath}/ny`
export const personPath = (id: string) => `${staffPath}/${id}`

type ListProps = {
  frame: Frame
  today: Day
  staff: readonly StaffLine[]
  show?: Show
  before?: string | undefined
  next?: string | undefined
  /** What was sought, and what was wrong with it. */
  sought?: string | undefined
  fault?: string | undefined
}

export const StaffPage = ({ frame, today, staff, show, before, next, sought, fault }: ListProps) => {
  const { language } = frame
  const said = words(language)
  return (
    <Page {...frame} title={said.title}>
      <PageHead back={{ href: root, text: common(language).back }} title={said.title}>
        <p>{said.lead}</p>
      </PageHead>
      <Search id="sok" action={staffPath} label={said.find} hint={said.findHint} button={said.search} value={sought} error={fault} />
      <Filter
        label={said.show}
        links={Object.entries(shows).map(([name, one]) => ({
          href: `${staffPath}?visa=${name}`,
          text: said.shows[name as keyof typeof shows],
          current: one === show,
        }))}
      />
      {staff.length === 0 ? (
        <Empty heading={sought ? said.notFound(sought) : said.none} level={2}>
          <p>{sought ? said.notFoundText : said.noneText}</p>
        </Empty>
      ) : (
        <Rows>
          {staff.map((one) => (
            <Line one={one} today={today} language={language} />
          ))}
        </Rows>
      )}
      <Pager before={before} next={next} language={language} />
      <Acts>
        <ButtonLink href={newPersonPath} variant="secondary">
          {said.add}
        </ButtonLink>
      </Acts>
    </Page>
  )
}

const Line = ({
  one: { id, name, active, away, leaves, desks },
  today,
  language,
}: {
  one: StaffLine
  today: Day
  language: Frame['language']
}) => {
  const said = words(language)
  return (
    <Item href={personPath(id)} title={name}>
      {desks.length === 0 && <p>{said.noDesk}</p>}
      {desks.map(({ unit, role }) => (
        <p>
          {common(language).roles[role]}, <Swedish language={language}>{say(unit, 'sv')}</Swedish>
        </p>
      ))}
      {(!active || away || leaves) && (
        <p class="small">
          {[!active && said.closed, active && away && said.away, leaves && said.leaves(sayDate(day(leaves), today, language))]
            .filter(Boolean)
            .join(' ')}
        </p>
      )}
    </Item>
  )
}

/** A part of the page with a form of its own, when it could not be taken. */
export type Part = 'uppgifter' | 'foto' | 'uppdrag' | 'slut' | 'franvaro'
export type Done = keyof ReturnType<typeof words>['done']
export type Props = {
  frame: Frame
  today: Day
  /** Nothing for a new one. */
  who?: KeptStaff | undefined
  assignments?: readonly Assignment[]
  absences?: readonly Absence[]
  colleagues: readonly Choice[]
  units?: readonly { id: string; name: { sv?: string | undefined } }[]
  leaves?: string | undefined
  /** Meetings that whoever got them had no room for. */
  clashes?: readonly Clash[]
  form: string
  /** The fields of the details as they stand; of another part, what was typed in it. */
  typed: Record<string, string>
  part?: Part
  partTyped?: Record<string, string>
  errors?: readonly FieldError[]
  saved?: boolean
  stale?: boolean
  done?: Done | undefined
}

export const PersonPage = (props: Props) => {
  const { frame, today, who, saved, stale, done, clashes } = props
  const { language } = frame
  const said = words(language)
  const { wrong, saved: isSaved, origin } = common(language)
  return (
    <Page {...frame} title={who ? said.person : said.newPerson}>
      <PageHead back={{ href: staffPath, text: said.title }} title={who ? who.name : said.newPerson}>
        {who && <p>{who.kept ? origin[who.origin] : said.elsewhereText}</p>}
      </PageHead>
      {saved && (
        <Notice tone="success" heading={isSaved}>
          <p>{said.savedText}</p>
        </Notice>
      )}
      {done && <Notice tone="success" heading={said.done[done]} />}
      {clashes?.map((one) => (
        <Notice tone="warning" heading={said.clashes}>
          <p>{sayClash(one, today, language)}</p>
        </Notice>
      ))}
      {stale && (
        <Notice tone="warning" heading={wrong.heading}>
          <p>{wrong.stale}</p>
        </Notice>
      )}
      {(!who || who.kept) && <Details {...props} />}
      {who?.kept && <PhotoPart {...props} who={who} />}
      {who && <AssignmentPart {...props} who={who} />}
      {who?.kept && who.active && <AbsencePart {...props} who={who} />}
      {who?.kept && !who.own && <LeavingPart {...props} who={who} />}
    </Page>
  )
}

const Details = ({ frame: { language }, today, who, colleagues, form, typed, part = 'uppgifter', errors: all = [] }: Props) => {
  const said = words(language)
  const errors = part === 'uppgifter' ? all : []
  const field = (id: string, label: Child, more: { hint?: Child; maxlength?: number; type?: 'tel' | 'email' } = {}) => (
    <Field id={id} label={label} value={typed[id]} error={errorFor(errors, id)} autocomplete="off" {...more} />
  )
  const theirs = who?.origin === 'scim'
  const mail = who?.emailRefused ? `${said.emailHint} ${said.emailRefused}` : said.emailHint
  return (
    <Form action={who ? personPath(who.id) : newPersonPath} language={language} errors={errors}>
      <input type="hidden" name="formular" value={form} />
      {who && <input type="hidden" name="revision" value={who.revision} />}
      {who?.origin === 'csv' && <p>{said.fromList}</p>}
      {theirs ? (
        <p>{said.theirs(who.emailTheirs)}</p>
      ) : (
        <>
          {field('namn', said.name, { maxlength: 200 })}
          {field('titel', said.jobTitle, { hint: said.jobTitleHint, maxlength: 100 })}
          {field('titel_en', said.jobTitleEn, { maxlength: 100 })}
          {field('telefon', said.phone, { hint: said.phoneHint, maxlength: 40, type: 'tel' })}
        </>
      )}
      {!who?.emailTheirs && field('epost', said.email, { hint: mail, maxlength: 254, type: 'email' })}
      <WeekFields typed={typed} was={who?.phoneHours ?? {}} errors={errors} language={language} />
      <Select
        id="ersattare"
        label={said.deputy}
        hint={said.deputyHint}
        value={typed['ersattare']}
        error={errorFor(errors, 'ersattare')}
        options={[
          { value: '', text: common(language).nobody },
          ...colleagues.map((one) => ({ value: one.id, text: withAway(one.name, one, today, language) })),
        ]}
      />
      {!theirs && field('hsa', said.hsa, { maxlength: 40 })}
      {!theirs && !who?.own && field('inloggning', said.login, { hint: said.loginHint, maxlength: 200 })}
      <Acts>
        <Button>{common(language).save}</Button>
      </Acts>
    </Form>
  )
}
