import type { Child } from 'hono/jsx'
import type { Language } from '#kernel/text'
import { theirs } from '#kernel/values/marks'
import { inSweden } from '#kernel/values/day'
import { sayTime } from '#kernel/values/when'
import { ContactLines, type Frame, type Municipality, portrait, say, unitContact } from '#modules/directory'
import type { Contact } from '#ui/page'
import { Person } from '#ui/person'
import { Margin } from '#ui/sheet'
import { marked } from '#ui/words'
import type { Manner, Meeting, Meets, Place } from './model.ts'
import { words } from './text.ts'

export type Framed = Frame & { municipality: Municipality | undefined }

/** Whom one meets, in the margin: face, role, phone, who answers in their place. `children`: what else stands there. */
export const MeetsMargin = ({
  heading,
  meets,
  language,
  children,
}: {
  heading: string
  meets: Meets
  language: Language
  children?: Child
}) => (
  <Margin id="haller" heading={heading}>
    <Someone meets={meets} language={language} />
    {children}
  </Margin>
)

export const Someone = ({ meets: { name, title, phone, hours, photo, deputy }, language }: { meets: Meets; language: Language }) => (
  <Person
    language={language}
    name={name}
    role={roleIn(title, language)}
    photo={portrait(photo)}
    phone={phone ?? undefined}
    hours={say(hours, language) || undefined}
    deputy={deputy ?? undefined}
  />
)

/** A title in the reader's language, or the Swedish one marked as such. */
export const roleIn = (title: Meets['title'], language: Language): Child =>
  title.en || language !== 'en' ? say(title, language) : marked(theirs(say(title, 'sv'), language))

/** What staff have written in Swedish only stands marked on an English page. */
export const inWords = (worded: Meeting['kind'], language: Language): Child =>
  worded.en || language !== 'en' ? say(worded, language) : marked(theirs(say(worded, 'sv'), language))

/** The foot of a page: the same person again. */
export const footOf = (meets: Meets | undefined, language: Language): { contact?: Contact } =>
  meets?.phone ? { contact: { name: meets.name, phone: meets.phone, hours: say(meets.hours, language) || undefined } } : {}

/** "kl. 9.30–10.30" on Swedish clocks. */
export function span({ startsAt, endsAt }: { startsAt: Date; endsAt: Date }, language: Language): string {
  const { hour, minute } = inSweden(endsAt)
  const end = `${hour}${language === 'en' ? ':' : '.'}${String(minute).padStart(2, '0')}`
  return words(language).from(sayTime(startsAt, language), end)
}

/** Where one meets, in a line: the street, or how. */
export const whereLine = (of: { manner: Manner; street: string | null; name: string }, language: Language): string =>
  of.manner === 'visit' ? theirs(of.street ?? '', language) : words(language).how(of.manner, of.name)

/** The place in full, one thing to a line. */
export const PlaceLines = ({ place, language }: { place: Place; language: Language }) => {
  const lines = [[place.street, place.postal].filter(Boolean).join(', '), place.entrance, place.room].filter(Boolean)
  return (
    <p>
      {lines.map((line, at) => (
        <>
          {at > 0 && <br />}
          <b>{marked(theirs(line, language))}</b>
        </>
      ))}
    </p>
  )
}

/** Whom to phone when there is nobody in particular yet. */
export const TownMargin = ({ frame: { language, municipality } }: { frame: Framed }) => {
  const said = words(language).town
  if (!municipality) return null
  return (
    <Margin id="ring" heading={said.heading}>
      <p>{said.text}</p>
      <ContactLines contact={unitContact({ ...municipality, name: { sv: municipality.name } }, language)} />
    </Margin>
  )
}
