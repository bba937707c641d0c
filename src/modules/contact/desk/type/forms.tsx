import type { Day } from '#kernel/values/day'
import { sayDay } from '#kernel/values/when'
import { type Frame, say } from '#modules/directory'
import { Acts, Button, Checkbox, Checks, errorFor, Field as Line, type FieldError, Form, Radios, Select, TextArea } from '#ui/form'
import { Page, PageHead } from '#ui/page'
import { Folder, More, Notice, Section } from '#ui/sheet'
import { kinds, type Spoken, spoken, type Told, type Typed } from '../../form/model.ts'
import { Filled, FormFields } from '../../form/parts.tsx'
import { fieldName as workName, words as common } from '../../text.ts'
import { choosable, definitionOf, type Settings, starterName, type Type, workFields } from './model.ts'
import { answerName, answersOf, root, settingsPath, typePath } from './page.tsx'
import { words } from './text.ts'

/** As a form was sent, or as what stands is put in it: every value under each name. */
export type Sent = Readonly<Record<string, readonly string[]>>
type Common = { frame: Frame; typed: Sent; errors?: readonly FieldError[]; stale?: boolean }
const one = (typed: Sent, name: string) => typed[name]?.[0]

const Stale = ({ language }: { language: Frame['language'] }) => (
  <Notice tone="warning" heading={words(language).stale}>
    <p>{words(language).staleText}</p>
  </Notice>
)

type Starter = { field: string; key: string; name: Spoken }
type HeadProps = Common & { form: string; type?: Type | undefined; starters?: readonly Starter[] }
/** What a type is called, whom it is for and how soon it is answered. */
export const HeadPage = ({ frame, form, typed, type, errors = [], stale, starters = [] }: HeadProps) => {
  const { language } = frame
  const said = words(language)
  const { form: ask } = said
  const line = (id: string) => ({ id, value: one(typed, id), error: errorFor(errors, id) })
  return (
    <Page {...frame} title={said.title}>
      <PageHead
        back={type ? { href: typePath(type.id), text: say(type.name, language) } : { href: root, text: said.toList }}
        title={type ? said.headHeading : said.newHeading}
      />
      <div class="stack">
        {stale && <Stale language={language} />}
        {starters.length > 0 && (
          <Section id="forslag-att-borja-fran" heading={said.starters.heading}>
            <Form action={`${root}/forslag`} language={language}>
              <input type="hidden" name="nyckel" value={form} />
              <Select
                id="forslag"
                label={said.starters.label}
                hint={said.starters.hint}
                options={starters.map((one) => ({
                  value: starterName(one),
                  text: `${workName(one.field, language)}: ${say(one.name, language)}`,
                }))}
              />
              <Acts>
                <Button variant="secondary">{said.starters.button}</Button>
              </Acts>
            </Form>
            <h2>{said.starters.own}</h2>
          </Section>
        )}
        <Form action={type ? typePath(type.id, '/om') : `${root}/nytt`} language={language} errors={errors}>
          <input type="hidden" name="nyckel" value={form} />
          {type && <input type="hidden" name="sett" value={type.mark} />}
          <Line {...line('namn')} label={ask.name} hint={ask.nameHint} maxlength={100} />
          <TextArea {...line('behov')} language={language} label={ask.need} hint={ask.needHint} rows={5} />
          <TextArea {...line('vem')} language={language} label={ask.forWhom} hint={ask.forWhomHint} rows={2} />
          <More summary={ask.english} open={['namn-en', 'behov-en', 'vem-en'].some((id) => one(typed, id) || errorFor(errors, id))}>
            <div class="form">
              <Line {...line('namn-en')} label={ask.inEnglish(ask.name)} maxlength={100} />
              <TextArea {...line('behov-en')} language={language} label={ask.inEnglish(ask.need)} rows={3} />
              <TextArea {...line('vem-en')} language={language} label={ask.inEnglish(ask.forWhom)} rows={2} />
            </div>
          </More>
          <Checks
            id="verksamhet"
            label={ask.work}
            hint={ask.workHint}
            values={typed['verksamhet']}
            options={workFields.map((value) => ({ value, text: workName(value, language) }))}
          />
          <Line {...line('dagar')} label={ask.days} hint={ask.daysHint} inputmode="numeric" maxlength={2} />
          <Radios
            {...line('zon')}
            label={ask.zone}
            options={(['B', 'A'] as const).map((value) => ({ value, text: ask.zones[value], hint: ask.zonesHint[value] }))}
          />
          <Checkbox id="andra" label={ask.second} checked={one(typed, 'andra') === 'ja'} />
          <Checkbox id="lasmarken" label={ask.marks} checked={one(typed, 'lasmarken') === 'ja'} />
          {type && <p class="small">{ask.atOnce}</p>}
          <Acts>
            <Button>{ask.save}</Button>
          </Acts>
        </Form>
      </div>
    </Page>
  )
}

