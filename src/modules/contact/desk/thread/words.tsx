import type { Language } from '#kernel/text'
import type { Day } from '#kernel/values/day'
import { say } from '#modules/directory'
import { Acts, Button, errorFor, type FieldError, Form, Radios, Select } from '#ui/form'
import { More } from '#ui/sheet'
import { Facts } from '#ui/lists'
import { Moment, PhoneLink } from '#ui/words'
import { fileLabel, Paragraphs } from '../../beside.tsx'
import { Definition, told } from '../../form/model.ts'
import { Filled } from '../../form/parts.tsx'
import { words as formWords } from '../../form/text.ts'
import { CallWish, type File } from '../../model.ts'
import { belongings } from '../../model.ts'
import { type Held, type Message } from './model.ts'
import { words } from './text.ts'

type Common = { held: Held; today: Day; language: Language; path: (at?: string) => string }
type Props = Common & { errors: readonly FieldError[]; officer: boolean }

/** What is written, in its order: the person's words on their own colour, ours on white. Under each what is decided about it and the file. */
export const Words = ({ held, today, language, path, errors, officer }: Props) => (
  <section class="stack" aria-labelledby="orden">
    <h2 id="orden">{words(language).words}</h2>
    <div class="stack">
      {held.messages.map((message) => (
        <One message={message} held={held} today={today} language={language} path={path} errors={errors} officer={officer} />
      ))}
    </div>
  </section>
)

const One = ({ message, held, today, language, path, errors, officer }: Props & { message: Message }) => {
  const said = words(language)
  const { n, whose, signed, title, body, at, second } = message
  const files = held.files.filter((file) => file.n === n)
  return (
    <article id={`ord-${n}`} aria-labelledby={`ord-${n}-av`} class="stack">
      <p class="small" id={`ord-${n}-av`}>
        <b>{whose === 'person' ? said.wrote(signed) : said.answeredBy([signed, say(title, language)].filter(Boolean).join(', '))}</b>,{' '}
        <Moment at={at} today={today} language={language} />
      </p>
      <div class={whose === 'person' ? 'own' : 'note'}>
        {body && <Paragraphs text={body} />}
        <Answers message={message} held={held} files={files} language={language} path={path} />
        <Files files={files.filter(({ field }) => field === '')} language={language} path={path} />
      </div>
      {second && <p class="small soft">{said.secondRead(second)}</p>}
      <Belonging message={message} held={held} language={language} path={path} errors={errors} officer={officer} />
    </article>
  )
}

type AnswersProps = Pick<Common, 'held' | 'language' | 'path'> & { message: Message; files: readonly File[] }

/** A form that was filled in, each answer under what was asked in the version it was sent with. */
const Answers = ({ message, held, files, language, path }: AnswersProps) => {
  const said = words(language)
  const wish = held.thread.kind === 'call' ? CallWish.safeParse(message.answers).data : undefined
  if (wish)
    return (
      <Facts
        facts={[
          { term: said.phone, is: <PhoneLink number={wish.phone} /> },
          { term: said.when, is: wish.when.length > 0 ? wish.when.map((time) => said.times[time]).join('; ') : said.anyTime },
        ]}
      />
    )
  const definition = message.answers ? Definition.safeParse(held.thread.definition).data : undefined
  if (!definition || !message.answers) return null
  return (
    <Filled
      told={told(definition, message.answers, language, formWords(language))}
      files={(field) =>
        files.filter((file) => file.field === field).map((file) => <FileLink file={file} language={language} path={path} />)
      }
    />
  )
}

const FileLink = ({ file, language, path }: { file: File; language: Language; path: Common['path'] }) => (
  <a href={path(`/fil/${file.id}`)}>{fileLabel(file, language)}</a>
)

const Files = ({ files, language, path }: { files: readonly File[]; language: Language; path: Common['path'] }) =>
  files.length === 0 ? null : (
    <ul aria-label={words(language).files}>
      {files.map((file) => (
        <li>
          <FileLink file={file} language={language} path={path} />
        </li>
      ))}
    </ul>
  )

/** Whether a message belongs to the record, and how far it has come to where the case is (INT-04). */
const Belonging = ({ message, held, language, path, errors, officer }: Omit<Props, 'today'> & { message: Message }) => {
  const said = words(language).belongs
  const { n, belongs, decidedBy, returned, returnedTo, returnedHere } = message
  const { cases, thread } = held
  const field = `hor-${n}`
  const error = errorFor(errors, field)
  const wrongCase = errorFor(errors, `arende-${n}`)
  const line = belongs === 'undecided' ? said.undecided : said[belongs](decidedBy ?? words(language).steps.someone)
  return (
    <div class="small">
      <p class="soft">
        {line} {returned && (returnedHere ? said.here[returned] : said[returned](returnedTo ?? said.system))}
      </p>
      {returned !== 'received' && returned !== 'sent' && (
        <div class="screen-only">
          <More summary={said.change} open={error !== undefined || wrongCase !== undefined}>
            <Form
              action={path('/akten')}
              language={language}
              errors={errors.filter((one) => one.field === field || one.field === `arende-${n}`)}
            >
              <input type="hidden" name="n" value={n} />
              <Radios
                id={field}
                name="hor"
                label={said.ask}
                hint={cases.length > 0 ? said.hint : officer ? said.noCases : said.onlyOfficers}
                value={belongs}
                error={error}
                options={belongings
                  .filter((value) => value !== 'yes' || cases.length > 0)
                  .map((value) => ({ value, text: said.options[value] }))}
              />
              {cases.length > 0 && (
                <Select
                  id={`arende-${n}`}
                  name="arende"
                  label={said.which}
                  value={thread.matterId ?? cases[0]!.id}
                  error={wrongCase}
                  options={cases.map(({ id, number, title }) => ({
                    value: id,
                    text: [number, title].filter(Boolean).join(', ') || id.slice(0, 8),
                  }))}
                />
              )}
              <Acts>
                <Button variant="secondary">{said.save}</Button>
              </Acts>
            </Form>
          </More>
        </div>
      )}
    </div>
  )
}
