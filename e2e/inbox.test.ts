import { expect, test } from 'vitest'
import { leavesNoTrace, owner, type Seat, signIn, sit, type Way } from './world.ts'

const typed: string[] = []
const say = (text: string) => {
  typed.push(text)
  return text
}
const stateOf = async (thread: string) =>
  (
    await owner<{ state: string; handler: string | null }[]>`
    select t.state, w.name as handler from contact.threads t left join directory.staff w on w.id = t.handler_id where t.id = ${thread}`
  )[0]!
/** Opens what lies under a summary, when it is not open. */
const unfold = async (seat: Seat, summary: string) => seat.press(seat.page.locator('summary', { hasText: summary }).first())

/** Somebody writes what does not fit anywhere else to the unit for adults. Answers the thread. */
async function aLetter(home: Seat, name: string, words: string): Promise<string> {
  const { page } = home
  const [type] = await owner<{ id: string }[]>`
    select y.id from contact.request_types y join contact.request_forms f on f.type_id = y.id and f.version = y.published_version join directory.units u on u.id = y.unit_id
    where u.code = 'vuxen' and f.name ->> 'sv' = 'Något annat'`
  await signIn(home, name)
  await home.go(`/mina-sidor/meddelanden/nytt/${type!.id}`)
  await home.write(page.getByLabel('Vad gäller det?'), words)
  await home.press(page.getByLabel('Här på Mina sidor'))
  await home.press(page.getByRole('button', { name: 'Läs igenom' }))
  await home.press(page.getByRole('button', { name: 'Skicka', exact: true }))
  await page.getByText(words).first().waitFor()
  const [thread] = await owner<{ id: string }[]>`select thread_id as id from contact.messages where answers ->> 'beratta' = ${words}`
  return thread!.id
}

/** Siv gives it to Amina, who opens it. */
async function handedOut(siv: Seat, amina: Seat, thread: string, words: string): Promise<void> {
  await signIn(siv, 'Siv Norberg')
  await siv.press(siv.page.getByRole('button', { name: /Vuxenenheten/ }))
  await siv.press(siv.page.getByRole('link', { name: 'Inkorg', exact: true }))
  await siv.page.locator('.queue').waitFor()
  await siv.look('inbox, not handed out')
  await siv.press(siv.page.locator(`.queue a[href$="${thread}"]`))
  await siv.page.getByRole('heading', { name: 'Något annat' }).waitFor()
  await siv.look('a thread that nobody has')
  expect(await siv.page.locator('main').innerText()).toContain(words)
  const [{ id: colleague } = { id: '' }] = await owner<{ id: string }[]>`select id from directory.staff where name = 'Amina Haddad'`
  await siv.page.getByLabel('Ge den till').selectOption(colleague)
  await siv.press(siv.page.getByRole('button', { name: 'Ge', exact: true }))
  await siv.page.waitForURL(/gjort=given/)
  await siv.look('given to a colleague')
  expect(await stateOf(thread)).toEqual({ state: 'assigned', handler: 'Amina Haddad' })

  await signIn(amina, 'Amina Haddad')
  await amina.press(amina.page.getByRole('link', { name: 'Inkorg', exact: true }))
  await amina.press(amina.page.getByRole('link', { name: 'Mina', exact: true }))
  await amina.page.locator('.queue').waitFor()
  await amina.look('inbox, mine')
  await amina.press(amina.page.locator(`.queue a[href$="${thread}"]`))
  await amina.page.getByLabel('Svar', { exact: true }).waitFor()
  await amina.look('a thread to answer')
  expect(await amina.page.locator('main').innerText()).toContain('Siv Norberg öppnade detta')
}

