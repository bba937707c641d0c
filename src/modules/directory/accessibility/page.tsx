import { Page, PageHead } from '#ui/page'
import { Row, Section } from '#ui/sheet'
import { PhoneLink } from '#ui/words'
import type { Frame } from '../frame.ts'
import type { Municipality } from '../model.ts'
import { words } from './text.ts'

/** The accessibility statement (lag 2018:1937, 13 §): what holds, what is not known, and how to report a fault. */
export const AccessibilityPage = ({ frame }: { frame: Frame & { municipality: Municipality | undefined } }) => {
  const said = words(frame.language)
  return (
    <Page {...frame} title={said.title}>
      <PageHead title={said.title}>
        <p class="lead">{said.lead}</p>
      </PageHead>
      <Row>
        <Section id="fungerar" heading={said.works}>
          <ul>
            {said.list.split('\n').map((line) => (
              <li>{line}</li>
            ))}
          </ul>
          <p>{said.standard}</p>
        </Section>
        <Section id="inte" heading={said.notChecked}>
          <p>{said.notCheckedText}</p>
        </Section>
        <Section id="sag" heading={said.tell}>
          <p>{said.tellText}</p>
          {frame.municipality && (
            <p>
              <PhoneLink number={frame.municipality.phone} />
            </p>
          )}
          <p>
            {said.supervision} <a href="https://www.digg.se/tdosanmalan">{said.report}</a>.
          </p>
        </Section>
      </Row>
    </Page>
  )
}
