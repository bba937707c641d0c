import { expect, test } from 'vitest'
import { printedText } from './print.ts'
import { leavesNoTrace, owner, type Seat, signIn, signOut, sit, type Way } from './world.ts'

const typed: string[] = []
const waiting = async (seat: Seat): Promise<number> =>
  Number(/(\d+) uppgift/.exec(await seat.page.locator('.desk-head').innerText())?.[1] ?? 0)

/** What is next in the queue: its address, and the words that its person will read. */
async function onTheDesk({ page }: Seat): Promise<{ itemId: string; personId: string }> {
  const itemId = /granska\/[0-9a-f-]+\/([0-9a-f-]+)/.exec(page.url())![1]!
  const [row] = await owner<{ personId: string }[]>`select person_id as "personId" from gate.release_decisions where item_id = ${itemId}`
  return { itemId, personId: row!.personId }
}
const stateOf = async (itemId: string) =>
  (
    await owner<
      { state: string; text: string | null }[]
    >`select state, reader_text as text from gate.release_decisions where item_id = ${itemId}`
  )[0]!

/** A page that has just come up decides nothing by a key. */
const settled = (page: { waitForTimeout: (ms: number) => Promise<void> }) => page.waitForTimeout(1600)

test('Amina walks the queue with the keys alone: shows one, keeps one back with a reason, and takes it back', async () => {
  const seat = await sit('keyboard')
  const { page } = seat
  const key = async (one: string) => {
    const before = page.url()
    await settled(page)
    await page.keyboard.press(one)
    await page.waitForURL((url) => url.href !== before)
    await page.waitForLoadState()
  }
  await signIn(seat, 'Amina Haddad')
  await seat.look('desk start')
  await seat.press(page.getByRole('link', { name: 'Granska', exact: true }).first())
  await page.locator('.queue').waitFor()
  await seat.look('queue')
  const n = await waiting(seat)
  expect(n).toBeGreaterThan(5)
  await seat.press(page.getByRole('link', { name: 'Börja med den äldsta' }))
  await page.locator('article').waitFor()
  await seat.look('an item of the queue')

  const first = await onTheDesk(seat)
  await key('v')
  expect(await waiting(seat)).toBe(n - 1)
  expect((await stateOf(first.itemId)).state).toBe('released')
  expect(await page.locator('.ds-alert').first().innerText()).toContain('Du valde att visa en uppgift')
  await seat.look('shown, with a way back')

  const second = await onTheDesk(seat)
  const before = await stateOf(second.itemId)
  await settled(page)
  await page.keyboard.press('h')
  await page.getByRole('heading', { name: 'Visa inte den här uppgiften' }).waitFor()
  await seat.look('why not')
  await seat.press(page.getByRole('button', { name: 'Spara: visa inte' }))
  await page.locator('.ds-error-summary').waitFor()
  await seat.look('no reason given')
  const words = 'Ring mig så berättar jag, säger handläggaren'
  typed.push(words)
  await seat.press(page.getByLabel('Vi vill berätta det tillsammans först'))
  await seat.write(page.getByLabel('Egna ord till personen'), words)
  await seat.press(page.getByRole('button', { name: 'Spara: visa inte' }))
  await page.waitForURL((url) => !!url.searchParams.get('klar')?.includes(second.itemId))
  expect(await stateOf(second.itemId)).toEqual({ state: 'withheld', text: words })
  await key('z')
  expect(await stateOf(second.itemId)).toEqual(before)
  expect(await waiting(seat)).toBe(n - 1)
  await seat.stand()
})

