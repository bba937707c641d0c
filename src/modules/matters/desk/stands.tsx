import type { Child } from 'hono/jsx'
import type { Language } from '#kernel/text'
import type { Day } from '#kernel/values/day'
import { Folder } from '#ui/sheet'
import type { Event } from '../events/model.ts'
import { Told } from '../events/told.tsx'
import { reference } from '../templates/read.ts'
import type { Head } from './model.ts'

type Props = { heading: Child; event: Event; head: Head; today: Day; language: Language }

/** An item as it stands now, in the words its person reads. */
export const StandsNow = ({ heading, event, head, today, language }: Props) => (
  <Folder id="nu" tab={heading} voice="you">
    <div class="preview stack">
      <Told event={event} template={reference().templates[head.field]} today={today} language={language} />
    </div>
  </Folder>
)
