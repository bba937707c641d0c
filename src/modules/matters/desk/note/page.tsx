import type { Child } from 'hono/jsx'
import type { Day } from '#kernel/values/day'
import type { Frame } from '#modules/directory'
import { Beside, CheckButton, Questions } from '#modules/writing'
import { Acts, Button, errorFor, Field, type FieldError, Form, TextArea } from '#ui/form'
import { Page, PageHead } from '#ui/page'
import { Folder, Notice, Section } from '#ui/sheet'
import type { Event } from '../../events/model.ts'
import { Paragraphs, Told } from '../../events/told.tsx'
import { reference } from '../../templates/read.ts'
import { mistakePath } from '../mistake/page.tsx'
import { type Head, matterPath } from '../model.ts'
import type { Body, Draft, Locked } from './model.ts'
import { words } from './text.ts'

type Common = { frame: Frame; head: Head; errors?: readonly FieldError[] }
export const notePath = (matterId: string, draftId?: string) => `${matterPath(matterId)}/anteckning${draftId ? `/${draftId}` : ''}`

type DraftProps = Common & {
  form: string
  draft?: Draft | undefined
  body: Body
  saved?: boolean
  trouble?: 'both' | 'gone' | undefined
  other?: Body | undefined
  /** Advice was asked for. */
  review?: boolean
}

/** The note as it is being written. Saving never loses: what another window saved stands beside what was typed here. */
export const DraftPage = ({ frame, head, form, draft, body, errors = [], saved, trouble, other, review }: DraftProps) => {
  const { language } = frame
  const said = words(language)
  return (
    <Page {...frame} title={said.title}>
      <PageHead back={{ href: matterPath(head.id), text: said.back }} title={said.heading}>
        <p>{said.lead}</p>
      </PageHead>
      {saved && <Notice tone="success" heading={said.saved} />}
      {trouble && (
        <Notice tone="warning" heading={said[trouble]}>
          <p>{said[`${trouble}Text`]}</p>
        </Notice>
      )}
      {other && <Wording id="andra" heading={said.other} title={other.rubrik} text={other.text} />}
      <Beside review={review && [body.rubrik, body.text]} language={language}>
        <Form action={notePath(head.id, draft?.id)} language={language} errors={errors}>
          <input type="hidden" name="formular" value={form} />
          <input type="hidden" name="version" value={draft?.version ?? 0} />
          <Field id="datum" label={said.day} hint={said.dayHint} value={body.datum} error={errorFor(errors, 'datum')} />
          <Field id="tid" label={said.time} hint={said.timeHint} value={body.tid} error={errorFor(errors, 'tid')} />
          <Field id="rubrik" label={said.name} maxlength={300} value={body.rubrik} />
          <TextArea
            language={language}
            id="text"
            label={said.text}
            hint={said.textHint}
            rows={12}
            maxlength={60_000}
            value={body.text}
            error={errorFor(errors, 'text')}
          />
          <Acts>
            <Button variant="secondary" name="gor" value="spara">
              {said.save}
            </Button>{' '}
            <Button name="gor" value="las">
              {said.toLock}
            </Button>{' '}
            <CheckButton language={language} />
            {draft && (
              <>
                {' '}
                <Button variant="tertiary" formaction={`${notePath(head.id, draft.id)}/kasta`}>
                  {said.drop}
                </Button>
              </>
            )}
          </Acts>
        </Form>
      </Beside>
    </Page>
  )
}

/** The note as its person will read it, and the question that locks it (REL-05). */
export const LockPage = ({ frame, head, draft, event, today }: Common & { draft: Draft; event: Event; today: Day }) => {
  const { language } = frame
  const said = words(language)
  return (
    <Page {...frame} title={said.title}>
      <PageHead back={{ href: notePath(head.id, draft.id), text: said.edit }} title={said.lockHeading}>
        <p>{said.lockLead}</p>
      </PageHead>
      <Folder id="sa" tab={said.preview} voice="you">
        <div class="preview stack">
          <Told event={event} template={reference().templates[head.field]} today={today} language={language} />
        </div>
      </Folder>
      <div class="section">
        <Form action={`${notePath(head.id, draft.id)}/las`} language={language}>
          <input type="hidden" name="version" value={draft.version} />
          <Questions language={language} />
          <Acts>
            <Button>{said.lock}</Button>
          </Acts>
        </Form>
      </div>
    </Page>
  )
}

type CorrectProps = Common & { note: Locked; typed: Record<string, string>; conflict?: boolean; review?: boolean }

/** A new wording of a locked note. The old one is kept. */
export const CorrectPage = ({ frame, head, note, typed, errors = [], conflict, review }: CorrectProps) => {
  const { language } = frame
  const said = words(language)
  return (
    <Page {...frame} title={said.title}>
      <PageHead back={{ href: matterPath(head.id), text: said.back }} title={said.correctHeading}>
        <p>{said.correctLead}</p>
      </PageHead>
      <div class="stack">
        {conflict && (
          <Notice tone="warning" heading={said.corrected}>
            <p>{said.correctedText}</p>
          </Notice>
        )}
        <Wording id="nu" heading={said.now} title={note.title} text={note.text} />
        <Beside review={review && [typed['rubrik'] ?? '', typed['text'] ?? '']} language={language}>
          <Form language={language} errors={errors}>
            <input type="hidden" name="version" value={note.version} />
            <Field id="rubrik" label={said.name} maxlength={300} value={typed['rubrik']} />
            <TextArea
              language={language}
              id="text"
              label={said.text}
              rows={12}
              maxlength={60_000}
              value={typed['text']}
              error={errorFor(errors, 'text')}
            />
            <Questions form={typed} language={language} />
            <Acts>
              <Button>{said.lockCorrection}</Button> <CheckButton language={language} />
            </Acts>
          </Form>
        </Beside>
        <Acts>
          <a href={mistakePath(head.id, note.id)}>{said.mistake}</a>
        </Acts>
      </div>
    </Page>
  )
}

const Wording = ({ id, heading, title, text }: { id: string; heading: Child; title: string; text: string }) => (
  <Section id={id} heading={heading}>
    <div class="note">
      {title && <h3>{title}</h3>}
      <Paragraphs text={text} />
    </div>
  </Section>
)
