import { type Day, dayOf, day } from '#kernel/values/day'
import { capital, sayDate, sayFullDay, sayMoment } from '#kernel/values/when'
import type { Frame } from '#modules/directory'
import { capacities, kindName } from '#modules/matters'
import { Acts, Button, Checkbox, errorFor, ErrorSummary, Field, type FieldError, Form, FormSheet, Radios } from '#ui/form'
import { Item as Line, Rows, Tag } from '#ui/lists'
import { Page, PageHead } from '#ui/page'
import { More, Notice, Section } from '#ui/sheet'
import { endings, type Item, type Matter, type Recipient } from './model.ts'
import { words } from './text.ts'

export const recipientsPath = (matter: string) => `/personal/arenden/${matter}/lasare`
const recipientPath = (matter: string, recipient: string) => `${recipientsPath(matter)}/${recipient}`

export const dones = ['lagd', 'avslutad', 'dold'] as const
export type Done = (typeof dones)[number]
export type Typed = Partial<Record<'personnummer' | 'namn' | 'egenskap' | 'underlag' | 'till', string | undefined>>
type Props = {
  frame: Frame
  today: Day
  matter: Matter
  recipients: readonly Recipient[]
  form: string
  typed?: Typed
  errors?: readonly FieldError[]
  done?: Done | undefined
}

/** Who else than the person may be handed copies of the matter, and the form that names somebody. */
export const RecipientsPage = ({ frame, today, matter, recipients, form, typed, errors = [], done }: Props) => {
  const { language } = frame
  const said = words(language)
  return (
    <Page {...frame} title={said.title}>
      <PageHead
        back={{ href: `/personal/arenden/${matter.id}`, text: [said.back, matter.number].filter(Boolean).join(' ') }}
        title={said.title}
      >
        <p>{said.lead(matter.name)}</p>
      </PageHead>
      {done && (
        <Notice tone="success" heading={said.done[done]}>
          {done === 'lagd' && <p>{said.doneText}</p>}
        </Notice>
      )}
      {matter.guarded && (
        <Notice tone="warning" heading={matter.protected ? said.protected : said.guarded}>
          <p>{said.guardedText}</p>
        </Notice>
      )}
      {recipients.length === 0 ? (
        <p>{said.none}</p>
      ) : (
        <Rows>
          {recipients.map((one) => (
            <One recipient={one} matter={matter} today={today} language={language} />
          ))}
        </Rows>
      )}
      {recipients.some(({ capacity }) => capacity === 'custodian') && (
        <div class="screen-only">
          <More summary={said.custody}>
            <p>{said.custodyText}</p>
            <Form action={`${recipientsPath(matter.id)}/vardnad`} language={language}>
              <Acts>
                <Button variant="secondary">{said.custodySave}</Button>
              </Acts>
            </Form>
          </More>
        </div>
      )}
      {!matter.guarded && (
        <Section id="lagg-till" heading={said.add}>
          <Form language={language} errors={errors}>
            <input type="hidden" name="nyckel" value={form} />
            <Field
              id="personnummer"
              label={said.number}
              inputmode="numeric"
              autocomplete="off"
              value={typed?.personnummer}
              error={errorFor(errors, 'personnummer')}
            />
            <Field id="namn" label={said.name} autocomplete="off" maxlength={200} value={typed?.namn} error={errorFor(errors, 'namn')} />
            <Radios
              id="egenskap"
              label={said.as}
              value={typed?.egenskap}
              error={errorFor(errors, 'egenskap')}
              options={capacities.map((value) => ({ value, text: capital(said.capacity[value]), hint: said.asHint[value] }))}
            />
            <Field
              id="underlag"
              label={said.document}
              hint={said.documentHint}
              maxlength={200}
              value={typed?.underlag}
              error={errorFor(errors, 'underlag')}
            />
            <Field id="till" label={said.validTo} hint={said.validToHint} value={typed?.till} error={errorFor(errors, 'till')} />
            <Acts>
              <Button>{said.save}</Button>
            </Acts>
          </Form>
        </Section>
      )}
    </Page>
  )
}

