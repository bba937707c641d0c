import { expect, test } from 'vitest'
import { z } from 'zod'
import { aMatter, aPerson, aRecipient, aRule, aUnit, aWorker, anEvent, db, decided, type Matter, opened, owner } from '#testing'

type Who = Parameters<typeof db.as>[0]
const Copy = z.object({ kind: z.string(), event: z.unknown() })
const shelfOf = (who: Who) =>
  db.as(who, { purpose: 'test' }, (tx) => tx.many(Copy)`select kind, event from shelf.copies order by at, seq, version`)
const kindsOf = async (who: Who) => (await shelfOf(who)).map(({ kind }) => kind).toSorted()
const countsOf = async (who: { id: string }) =>
  (await owner`select shown, withheld, waiting, missing from shelf.matters where person_id = ${who.id}`)[0]
const waitingAt = async (matter: Matter) =>
  (
    await owner`select count(*)::int as n from gate.release_decisions
      where unit_id = ${matter.unit.id} and state in ('imported', 'assessed') and not at_closing`
  )[0]!['n'] as number
const copyOf = async (itemId: string, personId: string) =>
  (await owner`select copy_id from gate.release_decisions where item_id = ${itemId} and person_id = ${personId}`)[0]!['copy_id'] as string
const newDay = () => owner`select gate.new_day()`
const releaseDue = () => owner`select gate.release_due(100)`

test('what is to be read together is said to be there, without a word of it, until somebody has said that it was read', async () => {
  const matter = await aMatter()
  await aRule(matter, 'note', 'together')
  await opened(matter)
  const { id } = await anEvent(matter, 'note', { text: 'Svåra besked' })
  expect(await shelfOf(matter.person)).toEqual([{ kind: 'withheld', event: { together: true } }])
  expect(await countsOf(matter.person)).toMatchObject({ shown: 0, withheld: 1, waiting: 0 })
  await decided(matter, id, 'released')
  expect(await shelfOf(matter.person)).toEqual([{ kind: 'note', event: { detail: { text: 'Svåra besked' } } }])
})

test('what waits for the matter to close waits for nobody, and is shown when it has closed', async () => {
  const matter = await aMatter()
  await aRule(matter, 'note', 'at-closing')
  await opened(matter)
  await anEvent(matter, 'note', { text: 'En anteckning' })
  expect([await kindsOf(matter.person), await waitingAt(matter)]).toEqual([[], 0])
  await releaseDue()
  expect(await kindsOf(matter.person)).toEqual([])
  await anEvent(matter, 'closed', {}, { at: '2026-04-01T10:00:00Z' })
  await releaseDue()
  expect(await kindsOf(matter.person)).toEqual(['note'])
  await anEvent(matter, 'note', { text: 'Kom efteråt' }, { at: '2026-04-02T10:00:00Z' })
  await releaseDue()
  expect(await kindsOf(matter.person)).toEqual(['note', 'note'])
  await anEvent(matter, 'reopened', {}, { at: '2026-05-01T10:00:00Z' })
  await anEvent(matter, 'note', { text: 'I det öppnade' }, { at: '2026-05-02T10:00:00Z' })
  await releaseDue()
  expect(await kindsOf(matter.person)).toEqual(['note', 'note'])
})

test('a closing that was registered by mistake closes nothing', async () => {
  const matter = await aMatter()
  await aRule(matter, 'note', 'at-closing')
  await opened(matter)
  const { ref } = await anEvent(matter, 'closed', {}, { at: '2026-04-01T10:00:00Z' })
  await anEvent(matter, 'closed', {}, { ref, version: 1, annulled: true })
  await anEvent(matter, 'note', { text: 'En anteckning' })
  await releaseDue()
  expect(await kindsOf(matter.person)).toEqual([])
})

