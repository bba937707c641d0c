import { sayMoment } from '#kernel/values/when'
import type { Day } from '#kernel/values/day'
import { type Frame, type Municipality, say } from '#modules/directory'
import { Acts, Button, Form } from '#ui/form'
import { Rows } from '#ui/lists'
import { Page, PageHead } from '#ui/page'
import { Margin, Row, Section } from '#ui/sheet'
import { PhoneLink } from '#ui/words'
import type { Session } from './model.ts'
import { words } from './text.ts'

type Props = {
  frame: Frame & { municipality: Municipality | undefined }
  sessions: readonly Session[]
  today: Day
  path: string
  /** Of staff: where they sit, and where alarms go when they go anywhere. */
  desk?: { unit: string | undefined; alarms: { to: string | undefined } | undefined } | undefined
}

/** One's own sessions, each to end, and all at once. Staff also see the assignment they sit at. */
export const SettingsPage = ({ frame, sessions, today, path, desk }: Props) => {
  const { language } = frame
  const said = words(language)
  const nameOf = ({ device }: Session) => device ?? said.unknown
  return (
    <Page {...frame} title={said.title}>
      <PageHead title={said.title}></PageHead>
      {desk && (
        <Section id="uppdrag" heading={said.desk}>
          <p lang={desk.unit && language === 'en' ? 'sv' : undefined}>{desk.unit ?? said.noDesk}</p>
          <Acts>
            <a href="/personal/uppdrag">{said.change}</a>
          </Acts>
        </Section>
      )}
      {desk?.alarms && (
        <Section id="larm" heading={said.alarms}>
          <p>{desk.alarms.to ? said.alarmsTo(desk.alarms.to) : said.alarmsNowhere}</p>
        </Section>
      )}
      {!desk && (
        <Section id="kontakt" heading={said.reach}>
          <p>{said.reachMore}</p>
          <Acts>
            <a href="/mina-sidor/installningar/kontakt">{said.reachLink}</a>
          </Acts>
        </Section>
      )}
      <Row margin={<Help frame={frame} />}>
        <Section id="enheter" heading={said.heading}>
          <p>{said.lead}</p>
          <Rows>
            {sessions.map((session) => (
              <li>
                <p class="title">
                  {nameOf(session)}
                  {session.here && ` – ${said.here}`}
                </p>
                <p>
                  {said.since(sayMoment(session.createdAt, today, language))} {said.seen(sayMoment(session.seenAt, today, language))}
                </p>
                {!session.here && (
                  <Form action={`${path}/avsluta`} language={language}>
                    <input type="hidden" name="session" value={session.id} />
                    <p class="acts">
                      <Button variant="secondary">{said.end(nameOf(session))}</Button>
                    </p>
                  </Form>
                )}
              </li>
            ))}
          </Rows>
        </Section>
        <Section id="overallt" heading={said.everywhere}>
          <Form action={`${path}/logga-ut-overallt`} language={language}>
            <p>{said.everywhereMore}</p>
            <p class="acts">
              <Button variant="secondary">{said.everywhere}</Button>
            </p>
          </Form>
        </Section>
      </Row>
    </Page>
  )
}

/** Whom to call when a device is not one's own. */
const Help = ({ frame: { municipality, language } }: Pick<Props, 'frame'>) =>
  municipality ? (
    <Margin id="ring" heading={words(language).worried}>
      <p>
        <b>
          <PhoneLink number={municipality.phone} />
        </b>
      </p>
      <p class="small">{say(municipality.phoneHours, language)}</p>
    </Margin>
  ) : (
    <></>
  )
