import { expect, test } from 'vitest'
import { auditOf, aPerson, aUnit, aWorker, browser, db, owner, uuid } from '#testing'
import { aDispatcher, answered, aRequest, assigned, aType, promise, revisionOf, versionOf } from '../../../../testing/contact.ts'

const seen = async (id: string) => String(await revisionOf(id))
/** A unit with somebody who hands out and somebody who answers, and requests from people of these names, promised in so many days. */
async function aScene(...people: [string, number][]) {
  const unit = await aUnit()
  const siv = await aDispatcher({ unit, called: 'Siv Norberg' })
  const amina = await aWorker({ unit, called: 'Amina Haddad' })
  const type = await aType({ unit, days: 5 })
  const threads: string[] = []
  for (const [called, days] of people) {
    const thread = await aRequest(await aPerson({ called }), type)
    await owner`update contact.threads set promised_on = current_date + ${days}::int where id = ${thread}`
    threads.push(thread)
  }
  return { unit, siv, amina, type, threads }
}
const order = (text: string, ...names: string[]) => names.map((name) => text.indexOf(`<b>${name}</b>`))

test('what nobody has yet stands first for whoever hands out, the earliest promise on top', async () => {
  const { siv, amina, threads } = await aScene(['Britt Öhman', 3], ['Yusuf Demir', -2], ['Camilla Rosén', 0])
  const desk = await browser(siv)
  const page = await desk.get('/personal/inkorg')
  expect(page.status).toBe(200)
  const places = order(page.text, 'Yusuf Demir', 'Camilla Rosén', 'Britt Öhman')
  expect(places).toEqual(places.toSorted((a, b) => a - b))
  expect(places.every((place) => place > 0)).toBe(true)
  for (const words of ['Skulle ha svarats för 2 dagar sedan', 'Svar lovat i dag', 'Fråga om stöd']) expect(page.text).toContain(words)
  await assigned(threads[1]!, siv, amina)
  expect((await desk.get('/personal/inkorg')).text).not.toContain('Yusuf Demir')
  expect((await desk.get('/personal/inkorg?visa=kollegor')).text).toMatch(/Yusuf Demir[^]*Hos Amina Haddad\./)
  const hers = await (await browser(amina)).get('/personal/inkorg')
  expect(hers.text).toContain('Yusuf Demir')
  expect(hers.text).not.toContain('Britt Öhman')
  expect(hers.text).not.toContain('Ofördelat')
  expect(await auditOf(amina.id)).toEqual(['inbox'])
})

test('somebody who has e-mailed is answered with where to write, in words that say nothing of what it is about', async () => {
  const unit = await aUnit()
  await owner`update directory.municipalities set phone = '0980-31 92 00' where id = ${unit.committee.municipalityId}`
  const { text } = await (await browser(await aDispatcher({ unit }))).get('/personal/inkorg')
  expect(text).toContain('Har någon mejlat?')
  const mails = [...text.matchAll(/href="mailto:\?subject=([^&"]*)&amp;body=([^"]*)"/g)].map(([, subject, body]) => [
    decodeURIComponent(subject!),
    decodeURIComponent(body!),
  ])
  expect(mails.map(([subject]) => subject)).toEqual(['Ditt mejl', 'Your e-mail'])
  expect(mails[0]![1]).toMatch(
    /^Hej\r\n\r\nVi har fått ditt mejl\. .* Mina sidor: https?:\/\/[^ ]+\/mina-sidor\. Du kan också ringa 0980-31 92 00\.\r\n\r\n/,
  )
})

test('no list is open to whoever neither hands out nor answers', async () => {
  const { unit, siv, amina, threads } = await aScene(['Britt Öhman', 3], ['Yusuf Demir', 1])
  await assigned(threads[0]!, siv, amina)
  await answered(threads[0]!, amina)
  const manager = await aWorker({ unit, role: 'unitManager' })
  for (const who of [manager, await aWorker({ unit }), await aDispatcher({ unit: await aUnit({ committee: unit.committee }) })]) {
    const desk = await browser(who)
    for (const view of ['ofordelat', 'mina', 'kollegor', 'lasa', 'klara']) {
      const { text } = await desk.get(`/personal/inkorg?visa=${view}`)
      expect(text).not.toContain('Britt Öhman')
      expect(text).not.toContain('Yusuf Demir')
    }
  }
  // Who looks after the unit knows how it goes, in numbers.
  const page = await (await browser(manager)).get('/personal/inkorg')
  expect(page.text).toContain('1 fråga är inte fördelad och 0 ligger hos någon.')
  expect(page.text).toContain('De senaste 30 dagarna är 1 besvarade, 1 av dem i tid.')
  expect((await (await browser(amina)).get('/personal/inkorg')).text).not.toContain('Så går det på enheten')
})

