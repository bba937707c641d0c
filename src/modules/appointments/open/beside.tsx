import { ContactLines, UrgentNumbers } from '#modules/directory'
import type { Language } from '#kernel/text'
import { Margin } from '#ui/sheet'
import { PhoneLink } from '#ui/words'
import { unitIn } from '../book/when.tsx'
import type { Framed } from '../meets.tsx'
import type { OpenKind } from './model.ts'
import { words } from './text.ts'

/** What stands beside each step: the unit's own phone, since one may always call instead, and whom to call when it cannot wait. */
export const Beside = ({ frame, kind, id = 'ring', urgent = true }: { frame: Framed; kind: OpenKind; id?: string; urgent?: boolean }) => {
  const { language } = frame
  const said = words(language).phone
  return (
    <Margin id={id} heading={said.heading} people>
      <div class="stack">
        <p>{said.text}</p>
        <ContactLines contact={unitIn(kind, language)} />
      </div>
      {urgent && <Urgent frame={frame} />}
    </Margin>
  )
}

/** Numbers for what cannot wait. */
export const Urgent = ({ frame: { language, municipality } }: { frame: Framed }) => {
  const said = words(language).urgent
  return (
    <div class="stack">
      <h3 id="bradskar">{said.heading}</h3>
      <p>{said.text}</p>
      <UrgentNumbers municipality={municipality} language={language} small />
    </div>
  )
}

/** The same in a line at the top: on a phone the margin comes after the rest. */
export const UrgentLine = ({ language }: { language: Language }) => {
  const said = words(language).urgent
  return (
    <p class="small">
      {said.danger} <PhoneLink number="112" />. <a href="#bradskar">{said.more}</a>
    </p>
  )
}
