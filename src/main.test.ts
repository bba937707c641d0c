import { expect, test } from 'vitest'
import { command, ended } from './testing/command.ts'
import { owner } from './testing/world.ts'

const port = String(20_000 + (process.pid % 20_000))
const production = { DELAKT_MODE: 'production', DELAKT_ORIGIN: 'https://delakt.example.se', PORT: port }
const serve = (env: Record<string, string> = {}) => ended(command(['serve'], { ...production, ...env }))

test('a server starts, and stops when it is told to', async () => {
  const server = command(['serve'], production)
  const end = ended(server)
  await expect
    .poll(
      () =>
        fetch(`http://localhost:${port}/healthz`).then(
          (answer) => answer.status,
          () => 0,
        ),
      { timeout: 20_000 },
    )
    .toBe(200)
  server.kill('SIGTERM')
  expect(await end).toEqual({ code: 0, out: '', err: '' })
})

test('a server does not start with another secret than the one the numbers are sealed with', async () => {
  await owner`insert into kernel.installation (secret_mark) values ('\\x00') on conflict (only_one) do update set secret_mark = '\\x00'`
  expect((await serve()).err).toMatch(/^DELAKT_SECRET is not the one this database was made with/)
  await owner`delete from kernel.installation`
})

test.each([
  [
    'newer',
    "insert into kernel.migrations (name, hash) values ('9999_later', '')",
    "delete from kernel.migrations where name = '9999_later'",
  ],
  ['older', "update kernel.migrations set name = '0000_' || name", "update kernel.migrations set name = replace(name, '0000_', '')"],
])('nor on a database that is %s than it', async (which, become, back) => {
  await owner.unsafe(become)
  expect((await serve()).err).toMatch(new RegExp(`^The database is ${which} than this Delakt`))
  await owner.unsafe(back)
})

test('nor on a database that has come by a dump and would write in its log before what is sealed there', async () => {
  await owner`insert into audit.access_log (actor, purpose, txn) values ('person', 'test', 1000000000000)`
  expect((await serve()).err).toMatch(/^This database has come by a dump from another server.*run npx delakt migrate first/)
  await owner`delete from audit.access_log`
})

test("nor, in production, on a demo's people", async () => {
  await owner`insert into directory.municipalities (code, region, name, phone) values ('9901', 'Region', 'Demo', '0980-31 92 00')`
  expect((await serve()).err).toBe(
    'This database holds the invented people of the demo, and production does not start on it: give it a database of its own.\n',
  )
})