test.each(['phone', 'no script', 'desk'] as const)(
  'what Amina shows is there for its person, and the sum is one more (%s)',
  async (way: Way) => {
    const [desk, home] = [await sit(way), await sit(way)]
    const [row] = await owner<{ matter: string; item: string; title: string; shelf: string }[]>`
    select d.matter_id as matter, d.item_id as item, e.event #>> '{detail,title}' as title, o.shelf_id as shelf
    from gate.release_decisions d join record.events e on e.id = d.item_id join record.matters m on m.id = d.matter_id
    join directory.units u on u.id = m.unit_id join record.people p on p.person_id = d.person_id
    join gate.openings o on o.matter_id = d.matter_id and o.person_id = d.person_id and o.ended_at is null
    where d.state in ('imported', 'assessed') and d.due_at is null and u.code = 'vuxen' and p.name in ('Torsten Ek', 'Elias Norling', 'Yusuf Demir') and e.event #>> '{detail,title}' is not null and e.event #>> '{detail,document}' is null
    order by d.decided_at limit 1`
    const [{ name } = { name: '' }] = await owner<{ name: string }[]>`
    select p.name from record.people p join record.matters m on m.person_id = p.person_id where m.id = ${row!.matter} limit 1`
    const sum = async () => Number((await home.page.locator('.sum dd').first().innerText()).trim())
    await signIn(home, name)
    await home.go(`/mina-sidor/arenden/${row!.shelf}`)
    const before = await sum()
    expect(await home.page.locator('main').innerText()).not.toContain(row!.title)

    await signIn(desk, 'Amina Haddad')
    await desk.go(`/personal/granska/${row!.matter}/${row!.item}`)
    await desk.look('an item')
    await desk.press(desk.page.locator('.decide button', { hasText: 'Visa' }).first())
    await desk.page.waitForURL(/klar=/)

    await home.page.reload()
    expect(await sum()).toBe(before + 1)
    expect(await home.page.locator('main').textContent()).toContain(row!.title)
    await desk.stand()
    await home.stand()
  },
)

test.each(['phone', 'desk'] as const)('Henrik has two assignments and chooses one, and can change (%s)', async (way) => {
  const seat = await sit(way)
  const { page } = seat
  await signIn(seat, 'Henrik Sjöö')
  await page.waitForURL('**/personal/uppdrag')
  await seat.look('which assignment')
  await seat.press(page.getByRole('button', { name: /Ekonomienheten/ }))
  await page.waitForURL('**/personal')
  expect(await page.locator('header').innerText()).toContain('Ekonomienheten')
  await seat.look('desk start at another unit')
  await seat.stand()
})

