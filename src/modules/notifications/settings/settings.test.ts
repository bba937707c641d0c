import { randomUUID } from 'node:crypto'
import { expect, test } from 'vitest'
import { aPerson, again, aUnit, browser, config, db, owner, services } from '#testing'
import { addDays, dayOf, nextWorkingDay } from '#kernel/values/day'
import { listSpool } from '../adapters/spool.ts'
import { deliver } from '../send.ts'
import { addressFrom } from './model.ts'
import { path } from './page.tsx'

const unit = await aUnit()
let numbers = 300
const aNumber = () => {
  numbers += 1
  return { typed: `070-174 0${String(numbers).slice(0, 1)} ${String(numbers).slice(1)}`, kept: `+4670174 0${numbers}`.replace(' ', '') }
}
const sentTo = async (address: string) => (await listSpool(config.dataDir)).filter(({ to }) => to === address)
const codeTo = async (address: string) => /\d{6}/.exec((await sentTo(address))[0]?.text ?? '')?.[0] ?? ''
const wayOf = async (person: { id: string }, kind = 'sms') =>
  (await owner`select * from notice.ways where person_id = ${person.id} and kind = ${kind}`)[0]
const plain = (html: string) =>
  html
    .replace(/<[^>]+>/g, ' ')
    .replaceAll('&#39;', "'")
    .replace(/\s+/g, ' ')

test('somebody gives a number, gets a code there, writes it, and from then on the text has its link', async () => {
  const person = await aPerson({ level: 2 })
  const tab = await browser(person)
  const { typed, kept } = aNumber()
  expect((await tab.get(path)).text).toContain('Vi har inget nummer till dig.')
  const saved = await tab.post(`${path}/nummer`, { nummer: typed })
  expect([saved.status, saved.headers.get('location')]).toEqual([303, path])
  expect((await wayOf(person))!['confirmed_on']).toBeNull()
  const page = await tab.get(path)
  expect(plain(page.text)).toContain('Skriv koden som vi skickade till 070‑')
  expect(page.text).toContain('Inte bekräftat än.')
  const code = await codeTo(kept)
  const done = await tab.post(`${path}/kod`, { slag: 'sms', kod: ` ${code.slice(0, 3)} ${code.slice(3)} ` })
  expect([done.status, done.headers.get('location')]).toEqual([303, `${path}?gjort=bekraftat`])
  expect((await wayOf(person))!['confirmed_on']).toBe(dayOf(new Date()))
  const after = (await tab.get(`${path}?gjort=bekraftat`)).text
  expect(after).toContain('Tack, det är bekräftat')
  expect(after).not.toContain('Skriv koden')
  // The number is nowhere but sealed, and the code nowhere at all.
  expect(JSON.stringify(await owner`select * from notice.ways where person_id = ${person.id}`)).not.toContain(kept.slice(3))
  expect(JSON.stringify(await owner`select * from notice.sendings where person_id = ${person.id}`)).not.toMatch(
    new RegExp(`${code}|${kept.slice(3)}`),
  )
})

test('what the page says that a text will say is what the text says', async () => {
  const person = await aPerson()
  const tab = await browser(person)
  const { typed, kept } = aNumber()
  await tab.post(`${path}/nummer`, { nummer: typed })
  await tab.post(`${path}/kod`, { slag: 'sms', kod: await codeTo(kept) })
  await owner`update identity.sessions set municipality_id = ${unit.committee.municipalityId} where id = ${person.sessionId}`
  const { text } = await tab.get(path)
  const send = (link: boolean) =>
    deliver(services, {
      key: `test:${randomUUID()}`,
      personId: person.id,
      committeeId: unit.committee.id,
      about: 'reminder',
      derive: async () => {
        const slots = {
          day: nextWorkingDay(addDays(dayOf(new Date()), 2)),
          time: '9.30',
          how: 'visit' as const,
          street: 'Storgatan 4',
          phone: '0980-31 92 00',
        }
        return link
          ? { template: 'reminder', slots: { ...slots, link: `${config.origin}/tid/abcdefghijklmnopqrstuv` } }
          : { template: 'reminder-no-link', slots }
      },
    })
  for (const link of [true, false]) {
    expect(await send(link)).toBe('sent')
    const [sms] = await sentTo(kept)
    expect(plain(text)).toContain(` ${sms!.text} `)
  }
})

