import type { Child } from 'hono/jsx'
import type { Language } from '#kernel/text'
import { type Day, dayOf } from '#kernel/values/day'
import { hoursIn } from '#kernel/values/hours'
import { theirs, unbroken } from '#kernel/values/marks'
import { phone } from '#kernel/values/phone'
import { sayFullDay } from '#kernel/values/when'
import { askAboutPath, callPath, messagePath } from '#modules/contact'
import { type Frame, type Municipality, portrait, say, type Unit } from '#modules/directory'
import type { Contact, Link } from '#ui/page'
import { Person } from '#ui/person'
import { Margin } from '#ui/sheet'
import { marked, Swedish } from '#ui/words'
import type { Officer, View } from '../events/view.ts'
import { words } from './text.ts'

export type Framed = Frame & { municipality: Municipality | undefined }
/** Whom to turn to: the officer, or the unit when nobody in particular has the matter. The phone is the unit's when the officer has none. */
export type Reach = {
  name: string
  role: string
  phone: string
  hours?: string | undefined
  deputy?: string | undefined
  photo?: string | undefined
  /** Why it is them, or that they are away. */
  standing?: string | undefined
}

/** Why nobody is named: the matter has no officer yet, it is closed, or a decision keeps names out (FL 33 §). */
export type Unnamed = 'open' | 'closed' | 'nameless'

export function reachOf(officer: Officer | undefined, unit: Unit, language: Language, unnamed: Unnamed = 'open'): Reach {
  const hours = say(unit.phoneHours, language) || undefined
  if (!officer)
    return { name: theirs(say(unit.name, 'sv'), language), role: words(language).contact.noOfficer[unnamed], phone: unit.phone, hours }
  const { name, role, deputy, away, insteadOf } = officer
  const own = officer.hours && hoursIn(officer.hours, language)
  const unitsPhone = away !== undefined || officer.phone === undefined
  return {
    name,
    role: theirs(role, language),
    // Who stands in for somebody is not in turn sent back to them.
    deputy: away || insteadOf ? undefined : deputy,
    photo: portrait(officer.photo),
    phone: unitsPhone ? unit.phone : officer.phone!,
    hours: unitsPhone ? hours : own,
    standing: standingOf(officer, language),
  }
}

/** That somebody is away, or in whose place they answer, in a sentence. */
function standingOf({ away, insteadOf }: Officer, language: Language): string | undefined {
  const said = words(language).contact
  const untilDay = (until: Day | undefined) => until && sayFullDay(until, language)
  if (insteadOf) return insteadOf.away ? said.insteadOf(insteadOf.name, untilDay(insteadOf.until)) : said.afterOf(insteadOf.name)
  return away && said.away(untilDay(away.until))
}

/** Why a page of this matter names nobody. */
export const unnamedIn = ({ status }: Pick<View, 'status'>, nameless = false): Unnamed =>
  nameless ? 'nameless' : status === 'closed' ? 'closed' : 'open'

/** Where to post it: the committee's address, with its name when the address does not begin with it. */
export function postTo({ committee, postAddress }: Unit): string {
  const name = say(committee, 'sv')
  return postAddress.includes(name.split(' ')[0]!) ? postAddress : [name, postAddress].filter(Boolean).join(', ')
}

/** The foot of the page: the named person, and whose responsibility this is (LAW-06). */
export const footOf = (reach: Reach, unit: Unit, { language, municipality }: Framed): { contact: Contact; about: Child } => ({
  contact: { name: marked(reach.name), phone: reach.phone, hours: reach.hours && marked(reach.hours) },
  about: marked(
    words(language).contact.about(
      theirs(say(unit.name, 'sv'), language),
      committeeOf(unit, municipality, language),
      unbroken(phone(unit.phone)?.shown ?? unit.phone),
      say(unit.phoneHours, language),
    ),
  ),
})

/** The committee and its municipality, which is not said again when the committee's own name says it. */
export function committeeOf(unit: Unit, municipality: Municipality | undefined, language: Language): string {
  const committee = say(unit.committee, language)
  const name = municipality?.name ?? ''
  return committee.includes(name.replace(/s? (kommun|stad)$/, '')) ? committee : words(language).contacts.committeeIn(committee, name)
}

/** The line at the top of a print: from whom, which matter, when and by whom. */
export function printedBy({ language, municipality, user }: Framed, unit: Unit, number: string | null, more = ''): Child {
  const said = words(language).print
  const from = [municipality?.name, say(unit.committee, 'sv'), say(unit.name, 'sv')].filter(Boolean).join(', ')
  return marked(
    [
      `${theirs(from, language)}.`,
      number && said.number(unbroken(number)),
      said.by(sayFullDay(dayOf(new Date()), language), user?.name ?? ''),
      more,
    ]
      .filter(Boolean)
      .join(' '),
  )
}

/** Ways to write in place of phoning (MSG-12), where somebody receives: about the case, or about one thing in it. */
export function waysToWrite({ receives }: { receives?: boolean | undefined }, shelf: string, language: Language, copy?: string): Link[] {
  if (!receives) return []
  const said = words(language).contact
  return [
    copy ? { href: askAboutPath(copy), text: said.askAbout } : { href: messagePath({ shelf }), text: said.write },
    { href: callPath({ shelf }), text: said.callMe },
  ]
}

type MarginProps = { reach: Reach; heading: string; language: Language; links?: readonly Link[] }

export const ContactMargin = ({ reach, heading, language, links }: MarginProps) => (
  <Margin id="kontakt" heading={heading}>
    <Someone reach={reach} language={language} links={links} />
  </Margin>
)

/** The person or unit to turn to, as `reachOf` found them; `about` is the matters they have. */
export const Someone = ({
  reach: { name, role, hours, standing, ...reach },
  about,
  language,
  links,
}: {
  reach: Reach
  about?: string
  language: Language
  links?: readonly Link[] | undefined
}) => (
  <Person
    language={language}
    {...reach}
    name={marked(name)}
    role={marked(role)}
    standing={standing && marked(standing)}
    about={about && marked(about)}
    links={links}
    hours={hours && marked(hours)}
  />
)

/** A unit, whose name is Swedish. */
export const UnitName = ({ unit, language }: { unit: Unit; language: Language }) => (
  <Swedish language={language}>{say(unit.name, 'sv')}</Swedish>
)
