import { type Day, dayOf } from '#kernel/values/day'
import type { Unit } from '#modules/directory'
import { Page, PageHead } from '#ui/page'
import { gather } from '../../events/items.ts'
import { filtered } from '../../events/timeline.ts'
import type { Duty } from '../../duty/model.ts'
import type { Framed } from '../../matter/contact.tsx'
import { type FilterName, filters } from '../../matter/model.ts'
import { MatterParts } from '../../matter/page.tsx'
import type { Ways } from '../../paths.ts'
import { type Held, type Remark, titleOf, viewOf } from '../../shelf.ts'
import { inForce } from '../../templates/model.ts'
import { reference } from '../../templates/read.ts'
import { dutiesPath, dutyPath } from '../duty/model.ts'
import { matterPath } from '../model.ts'
import type { Handed, Matter, RemarkRow } from './model.ts'
import { words } from './text.ts'

/** What lies on the person's shelf, told from the record's side: what they have been handed, said beside it and are told is not shown. */
export function heldFrom(
  matter: Matter,
  unitId: string,
  handed: readonly Handed[],
  remarks: readonly RemarkRow[],
  duties: readonly Duty[],
): Held {
  const own = Map.groupBy(remarks, ({ ref }) => ref)
  const take = (ref: string) => {
    const found = own.get(ref)?.map(remarkOf) ?? []
    own.delete(ref)
    return found
  }
  const released = handed.filter(({ withheld, covered }) => !withheld && !covered)
  const shown = released.map(({ id, event, decidedAt, hasDocument, plain }) => ({
    id,
    event,
    handedAt: decidedAt.toISOString(),
    documentId: hasDocument ? id : undefined,
    plain: plain ?? undefined,
    own: take(event.ref),
  }))
  const withheld = handed
    .filter(({ withheld, covered }) => withheld || covered)
    .map(({ id, at, text, event, covered, together }) => ({
      id,
      at: at.toISOString(),
      text: text ?? '',
      own: take(event.ref),
      under: covered ? { kind: event.kind, why: 'sensitive' as const } : undefined,
      together: together ?? false,
    }))
  return {
    matter: {
      ...matter,
      title: matter.openedAs,
      unitId,
      openedOn: dayOf(new Date(matter.openedOn)),
      sourceLabel: matter.label,
      keptHere: matter.native,
      dataFrom: matter.knownFrom === null ? null : dayOf(new Date(matter.knownFrom)),
      invitedAt: matter.openedAt!,
      invitedBy: matter.openedBy ?? '',
      sourceDownSince: matter.unreadSince,
      aboutName: null,
      capacity: null,
      notes: null,
      contact: null,
    },
    shown: gather(shown),
    withheld,
    homeless: [...own.values()].flat().map(remarkOf),
    aside: [],
    copies: [],
    duties,
  }
}

const remarkOf = ({ id, kind, text, at, state, answer, answeredBy, answeredAt }: RemarkRow): Remark => ({
  id,
  kind,
  text,
  state,
  at: at.toISOString(),
  answer:
    answer && answeredAt ? { at: answeredAt.toISOString(), text: answer, by: answeredBy ? { name: answeredBy } : undefined } : undefined,
})

/** Staff read an item where they decide about it. */
const waysIn = (matterId: string): Ways => {
  const item = (id: string) => `/personal/granska/${matterId}/${id}`
  return {
    item,
    decision: item,
    document: (id) => `${item(id)}/handling`,
    duty: (id) => dutyPath(matterId, id),
    rights: dutiesPath(matterId),
  }
}

type Props = { frame: Framed; today: Day; held: Held; name: string; unit: Unit; filter: FilterName; year: number | undefined }

/** The matter as its person sees it: their own page under another heading. */
export const AsPersonPage = ({ frame, today, held, name, unit, filter, year }: Props) => {
  const { language } = frame
  const said = words(language)
  const { law, templates } = reference()
  const { matter } = held
  const view = viewOf(held, today)
  return (
    <Page {...frame} title={said.title} ruled>
      <PageHead back={{ href: matterPath(matter.id), text: said.backToMatter }} title={said.asPerson(name)}>
        <p>{said.asPersonText}</p>
      </PageHead>
      <MatterParts
        frame={frame}
        held={held}
        view={view}
        unit={unit}
        title={titleOf(matter, language)}
        timeline={filtered(view.timeline, filters[filter], today)}
        filter={filter}
        year={year}
        today={today}
        law={law}
        rules={inForce(law, templates[matter.field].laws, view.closedOn ?? today)}
        ways={waysIn(matter.id)}
      />
    </Page>
  )
}
