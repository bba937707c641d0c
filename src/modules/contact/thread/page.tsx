import type { Child } from 'hono/jsx'
import { type Language, langTag } from '#kernel/text'
import { type Day, dayOf } from '#kernel/values/day'
import { theirs, unbroken } from '#kernel/values/marks'
import { phone } from '#kernel/values/phone'
import { sayDay, sayFullDay, sayHowFar, sayMoment, sayTime } from '#kernel/values/when'
import { portrait, say, type Unit, unitContact } from '#modules/directory'
import { Acts, Button, ButtonLink, errorFor, type FieldError, Form, TextArea } from '#ui/form'
import { Facts } from '#ui/lists'
import { type Contact, Page, PageHead } from '#ui/page'
import { Person } from '#ui/person'
import { Print } from '#ui/print'
import { Folder, Margin, Notice, Row, Section } from '#ui/sheet'
import { Steps, type Step as Stage } from '#ui/steps'
import { marked } from '#ui/words'
import { Beside, CallNow, fileLabel, type Framed, Paragraphs, UrgentLine } from '../beside.tsx'
import { spoken, told } from '../form/model.ts'
import { Filled, type Kept, KeptFiles } from '../form/parts.tsx'
import { words as formWords } from '../form/text.ts'
import { type AboutCase, type AboutEntry, CallWish, type File, type Message, mostLetters, type Step, waitsForUs } from '../model.ts'
import { entryPath, filePath, messagePath, messagesPath, threadPath } from '../paths.ts'
import type { Whole } from '../queries.ts'
import { words as common } from '../text.ts'
import { FreeFile, caseName } from '../write/page.tsx'
import { words } from './text.ts'

type Props = {
  frame: Framed
  thread: Whole
  messages: readonly Message[]
  files: readonly File[]
  steps: readonly Step[]
  unit: Unit
  about: { case?: AboutCase | undefined; entry?: AboutEntry | undefined }
  today: Day
  just?: 'sent' | 'written' | 'saved' | 'already' | undefined
  /** What was just written speaks of danger. */
  danger?: boolean
  key: string
  text: string
  kept: readonly Kept[]
  errors?: readonly FieldError[]
  /** It was closed while its person wrote. */
  over?: boolean
}

export const ThreadPage = (props: Props) => {
  const { frame, thread, messages, unit, today, just } = props
  const { language } = frame
  const said = words(language)
  const last = messages.findLast(({ whose }) => whose === 'person')
  return (
    <Page {...frame} contact={handlerOf(props)} title={said.title} simple>
      <PageHead back={{ href: messagesPath, text: common(language).back }} title={marked(headingOf(thread, language))} />
      <Row margin={<Handler {...props} />}>
        <div class="stack">
          {props.danger && <CallNow frame={frame} />}
          {just && (
            <Notice tone={just === 'already' ? 'warning' : 'success'} heading={said.just[just].heading}>
              <p>{said.just[just].text(last ? sayMoment(last.at, today, language) : '')}</p>
            </Notice>
          )}
          <Status {...props} />
          <Goes {...props} />
          <What {...props} />
        </div>
      </Row>
      <Row margin={thread.state === 'closed' ? undefined : <Beside frame={frame} unit={unit} />}>
        <Section id="skrivet" heading={said.conversation}>
          {messages.map((message) => (
            <One {...props} message={message} />
          ))}
          {thread.state === 'closed' && <Over {...props} />}
        </Section>
        {thread.state !== 'closed' && <Write {...props} />}
        <div class="after">
          <Print language={language} />
        </div>
      </Row>
    </Page>
  )
}

/** What a thread is called: its form's name, what its writer called it, or that somebody wants to be phoned. */
export const headingOf = ({ kind, title, form }: Pick<Whole, 'kind' | 'title' | 'form'>, language: Language): string =>
  kind === 'call' ? words(language).heading.call : kind === 'request' ? spoken(form ?? {}, language) : title

