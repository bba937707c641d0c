import type { Day } from '#kernel/values/day'
import { capital, sayMoment } from '#kernel/values/when'
import { type Frame, say } from '#modules/directory'
import { Acts, Button, errorFor, Field, type FieldError, Form, TextArea } from '#ui/form'
import { Tag } from '#ui/lists'
import { Page, PageHead } from '#ui/page'
import { Notice } from '#ui/sheet'
import { bookingPath, bookPath, type Free, type KindOption, type Matter, root } from '../model.ts'
import type { Ahead } from '../queries.ts'
import { NumberField } from '../../number.tsx'
import { words as common } from '../text.ts'
import { ChooseTime, type Look, LookAt, OtherDays } from '../times.tsx'
import type { Typed } from './model.ts'
import { words } from './text.ts'

type Props = {
  frame: Frame
  today: Day
  matter: Matter | undefined
  ahead: readonly Ahead[]
  kinds: readonly KindOption[]
  free: readonly Free[]
  look: Look
  form: string
  typed: Typed
  errors?: readonly FieldError[]
}

/** Books for somebody: the person of a case, or somebody by name who has no way to sign in. */
export const BookPage = ({ frame, today, matter, ahead, kinds, free, look, form, typed, errors = [] }: Props) => {
  const { language } = frame
  const said = words(language)
  const wrong = (field: string) => errorFor(errors, field)
  return (
    <Page {...frame} title={said.title}>
      <PageHead
        back={
          matter
            ? { href: `/personal/arenden/${matter.id}`, text: matter.number ?? matter.name }
            : { href: root, text: common(language).times }
        }
        title={said.title}
      >
        {matter ? (
          <>
            <p>{said.forMatter(matter.name, matter.number)}</p>
            {matter.protected && (
              <p>
                <Tag color="danger">{said.protected}</Tag>
              </p>
            )}
          </>
        ) : (
          <>
            <p>{said.lead}</p>
            <p>
              {said.hasMatter} <a href="/personal/arenden">{said.toMatters}</a>
            </p>
          </>
        )}
        <LookAt look={look} kinds={kinds} language={language} />
      </PageHead>
      {matter && ahead.length > 0 && (
        <Notice tone="info" heading={said.ahead(matter.name)}>
          {ahead.map(({ id, kind, startsAt, staff }) => (
            <p>
              <a href={bookingPath(id)}>
                {capital(sayMoment(startsAt, today, language))}, {say(kind, language)}, {staff}
              </a>
            </p>
          ))}
        </Notice>
      )}
      <Form language={language} errors={errors} action={bookPath}>
        <input type="hidden" name="nyckel" value={form} />
        {matter && <input type="hidden" name="arende" value={matter.id} />}
        <input type="hidden" name="slag" value={look.kind ?? 'alla'} />
        <input type="hidden" name="fran" value={look.from} />
        {!matter && (
          <Field
            id="namn"
            label={said.name}
            hint={said.nameHint}
            autocomplete="off"
            maxlength={200}
            value={typed.namn}
            error={wrong('namn')}
          />
        )}
        <ChooseTime
          look={look}
          free={free}
          today={today}
          language={language}
          label={said.time}
          chosen={typed.tid ? [typed.tid] : []}
          error={wrong('tid')}
        />
        {(typed.nummer || free.some(({ manner }) => manner === 'phone')) && (
          <NumberField
            own={false}
            hint={matter ? said.numberHint.may : said.numberHint.needed}
            value={typed.nummer}
            error={wrong('nummer')}
            language={language}
          />
        )}
        <Field
          id="med"
          label={said.companion}
          hint={said.companionHint}
          autocomplete="off"
          maxlength={500}
          value={typed.med}
          error={wrong('med')}
        />
        <Field
          id="tolk"
          label={said.interpreter}
          hint={said.interpreterHint}
          autocomplete="off"
          maxlength={200}
          value={typed.tolk}
          error={wrong('tolk')}
        />
        <TextArea
          language={language}
          id="onskemal"
          label={said.wishes}
          hint={said.wishesHint}
          rows={3}
          maxlength={2000}
          value={typed.onskemal}
          error={wrong('onskemal')}
        />
        {free.length > 0 && (
          <Acts>
            <Button>{said.save}</Button>
          </Acts>
        )}
      </Form>
      <OtherDays look={look} today={today} language={language} />
    </Page>
  )
}
