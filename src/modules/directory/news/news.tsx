import type { Language } from '#kernel/text'
import { day, type Day, dayOf } from '#kernel/values/day'
import { capital, sayDate } from '#kernel/values/when'
import { Acts, Button, Form } from '#ui/form'
import { Notice, Section } from '#ui/sheet'
import { sayClash } from '../admin/leave/page.tsx'
import { words as leaveWords } from '../admin/leave/text.ts'
import { unitsPath } from '../admin/model.ts'
import { say } from '../model.ts'
import type { DirectoryNews, Fallen } from './queries.ts'
import { words } from './text.ts'

type Props = { news: DirectoryNews; today: Day; steward?: boolean; language: Language }

/** What the directory has to say on a start page at work: who has left, whose inbox may lie, whom one stands in for. Nothing when it has nothing. */
export const News = ({ news: { vacancies, fallen, standing }, today, steward = false, language }: Props) => {
  const said = words(language)
  return (
    <>
      {fallen.map((one) => (
        <Gone one={one} today={today} language={language} />
      ))}
      {vacancies.length > 0 && (
        <div class="section">
          <Notice tone="warning" heading={said.vacancy}>
            {vacancies.map(({ name, why }) => (
              <p>{steward ? said.unit(say(name, 'sv'), said.vacancies[why]) : said.vacancies[why]}</p>
            ))}
            {steward ? (
              <Acts>
                <a href={unitsPath}>{said.toUnits}</a>
              </Acts>
            ) : (
              <p>{said.ask}</p>
            )}
          </Notice>
        </div>
      )}
      {standing.length > 0 && (
        <Section id="ersattare" heading={said.standing}>
          {standing.map(({ name, last }) => (
            <p>{said.standsIn(name, last === null ? undefined : sayDate(day(last), today, language))}</p>
          ))}
        </Section>
      )}
    </>
  )
}

const Gone = ({ one: { id, name, at, because, fell }, today, language }: { one: Fallen; today: Day; language: Language }) => {
  const said = words(language)
  const when = sayDate(dayOf(at), today, language)
  const asChosen = fell.every(({ how }) => how === 'chosen')
  return (
    <div class="section">
      <Notice tone="warning" heading={said.gone(name)}>
        <p>{because === 'catalogue' ? said.goneCatalogue(when) : asChosen ? said.goneAsChosen(when) : said.gonePlanned(when)}</p>
        {fell.length === 0 ? (
          <p>{said.nothing}</p>
        ) : (
          <ul>
            {fell.map(({ kind, n, to, clashes }) => (
              <li>
                {said.fell(capital(leaveWords(language).held[kind](n ?? 1)), to ?? said.toNobody)}
                {to && clashes.length > 0 && <p>{sayClash({ name: to, times: clashes }, today, language)}</p>}
              </li>
            ))}
          </ul>
        )}
        <Form action={`/personal/overlamnat/${id}`} language={language}>
          <Acts>
            <Button variant="secondary">{said.noted}</Button>
          </Acts>
        </Form>
      </Notice>
    </div>
  )
}
