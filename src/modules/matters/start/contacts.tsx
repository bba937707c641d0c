import type { Language } from '#kernel/text'
import { bookPath } from '#modules/appointments'
import { callPath, newPath } from '#modules/contact'
import { say } from '#modules/directory'
import { Margin } from '#ui/sheet'
import { PhoneLink } from '#ui/words'
import { footOf, type Framed, reachOf, Someone } from '../matter/contact.tsx'
import { contactOf, contactsOf, nameAmong, type Seen } from './model.ts'
import { words } from './text.ts'

/** Everybody the reader deals with, and the numbers for when it cannot wait. */
export const ContactsMargin = ({ all, frame: { language, municipality } }: { all: readonly Seen[]; frame: Framed }) => {
  const said = words(language).contacts
  const contacts = contactsOf(all)
  const urgent = municipality?.urgent ?? []
  if (!contacts.length && !urgent.length) return null
  return (
    <Margin id="kontakter" heading={contacts.length ? said.heading : said.urgent} people>
      {contacts.map(({ officer, unit, of }) => (
        <Someone
          language={language}
          about={said.of(of.map((seen) => nameAmong(all, seen)))}
          reach={reachOf(officer, unit, language, all.every(({ view }) => view.status === 'closed') ? 'closed' : 'open')}
        />
      ))}
      {urgent.length > 0 && (
        <div>
          {contacts.length > 0 && <h3>{said.urgent}</h3>}
          <ul role="list" class="numbers small">
            {urgent.map(({ label, phone }) => (
              <li>
                <b>{say(label, language)}</b> <PhoneLink number={phone} />
              </li>
            ))}
          </ul>
        </div>
      )}
    </Margin>
  )
}

/** Writing, booking, being phoned: open to all, with a case or without. */
export const WaysToUs = ({ language }: { language: Language }) => {
  const said = words(language)
  return (
    <p class="acts">
      <a href={newPath}>{said.write}</a> <a href={bookPath}>{said.book}</a> <a href={callPath()}>{said.callMe}</a>
    </p>
  )
}

/** The foot of a page over all matters: the same one to turn to on each of them. */
export function footOver(all: readonly Seen[], frame: Framed) {
  const to = contactOf(all)
  return to && footOf(reachOf(to.officer, to.unit, frame.language), to.unit, frame)
}