test.each(['phone', 'no script', 'keyboard', 'desk'] as const)(
  'an officer begins a case, writes a note, locks it, decides, and opens the case for its person (%s)',
  async (way) => {
    const seat = await sit(way)
    const { page } = seat
    await signIn(seat, 'Amina Haddad')
    await seat.go('/personal/arenden')
    await seat.look('find a case')
    await seat.press(page.getByRole('link', { name: 'Börja ett nytt ärende' }))
    await page.getByRole('heading', { name: 'Börja ett nytt ärende' }).waitFor()
    await seat.press(page.getByRole('button', { name: 'Börja ärendet' }))
    await page.locator('.ds-error-summary').waitFor()
    await seat.look('a new case, nothing filled in')
    const title = `Hjälp med hyran (${way})`
    typed.push(title)
    const name = page.getByLabel('Namn', { exact: true })
    await seat.write(page.getByLabel('Personnummer eller samordningsnummer'), '19900101-2385')
    await seat.write(name, 'Kamilla Rosén')
    await page.getByLabel('Verksamhet').selectOption('financial-assistance')
    await seat.write(page.getByLabel('Vad gäller ärendet?'), title)
    await seat.press(page.getByLabel('Personen ansökte'))
    await seat.press(page.getByRole('button', { name: 'Börja ärendet' }))
    await page.getByRole('heading', { name: 'Är det samma person?' }).waitFor()
    await seat.look('another name than the one known')
    expect(await page.getByLabel('Vad gäller ärendet?').inputValue()).toBe(title)
    await seat.write(name, 'Camilla Rosén')
    await seat.press(page.getByRole('button', { name: 'Börja ärendet' }))
    await page.waitForURL(/arenden\/[0-9a-f-]{36}$/)
    const home = page.url()
    await seat.look('the case at the desk, not opened')

    await page.goto(`${home}/anteckning`)
    await seat.write(page.getByLabel('Rubrik'), 'Tom')
    await seat.press(page.getByRole('button', { name: 'Läs igenom och lås' }))
    await page.getByRole('link', { name: 'Skriv anteckningen, den är tom' }).waitFor()
    await seat.look('an empty note')
    await seat.go(new URL(home).pathname)
    expect(await page.getByText('Dina utkast').count()).toBe(0)

    await page.goto(`${home}/anteckning`)
    const words = `Camilla berättade om hyran, skrivet vid ${way}`
    typed.push(words)
    await seat.write(page.getByLabel('Rubrik'), 'Samtal om hyran')
    await seat.write(page.locator('textarea[name=text]'), words)
    await seat.press(page.getByRole('button', { name: 'Granska texten' }))
    await page.getByRole('heading', { name: 'Om texten' }).waitFor()
    expect(await page.locator('textarea[name=text]').inputValue()).toBe(words)
    await seat.look('advice about a note')
    await seat.press(page.getByRole('button', { name: 'Spara utkast' }))
    await page.waitForURL(/sparat=ja/)
    await seat.look('a draft')
    await seat.press(page.getByRole('button', { name: 'Läs igenom och lås' }))
    await page.getByRole('heading', { name: 'Läs igenom innan du låser' }).waitFor()
    await seat.look('the four questions')
    await seat.press(page.getByLabel('Den är tillräcklig'))
    await seat.press(page.getByRole('button', { name: 'Lås anteckningen' }))
    await page.waitForURL(/gjort=last/)
    await seat.look('the case after a note')
    const [held] = await owner`select count(*)::int as n from record.events where event #>> '{detail,text}' = ${words}`
    expect(held!['n']).toBe(1)

    for (const [path, name] of [
      [`${home}/beslut`, 'a decision form'],
      [`${home}/handelse`, 'what happened'],
      [`${home}/handelse/follow-up-planned`, 'an event form'],
      [`${home}/handling`, 'a document form'],
    ] as const) {
      const answer = await page.goto(path)
      expect([path.replace(home, ''), answer?.status()]).toEqual([path.replace(home, ''), 200])
      await seat.look(name)
    }
    await page.goto(`${home}/beslut`)
    const decided = `Hyran i november (${way})`
    typed.push(decided)
    await seat.write(page.getByLabel('Vad gäller beslutet?'), decided)
    await page.getByLabel('Svar 1', { exact: true }).selectOption('yes')
    await seat.press(page.getByRole('button', { name: 'Lägg till ett svar' }))
    const second = page.getByLabel('Svar 2', { exact: true })
    await second.waitFor()
    expect(await second.evaluate((one) => one === document.activeElement)).toBe(true)
    expect(await page.getByLabel('Vad gäller beslutet?').inputValue()).toBe(decided)
    await seat.look('a decision with room for two answers')
    // Enter in a field saves, or says what is wrong; it asks for nothing more.
    await page.getByLabel('Vad gäller beslutet?').press('Enter')
    await page.locator('.ds-error-summary').waitFor()
    expect([
      await page.getByLabel('Svar 1', { exact: true }).inputValue(),
      await second.count(),
      await page.getByLabel('Svar 3').count(),
    ]).toEqual(['yes', 1, 0])
    await seat.look('a decision with faults')
    await seat.write(page.getByLabel('Vad gäller svar 1?'), 'Hyran i november')
    await second.selectOption('no')
    await seat.write(page.getByLabel('Vad gäller svar 2?'), 'Hyran i december')
    await seat.write(page.getByLabel('Skäl', { exact: true }), 'Du behöver pengar till hyran.')
    await seat.write(page.getByLabel('Regler ni har tillämpat'), '12 kap. 1 § socialtjänstlagen (2025:400)')
    await seat.write(page.getByLabel('Vem har beslutat?'), 'Socialnämnden')
    await page.getByLabel('Varför beslutar ni utan att personen har fått läsa och svara?').selectOption('needless')
    await seat.press(page.getByRole('button', { name: 'Läs igenom och lås' }))
    await page.getByRole('heading', { name: 'Läs igenom innan du låser' }).waitFor()
    await seat.look('a decision to read through')
    await seat.press(page.getByRole('button', { name: 'Ändra beslutet' }))
    await page.getByRole('heading', { name: 'Skriv ett beslut' }).waitFor()
    expect(await page.getByLabel('Skäl', { exact: true }).inputValue()).toBe('Du behöver pengar till hyran.')
    await page.goto(home)
    await seat.press(page.locator('form[action$="/oppna"] button'))
    await page.waitForURL(/gjort=oppnat/)
    await seat.look('the case, opened')
    await page.goto(`${home}/som-personen`)
    await seat.look('as the person sees it')
    const [shelf] = await owner<{ id: string }[]>`select shelf_id as id from gate.openings where matter_id = ${home.split('/').at(-1)!}`
    await signOut(seat)
    await signIn(seat, 'Camilla Rosén')
    expect(await seat.go(`/mina-sidor/arenden/${shelf!.id}`)).toBe(200)
    expect(await page.locator('main').innerText()).toContain('Amina Haddad')
    await seat.look('a case just opened')
    await seat.stand()
  },
)

