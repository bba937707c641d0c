import type { Child, PropsWithChildren } from 'hono/jsx'
import type { Language } from '#kernel/text'
import type { Day } from '#kernel/values/day'
import { capital, sayMoment } from '#kernel/values/when'
import { Acts, Button, Form } from '#ui/form'
import { Folder } from '#ui/sheet'
import type { Offer } from './model.ts'
import { offerPath } from './paths.ts'
import { words } from './text.ts'

type Props = PropsWithChildren<{ offer: Offer; keep: Child; today: Day; language: Language }>

/** An earlier time that is held for the person, and their yes or no. `children`: where, and with whom; `keep`: which time they have until then. */
export const Offered = ({ offer: { id, bookingId, startsAt, until }, keep, today, language, children }: Props) => {
  const { turn, offer: said } = words(language)
  return (
    <Folder id="nu" tab={turn} voice="you" tinted heading={said.heading}>
      <p>
        <b>{said.text(capital(sayMoment(startsAt, today, language)), sayMoment(until, today, language))}</b>
      </p>
      <p>{children}</p>
      <p>{keep}</p>
      <Form action={offerPath(bookingId, id)} language={language}>
        <Acts>
          <Button name="svar" value="ja">
            {said.yes}
          </Button>{' '}
          <Button name="svar" value="nej" variant="secondary">
            {said.no}
          </Button>
        </Acts>
      </Form>
    </Folder>
  )
}
