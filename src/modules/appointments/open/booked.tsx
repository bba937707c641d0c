import type { Day } from '#kernel/values/day'
import { sayMoment } from '#kernel/values/when'
import { Acts, Button, Form } from '#ui/form'
import { Page, PageHead } from '#ui/page'
import { Folder, Section } from '#ui/sheet'
import { Moment, PhoneLink } from '#ui/words'
import type { Door } from '../door/model.ts'
import { Way, Where } from '../door/page.tsx'
import { words as doorWords } from '../door/text.ts'
import type { Framed } from '../meets.tsx'
import { doorPath } from '../paths.ts'
import { words } from './text.ts'

type Props = {
  frame: Framed
  door: Door
  code: string
  /** As it is shown: in two groups. */
  shown: string
  /** Where the code is used, without what need not be typed. */
  address: string
  today: Day
}

/**
 * The time and the code that opens it, to write down or print. The page may be left lying, so it says neither what about nor which unit; the code
 * is in this answer and nowhere else.
 */
export const OpenBookedPage = ({ frame, door, code, shown, address, today }: Props) => {
  const { language } = frame
  const [said, through] = [words(language).booked, doorWords(language)]
  return (
    <Page {...frame} title={through.title} ruled={false}>
      <PageHead title={said.title}>
        <p class="lead">{said.lead}</p>
      </PageHead>
      <Folder
        id="nar"
        tab={said.tab}
        voice="both"
        look="when"
        heading={<Moment at={door.startsAt} today={today} language={language} capital />}
      >
        <Where frame={frame} door={door} today={today} />
        <h3 id="kod">{said.code}</h3>
        <p class="when unbroken">{shown}</p>
        <p>
          {said.use} <b>{address}</b>
        </p>
        <p>
          {through.until(sayMoment(door.closesAt, today, language))} {said.only}
        </p>
        <p>
          <b>{through.call}</b> {through.callText} <PhoneLink number={door.phone} />
        </p>
      </Folder>
      <Way frame={frame} door={door} />
      <Section id="sen" heading={said.next} after>
        <p>{said.reminder}</p>
        <p>{said.shared}</p>
        <Form action={doorPath} language={language}>
          <input type="hidden" name="kod" value={code} />
          <Acts>
            <Button variant="secondary">{said.see}</Button>{' '}
            <print-page>
              <button class="ds-button" data-variant="secondary" type="button" hidden>
                {said.print}
              </button>
            </print-page>
          </Acts>
        </Form>
      </Section>
    </Page>
  )
}
