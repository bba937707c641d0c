import fc from 'fast-check'
import ICAL from 'ical.js'
import ical from 'node-ical'
import { expect, test } from 'vitest'
import { calendarFile, type Entry } from './ics.ts'

// Two parsers that are not ours read each file we write, and must read the same moments in it.

const entry: Entry = {
  uid: 'a1@delakt.example.se',
  sequence: 2,
  changedAt: new Date('2026-11-21T11:00:00Z'),
  startsAt: new Date('2026-12-03T08:30:00Z'),
  endsAt: new Date('2026-12-03T09:30:00Z'),
  cancelled: false,
  summary: 'Tid',
  location: 'Storgatan 14, 999 01 Delaby, Ingång B, rum 214',
  description: 'Gå direkt till rummet.\nFrågor? Ring 0980-31 92 00.',
  url: 'https://delakt.example.se/mina-sidor/tider/a1',
}

type Read = Record<'uid' | 'summary' | 'method' | 'status' | 'location' | 'description' | 'class', string | undefined> & {
  sequence: number
  startsAt: number
  endsAt: number
  stamp: number
}

function byIcalJs(file: string): Read {
  const calendar = new ICAL.Component(ICAL.parse(file) as unknown[])
  const component = calendar.getFirstSubcomponent('vevent')!
  const event = new ICAL.Event(component)
  const value = (name: string) => component.getFirstPropertyValue(name) as string | undefined
  return {
    uid: event.uid,
    summary: event.summary,
    location: event.location ?? undefined,
    description: event.description ?? undefined,
    method: String(calendar.getFirstPropertyValue('method')),
    status: value('status'),
    class: value('class'),
    sequence: event.sequence,
    startsAt: +event.startDate.toJSDate(),
    endsAt: +event.endDate.toJSDate(),
    stamp: +(component.getFirstPropertyValue('dtstamp') as unknown as ICAL.Time).toJSDate(),
  }
}

function byNodeIcal(file: string): Read {
  const calendar = ical.sync.parseICS(file)
  const event = Object.values(calendar).find((one) => one?.type === 'VEVENT')
  if (event?.type !== 'VEVENT') throw new Error('no event')
  const more = event as unknown as Record<string, string | undefined>
  return {
    uid: event.uid,
    summary: typeof event.summary === 'string' ? event.summary : undefined,
    location: more['location'],
    description: more['description'],
    method: event.method,
    status: event.status,
    class: more['class'],
    sequence: Number(event.sequence),
    startsAt: +event.start,
    endsAt: +event.end!,
    stamp: +event.dtstamp,
  }
}

const meant = (of: Entry): Read => ({
  uid: of.uid,
  summary: of.summary,
  location: of.location,
  description: of.description,
  method: of.cancelled ? 'CANCEL' : 'PUBLISH',
  status: of.cancelled ? 'CANCELLED' : 'CONFIRMED',
  class: 'PRIVATE',
  sequence: of.sequence,
  startsAt: +of.startsAt,
  endsAt: +of.endsAt,
  stamp: +of.changedAt,
})

test('two parsers read the same meeting, and the moments it is at', () => {
  for (const one of [entry, { ...entry, cancelled: true, sequence: 3 }]) {
    const file = calendarFile(one)
    expect(byIcalJs(file)).toEqual(meant(one))
    expect(byNodeIcal(file)).toEqual(meant(one))
  }
})

test('it tells nothing of what the meeting is about, and says when in words of the whole world', () => {
  expect(calendarFile(entry)).toBe(
    [
      'BEGIN:VCALENDAR',
      'VERSION:2.0',
      'PRODID:-//Delakt//Tider//SV',
      'METHOD:PUBLISH',
      'BEGIN:VEVENT',
      'UID:a1@delakt.example.se',
      'DTSTAMP:20261121T110000Z',
      'SEQUENCE:2',
      'DTSTART:20261203T083000Z',
      'DTEND:20261203T093000Z',
      'STATUS:CONFIRMED',
      'CLASS:PRIVATE',
      'SUMMARY:Tid',
      'LOCATION:Storgatan 14\\, 999 01 Delaby\\, Ingång B\\, rum 214',
      'DESCRIPTION:Gå direkt till rummet.\\nFrågor? Ring 0980-31 92 00.',
      'URL:https://delakt.example.se/mina-sidor/tider/a1',
      'END:VEVENT',
      'END:VCALENDAR',
      '',
    ].join('\r\n'),
  )
})

const seconds = (from: string, to: string) =>
  fc.integer({ min: Date.parse(from) / 1000, max: Date.parse(to) / 1000 }).map((at) => new Date(at * 1000))
// Words without what parsers differ about: control signs, spaces around, and quotation marks, which one of them takes for its own when they stand around all.
const line = fc
  .string({
    unit: fc.constantFrom('a', 'b', 'å', 'Ö', 'é', 'β', '😀', '漢', ',', ';', ':', '\\', '\n', ' ', '-', '1'),
    minLength: 1,
    maxLength: 200,
  })
  .map((text) => text.trim())
  .filter((text) => text !== '')

test('whatever is written in it, and whenever it is, also in the hours when the clocks are changed', () => {
  const Entries = fc.record({
    sequence: fc.nat(1000),
    changedAt: seconds('2026-01-01', '2030-01-01'),
    startsAt: fc.oneof(
      seconds('2026-10-24T20:00:00Z', '2026-10-25T04:00:00Z'),
      seconds('2027-03-27T22:00:00Z', '2027-03-28T04:00:00Z'),
      seconds('2026-01-01', '2030-01-01'),
    ),
    minutes: fc.integer({ min: 5, max: 480 }),
    cancelled: fc.boolean(),
    summary: line,
    location: fc.option(line, { nil: undefined }),
    description: fc.option(line, { nil: undefined }),
  })
  fc.assert(
    fc.property(Entries, ({ minutes, ...more }) => {
      const one = { uid: entry.uid, ...more, endsAt: new Date(+more.startsAt + minutes * 60_000) }
      const file = calendarFile(one)
      expect(byIcalJs(file)).toEqual(meant(one))
      expect(byNodeIcal(file)).toEqual(meant(one))
      for (const written of file.split('\r\n')) expect(Buffer.byteLength(written)).toBeLessThanOrEqual(75)
      // No half letters where a line is broken.
      expect(file.isWellFormed()).toBe(true)
    }),
    { numRuns: 500, seed: 20261203 },
  )
})
