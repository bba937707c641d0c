import { randomUUID } from 'node:crypto'
import type { StaffActor } from '#kernel/actor'
import { NotFound } from '#kernel/errors'
import { type Ctx, formOf, idFrom, type Route } from '#kernel/http'
import { numberIndex, sealNumber } from '#kernel/secrets'
import type { Services } from '#kernel/services'
import { addMonths, dayOf } from '#kernel/values/day'
import { birthDay, isTestNumber, parsePersonalNumber } from '#kernel/values/personal-number'
import { frameOf } from '#modules/directory'
import type { FieldError } from '#ui/form'
import { decide } from '../queue/queries.ts'
import { Ending, marksIn, Naming } from './model.ts'
import { type Done, dones, RecipientPage, RecipientsPage, recipientsPath, type Typed } from './page.tsx'
import { addRecipient, custodyChanged, endRecipient, findMatter, listItems, listRecipients } from './queries.ts'
import { words } from './text.ts'

const at = { who: 'staff', zone: 'A', roles: ['caseOfficer', 'unitManager'] } as const
type C = Ctx<StaffActor>
const path = recipientsPath(':matter')
const here = '/personal/arenden'

/** `/personal/arenden/:matter/lasare`: who else than the person may be handed copies, by which right and until when (OSL 12 kap. 3 §). */
export const recipientRoutes = (services: Services): Route[] => {
  const { db, config } = services

  async function show(c: C, more: { form?: string; typed?: Typed; errors?: FieldError[] } = {}) {
    const id = idFrom(c, 'matter')
    const found = await db.as(c.var.actor, { purpose: 'list recipients', matter: id }, async (tx) => {
      const [matter, recipients] = await Promise.all([findMatter(tx, id), listRecipients(tx, id)])
      if (!matter) throw new NotFound()
      return { matter, recipients }
    })
    const asked = c.req.query('gjort')
    const done = dones.find((one): one is Done => one === asked)
    return RecipientsPage({
      frame: await frameOf(c, services, here),
      today: dayOf(new Date()),
      ...found,
      form: randomUUID(),
      done,
      ...more,
    })
  }

  async function showOne(c: C, errors: FieldError[] = []) {
    const [id, recipientId] = [idFrom(c, 'matter'), idFrom(c, 'recipient')]
    const found = await db.as(c.var.actor, { purpose: 'list items for recipient', matter: id }, async (tx) => {
      const [matter, recipients] = await Promise.all([findMatter(tx, id), listRecipients(tx, id)])
      const recipient = recipients.find((one) => one.id === recipientId)
      if (!matter || !recipient) throw new NotFound()
      return { matter, recipient, items: await listItems(tx, id, recipient.personId) }
    })
    const shown = /^\d{1,4}$/.test(c.req.query('visade') ?? '') ? Number(c.req.query('visade')) : undefined
    return RecipientPage({ frame: await frameOf(c, services, here), today: dayOf(new Date()), ...found, errors, shown })
  }

  return [
    { ...at, method: 'get', path, handle: async (c: C) => c.html(await show(c)) },
    {
      ...at,
      method: 'post',
      path,
      async handle(c: C) {
        const id = idFrom(c, 'matter')
        const form = await formOf(c)
        const typed: Typed = {
          personnummer: form['personnummer'],
          namn: form['namn'],
          egenskap: form['egenskap'],
          underlag: form['underlag'],
          till: form['till'],
        }
        const key = Naming.shape.nyckel.parse(form['nyckel'])
        const { ready, errors } = read(form, c, config.mode === 'production')
        if (!ready) return c.html(await show(c, { form: key, typed, errors }), 422)
        const { number, ...rest } = ready
        const answer = await db.as(c.var.actor, { purpose: 'name recipient', matter: id }, (tx) =>
          addRecipient(tx, id, {
            ...rest,
            key,
            index: numberIndex(config.secret, number),
            sealed: sealNumber(config.secret, number),
            born: birthDay(number),
          }),
        )
        if (answer === 'none') throw new NotFound()
        if (answer !== 'done') {
          const message = words(c.var.language).wrong[answer]
          return c.html(await show(c, { form: key, typed, errors: [{ field: 'personnummer', message }] }), 422)
        }
        return c.redirect(`${recipientsPath(id)}?gjort=lagd`, 303)
      },
    },
    {
      ...at,
      method: 'post',
      path: `${path}/vardnad`,
      async handle(c: C) {
        const id = idFrom(c, 'matter')
        if (!(await db.as(c.var.actor, { purpose: 'custody changed', matter: id }, (tx) => custodyChanged(tx, id)))) throw new NotFound()
        return c.redirect(`${recipientsPath(id)}?gjort=dold`, 303)
      },
    },
    { ...at, method: 'get', path: `${path}/:recipient`, handle: async (c: C) => c.html(await showOne(c)) },
    {
      ...at,
      method: 'post',
      path: `${path}/:recipient`,
      async handle(c: C) {
        const [id, recipientId] = [idFrom(c, 'matter'), idFrom(c, 'recipient')]
        const marks = marksIn(Object.entries(await formOf(c)).flatMap(([name, value]) => (name.startsWith('visa') ? [value] : [])))
        if (marks.length === 0) return c.html(await showOne(c, [{ field: 'visa', message: words(c.var.language).items.choose }]), 422)
        const shown = await db.as(c.var.actor, { purpose: 'decide release', matter: id }, async (tx) => {
          const recipient = (await listRecipients(tx, id)).find((one) => one.id === recipientId)
          if (!recipient) throw new NotFound()
          // Only what somebody has already looked at: the rest is opened one by one.
          const known = new Set((await listItems(tx, id, recipient.personId)).filter((item) => item.known).map((item) => item.id))
          let n = 0
          for (const { itemId, seen } of marks)
            if (
              known.has(itemId) &&
              (await decide(tx, { matterId: id, itemId, personId: recipient.personId }, seen, { state: 'released' })) === 'done'
            )
              n += 1
          return n
        })
        return c.redirect(`${recipientsPath(id)}/${recipientId}?visade=${shown}`, 303)
      },
    },
    {
      ...at,
      method: 'post',
      path: `${path}/:recipient/avsluta`,
      async handle(c: C) {
        const [id, recipientId] = [idFrom(c, 'matter'), idFrom(c, 'recipient')]
        const ending = Ending.safeParse(await formOf(c))
        if (!ending.success) throw new NotFound()
        const done = await db.as(c.var.actor, { purpose: 'end recipient', matter: id }, (tx) =>
          endRecipient(tx, id, recipientId, ending.data.skal),
        )
        if (!done) throw new NotFound()
        return c.redirect(`${recipientsPath(id)}?gjort=avslutad`, 303)
      },
    },
  ]
}

/** The form as somebody to name, or what is wrong with each of its fields. `real`: only people who exist. */
function read(form: Record<string, string>, c: C, real: boolean) {
  const said = words(c.var.language).wrong
  const today = dayOf(new Date())
  const parsed = Naming.safeParse(form)
  const number = parsePersonalNumber(form['personnummer'] ?? '', today)
  const wrong = new Set(parsed.error?.issues.map(({ path }) => String(path[0])))
  const till = parsed.data?.till
  if (till && (till < today || till > addMonths(today, 12))) wrong.add('till')
  const errors = [
    !number && { field: 'personnummer', message: said.personnummer },
    number && real && isTestNumber(number) && { field: 'personnummer', message: said.testnummer },
    ...(['namn', 'egenskap', 'underlag', 'till'] as const).map((field) => wrong.has(field) && { field, message: said[field] }),
  ].filter((error) => error !== false && error !== undefined)
  if (!parsed.success || !number || errors.length) return { errors }
  const { namn, egenskap, underlag } = parsed.data
  return { errors, ready: { number, name: namn, capacity: egenskap, document: underlag, validTo: parsed.data.till } }
}