test.each(['keyboard', 'phone', 'no script'] as const)(
  'a question is handed out, answered from a template, and read by whoever asked (%s)',
  async (way: Way) => {
    const [home, siv, amina] = [await sit(way === 'keyboard' ? 'desk' : way), await sit(way), await sit(way)]
    const { page } = amina
    const words = say(`Kan jag få byta rum på tisdagar (${way})`)
    const thread = await aLetter(home, 'Elias Norling', words)
    await handedOut(siv, amina, thread, words)

    const field = page.getByLabel('Svar', { exact: true })
    await amina.write(field, say(`Tack för din fråga om rummet (${way}).`))
    await unfold(amina, 'Lägg in en svarsmall')
    await page.getByLabel('Svarsmall').selectOption({ label: 'Jag ringer' })
    await amina.press(page.getByRole('button', { name: 'Lägg in mallen' }))
    await page.waitForURL(/gjort=mall/)
    await amina.look('a template with gaps')
    expect(await field.inputValue()).toMatch(/^Tack för din fråga[^]*Hej Elias Norling,[^]*\{\{dag\}\}/)
    await amina.press(page.getByRole('button', { name: 'Skicka svaret' }))
    await page.locator('.ds-error-summary').waitFor()
    await amina.look('gaps that nobody has filled in')
    expect((await stateOf(thread)).state).toBe('assigned')
    await amina.write(page.getByLabel('Dag', { exact: true }), 'på torsdag')
    await amina.write(page.getByLabel('Tid', { exact: true }), 'klockan 10')
    await amina.press(page.getByRole('button', { name: 'Spara utkast' }))
    await page.waitForURL(/gjort=sparat/)

    // Siv helps with the same draft from another desk while Amina writes on: nothing of either is lost.
    await siv.go(`/personal/inkorg/${thread}`)
    await siv.write(siv.page.getByLabel('Svar', { exact: true }), say(`Sivs förslag till svar (${way}).`))
    const mine = say(`Aminas eget svar (${way}).`)
    await amina.write(field, mine)
    await siv.press(siv.page.getByRole('button', { name: 'Spara utkast' }))
    await siv.page.waitForURL(/gjort=sparat/)
    await amina.press(page.getByRole('button', { name: 'Skicka svaret' }))
    await page.getByRole('heading', { name: 'Siv Norberg sparade medan du skrev' }).waitFor()
    await amina.look('two texts at once')
    expect(await page.locator('main').innerText()).toContain(`Sivs förslag till svar (${way}).`)
    expect(await field.inputValue()).toBe(mine)
    await amina.press(page.getByRole('button', { name: 'Skicka svaret' }))
    await page.waitForURL(/gjort=svarat/)
    await amina.look('answered')
    expect((await stateOf(thread)).state).toBe('answered')
    expect(await owner`select from contact.messages where thread_id = ${thread} and whose = 'staff'`).toHaveLength(1)

    await home.go(`/mina-sidor/meddelanden/${thread}`)
    const read = await home.page.locator('main').innerText()
    expect(read).toContain(mine)
    expect(read).not.toContain('Sivs förslag')
    for (const seat of [home, siv, amina]) await seat.stand()
  },
)

test('a half-written answer is saved before anything else of its page goes on (desk)', async () => {
  const [home, siv, amina] = [await sit('desk'), await sit('desk'), await sit('desk')]
  const { page } = amina
  const words = say('Jag undrar om nyckeln till tvättstugan')
  const thread = await aLetter(home, 'Elias Norling', words)
  await handedOut(siv, amina, thread, words)
  const field = page.getByLabel('Svar', { exact: true })
  const kept = async () =>
    (await owner<{ body: string }[]>`select body from contact.staff_drafts where thread_id = ${thread}`)[0]?.body ?? ''

  await amina.write(field, say('Nyckeln finns hos värden.'))
  await amina.write(page.getByLabel('Ny anteckning'), say('Värden heter Sten'))
  await amina.press(page.getByRole('button', { name: 'Spara anteckningen' }))
  await page.waitForURL(/gjort=anteckning/)
  expect(await field.inputValue()).toBe('Nyckeln finns hos värden.')
  expect(await page.locator('main').innerText()).toContain('Värden heter Sten')

  await amina.write(field, say('Nyckeln finns hos värden. Ring dit.'))
  await amina.press(page.getByRole('link', { name: 'Inkorgen', exact: true }))
  await page.locator('.queue').waitFor()
  expect(await kept()).toBe('Nyckeln finns hos värden. Ring dit.')

  // An address that is typed, or a page that is closed, asks nobody.
  await amina.go(`/personal/inkorg/${thread}`)
  await amina.write(field, say('Nyckeln finns hos värden. Ring dit före tolv.'))
  await amina.go('/personal/inkorg')
  await expect.poll(kept).toBe('Nyckeln finns hos värden. Ring dit före tolv.')

  // Siv saves meanwhile: the page stays and says so, and both texts are there to be seen.
  await amina.go(`/personal/inkorg/${thread}`)
  await siv.go(`/personal/inkorg/${thread}`)
  await siv.write(siv.page.getByLabel('Svar', { exact: true }), say('Nyckeln hänger här.'))
  await siv.press(siv.page.getByRole('button', { name: 'Spara utkast' }))
  await siv.page.waitForURL(/gjort=sparat/)
  await amina.write(field, say('Nyckeln finns hos Sten.'))
  await amina.press(page.getByRole('button', { name: 'Lägg tillbaka i inkorgen' }))
  await page.getByRole('heading', { name: 'Utkastet gick inte att spara' }).waitFor()
  await amina.look('the draft could not be saved')
  expect([await field.inputValue(), (await stateOf(thread)).state]).toEqual(['Nyckeln finns hos Sten.', 'assigned'])
  await amina.press(page.getByRole('button', { name: 'Spara utkast' }))
  await page.getByRole('heading', { name: 'Siv Norberg sparade medan du skrev' }).waitFor()
  expect(await field.inputValue()).toBe('Nyckeln finns hos Sten.')
  for (const seat of [home, siv, amina]) await seat.stand()
})