type FieldProps = Common & { type: Type; field?: string | undefined }
/** One question of a form. `field`: the one that is changed. */
export const FieldPage = ({ frame, typed, type, field, errors = [], stale }: FieldProps) => {
  const { language } = frame
  const said = words(language)
  const { field: ask, form } = said
  const line = (id: string) => ({ id, value: one(typed, id), error: errorFor(errors, id) })
  const before = choosable(definitionOf(type), field)
  return (
    <Page {...frame} title={said.title}>
      <PageHead back={{ href: typePath(type.id), text: say(type.name, language) }} title={field ? ask.heading : ask.newHeading} />
      <div class="stack">
        {stale && <Stale language={language} />}
        <Form action={typePath(type.id, field ? `/fraga/${field}` : '/fraga')} language={language} errors={errors}>
          <input type="hidden" name="sett" value={type.mark} />
          <TextArea {...line('fraga')} language={language} label={ask.label} hint={ask.labelHint} rows={2} />
          <TextArea {...line('hjalp')} language={language} label={ask.help} rows={2} />
          <More summary={form.english} open={['fraga-en', 'hjalp-en'].some((id) => one(typed, id))}>
            <div class="form">
              <TextArea {...line('fraga-en')} language={language} label={form.inEnglish(ask.label)} rows={2} />
              <TextArea {...line('hjalp-en')} language={language} label={form.inEnglish(ask.help)} rows={2} />
            </div>
          </More>
          <Select {...line('slag')} label={ask.kind} options={kinds.map((value) => ({ value, text: said.kind[value] }))} />
          <TextArea {...line('val')} language={language} label={ask.options} hint={ask.optionsHint} rows={4} />
          <Checkbox id="maste" label={ask.required} checked={one(typed, 'maste') === 'ja'} />
          <Line {...line('hogst')} label={ask.max} hint={ask.maxHint} inputmode="numeric" maxlength={10} />
          {before.length > 0 && (
            <Checks
              id="visas"
              label={ask.showIf}
              hint={ask.showIfHint}
              values={typed['visas']}
              error={errorFor(errors, 'visas')}
              options={before.flatMap((other) =>
                answersOf(other).map((value) => ({
                  value: `${other.id}=${value}`,
                  text: ask.showIfBox(spoken(other.label, 'sv'), answerName(other, value, language)),
                })),
              )}
            />
          )}
          <Acts>
            <Button>{ask.save}</Button>
          </Acts>
        </Form>
      </div>
    </Page>
  )
}

type PreviewProps = {
  frame: Frame
  today: Day
  promised: Day
  type: Type
  typed: Typed
  errors?: readonly FieldError[]
  told?: readonly Told[] | undefined
}
/** A type as whoever writes sees it, to be tried; and what was filled in as the unit reads it. */
export const PreviewPage = ({ frame, today, promised, type, typed, errors = [], told }: PreviewProps) => {
  const { language, nonce } = frame
  const said = words(language)
  return (
    <Page {...frame} title={said.title}>
      <PageHead back={{ href: typePath(type.id), text: said.preview.back }} title={said.preview.heading}>
        <p>{said.preview.lead}</p>
      </PageHead>
      <div class="stack">
        {told && (
          <Folder id="sa-laser-ni" tab={said.preview.ours} voice="we">
            <Filled told={told} files={() => []} />
          </Folder>
        )}
        <Folder id="sa-ser-det-ut" tab={said.preview.tab} voice="you">
          <div class="preview stack">
            <h3>{say(type.name, language)}</h3>
            <p>{say(type.forWhom, language)}</p>
            <p>
              <b>{common(language).promise(sayDay(promised, today, language))}</b>
            </p>
          </div>
          <Form action={typePath(type.id, '/forhand')} language={language} errors={errors}>
            <FormFields definition={definitionOf(type)} typed={typed} errors={errors} kept={[]} language={language} nonce={nonce} />
            <p class="small soft">{common(language).who}</p>
            <Acts>
              <Button variant="secondary">{said.preview.try}</Button>
            </Acts>
          </Form>
        </Folder>
      </div>
    </Page>
  )
}

type SettingsProps = { frame: Frame; typed: Sent; errors?: readonly FieldError[] }
/** How the unit answers what has no form of its own. */
export const SettingsPage = ({ frame, typed, errors = [] }: SettingsProps) => {
  const { language } = frame
  const said = words(language)
  const ask = said.unit
  const line = (id: string) => ({
    id,
    value: one(typed, id),
    error: errorFor(errors, id),
    inputmode: 'numeric' as const,
    maxlength: 2,
  })
  return (
    <Page {...frame} title={said.title}>
      <PageHead back={{ href: root, text: said.toList }} title={ask.heading}>
        <p>{ask.lead}</p>
      </PageHead>
      <Form action={settingsPath} language={language} errors={errors}>
        <Line {...line('svar')} label={ask.answer} />
        <Line {...line('ring')} label={ask.call} />
        <Line {...line('orord')} label={ask.return} hint={ask.returnHint} />
        <Checkbox id="namnge" label={ask.named} checked={one(typed, 'namnge') === 'ja'} />
        <Checkbox id="andra" label={ask.second} checked={one(typed, 'andra') === 'ja'} />
        <Checkbox id="lasmarken" label={ask.marks} checked={one(typed, 'lasmarken') === 'ja'} />
        <Acts>
          <Button>{ask.save}</Button>
        </Acts>
      </Form>
    </Page>
  )
}

const yes = (is: boolean) => (is ? ['ja'] : [])
/** What stands, as its form holds it. */
export const settingsTyped = ({ answerDays, callDays, returnDays, readMarks, secondReading, named }: Settings): Sent => ({
  svar: [String(answerDays)],
  ring: [String(callDays)],
  orord: [String(returnDays)],
  namnge: yes(named),
  andra: yes(secondReading),
  lasmarken: yes(readMarks),
})
export const headTyped = ({ name, need, forWhom, fields, days, zone, second, marks }: Type): Sent => ({
  namn: [name.sv ?? ''],
  'namn-en': [name.en ?? ''],
  behov: [need.sv.join('\n')],
  'behov-en': [need.en.join('\n')],
  vem: [forWhom.sv ?? ''],
  'vem-en': [forWhom.en ?? ''],
  verksamhet: fields,
  dagar: [String(days)],
  zon: [zone],
  andra: yes(second),
  lasmarken: yes(marks),
})
