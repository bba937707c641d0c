import { expect, test } from 'vitest'
import { numberIndex, sealNumber } from '#kernel/secrets'
import type { PersonalNumber } from '#kernel/values/personal-number'
import { aMatter, aUnit, aWorker, config, db, opened, owner } from '#testing'
import { aBrowser, aWay, back, claims, committee, id, other, peopleBy, provider, signIn } from '../../../testing/sign-in.ts'
import { codeFor } from './model.ts'
import { personFor } from './route.ts'
import { aStranger } from '../../../testing/strange-provider.ts'

// Which of our people it is, and who may be staff.

test('the same subject at another provider is another person', async () => {
  const stranger = await aStranger(config.secret)
  try {
    provider.is({ sub: 'samma' })
    await signIn()
    stranger.is({ sub: 'samma' })
    const browser = aBrowser()
    const { to } = await browser.get(`/logga-in/start/${await aWay({ issuer: stranger.issuer })}`)
    expect((await back(browser, stranger.signsIn(to))).to).toBe('/mina-sidor')
    const people = await peopleBy('samma')
    expect(new Set(people).size).toBe(2)
  } finally {
    await stranger.stop()
  }
})

test('the number is matched when the link is made, to whoever a source has handed in', async () => {
  const number = '199912312387' as PersonalNumber
  const [handed] =
    await owner`insert into identity.persons (number_index, number_sealed) values (${numberIndex(config.secret, number)}, ${sealNumber(config.secret, number)}) returning id`
  provider.is({ sub: 'noor', [id('personalIdentityNumber')]: number })
  await signIn()
  expect(await peopleBy('noor')).toEqual([handed!['id']])
})

test('who was handed in without a number, and later with it, meets their cases when they sign in', async () => {
  const number = '198112189876' as PersonalNumber
  const matter = await aMatter()
  const handIn = (known: object) =>
    db.as(
      matter.source,
      { purpose: 'test' },
      (tx) =>
        tx.run`select record.receive_people(${JSON.stringify([{ n: 0, ref: matter.person.id, name: 'Camilla Rosén', protectedIdentity: 'none', ...known }])}::text::jsonb)`,
    )
  await owner`update identity.persons set number_index = null where id = ${matter.person.id}`
  const shelf = await opened(matter)
  await handIn({ index: numberIndex(config.secret, number).toString('hex'), sealed: sealNumber(config.secret, number).toString('hex') })
  provider.is({ sub: 'sen', [id('personalIdentityNumber')]: number })
  await signIn()
  expect(await peopleBy('sen')).toEqual([matter.person.id])
  expect((await owner`select id from shelf.matters where person_id = ${(await peopleBy('sen'))[0]!}`).map((row) => row['id'])).toEqual([
    shelf,
  ])
})

test('in production a test number lets nobody in, says so, and makes no account', async () => {
  // A provider without TLS is no provider in production, so what it told is put in as it would have been told.
  const number = '198912312389' as PersonalNumber
  const told = { subject: 'testperson', level: 3, name: undefined, number: { value: number, sure: true } }
  const signedIn = (mode: 'demo' | 'production') =>
    db.as({ kind: 'doorkeeper' }, { purpose: 'test' }, (tx) =>
      personFor(tx, { issuer: 'https://provider.example' }, told, { ...config, mode }),
    )
  expect(await signedIn('production')).toBe('test-number')
  expect(await peopleBy('testperson')).toEqual([])
  expect((await owner`select from identity.persons where number_index = ${numberIndex(config.secret, number)}`).length).toBe(0)
  const page = await aBrowser().get(`/logga-in/misslyckades?kod=${codeFor('test-number', 7)}`)
  expect(page.text).toContain('E-legitimationen har ett testnummer')
  expect(await signedIn('demo')).toEqual({ kind: 'person', personId: (await peopleBy('testperson'))[0] })
})

test('an unconfirmed coordination number opens nothing, whether somebody has it or not', async () => {
  const number = '196109732393' as PersonalNumber
  provider.is({ sub: 'okand', [id('coordinationNumber')]: number, [id('coordinationNumberLevel')]: 'uncertain' })
  const before = await signIn()
  await owner`insert into identity.persons (number_index, number_sealed) values (${numberIndex(config.secret, number)}, ${sealNumber(config.secret, number)})`
  const after = await signIn()
  expect([before.cause, after.cause]).toEqual(['uncertain-number', 'uncertain-number'])
  expect(await peopleBy('okand')).toEqual([])
  expect((await after.browser.get(after.to)).text).toContain('Vi behöver träffa dig en gång')
  provider.is({ sub: 'okand', [id('coordinationNumber')]: number, [id('coordinationNumberLevel')]: 'confirmed' })
  expect((await signIn()).to).toBe('/mina-sidor')
})

test('a coordination number may become a personal number, and a personal number never another', async () => {
  provider.is({ sub: 'ioan', [id('coordinationNumber')]: '191401682396', [id('coordinationNumberLevel')]: 'confirmed' })
  await signIn()
  const [person] = await peopleBy('ioan')
  provider.is({ sub: 'ioan', [id('personalIdentityNumber')]: '200001012384', [id('previousCoordinationNumber')]: '191401682396' })
  expect((await signIn()).to).toBe('/mina-sidor')
  expect(await peopleBy('ioan')).toEqual([person])
  expect(
    (
      await owner`select from identity.persons where id = ${person!} and number_index = ${numberIndex(config.secret, '200001012384' as PersonalNumber)}`
    ).length,
  ).toBe(1)
  provider.is({ sub: 'ioan', [id('personalIdentityNumber')]: '196408233234' })
  expect((await signIn()).cause).toBe('other-number')
})

