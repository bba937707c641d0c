import { expect, test } from 'vitest'
import { day } from '#kernel/values/day'
import {
  channels,
  isTelling,
  keptSlots,
  linkless,
  type Message,
  type Slots,
  streetSlot,
  type Template,
  templateNames,
  templates,
} from './model.ts'
import { whenSlots, wording } from './wording.ts'

const slots: { [T in Template]: readonly Slots<T>[] } = {
  reminder: (['visit', 'phone', 'video'] as const).flatMap((how) => [
    { ...when(), how, phone: '0980-31 92 10', link: 'https://delakt.example.se/tid/abcdefghijklmnopqrstuv', street: 'Storgatan 4 B' },
    { ...when(), how, phone: '0980-31 92 10', link: 'https://delakt.example.se/tid/abcdefghijklmnopqrstuv' },
  ]),
  'reminder-no-link': (['visit', 'phone', 'video'] as const).map((how) => ({
    ...when(),
    how,
    phone: '0980-31 92 10',
    street: 'Storgatan 4 B',
  })),
  'earlier-time': [{ ...until(), phone: '0980-31 92 10', link: 'https://delakt.example.se/tid/abcdefghijklmnopqrstuv' }],
  'earlier-time-no-link': [{ ...until(), phone: '0980-31 92 10' }],
  'time-changed': (['visit', 'phone', 'video'] as const).map((how) => ({
    ...when(),
    how,
    phone: '0980-31 92 10',
    link: 'https://delakt.example.se/tid/abcdefghijklmnopqrstuv',
    street: 'Storgatan 4 B',
  })),
  'time-changed-no-link': (['visit', 'phone', 'video'] as const).map((how) => ({ ...when(), how, phone: '0980-31 92 10' })),
  'time-cancelled': [{ ...when(), phone: '0980-31 92 10' }],
  waiting: [{ phone: '0980-31 92 00' }],
  'confirm-number': [{ code: '123456' }],
  alarm: [{ link: 'https://delakt.example.se/personal' }],
  invite: [{ link: 'https://delakt.example.se/mina-sidor', phone: '0980-31 92 00' }],
}
function when() {
  return { day: day('2026-12-03'), time: '9.30' }
}
function until() {
  return { ...when(), untilDay: day('2026-11-28'), untilTime: '16.00' }
}

/** Every message there can be, each in every language and by every way. */
const all = templateNames.flatMap((template) =>
  slots[template].flatMap((of) =>
    (['sv', 'en'] as const).flatMap((language) =>
      channels.flatMap((channel) =>
        [false, true].map((reply) => ({
          label: `${template} ${language} ${channel}`,
          message: { template, slots: of } as Message,
          language,
          channel,
          of,
          said: wording({ template, slots: of } as Message, { language, channel, today: day('2026-11-26'), reply }),
        })),
      ),
    ),
  ),
)

