import { expect, test } from 'vitest'
import { addDays, dayOf, weekday } from '#kernel/values/day'
import { printedText } from './print.ts'
import { leavesNoTrace, owner, type Seat, signIn, sit, type Way } from './world.ts'

const typed: string[] = []
/** A Monday so many weeks on. */
const monday = (weeks: number) => {
  const today = dayOf(new Date())
  return addDays(today, 8 - weekday(today) + 7 * weeks)
}
/** Each way of sitting has hours of its own in Amina's days, so that they do not collide. */
const hours: Record<Way, { from: string; to: string; first: string; next: string }> = {
  phone: { from: '17', to: '18.30', first: '17.00', next: '17.45' },
  'no script': { from: '18.30', to: '20', first: '18.30', next: '19.15' },
  keyboard: { from: '20', to: '21.30', first: '20.00', next: '20.45' },
  desk: { from: '6', to: '7.30', first: '6.00', next: '6.45' },
}
const ways = ['phone', 'no script', 'keyboard'] as const

const fill = async ({ page, write }: Seat, fields: Record<string, string>) => {
  for (const [label, text] of Object.entries(fields)) await write(page.getByLabel(label, { exact: true }), text)
}

test.each(ways)('Amina releases a series, sees every time of it first, and takes the rest of it away again (%s)', async (way) => {
  const seat = await sit(way)
  const { page } = seat
  const { from, to, first, next } = hours[way]
  await signIn(seat, 'Amina Haddad')
  await seat.press(page.getByRole('link', { name: 'Tider', exact: true }))
  await page.getByRole('heading', { name: 'Tider', exact: true }).waitFor()
  await seat.look('times')
  await seat.press(page.getByRole('link', { name: 'Släpp tider' }))
  await page.getByRole('heading', { name: 'Släpp tider' }).waitFor()
  await seat.look('release one time')
  await seat.press(page.getByRole('link', { name: 'Flera tider' }))
  await page.waitForURL('**/slapp?hur=serie')
  await seat.press(page.getByRole('button', { name: 'Se tiderna först' }))
  await page.locator('.ds-error-summary').waitFor()
  await seat.look('release a series, nothing filled in')

  await page.getByLabel('Vad är tiderna till för?').selectOption({ label: 'Uppföljning av ditt stöd, 60 minuter' })
  await seat.press(page.getByLabel('Telefon', { exact: true }))
  for (const day of ['Tisdagar', 'Torsdagar', 'Fredagar']) await seat.press(page.getByLabel(day))
  await fill(seat, {
    'Första dagen': monday(2),
    'Sista dagen': addDays(monday(3), 3),
    'Första tiden börjar kl.': from,
    'Sista tiden är slut senast kl.': to,
    'Hur många minuter?': '45',
  })
  await seat.press(page.getByRole('button', { name: 'Se tiderna först' }))
  await page.getByRole('heading', { name: 'Se över tiderna' }).waitFor()
  await seat.look('the times before they are made')
  expect(await page.locator('main').innerText()).toContain(`${first}, ${next}`)
  const n = Number(/Släpp (\d+) tider/.exec(await page.locator('main').innerText())![1])
  await seat.press(page.getByRole('button', { name: `Släpp ${n} tider` }))
  await page.getByRole('heading', { name: `${n} tider är släppta` }).waitFor()
  await seat.look('a series')

  await seat.write(page.getByLabel('Från och med vilken dag?'), monday(3))
  await seat.press(page.getByRole('button', { name: 'Ta bort lediga tider' }))
  await page.getByRole('heading', { name: /tid(er)? är borttagen|tider är borttagna/ }).waitFor()
  await seat.look('the rest of a series taken away')

  // The same hours once more collide, and the page says with what.
  await seat.go('/personal/tider/slapp')
  await page.getByLabel('Vad är tiderna till för?').selectOption({ label: 'Uppföljning av ditt stöd, 60 minuter' })
  await seat.press(page.getByLabel('Telefon', { exact: true }))
  await fill(seat, { Dag: monday(2), 'Börjar kl.': first })
  await seat.press(page.getByRole('button', { name: 'Släpp tiden' }))
  await page.locator('.ds-error-summary').waitFor()
  expect(await page.locator('.ds-error-summary').innerText()).toContain('Amina Haddad har redan något då')
  await seat.look('a time that collides')
  await seat.stand()
})

