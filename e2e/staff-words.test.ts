import { expect, test } from 'vitest'
import { leavesNoTrace, owner, signIn, signOut, sit } from './world.ts'

const typed: string[] = []

test.each(['phone', 'no script', 'keyboard', 'desk'] as const)(
  'an officer writes in plainer words beside an item, and says why before looking for somebody (%s)',
  async (way) => {
    const seat = await sit(way)
    const { page } = seat
    await signIn(seat, 'Amina Haddad')
    await seat.look('desk start, mine and late')
    await seat.go('/personal/arenden')
    await seat.write(page.getByLabel('Ärendenummer, namn eller personnummer'), 'Camilla')
    await seat.press(page.getByRole('button', { name: 'Sök', exact: true }))
    await page.getByRole('link', { name: 'Välj varför du söker' }).waitFor()
    await seat.look('a search without a reason')
    expect(await page.getByLabel('Ärendenummer, namn eller personnummer').inputValue()).toBe('Camilla')
    await page.getByLabel('Varför söker du?').selectOption('meeting')
    await seat.press(page.getByRole('button', { name: 'Sök', exact: true }))
    await page.getByRole('heading', { name: 'Ärenden', level: 2 }).waitFor()
    expect(await page.getByLabel('Varför söker du?').inputValue()).toBe('meeting')
    await seat.look('found, the reason kept')
    await seat.press(page.locator('.rows a').first())
    await page.getByRole('heading', { name: 'Allt i ärendet' }).waitFor()
    await seat.look('a case with plainer words to write')
    await seat.press(page.getByRole('link', { name: /^Med enklare ord/ }).first())
    await page.getByRole('heading', { name: 'Skriv med enklare ord' }).waitFor()
    const words = `Vi ses på fredag och pratar om hur du mår (${way})`
    typed.push(words)
    const field = page.getByLabel('Samma sak med enklare ord')
    if (way !== 'no script') {
      await seat.write(field, 'Vi pratade om skolan. '.repeat(10))
      await page.getByText('Läsbarhetsvärdet LIX är 29. Det är en mycket lätt text.').waitFor()
    }
    await seat.write(field, `${words}. Beslutet vinner laga kraft.`)
    await seat.press(page.getByRole('button', { name: 'Granska texten' }))
    await page.getByText('Skriv hellre: går inte längre att överklaga').waitFor()
    await seat.look('advice beside plainer words')
    await seat.write(field, words)
    await seat.press(page.getByRole('button', { name: 'Spara', exact: true }))
    await page.waitForURL(/sparat=ja/)
    await seat.look('plainer words, saved')
    const [row] = await owner`select author, text from record.plain_versions where text = ${words}`
    expect(row).toMatchObject({ author: 'Amina Haddad' })
    await seat.go('/personal/ord')
    await seat.look('the words we share')
    await signOut(seat)
    await seat.stand()
  },
)

test.each(['phone', 'no script', 'keyboard', 'desk'] as const)(
  'an officer breaks the glass to a case of another unit, and the manager is told and takes note (%s)',
  async (way) => {
    const seat = await sit(way)
    const { page } = seat
    await signIn(seat, 'Amina Haddad')
    await seat.press(page.getByRole('link', { name: 'Nödåtkomst till ett ärende på en annan enhet' }))
    await page.getByRole('heading', { name: 'Nödåtkomst' }).waitFor()
    await seat.look('before the glass')
    await seat.press(page.getByRole('button', { name: 'Öppna ärendet och larma' }))
    await page.locator('.ds-error-summary').waitFor()
    await seat.look('no reason given')
    await seat.write(page.getByLabel('Ärendenummer eller personnummer'), '2026-0031')
    await seat.press(page.getByLabel('Fara för någons liv eller hälsa'))
    const why = `Grannen ringde, skrivet vid ${way}`
    typed.push(why)
    await seat.write(page.getByLabel('Med egna ord, om det behövs'), why)
    await seat.press(page.getByRole('button', { name: 'Öppna ärendet och larma' }))
    await page.getByRole('heading', { name: /Yusuf Demir/ }).waitFor()
    expect(await page.locator('textarea').count()).toBe(0)
    await seat.look('through the glass')
    const through = new URL(page.url()).pathname
    await signOut(seat)
    await signIn(seat, 'Amina Haddad')
    expect((await page.goto(new URL(through, page.url()).href))?.status()).toBe(404)
    await signOut(seat)
    await signIn(seat, 'Lena Forsman')
    await page.getByText(why).waitFor()
    await seat.look('an alarm at the manager')
    await seat.press(page.getByRole('button', { name: 'Jag har tagit del av det' }).first())
    await page.getByText(why).waitFor({ state: 'detached' })
    await seat.press(page.getByRole('link', { name: 'Enheten', exact: true }))
    await page.getByRole('heading', { name: 'Vem ser till enheten?' }).waitFor()
    await seat.look('who looks after the unit')
    await seat.press(page.getByRole('button', { name: 'Utse dem' }))
    await page.waitForURL(/sparat=ja/)
    await signOut(seat)
    await seat.stand()
  },
)

test('nothing that was typed is left in addresses, titles or the log', () => leavesNoTrace(typed))