test.each(['phone', 'no script', 'desk'] as const)(
  'Amina corrects what she registered, marks it as a mistake, and nothing is gone from the case (%s)',
  async (way) => {
    const seat = await sit(way)
    const { page } = seat
    const [row] = await owner<{ id: string }[]>`
    select m.id from record.matters m join record.sources s on s.id = m.source_id join directory.units u on u.id = m.unit_id
    where s.kind = 'native' and u.code = 'vuxen' and m.title is not null order by m.received_at limit 1`
    const home = `/personal/arenden/${row!.id}`
    await signIn(seat, 'Amina Haddad')
    await seat.go(`${home}/handelse/meeting-held`)
    const [title, wrong, right] = [
      `Möte om hösten (${way})`,
      `Vi sågs på kontoret, skrivet vid ${way}`,
      `Vi sågs hemma, skrivet vid ${way}`,
    ]
    typed.push(title, wrong, right)
    await seat.write(page.getByLabel('Rubrik'), title)
    await seat.write(page.getByLabel('Mer om det'), wrong)
    await seat.press(page.getByRole('button', { name: 'Spara och lås' }))
    await page.waitForURL(/gjort=last/)
    await seat.press(page.getByRole('link', { name: `Rätta: ${title}` }))
    await page.waitForURL(/ratta/)
    await seat.look('correcting an event')
    await seat.press(page.getByRole('button', { name: 'Spara rättelsen' }))
    await page.locator('.ds-error-summary').waitFor()
    await seat.look('a correction that changes nothing')
    await seat.write(page.getByLabel('Mer om det'), right)
    await seat.press(page.getByRole('button', { name: 'Spara rättelsen' }))
    await page.waitForURL(/gjort=last/)
    await seat.press(page.getByRole('link', { name: `Rätta: ${title}` }))
    await page.waitForURL(/ratta/)
    expect(await page.locator('.preview').innerText()).toContain(right)
    await seat.press(page.getByRole('link', { name: 'Är den registrerad av misstag?' }))
    await page.waitForURL(/misstag/)
    await seat.look('a mistake')
    await seat.press(page.getByRole('button', { name: 'Märk som registrerat av misstag' }))
    await page.locator('.ds-error-summary').waitFor()
    await seat.look('a mistake without a reason')
    await seat.press(page.getByLabel('Det har inte hänt'))
    await seat.press(page.getByRole('button', { name: 'Märk som registrerat av misstag' }))
    await page.waitForURL(/gjort=misstag/)
    const main = await page.locator('main').innerText()
    for (const said of [title, 'Registrerad av misstag', 'Det har inte hänt']) expect(main).toContain(said)
    await seat.look('the case with a mistake in it')
    expect(
      await owner`select version, annulled from record.events e where exists (
      select from record.events f where f.source_id = e.source_id and f.ref = e.ref and f.event #>> '{detail,text}' = ${wrong}) order by version`,
    ).toEqual([
      { version: 0, annulled: false },
      { version: 1, annulled: false },
      { version: 2, annulled: true },
    ])
    await seat.stand()
  },
)

test('what staff print says from whom, when and by whom, and has nothing to press', async () => {
  const seat = await sit('desk')
  const { page } = seat
  const [row] = await owner<{ matter: string; item: string; number: string }[]>`
    select d.matter_id as matter, d.item_id as item, m.number from gate.release_decisions d join record.matters m on m.id = d.matter_id
    join directory.units u on u.id = m.unit_id where u.code = 'vuxen' and d.state in ('imported', 'assessed') and m.number is not null limit 1`
  await signIn(seat, 'Amina Haddad')
  for (const [path, number] of [
    ['/personal', ''],
    [`/personal/granska/${row!.matter}/${row!.item}`, row!.number],
    [`/personal/arenden/${row!.matter}`, row!.number],
  ] as const) {
    await seat.go(path)
    const text = await printedText(page)
    for (const said of ['Vuxenenheten, Delaby kommun. Utskrivet', 'av Amina Haddad', number]) expect(text).toContain(said)
    for (const pressed of [
      'Logga ut',
      'Inställningar',
      'Visa inte',
      'Stäng för personen igen',
      'Öppna för personen',
      'Stäng av tangenterna',
      'Hela enheten',
    ])
      expect(text).not.toContain(pressed)
  }
  await seat.stand()
})

