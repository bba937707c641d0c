import { expect, test } from 'vitest'
import { aPerson, aUnit, aWorker, browser, owner } from '#testing'

const colours = ['#0f5560', '#5a1a4f']

/** A municipality with these colours, or none of its own, and somebody of it at home and at work. */
async function aPlace(colour: string | undefined) {
  const unit = await aUnit()
  const { municipalityId } = unit.committee
  const tokens = { 'base-default': colour ?? '' }
  if (colour)
    await owner`update directory.municipalities set theme = ${owner.json({ light: tokens, dark: tokens })} where id = ${municipalityId}`
  const person = await aPerson()
  await owner`update identity.sessions set municipality_id = ${municipalityId} where id = ${person.sessionId}`
  return { colour, person, worker: await aWorker({ unit }) }
}

test('a municipality’s own colours are on its pages, at home and at work, and on no other’s', async () => {
  const places = await Promise.all([...colours, undefined].map(aPlace))
  for (const { colour, person, worker } of places)
    for (const [who, path] of [
      [person, '/mina-sidor'],
      [person, '/finns-inte'],
      [worker, '/personal'],
    ] as const) {
      const { text } = await (await browser(who)).get(path)
      const worn = colours.filter((one) => text.includes(`--ds-color-we-base-default:${one}`))
      expect([path, worn]).toEqual([path, colour ? [colour] : []])
    }
})
