import type { Language } from '#kernel/text'
import { type Day, dayOf } from '#kernel/values/day'
import { sayDate, sayFullDay, sayMoment } from '#kernel/values/when'
import { Sum } from '#ui/lists'
import { Print } from '#ui/print'
import { Section } from '#ui/sheet'
import { marked } from '#ui/words'
import type { View } from '../events/view.ts'
import { type Held, type ShelfMatter, sourceOf } from '../shelf.ts'
import { words } from './text.ts'

type Props = { frame: { language: Language }; held: Held; view: View; today: Day }

/** Whether the person sees all of it: a sum that adds up to what the source holds, and from when and where it comes (CASE-05). */
export const Whole = ({ frame: { language }, held: { matter }, view, today }: Props) => {
  const said = words(language).whole
  return (
    <Section id="helheten" heading={said.heading}>
      <div class="stack">
        {view.status === 'not-shown' ? (
          <p>{said.unknown}</p>
        ) : (
          <>
            <Sum {...sumOf(matter, language)} />
            {whyOf(matter, language).map((why) => (
              <p>{why}</p>
            ))}
            <p>{said.show}</p>
          </>
        )}
        <p class="small">
          {matter.keptHere ? said.keptHere : marked(said.from(sourceOf(matter, language)))}{' '}
          {matter.dataFrom && said.since(sayDate(matter.dataFrom, today, language))} {matter.imported && said.imported}
        </p>
        <p class="small">
          {!matter.keptHere && (matter.comparedAt ? said.compared(sayMoment(matter.comparedAt, today, language)) : said.notCompared)}{' '}
          {said.opened(matter.invitedBy, sayFullDay(dayOf(matter.invitedAt), language))}
        </p>
        <Print language={language} />
      </div>
    </Section>
  )
}

const kinds = ['withheld', 'waiting', 'missing'] as const

/** The addition: what is nothing is left out, but for what is shown. */
function sumOf(matter: ShelfMatter, language: Language) {
  const said = words(language).whole
  const total = matter.shown + kinds.reduce((sum, kind) => sum + matter[kind], 0)
  return {
    parts: [
      { n: matter.shown, text: said.shown() },
      ...kinds.filter((kind) => matter[kind] > 0).map((kind) => ({ n: matter[kind], text: said[kind](matter[kind]) })),
    ],
    total: { n: total, text: said.total(total) },
  }
}

function whyOf({ withheld, waiting, missing, changed, comparedAt, keptHere }: ShelfMatter, language: Language): string[] {
  const said = words(language).whole
  const why = [
    withheld > 0 && said.withheldWhy(withheld),
    waiting > 0 && said.waitingWhy(waiting),
    missing > 0 && said.missingWhy(missing),
    changed > 0 && said.changedWhy(changed),
  ].filter((one) => one !== false)
  return why.length > 0 ? why : [comparedAt || keptHere ? said.all : said.allThatCame]
}