test('a new number takes the old one’s place at once, and must be shown anew', async () => {
  const person = await aPerson()
  const tab = await browser(person)
  const [first, second] = [aNumber(), aNumber()]
  await tab.post(`${path}/nummer`, { nummer: first.typed })
  const old = await codeTo(first.kept)
  await tab.post(`${path}/nummer`, { nummer: second.typed })
  // The code that went to the first number opens nothing of the second.
  const tried = await tab.post(`${path}/kod`, { slag: 'sms', kod: old })
  expect([tried.status, (await wayOf(person))!['confirmed_on']]).toEqual([422, null])
  await tab.post(`${path}/kod`, { slag: 'sms', kod: await codeTo(second.kept) })
  expect((await wayOf(person))!['confirmed_on']).toBe(dayOf(new Date()))
  await tab.post(`${path}/nummer`, { nummer: first.typed })
  expect((await wayOf(person))!['confirmed_on']).toBeNull()
})

test('a code is right five times out of five, and no guess after that, nor after ten minutes, nor anybody else’s', async () => {
  const [person, stranger] = [await aPerson(), await aPerson()]
  const [tab, other] = [await browser(person), await browser(stranger)]
  const [mine, theirs] = [aNumber(), aNumber()]
  await tab.post(`${path}/nummer`, { nummer: mine.typed })
  await other.post(`${path}/nummer`, { nummer: theirs.typed })
  const code = await codeTo(mine.kept)
  const wrong = code === '000000' ? '000001' : '000000'
  expect((await other.post(`${path}/kod`, { slag: 'sms', kod: code })).text).toContain('Koden stämmer inte')
  for (let n = 0; n < 4; n += 1) expect((await tab.post(`${path}/kod`, { slag: 'sms', kod: wrong })).text).toContain('Koden stämmer inte')
  expect((await tab.post(`${path}/kod`, { slag: 'sms', kod: wrong })).text).toContain('Koden gäller inte längre')
  expect((await tab.post(`${path}/kod`, { slag: 'sms', kod: code })).text).toContain('Koden gäller inte längre')
  await tab.post(`${path}/ny-kod`, { slag: 'sms' })
  await owner`update notice.codes set until = now() - interval '1 second' where person_id = ${person.id}`
  expect((await tab.post(`${path}/kod`, { slag: 'sms', kod: await codeTo(mine.kept) })).status).toBe(422)
  expect((await wayOf(person))!['confirmed_on']).toBeNull()
})

test('five codes a day go to one person’s number, whoever’s it is, and removing it starts no new count', async () => {
  const person = await aPerson()
  const tab = await browser(person)
  const { typed, kept } = aNumber()
  await tab.post(`${path}/nummer`, { nummer: typed })
  for (let n = 0; n < 3; n += 1) await tab.post(`${path}/ny-kod`, { slag: 'sms' })
  await tab.post(`${path}/ta-bort`, { slag: 'sms' })
  expect((await tab.post(`${path}/nummer`, { nummer: typed })).headers.get('location')).toBe(path)
  expect((await tab.post(`${path}/ny-kod`, { slag: 'sms' })).headers.get('location')).toBe(`${path}?gjort=for-manga`)
  expect(await sentTo(kept)).toHaveLength(5)
  await owner`update notice.codes set day = day - 1 where person_id = ${person.id}`
  expect((await tab.post(`${path}/ny-kod`, { slag: 'sms' })).headers.get('location')).toBe(path)
})

test('what cannot be sent to is said by the field, with what was written still there', async () => {
  const person = await aPerson()
  const tab = await browser(person)
  for (const wrong of ['', '0980-31 92 10', '12345', 'hej', '070-174 06']) {
    const page = await tab.post(`${path}/nummer`, { nummer: wrong })
    expect([page.status, page.text.includes('Skriv ett mobilnummer')]).toEqual([422, true])
    if (wrong) expect(page.text).toContain(`value="${wrong}"`)
  }
  const page = await tab.post(`${path}/epost`, { epost: 'camilla@' })
  expect([page.status, page.text.includes('Skriv en e-postadress'), page.text.includes('value="camilla@"')]).toEqual([422, true, true])
  expect(await wayOf(person)).toBeUndefined()
})

