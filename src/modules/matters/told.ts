import type { Tx } from '#kernel/db'
import type { Language } from '#kernel/text'
import type { Day } from '#kernel/values/day'
import { theirs } from '#kernel/values/marks'
import type { CaseMeeting } from '#modules/appointments'
import { itemPath } from './paths.ts'
import { readShelf, viewOf } from './shelf.ts'

/** The meetings ahead that a person's open cases tell of, the nearest first: what was booked elsewhere stands among their times too (APPT-02). */
export const toldMeetings = async (tx: Tx, today: Day, language: Language): Promise<CaseMeeting[]> =>
  (await readShelf(tx))
    .flatMap((held) => {
      const { status, followUps } = viewOf(held, today)
      return status === 'open' ? followUps.map((meeting) => ({ meeting, matter: held.matter.id })) : []
    })
    .map(({ meeting: { id, title, on, at, place, with: people }, matter }) => ({
      href: itemPath(matter, id),
      title: theirs(title, language),
      on,
      at: at === undefined ? undefined : new Date(at),
      place: place && theirs(place, language),
      with: people.map(({ name }) => name),
    }))
    .toSorted((a, b) => (a.on < b.on ? -1 : a.on > b.on ? 1 : Number(a.at ?? 0) - Number(b.at ?? 0)))
