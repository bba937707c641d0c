import { Acts, Button, Checkbox, errorFor, ErrorSummary, Field, type FieldError, Form, Radios } from '#ui/form'
import { Item, Rows, Table, Tag } from '#ui/lists'
import { Page, PageHead } from '#ui/page'
import { Notice, Section } from '#ui/sheet'
import type { Frame } from '../../frame.ts'
import { root } from '../model.ts'
import { words as common } from '../text.ts'
import { type ListKind, manyGone, type RowFault, type StaffChange, type UnitChange } from './model.ts'
import { words } from './text.ts'

export const listPath = `${root}/lista`

type Props = {
  frame: Frame
  typed: Record<string, string>
  errors?: readonly FieldError[]
  faults?: readonly RowFault[]
  done?: number | undefined
}

/** The way in for a file: what it is to hold, and what happens with those who are not in it. */
export const ListPage = ({ frame, typed, errors = [], faults = [], done }: Props) => {
  const { language } = frame
  const said = words(language)
  return (
    <Page {...frame} title={said.title}>
      <PageHead back={{ href: root, text: common(language).back }} title={said.title}>
        <p>{said.lead}</p>
      </PageHead>
      {done !== undefined && (
        <Notice tone="success" heading={said.done}>
          <p>{said.doneText(done)}</p>
        </Notice>
      )}
      {faults.length > 0 && <Faults faults={faults} language={language} />}
      <div class={faults.length > 0 ? 'section' : undefined}>
        <Form action={listPath} language={language} errors={errors} upload>
          <Radios
            id="vad"
            label={said.kind}
            value={typed['vad']}
            error={errorFor(errors, 'vad')}
            options={(['staff', 'units'] as const).map((value) => ({ value, text: said.kinds[value], hint: said.columns[value] }))}
          />
          <p class="small soft">{said.roles}</p>
          <Checkbox id="hela" label={said.whole} hint={said.wholeHint} checked={typed['hela'] === 'ja'} />
          <Field
            id="fil"
            type="file"
            label={said.file}
            hint={said.fileHint}
            accept=".csv,text/csv,text/plain"
            error={errorFor(errors, 'fil')}
          />
          <Acts>
            <Button>{said.read}</Button>
          </Acts>
        </Form>
      </div>
    </Page>
  )
}

const mostFaults = 100
const Faults = ({ faults, language }: { faults: readonly RowFault[]; language: Frame['language'] }) => {
  const said = words(language)
  return (
    <>
      <Notice tone="warning" heading={said.faults}>
        <p>{said.faultsText}</p>
      </Notice>
      <Table
        id="fel"
        caption={said.byLine}
        head={[said.faultHead.line, said.faultHead.column, said.faultHead.what]}
        rows={faults
          .slice(0, mostFaults)
          .map(({ line, column, why }) => [said.onLine(line), said.columnNames[column as keyof typeof said.columnNames], said.fault[why]])}
      />
      {faults.length > mostFaults && <p>{said.more(faults.length - mostFaults)}</p>}
    </>
  )
}

type PreviewProps = {
  frame: Frame
  id: string
  kind: ListKind
  rows: number
  changes: readonly (StaffChange | UnitChange)[]
  faults: readonly RowFault[]
  /** How many came from a list before. */
  all: number
  /** What the page was made from, to know whether it still holds. */
  seen: string
  errors?: readonly FieldError[]
  moved?: boolean
}

const order = ['gone', 'new', 'changed', 'back', 'skipped'] as const
const mostShown = 200

/** What a file changes, before anything does. */
export const PreviewPage = ({ frame, id, kind, rows, changes, faults, all, seen, errors = [], moved }: PreviewProps) => {
  const { language } = frame
  const said = words(language)
  const count = (one: StaffChange['kind']) => changes.filter((change) => change.kind === one).length
  const shown = changes
    .filter((change) => change.kind !== 'same')
    .toSorted(
      (a, b) => order.indexOf(a.kind as (typeof order)[number]) - order.indexOf(b.kind as (typeof order)[number]) || a.line - b.line,
    )
  const acts = changes.length - count('same') - count('skipped')
  const sums = (['new', 'changed', 'back', 'gone', 'skipped', 'same'] as const)
    .filter((one) => count(one) > 0)
    .map((one) => said.count[one](count(one)))
  return (
    <Page {...frame} title={said.title}>
      <PageHead back={{ href: listPath, text: said.again }} title={acts > 0 || faults.length > 0 ? said.preview : said.nothing}>
        <p>{said.previewLead(said.kinds[kind], rows)}</p>
        {sums.length > 0 && <p>{sums.join(', ')}.</p>}
        {acts === 0 && faults.length === 0 && <p>{said.nothingText}</p>}
      </PageHead>
      <ErrorSummary errors={errors} language={language} />
      {moved && (
        <Notice tone="warning" heading={said.moved}>
          <p>{said.movedText}</p>
        </Notice>
      )}
      {faults.length > 0 && <Faults faults={faults} language={language} />}
      {faults.length === 0 && shown.length > 0 && (
        <Section id="andras" heading={said.each}>
          <Rows>
            {shown.slice(0, mostShown).map((change) => (
              <One change={change} kind={kind} language={language} />
            ))}
          </Rows>
          {shown.length > mostShown && <p>{said.more(shown.length - mostShown)}</p>}
        </Section>
      )}
      {faults.length === 0 && acts > 0 && (
        <div class="section">
          {' '}
          <Form action={`${listPath}/${id}`} language={language}>
            <input type="hidden" name="sett" value={seen} />
            {kind === 'staff' && manyGone(count('gone'), all) && (
              <Checkbox id="saker" label={said.sure(count('gone'))} hint={said.sureHint} error={errorFor(errors, 'saker')} />
            )}
            <Acts>
              <Button>{said.carryOut}</Button>
              <a href={listPath}>{said.again}</a>
            </Acts>
          </Form>
        </div>
      )}
    </Page>
  )
}

const One = ({ change, kind, language }: { change: StaffChange | UnitChange; kind: ListKind; language: Frame['language'] }) => {
  const said = words(language)
  const names = change.fields.map((column) => said.columnNames[column as keyof typeof said.columnNames])
  const desks = 'desks' in change ? change.desks : []
  return (
    <Item title={change.name}>
      {change.kind !== 'same' && (
        <p>
          <Tag color={change.kind === 'gone' ? 'danger' : change.kind === 'new' ? 'success' : 'neutral'}>{said.kindOf[change.kind]}</Tag>
        </p>
      )}
      {change.kind === 'gone' && <p>{kind === 'staff' ? said.goneStaff : said.goneUnit}</p>}
      {'was' in change && change.was && (
        <p>
          <b>{said.was(change.was)}</b>
        </p>
      )}
      {names.length > 0 && <p>{said.fields(names.join(', '))}</p>}
      {desks.map(({ role, unit, from, to }) => (
        <p>{said.desk(common(language).roles[role], unit, [from, to])}</p>
      ))}
      {change.kind === 'skipped' && <p>{'why' in change && change.why ? said.why[change.why] : said.catalogueUnit}</p>}
      {'namesake' in change && change.namesake && <p>{said.namesake}</p>}
    </Item>
  )
}
