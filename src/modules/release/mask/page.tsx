import type { Child } from 'hono/jsx'
import type { FileLine } from '#kernel/files'
import type { Language } from '#kernel/text'
import type { Day } from '#kernel/values/day'
import { capital, sayMoment } from '#kernel/values/when'
import type { Frame } from '#modules/directory'
import { type Event, isDecision, reference, Told } from '#modules/matters'
import { Acts, Button, Checkbox, errorFor, type FieldError, Form, Radios, TextArea } from '#ui/form'
import { Page, PageHead } from '#ui/page'
import { Folder, More, Notice, Section, Split } from '#ui/sheet'
import type { Leak } from '../guard/leaks.ts'
import { lineAt } from '../guard/outgoing.ts'
import type { Sentence } from '../guard/passages.ts'
import type { Mask } from '../guard/queries.ts'
import type { Reviewed } from '../queue/model.ts'
import { itemHref } from '../queue/page.tsx'
import { type Choice, type Range, rangeName, reasons } from './model.ts'
import { words } from './text.ts'

const whole = { mine: false }
export const maskPath = (item: Reviewed, at = '') => itemHref(item, whole, {}, `/maska${at}`)
export const backPath = (item: Reviewed, more: Record<string, string> = {}) => itemHref(item, whole, more)
/** Who reads it: the person, or who represents them. */
export const readerOf = (item: Reviewed) => item.to?.name ?? item.name

/** The document as it can be masked: the lines of one page, or why it cannot. */
export type Paper =
  | { can: true; title: string; page: number; pages: number; lines: readonly (FileLine & { field: string })[]; unread: boolean }
  | { can: false; title: string; why: 'image' | 'broken' }

type Common = { frame: Frame; today: Day; item: Reviewed; choice: Choice; errors?: readonly FieldError[]; stale?: boolean }
type ChooseProps = Common & {
  event: Event
  sentences: readonly Sentence[]
  paper?: Paper | undefined
  found: readonly Leak[]
  mask?: Mask | undefined
}

/** What is to go: sentences of the item, lines of its document, words wherever they stand. Every choice is carried by the form itself. */
export const ChoosePage = ({ frame, today, item, choice, errors = [], stale, event, sentences, paper, found, mask }: ChooseProps) => {
  const { language } = frame
  const said = words(language)
  const chosen = new Set(choice.passages.map(rangeName))
  const shown = new Set([...found.flatMap(({ passages }) => passages.map(rangeName)), ...sentences.map(rangeName)])
  if (paper?.can) for (const { field, text } of paper.lines) shown.add(rangeName({ field, from: 0, to: text.length }))
  return (
    <Page {...frame} title={said.title}>
      <PageHead back={{ href: backPath(item), text: said.back }} title={said.title}>
        <p>{said.lead(readerOf(item))}</p>
      </PageHead>
      {stale && <Stale language={language} />}
      {mask && (
        <form method="post" action={maskPath(item, '/ta-bort')}>
          <input type="hidden" name="sett" value={item.revision} />
          <p>
            {said.masked(mask.madeBy, sayMoment(mask.madeAt, today, language))} {said.removeText}
          </p>
          <Acts>
            <Button variant="secondary">{said.remove}</Button>
          </Acts>
        </form>
      )}
      {isDecision(item.event) && (
        <p class="check" data-voice="you">
          {said.decision}
        </p>
      )}
      <Split>
        <Form action={maskPath(item)} language={language} errors={errors}>
          <Carried choice={choice} shown={shown} />
          {found.length > 0 && <Found leaks={found} chosen={chosen} language={language} />}
          <Ticks
            id="ord-i"
            legend={said.words}
            hint={said.pick}
            chosen={chosen}
            ticks={sentences}
            label={(one) => fieldName(one.field, language)}
          />
          {paper && <PaperPart paper={paper} choice={choice} chosen={chosen} language={language} />}
          <TextArea
            language={language}
            id="ord"
            label={said.everywhere}
            hint={said.everywhereHint}
            error={errorFor(errors, 'ord')}
            value={choice.words}
            rows={3}
            maxlength={4000}
          />
          <Radios
            id="skal"
            label={said.reason}
            error={errorFor(errors, 'skal')}
            value={choice.reason}
            options={reasons.map((value) => ({ value, text: said.reasons[value], hint: said.reads(words('sv').told[value]) }))}
          />
          <TextArea language={language} id="lasare" label={said.own} hint={said.ownHint} value={choice.told} rows={2} maxlength={500} />
          <Acts>
            <Button name="steg" value="forhandsvisa">
              {said.preview}
            </Button>{' '}
            <a href={backPath(item)}>{said.hide}</a>
          </Acts>
        </Form>
        <Folder id="nu" tab={said.tab(readerOf(item))} voice="you">
          <div class="stack">
            <Told event={event} template={reference().templates[item.field]} today={today} language={language} />
          </div>
        </Folder>
      </Split>
    </Page>
  )
}