test('what belongs elsewhere is handed on with a word, and the next unit finds it (no script)', async () => {
  const [home, siv] = [await sit('no script'), await sit('no script')]
  const thread = await aLetter(home, 'Torsten Ek', say('Jag undrar om pengar till elen'))
  await signIn(siv, 'Siv Norberg')
  await siv.press(siv.page.getByRole('button', { name: /Vuxenenheten/ }))
  await siv.go(`/personal/inkorg/${thread}`)
  await siv.write(siv.page.getByLabel('Ny anteckning'), say('Han ringde också i går om elen'))
  await siv.press(siv.page.getByRole('button', { name: 'Spara anteckningen' }))
  await siv.page.waitForURL(/gjort=anteckning/)
  await siv.look('a note between colleagues')
  await siv.press(siv.page.getByRole('link', { name: 'Lämna till en annan enhet' }))
  await siv.look('hand to another unit')
  await siv.press(siv.page.getByRole('button', { name: 'Lämna över' }))
  await siv.page.locator('.ds-error-summary').waitFor()
  await siv.look('no unit chosen')
  await siv.press(siv.page.getByLabel('Familjeenheten'))
  await siv.write(siv.page.getByLabel('Varför hör den dit?'), say('Det gäller barnen och el'))
  await siv.press(siv.page.getByRole('button', { name: 'Lämna över' }))
  await siv.page.waitForURL(/gjort=lamnad/)
  await siv.look('inbox after handing on')
  expect(await siv.go(`/personal/inkorg/${thread}`)).toBe(404)
  await siv.go('/personal/uppdrag')
  await siv.press(siv.page.getByRole('button', { name: /Familjeenheten/ }))
  await siv.go(`/personal/inkorg/${thread}`)
  const there = await siv.page.locator('main').innerText()
  for (const words of ['Jag undrar om pengar till elen', 'Det gäller barnen och el', 'Han ringde också i går om elen'])
    expect(there).toContain(words)
  await home.stand()
  await siv.stand()
})

test('an answering session, a second reader, and what is to be put on file (desk)', async () => {
  const [amina, siv] = [await sit('desk'), await sit('desk')]
  const { page } = amina
  await signIn(amina, 'Amina Haddad')
  await amina.go('/personal/inkorg')
  await amina.press(page.getByRole('link', { name: 'Börja ett svarspass' }))
  await page.getByText('Svarspass: 0 besvarade').waitFor()
  await amina.look('an answering session')
  const thread = /inkorg\/([0-9a-f-]{36})\/svar/.exec((await page.locator('form[action*="/svar?"]').getAttribute('action'))!)![1]!
  await amina.press(page.getByRole('button', { name: 'Lämna till en kollega att läsa' }))
  await page.waitForURL(/svar=1/)
  await amina.go('/personal/inkorg/pass/slut?svar=1')
  await page.getByText('Du svarade på 1 fråga.').waitFor()
  await amina.look('the session is over')
  await amina.go(`/personal/inkorg/${thread}`)
  await amina.look('waits for a second reader, the writer')
  await signIn(siv, 'Siv Norberg')
  await siv.press(siv.page.getByRole('button', { name: /Vuxenenheten/ }))
  await siv.go('/personal/inkorg?visa=lasa')
  await siv.look('answers to read')
  await siv.press(siv.page.locator(`.queue a[href$="${thread}"]`))
  await siv.look('waits for a second reader, the reader')
  await siv.press(siv.page.getByRole('button', { name: 'Skicka svaret' }))
  await siv.page.waitForURL(/gjort=svarat/)
  expect((await stateOf(thread)).state).toBe('answered')

  await amina.go(`/personal/inkorg/${thread}`)
  await unfold(amina, 'Bestäm om det hör till akten')
  await amina.look('decides whether it belongs to the file')
  await amina.go('/personal/inkorg/aterforing')
  await amina.look('to be put on file')
  await unfold(amina, 'Jag har fört över det själv')
  await amina.write(page.getByLabel('Var står det?'), 'AK-17')
  await amina.press(page.getByRole('button', { name: 'Spara' }))
  await page.waitForURL(/gjort=fort/)
  await amina.look('nothing left to put on file')
  await amina.go('/personal/inkorg/mallar')
  await amina.look('templates')
  await amina.press(page.getByRole('link', { name: 'Skriv en ny mall' }))
  await amina.press(page.getByRole('button', { name: 'Spara mallen' }))
  await page.locator('.ds-error-summary').waitFor()
  await amina.look('a template without words')
  await amina.stand()
  await siv.stand()
})

