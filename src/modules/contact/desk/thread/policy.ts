import { type Draft, type Held, numberToCall } from './model.ts'

/** What the desk may do with a thread. The database decides the same anew whatever a page says. */
export type Abilities = {
  /** Take it oneself, or give it to a colleague. */
  claim: boolean
  assign: boolean
  putBack: boolean
  hand: boolean
  /** Write on the answer; and send it, which only the one who has the thread does. */
  write: boolean
  answer: boolean
  /** Say that its person has been phoned, where there is a number. */
  called: boolean
  /** Read what somebody else has written before it goes. */
  read: boolean
  close: boolean
}

export function abilities({ thread, draft, colleagues, messages }: Pick<Held, 'thread' | 'draft' | 'colleagues' | 'messages'>): Abilities {
  const open = thread.state !== 'closed'
  const ready = draft?.readyAt != null
  return {
    claim: open && thread.hands && !thread.mine,
    assign: open && thread.hands && colleagues.some(({ id }) => id !== thread.handlerId),
    putBack: thread.state === 'assigned',
    hand: open,
    write: open && !ready,
    answer: open && thread.mine && !ready,
    called: thread.mine && thread.state === 'assigned' && numberToCall({ thread, messages }) !== undefined,
    read: open && ready && !draft.own,
    // A thank-you after the answer needs none of its own.
    close: open && thread.answeredAt !== null,
  }
}

const fewWords = 10
/** Whether whoever throws a draft away is asked once more: it is what a colleague wrote, or more than a few words, as it stands saved or in the field. */
export const asksBeforeDrop = ({ own, body }: Pick<Draft, 'own' | 'body'>, text: string): boolean =>
  !own || [body, text].some((one) => one.split(/\s+/).filter(Boolean).length > fewWords)
