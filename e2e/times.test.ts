import { readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { expect, test } from 'vitest'
import { doorMark } from '#kernel/secrets'
import { delaby, leavesNoTrace, owner, type Seat, signIn, sit } from './world.ts'

const typed: string[] = []
const main = (seat: Seat) => seat.page.locator('main').innerText()

// Pelle has never had a case here. He books, moves and cancels: first on a phone without script, as many will.
test.each(['no script', 'phone', 'keyboard'] as const)(
  'Pelle books a time, says what he wants, moves it, asks for an earlier one and cancels (%s)',
  async (way) => {
    const seat = await sit(way)
    const { page } = seat
    await signIn(seat, 'Pelle Ljung')
    await seat.press(page.getByRole('link', { name: 'Tider', exact: true }))
    await page.getByRole('heading', { name: 'Du har ingen tid inbokad' }).waitFor()
    await seat.look('no times')
    await seat.press(page.getByRole('link', { name: 'Boka en tid' }))
    await page.getByRole('heading', { name: 'Boka en tid' }).waitFor()
    await seat.look('what to book')
    await seat.press(page.getByRole('link', { name: 'Råd om alkohol, droger eller spel' }))
    await page.getByRole('heading', { name: 'Lediga tider' }).waitFor()
    await seat.look('free times')
    const times = page.locator('.times a')
    const chosen = (await times.nth(2).getAttribute('href'))!
    await seat.press(times.nth(2))
    await page.getByRole('heading', { name: 'Stämmer det?' }).waitFor()
    await seat.look('is this right')
    const company = `Min granne (${way})`
    typed.push(company)
    await seat.press(page.getByText('Be om något: sällskap, tolk eller annat'))
    await seat.look('is this right, with what to ask for')
    await seat.write(page.getByLabel('Vill du ha med dig någon?'), company)
    const number = `070-174 06 ${{ 'no script': 16, phone: 17, keyboard: 18 }[way]}`
    typed.push(number, number.replace(/\D/g, ''))
    await seat.write(page.getByLabel('Vilket nummer ska vi ringa?'), number)
    await seat.press(page.getByRole('button', { name: 'Boka tiden' }))
    await page.waitForURL(/gjort=bokad/)
    expect(await main(seat)).toContain(company)
    const mine = page.url().split('?')[0]!
    await seat.look('a time that is booked')

    // Nobody else can have it.
    const other = await sit('desk')
    await signIn(other, 'Elias Norling')
    await other.go(chosen)
    await other.page.getByRole('heading', { name: 'Tiden hann bli upptagen' }).waitFor()
    await other.stand()

    await seat.press(page.getByRole('link', { name: 'Byt tid', exact: true }))
    await page.getByRole('heading', { name: 'Byt tid', exact: true }).waitFor()
    await seat.look('times to move to')
    await seat.press(page.locator('.times a').nth(4))
    await page.getByRole('heading', { name: 'Byta till den här tiden?' }).waitFor()
    await seat.look('move to this time')
    await seat.press(page.getByRole('button', { name: 'Byt till den här tiden' }))
    await page.waitForURL(/gjort=andrad/)
    await seat.look('a time that is moved')

    await seat.go(mine)
    await seat.press(page.getByRole('link', { name: 'Föreslå en annan tid' }))
    await page.getByRole('heading', { name: 'Föreslå en annan tid' }).waitFor()
    await seat.press(page.getByRole('button', { name: 'Skicka förslaget' }))
    await page.locator('.ds-error-summary').waitFor()
    await seat.look('an empty suggestion')
    const wish = `Helst en tisdag (${way})`
    typed.push(wish)
    await seat.write(page.getByLabel('När passar det dig?'), wish)
    await seat.press(page.getByRole('button', { name: 'Skicka förslaget' }))
    await page.waitForURL(/gjort=foreslagit/)
    await seat.look('a suggestion that is sent')
    await seat.press(page.getByRole('link', { name: 'Stå på tur för en tidigare tid' }))
    await page.getByRole('heading', { name: 'Stå på tur för en tidigare tid' }).waitFor()
    await seat.look('standing in line')
    await seat.press(page.getByRole('button', { name: 'Ställ mig på tur' }))
    await page.waitForURL(/gjort=tur/)
    await seat.go('/mina-sidor/tider')
    await seat.look('the list of times')

    await seat.go(mine)
    await seat.press(page.getByRole('link', { name: 'Avboka', exact: true }))
    await page.getByRole('heading', { name: 'Avboka tiden?' }).waitFor()
    await seat.look('cancel the time')
    await seat.press(page.getByRole('button', { name: 'Ja, avboka tiden' }))
    await page.waitForURL(/gjort=avbokad/)
    expect(await main(seat)).toMatch(/Tiden är avbokad/)
    await seat.look('cancelled')
    await seat.go(mine)
    await seat.look('a time that is cancelled')
    await seat.stand()
  },
)

test.each(['phone', 'desk'] as const)('everybody’s times: what waits, what has been, what was missed (%s)', async (way) => {
  for (const [who, heading] of [
    ['Britt Öhman', 'Vi föreslår andra tider'],
    ['Samir Aziz', 'Tider'],
    ['Torsten Ek', 'Tider'],
    ['Camilla Rosén', 'Tider'],
  ] as const) {
    const seat = await sit(way)
    await signIn(seat, who)
    await seat.go('/mina-sidor/tider')
    await seat.page.getByRole('heading', { name: heading, exact: true }).waitFor()
    await seat.look(`times of ${who}`)
    const hrefs = await seat.page
      .locator('main a[href^="/mina-sidor/tider/"]')
      .evaluateAll((links) => links.map((link) => (link as HTMLAnchorElement).pathname))
    for (const [at, href] of [...new Set(hrefs)].filter((one) => !one.endsWith('/boka')).entries()) {
      await seat.go(href)
      await seat.look(`time ${at + 1} of ${who}`)
    }
    await seat.stand()
  }
})

test.each(['no script', 'phone', 'desk'] as const)(
  'with a code on paper one time is looked at, confirmed, moved and cancelled, without a sign-in (%s)',
  async (way) => {
    const code = `7K2QF9XW3${{ 'no script': 'A', phone: 'B', desk: 'C' }[way]}`
    const secret = readFileSync(join(dirname(delaby.log), 'data', 'secret'), 'utf8')
    const [slot] = await owner`
    select f.* from appointments.free_slots f join directory.staff w on w.id = f.staff_id where w.name = 'Henrik Sjöö' and f.held_for is null and f.starts_at > now() + interval '3 days' order by f.starts_at desc limit 1`
    const [made] = await owner`
    with gone as (delete from appointments.free_slots where slot_id = ${slot!['slot_id'] as string})
    insert into appointments.bookings (committee_id, unit_id, slot_id, kind_id, staff_id, starts_at, ends_at, name, booked_by, made_by, key)
    select committee_id, unit_id, id, kind_id, staff_id, starts_at, ends_at, 'Sten Alm', 'staff', staff_id, gen_random_uuid() from appointments.slots where id = ${slot!['slot_id'] as string} returning id`
    await owner`insert into appointments.doors (hash, booking_id, made_for) values (${doorMark(secret, code)}, ${made!['id'] as string}, 'slip')`
    typed.push(code)

    const seat = await sit(way)
    const { page } = seat
    await seat.go('/tid')
    await seat.look('a code to type')
    await seat.write(page.getByLabel('Kod'), 'fel')
    await seat.press(page.getByRole('button', { name: 'Visa tiden' }))
    await page.locator('.ds-error-summary').waitFor()
    await seat.look('a code that opens nothing')
    await seat.write(page.getByLabel('Kod'), `${code.slice(0, 5)}-${code.slice(5).toLowerCase()}`)
    await seat.press(page.getByRole('button', { name: 'Visa tiden' }))
    await page.getByRole('heading', { name: 'Din tid' }).waitFor()
    expect(await main(seat)).not.toMatch(/Sten|Henrik|stöd/)
    await seat.look('a time behind a code')
    await seat.press(page.getByRole('button', { name: 'Ja, jag kommer' }))
    await page.getByText('Du har sagt att du kommer').waitFor()
    await seat.press(page.getByRole('button', { name: 'Flytta till en annan tid' }))
    await page.getByRole('heading', { name: 'Välj en ny tid' }).waitFor()
    await seat.look('times to choose behind a code')
    // To a visit: a time by phone asks for a number.
    await seat.press(page.locator('.ds-field', { hasText: 'Besök' }).getByRole('radio').first())
    await seat.press(page.getByRole('button', { name: 'Flytta till den valda tiden' }))
    await page.getByRole('heading', { name: 'Tiden är flyttad' }).waitFor()
    await seat.press(page.getByRole('button', { name: 'Avboka' }))
    await page.getByRole('heading', { name: 'Avboka tiden?' }).waitFor()
    await seat.look('cancel behind a code')
    await seat.press(page.getByRole('button', { name: 'Ja, avboka tiden' }))
    await page.getByRole('heading', { name: 'Tiden är avbokad' }).waitFor()
    await seat.look('cancelled behind a code')
    expect(await seat.go('/tid/AAAAAAAAAAAAAAAAAAAAAA')).toBe(404)
    await seat.look('a link that opens nothing')
    expect(await seat.context.cookies()).toEqual([])
    await seat.stand()
  },
)

test('nothing that was typed is in the log', () => leavesNoTrace(typed))
