import sharp from 'sharp'
import { expect, test } from 'vitest'
import { leavesNoTrace, owner, type Seat, signIn, sit, type Way } from './world.ts'

const typed: string[] = []
const open = async (seat: Seat, ...names: string[]) => {
  for (const name of names) {
    const before = seat.page.url()
    await seat.press(seat.page.getByRole('link', { name, exact: true }).first())
    await seat.page.waitForURL((url) => url.href !== before)
    await seat.page.waitForLoadState()
  }
}
const notice = (seat: Seat) => seat.page.locator('.ds-alert').first().innerText()

test.each(['phone', 'no script', 'keyboard'] as const)(
  'Ingrid changes a unit’s hours, and whoever comes to the front page reads them (%s)',
  async (way: Way) => {
    const seat = await sit(way)
    const { page } = seat
    await signIn(seat, 'Ingrid Boström')
    await seat.look('steward start')
    await open(seat, 'Enheter och personal')
    await seat.look('what there is to keep')
    await open(seat, 'Enheter')
    await seat.look('units')
    await open(seat, 'Familjeenheten')
    await seat.look('a unit')
    await seat.write(page.getByLabel('Fredag'), 'efter lunch')
    await seat.press(page.getByRole('button', { name: 'Spara', exact: true }))
    await page.locator('.ds-error-summary').waitFor()
    expect(await page.locator('.ds-error-summary').innerText()).toContain('Fredag: skriv tider som')
    await seat.look('a unit with a time that cannot be read')
    const friday = { phone: '8–12', 'no script': '8–13', keyboard: '8–14', desk: '' }[way]
    await seat.write(page.getByLabel('Fredag'), friday)
    await seat.press(page.getByRole('button', { name: 'Spara', exact: true }))
    await page.waitForURL(/sparat=ja/)
    expect(await notice(seat)).toContain('Det nya gäller nu')
    await seat.look('a unit, saved')
    const home = await sit(way)
    // The front page is drawn anew every ten seconds.
    const front = async () => {
      await home.go('/')
      return home.page.locator('main').innerText()
    }
    await expect.poll(front, { timeout: 20_000, interval: 1000 }).toContain(`måndag–torsdag 8–16.30, fredag ${friday}`)
    await home.stand()
    await seat.stand()
  },
)

test('Ingrid puts in a photo, gives a role and enters an absence', async () => {
  const seat = await sit('phone')
  const { page } = seat
  await signIn(seat, 'Ingrid Boström')
  await open(seat, 'Enheter och personal', 'Personal')
  await seat.look('staff')
  await seat.write(page.getByLabel('Sök på namn'), 'berit')
  await seat.press(page.getByRole('button', { name: 'Sök' }))
  // Berit works in another committee: a role here is all that can be given.
  await seat.press(page.getByRole('link', { name: 'Berit Moberg' }))
  await page.getByRole('heading', { name: 'Berit Moberg' }).waitFor()
  await seat.look('somebody of another committee')
  expect(await page.getByLabel('Namn', { exact: true }).count()).toBe(0)
  await open(seat, 'Personal', 'Daniel Åkesson')
  await seat.look('somebody at work')
  const bytes = await sharp({ create: { width: 600, height: 400, channels: 3, background: '#7a6' } })
    .jpeg()
    .toBuffer()
  await page.getByLabel(/Välj en bild/).setInputFiles({ name: 'daniel.jpg', mimeType: 'image/jpeg', buffer: bytes })
  await seat.press(page.getByRole('button', { name: 'Spara fotot' }))
  await page.waitForURL(/gjort=foto/)
  const photo = page.locator('img.photo')
  expect(await photo.evaluate((one: HTMLImageElement) => [one.naturalWidth, one.naturalHeight])).toEqual([256, 320])
  expect(await photo.getAttribute('src')).toMatch(/^\/bild\/[0-9a-f-]{36}$/)
  await seat.look('somebody at work, with a photo')
  await seat.press(page.getByText('Ge ett uppdrag'))
  await page.getByLabel('Enhet', { exact: true }).selectOption({ label: 'Familjeenheten' })
  await page.getByLabel('Roll').selectOption({ label: 'Mottagare av förfrågningar' })
  await seat.press(page.getByRole('button', { name: 'Ge uppdraget' }))
  await page.waitForURL(/gjort=uppdrag/)
  await seat.press(page.getByText('Lägg in frånvaro'))
  await seat.press(page.getByRole('button', { name: 'Spara frånvaron' }))
  await page.waitForURL(/gjort=franvaro/)
  expect(await page.locator('#franvaro').locator('..').innerText()).toContain('tills vidare')
  await seat.look('somebody at work, away')
  await seat.press(page.getByRole('button', { name: 'Ta bort', exact: true }))
  await page.waitForURL(/gjort=franvaro-slut/)
  await seat.stand()
  // Whoever has two desks is asked to choose: the journeys after this one meet him as he was.
  await owner`
    delete from directory.assignments a using directory.staff w, directory.units u
    where w.id = a.staff_id and w.name = 'Daniel Åkesson' and u.id = a.unit_id and u.name ->> 'sv' = 'Familjeenheten'`
})

