import { type Language, texts } from '#kernel/text'
import { type Day, dayOf } from '#kernel/values/day'
import { phone } from '#kernel/values/phone'
import type { Wait } from '#kernel/values/wait'
import { sayMoment } from '#kernel/values/when'
import type { CalledOff, NextMeeting } from '../next.ts'
import { timePath } from '../paths.ts'

const words = texts({
  sv: {
    offer: 'En tidigare tid är ledig',
    proposal: 'Vi föreslår en annan tid',
    text: (until: string, when: string) => `Svara senast ${until}. Tiden du har, ${when}, gäller tills du har valt.`,
    act: { offer: 'Se tiden och svara', proposal: 'Se förslagen och välj' },
    asked: 'Svar på den tid du föreslog',
    askedText: (when: string) => `Tiden du har, ${when}, gäller tills ni har enats om en annan.`,
    see: 'Läs mer om mötet',
    off: (when: string) => `Tiden ${when} är inställd`,
    offText: 'Vi ställde in den. Du kan boka en ny.',
    offSee: 'Se tiden och boka en ny',
  },
  en: {
    offer: 'An earlier time is free',
    proposal: 'We suggest another time',
    text: (until, when) => `Answer by ${until}. The time you have, ${when}, stands until you have chosen.`,
    act: { offer: 'See the time and answer', proposal: 'See the suggestions and choose' },
    asked: 'An answer to the time you suggested',
    askedText: (when) => `The time you have, ${when}, stands until you have agreed on another.`,
    see: 'Read more about the meeting',
    off: (when) => `The time ${when} is cancelled`,
    offText: 'We cancelled it. You can book a new one.',
    offSee: 'See the time and book a new one',
  },
  'sv-simple': {
    text: (until: string, when: string) => `Svara senast ${until}. Din tid är ${when}. Du har kvar den tills du har valt.`,
    askedText: (when: string) => `Din tid är ${when}. Du har kvar den tills vi har bestämt en ny tid tillsammans.`,
  },
})

/**
 * What is open about a person's coming meetings: a time to answer, one that they have suggested and we have not answered, or one that we have
 * called off.
 */
export function waitsInTimes(meetings: readonly NextMeeting[], off: readonly CalledOff[], today: Day, language: Language): Wait[] {
  const said = words(language)
  const gone = off.map(({ id, at }): Wait => ({
    turn: 'choice',
    title: said.off(sayMoment(at, today, language)),
    text: said.offText,
    href: timePath(id),
    act: said.offSee,
    by: dayOf(at),
    first: true,
  }))
  const open = meetings.flatMap(({ id, at, waits, until, asked, staff }): Wait[] => {
    const when = sayMoment(at, today, language)
    if (waits && until)
      return [
        {
          turn: 'you',
          title: said[waits],
          text: said.text(sayMoment(until, today, language), when),
          href: `${timePath(id)}#nu`,
          act: said.act[waits],
          by: dayOf(until),
          call: (staff.phone && phone(staff.phone)?.href) || undefined,
        },
      ]
    return asked ? [{ turn: 'we', title: said.asked, text: said.askedText(when), href: timePath(id), act: said.see, by: dayOf(at) }] : []
  })
  return [...gone, ...open]
}
