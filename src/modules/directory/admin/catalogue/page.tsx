import { type Day, dayOf } from '#kernel/values/day'
import { sayDate, sayMoment } from '#kernel/values/when'
import { Acts, Button, errorFor, Field, type FieldError, Form, Radios } from '#ui/form'
import { Facts, Item, Rows } from '#ui/lists'
import { Page, PageHead } from '#ui/page'
import { Empty, More, Notice, Section } from '#ui/sheet'
import type { Frame } from '../../frame.ts'
import { root } from '../model.ts'
import { words as common } from '../text.ts'
import { type Catalogue, subjects } from './model.ts'
import { words } from './text.ts'

export const cataloguePath = `${root}/katalog`

type Props = {
  frame: Frame
  today: Day
  /** Where catalogues hand in. */
  address: string
  catalogues: readonly Catalogue[]
  form: string
  typed: Record<string, string>
  errors?: readonly FieldError[]
  /** The new key, shown once. */
  token?: string
  ended?: boolean
}

export const CataloguePage = ({ frame, today, address, catalogues, form, typed, errors = [], token, ended }: Props) => {
  const { language } = frame
  const said = words(language)
  return (
    <Page {...frame} title={said.title}>
      <PageHead back={{ href: root, text: common(language).back }} title={said.title}>
        <p>{said.lead}</p>
      </PageHead>
      {token && (
        <Notice tone="success" heading={said.made}>
          <p>{said.madeText}</p>
          <p>
            <code>{token}</code>
          </p>
        </Notice>
      )}
      {ended && <Notice tone="success" heading={said.gone} />}
      <Section id="adress" heading={said.address}>
        <p>{said.addressText}</p>
        <p>
          <code>{address}</code>
        </p>
      </Section>
      <div class="after">
        {catalogues.length === 0 ? (
          <Empty heading={said.none} level={2}>
            <p>{said.noneText}</p>
          </Empty>
        ) : (
          <Rows>
            {catalogues.map((one) => (
              <One one={one} today={today} language={language} />
            ))}
          </Rows>
        )}
      </div>
      <Section id="ny" heading={said.add}>
        <Form action={cataloguePath} language={language} errors={errors}>
          <input type="hidden" name="formular" value={form} />
          <Field id="namn" label={said.name} hint={said.nameHint} maxlength={100} value={typed['namn']} error={errorFor(errors, 'namn')} />
          <Radios
            id="inloggning"
            label={said.subject}
            hint={said.subjectHint}
            value={typed['inloggning']}
            error={errorFor(errors, 'inloggning')}
            options={subjects.map((value) => ({ value, text: said.subjects[value] }))}
          />
          <Radios
            id="roll"
            label={said.role}
            hint={said.roleHint}
            value={typed['roll']}
            error={errorFor(errors, 'roll')}
            options={(['none', 'caseOfficer'] as const).map((value) => ({ value, text: said.roles[value] }))}
          />
          <Acts>
            <Button>{said.make}</Button>
          </Acts>
        </Form>
      </Section>
    </Page>
  )
}

const One = ({
  one: { id, name, subject, role, usedAt, endedAt },
  today,
  language,
}: {
  one: Catalogue
  today: Day
  language: Frame['language']
}) => {
  const said = words(language)
  return (
    <Item title={name}>
      <p>
        {endedAt
          ? said.ended(sayDate(dayOf(endedAt), today, language))
          : usedAt
            ? said.used(sayMoment(usedAt, today, language))
            : said.never}
      </p>
      {!endedAt && (
        <>
          <Facts
            brief
            facts={[
              { term: said.subject, is: said.subjects[subject] },
              { term: said.role, is: said.roles[role ?? 'none'] },
            ]}
          />
          <div class="screen-only">
            <More summary={said.end}>
              <p>{said.endText}</p>
              <Form action={`${cataloguePath}/${id}/aterkalla`} language={language}>
                <Acts>
                  <Button variant="secondary" danger>
                    {said.end}
                  </Button>
                </Acts>
              </Form>
            </More>
          </div>
        </>
      )}
    </Item>
  )
}
