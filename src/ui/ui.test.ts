import { HtmlValidate, FileSystemConfigLoader, esmResolver } from 'html-validate'
import { expect, test } from 'vitest'
import { parts, ResidentPage, StaffPage, teal } from '../testing/specimen.tsx'
import { errorFor, TextArea } from './form.tsx'
import { themeRules } from './theme.ts'

const checker = new HtmlValidate(new FileSystemConfigLoader([esmResolver()]))

async function faults(markup: string, file: string): Promise<string[]> {
  const { results } = await checker.validateString(markup, file)
  return results.flatMap(({ messages }) => messages.map(({ ruleId, message, line }) => `${line} ${ruleId}: ${message}`))
}

const drawn = async (part: unknown) => (await Promise.all([part].flat())).map(String).join('')

test.each(Object.entries(parts))('%s is valid HTML', async (name, part) => {
  expect(await faults(await drawn(part()), `${name}.html`)).toEqual([])
})

test.each([
  ['the page of a person', () => ResidentPage({})],
  ['the same page in English', () => ResidentPage({ language: 'en', themed: true })],
  ['the page of a member of staff', () => StaffPage({})],
])('%s is a valid document', async (name, page) => {
  expect(await faults(String(await page()), `${name}.html`)).toEqual([])
})

test('a signed-in page is not for search engines, and can only be left by a form', async () => {
  const page = String(await ResidentPage({}))
  expect(page).toContain('<meta name="robots" content="noindex"')
  expect(page).toMatch(/<form method="post" action="\/logga-ut"><button/)
  expect(page).toContain('Du loggas ut kl.\u00a014.20 om du inte gör något.')
})

test('forms bring their style sheet into the head, once', async () => {
  const [head = '', body = ''] = String(await ResidentPage({})).split('</head>')
  expect(body.match(/<form class="(form|find)/g)!.length).toBeGreaterThan(1)
  expect(head.match(/forms[^"]*\.css/g)).toHaveLength(1)
  expect(body).not.toContain('<link')
})

test('an English page says which of its words are Swedish, and leads back to Swedish', async () => {
  const page = String(await ResidentPage({ language: 'en' }))
  expect(page).toContain('<html lang="en" dir="ltr"')
  expect(page).toContain('<span lang="sv"><b>Delaby kommun</b>')
  expect(page).toContain('<a href="?sprak=sv" lang="sv"')
  expect(page).toContain('You will be signed out at\u00a014:20')
})

test('what a person wrote is shown as text, and a first line break is kept', async () => {
  const form = await drawn(parts['Form']?.())
  expect(form).toContain('value="Anna &quot;Nan&quot; &lt;b&gt;"')
  expect(form).toContain('>\n\nEn rad</textarea>')
  expect(form).toContain('aria-describedby="tel-hint tel-error"')
  expect(form).toContain('<a href="#besked">Välj hur du vill få svar</a>')
  expect(form).toContain('id="besked" name="besked" value="brev"')
})

test('room to write says how long a text may be, when somebody may come to write that much', async () => {
  const room = (maxlength: number, hint?: string) => drawn(TextArea({ id: 'ord', language: 'sv', label: 'Ord', hint, maxlength }))
  expect(await room(10_000, 'Skriv till oss.')).toContain('id="ord-hint">Skriv till oss. Högst 10\u00a0000 tecken.</p>')
  expect(await room(2000)).toMatch(/id="ord-hint">Högst 2\s000 tecken\.<.*aria-describedby="ord-hint"/s)
  expect(await room(1999)).not.toContain('ord-hint')
})

test('a field without a fault has no message', () => {
  expect(errorFor([{ field: 'a', message: 'Skriv' }], 'a')).toBe('Skriv')
  expect(errorFor([], 'a')).toBeUndefined()
})

test("a municipality's colours can be colours and nothing else", () => {
  const rules = themeRules(teal)
  expect(rules).toContain('--ds-color-we-base-default:#0f5560')
  expect(rules).not.toMatch(/evil|<|red/)
})

test('easier Swedish can be chosen where there is some, and left from every page', async () => {
  expect(String(await ResidentPage({}))).toContain('<a href="?sprak=sv-simple" rel="nofollow">Enklare svenska</a>')
  expect(String(await StaffPage({}))).not.toContain('Enklare svenska')
  expect(String(await StaffPage({ language: 'sv-simple' }))).toContain('<a href="?sprak=sv" rel="nofollow">Vanlig svenska</a>')
})
