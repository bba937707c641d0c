import type { Day } from '#kernel/values/day'
import { phone } from '#kernel/values/phone'
import { sayMoment } from '#kernel/values/when'
import type { Frame } from '#modules/directory'
import { Acts, Button } from '#ui/form'
import { Page, PageHead } from '#ui/page'
import { Empty, Notice } from '#ui/sheet'
import type { Spooled } from '../adapters/spool.ts'
import { words } from './text.ts'

export const path = '/demo/utskick'

type Props = { frame: Frame; today: Day; sent: readonly Spooled[]; replied: boolean }

/** What would have been sent, the newest first, and a way to answer as its receiver would. */
export const DemoPage = ({ frame, today, sent, replied }: Props) => {
  const { language } = frame
  const said = words(language)
  return (
    <Page {...frame} title={said.title}>
      <PageHead title={said.title}>
        <p>{said.lead}</p>
      </PageHead>
      <div class="stack">
        {replied && (
          <Notice tone="success" heading={said.replied}>
            {null}
          </Notice>
        )}
        {sent.length === 0 && (
          <Empty heading={said.none} level={2}>
            <p>{said.noneMore}</p>
          </Empty>
        )}
        {sent.map((one) => (
          <figure class="stack">
            <figcaption class="small">
              {said.to(
                said.kinds[one.channel],
                one.channel === 'sms' ? (phone(one.to)?.shown ?? one.to) : one.to,
                sayMoment(one.at, today, language),
              )}
            </figcaption>
            <blockquote class="note">
              {one.channel === 'email' && (
                <p>
                  <b>{one.subject}</b>
                </p>
              )}
              {one.text.split('\n\n').map((part) => (
                <p>{linked(part)}</p>
              ))}
            </blockquote>
            {one.channel === 'sms' && /(Svara|Reply) 1/.test(one.text) && (
              <form method="post" action={path}>
                <input type="hidden" name="till" value={one.to} />
                <Acts>
                  <Button variant="secondary">{said.reply}</Button>
                </Acts>
              </form>
            )}
          </figure>
        ))}
      </div>
    </Page>
  )
}

/** The words with their links, as a phone shows them. */
const linked = (text: string) => text.split(/(https?:\/\/\S+)/).map((part, at) => (at % 2 ? <a href={part}>{part}</a> : part))
