import { type Day, day } from '#kernel/values/day'
import { sayDate } from '#kernel/values/when'
import type { Frame } from '#modules/directory'
import { type EventKind, eventKinds, Field, fieldTitle, kindName } from '#modules/matters'
import { Acts, Button, errorFor, Field as Line, type FieldError, Form, Radios } from '#ui/form'
import { Filter, Table } from '#ui/lists'
import { Page, PageHead } from '#ui/page'
import { Notice } from '#ui/sheet'
import { Manner, personal, type Rule } from './model.ts'
import { ruleText, words } from './text.ts'

export const root = '/personal/regler'
export const rulePath = (field: Field, kind: EventKind) => `${root}/${field}/${kind}`

type ListProps = { frame: Frame; today: Day; field: Field; rules: readonly Rule[]; saved?: boolean }

export const RulesPage = ({ frame, today, field, rules, saved }: ListProps) => {
  const { language } = frame
  const said = words(language)
  const of = new Map(rules.map((rule) => [rule.kind, rule]))
  return (
    <Page {...frame} title={said.title}>
      <PageHead title={said.title}>
        <p>{said.lead}</p>
        <p>{said.without}</p>
        <p>{said.choose}</p>
        <Filter
          label={said.fields}
          links={Field.options.map((one) => ({ href: `${root}?omrade=${one}`, text: fieldTitle(one, language), current: one === field }))}
        />
      </PageHead>
      {saved && (
        <Notice tone="success" heading={said.saved}>
          <p>{said.from}</p>
        </Notice>
      )}
      <Table
        id="reglerna"
        caption={said.caption(fieldTitle(field, language))}
        head={[said.head.kind, said.head.rule, said.head.decided]}
        rows={eventKinds.map((kind) => {
          const rule = of.get(kind)
          return [
            <a href={rulePath(field, kind)}>{kindName(kind, language)}</a>,
            ruleText(rule, language),
            rule ? said.decided(rule.decidedBy, sayDate(day(rule.decidedOn), today, language)) : '',
          ]
        })}
      />
    </Page>
  )
}

export type Typed = { satt?: string | undefined; dagar?: string | undefined; datum?: string | undefined; beslut?: string | undefined }
type Props = {
  frame: Frame
  field: Field
  kind: EventKind
  rule: Rule | undefined
  affected: number
  errors?: readonly FieldError[]
  typed?: Typed
  stale?: boolean
}

export const RulePage = ({ frame, field, kind, rule, affected, errors = [], typed, stale }: Props) => {
  const { language } = frame
  const said = words(language)
  const options = ([...Manner.options, 'ingen'] as const).filter((value) => value !== 'ingen' || rule)
  return (
    <Page {...frame} title={said.title}>
      <PageHead back={{ href: `${root}?omrade=${field}`, text: said.back }} title={kindName(kind, language)}>
        <p>
          {said.fields}: {fieldTitle(field, language)}
        </p>
        <p>{said.now(ruleText(rule, language))}</p>
      </PageHead>
      {stale && (
        <Notice tone="warning" heading={said.stale}>
          <p>{said.staleText}</p>
        </Notice>
      )}
      {personal.includes(kind) && (
        <p class="check" data-voice="you">
          {said.careful}
        </p>
      )}
      <Form language={language} errors={errors}>
        <input type="hidden" name="galler" value={rule?.id ?? ''} />
        <Radios
          id="satt"
          label={said.ask}
          value={typed?.satt ?? rule?.manner}
          error={errorFor(errors, 'satt')}
          options={options.map((value) => ({ value, ...said.options[value] }))}
        />
        <Line
          id="dagar"
          label={said.days}
          hint={said.daysHint}
          inputmode="numeric"
          value={typed?.dagar ?? (rule?.days ? String(rule.days) : '')}
          error={errorFor(errors, 'dagar')}
        />
        <Line id="datum" label={said.on} hint={said.onHint} value={typed?.datum ?? ''} error={errorFor(errors, 'datum')} />
        <Line
          id="beslut"
          label={said.by}
          hint={said.byHint}
          maxlength={200}
          value={typed?.beslut ?? ''}
          error={errorFor(errors, 'beslut')}
        />
        <p>
          {said.from} {said.affected(affected)}
        </p>
        {rule && rule.manner !== 'after-look' && affected > 0 && (
          <p>
            <a href={`${rulePath(field, kind)}/vantar`}>{said.apply}</a>
          </p>
        )}
        <Acts>
          <Button>{said.save}</Button>
        </Acts>
      </Form>
    </Page>
  )
}
