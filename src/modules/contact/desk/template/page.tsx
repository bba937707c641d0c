import type { Day } from '#kernel/values/day'
import { sayMoment } from '#kernel/values/when'
import type { Frame } from '#modules/directory'
import { Beside, CheckButton } from '#modules/writing'
import { Acts, Button, ButtonLink, errorFor, Field, type FieldError, Form, Radios, TextArea } from '#ui/form'
import { Item, Rows } from '#ui/lists'
import { Page, PageHead } from '#ui/page'
import { Empty, More, Notice, Section } from '#ui/sheet'
import { Paragraphs } from '../../beside.tsx'
import { root as inbox } from '../model.ts'
import { type Kept, longestBody, longestTitle, type Owner, owners, ownerWord } from './model.ts'
import { words } from './text.ts'

export const root = `${inbox}/mallar`
export const templatePath = (id: string, at = '') => `${root}/${id}${at}`
export const dones = ['sparad', 'borta'] as const

type ListProps = { frame: Frame; today: Day; templates: readonly Kept[]; steward: boolean; done?: (typeof dones)[number] | undefined }

/** The templates that can be answered with, by whose they are. */
export const TemplatesPage = ({ frame, today, templates, steward, done }: ListProps) => {
  const { language } = frame
  const said = words(language)
  return (
    <Page {...frame} title={said.title}>
      <PageHead back={steward ? undefined : { href: inbox, text: said.back }} title={said.title}>
        <p>{said.lead}</p>
      </PageHead>
      {done && <Notice tone="success" heading={said.done[done]} />}
      <div class="section">
        <Acts>
          <ButtonLink href={`${root}/ny`}>{said.add}</ButtonLink>
        </Acts>
      </div>
      {templates.length === 0 && (
        <Empty heading={said.none} level={2}>
          <p>{said.noneText}</p>
        </Empty>
      )}
      {owners.map((owner) => {
        const theirs = templates.filter((one) => one.owner === owner)
        return theirs.length === 0 ? null : (
          <Section id={ownerWord[owner]} heading={said.owner[owner]}>
            <Rows>
              {theirs.map(({ id, title, body, by, at, mine }) => (
                <Item title={title} href={mine ? templatePath(id) : undefined}>
                  <More summary={said.show}>
                    <div class="note">
                      <Paragraphs text={body} />
                    </div>
                  </More>
                  <p class="small soft">{said.by(by, sayMoment(at, today, language))}</p>
                </Item>
              ))}
            </Rows>
          </Section>
        )
      })}
    </Page>
  )
}

export type Typed = { title: string; body: string; owner?: string | undefined }
type Props = {
  frame: Frame
  form: string
  typed: Typed
  may: Record<Owner, boolean>
  /** The one that is there, when it is to be changed. */
  kept?: Kept | undefined
  errors?: readonly FieldError[]
  review?: boolean
}

export const TemplatePage = ({ frame, form, typed, may, kept, errors = [], review }: Props) => {
  const { language } = frame
  const said = words(language)
  const whose = owners.filter((owner) => may[owner])
  return (
    <Page {...frame} title={said.title}>
      <PageHead back={{ href: root, text: said.toList }} title={kept ? said.changeHeading : said.heading}>
        {kept && <p>{said.owner[kept.owner]}</p>}
      </PageHead>
      <Beside review={review && [typed.body]} language={language}>
        <Form action={kept ? templatePath(kept.id) : `${root}/ny`} language={language} errors={errors}>
          <input type="hidden" name="nyckel" value={form} />
          <Field
            id="namn"
            label={said.name}
            hint={said.nameHint}
            maxlength={longestTitle}
            value={typed.title}
            error={errorFor(errors, 'namn')}
          />
          <TextArea
            language={language}
            id="text"
            label={said.text}
            hint={said.textHint}
            rows={10}
            maxlength={longestBody}
            value={typed.body}
            error={errorFor(errors, 'text')}
          />
          {!kept && whose.length > 1 && (
            <Radios
              id="vems"
              label={said.whose}
              value={typed.owner}
              error={errorFor(errors, 'vems')}
              options={whose.map((owner) => ({ value: ownerWord[owner], text: said.owner[owner], hint: said.whoseHint[owner] }))}
            />
          )}
          <Acts>
            <Button name="gor" value="spara">
              {said.save}
            </Button>
            <CheckButton language={language} />
          </Acts>
        </Form>
      </Beside>
      {kept && (
        <div class="section">
          <Form action={templatePath(kept.id, '/kasta')} language={language}>
            <p class="small">{said.endText}</p>
            <Acts>
              <Button variant="secondary">{said.end}</Button>
            </Acts>
          </Form>
        </div>
      )}
    </Page>
  )
}
