import type { Language } from '#kernel/text'
import { type Day, dayOf } from '#kernel/values/day'
import { sayMoment, sayTime } from '#kernel/values/when'
import { say } from '#modules/directory'
import { Beside, CheckButton } from '#modules/writing'
import { Acts, Button, Checkbox, errorFor, Field, type FieldError, Form, Radios, TextArea } from '#ui/form'
import { Folder, More, Notice, Section } from '#ui/sheet'
import { PhoneLink } from '#ui/words'
import { fileLabel, Paragraphs } from '../../beside.tsx'
import { gapsIn, longestAnswer, longestWhy } from '../model.ts'
import { type Held, numberToCall } from './model.ts'
import type { Abilities } from './policy.ts'
import { words } from './text.ts'

/** What the form of an answer held when it came: the text, the rest as it was typed, and what to say of it. */
export type Typed = { text: string; sign?: string | undefined; key: string; seen: number; version: number; why?: string | undefined }
/** Another text that has been saved since the form was made: nothing of it is written over. `gone`: it was sent, or thrown away. */
export type Other = { by: string; own: boolean; body: string; savedAt: Date } | 'gone'

type Props = {
  held: Held
  may: Abilities
  today: Day
  language: Language
  path: (at?: string) => string
  typed: Typed
  other?: Other | undefined
  errors: readonly FieldError[]
  review?: boolean | undefined
  pass: boolean
}

/** "i dag" is left out: a time alone is today's. */
export const shortMoment = (at: Date, today: Day, language: Language): string =>
  dayOf(at) === today ? sayTime(at, language) : sayMoment(at, today, language)

/** What another saved meanwhile, beside what was written here. */
export const OtherText = ({ other, language }: Pick<Props, 'language'> & { other: Other }) => {
  const said = words(language)
  if (other === 'gone')
    return (
      <Notice tone="warning" heading={said.changedGone}>
        <p>{said.changedGoneText}</p>
      </Notice>
    )
  return (
    <>
      <Notice tone="warning" heading={other.own ? said.changedYou : said.changed(other.by)}>
        <p>{said.changedText}</p>
      </Notice>
      <Section id="den-andra" heading={other.own ? said.theirsYou : said.theirs(other.by)}>
        <div class="note">
          <Paragraphs text={other.body} />
        </div>
      </Section>
    </>
  )
}

/** Without script nothing is saved by itself. */
export const SaveFirst = ({ language }: Pick<Props, 'language'>) => (
  <noscript>
    <p class="small">{words(language).answer.saveFirst}</p>
  </noscript>
)

