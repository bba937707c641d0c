import { expect, test } from 'vitest'
import { db, owner } from '#testing'
import { emptyOutbox } from './outbox.ts'

const tell = (topic: string, body: Record<string, string>) =>
  owner`insert into kernel.outbox (topic, body) values (${topic}, ${owner.json(body)})`
const waiting = async () => (await owner`select topic, attempts, failure from kernel.outbox order by id`).map((row) => ({ ...row }))

test('what is told is handed on once, oldest first, and is then gone', async () => {
  await tell('said', { n: '1' })
  await tell('said', { n: '2' })
  const heard: string[] = []
  await emptyOutbox(db, { said: async ({ n }) => void heard.push(n!) })
  expect(heard).toEqual(['1', '2'])
  expect(await waiting()).toEqual([])
})

test('many workers share it, and nothing is handed on twice', async () => {
  for (let n = 0; n < 40; n += 1) await tell('said', { n: String(n) })
  const heard: string[] = []
  await Promise.all(Array.from({ length: 4 }, () => emptyOutbox(db, { said: async ({ n }) => void heard.push(n!) })))
  expect(heard.toSorted((a, b) => Number(a) - Number(b))).toEqual(Array.from({ length: 40 }, (_, n) => String(n)))
})

test('a handler that fails keeps the word waiting, and does not stop the next', async () => {
  await tell('broken', {})
  await tell('said', {})
  await emptyOutbox(db, { broken: () => Promise.reject(new TypeError('no')), said: async () => undefined })
  expect(await waiting()).toEqual([{ topic: 'broken', attempts: 1, failure: 'TypeError' }])
})
