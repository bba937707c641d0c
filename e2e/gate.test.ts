import { expect, test } from 'vitest'
import { owner, type Seat, signIn, sit, type Way } from './world.ts'

// How an item is shown, how its reader chooses to read it, and who else may.

/** A page that has just come up decides nothing by a key. */
const settled = (seat: Seat) => seat.page.waitForTimeout(1600)

type Note = { matter: string; item: string; person: string; committee: string; shelf: string; name: string }
/** Notes at the adult unit of one person whose matter is opened, taken from the shelf so that they wait as they did when they came. */
async function waitingNotes(name: string, n: number): Promise<Note[]> {
  const notes = await owner<Note[]>`
    select d.matter_id as matter, d.item_id as item, d.person_id as person, d.committee_id as committee, o.shelf_id as shelf, p.name
    from gate.release_decisions d join record.events e on e.id = d.item_id join directory.units u on u.id = d.unit_id
    join gate.openings o on o.matter_id = d.matter_id and o.person_id = d.person_id and o.ended_at is null
    join record.people p on p.person_id = d.person_id and p.committee_id = d.committee_id
    where u.code = 'vuxen' and d.kind in ('note', 'meeting-held') and not e.event -> 'detail' ? 'document' and d.state in ('released', 'imported', 'assessed')
      and e.version = 0 and not exists (select from record.events x where x.source_id = e.source_id and x.ref = e.ref and x.version > 0)
      and p.name = ${name} order by e.at limit ${n}`
  for (const { item, person, matter, committee } of notes) {
    await owner`select gate.take_back(array(select copy_id from gate.release_decisions where item_id = ${item} and person_id = ${person} and copy_id is not null))`
    await owner`update gate.release_decisions set state = 'imported', reason = null, rule_id = null, decided_by = null, due_at = null, sensitive = false, uncovered_at = null, waiting_since = '2020-01-01' where item_id = ${item} and person_id = ${person}`
    await owner`select gate.recount(${committee}, array[${matter}]::uuid[])`
  }
  return notes
}

test('ten ordinary items are shown in at most twelve presses, with the keyboard alone', async () => {
  const notes = await waitingNotes('Torsten Ek', 10)
  expect(notes).toHaveLength(10)
  const seat = await sit('keyboard')
  const { page } = seat
  await signIn(seat, 'Amina Haddad')
  let presses = 0
  const press = async (what: () => Promise<unknown>) => {
    const before = page.url()
    await what()
    presses += 1
    await page.waitForURL((url) => url.href !== before)
    await page.waitForLoadState()
  }
  await press(() =>
    seat.press(
      page
        .getByRole('link', { name: 'Visa hela enhetens kö' })
        .or(page.getByRole('link', { name: 'Granska', exact: true }))
        .first(),
    ),
  )
  await press(() => seat.press(page.getByRole('link', { name: 'Börja med den äldsta' })))
  for (let n = 0; n < 10; n += 1) {
    await settled(seat)
    await press(() => page.keyboard.press('v'))
  }
  expect(presses).toBeLessThanOrEqual(12)
  const states = await owner<
    { state: string }[]
  >`select state from gate.release_decisions where item_id = any (${notes.map(({ item }) => item)}) and person_id = ${notes[0]!.person}`
  expect(states.map(({ state }) => state)).toEqual(Array(10).fill('released'))
  await seat.stand()
})