test('a sensitive item lies under a cover without its words, until its reader lifts it; another cannot', async () => {
  const matter = await aMatter()
  await opened(matter)
  const { id } = await anEvent(matter, 'decision', { title: 'Avslag', results: [] })
  await decided(matter, id, 'released', { sensitive: true, text: 'Ring mig gärna.' })
  expect(await shelfOf(matter.person)).toEqual([
    { kind: 'covered', event: { kind: 'decision', text: 'Ring mig gärna.', by: 'Amina Haddad' } },
  ])
  expect(await countsOf(matter.person)).toMatchObject({ shown: 1, withheld: 0, waiting: 0 })
  const copy = await copyOf(id, matter.person.id)
  const Said = z.object({ done: z.boolean() })
  const lift = (who: Who) => db.as(who, { purpose: 'test' }, (tx) => tx.maybe(Said)`select gate.uncover(${copy}) as done`)
  expect(await lift(await aPerson())).toEqual({ done: false })
  expect(await kindsOf(matter.person)).toEqual(['covered'])
  expect(await lift(matter.person)).toEqual({ done: true })
  expect(await lift(matter.person)).toEqual({ done: true })
  expect(await kindsOf(matter.person)).toEqual(['decision'])
  expect(await copyOf(id, matter.person.id)).toBe(copy)
})

test('what somebody withheld comes up again on its day, and is not shown by that', async () => {
  const matter = await aMatter()
  await opened(matter)
  const { id } = await anEvent(matter, 'note', { text: 'Senare' })
  await decided(matter, id, 'withheld', { again: '2099-01-01' })
  await newDay()
  expect(await waitingAt(matter)).toBe(0)
  await owner`update gate.release_decisions set reassess_on = current_date where item_id = ${id}`
  await newDay()
  expect([await waitingAt(matter), await shelfOf(matter.person)]).toEqual([1, []])
  expect(await owner`select state, reason from gate.release_decisions where item_id = ${id}`).toEqual([
    { state: 'assessed', reason: 'reassess' },
  ])
})

test('what is taken back keeps its place and says so, and a rule does not bring it back', async () => {
  const matter = await aMatter()
  await aRule(matter, 'note', 'at-once')
  await opened(matter)
  const { id, ref } = await anEvent(matter, 'note', { text: 'Fel att visa' })
  await decided(matter, id, 'withdrawn', { reason: 'taken-back', text: 'Vi har tagit tillbaka den.' })
  expect(await shelfOf(matter.person)).toEqual([{ kind: 'withheld', event: { text: 'Vi har tagit tillbaka den.' } }])
  expect(await countsOf(matter.person)).toMatchObject({ shown: 0, withheld: 1, waiting: 0 })
  await anEvent(matter, 'note', { text: 'Ny lydelse' }, { ref, version: 1 })
  expect(await kindsOf(matter.person)).toEqual(['withheld'])
})

test('somebody who represents the person is shown nothing by a rule, what is chosen for them by itself, and the person nothing by that', async () => {
  const matter = await aMatter()
  await aRule(matter, 'note', 'at-once')
  await opened(matter)
  const before = await anEvent(matter, 'note', { text: 'Före' })
  const anna = await aRecipient(matter)
  const after = await anEvent(matter, 'note', { text: 'Efter' })
  expect([await kindsOf(anna), await kindsOf(matter.person), await waitingAt(matter)]).toEqual([[], ['note', 'note'], 2])
  expect(await countsOf(anna)).toMatchObject({ shown: 0, withheld: 0, waiting: 2 })
  await decided(matter, after.id, 'released', { to: anna.id })
  expect(await shelfOf(anna)).toEqual([{ kind: 'note', event: { detail: { text: 'Efter' } } }])
  await decided(matter, before.id, 'withheld')
  expect([await kindsOf(matter.person), await kindsOf(anna)]).toEqual([['note', 'withheld'], ['note']])
  expect(await copyOf(after.id, anna.id)).not.toBe(await copyOf(after.id, matter.person.id))
})