/** A template's own words: what was filled in is taken out of what is said. */
function own({ said, of }: (typeof all)[number]): string {
  const filled = Object.values(of as Record<string, string>)
    .filter((value) => !['visit', 'phone', 'video'].includes(value))
    .map((value) => (/^\d{1,2}\.\d\d$/.test(value) ? value.replace('.', '[.:]') : value.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')))
  return `${said.subject}. ${said.text}`.replace(new RegExp(filled.join('|'), 'g'), '…')
}

const capitals = new Set(['Delakt', 'Mina', 'My', 'Thursday', 'Saturday', 'December', 'November'])
/** A word with a capital where no sentence begins: that is how a name looks. */
const names = (text: string): string[] =>
  [...text.matchAll(/(?<![.!?…\n]\s*|^)(?<!\p{L})\p{Lu}\p{L}+/gu)].map(([word]) => word).filter((word) => !capitals.has(word))

test('no template holds a name, a unit, a law, a role or a word about a case', () => {
  for (const one of all) expect([one.label, isTelling(own(one)), names(own(one))]).toEqual([one.label, false, []])
})

test.each([
  'Påminnelse från Anna Ek: du har en tid',
  'Din kontakt: Anna',
  'Du har en tid på Vuxenenheten',
  'Din handläggare ringer dig',
  'Du har en tid enligt SoL',
  'Det finns ett nytt beslut',
  'Ditt ärende har ändrats',
  'Du har ett möte med socialsekreteraren',
  'Du har en tid enligt 4 kap. 1 §',
  'Your caseworker will call you',
  'A decision is waiting for you',
  'Du har en tid hos Beroendemottagningen',
])('the lint refuses "%s"', (bad) => {
  expect(isTelling(bad) || names(bad).length > 0).toBe(true)
})

test('there is no slot for free words: all that can be filled in is a day, a time, a street, a number, a link, a code and how', () => {
  const found = new Set(Object.values(templates).flatMap((shape) => Object.keys(shape.shape)))
  expect([...found].sort()).toEqual(['code', 'day', 'how', 'link', 'phone', 'street', 'time', 'untilDay', 'untilTime'])
  for (const shape of Object.values(templates)) expect(shape.safeParse({ ...when(), note: 'Hej' }).success).toBe(false)
})

test.each([
  ['street', 'Anna Ek'],
  ['street', 'Socialtjänsten 4'],
  ['street', 'Vuxenenheten, Storgatan 4'],
  ['street', 'Storgatan 4, ring på hos Anna'],
  ['time', 'nio'],
  ['time', '24.00'],
  ['phone', 'ring Anna'],
  ['link', 'https://delakt.example.se/tid/abc?namn=Anna'],
  ['link', 'javascript:alert(1)'],
  ['how', 'home'],
  ['day', '2026-02-30'],
])('a %s is never %s', (slot, value) => {
  const [good] = slots.reminder
  expect(templates.reminder.safeParse(good).success).toBe(true)
  expect(templates.reminder.safeParse({ ...good, [slot]: value }).success).toBe(false)
})

test('a street is told, and what is more than a street is left out', () => {
  expect(streetSlot(' Västra Vallgatan 12 B ')).toBe('Västra Vallgatan 12 B')
  expect(streetSlot('S:t Eriksgatan 7')).toBe('S:t Eriksgatan 7')
  expect(streetSlot('Familjeenheten 2')).toBeUndefined()
})

test('the person reads what, when, where and how to move it', () => {
  const [first] = slots.reminder
  const said = (language: 'sv' | 'en', channel: 'sms' | 'email' | 'letter') =>
    wording({ template: 'reminder', slots: first! }, { language, channel, today: day('2026-11-26'), from: 'Delaby kommun', reply: true })
      .text
  expect(said('sv', 'sms')).toBe(
    'Delaby kommun: Påminnelse: du har en tid torsdag 3 december kl. 9.30, Storgatan 4 B. Svara 1 om det passar. Frågor? Ring 0980-31 92 10. ' +
      'Flytta eller avboka: https://delakt.example.se/tid/abcdefghijklmnopqrstuv',
  )
  expect(said('en', 'sms')).toContain('you have a meeting Thursday 3 December at 9:30, Storgatan 4 B.')
  expect(said('sv', 'email')).toMatch(/^Hej\n\nPåminnelse[^]*\n\nDet här mejlet går inte att svara på\.\n\nDelaby kommun$/)
  expect(said('sv', 'email')).not.toContain('Svara 1')
})

test('an SMS is written in letters that every phone has, and is two parts at most', () => {
  const gsm = /^[A-Za-z0-9 \n@£$¥èéùìòÇØøÅåÆæßÉ!"#¤%&'()*+,\-./:;<=>?¡ÄÖÑÜ§¿äöñüà^{}\\[\]~|€_]*$/
  for (const { label, channel, message, language } of all)
    if (channel === 'sms') {
      const { text } = wording(message, { language, channel, today: day('2026-11-26'), from: 'Upplands-Bro kommun', reply: true })
      expect([label, gsm.test(text), text.length <= 306]).toEqual([label, true, true])
    }
})

test('to an address that may have another owner by now, the same is told without its link', () => {
  const [first] = slots.reminder
  const other = linkless({ template: 'reminder', slots: first! })
  expect(other.template).toBe('reminder-no-link')
  const { text } = wording(other, { language: 'sv', channel: 'sms', today: day('2026-11-26') })
  expect(text).toContain('torsdag 3 december kl. 9.30')
  expect(text).not.toContain('http')
  // An alarm goes where the employer says that somebody reads, an invitation to whoever wrote from there; and their links are keys to nothing.
  for (const { message, language, channel } of all.filter(({ message }) => !['alarm', 'invite'].includes(message.template)))
    expect(wording(linkless(message), { language, channel, today: day('2026-11-26') }).text).not.toContain('http')
})

test('what opens something is not kept', () => {
  expect(keptSlots({ template: 'reminder', slots: slots.reminder[0]! })).toEqual({
    day: '2026-12-03',
    time: '9.30',
    how: 'visit',
    street: 'Storgatan 4 B',
    phone: '0980-31 92 10',
  })
  expect(keptSlots({ template: 'confirm-number', slots: { code: '123456' } })).toEqual({})
})

test('the clock of a moment is the Swedish one, summer and winter', () => {
  expect(whenSlots(new Date('2026-12-03T08:30:00Z'))).toEqual({ day: '2026-12-03', time: '9.30' })
  expect(whenSlots(new Date('2026-07-03T22:05:00Z'))).toEqual({ day: '2026-07-04', time: '0.05' })
})
