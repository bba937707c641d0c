import type { Language } from '#kernel/text'
import { type Day, dayOf } from '#kernel/values/day'
import { sayDate, sayFullDay, sayMoment } from '#kernel/values/when'
import { Sum } from '#ui/lists'
import { Print } from '#ui/print'
import { Section } from '#ui/sheet'
import { marked } from '#ui/words'
import type { View } from '../events/view.ts'
import { readPath, type Ways } from '../paths.ts'
import { asideOf, type Held, type ShelfMatter, sourceOf } from '../shelf.ts'
import { words } from './text.ts'

type Props = { frame: { language: Language }; held: Held; view: View; today: Day; ways?: Ways }

/** Whether the person sees all of it: a sum that adds up to what the source holds, and from when and where it comes (CASE-05). */
export const Whole = ({ frame: { language }, held, view, today, ways }: Props) => {
  const said = words(language).whole
  const { matter } = held
  const count = countOf(held)
  return (
    <Section id="helheten" heading={said.heading}>
      <div class="stack">
        {view.status === 'not-shown' ? (
          <p>{said.unknown}</p>
        ) : (
          <>
            <Sum {...sumOf(count, language)} />
            {count.aside > 0 && (
              <p>
                {said.asideWhy(count.aside)} {!ways && <a href={`${readPath(matter.id)}#gomt`}>{said.takeOut}</a>}
              </p>
            )}
            {whyOf(matter, count, language).map((why) => (
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

const kinds = ['aside', 'together', 'withheld', 'waiting', 'missing'] as const
type Count = Record<'shown' | (typeof kinds)[number], number>

/** The shelf's own count, with what its reader has put aside told apart from what is shown, and what is to be read together from what is not: the sum is the same. */
function countOf(held: Held): Count {
  const { shown, withheld, waiting, missing } = held.matter
  const aside = asideOf(held).length
  const together = held.withheld.filter((one) => one.together).length
  return { shown: shown - aside, aside, together, withheld: withheld - together, waiting, missing }
}

/** The addition: what is nothing is left out, but for what is shown. */
function sumOf(count: Count, language: Language) {
  const said = words(language).whole
  const total = count.shown + kinds.reduce((sum, kind) => sum + count[kind], 0)
  return {
    parts: [
      { n: count.shown, text: said.shown() },
      ...kinds.filter((kind) => count[kind] > 0).map((kind) => ({ n: count[kind], text: said[kind](count[kind]) })),
    ],
    total: { n: total, text: said.total(total) },
  }
}

function whyOf(
  { capacity, changed, comparedAt, keptHere }: ShelfMatter,
  { aside, together, withheld, waiting, missing }: Count,
  language: Language,
): string[] {
  const said = words(language).whole
  const why = [
    together > 0 && said.togetherWhy(together),
    withheld > 0 && said.withheldWhy(withheld),
    waiting > 0 && (capacity ? said.notChosenWhy(waiting) : said.waitingWhy(waiting)),
    missing > 0 && said.missingWhy(missing),
    changed > 0 && said.changedWhy(changed),
  ].filter((one) => one !== false)
  return why.length > 0 || aside > 0 ? why : [comparedAt || keptHere ? said.all : said.allThatCame]
}
