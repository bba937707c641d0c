/**
 * A calendar file of one meeting (RFC 5545). Own code, since what others write is wrong by hours or asks for a time zone that no two programs read
 * alike: moments in UTC, a sequence that grows with each change, and nothing that tells a reader of somebody's calendar what it is about.
 */
export type Entry = {
  /** Known by this for ever, so that a later file changes the same entry. */
  uid: string
  sequence: number
  /** When it was last changed. */
  changedAt: Date
  startsAt: Date
  endsAt: Date
  cancelled: boolean
  /** Neutral, such as "Möte". */
  summary: string
  /** A street, an entrance and a room, or nothing. */
  location?: string | undefined
  /** Neutral, such as how to get in and whom to phone. */
  description?: string | undefined
  /** Where its person reads more: an address that opens nothing by itself. */
  url?: string | undefined
}

const utc = (at: Date) => `${at.toISOString().slice(0, 19).replace(/[-:]/g, '')}Z`
/** What is a sign to the format is written out (RFC 5545, 3.3.11). */
const text = (words: string) => words.replace(/[\\;,]/g, '\\$&').replace(/\r\n|\r|\n/g, '\\n')

const bytes = new TextEncoder()
const most = 75

/** A line of 75 octets at the most, and those after it that begin with a space; never in the middle of a letter. */
function folded(line: string): string {
  const lines: string[] = []
  let current = ''
  let size = 0
  for (const sign of line) {
    const length = bytes.encode(sign).length
    if (size + length > most) {
      lines.push(current)
      current = ' '
      size = 1
    }
    current += sign
    size += length
  }
  return [...lines, current].join('\r\n')
}

/** The file, as it is served: `text/calendar; charset=utf-8`. */
export function calendarFile({
  uid,
  sequence,
  changedAt,
  startsAt,
  endsAt,
  cancelled,
  summary,
  location,
  description,
  url,
}: Entry): string {
  const lines = [
    'BEGIN:VCALENDAR',
    'VERSION:2.0',
    'PRODID:-//Delakt//Tider//SV',
    `METHOD:${cancelled ? 'CANCEL' : 'PUBLISH'}`,
    'BEGIN:VEVENT',
    `UID:${uid}`,
    `DTSTAMP:${utc(changedAt)}`,
    `SEQUENCE:${sequence}`,
    `DTSTART:${utc(startsAt)}`,
    `DTEND:${utc(endsAt)}`,
    `STATUS:${cancelled ? 'CANCELLED' : 'CONFIRMED'}`,
    'CLASS:PRIVATE',
    `SUMMARY:${text(summary)}`,
    ...(location ? [`LOCATION:${text(location)}`] : []),
    ...(description ? [`DESCRIPTION:${text(description)}`] : []),
    ...(url ? [`URL:${url}`] : []),
    'END:VEVENT',
    'END:VCALENDAR',
  ]
  return `${lines.map(folded).join('\r\n')}\r\n`
}