test.each(['phone', 'no script'] as const)('a manager makes a form and opens it, and somebody finds it by their need (%s)', async (way) => {
  const [lena, home] = [await sit(way), await sit(way)]
  const { page } = lena
  const name = `Hjälp att flytta (${way})`
  await signIn(lena, 'Lena Forsman')
  await lena.go('/personal/inkorg')
  await lena.look('the manager’s inbox')
  await lena.press(page.getByRole('link', { name: 'Det som går att fråga om' }))
  await lena.look('what can be asked')
  await lena.press(page.getByRole('link', { name: 'Gör ett nytt' }))
  await lena.look('a new form')
  await lena.press(page.getByRole('button', { name: 'Spara', exact: true }))
  await page.locator('.ds-error-summary').waitFor()
  await lena.look('a form without words')
  await lena.write(page.getByLabel('Vad heter det?', { exact: true }), name)
  await lena.write(page.getByLabel('Vilka ord och behov ska leda hit?', { exact: true }), `flyttlass ${way}\njag måste flytta`)
  await lena.write(page.getByLabel('Vem är det till för?', { exact: true }), 'Du som behöver flytta och inte klarar det själv.')
  await lena.press(page.getByRole('button', { name: 'Spara', exact: true }))
  await page.waitForURL(/typer\/[0-9a-f-]{36}$/)
  await lena.look('a form that asks nothing')
  const ask = async (question: string, kind: string, more: () => Promise<void> = async () => undefined) => {
    await lena.press(page.getByRole('link', { name: 'Lägg till en fråga' }))
    await lena.write(page.getByLabel('Frågan', { exact: true }), question)
    await page.getByLabel('Hur svarar man?').selectOption({ label: kind })
    await more()
    await lena.press(page.getByRole('button', { name: 'Spara frågan' }))
    await page.waitForURL(/gjort=sparat/)
  }
  await ask('Har du någonstans att flytta?', 'Ja eller nej', () => lena.press(page.getByLabel('Måste besvaras')))
  await ask('Vart?', 'Kort text', async () => {
    await lena.look('a question of a form')
    await lena.press(page.getByLabel('Har du någonstans att flytta? – Ja'))
  })
  await ask('När?', 'Datum')
  await lena.press(page.getByRole('button', { name: 'Flytta upp: När?' }))
  await page.waitForURL(/gjort=flyttad/)
  await lena.look('a form with questions')
  await lena.press(page.getByRole('link', { name: 'Se hur det ser ut' }))
  await lena.look('the form as whoever writes sees it')
  await lena.press(page.getByRole('button', { name: 'Prova' }))
  await page.locator('.ds-error-summary').waitFor()
  await lena.look('tried without an answer')
  await lena.press(page.getByRole('link', { name: 'Tillbaka till formuläret' }))
  await lena.press(page.getByRole('button', { name: 'Öppna', exact: true }))
  await page.waitForURL(/gjort=oppet/)
  await lena.look('the form is open')
  await lena.go('/personal/inkorg/typer/enheten')
  await lena.look('how the unit answers')

  await signIn(home, 'Britt Öhman')
  await home.go('/mina-sidor/meddelanden/nytt')
  await home.write(home.page.locator('#sok'), `flyttlass ${way}`)
  await home.press(home.page.locator('.find button'))
  await home.press(home.page.getByRole('link', { name }).first())
  await home.page.getByText('Har du någonstans att flytta?').first().waitFor()
  expect(await home.page.locator('main').innerText()).toContain('Du som behöver flytta')
  await lena.stand()
  await home.stand()
})

test('nothing of anybody stands in the log', () => leavesNoTrace(typed))