/** What has been chosen and is not in sight goes along unseen. */
const Carried = ({ choice, shown, all }: { choice: Choice; shown: ReadonlySet<string>; all?: true }) => (
  <>
    <input type="hidden" name="sett" value={choice.seen} />
    {choice.passages
      .map(rangeName)
      .filter((name) => all || !shown.has(name))
      .map((name) => (
        <input type="hidden" name={name} value="ja" />
      ))}
  </>
)

const Stale = ({ language }: { language: Language }) => (
  <Notice tone="warning" heading={words(language).stale}>
    <p>{words(language).staleText}</p>
  </Notice>
)

/** What the search found, ticked: one press takes it all away. */
const Found = ({ leaks, chosen, language }: { leaks: readonly Leak[]; chosen: ReadonlySet<string>; language: Language }) => {
  const said = words(language)
  const ticks = leaks.flatMap(({ fact, passages, found }) =>
    passages.map((passage) => ({
      ...passage,
      text: said.foundWhere(found.replace(/\s+/g, ' '), said.kinds[fact.kind], placeOf(passage.field, language)),
    })),
  )
  return (
    <Notice tone="danger" heading={said.found(leaks.length)}>
      <Ticks id="funnet" legend={said.foundText} chosen={chosen} ticks={ticks} />
    </Notice>
  )
}

type TicksProps<T> = {
  id: string
  legend: Child
  hint?: Child
  chosen: ReadonlySet<string>
  ticks: readonly T[]
  label?: (tick: T) => string
}

/** A tick for each passage, under the name of its field. */
const Ticks = <T extends Range & { text: string }>({ id, legend, hint, chosen, ticks, label }: TicksProps<T>) => (
  <fieldset class="ds-fieldset">
    <legend class="ds-label">{legend}</legend>
    {hint && <p data-field="description">{hint}</p>}
    {ticks.map((tick, n) => {
      const before = ticks[n - 1]
      return (
        <>
          {label && tick.field !== before?.field && <p class="kind">{label(tick)}</p>}
          <Checkbox id={`${id}-${n}`} name={rangeName(tick)} label={tick.text} checked={chosen.has(rangeName(tick))} />
        </>
      )
    })}
  </fieldset>
)

const PaperPart = ({
  paper,
  choice,
  chosen,
  language,
}: {
  paper: Paper
  choice: Choice
  chosen: ReadonlySet<string>
  language: Language
}) => {
  const said = words(language)
  if (!paper.can)
    return (
      <Section id="handling" heading={said.document(paper.title)}>
        <p>{said[paper.why]}</p>
        <input type="hidden" name="utan" value="ja" />
      </Section>
    )
  const { page, pages, lines, unread } = paper
  return (
    <Section id="handling" heading={said.document(paper.title)}>
      <p>{said.newDocument}</p>
      {unread && (
        <p class="check" data-voice="you">
          {said.unread}
        </p>
      )}
      <Ticks
        id="rad"
        legend={said.page(page + 1, pages)}
        hint={lines.length === 0 ? said.noText : undefined}
        chosen={chosen}
        ticks={lines.map(({ field, text }) => ({ field, from: 0, to: text.length, text }))}
      />
      {pages > 1 && (
        <Acts>
          {page > 0 && (
            <Button variant="secondary" name="steg" value={`sida-${page}`}>
              {said.earlier}
            </Button>
          )}{' '}
          {page < pages - 1 && (
            <Button variant="secondary" name="steg" value={`sida-${page + 2}`}>
              {said.later}
            </Button>
          )}
        </Acts>
      )}
      <Checkbox id="utan" label={said.without} checked={choice.without} />
    </Section>
  )
}

