import type { Child } from 'hono/jsx'
import { type Day, dayOf } from '#kernel/values/day'
import { theirs, unbroken } from '#kernel/values/marks'
import { phone } from '#kernel/values/phone'
import { sayDay, sayFullDay, sayMoment } from '#kernel/values/when'
import { say, type Unit, unitContact } from '#modules/directory'
import { Acts, Button, Checks, errorFor, Field, type FieldError, Form, TextArea } from '#ui/form'
import { Page, PageHead } from '#ui/page'
import { Notice, Row, Section } from '#ui/sheet'
import { marked } from '#ui/words'
import { Beside, CallNow, type Framed, UrgentLine } from '../beside.tsx'
import { type Field as FormField, spoken, type Told } from '../form/model.ts'
import { Filled, FormFields, type Kept, KeptFiles } from '../form/parts.tsx'
import { type AboutCase, type AboutEntry, callTimes, mostLetters, mostTitle, type OfferedForm } from '../model.ts'
import { type About, draftPath, messagePath, callPath, newPath, threadPath, typePath } from '../paths.ts'
import { fieldName, words as common } from '../text.ts'
import type { Standing } from '../queries.ts'
import { freeFile, type Written } from './model.ts'
import { words } from './text.ts'

/** What is written: a request in its form, or words or a wish to be phoned, to somebody about something. `to`: the one they come to, when it is somebody. */
export type What =
  | { kind: 'request'; offered: OfferedForm }
  | {
      kind: 'message' | 'call'
      about: About
      to: string | undefined
      standing: Standing | null
      case: AboutCase | undefined
      entry: AboutEntry | undefined
    }

type Props = {
  frame: Framed
  what: What
  unit: Unit
  today: Day
  /** The day that is promised for what is sent today. */
  promised: Day
  key: string
  written: Written
  kept: readonly Kept[]
  /** When it was saved, for a draft that is gone on with. */
  savedAt?: Date | undefined
  errors?: readonly FieldError[]
  /** Somebody receives at the unit; when nobody does there is nothing to begin. */
  open: boolean
  /** The thread this has become already, without what is written here: there is nothing to send, only words to take along. */
  already?: string | undefined
}

export const WritePage = (props: Props) => {
  const { frame, what, unit, today, promised, savedAt, already } = props
  const { language } = frame
  const said = words(language)
  const shared = common(language)
  const about = what.kind === 'request' ? { unit: unit.id } : what.about
  return (
    <Page {...frame} contact={unitContact(unit, language)} title={said.title} simple>
      <PageHead back={{ href: newPath, text: said.back }} title={marked(headingOf(props))}>
        <Lead {...props} />
        {!already && (
          <p>
            <b>{(what.kind === 'call' ? shared.promiseCall : shared.promise)(sayDay(promised, today, language))}</b>{' '}
            {what.kind === 'request' && marked(shared.goesTo(theirs(say(unit.name, 'sv'), language)))}
          </p>
        )}
        {savedAt && <p class="small soft">{said.draft(sayMoment(savedAt, today, language))}</p>}
      </PageHead>
      <Row margin={<Beside frame={frame} unit={unit} about={what.kind === 'call' ? undefined : about} />}>
        <div class="stack">
          {already && (
            <Notice tone="warning" heading={said.already.heading}>
              <p>{said.already.text}</p>
              <p>
                <a href={threadPath(already)}>{said.already.link}</a>
              </p>
            </Notice>
          )}
          {props.open ? (
            <Box {...props} />
          ) : (
            <Notice tone="info" heading={said.shut.heading}>
              <p>{marked(said.shut.text(unbroken(phone(unit.phone)?.shown ?? unit.phone)))}</p>
            </Notice>
          )}
          {savedAt && <Throw draft={props.key} language={language} />}
        </div>
      </Row>
    </Page>
  )
}

const headingOf = ({ what, unit, frame: { language } }: Props): string => {
  const said = words(language)
  if (what.kind === 'request') return spoken(what.offered.name, language)
  const to = what.to ?? theirs(say(unit.name, 'sv'), language)
  return said[what.kind].heading(to)
}