test.each(['phone', 'desk'] as const)('Amina answers what somebody wrote beside a note (%s)', async (way) => {
  const seat = await sit(way)
  const { page } = seat
  await signIn(seat, 'Amina Haddad')
  await seat.go('/personal/synpunkter')
  await seat.look('remarks')
  await seat.press(page.locator('main a[href*="/synpunkter/"]').first())
  await page.waitForURL(/synpunkter\/[0-9a-f-]{36}/)
  await seat.look('a remark')
  const answer = `Tack, vi har läst det (${way})`
  typed.push(answer)
  await seat.write(page.locator('textarea[name=svar]'), answer)
  const record = page.locator('input[name=akt]')
  if (await record.count()) await seat.write(record, '2026:17')
  await seat.press(page.locator('form:has(textarea[name=svar]) button').first())
  await page.waitForURL(/sparat=ja/)
  expect(await page.locator('main').innerText()).toContain(answer)
  await seat.look('a remark, answered')
  await seat.stand()
})

test.each(['phone', 'desk', 'no script'] as const)(
  'Lena changes a rule of the committee, with who decided it and when (%s)',
  async (way) => {
    const seat = await sit(way)
    const { page } = seat
    await signIn(seat, 'Lena Forsman')
    await seat.go('/personal/regler?omrade=adult-addiction')
    await seat.look('rules')
    const hidden = await page
      .locator('main table a')
      .evaluateAll((all) => all.filter((one) => one.getBoundingClientRect().right > innerWidth))
    expect(hidden).toEqual([])
    await seat.press(page.locator('a[href$="/adult-addiction/payment"]'))
    await page.waitForURL(/payment/)
    await seat.press(page.getByRole('button', { name: 'Spara regeln' }))
    await page.locator('.ds-error-summary').waitFor()
    await seat.look('a rule with nothing said')
    const decided = `Socialnämnden § 99 ${way}`
    typed.push(decided)
    await seat.press(page.getByLabel('Efter några dagar'))
    await seat.write(page.getByLabel('Antal dagar'), '3')
    await seat.write(page.getByLabel('Dagen för beslutet'), '2026-01-15')
    await seat.write(page.getByLabel('Vem har beslutat?'), decided)
    await seat.press(page.getByRole('button', { name: 'Spara regeln' }))
    await page.waitForURL(/sparat=ja/)
    expect(await page.locator('main').innerText()).toContain(decided)
    await seat.look('rules, saved')
    await seat.stand()
  },
)

test.each(['phone', 'desk', 'no script', 'keyboard'] as const)(
  'Ingrid is led from what is missing and what waits to the very items, and has them tried again (%s)',
  async (way) => {
    const seat = await sit(way)
    const { page } = seat
    const main = () => page.locator('main').innerText()
    await signIn(seat, 'Ingrid Boström')
    await seat.look('the steward’s start')
    await seat.press(page.getByRole('link', { name: '3 uppgifter saknas' }))
    await page.waitForURL(/saknas$/)
    await seat.look('what is missing')
    expect(await main()).toContain('VUX-2024-1187-ännu-inte-1')
    expect(await main()).not.toMatch(/Camilla|Ioan|Tolk|rumänska/)
    await seat.press(page.getByRole('link', { name: 'I karantän här' }))
    await page.getByRole('heading', { name: 'En uppgift i karantän' }).waitFor()
    await seat.look('an item in quarantine')
    expect(await main()).toContain('event.detail.language')
    expect(await main()).not.toMatch(/Ioan|Tolk|rumänska/)
    await seat.go('/personal/kallor')
    await seat.look('sources')
    await seat.press(page.locator('a[href$="/nyare"]').first())
    await page.waitForURL(/nyare$/)
    await seat.look('what is newer at the source')
    await seat.go('/personal/kallor')
    await seat.press(page.locator('a[href$="/karantan"]').first())
    await page.waitForURL(/karantan$/)
    await seat.look('quarantine')
    await seat.press(page.getByRole('button', { name: 'Kör om karantänen' }))
    await page.waitForURL(/kvar=1/)
    expect(await main()).toContain('0 uppgifter togs in. 1 väntar kvar.')
    await seat.look('quarantine run again')
    await signIn(seat, 'Jonas Wiklund')
    await seat.look('the log reviewer’s start')
    await seat.go('/personal/installningar')
    await seat.look('settings of staff')
    await signOut(seat)
    expect(await page.getByRole('link', { name: 'Logga in igen' }).getAttribute('href')).toBe('/personal/logga-in')
    await seat.stand()
  },
)

test('nothing of anybody stands in the log', () => leavesNoTrace(typed))
