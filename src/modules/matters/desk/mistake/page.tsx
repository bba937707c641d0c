import type { Day } from '#kernel/values/day'
import type { Frame } from '#modules/directory'
import { Acts, Button, errorFor, type FieldError, Form, Radios } from '#ui/form'
import { Page, PageHead } from '#ui/page'
import { Notice } from '#ui/sheet'
import { type Head, matterPath, type Written } from '../model.ts'
import { StandsNow } from '../stands.tsx'
import { mistakes } from './model.ts'
import { words } from './text.ts'

export const mistakePath = (matterId: string, itemId: string) => `${matterPath(matterId)}/misstag/${itemId}`

type Props = {
  frame: Frame
  head: Head
  today: Day
  written: Written
  /** What its document is called, when it is that which is to be marked and not the item. */
  file?: string | undefined
  typed?: string | undefined
  errors?: readonly FieldError[]
  changed?: boolean
}

/** What is to be marked, as it stands, and the reason. */
export const MistakePage = ({ frame, head, today, written, file, typed, errors = [], changed }: Props) => {
  const { language } = frame
  const said = words(language)
  return (
    <Page {...frame} title={said.title}>
      <PageHead back={{ href: matterPath(head.id), text: said.back }} title={file ? said.document.heading : said.heading}>
        <p>{file ? said.document.lead(file) : said.lead}</p>
      </PageHead>
      <div class="stack">
        {changed && (
          <Notice tone="warning" heading={said.changed}>
            <p>{said.changedText}</p>
          </Notice>
        )}
        <StandsNow heading={said.now} event={written.event} head={head} today={today} language={language} />
        <Form language={language} errors={errors}>
          <input type="hidden" name="version" value={written.version} />
          <Radios
            id="skal"
            label={said.reason}
            hint={said.reasonHint}
            value={typed}
            error={errorFor(errors, 'skal')}
            options={mistakes.map((value) => ({ value, text: said.reasons[value] }))}
          />
          <Acts>
            <Button>{said.save}</Button>
          </Acts>
        </Form>
      </div>
    </Page>
  )
}
