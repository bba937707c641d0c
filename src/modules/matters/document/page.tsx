import { type Day, dayOf } from '#kernel/values/day'
import { fileSize } from '#kernel/values/bytes'
import { sayDate } from '#kernel/values/when'
import type { Unit } from '#modules/directory'
import { Acts, ButtonLink } from '#ui/form'
import { Page, PageHead } from '#ui/page'
import { Row } from '#ui/sheet'
import { PhoneLink } from '#ui/words'
import type { Shown, View } from '../events/view.ts'
import { ContactMargin, footOf, type Framed, reachOf, unnamedIn } from '../matter/contact.tsx'
import { decisionPath, documentPath, itemPath, matterPath } from '../paths.ts'
import type { Document } from './model.ts'
import { words } from './text.ts'

type Props = {
  frame: Framed
  matter: string
  matterTitle: string
  document: Document
  /** What it came with, as it is called. */
  from: { item: Shown; title: string } | undefined
  view: View
  unit: Unit
  /** It came with a decision that keeps names out (FL 33 §). */
  nameless: boolean
  today: Day
}

export const DocumentPage = ({ frame, matter, matterTitle, document, from, view, unit, nameless, today }: Props) => {
  const { language } = frame
  const said = words(language)
  const reach = reachOf(nameless ? undefined : view.officer, unit, language, unnamedIn(view, nameless))
  const file = `${documentPath(matter, document.id)}/fil`
  const decision = from && (from.item.event.kind === 'decision' || from.item.event.kind === 'decision-corrected')
  return (
    <Page {...frame} {...footOf(reach, unit, frame)} title={said.title}>
      <PageHead back={{ href: matterPath(matter), text: matterTitle }} title={document.title}>
        <p class="soft">
          {said.about(said.kinds[document.type as keyof typeof said.kinds] ?? said.other, fileSize(document.size, language))}{' '}
          {said.handed(sayDate(dayOf(document.handedAt), today, language))}
        </p>
      </PageHead>
      <Row margin={<ContactMargin reach={reach} heading={said.ask} language={language} />}>
        <div class="section stack">
          <Acts>
            <ButtonLink href={file}>{said.open}</ButtonLink> <a href={`${file}?spara=ja`}>{said.download}</a>
          </Acts>
          <p class="small">{said.shared}</p>
          {from && from.title !== document.title && (
            <p>
              {said.from} <a href={decision ? decisionPath(matter, from.item.id) : itemPath(matter, from.item.id)}>{from.title}</a>.
            </p>
          )}
          <p>
            {said.paper(reach.name)} <PhoneLink number={reach.phone} />.
          </p>
          {from && (
            <Acts>
              <a href={itemPath(matter, from.item.id)}>{said.write}</a>
            </Acts>
          )}
        </div>
      </Row>
    </Page>
  )
}