const Lead = ({ what, unit, today, frame: { language } }: Props) => {
  const said = words(language)
  if (what.kind === 'request') {
    const forWhom = spoken(what.offered.forWhom, language)
    return forWhom ? <p class="lead">{marked(forWhom)}</p> : null
  }
  const { about, entry, to, standing } = what
  return (
    <>
      <StandIn standing={standing} officer={to} unit={say(unit.name, 'sv')} today={today} language={language} />
      {entry ? (
        <p>
          {marked(
            entry.title
              ? said.message.about.entry(theirs(entry.title, language), sayFullDay(dayOf(entry.at), language))
              : said.message.about.entryPlain(sayFullDay(dayOf(entry.at), language)),
          )}
        </p>
      ) : (
        what.case && <p>{marked(said.message.about.case(caseName(what.case, language)))}</p>
      )}
      {about.follows && (
        <p>
          <a href={threadPath(about.follows)}>{said.message.about.follows}</a>
        </p>
      )}
    </>
  )
}

type StandInProps = {
  standing: Standing | null
  officer: string | null | undefined
  unit: string
  today: Day
  language: Framed['language']
}
/** Who reads it while the one it is written to is away (the same rule as where it comes). */
export const StandIn = ({ standing, officer, unit, today, language }: StandInProps) =>
  standing && standing.name === officer ? (
    <p>
      {marked(
        common(language).away(
          standing.name,
          standing.until ? sayDay(standing.until, today, language) : '',
          standing.acting ?? theirs(unit, language),
        ),
      )}
    </p>
  ) : null

/** What a case is called: the source's name for it, or its field. */
export const caseName = ({ title, field, called, aboutName }: Omit<AboutCase, 'shelfId'>, language: Framed['language']): string => {
  const name = title ? theirs(title, language) : called?.sv ? spoken(called, language) : fieldName(field, language)
  return aboutName ? `${name}, ${aboutName}` : name
}

/** Where the form is sent: always the same address for the same thing, whichever page it stands on. */
const actionOf = (what: What): string =>
  what.kind === 'request' ? typePath(what.offered.id) : what.kind === 'message' ? messagePath(what.about) : callPath(what.about)

const Box = (props: Props) => {
  const { frame, what, key, written, kept, errors = [] } = props
  const { language } = frame
  const said = words(language)
  const shared = common(language)
  const field = (id: string, value: string) => ({ id, value, error: errorFor(errors, id) })
  return (
    <Form language={language} errors={errors} action={actionOf(what)} upload>
      <UrgentLine language={language} />
      <input type="hidden" name="key" value={key} />
      {what.kind === 'request' && (
        <FormFields
          definition={what.offered.definition}
          typed={written.typed}
          errors={errors}
          kept={kept}
          language={language}
          nonce={frame.nonce}
        />
      )}
      {what.kind === 'message' && (
        <>
          <Field {...field('rubrik', written.title)} label={said.message.rubrik} maxlength={mostTitle} />
          <TextArea
            {...field('text', written.text)}
            language={language}
            label={said.message.text}
            hint={said.message.hint}
            rows={8}
            maxlength={mostLetters}
          />
        </>
      )}
      {what.kind === 'call' && (
        <>
          <Field {...field('telefon', written.phone)} label={said.call.phone} type="tel" autocomplete="tel" maxlength={40} />
          <Checks
            id="nar"
            label={said.call.when}
            hint={said.call.whenHint}
            values={written.when}
            options={callTimes.map((value) => ({ value, text: said.call.times[value] }))}
          />
          <TextArea
            {...field('text', written.text)}
            language={language}
            label={said.call.text}
            hint={said.call.textHint}
            rows={3}
            maxlength={mostLetters}
          />
        </>
      )}
      {what.kind === 'message' && (
        <>
          <KeptFiles kept={kept} language={language} />
          <FreeFile errors={errors} language={language} />
        </>
      )}
      {!props.already && (
        <>
          <p class="small soft">{shared.who}</p>
          <Acts>
            <Button name="gor" value="skicka">
              {what.kind === 'request' ? said.check : said.send}
            </Button>{' '}
            <Button name="gor" value="spara" variant="tertiary">
              {said.save}
            </Button>
          </Acts>
        </>
      )}
    </Form>
  )
}

