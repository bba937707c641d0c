import type { Day } from '#kernel/values/day'
import { sayDate, sayTime } from '#kernel/values/when'
import { type Frame, say, type Unit } from '#modules/directory'
import { Acts, Button, errorFor, Field, type FieldError, Form, Radios, TextArea } from '#ui/form'
import { Rows, Tag } from '#ui/lists'
import { Page, PageHead } from '#ui/page'
import { Empty, Notice, Section } from '#ui/sheet'
import { PhoneLink, Swedish } from '#ui/words'
import { Told } from '../../events/told.tsx'
import { fieldTitle, reference } from '../../templates/read.ts'
import type { Head, Standing } from '../model.ts'
import { type Beyond, type Glass, reasons } from './model.ts'
import { words } from './text.ts'

export const root = '/personal/nodatkomst'

type AskProps = {
  frame: Frame
  today: Day
  form: string
  typed?: Record<string, string>
  errors?: readonly FieldError[]
  /** Nothing was found. */
  none?: boolean
  /** The cases there are to choose among, when a personal number has several. */
  several?: readonly Beyond[] | undefined
}

/** What breaking the glass means, said before it is done, and the reason. */
export const AskPage = ({ frame, today, form, typed = {}, errors = [], none, several = [] }: AskProps) => {
  const { language } = frame
  const said = words(language)
  return (
    <Page {...frame} title={said.title}>
      <PageHead title={said.title}>
        <p>{said.lead}</p>
      </PageHead>
      <div class="stack">
        {none && (
          <Empty heading={said.none} level={2}>
            <p>{said.noneText}</p>
          </Empty>
        )}
        <Notice tone="warning" heading={said.before}>
          <ul>
            {said.told.split('\n').map((line) => (
              <li>{line}</li>
            ))}
          </ul>
        </Notice>
        <Form action={root} language={language} errors={errors}>
          <input type="hidden" name="formular" value={form} />
          <Field
            id="sok"
            label={said.number}
            hint={said.numberHint}
            autocomplete="off"
            maxlength={100}
            value={typed['sok']}
            error={errorFor(errors, 'sok')}
          />
          {several.length > 0 && (
            <Radios
              id="arende"
              label={said.several}
              hint={said.severalText(several.length)}
              error={errorFor(errors, 'arende')}
              options={several.map(({ id, number, title, field, unit, openedOn }) => ({
                value: id,
                text: said.one(
                  number ?? '',
                  title ?? fieldTitle(field, language),
                  say(unit, language),
                  sayDate(openedOn as Day, today, language),
                ),
              }))}
            />
          )}
          <Radios
            id="skal"
            label={said.why}
            value={typed['skal']}
            error={errorFor(errors, 'skal')}
            options={reasons.map((value) => ({ value, text: said.reasons[value] }))}
          />
          <TextArea
            language={language}
            id="ord"
            label={said.words}
            hint={said.wordsHint}
            rows={3}
            maxlength={1000}
            value={typed['ord']}
            error={errorFor(errors, 'ord')}
          />
          <Acts>
            <Button>{said.open}</Button>
          </Acts>
        </Form>
      </div>
    </Page>
  )
}

type ReadProps = {
  frame: Frame
  today: Day
  head: Head
  glass: Glass
  unit: Unit
  standing: readonly Standing[]
  documents: readonly { title: string }[]
}

/** The case, to read and nothing else. */
export const ReadPage = ({ frame, today, head, glass, unit, standing, documents }: ReadProps) => {
  const { language } = frame
  const said = words(language)
  const latest = standing.toSorted((a, b) => +new Date(b.event.at) - +new Date(a.event.at) || b.event.seq - a.event.seq)
  return (
    <Page {...frame} title={said.title}>
      <PageHead back={{ href: root, text: said.title }} title={said.heading(head.number, head.name)}>
        <p>{said.about(head.title ?? fieldTitle(head.field, language), sayDate(head.openedOn, today, language))}</p>
        {glass.protected && (
          <p>
            <Tag color="danger">{said.protected}</Tag>
          </p>
        )}
      </PageHead>
      <div class="stack">
        <Notice tone="warning" heading={said.until(sayTime(glass.endsAt, language))}>
          <p>
            {said.unitPhone(say(unit.name, language))} <PhoneLink number={unit.phone} />.
          </p>
        </Notice>
        <Section id="allt" heading={said.happened}>
          {latest.length === 0 ? (
            <p>{said.nothing}</p>
          ) : (
            <Rows>
              {latest.map(({ event }) => (
                <li>
                  <div class="stack">
                    <Told event={event} template={reference().templates[head.field]} today={today} language={language} />
                  </div>
                </li>
              ))}
            </Rows>
          )}
        </Section>
        {documents.length > 0 && (
          <Section id="handlingar" heading={said.documents}>
            <p>{said.documentsText}</p>
            <ul>
              {documents.map(({ title }) => (
                <li>
                  <Swedish language={language}>{title}</Swedish>
                </li>
              ))}
            </ul>
          </Section>
        )}
      </div>
    </Page>
  )
}
