import { type Day, dayOf } from '#kernel/values/day'
import { sayDate } from '#kernel/values/when'
import { phonePath } from '#modules/contact'
import type { Frame } from '#modules/directory'
import { Acts, Button, errorFor, type FieldError, Form, Select } from '#ui/form'
import { Facts } from '#ui/lists'
import { Page, PageHead } from '#ui/page'
import { Notice, Section } from '#ui/sheet'
import { words as remarkWords } from '../remarks/text.ts'
import type { Asked, Colleague, Keeper, Left } from './queries.ts'
import { words } from './text.ts'

export const root = '/personal/enheten'
export const places = ['administrator', 'deputy'] as const

type Props = {
  frame: Frame
  today: Day
  keepers: readonly Keeper[]
  colleagues: readonly Colleague[]
  left: readonly Left[]
  asked: readonly Asked[]
  typed?: Record<string, string>
  errors?: readonly FieldError[]
  saved?: boolean
}

export const UnitPage = ({ frame, today, keepers, colleagues, left, asked, typed, errors = [], saved }: Props) => {
  const { language } = frame
  const said = words(language)
  const named = (place: Keeper['place']) => keepers.find((one) => one.place === place)
  return (
    <Page {...frame} title={said.title}>
      <PageHead title={said.title}>
        <p>{said.lead}</p>
      </PageHead>
      {saved && (
        <Notice tone="success" heading={said.saved}>
          <p>{said.savedText}</p>
        </Notice>
      )}
      <Section id="vem" heading={said.who} after={saved}>
        {keepers.map(({ place, name, at }) => (
          <p>{said.since(name, said.roles[place], sayDate(dayOf(at), today, language))}</p>
        ))}
        {colleagues.length < 2 ? (
          <p>{said.few}</p>
        ) : (
          <Form action={root} language={language} errors={errors}>
            {places.map((place) => (
              <Select
                id={place}
                label={said[place]}
                value={typed?.[place] ?? named(place)?.id}
                error={errorFor(errors, place)}
                options={[{ value: '', text: said.nobody }, ...colleagues.map(({ id, name }) => ({ value: id, text: name }))]}
              />
            ))}
            <Acts>
              <Button>{said.save}</Button>
            </Acts>
          </Form>
        )}
      </Section>
      <Section id="undantag" heading={said.leftOut}>
        <p>{said.leftOutText}</p>
        {left.length === 0 ? (
          <p>{said.none}</p>
        ) : (
          <Facts facts={left.map(({ reason, n }) => ({ term: said.reasons[reason], is: said.count(n) }))} />
        )}
      </Section>
      <Section id="fragor" heading={said.asked}>
        <p>{asked.length > 0 ? said.askedText : said.noneAsked}</p>
        {asked.length > 0 && <Facts facts={asked.map(({ kind, n }) => ({ term: remarkWords(language).kind[kind], is: String(n) }))} />}
      </Section>
      <Section id="telefonen" heading={said.phone}>
        <p>{said.phoneText}</p>
        <Acts>
          <a href={phonePath}>{said.phoneLink}</a>
        </Acts>
      </Section>
    </Page>
  )
}
