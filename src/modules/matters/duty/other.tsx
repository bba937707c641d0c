import type { Language } from '#kernel/text'
import { theirs } from '#kernel/values/marks'
import { say, type Unit } from '#modules/directory'
import { Margin, More } from '#ui/sheet'
import { marked, PhoneLink } from '#ui/words'
import { postTo, type Reach } from '../matter/contact.tsx'
import { words } from './text.ts'

/** The ways without a screen: by phone, on paper, at the office. No login is the only door. */
export const OtherWays = ({ reach, unit, language }: { reach: Reach; unit: Unit; language: Language }) => {
  const said = words(language).other
  const visit = say(unit.visit, language)
  return (
    <Margin id="annat-satt" heading={said.heading}>
      <p>
        {marked(said.call(reach.name))} <PhoneLink number={reach.phone} />
        {reach.hours && marked(`, ${reach.hours}`)}
      </p>
      {postTo(unit) && <p>{marked(said.paper(theirs(postTo(unit), language)))}</p>}
      {visit && <p>{said.visit(visit)}</p>}
    </Margin>
  )
}

/** The rules something rests on, folded until asked for. */
export const Law = ({ lines, language }: { lines: readonly string[]; language: Language }) => (
  <More summary={words(language).law}>
    <ul class="small">
      {lines.map((line) => (
        <li>{line}</li>
      ))}
    </ul>
  </More>
)
