import { type Day, dayOf } from '#kernel/values/day'
import { fileSize } from '#kernel/values/bytes'
import { theirs } from '#kernel/values/marks'
import { sayDate } from '#kernel/values/when'
import type { Unit } from '#modules/directory'
import { Acts, ButtonLink } from '#ui/form'
import { Page, PageHead } from '#ui/page'
import { Row } from '#ui/sheet'
import { marked, PhoneLink, Swedish } from '#ui/words'
import { appealText } from '../events/text.ts'
import type { DecisionView, Shown, View } from '../events/view.ts'
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
  /** The decision it came with. Where that keeps names out, so does this page (FL 33 §). */
  decision: DecisionView | undefined
  today: Day
}

export const DocumentPage = ({ frame, matter, matterTitle, document, from, view, unit, decision, today }: Props) => {
  const { language } = frame
  const said = words(language)
  const nameless = decision?.namesHidden ?? false
  const reach = reachOf(nameless ? undefined : view.officer, unit, language, unnamedIn(view, nameless))
  const file = `${documentPath(matter, document.id)}/fil`
  return (
    <Page {...frame} {...footOf(reach, unit, frame)} title={said.title}>
      <PageHead
        back={{ href: matterPath(matter), text: marked(matterTitle) }}
        title={<Swedish language={language}>{document.title}</Swedish>}
      >
        <p class="soft">
          {said.about(said.kinds[document.type as keyof typeof said.kinds] ?? said.other, fileSize(document.size, language))}{' '}
          {!decision && said.handed(sayDate(dayOf(document.handedAt), today, language))}
        </p>
      </PageHead>
      <Row margin={<ContactMargin reach={reach} heading={said.ask} language={language} />}>
        <div class="section stack">
          <Acts>
            <ButtonLink href={file}>{said.open}</ButtonLink> <a href={`${file}?spara=ja`}>{said.download}</a>
          </Acts>
          <p class="small">{said.shared}</p>
          {decision && <p>{appealText(decision.appeal, today, language)}</p>}
          {from && (decision || from.title !== theirs(document.title, language)) && (
            <p>
              {said.from} <a href={decision ? decisionPath(matter, from.item.id) : itemPath(matter, from.item.id)}>{marked(from.title)}</a>.
            </p>
          )}
          <p>
            {marked(said.paper(reach.name))} <PhoneLink number={reach.phone} />.
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