/** The answer as it is being written. It is one for all who may write on it, and is saved by every button but the one that asks for advice. */
export const AnswerForm = ({ held, may, today, language, path, typed, errors, review, pass }: Props) => {
  const said = words(language)
  const { answer: ask } = said
  const { thread, draft, draftFiles, templates } = held
  const gaps = gapsIn(typed.text)
  return (
    <Folder id="vart-svar" tab={ask.tab} voice="we">
      {may.answer && thread.twice && <p>{ask.twice}</p>}
      {!may.answer && thread.handler && <p>{ask.onlyHandler(thread.handler)}</p>}
      {draft?.returnedBy && (
        <Notice tone="warning" heading={draft.own ? said.returned.own(draft.returnedBy) : said.returned.other(draft.returnedBy, draft.by)}>
          {draft.returnedWhy ? <Paragraphs text={draft.returnedWhy} /> : <p>{said.returned.noWhy}</p>}
        </Notice>
      )}
      {draft && (
        <p class="small soft">
          {(draft.own ? ask.savedByYou : (when: string) => ask.savedBy(draft.by, when))(shortMoment(draft.savedAt, today, language))}
        </p>
      )}
      <Beside review={review && [typed.text]} language={language}>
        <Form action={path('/svar')} language={language} errors={errors} upload>
          <input type="hidden" name="nyckel" value={typed.key} />
          <input type="hidden" name="sett" value={typed.seen} />
          <input type="hidden" name="version" value={typed.version} />
          <keep-draft>
            <div aria-live="assertive">
              <div class="ends ds-alert" data-color="warning" hidden>
                <h2 class="h3">{ask.notKept}</h2>
                <p>{ask.notKeptText}</p>
              </div>
            </div>
          </keep-draft>
          <TextArea
            language={language}
            id="svar"
            label={ask.label}
            hint={ask.hint(thread.person)}
            rows={10}
            maxlength={longestAnswer}
            value={typed.text}
            error={errorFor(errors, 'svar')}
          />
          {gaps.length > 0 && (
            <fieldset class="ds-fieldset">
              <legend class="ds-label">{ask.gaps}</legend>
              {gaps.map((name, at) => (
                <>
                  <input type="hidden" name={`luckan-${at + 1}`} value={name} />
                  <Field
                    id={`lucka-${at + 1}`}
                    label={ask.gap(name)}
                    autocomplete="off"
                    maxlength={500}
                    error={errorFor(errors, `lucka-${at + 1}`)}
                  />
                </>
              ))}
            </fieldset>
          )}
          <Acts>
            {/* The first is what Enter in a field does: nothing is sent by that. */}
            <Button variant="secondary" name="gor" value="spara">
              {ask.save}
            </Button>
            <CheckButton language={language} />
            {draft && !errorFor(errors, 'saker') && (
              <Button variant="tertiary" name="gor" value="kasta">
                {ask.drop}
              </Button>
            )}
          </Acts>
          {errorFor(errors, 'saker') && (
            <>
              <Checkbox id="saker" label={ask.sure} error={errorFor(errors, 'saker')} />
              <Acts>
                <Button variant="secondary" name="gor" value="kasta">
                  {ask.drop}
                </Button>
              </Acts>
            </>
          )}
          {templates.length > 0 && (
            <More summary={ask.insertOne} open={errorFor(errors, 'mall') !== undefined}>
              <div class="ds-field">
                <label class="ds-label" for="mall">
                  {ask.template}
                </label>
                <select
                  class="ds-input"
                  id="mall"
                  name="mall"
                  aria-invalid={errorFor(errors, 'mall') ? 'true' : undefined}
                  aria-describedby={errorFor(errors, 'mall') ? 'mall-error' : undefined}
                >
                  <option value="">{ask.noTemplate}</option>
                  {(['staff', 'unit', 'municipality'] as const).map((owner) => {
                    const theirs = templates.filter((one) => one.owner === owner)
                    return theirs.length === 0 ? null : (
                      <optgroup label={ask.owner[owner]}>
                        {theirs.map(({ id, title }) => (
                          <option value={id}>{title}</option>
                        ))}
                      </optgroup>
                    )
                  })}
                </select>
                {errorFor(errors, 'mall') && (
                  <p class="ds-validation-message" id="mall-error">
                    {errorFor(errors, 'mall')}
                  </p>
                )}
                <Acts>
                  <Button variant="secondary" name="gor" value="mall">
                    {ask.insert}
                  </Button>
                </Acts>
              </div>
            </More>
          )}
          {draftFiles.length > 0 && (
            <fieldset class="ds-fieldset">
              <legend class="ds-label">{ask.attached}</legend>
              {draftFiles.map((file) => (
                <p>
                  <a href={path(`/bilaga/${file.id}`)}>{fileLabel(file, language)}</a>{' '}
                  <Button variant="tertiary" name="bort" value={file.id}>
                    {ask.removeFile(file.name)}
                  </Button>
                </p>
              ))}
            </fieldset>
          )}
          <More summary={ask.file} open={errorFor(errors, 'fil') !== undefined}>
            <Field
              id="fil"
              label={ask.file}
              hint={ask.fileHint}
              type="file"
              accept="application/pdf,image/jpeg,image/png"
              error={errorFor(errors, 'fil')}
            />
            <Acts>
              <Button variant="secondary" name="gor" value="bilaga">
                {ask.attach}
              </Button>
            </Acts>
          </More>
          {may.answer && <Sign held={held} typed={typed} language={language} />}
          <Acts>
            {may.answer && (
              <Button name="gor" value="skicka">
                {thread.twice ? ask.sendTwice : ask.send}
              </Button>
            )}
            {pass && (
              <Button variant="secondary" name="gor" value="hoppa">
                {ask.saveNext}
              </Button>
            )}
            <Button variant="secondary" name="gor" value="lamna">
              {pass ? ask.saveStop : ask.saveLeave}
            </Button>
          </Acts>
        </Form>
      </Beside>
      {may.called && (
        <Form action={path('/ringt')} language={language}>
          <input type="hidden" name="sett" value={thread.revision} />
          <p>
            {said.phone}: <PhoneLink number={numberToCall(held) ?? ''} />
          </p>
          <p>{ask.calledHint}</p>
          <Acts>
            <Button variant="secondary">{ask.called}</Button>
            <Button variant="secondary" formaction={path('/ringde')}>
              {ask.rang}
            </Button>
          </Acts>
        </Form>
      )}
    </Folder>
  )
}

