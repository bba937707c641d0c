import type { Child } from 'hono/jsx'
import type { Language } from '#kernel/text'
import { fileSize } from '#kernel/values/bytes'
import { type Frame, type Municipality, say, type Unit, UrgentNumbers } from '#modules/directory'
import { Folder, Margin } from '#ui/sheet'
import { PhoneLink, Swedish } from '#ui/words'
import { type About, callPath } from './paths.ts'
import { words } from './text.ts'

export type Framed = Frame & { municipality: Municipality | undefined }

/** What stands beside every box that somebody writes in: that it is not read at once, whom to phone instead, and 112 (MSG-12). */
export const Beside = ({ frame, unit, about }: { frame: Framed; unit?: Unit | undefined; about?: About | undefined }) => {
  const { language } = frame
  const said = words(language)
  const hours = unit && say(unit.phoneHours, language)
  return (
    <Margin id="bredvid" heading={said.urgent.heading} people>
      <div class="stack">
        <p>{said.urgent.text}</p>
        <UrgentNumbers municipality={frame.municipality} language={language} small />
      </div>
      {unit && (
        <div class="stack">
          <h3>{said.by.heading}</h3>
          <p>
            <UnitName unit={unit} language={language} />, <PhoneLink number={unit.phone} />
            {hours && <>. {said.by.hours(hours)}</>}
          </p>
          {about && (
            <p>
              <a href={callPath(about)}>{said.callMe}</a>
            </p>
          )}
        </div>
      )}
    </Margin>
  )
}

/** Whom to phone now, first on the page of somebody who has written words of danger (danger.ts). */
export const CallNow = ({ frame }: { frame: Framed }) => {
  const said = words(frame.language).now
  return (
    <Folder id="ring-nu" tab={said.heading} voice="plain">
      <UrgentNumbers municipality={frame.municipality} language={frame.language} />
      <p>{said.text}</p>
    </Folder>
  )
}

/** The same in a line, before the box: on a phone the margin comes after it. */
export const UrgentLine = ({ language }: { language: Language }) => {
  const said = words(language).urgent
  return (
    <p class="small">
      {said.danger} <PhoneLink number="112" />. <a href="#bredvid">{said.more}</a>
    </p>
  )
}

/** A unit, whose name is Swedish. */
export const UnitName = ({ unit, language }: { unit: Pick<Unit, 'name'>; language: Language }): Child => (
  <Swedish language={language}>{say(unit.name, 'sv')}</Swedish>
)

const kinds: Record<string, string> = { 'application/pdf': 'PDF', 'image/jpeg': 'JPEG', 'image/png': 'PNG' }
/** "intyg (PDF, 340 kB)". */
export const fileLabel = ({ name, type, size }: { name: string; type: string; size: number }, language: Language): string =>
  words(language).size(name, kinds[type] ?? type, fileSize(size, language))

/** The person's or the unit's own words, with their line breaks. */
export const Paragraphs = ({ text }: { text: string }) => (
  <>
    {text.split(/\n{2,}/).map((part) => (
      <p>{part.split('\n').flatMap((line, at) => (at ? [<br />, line] : [line]))}</p>
    ))}
  </>
)