test('Ingrid reads in a list: first what is wrong, then what changes, then it is done', async () => {
  const seat = await sit('desk')
  const { page } = seat
  await signIn(seat, 'Ingrid Boström')
  await open(seat, 'Enheter och personal', 'Läs in en lista')
  await seat.look('a list')
  const send = async (csv: string) => {
    await page.getByRole('radio', { name: 'Personal' }).check()
    await page.getByLabel('Fil', { exact: true }).setInputFiles({ name: 'lista.csv', mimeType: 'text/csv', buffer: Buffer.from(csv) })
    await seat.press(page.getByRole('button', { name: 'Läs filen' }))
    await page.waitForLoadState()
  }
  await send('id;namn;telefon;enhet;roll\n;Eva Lind;;;\nd2;Bo Ek;12;ekonomi;kung\n')
  expect(await page.locator('main').innerText()).toContain('Inget läses in förrän alla rader går att läsa.')
  await seat.look('a list with rows that cannot be read')
  await send('id;namn;telefon;enhet;roll\nd1;Eva Lind;0980-31 92 18;ekonomi;mottagare\n')
  await page.getByRole('heading', { name: 'Det här ändras' }).waitFor()
  await seat.look('what a list changes')
  expect(await owner`select 1 from directory.staff where name = 'Eva Lind'`).toHaveLength(0)
  await seat.press(page.getByRole('button', { name: 'Genomför ändringarna' }))
  await page.waitForURL(/gjort=1/)
  await seat.look('a list, read in')
  expect(await owner`select 1 from directory.staff where name = 'Eva Lind'`).toHaveLength(1)
  await open(seat, 'Enheter och personal', 'Vad som har ändrats')
  expect(await page.locator('main').innerText()).toContain('Eva Lind')
  await seat.look('changes')
  await open(seat, 'Enheter och personal', 'Katalogen')
  await seat.look('no catalogue yet')
  await seat.write(page.getByLabel('Vad ska katalogen heta här?'), 'Kommunens katalog')
  await page.getByRole('radio', { name: 'userName' }).check()
  await seat.press(page.getByRole('button', { name: 'Skapa nyckeln' }))
  await page.getByRole('heading', { name: 'Nyckeln är skapad' }).waitFor()
  typed.push((await page.locator('code').first().innerText()).trim())
  await seat.look('a new key')
  await seat.stand()
})

test.each(['keyboard', 'no script'] as const)(
  'what Maj has gets a receiver before her account closes, and then she is out (%s)',
  async (way: Way) => {
    const [seat, maj] = [await sit(way), await sit('desk')]
    const { page } = seat
    await owner`update directory.staff set deputy_id = (select id from directory.staff where name = 'Maj Nyström') where name = 'Jonas Wiklund'`
    await signIn(maj, 'Maj Nyström')
    await maj.page.waitForURL('**/personal/uppdrag')
    await signIn(seat, 'Ingrid Boström')
    await open(seat, 'Enheter och personal', 'Personal', 'Maj Nyström')
    await seat.look('somebody who leaves')
    await seat.press(page.getByRole('link', { name: /Ändra överlämningen|Personen slutar/ }))
    await page.getByRole('heading', { name: 'Maj Nyström slutar' }).waitFor()
    await seat.look('handover')
    for (const select of await page.getByLabel('Mottagare').all()) await select.selectOption('')
    await page.getByRole('radio', { name: 'Nu' }).check()
    await seat.press(page.getByRole('button', { name: 'Lämna över' }))
    await page.locator('.ds-error-summary').waitFor()
    expect(await page.locator('.ds-error-summary').innerText()).toContain('Välj vem som tar över: Ersättare för 1 kollega')
    await seat.look('handover with nobody chosen')
    expect(await maj.go('/personal/uppdrag')).toBe(200)
    for (const select of await page.getByLabel('Mottagare').all()) await select.selectOption({ label: 'Petter Lundvall' })
    await seat.press(page.getByRole('button', { name: 'Lämna över' }))
    await page.waitForURL(/gjort=slutat/)
    expect(await page.locator('main').innerText()).toContain('Kontot är stängt.')
    await seat.look('somebody who has left')
    await maj.go('/personal/uppdrag')
    expect(new URL(maj.page.url()).pathname).toBe('/personal/logga-in')
    expect(
      await owner`select d.name from directory.staff w join directory.staff d on d.id = w.deputy_id where w.name = 'Jonas Wiklund'`,
    ).toEqual([{ name: 'Petter Lundvall' }])
    // It can be undone, and then she may come in again.
    await seat.press(page.getByRole('button', { name: 'Öppna kontot igen' }))
    await page.waitForURL(/gjort=oppnat/)
    await maj.stand()
    await seat.stand()
  },
)

test('Daniel is told that the inbox has one too few, and Petter whom he stands in for', async () => {
  const [daniel, petter] = [await sit('phone'), await sit('desk')]
  await owner`insert into directory.absences (municipality_id, id, staff_id, first_day, deputy_id)
    select w.municipality_id, gen_random_uuid(), w.id, current_date, (select id from directory.staff where name = 'Petter Lundvall') from directory.staff w
    where w.name = 'Henrik Sjöö' and not exists (select from directory.absences a where a.staff_id = w.id)`
  await owner`delete from directory.assignments a using directory.staff w, directory.units u where w.id = a.staff_id and u.id = a.unit_id and u.code = 'ekonomi' and a.role = 'requestDispatcher' and w.name <> 'Daniel Åkesson'`
  await signIn(daniel, 'Daniel Åkesson')
  if (daniel.page.url().includes('uppdrag')) await daniel.press(daniel.page.getByRole('button', { name: /Ekonomienheten/ }))
  await daniel.page.waitForURL('**/personal')
  expect(await daniel.page.locator('main').innerText()).toContain('Bara en tar emot det som kommer till enheten.')
  await daniel.look('a vacancy')
  await signIn(petter, 'Petter Lundvall')
  await petter.press(petter.page.getByRole('button', { name: /Vuxenenheten/ }))
  await petter.page.waitForURL('**/personal')
  expect(await petter.page.locator('main').innerText()).toContain('För Henrik Sjöö')
  await petter.look('a deputy')
  await daniel.stand()
  await petter.stand()
})

test('nothing of anybody, and no key, stands in the log', () => leavesNoTrace(typed))
