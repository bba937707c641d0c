import { expect, test } from 'vitest'
import { aMatter, aPerson, aSource, aUnit, aWorker, browser, db, owner } from '#testing'
import { aDispatcher, answered, aRequest, assigned, aType } from '../../../../testing/contact.ts'
import { placeFrom, placeText } from './model.ts'

const root = '/personal/inkorg/aterforing'
/** Something that is to go back to a system of this kind, at a unit where Siv hands out and Amina answers. */
async function aScene(kind: 'push' | 'lifecare' = 'push') {
  const unit = await aUnit()
  const siv = await aDispatcher({ unit })
  const amina = await aWorker({ unit })
  const camilla = await aPerson({ called: 'Camilla Rosén' })
  const matter = await aMatter({ person: camilla, unit, source: await aSource({ committee: unit.committee, kind }) })
  const thread = await aRequest(camilla, await aType({ unit, name: 'Hjälp med hyran' }))
  await assigned(thread, siv, amina)
  const belongs = (n: number) =>
    db.as(amina, { purpose: 'scene', item: thread }, (tx) => tx.run`select contact.decide_belongs(${thread}, ${n}, 'yes', ${matter.id})`)
  await belongs(1)
  return { unit, siv, amina, matter, thread, belongs }
}

test('what is not there yet is listed for whoever hands out and whoever answers, and for nobody else', async () => {
  const { unit, siv, amina, thread } = await aScene()
  for (const who of [siv, amina]) {
    const { text } = await (await browser(who)).get(root)
    for (const words of [
      'Hjälp med hyran',
      'Camilla Rosén skrev',
      'vårt ärendesystem',
      'Väntar på att systemet hämtar det.',
      `/personal/inkorg/${thread}#ord-1`,
    ])
      expect(text).toContain(words)
  }
  // Which case it is sees only whoever may see cases.
  expect((await (await browser(amina)).get(root)).text).toContain('ärende 2024-')
  expect((await (await browser(siv)).get(root)).text).not.toContain('ärende 2024-')
  const manager = await (await browser(await aWorker({ unit, role: 'unitManager' }))).get(root)
  expect(manager.text).toContain('1 meddelande på enheten ska föras över och är inte det än.')
  for (const who of [await aWorker({ unit }), await aDispatcher({ unit: await aUnit({ committee: unit.committee }) })])
    expect((await (await browser(who)).get(root)).text).toContain('Allt är överfört')
})

test('a system that fetches nothing gets it by hand, once, and by whom it concerns', async () => {
  const { amina, thread, unit } = await aScene('lifecare')
  const desk = await browser(amina)
  const form = (where: string, who = desk, id = thread, n = 1) => who.post(`${root}/${id}/${n}/fort`, { var: where })
  const empty = await form(' ')
  expect([empty.status, empty.text.includes('Skriv var det står i systemet')]).toEqual([422, true])
  expect((await form('x'.repeat(201))).status).toBe(422)
  for (const who of [await aWorker({ unit }), await aDispatcher({ unit: await aUnit() })])
    expect((await form('AK-1', await browser(who))).status).toBe(404)
  expect((await form('AK-1', desk, thread, 7)).status).toBe(404)
  for (let n = 0; n < 2; n++) expect((await form('AK-2026-17')).headers.get('location')).toBe(`${root}?gjort=fort`)
  expect((await owner`select state, receipt from contact.returns where thread_id = ${thread}`)[0]).toEqual({
    state: 'received',
    receipt: 'AK-2026-17',
  })
  expect((await desk.get(root)).text).toContain('Allt är överfört')
})

test('what a system has fetched it answers for itself', async () => {
  const { amina, thread } = await aScene()
  await owner`update contact.returns set state = 'sent', attempts = 2, next_at = now() + interval '1 hour' where thread_id = ${thread}`
  const desk = await browser(amina)
  const page = await desk.get(root)
  expect(page.text).toContain('Hämtat 2 gånger, men systemet har inte svarat att det har tagit emot det.')
  expect(page.text).not.toContain('Jag har fört över det själv')
  expect((await desk.post(`${root}/${thread}/1/fort`, { var: 'AK-1' })).status).toBe(409)
  expect((await desk.post(`${root}/${thread}/1/igen`, {})).status).toBe(303)
  expect((await owner`select next_at <= now() as due from contact.returns where thread_id = ${thread}`)[0]!['due']).toBe(true)
})

test('a long list comes a page at a time', async () => {
  const { amina, thread, belongs } = await aScene()
  for (let n = 0; n < 59; n++) {
    await answered(thread, amina, `Svar ${n}`)
    await belongs(n + 2)
  }
  const desk = await browser(amina)
  const found: string[] = []
  for (let at: string | undefined = root; at;) {
    const { text } = await desk.get(at)
    found.push(...[...text.matchAll(/#(ord-\d+)"/g)].map(([, n]) => n!))
    at = /<a href="([^"]*)" rel="next"/.exec(text)?.[1]
  }
  expect(found).toHaveLength(60)
  expect(new Set(found).size).toBe(60)
  for (const odd of ['x', '1.2.3', `1.${thread}.x`]) expect((await desk.get(`${root}?efter=${odd}`)).status).toBe(200)
  expect(placeFrom(placeText({ micros: 5, thread, n: 3 }))).toEqual({ micros: 5, thread, n: 3 })
})