/** Who signs: whoever writes, with name, title and unit as the directory has them, or the unit. */
const Sign = ({ held: { thread, signer }, typed, language }: Pick<Props, 'held' | 'typed' | 'language'>) => {
  const { answer: ask } = words(language)
  const unit = say(signer.unit, language)
  if (!thread.named) return <p class="small">{ask.unitOnly(unit)}</p>
  const self = [signer.name, say(signer.title, language), unit].filter(Boolean).join(', ')
  return (
    <Radios
      id="namn"
      label={ask.sign}
      value={typed.sign === 'unit' ? 'unit' : 'self'}
      options={[
        { value: 'self', text: self },
        { value: 'unit', text: unit },
      ]}
    />
  )
}

/** An answer that waits for somebody else than its writer to read it, as its person will. */
export const Ready = ({
  held,
  may,
  language,
  path,
  typed,
  errors,
}: Pick<Props, 'held' | 'may' | 'language' | 'path' | 'typed' | 'errors'>) => {
  const said = words(language)
  const { draft, signer, thread, draftFiles } = held
  if (!draft) return null
  const signed = draft.sign === 'unit' ? say(signer.unit, language) : draft.by
  return (
    <Folder id="vart-svar" tab={said.ready.tab} voice="we">
      <p>{draft.own ? said.ready.own : said.ready.other(draft.by)}</p>
      <div class="said" data-voice="we">
        <div>
          <Paragraphs text={draft.body} />
        </div>
      </div>
      {draftFiles.length > 0 && (
        <ul aria-label={said.answer.attached}>
          {draftFiles.map((file) => (
            <li>
              <a href={path(`/bilaga/${file.id}`)}>{fileLabel(file, language)}</a>
            </li>
          ))}
        </ul>
      )}
      <p class="small soft">{said.ready.signed(signed)}</p>
      <Form action={path('/lasning')} language={language} errors={errors}>
        <input type="hidden" name="nyckel" value={typed.key} />
        <input type="hidden" name="sett" value={thread.revision} />
        <input type="hidden" name="version" value={draft.version} />
        {!draft.own && (
          <TextArea
            language={language}
            id="varfor"
            label={said.ready.why}
            hint={said.ready.whyHint(draft.by)}
            rows={3}
            maxlength={longestWhy}
            value={typed.why}
            error={errorFor(errors, 'varfor')}
          />
        )}
        <Acts>
          {may.read && (
            <Button name="gor" value="skicka">
              {said.ready.approve}
            </Button>
          )}
          <Button variant="secondary" name="gor" value="tillbaka">
            {draft.own ? said.ready.takeBack : said.ready.giveBack}
          </Button>
        </Acts>
      </Form>
    </Folder>
  )
}