test.each(['phone', 'no script'] as const)(
  'what may be hard to read lies under a cover, and its reader chooses how to read it (%s)',
  async (way: Way) => {
    const [note] = await waitingNotes('Torsten Ek', 1)
    const [desk, home] = [await sit('desk'), await sit(way)]
    await signIn(desk, 'Amina Haddad')
    await desk.go(`/personal/granska/${note!.matter}/${note!.item}`)
    await desk.press(desk.page.locator('summary', { hasText: 'Visa på annat sätt' }))
    await desk.press(desk.page.getByRole('button', { name: 'Spara', exact: true }))
    await desk.page.locator('.ds-error-summary').waitFor()
    await desk.look('shown in which way?')
    await desk.press(desk.page.getByLabel('Visa, med en sida framför'))
    await desk.write(desk.page.getByLabel('Din hälsning till personen'), 'Jag läser den gärna tillsammans med dig.')
    await desk.press(desk.page.getByRole('button', { name: 'Spara', exact: true }))
    await desk.page.waitForURL(/klar=/)

    await signIn(home, note!.name)
    await home.go(`/mina-sidor/arenden/${note!.shelf}`)
    await home.look('something may be hard to read')
    await home.press(home.page.locator('#valj').locator('..').getByRole('link').first())
    await home.page.getByRole('heading', { name: 'Hur vill du läsa det här?' }).waitFor()
    expect(await home.page.locator('main').innerText()).toContain('Jag läser den gärna tillsammans med dig.')
    await home.look('how do you want to read?')
    await home.press(home.page.getByRole('button', { name: 'Läs tillsammans' }))
    await home.page.getByRole('heading', { name: 'Vi har fått det' }).waitFor()
    await home.look('we have got it')
    await home.press(home.page.getByRole('button', { name: 'Läs nu' }))
    await home.page.getByRole('heading', { name: 'Hur var det att läsa?' }).waitFor()
    await home.look('the item by itself')
    await home.press(home.page.getByLabel('2, svårt'))
    await home.press(home.page.getByRole('button', { name: 'Spara svaret' }))
    await home.page.getByRole('heading', { name: 'Tack, ditt svar är sparat' }).waitFor()
    await home.press(home.page.getByRole('link', { name: 'Så vill du läsa det här' }))
    await home.press(home.page.getByRole('button', { name: 'Göm den' }))
    await home.page.getByRole('heading', { name: 'Ditt val är sparat' }).waitFor()
    await home.look('how notes are read, and what is hidden')
    await home.press(home.page.locator('#gomt').locator('..').getByRole('link').first())
    await home.press(home.page.getByRole('button', { name: 'Läs nu' }))

    await desk.go(`/personal/granska/${note!.matter}/${note!.item}`)
    expect(await desk.page.locator('main').innerText()).toContain('2 av 5')
    await desk.press(desk.page.locator('summary', { hasText: 'Ta tillbaka' }))
    await desk.look('take back what is shown')
    await desk.press(desk.page.getByLabel('Den visas inte mer'))
    await desk.press(desk.page.getByRole('button', { name: 'Ta tillbaka', exact: true }))
    await desk.page.waitForURL(/klar=/)
    await home.go(`/mina-sidor/arenden/${note!.shelf}`)
    expect(await home.page.locator('main').textContent()).toContain('Här fanns en uppgift som vi har tagit tillbaka.')
    await desk.stand()
    await home.stand()
  },
)

