import { ButtonLink } from '#ui/form'
import { Page, PageHead } from '#ui/page'
import { Folder, Row } from '#ui/sheet'
import { PhoneLink, Swedish } from '#ui/words'
import type { Frame } from '../frame.ts'
import { type Municipality, say, type Unit } from '../model.ts'
import { words } from './text.ts'

type Props = {
  frame: Frame & { municipality: Municipality | undefined }
  units: readonly Unit[]
  /** Where a first time is booked without signing in. */
  first: string | undefined
}

export const StartPage = ({ frame, units, first }: Props) => {
  const { language, municipality } = frame
  const said = words(language)
  return (
    <Page {...frame} title={said.title}>
      <PageHead title={said.heading}>
        <p class="lead">{said.lead}</p>
      </PageHead>
      <Row
        margin={
          municipality && (
            <aside aria-labelledby="akut">
              <h2 id="akut">{said.urgent}</h2>
              <ul role="list" class="numbers">
                {municipality.urgent.map(({ label, phone }) => (
                  <li>
                    <b>{say(label, language)}</b> <PhoneLink number={phone} />
                  </li>
                ))}
              </ul>
            </aside>
          )
        }
      >
        <Folder id="logga-in" tab={said.signIn} voice="we" heading={said.signInHeading}>
          <p>{said.signInText}</p>
          <p class="acts">
            <ButtonLink href="/logga-in">{said.signIn}</ButtonLink>
          </p>
          <p>{said.otherWay}</p>
        </Folder>
        <section class="section after" aria-labelledby="traffa">
          <h2 id="traffa">{said.meet}</h2>
          {first && (
            <p>
              <a href={first}>{said.first}</a>. {said.firstText}
            </p>
          )}
          <p>
            <a href="/tid">{said.slip}</a>
          </p>
          <ul role="list" class="rows">
            {units.map((unit) => (
              <li>
                <p class="title">
                  <Swedish language={language}>{say(unit.name, language)}</Swedish>
                </p>
                {say(unit.visit, language) && <p>{say(unit.visit, language)}</p>}
                <p class="small">
                  <PhoneLink number={unit.phone} />
                  {say(unit.phoneHours, language) && `, ${say(unit.phoneHours, language)}`}
                </p>
              </li>
            ))}
          </ul>
        </section>
        <section class="section" aria-labelledby="personal">
          <h2 id="personal" class="h3">
            {said.staff}
          </h2>
          <p>
            <a href="/personal/logga-in">{said.staffSignIn}</a>
          </p>
        </section>
      </Row>
    </Page>
  )
}