test('when a right ends everything leaves that shelf at once and waits for nobody; given anew it waits again', async () => {
  const matter = await aMatter()
  await opened(matter)
  const { id } = await anEvent(matter, 'note', { text: 'Till god man' })
  const officer = await aWorker({ unit: matter.unit })
  const anna = await aRecipient(matter, { capacity: 'limitedGuardian', by: officer })
  await decided(matter, id, 'released', { to: anna.id })
  const elsewhere = await aWorker()
  const end = (by: Who) =>
    db.as(by, { purpose: 'test' }, (tx) => tx.run`select gate.end_recipient(${matter.id}, ${anna.recipientId}, 'withdrawn')`)
  await end(elsewhere)
  expect(await kindsOf(anna)).toEqual(['note'])
  await end(officer)
  expect([await kindsOf(anna), await waitingAt(matter), await countsOf(anna)]).toEqual([[], 1, undefined])
  await aRecipient(matter, { person: anna, capacity: 'limitedGuardian', by: officer })
  expect([await kindsOf(anna), await waitingAt(matter)]).toEqual([[], 2])
})

test('a right that has run out ends on the day after its last', async () => {
  const matter = await aMatter()
  await opened(matter)
  const { id } = await anEvent(matter, 'note', { text: 'Till ombud' })
  const today = (await owner`select (now() at time zone 'Europe/Stockholm')::date as day`)[0]!['day'] as string
  const anna = await aRecipient(matter, { capacity: 'proxy', until: today })
  await decided(matter, id, 'released', { to: anna.id })
  await newDay()
  expect(await kindsOf(anna)).toEqual(['note'])
  await owner`update gate.recipients set valid_to = valid_to - 1 where id = ${anna.recipientId}`
  await newDay()
  expect(await kindsOf(anna)).toEqual([])
  expect(await owner`select ended_because from gate.recipients where id = ${anna.recipientId}`).toEqual([{ ended_because: 'expired' }])
})

test('an identity that becomes protected hides first, stops every rule, and cuts those who represent the person', async () => {
  const matter = await aMatter()
  await aRule(matter, 'note', 'at-once')
  await opened(matter)
  const shown = await anEvent(matter, 'note', { text: 'Min nya adress' })
  const hidden = await anEvent(matter, 'note', { text: 'Visas inte' })
  await decided(matter, hidden.id, 'withheld', { secret: true })
  const anna = await aRecipient(matter)
  await decided(matter, shown.id, 'released', { to: anna.id })
  await owner`update record.people set protected_identity = 'marking' where person_id = ${matter.person.id}`
  expect([await kindsOf(matter.person), await kindsOf(anna), await waitingAt(matter)]).toEqual([[], [], 1])
  expect(await countsOf(matter.person)).toMatchObject({ shown: 0, withheld: 0, waiting: 1 })
  await anEvent(matter, 'note', { text: 'Kom efteråt' })
  expect(await kindsOf(matter.person)).toEqual([])
  await decided(matter, shown.id, 'released')
  expect(await kindsOf(matter.person)).toEqual(['note'])
  await owner`update record.people set protected_identity = 'protected-registration' where person_id = ${matter.person.id}`
  expect(await kindsOf(matter.person)).toEqual(['note'])
  await owner`update record.people set protected_identity = 'none' where person_id = ${matter.person.id}`
  await anEvent(matter, 'note', { text: 'Utan skydd' })
  expect(await kindsOf(matter.person)).toEqual(['note', 'note'])
})

test('somebody protected cannot be named as one who reads about another, nor anybody about them', async () => {
  const unit = await aUnit()
  const [mine, other] = [await aMatter({ unit }), await aMatter({ unit, person: await aPerson({ called: 'Elin Ek' }) })]
  await owner`update record.people set protected_identity = 'marking' where person_id = ${mine.person.id}`
  await expect(aRecipient(mine)).rejects.toThrow()
  await expect(aRecipient(other, { person: mine.person as never })).rejects.toThrow()
  expect(await owner`select 1 from gate.recipients where id = ${(await aRecipient(other)).recipientId}`).toHaveLength(1)
})