test.each(ways)('somebody without a phone is booked, and goes home with a slip that says nothing of them (%s)', async (way) => {
  const seat = await sit(way)
  const { page } = seat
  const name = `Karl Berg ${way}`
  const wish = `En plats nära dörren (${way})`
  const number = `070-174 06 ${{ phone: 19, 'no script': 20, keyboard: 21 }[way]}`
  typed.push(name, wish, number)
  await signIn(seat, 'Petter Lundvall')
  await seat.press(page.getByRole('button', { name: /Vuxenenheten/ }))
  await page.waitForURL('**/personal')
  await seat.go('/personal/tider/boka')
  await seat.look('book for somebody')
  await seat.press(page.getByRole('button', { name: 'Boka tiden' }))
  await page.locator('.ds-error-summary').waitFor()
  await seat.look('book for somebody, nothing filled in')
  await seat.write(page.getByLabel('Vad heter personen?'), name)
  await seat.press(page.locator('#tid'))
  await seat.write(page.getByLabel('Vilket nummer ska vi ringa?'), number)
  await seat.write(page.getByLabel('Något annat att tänka på?'), wish)
  await seat.press(page.getByRole('button', { name: 'Boka tiden' }))
  await page.getByRole('heading', { name: 'Tiden är bokad' }).waitFor()
  await seat.look('a booking just made')
  const booking = new URL(page.url()).pathname
  await seat.press(page.getByRole('button', { name: 'Skriv ut lapp med kod' }))
  await page.getByRole('heading', { name: 'Lapp att skriva ut' }).waitFor()
  await seat.look('a slip')
  const code = await page.locator('.slip .code').innerText()
  expect(code).toMatch(/^[0-9A-Z]{5}-[0-9A-Z]{5}$/)
  const paper = await printedText(page)
  expect(paper.replaceAll(' ', '')).toContain(code)
  for (const words of ['Karl', 'Berg', 'Petter', 'Vuxenenheten', 'Socialtjänsten', wish, number]) expect(paper).not.toContain(words)
  typed.push(code, code.replace('-', ''))

  // At home, at any screen: the code and nothing else.
  const home = await sit(way)
  await home.go('/tid')
  await home.write(home.page.getByLabel('Kod'), code.toLowerCase())
  await home.press(home.page.getByRole('button', { name: 'Visa tiden' }))
  await home.press(home.page.getByRole('button', { name: 'Ja, jag kommer' }))
  await home.page.getByRole('heading', { name: 'Tack, då vet vi att du kommer' }).waitFor()
  expect(await home.page.locator('main').innerText()).not.toContain('Karl')
  await home.stand()
  await seat.go(booking)
  expect(await page.locator('main').innerText()).toContain('Personen, med koden, bekräftade att tiden passar')

  await seat.go(`${booking}/flytta`)
  await seat.look('move a booking')
  await seat.press(page.locator('#tid'))
  await seat.press(page.getByRole('button', { name: 'Flytta', exact: true }))
  await page.getByRole('heading', { name: 'Tiden är flyttad' }).waitFor()
  await seat.go(`${booking}/avboka`)
  await seat.look('cancel a booking')
  await seat.press(page.getByRole('button', { name: 'Avboka', exact: true }))
  await page.getByRole('heading', { name: 'Tiden är avbokad' }).waitFor()
  await seat.look('a cancelled booking')
  await seat.stand()
})

test.each(ways)('who did not come is offered help, and who came is noted with one press (%s)', async (way) => {
  const seat = await sit(way)
  const { page } = seat
  await signIn(seat, 'Amina Haddad')
  // A time that Camilla has had today: made as any other, and set back.
  const past = async () => {
    const [row] = await owner<{ id: string }[]>`
      with had as (select b.* from appointments.bookings b join directory.staff w on w.id = b.staff_id where w.name = 'Amina Haddad' and b.person_id is not null limit 1),
        slot as (insert into appointments.slots (committee_id, unit_id, kind_id, staff_id, manner, during, withdrawn_at)
          select committee_id, unit_id, kind_id, staff_id, 'phone', tstzrange(now() - interval '2 hours', now() - interval '1 hour'), now() from had returning id)
      insert into appointments.bookings (committee_id, unit_id, slot_id, kind_id, staff_id, starts_at, ends_at, person_id, name, booked_by, key)
      select h.committee_id, h.unit_id, s.id, h.kind_id, h.staff_id, now() - interval '2 hours', now() - interval '1 hour', h.person_id, h.name, 'person', gen_random_uuid() from had h, slot s
      returning id`
    return row!.id
  }
  const stateOf = async (id: string) =>
    (await owner<{ state: string; help: string[] }[]>`select state, help from appointments.bookings where id = ${id}`)[0]!
  const [missed, held] = [await past(), await past()]
  await seat.go('/personal/tider')
  await seat.look('who came')
  await seat.press(page.locator(`a[href="/personal/tider/bokning/${missed}/uteblev"]`))
  await page.getByRole('heading', { name: 'Personen kom inte' }).waitFor()
  await seat.look('who did not come')
  const words = page.getByLabel('Några ord till personen')
  const harsh = `Nästa gång blir det en avgift (${way})`
  typed.push(harsh)
  await seat.write(words, harsh)
  await seat.press(page.getByRole('button', { name: 'Spara' }))
  await page.locator('.ds-error-summary').waitFor()
  await seat.look('words that sound like a punishment')
  const kind = `Ring gärna, så hittar vi en tid (${way})`
  typed.push(kind)
  await seat.press(page.getByLabel('Hjälp med resan'))
  await seat.press(page.getByLabel('Tolk'))
  await seat.write(words, kind)
  await seat.press(page.getByRole('button', { name: 'Spara' }))
  await page.getByRole('heading', { name: 'Antecknat: personen kom inte' }).waitFor()
  await seat.look('a missed meeting')
  expect(await stateOf(missed)).toEqual({ state: 'missed', help: ['interpreter', 'ride'] })

  await seat.go('/personal/tider')
  await seat.press(page.locator(`form[action="/personal/tider/bokning/${held}/kom"] button`))
  await page.getByRole('heading', { name: 'Antecknat' }).waitFor()
  expect((await stateOf(held)).state).toBe('held')
  await seat.stand()
})

