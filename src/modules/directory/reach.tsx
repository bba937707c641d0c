import type { Language } from '#kernel/text'
import { theirs } from '#kernel/values/marks'
import type { Contact } from '#ui/page'
import { marked, PhoneLink } from '#ui/words'
import { type Municipality, say, type Unit } from './model.ts'

/** A unit to phone, by its Swedish name. */
export const unitContact = ({ name, phone, phoneHours }: Pick<Unit, 'name' | 'phone' | 'phoneHours'>, language: Language): Contact => ({
  name: marked(theirs(say(name, 'sv'), language)),
  phone,
  hours: say(phoneHours, language) || undefined,
})

/** Somebody to phone, in a margin. */
export const ContactLines = ({ contact: { name, phone, hours } }: { contact: Contact }) => (
  <p>
    <b>{name}</b>
    <br />
    <PhoneLink number={phone} />
    {hours && <>, {hours}</>}
  </p>
)

type Numbers = { municipality: Municipality | undefined; language: Language; small?: boolean }

/** Whom to phone when it cannot wait, in the municipality; 112 where it says nobody. */
export const UrgentNumbers = ({ municipality, language, small }: Numbers) => {
  const urgent = municipality?.urgent ?? []
  return (
    <ul role="list" class={small ? 'numbers small' : 'numbers'}>
      {(urgent.length > 0 ? urgent : [{ label: { sv: '112' }, phone: '112' }]).map(({ label, phone }) => (
        <li>
          <b>{say(label, language)}</b> <PhoneLink number={phone} />
        </li>
      ))}
    </ul>
  )
}
