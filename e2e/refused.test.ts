import { expect, test } from 'vitest'
import { formsAMinute } from '#kernel/http'
import { delaby, owner, type Seat, signIn, sit, type Way } from './world.ts'

// Pages that nobody means to come to. They are looked over as all others are: axe, HTML, narrow screens, the console.

const screens = [
  { way: 'phone', who: 'Camilla Rosén' },
  { way: 'desk', who: 'Amina Haddad' },
] as const satisfies readonly { way: Way; who: string }[]

/** Sends a form from the page that is shown, wherever it is from. */
const send = async ({ page }: Seat, path: string, length = 1): Promise<number> => {
  const answer = page.waitForResponse((response) => response.request().isNavigationRequest() && response.url().startsWith(delaby.origin))
  await page.evaluate(
    ([action, text]) => {
      const form = Object.assign(document.createElement('form'), { method: 'post', action, hidden: true })
      form.append(Object.assign(document.createElement('textarea'), { name: 'text', value: text }))
      document.body.append(form)
      form.submit()
    },
    [new URL(path, delaby.origin).href, 'a'.repeat(length)] as const,
  )
  const { status } = await answer.then((response) => ({ status: response.status() }))
  await page.waitForLoadState()
  return status
}

/** The page says what happened, to whom it happened, and whom to call. */
const told = async ({ page }: Seat, heading: string, who: string) => {
  await page.getByRole('heading', { level: 1, name: heading }).waitFor()
  expect(await page.locator('main a[href^="tel:"]').count()).toBe(1)
  expect(await page.locator('.user').innerText()).toContain(who)
}

test.each(screens)('what is too large, from elsewhere or sent without end is refused on a whole page ($way)', async ({ way, who }) => {
  const seat = await sit(way)
  const { page } = seat
  await signIn(seat, who)
  const home = new URL(page.url()).pathname
  expect(await send(seat, '/session/fortsatt', 12 * 1024 * 1024)).toBe(413)
  await told(seat, 'Det du skickade är för stort', who)
  await seat.look('too large')

  // Another port of the same machine is another origin of the same site: what comes from there brings the cookie.
  await page.goto(`${delaby.provider}/.well-known/openid-configuration`)
  expect(await send(seat, '/session/fortsatt')).toBe(403)
  await told(seat, 'Vi tog inte emot det du skickade', who)
  await seat.look('foreign form')

  const path = `${home.startsWith('/personal') ? '/personal' : '/mina-sidor'}/installningar/avsluta`
  await page.evaluate(
    async ([to, times]) => {
      for (let n = 0; n < times; n++) await fetch(to, { method: 'POST', body: new URLSearchParams() })
    },
    [path, formsAMinute] as const,
  )
  expect(await send(seat, path)).toBe(429)
  await told(seat, 'Vänta en stund', who)
  await seat.look('too many')
  await seat.stand()
})

test('what is kept for ever has its hash in its name, and the list of names is not sent', async () => {
  const asked = async (path: string) => {
    const { status, headers } = await fetch(new URL(path, delaby.origin))
    return [status, headers.get('cache-control')?.includes('immutable') ?? false]
  }
  const page = await (await fetch(delaby.origin)).text()
  const assets = [...new Set(page.match(/\/assets\/[^"]+/g))]
  expect(assets.length).toBeGreaterThan(3)
  for (const path of assets) expect([path, ...(await asked(path))]).toEqual([path, 200, true])
  for (const path of ['/assets/manifest.json', `${assets[0]}.gz`]) expect([path, ...(await asked(path))]).toEqual([path, 404, false])
})

test.each(screens)('when something breaks, the page is whole, with a reference and a number to call ($way)', async ({ way, who }) => {
  const seat = await sit(way, { breaks: true })
  await signIn(seat, who)
  await owner`alter table identity.sessions rename column device to away`
  try {
    expect(await seat.go(way === 'phone' ? '/mina-sidor/installningar' : '/personal/installningar')).toBe(500)
    await told(seat, 'Något gick fel hos oss', who)
    expect(await seat.page.locator('main').innerText()).toMatch(/Säg numret [0-9A-F]{6} när du ringer/)
    await seat.look('broken')
  } finally {
    await owner`alter table identity.sessions rename column away to device`
  }
  await seat.stand()
})
