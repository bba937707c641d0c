import type { Day } from '#kernel/values/day'
import { sayDate } from '#kernel/values/when'
import type { Frame } from '#modules/directory'
import { Acts, Button, ButtonLink, errorFor, Field, type FieldError, Form, Select } from '#ui/form'
import { Item, Rows, Tag } from '#ui/lists'
import { Page, PageHead } from '#ui/page'
import { Empty, Section } from '#ui/sheet'
import { fieldTitle } from '../../templates/read.ts'
import { matterPath, root } from '../model.ts'
import { type ListName, reasons } from './model.ts'
import type { Found } from './queries.ts'
import { words } from './text.ts'

export const most = 50
type Props = {
  frame: Frame
  today: Day
  native: boolean
  asked?: string
  /** Why, as it was last said: it stays chosen. */
  reason?: string | undefined
  errors?: readonly FieldError[]
  found?: readonly Found[] | undefined
  /** What was found is a list of its own, and not what was sought. */
  list?: ListName | undefined
}

export const FindPage = ({ frame, today, native, asked, reason, errors = [], found, list }: Props) => {
  const { language } = frame
  const said = words(language)
  return (
    <Page {...frame} title={said.title}>
      <PageHead title={said.title}>
        <p>{said.lead}</p>
      </PageHead>
      <Form action={root} language={language} errors={errors}>
        <Field
          id="sok"
          label={said.label}
          hint={said.hint}
          type="search"
          autocomplete="off"
          maxlength={100}
          value={asked}
          error={errorFor(errors, 'sok')}
        />
        <Select
          id="anledning"
          label={said.why}
          hint={said.whyHint}
          value={reason}
          error={errorFor(errors, 'anledning')}
          options={[{ value: '', text: '' }, ...reasons.map((value) => ({ value, text: said.reasons[value] }))]}
        />
        <Acts>
          <Button>{said.search}</Button>
        </Acts>
      </Form>
      {found &&
        (found.length === 0 ? (
          <Empty heading={list ? said.lists[list].none : said.none} level={2}>
            <p>{list ? said.lists[list].noneText : said.noneText}</p>
          </Empty>
        ) : (
          <Section id="traffar" heading={list ? said.lists[list].heading : said.results}>
            <p>{list ? said.lists[list].found(found.length, most) : said.found(found.length, most)}</p>
            <Rows>
              {found.map(({ id, number, name, title, field, openedOn, opened }) => (
                <Item href={matterPath(id)} title={[number, name].filter(Boolean).join(', ')}>
                  <p>{said.from(title ?? fieldTitle(field, language), sayDate(openedOn, today, language))}</p>
                  <p>
                    <Tag color={opened ? 'success' : 'neutral'}>{opened ? said.opened : said.closed}</Tag>
                  </p>
                </Item>
              ))}
            </Rows>
          </Section>
        ))}
      {native && (
        <Section id="nytt" heading={said.begin}>
          <p>{said.beginText}</p>
          <Acts>
            <ButtonLink variant="secondary" href={`${root}/nytt`}>
              {said.begin}
            </ButtonLink>
          </Acts>
        </Section>
      )}
    </Page>
  )
}