/** A file that goes along with words. Its input is empty again whenever the page has been made again, which is said. */
export const FreeFile = ({ errors, language }: { errors: readonly FieldError[]; language: Framed['language'] }) => {
  const said = common(language).files
  const error = errorFor(errors, freeFile)
  return (
    <Field
      id={freeFile}
      type="file"
      accept="application/pdf,image/jpeg,image/png"
      label={said.label}
      hint={error ? `${said.hint} ${said.again}` : said.hint}
      error={error}
    />
  )
}

const Throw = ({ draft, language }: { draft: string; language: Framed['language'] }) => (
  <form method="post" action={`${draftPath(draft)}/kasta`}>
    <Acts>
      <Button variant="tertiary">{words(language).throw}</Button>
    </Acts>
  </form>
)

type PreviewProps = {
  frame: Framed
  offered: OfferedForm
  unit: Unit
  today: Day
  promised: Day
  draft: string
  infos: readonly FormField[]
  told: readonly Told[]
  files: (field: string) => readonly Child[]
  /** What is about to be sent speaks of danger. */
  danger: boolean
  /** What is shown, to be sent back: nothing else is sent than what has been read. */
  seen: string
  /** It is another than the one that was to be sent. */
  changed: boolean
}

/** What is about to be sent, as it will be read. */
export const PreviewPage = (props: PreviewProps) => {
  const { frame, offered, unit, today, promised, draft, infos, told, files, danger, seen, changed } = props
  const { language } = frame
  const said = words(language).preview
  const shared = common(language)
  return (
    <Page {...frame} contact={unitContact(unit, language)} title={said.title} simple>
      <PageHead back={{ href: draftPath(draft), text: said.change }} title={said.heading}>
        <p>{said.lead}</p>
        <p>
          <b>{shared.promise(sayDay(promised, today, language))}</b> {marked(shared.goesTo(theirs(say(unit.name, 'sv'), language)))}
        </p>
      </PageHead>
      <Row margin={<Beside frame={frame} unit={unit} />}>
        <div class="stack">
          {changed && (
            <Notice tone="warning" heading={said.changed.heading}>
              <p>{said.changed.text}</p>
            </Notice>
          )}
          {danger && <CallNow frame={frame} />}
          {infos.map(({ label, help }) => (
            <Notice tone="info" heading={spoken(label, language)}>
              {help && <p>{marked(spoken(help, language))}</p>}
            </Notice>
          ))}
        </div>
        <Section id="fyllt" heading={marked(spoken(offered.name, language))} after={danger || changed}>
          {told.length > 0 ? <Filled told={told} files={files} /> : <p>{said.empty}</p>}
          <form method="post" action={`${draftPath(draft)}/skicka`}>
            <input type="hidden" name="sett" value={seen} />
            <Acts>
              <Button>{words(language).send}</Button> <a href={draftPath(draft)}>{said.change}</a>
            </Acts>
          </form>
        </Section>
      </Row>
    </Page>
  )
}

type GoneProps = { frame: Framed; draft: string; name: string; told: readonly Told[] }

/** A draft of what is offered no more: the words are there, and what to do instead. */
export const GonePage = ({ frame, draft, name, told }: GoneProps) => {
  const { language } = frame
  const said = words(language).gone
  return (
    <Page {...frame} title={words(language).title} simple>
      <PageHead back={{ href: newPath, text: words(language).back }} title={marked(name)} />
      <Row margin={<Beside frame={frame} />}>
        <div class="stack">
          <Notice tone="info" heading={said.heading}>
            <p>{said.text}</p>
            <p>
              <a href={newPath}>{said.other}</a>
            </p>
          </Notice>
          <Filled told={told} files={() => []} />
          <Throw draft={draft} language={language} />
        </div>
      </Row>
    </Page>
  )
}
