import { randomUUID } from 'node:crypto'
import { z } from 'zod'
import { NotFound } from '#kernel/errors'
import { formOf, type Route } from '#kernel/http'
import { numberIndex, sealNumber } from '#kernel/secrets'
import type { Services } from '#kernel/services'
import { dayOf } from '#kernel/values/day'
import { birthDay, isTestNumber, parsePersonalNumber } from '#kernel/values/personal-number'
import { frameOf } from '#modules/directory'
import type { FieldError } from '#ui/form'
import { Field } from '../../feed/model.ts'
import { hasNative } from '../find/queries.ts'
import { at, type C, differs, happened, matterPath, root } from '../model.ts'
import { writeEvent } from '../queries.ts'
import { BeginPage, type Known, type Typed, whats } from './page.tsx'
import { findOwnCard, knownNames, startMatter } from './queries.ts'
import { words } from './text.ts'

/** `/personal/arenden/nytt`: a matter kept in Delakt itself, for units without another system. */
export const beginRoutes = (services: Services): Route[] => {
  const { db, config } = services
  const officer = { ...at, roles: ['caseOfficer'], path: `${root}/nytt` } as const
  const page = async (c: C, form: string, typed: Typed, errors: FieldError[] = [], known?: Known) =>
    BeginPage({ frame: await frameOf(c, services, root), form, typed, errors, known })
  return [
    {
      ...officer,
      method: 'get',
      async handle(c: C) {
        if (!(await db.as(c.var.actor, { purpose: 'begin matter page' }, hasNative))) throw new NotFound()
        return c.html(await page(c, randomUUID(), { datum: dayOf(new Date()), kontakt: 'ja' }))
      },
    },
    {
      ...officer,
      method: 'post',
      async handle(c: C) {
        const form = await formOf(c)
        const key = z.uuid().safeParse(form['formular']).data ?? randomUUID()
        const { said, ready, errors } = read(form, c, config.mode === 'production')
        if (!ready) return c.html(await page(c, key, form, errors), 422)
        const { personalNumber, when, what, ...rest } = ready
        const index = numberIndex(config.secret, personalNumber)
        const mark = index.toString('hex')
        const { id, known } = await db.as(c.var.actor, { purpose: 'begin matter' }, async (tx) => {
          if (!(await hasNative(tx))) throw new NotFound()
          const names = await knownNames(tx, index)
          const name = names.find((one) => !differs(one.name, rest.name))?.name
          // Confirmed is the number that was on the page: another is asked about anew.
          if (names.length > 0 && !name && form['samma'] !== mark)
            return { known: names.every(({ here }) => here) ? names.map((one) => one.name).join(', ') : said.another }
          const sealed = sealNumber(config.secret, personalNumber)
          const id = await startMatter(tx, {
            ...rest,
            name: name ?? rest.name,
            openedOn: dayOf(when),
            key,
            index,
            sealed,
            born: birthDay(personalNumber),
          })
          if (!id) return {}
          const author = { name: c.var.actor.name }
          const detail = { what, via: 'other', title: rest.title }
          await writeEvent(tx, id, { ref: `${id}:received`, kind: 'received', at: when, event: { author, detail } })
          if (form['kontakt'] === 'ja') {
            const event = { author, detail: { officer: await findOwnCard(tx) } }
            await writeEvent(tx, id, { ref: `${id}:assigned`, kind: 'assigned', at: new Date(), event })
          }
          return { id }
        })
        if (known) return c.html(await page(c, key, form, [{ field: 'samma', message: said.samma(known) }], { name: known, mark }), 422)
        if (!id) return c.html(await page(c, randomUUID(), form, [{ field: 'personnummer', message: said.taken }]), 409)
        return c.redirect(matterPath(id), 303)
      },
    },
  ]
}

/** The form as a matter, or what is wrong with each of its fields. `real`: only people who exist. */
function read(form: Record<string, string>, c: C, real: boolean) {
  const said = words(c.var.language).wrong
  const now = new Date()
  const text = (name: string) => (form[name] ?? '').trim()
  const number = parsePersonalNumber(text('personnummer'), dayOf(now))
  const [name, caseNumber, title] = [text('namn'), text('nummer'), text('rubrik')]
  const field = Field.safeParse(text('omrade')).data
  const what = z.enum(whats).safeParse(text('vad')).data
  const when = happened(text('datum'), '', now)
  const errors = [
    !number && { field: 'personnummer', message: said.personnummer },
    number && real && isTestNumber(number) && { field: 'personnummer', message: said.testnummer },
    (!name || name.length > 200) && { field: 'namn', message: said.namn },
    caseNumber.length > 60 && { field: 'nummer', message: said.nummer },
    !field && { field: 'omrade', message: said.omrade },
    (!title || title.length > 200) && { field: 'rubrik', message: said.rubrik },
    !what && { field: 'vad', message: said.vad },
    typeof when === 'string' && { field: 'datum', message: when === 'later' ? said.later : said.datum },
  ].filter((error) => error !== false && error !== undefined)
  if (!number || !field || !what || typeof when === 'string' || errors.length) return { said, errors }
  return { said, errors, ready: { personalNumber: number, name, number: caseNumber || undefined, field, title, what, when } }
}