test.each([
  ['sms', '070-174 06 05', '+46701740605'],
  ['sms', '+46 (0)70 174 06 05', '+46701740605'],
  ['sms', '0046701740605', '+46701740605'],
  ['sms', '+47 912 34 567', '+4791234567'],
  ['sms', '08-123 456 78', undefined],
  ['sms', '116 111', undefined],
  ['email', ' Camilla.Rosen@Example.SE ', 'camilla.rosen@example.se'],
  ['email', 'a@b', undefined],
  ['email', 'a@b.se\r\nBcc: alla@example.se', undefined],
  ['email', 'a@b.se, c@d.se', undefined],
  ['email', '<a@b.se>', undefined],
] as const)('%s %o is kept as %o', (kind, typed, kept) => {
  expect(addressFrom(kind, typed)).toBe(kept)
})

test('how one is reminded is one’s own choice, and needs somewhere to send it', async () => {
  const person = await aPerson()
  const tab = await browser(person)
  const choose = (more: Record<string, string>) => tab.post(`${path}/val`, { vantar: 'none', ...more })
  expect((await choose({ paminnelse: 'sms', 'dag-1': 'ja' })).text).toContain('Spara först ett mobilnummer')
  expect((await choose({ paminnelse: 'email', 'dag-1': 'ja' })).text).toContain('Spara först en e-postadress')
  expect((await choose({ paminnelse: 'duva' })).status).toBe(422)
  await tab.post(`${path}/nummer`, { nummer: aNumber().typed })
  expect((await choose({ paminnelse: 'sms' })).text).toContain('Välj minst en dag')
  expect((await choose({ paminnelse: 'sms', 'dag-0': 'ja', 'dag-1': 'ja', 'dag-2': 'ja', 'dag-3': 'ja' })).text).toContain(
    'Välj högst tre dagar',
  )
  expect((await choose({ paminnelse: 'sms', 'dag-1': 'ja', 'dag-7': 'ja', 'sprak-i-text': 'en' })).headers.get('location')).toBe(
    `${path}?gjort=sparat`,
  )
  const effective = async () => (await owner`select channel, lead_days, language from notice.wish_of(${person.id}, 'reminder')`)[0]
  expect(await effective()).toEqual({ channel: 'sms', lead_days: [1, 7], language: 'en' })
  const page = (await tab.get(path)).text
  expect(page).toMatch(/id="dag-7"[^>]*checked/)
  expect(page).toContain('Reminder: you have a meeting')
  await tab.post(`${path}/ta-bort`, { slag: 'sms' })
  expect((await effective())!['channel']).toBe('none')
  await choose({ paminnelse: 'letter' })
  expect(await effective()).toEqual({ channel: 'letter', lead_days: [7], language: 'sv' })
  await choose({ paminnelse: 'none' })
  expect((await effective())!['channel']).toBe('none')
})

test('whoever has said nothing is reminded by SMS two days before if there is a number, and is never told that something waits', async () => {
  const person = await aPerson()
  const effective = async (about: string) => (await owner`select channel, lead_days from notice.wish_of(${person.id}, ${about})`)[0]
  expect([(await effective('reminder'))!['channel'], (await effective('waiting'))!['channel']]).toEqual(['none', 'none'])
  await (await browser(person)).post(`${path}/nummer`, { nummer: aNumber().typed })
  expect(await effective('reminder')).toEqual({ channel: 'sms', lead_days: [2] })
  expect((await effective('waiting'))!['channel']).toBe('none')
  const tab = await browser(person)
  expect((await tab.post(`${path}/val`, { paminnelse: 'none', vantar: 'email' })).status).toBe(422)
  expect((await tab.post(`${path}/val`, { paminnelse: 'none', vantar: 'sms' })).status).toBe(303)
  expect([(await effective('reminder'))!['channel'], (await effective('waiting'))!['channel']]).toEqual(['none', 'sms'])
})

