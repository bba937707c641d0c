import type { Language } from '#kernel/text'
import type { Day } from '#kernel/values/day'
import { sayMoment } from '#kernel/values/when'
import { type Frame, say } from '#modules/directory'
import { Acts, Button, ButtonLink, errorFor, type FieldError, Form } from '#ui/form'
import { Facts, Item, Rows, Tag } from '#ui/lists'
import { Page, PageHead } from '#ui/page'
import { Empty, Notice, Section } from '#ui/sheet'
import { type Definition, type Field, spoken, valuesOf } from '../../form/model.ts'
import { words as formWords } from '../../form/text.ts'
import { fieldName as workName } from '../../text.ts'
import { root as inbox } from '../model.ts'
import { definitionOf, isChanged, type Type, withoutEnglish } from './model.ts'
import { words } from './text.ts'

export const root = `${inbox}/typer`
export const typePath = (id: string, at = '') => `${root}/${id}${at}`
export const settingsPath = `${root}/enheten`

export const dones = ['sparat', 'oppet', 'oppetEn', 'stangt', 'flyttad', 'bort'] as const
export type Done = (typeof dones)[number]

type ListProps = {
  frame: Frame
  today: Day
  types: readonly Type[]
  receivers: number
  inInbox: boolean
  done?: Done | undefined
}

/** What the unit offers to be asked, and how it stands with each (MSG-04). */
export const TypesPage = ({ frame, today, types, receivers, inInbox, done }: ListProps) => {
  const { language } = frame
  const said = words(language)
  const few = receivers === 0 ? 'none' : receivers === 1 ? 'one' : undefined
  return (
    <Page {...frame} title={said.title}>
      <PageHead back={inInbox ? { href: inbox, text: said.inbox } : undefined} title={said.title}>
        <p>{said.lead}</p>
      </PageHead>
      <div class="stack">
        {done && <DoneNotice done={done} language={language} />}
        {few && (
          <Notice tone="warning" heading={said.receivers[few]}>
            <p>{said.receivers[`${few}Text`]}</p>
          </Notice>
        )}
        <Acts>
          <ButtonLink href={`${root}/nytt`}>{said.add}</ButtonLink> <a href={settingsPath}>{said.settings}</a>
        </Acts>
        {types.length === 0 ? (
          <Empty heading={said.none} level={2}>
            <p>{said.noneText}</p>
          </Empty>
        ) : (
          <Rows>
            {types.map((type) => (
              <Item href={typePath(type.id)} title={say(type.name, language)}>
                <States type={type} language={language} />
                <p class="small">{said.row(type.days, type.published ?? type.version)}</p>
                {type.savedBy && <p class="small soft">{said.savedBy(type.savedBy, sayMoment(type.savedAt, today, language))}</p>}
              </Item>
            ))}
          </Rows>
        )}
      </div>
    </Page>
  )
}

const States = ({ type, language }: { type: Type; language: Language }) => {
  const said = words(language)
  return (
    <p class="tags">
      <Tag color={type.state === 'published' ? 'success' : 'neutral'}>{said.state[type.state]}</Tag>
      {isChanged(type) && <Tag color="you">{said.changed}</Tag>}
    </p>
  )
}

const DoneNotice = ({ done, language }: { done: Done; language: Language }) => (
  <Notice tone={done === 'oppetEn' ? 'warning' : 'success'} heading={words(language).done[done]}>
    {done === 'oppetEn' && <p>{words(language).done.oppetEnText}</p>}
  </Notice>
)

type Props = {
  frame: Frame
  today: Day
  type: Type
  errors?: readonly FieldError[]
  stale?: boolean
  done?: Done | undefined
}

/** One type: how it is found, what it asks, and whether it is open. */
export const TypePage = ({ frame, today, type, errors = [], stale, done }: Props) => {
  const { language } = frame
  const said = words(language)
  const definition = definitionOf(type)
  const path = (at: string) => typePath(type.id, at)
  const wrongMove = errorFor(errors, 'fragor')
  return (
    <Page {...frame} title={said.title}>
      <PageHead back={{ href: root, text: said.toList }} title={say(type.name, language)}>
        <States type={type} language={language} />
        {type.savedBy && <p class="small soft">{said.savedBy(type.savedBy, sayMoment(type.savedAt, today, language))}</p>}
      </PageHead>
      <div class="stack">
        {done && <DoneNotice done={done} language={language} />}
        {stale && <Notice tone="warning" heading={said.stale} />}
        {wrongMove && <Notice tone="warning" heading={wrongMove} />}
        <Section id="hittas" heading={said.about}>
          <Facts facts={factsOf(type, language)} />
          <Acts>
            <a href={path('/om')}>{said.change}</a>
          </Acts>
        </Section>
      </div>
      <div class="section stack">
        <h2 id="fragor">{said.fields.heading}</h2>
        {definition.fields.length === 0 ? <p>{said.fields.none}</p> : <FieldRows type={type} definition={definition} language={language} />}
        <Acts>
          <ButtonLink variant="secondary" href={path('/fraga')}>
            {said.fields.add}
          </ButtonLink>{' '}
          <a href={path('/forhand')}>{said.preview.link}</a>
        </Acts>
      </div>
      <Opening type={type} language={language} errors={errors} />
      {type.state !== 'closed' && (
        <Section id="stang" heading={type.state === 'draft' ? said.close.draftButton : said.close.heading}>
          <Form action={path('/stang')} language={language}>
            <p>{type.state === 'draft' ? said.close.draftText : said.close.text}</p>
            <Acts>
              <Button variant="secondary">{type.state === 'draft' ? said.close.draftButton : said.close.button}</Button>
            </Acts>
          </Form>
        </Section>
      )}
    </Page>
  )
}

