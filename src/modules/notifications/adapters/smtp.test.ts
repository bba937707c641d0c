import { once } from 'node:events'
import { createServer, type AddressInfo, type Socket } from 'node:net'
import { SMTPServer, type SMTPServerOptions } from 'smtp-server'
import { afterAll, expect, test } from 'vitest'
import { messageId } from '../bounce.ts'
import { smtp } from './smtp.ts'

// A real SMTP server, that can be told to misbehave.

const mail: { from: string; to: string[]; user: string | undefined; text: string }[] = []
type Manner = { refuse?: 'rcpt' | 'greylist' | 'data' | 'login'; hangUp?: boolean }
let manner: Manner = {}
const no = (code: number) => Object.assign(new Error('no'), { responseCode: code })
const options: SMTPServerOptions = {
  hideSTARTTLS: true,
  allowInsecureAuth: true,
  authOptional: true,
  onAuth: ({ username, password }, _, done) =>
    manner.refuse === 'login' || password !== 'p@ss' ? done(no(535)) : done(null, { user: username ?? '' }),
  onRcptTo: (_, __, done) => done(manner.refuse === 'rcpt' ? no(550) : manner.refuse === 'greylist' ? no(451) : null),
  onData(stream, session, done) {
    let text = ''
    stream.on('data', (part: Buffer) => (text += part.toString()))
    stream.on('end', () => {
      if (manner.refuse === 'data') return done(no(554))
      const { mailFrom, rcptTo } = session.envelope
      mail.push({ from: mailFrom ? mailFrom.address : '', to: rcptTo.map(({ address }) => address), user: session.user, text })
      if (manner.hangUp) for (const socket of sockets) socket.destroy()
      else done()
    })
  },
}
const server = new SMTPServer(options)
const sockets = new Set<Socket>()
server.server.on('connection', (socket) => sockets.add(socket))
const listening = server.listen(0, '127.0.0.1')
await once(listening, 'listening')
const { port } = listening.address() as AddressInfo
afterAll(() => new Promise<void>((done) => server.close(done)))

const way = (address = `smtp://delakt:p%40ss@127.0.0.1:${port}`) =>
  smtp({ kind: 'smtp', url: new URL(address), from: 'ingen-svarar@delaby.se' }, 800)
const what = {
  id: '9b2f0d6e-6f0e-4a57-8a2d-3f6b1c0f2a11',
  key: 'k',
  to: 'camilla@example.se',
  subject: 'Påminnelse',
  text: 'Hej\n\nDu har en tid.\n\nDet här mejlet går inte att svara på.',
  report: '',
}

test('an e-mail is text alone, from an address that nobody answers, and no machine answers it', async () => {
  manner = {}
  expect(await way().send(what)).toEqual({ kind: 'sent' })
  const [one] = mail
  expect(one).toMatchObject({ from: 'ingen-svarar@delaby.se', to: ['camilla@example.se'], user: 'delakt' })
  expect(one!.text).toMatch(/^Content-Type: text\/plain; charset=utf-8$/m)
  expect(one!.text).toMatch(/^Auto-Submitted: auto-generated/m)
  expect(one!.text).not.toMatch(/^Reply-To:/m)
  expect(one!.text).toContain(`Message-ID: ${messageId(what.id, 'ingen-svarar@delaby.se')}`)
  expect(one!.text).not.toMatch(/nodemailer|multipart|text\/html/i)
})

test.each<[Manner, object]>([
  [{ refuse: 'rcpt' }, { kind: 'refused', code: 'smtp-550', address: true }],
  [{ refuse: 'greylist' }, { kind: 'refused', code: 'smtp-451', address: false }],
  [{ refuse: 'data' }, { kind: 'refused', code: 'smtp-554', address: false }],
  [{ refuse: 'login' }, { kind: 'refused', code: 'smtp-535', address: false }],
])('a server that says no (%o) has not sent it', async (bad, result) => {
  manner = bad
  const before = mail.length
  expect(await way().send(what)).toEqual(result)
  expect(mail).toHaveLength(before)
})

test('a server that hangs up after it was given the words may have sent them', async () => {
  manner = { hangUp: true }
  const before = mail.length
  expect(await way().send(what)).toMatchObject({ kind: 'unsure' })
  expect(mail).toHaveLength(before + 1)
})

test('a server that is not there has sent nothing, and neither has one that never greets', async () => {
  expect(await way('smtp://127.0.0.1:9').send(what)).toMatchObject({ kind: 'refused' })
  const silent = createServer((socket) => sockets.add(socket))
  silent.listen(0, '127.0.0.1')
  await once(silent, 'listening')
  expect(await way(`smtp://127.0.0.1:${(silent.address() as AddressInfo).port}`).send(what)).toMatchObject({ kind: 'refused' })
  for (const socket of sockets) socket.destroy()
  silent.close()
})

test('a server that falls silent in the middle may have sent it', async () => {
  const silent = createServer((socket) => {
    sockets.add(socket)
    socket.write('220 here\r\n')
    socket.on('data', (part) => {
      const said = part.toString()
      if (/^(EHLO|MAIL|RCPT)/.test(said)) socket.write('250 yes\r\n')
      if (said.startsWith('DATA')) socket.write('354 go on\r\n')
    })
  })
  silent.listen(0, '127.0.0.1')
  await once(silent, 'listening')
  expect(await way(`smtp://127.0.0.1:${(silent.address() as AddressInfo).port}`).send(what)).toMatchObject({ kind: 'unsure' })
  for (const socket of sockets) socket.destroy()
  silent.close()
})