test.each([13, 15, 16, 18])(
  'on the day a child turns %i what others were shown is hidden and waits; at 18 a guardian’s right ends',
  async (years) => {
    const matter = await aMatter()
    await owner`update identity.persons set born_on = (now() at time zone 'Europe/Stockholm')::date - make_interval(years => ${years}) where id = ${matter.person.id}`
    const { id } = await anEvent(matter, 'note', { text: 'Om barnet' })
    const [anna, god] = [
      await aRecipient(matter),
      await aRecipient(matter, { person: await aPerson({ called: 'Sten Ström' }), capacity: 'limitedGuardian' }),
    ]
    for (const to of [anna.id, god.id]) await decided(matter, id, 'released', { to })
    await owner`delete from gate.days`
    await newDay()
    expect([await kindsOf(anna), await kindsOf(god)]).toEqual([[], []])
    const [right] = await owner`select ended_because from gate.recipients where id = ${anna.recipientId}`
    expect(right!['ended_because']).toBe(years === 18 ? 'age' : null)
    await decided(matter, id, 'released', { to: god.id })
    await newDay()
    expect(await kindsOf(god)).toEqual(['note'])
  },
)

test('a child under fifteen is handed no file of their own, and at fifteen the unit can open it', async () => {
  const matter = await aMatter()
  const born = (years: number, days: number) =>
    owner`update identity.persons set born_on = ((now() at time zone 'Europe/Stockholm')::date - make_interval(years => ${years}) + make_interval(days => ${days}))::date where id = ${matter.person.id}`
  const { id } = await anEvent(matter, 'note', { text: 'Om barnet' })
  await decided(matter, id, 'released')
  await born(15, 1)
  const officer = await aWorker({ unit: matter.unit })
  await db.as(officer, { purpose: 'test' }, (tx) => tx.run`select gate.open_matter(${matter.id})`)
  expect(await kindsOf(matter.person)).toEqual([])
  await born(15, 0)
  await opened(matter, officer)
  expect(await kindsOf(matter.person)).toEqual(['note'])
})

test('when custody changes what guardians were shown is hidden and waits, and a god man goes on reading', async () => {
  const matter = await aMatter()
  const { id } = await anEvent(matter, 'note', { text: 'Om barnet' })
  const officer = await aWorker({ unit: matter.unit })
  const [anna, god] = [
    await aRecipient(matter),
    await aRecipient(matter, { person: await aPerson({ called: 'Sten Ström' }), capacity: 'limitedGuardian' }),
  ]
  for (const to of [anna.id, god.id]) await decided(matter, id, 'released', { to })
  await db.as(await aWorker(), { purpose: 'test' }, (tx) => tx.run`select gate.custody_changed(${matter.id})`)
  expect(await kindsOf(anna)).toEqual(['note'])
  await db.as(officer, { purpose: 'test' }, (tx) => tx.run`select gate.custody_changed(${matter.id})`)
  expect([await kindsOf(anna), await kindsOf(god)]).toEqual([[], ['note']])
})

test('a reader’s choice stands through a withdrawal and a new release, and is theirs alone to make', async () => {
  const matter = await aMatter()
  const shelf = await opened(matter)
  const { id } = await anEvent(matter, 'note', { text: 'Senare' })
  await decided(matter, id, 'released')
  const copy = await copyOf(id, matter.person.id)
  const choose = (who: Who) => db.as(who, { purpose: 'test' }, (tx) => tx.run`select voice.choose(${shelf}, ${copy}, 'later')`)
  const choice = async () => (await owner`select choice from shelf.copies where id = ${copy}`)[0]?.['choice']
  await choose(await aPerson())
  expect(await choice()).toBeNull()
  await choose(matter.person)
  expect(await choice()).toBe('later')
  await decided(matter, id, 'assessed')
  await decided(matter, id, 'released')
  expect(await choice()).toBe('later')
})

test('what was to be shown when the matter closes waits for a look once something in it must not be told', async () => {
  const matter = await aMatter()
  await opened(matter)
  const { id } = await anEvent(matter, 'note', { text: 'Med en adress' })
  await decided(matter, id, 'assessed', { closing: true })
  expect(await waitingAt(matter)).toBe(0)
  await owner`update record.matters set guarded = true where id = ${matter.id}`
  expect(await waitingAt(matter)).toBe(1)
  await anEvent(matter, 'closed', {}, { at: '2026-04-01T10:00:00Z' })
  await releaseDue()
  expect(await kindsOf(matter.person)).toEqual([])
})