const Opening = ({ type, language, errors }: { type: Type; language: Language; errors: readonly FieldError[] }) => {
  const said = words(language)
  const changed = isChanged(type)
  const needed = type.state !== 'published' || changed
  const text =
    type.state === 'draft'
      ? said.open.first
      : changed
        ? said.open.next(type.version)
        : type.state === 'closed'
          ? said.open.again
          : said.open.current
  const button = type.state === 'draft' ? said.open.button : type.state === 'closed' ? said.open.button3 : said.open.button2
  return (
    <Section id="oppna-det" heading={said.open.heading}>
      <p>{[text, needed && said.open.english(withoutEnglish(type))].filter(Boolean).join(' ')}</p>
      {needed && (
        <Form action={typePath(type.id, '/oppna')} language={language} errors={errors.filter(({ field }) => field === 'oppna')}>
          <input type="hidden" name="sett" value={type.mark} />
          <Acts>
            <button class="ds-button" type="submit" id="oppna">
              {button}
            </button>
          </Acts>
        </Form>
      )}
    </Section>
  )
}

function factsOf(type: Type, language: Language) {
  const { form, row } = words(language)
  const need = (language === 'en' && type.need.en.length > 0 ? type.need.en : type.need.sv).join(', ')
  return [
    { term: form.forWhom, is: say(type.forWhom, language) },
    { term: form.need, is: need },
    { term: form.work, is: type.fields.map((field) => workName(field, language)).join(', ') || form.workHint },
    { term: form.days, is: row(type.days, type.version) },
    { term: form.zone, is: form.zones[type.zone] },
    ...(type.second ? [{ term: form.second, is: formWords(language).yes }] : []),
    ...(type.marks ? [{ term: form.marks, is: formWords(language).yes }] : []),
  ]
}

const FieldRows = ({ type, definition, language }: { type: Type; definition: Definition; language: Language }) => {
  const said = words(language).fields
  const last = definition.fields.length - 1
  return (
    <Rows>
      {definition.fields.map((field, at) => {
        const label = spoken(field.label, 'sv')
        return (
          <Item href={typePath(type.id, `/fraga/${field.id}`)} title={label}>
            <p class="small">{aboutField(field, definition, language)}</p>
            <form method="post" action={typePath(type.id, `/fraga/${field.id}/flytta`)} class="acts">
              <input type="hidden" name="sett" value={type.mark} />
              {at > 0 && <Step value="upp" text={said.up} label={said.upOf(label)} />}
              {at < last && <Step value="ned" text={said.down} label={said.downOf(label)} />}
              <Step value="bort" text={said.remove} label={said.removeOf(label)} />
            </form>
          </Item>
        )
      })}
    </Rows>
  )
}

const Step = ({ value, text, label }: { value: string; text: string; label: string }) => (
  <button class="ds-button" data-variant="tertiary" type="submit" name="gor" value={value} aria-label={label}>
    {text}
  </button>
)

/** "Välj ett svar: Ja, Nej. Måste besvaras. Visas bara om …" */
function aboutField(field: Field, { fields }: Definition, language: Language): string {
  const said = words(language)
  const { kind, options, required, showIf } = field
  const on = showIf && fields.find(({ id }) => id === showIf.field)
  return [
    `${said.kind[kind]}${options.length > 0 ? `: ${options.map(({ label }) => spoken(label, 'sv')).join(', ')}` : ''}.`,
    kind !== 'info' && (required ? said.fields.required : said.fields.optional),
    on && said.fields.only(spoken(on.label, 'sv'), showIf.is.map((value) => answerName(on, value, language)).join(said.fields.or)),
  ]
    .filter(Boolean)
    .join(' ')
}

/** What an answer of a field is called. */
export function answerName(field: Field, value: string, language: Language): string {
  if (field.kind === 'yes-no') return value === 'ja' ? formWords(language).yes : formWords(language).no
  const option = field.options.find((one) => one.value === value)
  return option ? spoken(option.label, 'sv') : value
}
export const answersOf = (field: Field): readonly string[] => valuesOf(field)