test.each(['desk', 'keyboard'] as const)(
  'somebody who represents a person is named, reads what was chosen for them, and nothing when the right has ended (%s)',
  async (way: Way) => {
    const [note] = await waitingNotes('Torsten Ek', 1)
    const [desk, home] = [await sit(way), await sit(way === 'desk' ? 'phone' : way)]
    const { page } = desk
    await signIn(desk, 'Amina Haddad')
    await desk.go(`/personal/arenden/${note!.matter}`)
    await desk.press(page.getByRole('link', { name: 'Fler som får läsa' }))
    await page.getByRole('heading', { name: 'Lägg till någon' }).waitFor()
    await desk.look('others who may read')
    await desk.press(page.getByRole('button', { name: 'Lägg till' }))
    await page.locator('.ds-error-summary').waitFor()
    await desk.look('nobody was named')
    const until = new Date()
    until.setMonth(until.getMonth() + 6)
    await desk.write(page.getByLabel('Personnummer eller samordningsnummer'), '19610973-2393')
    await desk.write(page.getByLabel('Namn', { exact: true }), 'Jovan Petrović')
    await desk.press(page.getByLabel('God man', { exact: true }))
    await desk.write(page.getByLabel('Vilket papper ger rätten?'), 'Överförmyndarens beslut den 3 november 2026')
    await desk.write(page.getByLabel('Sista dagen'), until.toISOString().slice(0, 10))
    await desk.press(page.getByRole('button', { name: 'Lägg till' }))
    await page.getByRole('heading', { name: 'Personen är tillagd' }).waitFor()
    await desk.look('somebody is named')
    await desk.press(page.getByRole('link', { name: 'Jovan Petrović' }))
    await desk.press(page.locator('input[name^=visa]').first())
    await desk.press(page.getByRole('button', { name: 'Visa de förbockade' }))
    await page.getByRole('heading', { name: '1 uppgift visas nu' }).waitFor()
    await desk.look('what somebody else may see')

    await signIn(home, 'Jovan Petrović')
    await home.go('/mina-sidor/arenden')
    await home.press(home.page.getByRole('link', { name: /, Torsten Ek/ }).first())
    await home.page.waitForURL(/arenden\/[0-9a-f-]+$/)
    expect(await home.page.locator('main').innerText()).toContain('Du läser som god man för Torsten Ek.')
    await home.look('the case of somebody else')

    await desk.go(`/personal/arenden/${note!.matter}/lasare`)
    await desk.press(page.locator('summary', { hasText: 'Avsluta rätten att läsa' }))
    await desk.press(page.getByRole('button', { name: 'Avsluta rätten att läsa' }))
    await page.getByRole('heading', { name: 'Rätten att läsa är avslutad' }).waitFor()
    await home.page.reload()
    expect(await home.page.locator('main').innerText()).not.toContain('Du läser som')
    await desk.stand()
    await home.stand()
  },
)

test.each(['no script', 'phone'] as const)('a manager lets a rule speak for what waits, and takes it back (%s)', async (way: Way) => {
  const [note] = await waitingNotes('Torsten Ek', 3)
  const [{ field, kind } = { field: '', kind: '' }] = await owner<{ field: string; kind: string }[]>`
    select m.field, d.kind from gate.release_decisions d join record.matters m on m.id = d.matter_id where d.item_id = ${note!.item} limit 1`
  const [stood] = await owner<{ manner: string; days: number | null }[]>`
    update gate.rules set ended_at = now(), ended_by = 'Socialnämnden § 98' where committee_id = ${note!.committee} and field = ${field} and kind = ${kind} and ended_at is null returning manner, days`
  const rule = (manner: string, days: number | null) => owner`
    insert into gate.rules (committee_id, field, kind, manner, days, decided_on, decided_by) values (${note!.committee}, ${field}, ${kind}, ${manner}, ${days}, '2026-01-15', 'Socialnämnden § 99')`
  await rule('after-days', 30)
  const seat = await sit(way)
  const { page } = seat
  await signIn(seat, 'Lena Forsman')
  await seat.go(`/personal/regler/${field}/${kind}`)
  await seat.press(page.getByRole('link', { name: 'Låt regeln gälla också det som väntar' }))
  await page.getByRole('heading', { name: 'Låt regeln gälla det som väntar' }).waitFor()
  await seat.look('what the rule would speak for')
  await seat.press(page.getByRole('button', { name: /^Låt regeln gälla/ }))
  await page.getByRole('heading', { name: 'Regeln gäller nu det som väntade' }).waitFor()
  await seat.look('the rule speaks for what waited')
  await seat.press(page.getByRole('button', { name: 'Ta tillbaka alltihop' }).first())
  await page.getByRole('heading', { name: 'Det är taget tillbaka' }).waitFor()
  await owner`update gate.rules set ended_at = now(), ended_by = 'Socialnämnden § 100' where committee_id = ${note!.committee} and field = ${field} and kind = ${kind} and ended_at is null`
  if (stood) await rule(stood.manner, stood.days)
  await seat.stand()
})
