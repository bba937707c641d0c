import type { PersonActor } from '#kernel/actor'
import type { Db, Tx } from '#kernel/db'
import { sequenceOf } from './queries.ts'

/** Which time a form showed, by its sequence: the calendar's number, another each time that it is moved or cancelled. */
export const seenField = 'sett'
/** None when it is not said: that is no time that it can be. */
export const seenIn = (form: Record<string, string>): number => Number(/^\d{1,9}$/.exec(form[seenField] ?? '')?.[0] ?? -1)

/** Undoes what was done in the transaction. */
class Changed extends Error {}

type Seen<O extends string> = {
  seen: number
  /** What is done to it, which locks it. `ends`: when done, the time is not theirs any more, so that the next one has another sequence. */
  act: (tx: Tx) => Promise<O>
  ends: boolean
  sequence: (tx: Tx) => Promise<number | undefined>
}

/**
 * Acts on the time that the form showed, and on no other: nobody gives up or says yes to a time that they have not seen. The sequence is read
 * after the act, which holds the booking till the end, and on another time it is undone. What is moved or cancelled just so already stays an
 * answer: the same form sent twice.
 */
export async function onSeen<O extends string>(
  { seen, act, ends, sequence }: Seen<O>,
  run: (work: (tx: Tx) => Promise<O>) => Promise<O>,
): Promise<O | 'changed'> {
  try {
    return await run(async (tx) => {
      const outcome = await act(tx)
      if (outcome === 'none' || (ends && outcome === 'same')) return outcome
      if ((await sequence(tx)) !== (ends && outcome === 'done' ? seen + 1 : seen)) throw new Changed()
      return outcome
    })
  } catch (error) {
    if (error instanceof Changed) return 'changed'
    throw error
  }
}

/** The same for a time of the person's own, with the address's id. */
export const onOwnSeen = <O extends string>(
  db: Db,
  person: PersonActor,
  id: string,
  of: Omit<Seen<O>, 'sequence'>,
): Promise<O | 'changed'> =>
  onSeen({ ...of, sequence: (tx) => sequenceOf(tx, id) }, (work) => db.as(person, { purpose: 'change time', item: id }, work))