test('an earlier coordination number never merges two people', async () => {
  const earlier = '197001782395' as PersonalNumber
  const [handed] =
    await owner`insert into identity.persons (number_index, number_sealed) values (${numberIndex(config.secret, earlier)}, ${sealNumber(config.secret, earlier)}) returning id`
  provider.is({ sub: 'ny', [id('personalIdentityNumber')]: '200002292399', [id('previousCoordinationNumber')]: earlier })
  await signIn()
  expect(await peopleBy('ny')).not.toContain(handed!['id'])
})

test('a weaker login gets in, but not to what needs a strong one, and is told which', async () => {
  provider.does(claims({ acr: 'loa2' }))
  const { browser } = await signIn()
  expect((await browser.get('/mina-sidor/installningar')).status).toBe(200)
  expect(await browser.get('/mina-sidor/arenden')).toMatchObject({ status: 403, text: 'too weak' })
})

// --- Staff ---

const aStaffLogin = (subject: string, staffId: string) =>
  owner`insert into identity.logins (issuer, subject, staff_id) values (${provider.issuer}, ${subject}, ${staffId})`

test('staff get in by a login that was given them beforehand, and nobody makes one for themself', async () => {
  const unit = await aUnit({ committee })
  const worker = await aWorker({ unit })
  await aStaffLogin('amina', worker.id)
  provider.is({ sub: 'amina', name: 'Any Name' })
  const way = await aWay({ audience: 'staff' })
  const { browser, to } = await signIn({ way })
  expect(to).toBe('/personal')
  expect((await browser.get('/personal/installningar')).text).toContain('Amina Haddad')
  provider.is({ sub: 'nobody' })
  const refused = await signIn({ way })
  expect(refused.cause).toBe('not-staff')
  expect((await refused.browser.get(refused.to)).text).not.toContain('Försök igen')
  expect(await peopleBy('nobody')).toEqual([])
  expect((await aBrowser(browser.cookies).get('/mina-sidor')).status).toBe(404)
})

test('staff need the strong level, and those who left do not get in', async () => {
  const worker = await aWorker({ unit: await aUnit({ committee }) })
  await aStaffLogin('tove', worker.id)
  provider.is({ sub: 'tove' })
  const way = await aWay({ audience: 'staff' })
  provider.does(claims({ acr: 'loa2' }))
  expect((await signIn({ way })).cause).toBe('level-low')
  provider.does({})
  await owner`update directory.staff set active = false where id = ${worker.id}`
  expect((await signIn({ way })).cause).toBe('not-staff')
})

test('the staff of another municipality are not staff here', async () => {
  const worker = await aWorker()
  await aStaffLogin('granby', worker.id)
  provider.is({ sub: 'granby' })
  expect((await signIn({ way: await aWay({ audience: 'staff' }) })).cause).toBe('not-staff')
})

test('who works here may be a client too, and the one login does not open the other', async () => {
  const worker = await aWorker({ unit: await aUnit({ committee }) })
  await aStaffLogin('båda', worker.id)
  provider.is({ sub: 'båda', name: 'Petter Lundvall' })
  const { browser, to } = await signIn()
  expect(to).toBe('/mina-sidor')
  expect((await browser.get('/personal')).status).toBe(404)
})

// --- Pages ---

test('the ways in are those of the municipality, with an address to come to and a number to call', async () => {
  const unit = await aUnit({ committee })
  await owner`update directory.units set visit = ${owner.json({ sv: 'Storgatan 14. Vardagar 9–15.' })} where id = ${unit.id}`
  const way = await aWay()
  const { text } = await aBrowser().get('/logga-in?till=/mina-sidor/arenden')
  expect(text).toContain(`/logga-in/start/${way}?till=%2Fmina-sidor%2Farenden`)
  expect(text).toContain('Storgatan 14')
  expect(text).toContain('tel:+46980319200')
  expect((await aBrowser().get('/logga-in?sprak=en')).text).toContain('Together with us')
})

test('with several municipalities the person says which one', async () => {
  await owner`insert into directory.providers (municipality_id, audience, key, label, issuer, client_id, levels) values (${other.municipalityId}, 'resident', 'granby', '{"sv": "Granbylegget"}', ${provider.issuer}, 'granby', '{}')`
  const [{ code }] = (await owner`select code from directory.municipalities where id = ${other.municipalityId}`) as unknown as [
    { code: string },
  ]
  const which = await aBrowser().get('/logga-in?kommun=')
  expect(which.text).toContain(`kommun=${code}`)
  expect(which.text).not.toContain('Granbylegget')
  const chosen = await aBrowser().get(`/logga-in?kommun=${code}`)
  expect(chosen.text).toContain('Granbylegget')
  expect(chosen.text).not.toContain('Fjällegget')
  expect(chosen.text).toContain(`Provby ${code}`)
  await owner`update directory.providers set enabled = false where key = 'granby'`
})
