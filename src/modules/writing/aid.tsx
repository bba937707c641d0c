import type { PropsWithChildren } from 'hono/jsx'
import type { Language } from '#kernel/text'
import { Button, Checkbox } from '#ui/form'
import { Facts } from '#ui/lists'
import { More, Section, Split } from '#ui/sheet'
import { Swedish } from '#ui/words'
import { levels } from '#kernel/values/lix'
import { wordsOf } from '#kernel/values/sentences'
import { glossary } from './glossary.ts'
import { type Finding, fewWords, reviewOf } from './review.ts'
import { words } from './text.ts'

/** The value of the button that asks for advice: the form comes back as it was, with what was found, and nothing is saved. */
export const check = 'granska'
export const CheckButton = ({ language }: { language: Language }) => {
  const said = words(language)
  return (
    <>
      <Button variant="secondary" name="gor" value={check}>
        {said.check}
      </Button>
      <live-lix
        class="small soft"
        data-few={fewWords}
        data-said={JSON.stringify(levels.map((level) => said.value('*', said.level[level])))}
      ></live-lix>
    </>
  )
}

const kinds = ['judgement', 'kept', 'name', 'long', 'passive', 'hard', 'idiom'] as const
/** How many findings of a kind are shown: more than this is not read. */
const most = 12

/** Advice about what somebody is writing (PLAIN-01, PLAIN-04). Texts of several fields are read as one. It takes the focus, having been asked for. */
const Reviewed = ({ texts, language }: { texts: readonly string[]; language: Language }) => {
  const said = words(language)
  const { lix, findings, explained } = reviewOf(texts.join('\n\n'))
  return (
    <Section id="granskning" heading={said.heading}>
      {!lix ? (
        <p tabindex={-1} autofocus>
          {said.nothing}
        </p>
      ) : (
        <>
          <p tabindex={-1} autofocus>
            {[said.value(String(lix.lix), said.level[lix.level]), said.counted(lix.words, lix.sentences), lix.words < fewWords && said.few]
              .filter(Boolean)
              .join(' ')}
          </p>
          {findings.length === 0 && <p>{said.clear}</p>}
          {kinds.map((kind) => (
            <Found kind={kind} findings={findings.filter((one) => one.kind === kind)} language={language} />
          ))}
          {explained.length > 0 && <p>{said.explained(explained.join(', '))}</p>}
          <p class="small">
            {said.advice} <a href="/personal/ord">{said.toList}</a>.
          </p>
        </>
      )}
    </Section>
  )
}

const Found = ({ kind, findings, language }: { kind: Finding['kind']; findings: readonly Finding[]; language: Language }) => {
  const said = words(language)
  if (findings.length === 0) return null
  // The same words are told once.
  const lines = [...new Set(findings.map((one) => lineOf(one, language)))]
  return (
    <>
      <h3>{said.kinds[kind]}</h3>
      <p>{said.what[kind]}</p>
      <ul>
        {lines.slice(0, most).map((line) => (
          <li>{line}</li>
        ))}
        {lines.length > most && <li>{said.more(lines.length - most)}</li>}
      </ul>
    </>
  )
}

function lineOf(finding: Finding, language: Language): string {
  const said = words(language)
  switch (finding.kind) {
    case 'long':
      return said.long(finding.words, finding.count)
    case 'judgement':
      return said.judged(finding.words, said.better[finding.better])
    case 'kept':
      return said.keptLine(finding.words, said.keptWhat[finding.what])
    case 'name':
    case 'passive':
      return said.quoted(finding.words)
    case 'hard':
    case 'idiom':
      return said.instead(finding.words, finding.rather)
  }
}

/** A form, and when somebody has asked for it the advice beside: `review` is the texts that the form was sent with. */
export const Beside = ({
  review,
  language,
  children,
}: PropsWithChildren<{ review: readonly string[] | false | undefined; language: Language }>) =>
  review ? (
    <Split>
      <div>{children}</div>
      <Reviewed texts={review} language={language} />
    </Split>
  ) : (
    <>{children}</>
  )

/** What the aid asks before something is kept for good (REL-05, oSoL 11:5–6): the field of each question. */
export const questions = { sufficient: 'tillracklig', essential: 'vasentlig', fit: 'andamal', integrity: 'integritet' } as const
export type Question = keyof typeof questions
const all = Object.keys(questions) as Question[]

/** The questions that a form says yes to. The rest are kept as unanswered. */
export const answeredIn = (form: Record<string, string>): Question[] => all.filter((question) => form[questions[question]] === 'ja')

/** The four questions. None of them has to be answered. */
export const Questions = ({ form = {}, language }: { form?: Record<string, string>; language: Language }) => {
  const said = words(language)
  return (
    <fieldset class="ds-fieldset" aria-describedby="fragor-hint">
      <legend class="ds-label">{said.questions}</legend>
      <p data-field="description" id="fragor-hint">
        {said.questionsHint}
      </p>
      {all.map((question) => (
        <Checkbox id={questions[question]} label={said.asked[question]} checked={form[questions[question]] === 'ja'} />
      ))}
    </fieldset>
  )
}

/** The hard words of a text with what they mean, under it; the text itself stays as it was written (PLAIN-02). Nothing where there are none. */
export const Explained = ({ texts, language }: { texts: readonly (string | undefined)[]; language: Language }) => {
  const found = new Map(
    texts.flatMap((text) => (text ? glossary().termsIn(wordsOf(text)) : [])).map(({ what }) => [what.word, what] as const),
  )
  if (found.size === 0) return null
  const terms = [...found.values()]
  return (
    <More
      summary={
        <span>
          <Listed names={terms.map(({ word }) => word)} language={language} />
        </span>
      }
    >
      <Facts
        facts={terms.map(({ word, means }) => ({
          term: <Swedish language={language}>{word}</Swedish>,
          is: <Swedish language={language}>{means}</Swedish>,
        }))}
      />
    </More>
  )
}

const Listed = ({ names, language }: { names: readonly string[]; language: Language }) => {
  const [before, after] = words(language).wordList('|').split('|')
  return (
    <>
      {before}
      <Swedish language={language}>{names.join(', ')}</Swedish>
      {after}
    </>
  )
}
