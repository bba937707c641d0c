import type { Language } from '#kernel/text'
import type { Day } from '#kernel/values/day'
import { say, withAway } from '#modules/directory'
import { Acts, Button, errorFor, type FieldError, Form, Select, TextArea } from '#ui/form'
import { Folder, More, Section } from '#ui/sheet'
import { Moment } from '#ui/words'
import { Paragraphs } from '../../beside.tsx'
import type { Held, Step } from './model.ts'
import type { Abilities } from './policy.ts'
import { words } from './text.ts'

type Props = {
  held: Held
  may: Abilities
  today: Day
  language: Language
  path: (at?: string) => string
  errors: readonly FieldError[]
}

/** What is wrong in one of the page's forms. */
const only = (errors: readonly FieldError[], field: string) => errors.filter((error) => error.field === field)

/** Who has it, and the ways to give it to somebody else. */
export const Acting = ({ held, may, today, language, path, errors }: Props) => {
  const said = words(language)
  const { thread, colleagues } = held
  if (!may.claim && !may.assign && !may.putBack && !may.hand && !may.close) return null
  const seen = <input type="hidden" name="sett" value={thread.revision} />
  return (
    <Section id="vem-svarar" heading={said.acts.heading}>
      {may.claim && !thread.handlerId && <p>{said.answer.takeFirst}</p>}
      {may.claim && (
        <Form action={path('/ta')} language={language}>
          {seen}
          <Acts>
            <Button variant={thread.handlerId ? 'secondary' : undefined}>{said.acts.claim}</Button>
          </Acts>
        </Form>
      )}
      {may.assign && (
        <Form action={path('/ge')} language={language} errors={only(errors, 'kollega')}>
          {seen}
          <Select
            id="kollega"
            label={said.acts.to}
            error={errorFor(errors, 'kollega')}
            options={[
              { value: '', text: said.acts.toChoose },
              ...colleagues
                .filter(({ id }) => id !== thread.handlerId)
                .map((one) => ({
                  value: one.id,
                  text: withAway(said.acts.load(one.name, say(one.title, language), one.held), one, today, language),
                })),
            ]}
          />
          <Acts>
            <Button variant="secondary">{said.acts.assign}</Button>
          </Acts>
        </Form>
      )}
      {may.putBack && (
        <Form action={path('/tillbaka')} language={language}>
          {seen}
          <Acts>
            <Button variant="secondary">{said.acts.putBack}</Button>
          </Acts>
        </Form>
      )}
      {may.hand && (
        <Acts>
          <a href={path('/lamna')}>{said.acts.hand}</a>
        </Acts>
      )}
      {may.close && (
        <Form action={path('/avsluta')} language={language} errors={only(errors, 'avsluta')}>
          {seen}
          {thread.state !== 'answered' && <p class="small">{said.acts.closeMore}</p>}
          <p class="small">{said.acts.closeHint}</p>
          <Acts>
            <Button variant="secondary">{said.acts.close}</Button>
          </Acts>
        </Form>
      )}
    </Section>
  )
}

/** What colleagues write to each other: another paper than the answer, and never the person's to read. */
export const Notes = ({ held, today, language, path, errors, form, typed }: Props & { form: string; typed?: string | undefined }) => {
  const said = words(language).notes
  return (
    <Folder id="mellan-kollegor" tab={said.tab} voice="plain" tinted>
      <p class="small">{said.lead(held.thread.person)}</p>
      {held.notes.length === 0 && <p class="small soft">{said.none}</p>}
      {held.notes.map(({ by, at, text }) => (
        <div>
          <p class="small">
            <b>{by}</b>, <Moment at={at} today={today} language={language} />
          </p>
          <Paragraphs text={text} />
        </div>
      ))}
      <Form action={path('/anteckning')} language={language} errors={only(errors, 'anteckning')}>
        <input type="hidden" name="nyckel" value={form} />
        <TextArea language={language} id="anteckning" label={said.label} rows={3} value={typed} error={errorFor(errors, 'anteckning')} />
        <Acts>
          <Button variant="secondary">{said.save}</Button>
        </Acts>
      </Form>
    </Folder>
  )
}

/** What has happened to it, in sentences. */
export const Steps = ({ held, today, language }: Pick<Props, 'held' | 'today' | 'language'>) => (
  <More summary={words(language).steps.summary}>
    <ul class="small">
      {held.steps.map((step) => (
        <li>
          <Moment at={step.at} today={today} language={language} capital />: {stepText(step, language)}
        </li>
      ))}
    </ul>
  </More>
)

function stepText({ what, by, to, toUnit }: Step, language: Language): string {
  const said = words(language).steps
  const who = by ?? said.someone
  switch (what) {
    case 'received':
    case 'wrote':
      return said[what]
    case 'assigned':
      return said.assigned(by ?? undefined, to ?? said.someone)
    case 'stood-in':
      return said.stoodIn(to ?? said.someone, who)
    case 'returned':
      return said.returned(by ?? undefined)
    case 'handed':
      return said.handed(who, toUnit ? say(toUnit, language) : '')
    default:
      return said[what](who)
  }
}