/** How it becomes. `sheets`: pages of the new document where something is gone. */
type PreviewProps = Common & {
  event: Event
  sheets: readonly { page: number; lines: readonly FileLine[] }[]
  paper: 'none' | 'left-out' | 'new'
  images: boolean
  left: readonly string[]
  still: readonly Leak[]
  nothing: boolean
}

/** The item as its reader will see it, before it is shown. */
export const PreviewPage = (props: PreviewProps) => {
  const { frame, today, item, choice, errors = [], stale, event, left, still, nothing } = props
  const { language } = frame
  const said = words(language)
  return (
    <Page {...frame} title={said.title}>
      <PageHead back={{ href: backPath(item), text: said.back }} title={said.title} />
      {stale && <Stale language={language} />}
      <Folder id="blir" tab={said.tab(readerOf(item))} voice="you">
        <div class="preview stack">
          <Told event={event} template={reference().templates[item.field]} today={today} language={language} />
        </div>
        <Sheets {...props} />
      </Folder>
      <div class="section after">
        {left.length > 0 && (
          <p class="check" data-voice="you">
            {said.leftBehind(left.join(', '))}
          </p>
        )}
        <Form action={maskPath(item)} language={language} errors={errors}>
          <Carried choice={choice} shown={new Set()} all />
          <input type="hidden" name="ord" value={choice.words} />
          <input type="hidden" name="skal" value={choice.reason ?? ''} />
          <input type="hidden" name="lasare" value={choice.told} />
          {choice.without && <input type="hidden" name="utan" value="ja" />}
          {still.length > 0 && (
            <Notice tone="danger" heading={said.stillFound(still.length)}>
              <ul>
                {still.map(({ fact, found, passages }) => (
                  <li>{said.foundWhere(found, said.kinds[fact.kind], placeOf(passages[0]!.field, language))}</li>
                ))}
              </ul>
              <Checkbox id="anda" label={said.anyway} checked={choice.anyway} error={errorFor(errors, 'anda')} />
            </Notice>
          )}
          <Acts>
            <Button name="steg" value="visa">
              {nothing ? said.showAll(readerOf(item)) : said.show(readerOf(item))}
            </Button>{' '}
            <Button variant="secondary" name="steg" value="andra">
              {said.change}
            </Button>
          </Acts>
        </Form>
      </div>
    </Page>
  )
}

const Sheets = ({ frame: { language }, sheets, paper, images }: PreviewProps) => {
  const said = words(language)
  if (paper === 'none') return null
  if (paper === 'left-out') return <p>{said.noDocument}</p>
  return (
    <Section id="ny" heading={said.newPages}>
      <p>
        {sheets.length > 0 ? said.onlyChanged : said.noPages} {images && said.alsoImages}
      </p>
      {sheets.map(({ page, lines }, n) => (
        <More summary={capital(said.onPage(page + 1))} open={n === 0}>
          {lines.map(({ text }) => (
            <p>{text}</p>
          ))}
        </More>
      ))}
    </Section>
  )
}

/** What a field is called: "detail.results.0.what" is a what. */
function fieldName(field: string, language: Language): string {
  const { fields, documentName, words: other } = words(language)
  if (field === 'title') return documentName
  const key = field.split('.').at(-1)!
  return Object.hasOwn(fields, key) ? fields[key as keyof typeof fields] : other
}

function placeOf(field: string, language: Language): string {
  const said = words(language)
  const line = lineAt(field)
  if (line) return said.onPage(line.page + 1)
  return field === 'title' ? said.inTitle : field.startsWith('data.') ? said.inData : said.inWords
}
