import { dayOf } from '#kernel/values/day'
import { capital, sayFullDay } from '#kernel/values/when'
import { say } from '#modules/directory'
import { FormSheet } from '#ui/form'
import { Page, PageHead } from '#ui/page'
import { PhoneLink, Swedish } from '#ui/words'
import type { Framed } from '../../meets.tsx'
import { linesOf } from '../../model.ts'
import { type Booking, bookingPath, sayHours } from '../model.ts'
import { called } from '../text.ts'
import { words } from './text.ts'

type Props = {
  frame: Framed
  booking: Booking
  /** As it is shown: in two groups. */
  code: string
  /** Where the code is used, without what need not be typed. */
  address: string
}

/**
 * The slip for somebody without phone or e-mail (S2): when and where, the code and how to use it. It may be lost, so it says neither whose it is, whom
 * they meet, what about nor which unit.
 */
export const SlipPage = ({ frame, booking, code, address }: Props) => {
  const { language } = frame
  const said = words(language)
  const { startsAt, endsAt, manner, number, where, link, phone, id, name } = booking
  const things = manner === 'visit' ? linesOf(say(booking.bring, language)) : []
  return (
    // What staff's prints have at the top and in the foot names the unit and who printed.
    <Page {...frame} title={said.title} printed={undefined} about={undefined} answer>
      <div class="screen-only">
        <FormSheet />
        <PageHead back={{ href: bookingPath(id), text: called(name, language) }} title={said.screen}>
          <p>{said.lead}</p>
          {things.length > 0 && (
            <>
              <p>{said.bringAloud}</p>
              <ul>
                {things.map((thing) => (
                  <li>{thing}</li>
                ))}
              </ul>
            </>
          )}
          <print-page>
            <button class="ds-button" type="button" hidden>
              {said.print}
            </button>
          </print-page>
          <p class="small">{said.printMore}</p>
        </PageHead>
      </div>
      <section class="slip" aria-labelledby="tiden">
        {frame.municipality && <p>{frame.municipality.name}</p>}
        <h2 id="tiden">{said.heading}</h2>
        <p class="when">
          {capital(sayFullDay(dayOf(startsAt), language))}
          <br />
          {sayHours(startsAt, endsAt, language)}
        </p>
        <p>
          <b>{said.come[manner]}</b>
          {where && (
            <>
              <br />
              {where.street}
              {where.postal && `, ${where.postal}`}
              {(where.entrance || where.room) && (
                <>
                  <br />
                  {[where.entrance, where.room].filter(Boolean).join(', ')}
                </>
              )}
            </>
          )}
        </p>
        {manner === 'phone' && <p>{number ? said.onNumber : said.noNumber}</p>}
        {where?.straightIn && <p>{said.straightIn}</p>}
        {where && where.wayIn.trim() !== '' && (
          <>
            <h3>{said.wayIn}</h3>
            <ol>
              {where.wayIn
                .split('\n')
                .filter((line) => line.trim())
                .map((line) => (
                  <li>
                    <Swedish language={language}>{line}</Swedish>
                  </li>
                ))}
            </ol>
          </>
        )}
        {where?.access && (
          <p>
            <b>{said.access}:</b> <Swedish language={language}>{where.access}</Swedish>
          </p>
        )}
        {manner === 'visit' && <p>{said.bring}</p>}
        {link && (
          <p>
            <b>{said.link}:</b> <span class="unbroken">{link}</span>
          </p>
        )}
        <h3>{said.code}</h3>
        <p class="code">{code}</p>
        <p class="small">{said.spoken}</p>
        <p>
          {said.use} {said.open(address)}
        </p>
        <p>{said.noLogin}</p>
        <p>
          {said.or}: <PhoneLink number={phone} />
        </p>
        <p class="small">{manner === 'phone' ? said.keepByPhone : said.keep}</p>
      </section>
    </Page>
  )
}
