import { closesAt, type Meeting, standing } from '../model.ts'

/** What its person may do with a meeting by themselves. The database says the same again, and decides. */
export function abilities(meeting: Meeting, now: Date) {
  const ahead = standing(meeting, now) === 'ahead'
  const inTime = ahead && now <= closesAt(meeting)
  return {
    move: inTime && meeting.open,
    cancel: inTime,
    propose: ahead,
    earlier: inTime,
    wish: ahead,
    confirm: ahead && meeting.confirmedAt === null,
    /** Too late to change here, and not begun: it is done by phone. */
    phone: ahead && !inTime,
  }
}
export type Abilities = ReturnType<typeof abilities>
