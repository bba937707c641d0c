import { type Day, dayOf } from '#kernel/values/day'
import { sayDate } from '#kernel/values/when'
import type { Frame } from '#modules/directory'
import { Acts, Button, errorFor, Field, type FieldError, Form, FormSheet, Select } from '#ui/form'
import { Item, Rows } from '#ui/lists'
import { Page, PageHead } from '#ui/page'
import { Empty, Notice, Section } from '#ui/sheet'
import { factKinds } from '../guard/model.ts'
import type { Guarded } from '../guard/queries.ts'
import type { Head } from './model.ts'
import { words } from './text.ts'

export const guardedPath = (matterId: string) => `/personal/arenden/${matterId}/skydd`

type Props = {
  frame: Frame
  today: Day
  head: Head
  facts: readonly Guarded[]
  form: string
  did?: 'saved' | 'ended' | undefined
  /** How much of what was shown holds it, and is hidden. */
  hidden?: number
  typed?: { slag?: string | undefined; ord?: string | undefined }
  errors?: readonly FieldError[]
}

/** What must not be told about a matter's person, and a form to add to it. */
export const GuardedPage = ({ frame, today, head, facts, form, did, hidden = 0, typed, errors = [] }: Props) => {
  const { language } = frame
  const said = words(language)
  return (
    <Page {...frame} title={said.title}>
      <PageHead back={{ href: `/personal/arenden/${head.id}`, text: said.back }} title={said.title}>
        <p>{said.lead(head.name)}</p>
        <p class="soft">
          {head.protectedIdentity !== 'none' && said.protected} {said.seen}
        </p>
      </PageHead>
      {did && (
        <Notice tone="success" heading={said[did]}>
          {did === 'saved' && <p>{said.before(hidden)}</p>}
        </Notice>
      )}
      <Section id="finns" heading={said.list}>
        <FormSheet />
        {facts.length === 0 ? (
          <Empty heading={said.none}>
            <p>{said.noneText}</p>
          </Empty>
        ) : (
          <Rows>
            {facts.map(({ id, kind, value, addedBy, addedAt }) => (
              <Item title={value}>
                <p class="small soft">
                  {said.kinds[kind]}. {said.added(addedBy, sayDate(dayOf(addedAt), today, language))}
                </p>
                <form method="post" action={`${guardedPath(head.id)}/${id}/ta-bort`} class="screen-only">
                  <Acts>
                    <Button variant="tertiary">{said.endLabel(value)}</Button>
                  </Acts>
                </form>
              </Item>
            ))}
          </Rows>
        )}
      </Section>
      <Section id="lagg-till" heading={said.add} after>
        <Form action={guardedPath(head.id)} language={language} errors={errors}>
          <input type="hidden" name="formular" value={form} />
          <Select
            id="slag"
            label={said.kind}
            value={typed?.slag}
            error={errorFor(errors, 'slag')}
            options={factKinds.map((value) => ({ value, text: said.kinds[value] }))}
          />
          <Field
            id="ord"
            label={said.value}
            hint={said.valueHint}
            maxlength={300}
            autocomplete="off"
            value={typed?.ord}
            error={errorFor(errors, 'ord')}
          />
          <Acts>
            <Button>{said.save}</Button>
          </Acts>
        </Form>
      </Section>
    </Page>
  )
}
