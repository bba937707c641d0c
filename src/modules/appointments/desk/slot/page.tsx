import type { Day } from '#kernel/values/day'
import { dayOf } from '#kernel/values/day'
import { capital, sayDay, sayHowFar, sayMoment } from '#kernel/values/when'
import { type Frame, say } from '#modules/directory'
import { Acts, Button, ButtonLink, Form } from '#ui/form'
import { Facts } from '#ui/lists'
import { Page, PageHead } from '#ui/page'
import { Notice } from '#ui/sheet'
import { bookingPath, bookPath, root, sayHours, seriesPath, slotPath } from '../model.ts'
import { words as common } from '../text.ts'
import type { Slot } from './model.ts'
import { words } from './text.ts'

export const dones = ['slappt', 'borttagen', 'bokad'] as const
export type Done = (typeof dones)[number]
type Props = { frame: Frame; today: Day; slot: Slot; done?: Done | undefined }

/** One time: how it stands, and what can be done with it. */
export const SlotPage = ({ frame, today, slot, done }: Props) => {
  const { language } = frame
  const said = words(language)
  const { id, kind, staff, startsAt, endsAt, manner, place, link, seriesId, free, bookingId, heldName } = slot
  return (
    <Page {...frame} title={said.title}>
      <PageHead
        back={{ href: root, text: common(language).times }}
        title={`${capital(sayDay(dayOf(startsAt), today, language))} ${sayHours(startsAt, endsAt, language)}`}
      >
        <p>
          {say(kind, language)}. {capital(sayHowFar(dayOf(startsAt), today, language))}.
        </p>
      </PageHead>
      <div class="stack">
        {done === 'slappt' && (
          <Notice tone="success" heading={said.released}>
            <p>{said.releasedText}</p>
          </Notice>
        )}
        {done === 'borttagen' && slot.withdrawnAt && <Notice tone="success" heading={said.removed} />}
        {done === 'bokad' && bookingId && <Notice tone="warning" heading={said.taken} />}
        <p>{standing(slot, today, language)}</p>
        <Facts
          facts={[
            { term: said.facts.who, is: staff },
            { term: said.facts.how, is: common(language).manner[manner] },
            ...(place ? [{ term: said.facts.place, is: place }] : []),
            ...(link ? [{ term: said.facts.link, is: <a href={link}>{link}</a> }] : []),
          ]}
        />
        {bookingId && (
          <Acts>
            <ButtonLink href={bookingPath(bookingId)}>{said.toBooking}</ButtonLink>
          </Acts>
        )}
        {free && (
          <Form language={language} action={`${slotPath(id)}/ta-bort`}>
            {heldName && <p>{said.withdrawHeld}</p>}
            <Acts>
              {!heldName && <ButtonLink href={`${bookPath}?tid=${id}`}>{said.book}</ButtonLink>}{' '}
              <Button variant="secondary">{said.withdraw}</Button>
            </Acts>
          </Form>
        )}
        {seriesId && slot.inSeries > 1 && (
          <>
            <p>{said.series}</p>
            <Acts>
              <a href={seriesPath(seriesId)}>{said.toSeries}</a>
            </Acts>
          </>
        )}
      </div>
    </Page>
  )
}

function standing({ name, bookingId, withdrawnAt, free, heldName, heldUntil }: Slot, today: Day, language: Frame['language']): string {
  const said = words(language)
  if (bookingId) return said.booked(name ?? '')
  if (withdrawnAt) return said.withdrawn(sayMoment(withdrawnAt, today, language))
  if (!free) return said.past
  return heldName && heldUntil ? said.held(heldName, sayMoment(heldUntil, today, language)) : said.free
}