const One = ({ recipient, matter, today, language }: { recipient: Recipient; matter: Matter; today: Day; language: Frame['language'] }) => {
  const said = words(language)
  const { id, name, capacity, document, validTo, addedBy, addedAt, shown, waiting } = recipient
  return (
    <Line href={recipientPath(matter.id, id)} title={name}>
      <p>{capital(said.until(said.capacity[capacity], sayFullDay(day(validTo), language), document))}</p>
      <p>{said.sees(shown, waiting)}</p>
      <p class="small soft">{said.added(addedBy, sayMoment(addedAt, today, language))}</p>
      <div class="screen-only">
        <More summary={said.end}>
          <p>{said.endText}</p>
          <Form action={`${recipientPath(matter.id, id)}/avsluta`} language={language}>
            <Radios
              id={`skal-${id}`}
              name="skal"
              label={said.reason}
              value="withdrawn"
              options={endings.map((value) => ({ value, text: said.endings[value] }))}
            />
            <Acts>
              <Button variant="secondary">{said.end}</Button>
            </Acts>
          </Form>
        </More>
      </div>
    </Line>
  )
}

type ItemsProps = {
  frame: Frame
  today: Day
  matter: Matter
  recipient: Recipient
  items: readonly Item[]
  errors?: readonly FieldError[]
  shown?: number | undefined
}

/** Every item of the matter and how it stands to one recipient; what the person reads already can be ticked, several at once. */
export const RecipientPage = ({ frame, today, matter, recipient, items, errors = [], shown }: ItemsProps) => {
  const { language } = frame
  const said = words(language)
  const waiting = items.filter(({ state }) => state === 'imported' || state === 'assessed')
  const decided = items.filter(({ state }) => state === 'released' || state === 'withheld')
  return (
    <Page {...frame} title={said.title}>
      <PageHead back={{ href: recipientsPath(matter.id), text: said.title }} title={recipient.name}>
        <p>{said.items.lead(recipient.name, said.capacity[recipient.capacity])}</p>
        <p>{said.items.careful}</p>
      </PageHead>
      {shown !== undefined && <Notice tone="success" heading={said.items.shown(shown)} />}
      <ErrorSummary errors={errors} language={language} />
      <Section id="vantar" heading={said.items.legend}>
        {waiting.length === 0 ? (
          <p>{said.items.none}</p>
        ) : (
          <form method="post" class="form" novalidate>
            <FormSheet />
            {waiting.map((item, at) =>
              item.known ? (
                <Checkbox
                  id={at === 0 ? 'visa' : `visa-${at + 1}`}
                  value={`${item.id}.${item.revision}`}
                  label={titleOf(item, today, language)}
                  hint={<a href={hrefOf(matter, recipient, item)}>{said.items.open}</a>}
                  error={at === 0 ? errorFor(errors, 'visa') : undefined}
                />
              ) : (
                <p>
                  <a href={hrefOf(matter, recipient, item)}>{titleOf(item, today, language)}</a>
                </p>
              ),
            )}
            <Acts>
              <Button>{said.items.save}</Button>
            </Acts>
          </form>
        )}
      </Section>
      {decided.length > 0 && (
        <Section id="valt" heading={said.items.decided}>
          <Rows>
            {decided.map((item) => (
              <Line href={hrefOf(matter, recipient, item)} title={titleOf(item, today, language)}>
                <p>
                  <Tag color={item.state === 'released' ? 'success' : 'neutral'}>{said.items.state[item.state]}</Tag>
                </p>
              </Line>
            ))}
          </Rows>
        </Section>
      )}
    </Page>
  )
}

const hrefOf = (matter: Matter, { personId }: Recipient, { id }: Item) => `/personal/granska/${matter.id}/${id}?till=${personId}`
const titleOf = ({ kind, title, at }: Item, today: Day, language: Frame['language']) =>
  `${kindName(kind, language)}${title ? `: ${title}` : ''}, ${sayDate(dayOf(at), today, language)}`