test('a long list comes a page at a time, and every thread in it once', async () => {
  const { siv, amina, type } = await aScene()
  const somebody = await aPerson({ called: 'Elias Norling' })
  const all: string[] = []
  for (let n = 0; n < 60; n++) {
    const thread = await aRequest(somebody, type)
    await owner`update contact.threads set promised_on = current_date + ${n % 3}::int where id = ${thread}`
    all.push(thread)
  }
  const walk = async (desk: Awaited<ReturnType<typeof browser>>, view: string) => {
    const found: string[] = []
    for (let at: string | undefined = `/personal/inkorg?visa=${view}`; at;) {
      const { text } = await desk.get(at)
      found.push(...[...text.matchAll(/href="\/personal\/inkorg\/([0-9a-f-]{36})"/g)].map(([, id]) => id!))
      at = /<a href="([^"]*)" rel="next"/.exec(text)?.[1]?.replaceAll('&amp;', '&')
      expect(found.length).toBeLessThanOrEqual(all.length)
    }
    return found
  }
  const desk = await browser(siv)
  expect((await walk(desk, 'ofordelat')).toSorted()).toEqual(all.toSorted())
  for (const thread of all) {
    await assigned(thread, siv, amina)
    await answered(thread, amina)
  }
  await owner`update contact.threads set last_at = date_trunc('minute', last_at)`
  expect((await walk(desk, 'klara')).toSorted()).toEqual(all.toSorted())
  expect((await walk(await browser(amina), 'klara')).toSorted()).toEqual(all.toSorted())
})

test('an address that leads nowhere in the list leads to its beginning', async () => {
  const { siv } = await aScene(['Britt Öhman', 3])
  const desk = await browser(siv)
  for (const query of [
    'visa=allt',
    'efter=x',
    'efter=2026-02-30.x',
    `efter=2026-11-30.1.${uuid()}x`,
    'visa=klara&efter=1.2',
    'visa=mina&efter=%00',
  ])
    expect((await desk.get(`/personal/inkorg?${query}`)).status).toBe(200)
})

