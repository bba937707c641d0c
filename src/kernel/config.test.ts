import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, expect, test } from 'vitest'
import { builtInUrlFile, readConfig, readSettings } from './config.ts'

const dir = mkdtempSync(join(tmpdir(), 'delakt-config-'))
afterAll(() => rmSync(dir, { recursive: true }))

const secret = 'x'.repeat(32)
const production = {
  DELAKT_MODE: 'production',
  DELAKT_SECRET: secret,
  DELAKT_ORIGIN: 'https://delakt.example.se',
  DATABASE_URL: 'postgres://owner:pass@db.example.se:5432/delakt',
}
const said = (env: Record<string, string>): string => {
  try {
    readConfig(env)
  } catch (error) {
    return error instanceof Error ? error.message : ''
  }
  return ''
}

test('a fresh clone starts as a demo on port 3000 with a secret of its own', () => {
  const first = readSettings({ DELAKT_DATA: join(dir, 'fresh') })
  expect(first).toMatchObject({
    mode: 'demo',
    port: 3000,
    origin: 'http://localhost:3000',
    demoProviderPort: 3001,
    trustProxy: 0,
    poolSize: 10,
  })
  expect(first.secret).toMatch(/^[0-9a-f]{64}$/)
  expect(readFileSync(join(dir, 'fresh', 'secret'), 'utf8')).toBe(first.secret)
  expect(statSync(join(dir, 'fresh', 'secret')).mode & 0o777).toBe(0o600)
  expect(readSettings({ DELAKT_DATA: join(dir, 'fresh') }).secret).toBe(first.secret)
})

test('an empty variable counts as unset', () => {
  const config = readConfig({ ...production, PORT: '', DELAKT_POOL: ' ', DATABASE_LOGIN_URL: '' })
  expect(config).toMatchObject({ port: 3000, poolSize: 10 })
  expect(said({ ...production, DELAKT_SECRET: '' })).toContain('DELAKT_SECRET')
})

test('the server signs in as delakt_login with a password only the secret knows', () => {
  const { loginUrl } = readConfig(production)
  expect(loginUrl).toMatch(/^postgres:\/\/delakt_login:[0-9a-f]{64}@db\.example\.se:5432\/delakt$/)
  expect(readConfig({ ...production, DELAKT_SECRET: 'y'.repeat(32) }).loginUrl).not.toBe(loginUrl)
  expect(readConfig({ ...production, DATABASE_LOGIN_URL: 'postgres://me:pw@other/db' }).loginUrl).toBe('postgres://me:pw@other/db')
})

test.each([
  ['DELAKT_SECRET', { DELAKT_SECRET: '' }],
  ['DELAKT_SECRET', { DELAKT_SECRET: 'too-short-to-be-one' }],
  ['DELAKT_ORIGIN', { DELAKT_ORIGIN: '' }],
  ['DELAKT_ORIGIN', { DELAKT_ORIGIN: 'http://delakt.example.se' }],
  ['DELAKT_ORIGIN', { DELAKT_ORIGIN: 'https://delakt.example.se/path' }],
  ['DATABASE_URL', { DATABASE_URL: '' }],
  ['DATABASE_URL', { DATABASE_URL: 'mysql://owner:hunter2@db/delakt' }],
  ['DATABASE_URL', { DATABASE_URL: 'hunter2' }],
  ['DATABASE_LOGIN_URL', { DATABASE_LOGIN_URL: 'http://hunter2' }],
  ['PORT', { PORT: 'hunter2' }],
  ['PORT', { PORT: '70000' }],
  ['DELAKT_MODE', { DELAKT_MODE: 'prod' }],
  ['DELAKT_PROXY', { DELAKT_PROXY: '-1' }],
  ['DELAKT_LOG', { DELAKT_LOG: 'loud' }],
  ['DELAKT_SMS', { DELAKT_SMS: 'https://user:hunter2@api.46elks.com' }],
  ['DELAKT_SMS', { DELAKT_SMS: '46elks:https://user:hunter2@api.46elks.com/a1/sms' }],
  ['DELAKT_SMS', { DELAKT_SMS: '46elks:http://user:hunter2@api.46elks.com/a1/sms?from=Delaby' }],
  ['DELAKT_SMS', { DELAKT_SMS: '46elks:https://user:hunter2@api.46elks.com/a1/sms?from=hej%20du' }],
  ['DELAKT_SMS', { DELAKT_SMS: 'spool' }],
  ['DELAKT_MAIL', { DELAKT_MAIL: 'spool' }],
  ['DELAKT_MAIL', { DELAKT_MAIL: 'smtps://user:hunter2@mail.example.se' }],
  ['DELAKT_MAIL', { DELAKT_MAIL: 'https://mail.example.se', DELAKT_MAIL_FROM: 'a@b.se' }],
])('a wrong %s stops production with one sentence that hides the value', (name, change) => {
  const sentence = said({ ...production, ...change })
  expect(sentence).toMatch(new RegExp(`^${name} .*\\.$`))
  const value = Object.values(change)[0]
  if (value && value.length > 5) expect(sentence).not.toContain(value)
  expect(sentence).not.toContain('\n')
})

test('texts and e-mails stay in a folder in the demo, and in production nothing is sent until it is said how', () => {
  expect(readSettings({ DELAKT_DATA: join(dir, 'fresh') })).toMatchObject({ sms: { kind: 'spool' }, mail: { kind: 'spool' } })
  expect(readConfig(production)).toMatchObject({ sms: { kind: 'none' }, mail: { kind: 'none' } })
  const { sms, mail } = readConfig({
    ...production,
    DELAKT_SMS: '46elks:https://user:hunter2@api.46elks.com/a1/sms?from=%2B46766860001',
    DELAKT_MAIL: 'smtps://user:pass@mail.example.se',
    DELAKT_MAIL_FROM: 'svara-inte@delaby.example.se',
  })
  expect(sms).toMatchObject({ kind: '46elks', from: '+46766860001' })
  expect(sms.kind === '46elks' && sms.url.href).toBe('https://user:hunter2@api.46elks.com/a1/sms')
  expect(mail).toMatchObject({ kind: 'smtp', from: 'svara-inte@delaby.example.se' })
})

test('the demo and its sign-in provider cannot share a port, and production has no such provider', () => {
  const env = { PORT: '3000', DELAKT_DEMO_PORT: '3000', DELAKT_DATA: join(dir, 'one-port') }
  expect(said(env)).toBe('DELAKT_DEMO_PORT must be another port than PORT.')
  expect(readConfig({ ...production, ...env })).toMatchObject({ port: 3000 })
})

test('a command without a database says to start first, and finds the built-in one when it is there', () => {
  const env = { DELAKT_DATA: join(dir, 'built-in') }
  expect(said(env)).toContain('run npm start first')
  writeFileSync(builtInUrlFile(env.DELAKT_DATA), 'postgres://delakt:pw@127.0.0.1:5555/delakt\n')
  expect(readConfig(env)).toMatchObject({ databaseUrl: 'postgres://delakt:pw@127.0.0.1:5555/delakt' })
})

test('a damaged secret is not taken for a secret', () => {
  const env = { DELAKT_DATA: join(dir, 'damaged') }
  readSettings(env)
  writeFileSync(join(dir, 'damaged', 'secret'), 'half')
  expect(said(env)).toContain('damaged')
})

test('a data folder that cannot be made gets a sentence', () => {
  writeFileSync(join(dir, 'a-file'), '')
  expect(said({ DELAKT_DATA: join(dir, 'a-file', 'below') })).toContain('DELAKT_DATA')
})