test.each(['phone', 'desk'] as const)('a number is asked about, with the very words that will be sent (%s)', async (way) => {
  const seat = await sit(way)
  const { page } = seat
  await signIn(seat, 'Amina Haddad')
  const [row] = await owner<{ id: string }[]>`
    select b.id from appointments.bookings b join directory.staff w on w.id = b.staff_id
    where w.name = 'Amina Haddad' and b.state = 'booked' and b.person_id is not null and b.starts_at > now() order by b.starts_at limit 1`
  await seat.go(`/personal/tider/bokning/${row!.id}`)
  await seat.look('a booking')
  await seat.press(page.getByRole('link', { name: 'Ändra påminnelsen' }).first())
  await page.getByRole('heading', { name: 'Påminnelse', exact: true }).waitFor()
  await seat.look('how to reach somebody')
  expect(await page.locator('main').innerText()).toContain('Påminnelse: du har en tid')
  await seat.press(page.getByLabel('Sms', { exact: true }))
  await seat.write(page.getByLabel('Mobilnummer, för sms'), '070-174 06 55')
  await seat.press(page.getByRole('button', { name: 'Spara' }))
  await page.getByRole('heading', { name: 'Påminnelsen är sparad' }).waitFor()
  await seat.look('the reminder is saved')
  await seat.go(`/personal/tider/bokning/${row!.id}/foresla`)
  await seat.look('propose other times')
  await seat.stand()
})

test.each(['phone', 'desk'] as const)('Lena keeps places and kinds of time, and sees how many stayed away (%s)', async (way) => {
  const seat = await sit(way)
  const { page } = seat
  await signIn(seat, 'Lena Forsman')
  await seat.go('/personal/tider')
  await seat.look('times of the unit')
  await seat.press(page.getByRole('link', { name: 'Platser' }))
  await page.getByRole('heading', { name: 'Platser' }).waitFor()
  await seat.look('places')
  await seat.press(page.getByRole('link', { name: 'Lägg till en plats' }))
  await page.getByRole('heading', { name: 'En ny plats' }).waitFor()
  await seat.press(page.getByRole('button', { name: 'Spara' }))
  await page.locator('.ds-error-summary').waitFor()
  await seat.look('a new place, nothing filled in')
  await fill(seat, { 'Vad kallar ni platsen?': `Rum 12 (${way})`, 'Gata och nummer': 'Kvarngatan 3' })
  await seat.press(page.getByRole('button', { name: 'Spara' }))
  await page.getByRole('heading', { name: 'Platsen är sparad' }).waitFor()
  await seat.go('/personal/tidsslag')
  await seat.look('kinds of time')
  await seat.press(page.getByRole('link', { name: 'Lägg till ett tidsslag' }))
  await page.getByRole('heading', { name: 'Ett nytt tidsslag' }).waitFor()
  await seat.look('a new kind of time')
  await seat.write(page.getByLabel('Vad ska det heta?'), `Prata om vardagen (${way})`)
  await seat.press(page.getByLabel('Hembesök'))
  await seat.press(page.getByRole('button', { name: 'Spara' }))
  await page.getByRole('heading', { name: 'Tidsslaget är sparat' }).waitFor()
  await seat.go('/personal/tider/uteblivna')
  await seat.look('missed meetings')
  await seat.stand()
})

test('nothing of this is in the log', () => leavesNoTrace(typed))