/** Where it is, whose turn it is and by when, in a sentence (MSG-11). */
const Status = ({ frame: { language }, thread, unit, steps, today }: Props) => {
  const said = words(language)
  const day = (of: Day) => sayDay(of, today, language)
  const voice = thread.state === 'closed' ? 'plain' : 'we'
  const tab = waitsForUs(thread) ? said.tab.we : thread.state === 'closed' ? said.tab.done : said.tab.you
  const rang = steps.filter(({ what }) => what === 'rang').slice(-3)
  const called = steps.findLast(({ what }) => what === 'called' || what === 'answered')?.what === 'called'
  const sentence = (): string => {
    const name = theirs(say(thread.unit, 'sv'), language)
    if (waitsForUs(thread) && thread.promisedOn < today)
      return said.status.late(name, unbroken(phone(unit.phone)?.shown ?? unit.phone), day(thread.promisedOn))
    switch (thread.state) {
      case 'received':
        return (thread.kind === 'call' ? said.status.receivedCall : said.status.received)(name, day(thread.promisedOn))
      case 'assigned': {
        const who = thread.handler
        if (thread.kind === 'call')
          return who ? said.status.assignedCall(who, day(thread.promisedOn)) : said.status.receivedCall(name, day(thread.promisedOn))
        return who ? said.status.assigned(who, day(thread.promisedOn)) : said.status.assignedUnit(name, day(thread.promisedOn))
      }
      case 'answered':
        return (called ? said.status.called : said.status.answered)(day(dayOf(thread.answeredAt ?? thread.lastAt)))
      case 'closed':
        return said.status.closed(day(dayOf(thread.closedAt ?? thread.lastAt)))
    }
  }
  return (
    <Folder id="lage" tab={tab} voice={voice}>
      <p>{marked(sentence())}</p>
      {waitsForUs(thread) && thread.handler && thread.away && (
        <p>
          {marked(said.away(thread.handler, thread.awayTo ? day(thread.awayTo) : '', unbroken(phone(unit.phone)?.shown ?? unit.phone)))}
        </p>
      )}
      {waitsForUs(thread) &&
        rang.map(({ at }) => (
          <p>
            {said.rang(
              dayOf(at) === today ? `${sayHowFar(today, today, language)} ${sayTime(at, language)}` : sayMoment(at, today, language),
            )}
          </p>
        ))}
      {thread.seenAt && waitsForUs(thread) && <p class="small soft">{said.seen(sayMoment(thread.seenAt, today, language))}</p>}
    </Folder>
  )
}

/** Received, with whom, answered. */
const Goes = ({ frame: { language }, thread, steps, today }: Props) => {
  const said = words(language).steps
  const day = (of: Day) => sayDay(of, today, language)
  const unit = theirs(say(thread.unit, 'sv'), language)
  const handed = steps.filter(({ what }) => what === 'handed').at(-1)
  const answered = thread.state === 'answered' || thread.state === 'closed'
  const called = steps.findLast(({ what }) => what === 'called' || what === 'answered')?.what === 'called'
  const whose = thread.handler
  const stages: Stage[] = [
    { name: said.received, state: 'done', about: said.receivedAt(sayMoment(thread.openedAt, today, language)) },
    {
      name: said.withWhom,
      state: thread.state === 'received' ? 'coming' : 'done',
      about: marked(
        [
          whose ? said.withHandler(whose) : thread.state === 'assigned' ? said.withSomebody(unit) : said.withUnit(unit),
          handed?.toUnit && said.handed(theirs(say(handed.toUnit, 'sv'), language), day(dayOf(handed.at))),
        ]
          .filter(Boolean)
          .join(' '),
      ),
    },
    {
      name: thread.kind === 'call' && !answered ? said.call : said.answered,
      state: answered ? 'done' : 'coming',
      about: answered
        ? (called ? said.calledAt : said.answeredAt)(day(dayOf(thread.answeredAt ?? thread.lastAt)))
        : said.by(day(thread.promisedOn)),
    },
  ]
  return <Steps steps={stages} language={language} />
}

/** What it is about, and what it goes on from. */
const What = ({ frame: { language }, thread, about }: Props) => {
  const said = words(language)
  const { entry } = about
  return (
    <>
      {(entry || about.case) && (
        <p>
          {said.about}:{' '}
          {entry ? (
            <a href={entryPath(entry.shelfId, entry.copyId)}>
              {marked(
                entry.title
                  ? said.aboutEntry(theirs(entry.title, language), sayFullDay(dayOf(entry.at), language))
                  : said.aboutEntryPlain(sayFullDay(dayOf(entry.at), language)),
              )}
            </a>
          ) : (
            about.case && marked(said.aboutCase(caseName(about.case, language)))
          )}
        </p>
      )}
      {thread.follows && (
        <p>
          <a href={threadPath(thread.follows)}>{said.follows}</a>
        </p>
      )}
    </>
  )
}