test('a session takes one after the other in the order of the promises, passes over, and says how many', async () => {
  const { siv, amina, threads } = await aScene(['Britt Öhman', 3], ['Yusuf Demir', -2], ['Camilla Rosén', 0])
  for (const thread of threads) await assigned(thread, siv, amina)
  const desk = await browser(amina)
  const answer = async (at: string, gor: string, svar = 'Svar') => {
    const { text } = await desk.get(at)
    const id = /action="\/personal\/inkorg\/([0-9a-f-]{36})\/svar/.exec(text)![1]!
    const pass = /\/svar\?pass=([^"]*)"/.exec(text)![1]!
    const sent = await desk.post(`/personal/inkorg/${id}/svar?pass=${pass}`, {
      gor,
      svar,
      sett: await seen(id),
      version: String(await versionOf(id)),
      nyckel: uuid(),
    })
    expect(sent.status).toBe(303)
    return { id, to: sent.headers.get('location')! }
  }
  const one = await answer('/personal/inkorg/pass', 'skicka')
  expect(one.id).toBe(threads[1])
  const two = await answer(one.to, 'hoppa', 'Inte klart')
  expect(two.id).toBe(threads[2])
  const three = await answer(two.to, 'skicka')
  expect(three.id).toBe(threads[0])
  const end = await desk.get(three.to)
  for (const words of [
    'Svarspasset är slut',
    'Du svarade på 2 frågor.',
    'Du hoppade över 1.',
    'Det finns sådant kvar som du ska svara på.',
  ])
    expect(end.text).toContain(words)
  expect((await owner`select body from contact.staff_drafts where thread_id = ${threads[2]!}`)[0]!['body']).toBe('Inte klart')
  const again = await answer('/personal/inkorg/pass', 'lamna', 'Nästan')
  expect(again.to).toContain('/pass/slut?')
  expect((await desk.get(again.to)).text).toContain('Svarspasset är slut')
  // Each look at a thread on the way is on the log.
  const looked = await owner`select item_id from audit.access_log where actor_id = ${amina.id} and purpose = 'read thread' order by id`
  expect(looked.map((row) => row['item_id'] as string)).toEqual([threads[1], threads[2], threads[0], threads[2]])
})

test('of the same promised day the oldest comes first, and a session begins only where there is something to answer', async () => {
  const { siv, amina, threads } = await aScene(['Britt Öhman', 0], ['Yusuf Demir', 0], ['Camilla Rosén', 0], ['Elias Norling', 0])
  const ages = [2, 4, 1, 3]
  for (const [at, thread] of threads.entries())
    await owner`update contact.threads set opened_at = now() - ${ages[at]!} * interval '1 hour' where id = ${thread}`
  const desk = await browser(amina)
  expect((await desk.get('/personal/inkorg')).text).not.toContain('Börja ett svarspass')
  for (const thread of threads) await assigned(thread, siv, amina)
  const page = (await desk.get('/personal/inkorg')).text
  expect(page).toContain('Börja ett svarspass')
  const places = order(page, 'Yusuf Demir', 'Elias Norling', 'Britt Öhman', 'Camilla Rosén')
  expect(places).toEqual(places.toSorted((a, b) => a - b))

  // One after the other, and each page says that the last went, and how many are left.
  let at = '/personal/inkorg/pass'
  const taken: string[] = []
  const said: string[] = []
  for (;;) {
    const { text } = await desk.get(at)
    said.push(/Skickat till ([^<]*)</.exec(text)?.[1] ?? '', /(\d+ kvar efter den här|Det här är den sista)/.exec(text)?.[1] ?? '')
    const [, id, pass] = /action="\/personal\/inkorg\/([0-9a-f-]{36})\/svar\?pass=([^"]*)"/.exec(text) ?? []
    if (!id) break
    taken.push(id)
    const form = { gor: 'skicka', svar: 'Svar', sett: await seen(id), version: '0', nyckel: uuid() }
    at = (await desk.post(`/personal/inkorg/${id}/svar?pass=${pass}`, form)).headers.get('location')!
  }
  expect(taken).toEqual([threads[1], threads[3], threads[0], threads[2]])
  expect(said).toEqual([
    '',
    '3 kvar efter den här',
    'Yusuf Demir',
    '2 kvar efter den här',
    'Elias Norling',
    '1 kvar efter den här',
    'Britt Öhman',
    'Det här är den sista',
    'Camilla Rosén',
    '',
  ])
})

test('what is refused in a session stays in the session', async () => {
  const { siv, amina, threads } = await aScene(['Britt Öhman', 3])
  await assigned(threads[0]!, siv, amina)
  const desk = await browser(amina)
  const { text } = await desk.get('/personal/inkorg/pass')
  const action = /action="([^"]*\/svar\?pass=[^"]*)"/.exec(text)![1]!
  const refused = await desk.post(action, { gor: 'skicka', svar: '', sett: await seen(threads[0]!), version: '0', nyckel: uuid() })
  expect([refused.status, refused.text.includes(`action="${action}"`), refused.text.includes('Svarspass: 0 besvarade')]).toEqual([
    422,
    true,
    true,
  ])
})

test('a session may also take what nobody has yet', async () => {
  const { siv, threads } = await aScene(['Britt Öhman', 3])
  const desk = await browser(siv)
  const over = await desk.get('/personal/inkorg/pass')
  expect(over.text).toContain('Ta också det som ingen har tagit än')
  const all = /href="(\/personal\/inkorg\/pass\?[^"]*)"/.exec(over.text)![1]!.replaceAll('&amp;', '&')
  const page = await desk.get(all)
  expect(page.text).toContain('Britt Öhman')
  expect(page.text).toContain(`/personal/inkorg/${threads[0]}/ta?pass=`)
})

test('who has written again after an answer waits in the list again', async () => {
  const { siv, amina, type } = await aScene()
  const camilla = await aPerson()
  const thread = await aRequest(camilla, type)
  await assigned(thread, siv, amina)
  await answered(thread, amina)
  const desk = await browser(amina)
  expect((await desk.get('/personal/inkorg')).text).not.toContain('Camilla Rosén')
  await db.as(
    camilla,
    { purpose: 'scene' },
    (tx) => tx.run`select contact.write(${thread}, ${uuid()}, 'En sak till', ${promise(0)}, ${promise(5)})`,
  )
  expect((await desk.get('/personal/inkorg')).text).toContain('Har skrivit igen')
})