test('one form saves every choice, or none of them, and says what is still sent', async () => {
  const person = await aPerson()
  const tab = await browser(person)
  await tab.post(`${path}/nummer`, { nummer: aNumber().typed })
  const { text } = await tab.get(path)
  const [form] = /<form[^>]*\/val"[\s\S]*?<\/form>/.exec(text) ?? []
  for (const name of ['paminnelse', 'dag-0', 'sprak-i-text', 'vantar']) expect(form).toContain(`name="${name}"`)
  const channels = async () =>
    (await owner`select about, channel from notice.wishes where person_id = ${person.id} order by about`).map((row) => Object.values(row))
  const choose = (paminnelse: string, vantar: string) => tab.post(`${path}/val`, { paminnelse, vantar, 'dag-1': 'ja' })
  await choose('sms', 'sms')
  const half = await choose('none', 'email')
  expect([half.status, await channels()]).toEqual([
    422,
    [
      ['reminder', 'sms'],
      ['waiting', 'sms'],
    ],
  ])
  // What was chosen stands as it was chosen, in the part that was right too.
  expect(half.text).toMatch(/name="paminnelse" value="none"[^>]*checked/)
  await choose('none', 'sms')
  expect(await channels()).toEqual([
    ['reminder', 'none'],
    ['waiting', 'sms'],
  ])
  expect((await tab.get(`${path}?gjort=sparat`)).text).toContain('Men vi säger till när något väntar på dig här.')
  await choose('none', 'none')
  expect(await channels()).toEqual([
    ['reminder', 'none'],
    ['waiting', 'none'],
  ])
  expect((await tab.get(`${path}?gjort=sparat`)).text).toContain('och säger inte till när något väntar på dig här.')
})

test('a number that bounced, or was confirmed long ago, says so, and is asked for again', async () => {
  const person = await aPerson()
  const tab = await browser(person)
  await tab.post(`${path}/nummer`, { nummer: aNumber().typed })
  await owner`update notice.codes set until = now() where person_id = ${person.id}`
  await owner`update notice.ways set confirmed_on = ${addDays(dayOf(new Date()), -61)} where person_id = ${person.id}`
  expect((await tab.get(path)).text).toContain('Det är mer än 60 dagar sedan.')
  await owner`update notice.ways set confirmed_on = ${dayOf(new Date())}, bounced_at = now() where person_id = ${person.id}`
  const { text } = await tab.get(path)
  expect(text).toContain('Det senaste vi skickade hit kom inte fram.')
  expect(text).toContain('Skicka en kod hit')
})

test('a number sealed under another secret is as good as none, and the page says so instead of breaking', async () => {
  const person = await aPerson()
  await owner`insert into notice.ways (person_id, kind, address_sealed, address_index, set_by) values (${person.id}, 'sms', 'x', 'x', 'person')`
  expect((await (await browser(person)).get(path)).text).toContain('Vi har inget nummer till dig.')
  const key = `test:${randomUUID()}`
  const outcome = await deliver(services, {
    key,
    personId: person.id,
    about: 'reminder',
    derive: async () => ({ template: 'waiting', slots: { phone: '0980-31 92 00' } }),
  })
  expect(outcome).toBe('dropped')
})

test('nobody reads or changes another’s: not by the page, and not by asking the database', async () => {
  const [person, stranger] = [await aPerson(), await aPerson()]
  await (await browser(person)).post(`${path}/nummer`, { nummer: aNumber().typed })
  expect((await (await browser(stranger)).get(path)).text).toContain('Vi har inget nummer till dig.')
  await (await browser(stranger)).post(`${path}/ta-bort`, { slag: 'sms' })
  expect(await wayOf(person)).toBeDefined()
  expect((await (await browser(await again(person, 1))).get(path)).status).toBe(403)
  for (const statement of ['set_way', 'confirm_way', 'remove_way', 'ways_of'])
    await expect(
      db.as(stranger, { purpose: 'test' }, async (tx) => {
        if (statement === 'set_way') await tx.run`select notice.set_way(${person.id}, 'sms', 'x', 'x', 'person', true)`
        if (statement === 'confirm_way') await tx.run`select notice.confirm_way(${person.id}, 'sms')`
        if (statement === 'remove_way') await tx.run`select notice.remove_way(${person.id}, 'sms')`
        if (statement === 'ways_of') await tx.run`select notice.ways_of(${person.id})`
      }),
    ).rejects.toThrow('permission denied')
})

test('an address by e-mail is shown the same way', async () => {
  const person = await aPerson()
  const tab = await browser(person)
  await tab.post(`${path}/epost`, { epost: 'Camilla@Example.se' })
  const [mail] = await sentTo('camilla@example.se')
  expect(mail).toMatchObject({ channel: 'email', subject: 'Din kod' })
  expect(mail!.text).toContain('Det här mejlet går inte att svara på.')
  await tab.post(`${path}/kod`, { slag: 'email', kod: await codeTo('camilla@example.se') })
  expect((await wayOf(person, 'email'))!['confirmed_on']).toBe(dayOf(new Date()))
})