/** The named person, or the unit: a human one step away. */
const handlerOf = ({ frame: { language }, thread, unit }: Props): Contact => {
  const { handler: name, handlerPhone: phone, handlerHours } = thread
  const contact = unitContact(unit, language)
  if (name === null) return contact
  return thread.away || !phone ? { ...contact, name } : { name, phone, hours: say(handlerHours ?? {}, language) || undefined }
}

const Handler = (props: Props) => {
  const { language } = props.frame
  const { handlerTitle, handlerPhoto } = props.thread
  return (
    <Margin id="vem" heading={words(language).handler}>
      <Person
        language={language}
        {...handlerOf(props)}
        role={handlerTitle ? marked(say(handlerTitle, language)) : ''}
        photo={portrait(handlerPhoto)}
      />
    </Margin>
  )
}

const One = ({ frame: { language }, thread, message, files, today }: Props & { message: Message }) => {
  const said = words(language)
  const mine = message.whose === 'person'
  const own = files.filter(({ n }) => n === message.n)
  const link = (file: File): Child => <a href={filePath(thread.id, file.id)}>{fileLabel(file, language)}</a>
  const by = mine ? said.you : said.wrote(message.signed)
  return (
    <article class={mine ? 'own' : 'note'} id={`m-${message.n}`} aria-label={by}>
      <p>
        <b>{by}</b>, {sayMoment(message.at, today, language)}
        {!mine && say(message.title, language) && <span class="small soft">. {say(message.title, language)}</span>}
      </p>
      {message.body && (
        // What staff write is Swedish; what the person writes is in whatever language they chose.
        <div class="stack" lang={mine || langTag(language) === 'sv' ? undefined : 'sv'}>
          <Paragraphs text={message.body} />
        </div>
      )}
      {message.answers && <Answers thread={thread} message={message} files={own} language={language} link={link} />}
      {own.some(({ field }) => field === '') && (
        <ul>
          {own
            .filter(({ field }) => field === '')
            .map((file) => (
              <li>{link(file)}</li>
            ))}
        </ul>
      )}
      {message.belongs === 'yes' && <p class="small soft">{said.belongs}</p>}
    </article>
  )
}

type AnswersProps = { thread: Whole; message: Message; files: readonly File[]; language: Language; link: (file: File) => Child }

const Answers = ({ thread, message, files, language, link }: AnswersProps) => {
  const said = words(language)
  if (thread.kind === 'call') {
    const wish = CallWish.safeParse(message.answers).data
    if (!wish) return null
    const when = wish.when.length ? wish.when.map((time) => said.when[time]).join('; ') : said.when.any
    return (
      <Facts
        facts={[
          { term: said.phone, is: phone(wish.phone)?.shown ?? wish.phone },
          { term: said.when.heading, is: when },
        ]}
      />
    )
  }
  if (!thread.definition) return null
  return (
    <Filled
      told={told(thread.definition, message.answers ?? {}, language, formWords(language))}
      files={(field) => files.filter((file) => file.field === field).map(link)}
    />
  )
}

const Write = ({ frame: { language }, key, text, kept, errors = [] }: Props) => {
  const said = words(language).write
  return (
    <Section id="skriv" heading={said.heading}>
      <Form language={language} errors={errors} upload>
        <UrgentLine language={language} />
        <input type="hidden" name="key" value={key} />
        <TextArea
          id="text"
          language={language}
          label={said.label}
          rows={6}
          maxlength={mostLetters}
          value={text}
          error={errorFor(errors, 'text')}
        />
        <KeptFiles kept={kept} language={language} />
        <FreeFile errors={errors} language={language} />
        <Acts>
          <Button name="gor" value="skicka">
            {said.send}
          </Button>{' '}
          <Button name="gor" value="spara" variant="tertiary">
            {said.save}
          </Button>
        </Acts>
      </Form>
    </Section>
  )
}

const Over = ({ frame: { language }, thread, text, over }: Props) => {
  const said = words(language).over
  return (
    <div class="stack">
      {over && text && (
        <Folder id="inte-skickat" tab={words(language).you} voice="you">
          <p>{said.typed}</p>
          <Paragraphs text={text} />
        </Folder>
      )}
      <p>{said.text}</p>
      <Acts>
        <ButtonLink variant="secondary" href={messagePath({ follows: thread.id })}>
          {said.link}
        </ButtonLink>
      </Acts>
    </div>
  )
}
