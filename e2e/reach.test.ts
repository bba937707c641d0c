import { expect, test } from 'vitest'
import { leavesNoTrace, owner, type Seat, signIn, sit, type Way } from './world.ts'

const typed: string[] = []
const main = (seat: Seat) => seat.page.locator('main').innerText()

/** The code that would have been sent, as the demo shows it. */
async function newest(seat: Seat, to: string): Promise<string> {
  await seat.go('/demo/utskick')
  const found = seat.page.locator('figure', { hasText: to }).first()
  return found.innerText()
}

const people: Record<Way, { name: string; number: string; shown: string }> = {
  phone: { name: 'Wilma Sjögren', number: '070-174 06 51', shown: '070‑174\u00a006\u00a051' },
  desk: { name: 'Samir Aziz', number: '0701740652', shown: '070‑174\u00a006\u00a052' },
  'no script': { name: 'Torsten Ek', number: '+46 70 174 06 53', shown: '070‑174\u00a006\u00a053' },
  keyboard: { name: 'Yusuf Demir', number: '070-1740654', shown: '070‑174\u00a006\u00a054' },
}

test.each(['phone', 'no script', 'keyboard'] as const)(
  'somebody says how they can be reached, shows that the number is theirs, and reads what a reminder will say (%s)',
  async (way) => {
    const { name, number, shown } = people[way]
    typed.push(number)
    const seat = await sit(way)
    const { page } = seat
    await signIn(seat, name)
    await seat.go('/mina-sidor/installningar')
    await seat.look('settings')
    await seat.press(page.getByRole('link', { name: 'Välj hur vi når dig' }))
    await page.getByRole('heading', { name: 'Så når vi dig', level: 1 }).waitFor()
    await seat.look('how we reach you')
    const has = await page.locator('summary', { hasText: 'Byt nummer' }).count()
    if (has) await seat.press(page.locator('summary', { hasText: 'Byt nummer' }))
    await seat.write(page.getByLabel('Ditt mobilnummer'), '12345')
    await seat.press(page.getByRole('button', { name: 'Spara numret' }))
    await page.locator('.ds-error-summary').waitFor()
    expect(await page.getByLabel('Ditt mobilnummer').inputValue()).toBe('12345')
    await seat.look('a number that is none')
    await seat.write(page.getByLabel('Ditt mobilnummer'), number)
    await seat.press(page.getByRole('button', { name: 'Spara numret' }))
    await page.getByRole('heading', { name: /^Skriv koden/ }).waitFor()
    expect(await main(seat)).toContain(`Skriv koden som vi skickade till ${shown}`)
    await seat.look('a code to write')

    const text = await newest(seat, shown)
    await seat.look('what would have been sent')
    const code = /\d{6}/.exec(text.split('\n').slice(1).join(' '))![0]
    typed.push(code)
    await seat.go('/mina-sidor/installningar/kontakt')
    await seat.write(page.getByLabel('Kod, sex siffror'), code === '000000' ? '000001' : '000000')
    await seat.press(page.getByRole('button', { name: 'Bekräfta' }))
    await page.locator('.ds-error-summary').waitFor()
    await seat.look('a wrong code')
    await seat.write(page.getByLabel('Kod, sex siffror'), code)
    await seat.press(page.getByRole('button', { name: 'Bekräfta' }))
    await page.getByRole('heading', { name: 'Tack, det är bekräftat' }).waitFor()

    await seat.press(page.getByLabel('Sms', { exact: true }))
    await seat.press(page.getByLabel('Svenska', { exact: true }))
    if (!(await page.getByLabel('Dagen före').isChecked())) await seat.press(page.getByLabel('Dagen före'))
    await seat.press(page.getByRole('button', { name: 'Spara dina val' }))
    await page.getByRole('heading', { name: 'Dina val är sparade' }).waitFor()
    expect(await page.getByLabel('Dagen före').isChecked()).toBe(true)
    expect(await main(seat)).toContain('Delaby kommun: Påminnelse: du har en tid')
    await seat.look('how we reach you, chosen')
    await seat.stand()
  },
)

test.each(['phone', 'keyboard'] as const)('the unit posts a letter, and is told of what did not arrive (%s)', async (way) => {
  await owner`
    insert into notice.sendings (key, person_id, committee_id, unit_id, channel, template, language, slots, state, done_at)
    select 'reminder:' || gen_random_uuid() || ':1:7', r.person_id, u.committee_id, u.id, what.channel, 'reminder-no-link', 'sv',
      ${owner.json({ day: '2099-12-03', time: '9.30', how: 'visit', street: 'Storgatan 4', phone: '0980-31 92 10' })}, what.state, now()
    from directory.units u, lateral (select person_id from record.people p where p.name = 'Camilla Rosén' and p.committee_id = u.committee_id limit 1) r,
      (values ('letter', 'listed'), ('sms', 'failed'), ('sms', 'unsure')) what (channel, state)
    where u.name ->> 'sv' = 'Vuxenenheten'`
  const seat = await sit(way)
  const { page } = seat
  await signIn(seat, 'Amina Haddad')
  await seat.go('/personal/brev')
  await seat.look('letters and messages')
  const before = await page.getByRole('button', { name: 'Brevet till Camilla Rosén är postat' }).count()
  await seat.press(page.getByRole('link', { name: 'Camilla Rosén' }).first())
  await page.getByRole('heading', { name: 'Brev', level: 1 }).waitFor()
  expect(await main(seat)).toContain('Storgatan 4')
  await seat.look('a letter')
  await seat.press(page.getByRole('button', { name: 'Markera som postat' }))
  await page.getByRole('heading', { name: 'Brev och utskick' }).waitFor()
  expect(await page.getByRole('button', { name: 'Brevet till Camilla Rosén är postat' }).count()).toBe(before - 1)
  await seat.press(page.getByRole('button', { name: 'Jag har nått Camilla Rosén' }).first())
  await seat.press(page.getByRole('button', { name: 'Jag har nått Camilla Rosén' }).first())
  await page.getByText('Allt som har skickats har tagits emot.').waitFor()
  await seat.look('letters and messages, all done')
  await seat.stand()
})

test('no number and no code stands in the log', () => leavesNoTrace(typed))
