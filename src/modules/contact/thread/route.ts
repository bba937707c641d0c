import { randomUUID } from 'node:crypto'
import { z } from 'zod'
import type { PersonActor } from '#kernel/actor'
import { NotFound } from '#kernel/errors'
import { fileHeaders } from '#kernel/handed'
import { type Ctx, idFrom, type Route } from '#kernel/http'
import { limit } from '#kernel/limits'
import type { Services } from '#kernel/services'
import { dayOf } from '#kernel/values/day'
import { fieldText } from '#kernel/values/field'
import { findUnit, frameOf } from '#modules/directory'
import type { FieldError } from '#ui/form'
import { fileLabel } from '../beside.tsx'
import { speaksOfDanger } from '../danger.ts'
import { type Message, mostLetters, promiseFrom } from '../model.ts'
import { draftFilePath, filePath, messagesPath, threadPath } from '../paths.ts'
import * as queries from '../queries.ts'
import { words as common } from '../text.ts'
import { one, sentIn, takeFiles } from '../typed.ts'
import { freeFile } from '../write/model.ts'
import { ThreadPage } from './page.tsx'

type C = Ctx<PersonActor>
const path = threadPath(':thread')
const at = { who: 'person', zone: 'B' } as const
const justDone = new Map([
  ['skickat', 'sent'],
  ['skrivet', 'written'],
  ['sparat', 'saved'],
  ['redan', 'already'],
] as const)

/** What its person wrote last, with the heading. */
function lastWords({ thread, messages }: { thread: queries.Whole; messages: readonly Message[] }): string[] {
  const last = messages.findLast(({ whose }) => whose === 'person')
  return last ? [thread.title, last.body, ...Object.values(last.answers ?? {}).flat()] : []
}

/** A thread to its person: where it is, what has been written, and room to write more (MSG-11). */
export function threadRoutes(services: Services): Route[] {
  const often = limit(40, 600)
  type More = { text?: string; key?: string; errors?: FieldError[]; over?: boolean }

  async function show(c: C, more: More = {}) {
    const id = idFrom(c, 'thread')
    const found = await services.db.as(c.var.actor, { purpose: 'own thread', item: id }, async (tx) => {
      const thread = await queries.findThread(tx, id)
      if (!thread) return undefined
      const [messages, files, steps, reply, unit, entry, cases] = await Promise.all([
        queries.listMessages(tx, id),
        queries.listFiles(tx, id),
        queries.listSteps(tx, id),
        queries.findReply(tx, id),
        findUnit(tx, thread.unitId),
        thread.aboutCopy ? queries.findEntry(tx, thread.aboutCopy) : undefined,
        thread.shelfId ? queries.listCases(tx, thread.shelfId) : [],
      ])
      const kept = reply ? await queries.listDraftFiles(tx, reply.id) : []
      // Only what came before its reader's eyes is read: what came in between is not.
      await queries.markRead(tx, id, messages.at(-1)?.n ?? 0)
      return { thread, messages, files, steps, reply, kept, unit, about: { entry, case: cases[0] } }
    })
    if (!found?.unit) throw new NotFound()
    const { reply, kept, unit, ...rest } = found
    const frame = await frameOf(c, services, messagesPath)
    const key = more.key ?? reply?.id ?? randomUUID()
    const text = more.text ?? (reply?.body.kind === 'reply' ? reply.body.text : '')
    const just = justDone.get((c.req.query('gjort') ?? '') as 'skickat')
    return ThreadPage({
      ...rest,
      frame,
      unit,
      today: dayOf(new Date()),
      just,
      danger: just === 'saved' ? speaksOfDanger(text) : just !== undefined && speaksOfDanger(...lastWords(rest)),
      key,
      text,
      kept: kept.map((file) => ({
        id: file.id,
        field: file.field,
        label: fileLabel(file, frame.language),
        href: draftFilePath(reply!.id, file.id),
      })),
      errors: more.errors ?? [],
      over: more.over ?? false,
    })
  }

  return [
    { ...at, method: 'get', path, handle: async (c: C) => c.html(await show(c)) },
    {
      ...at,
      method: 'post',
      path,
      async handle(c: C) {
        const id = idFrom(c, 'thread')
        await often(c.var.actor.id)
        const sent = await sentIn(c)
        const { taken, refused } = await takeFiles(sent)
        const text = fieldText(one(sent, 'text'))
        const key = z.uuid().safeParse(one(sent, 'key')).data ?? randomUUID()
        const saving = one(sent, 'gor') === 'spara'
        const { wrong } = common(c.var.language)
        const away = (sent.fields['bort'] ?? []).filter((file) => z.uuid().safeParse(file).success)
        const errors: FieldError[] = refused.map(({ what }) => ({ field: freeFile, message: wrong[what] }))
        if (text.length > mostLetters) errors.push({ field: 'text', message: wrong.long })
        const outcome = await services.db.as(
          c.var.actor,
          { purpose: saving ? 'save own draft' : 'write message', item: id },
          async (tx) => {
            const thread = await queries.findThread(tx, id)
            if (!thread) return 'none'
            // The page stood open in two tabs: what was sent from the other is not what stands in this one.
            const other = async () => ((await queries.writtenWith(tx, id, key)) ?? text) !== text
            if (await other()) return 'other'
            const before = await queries.listDraftFiles(tx, key)
            let files = before.length
            if (saving || taken.length > 0 || before.length > 0 || errors.length > 0) {
              const kept = await queries.saveDraft(tx, {
                id: key,
                thread: id,
                body: { kind: 'reply', text: text.slice(0, 30_000) },
                strong: false,
              })
              if (kept === 'many') errors.push({ field: 'text', message: wrong.drafts })
              if (kept === 'none') return 'none'
              if (kept === 'done') {
                if (away.length) files -= await queries.dropDraftFiles(tx, key, away)
                for (const file of taken)
                  if (file.field === freeFile) {
                    const put = await queries.keepFile(tx, key, { ...file, field: '' })
                    if (put === 'many') errors.push({ field: freeFile, message: wrong.many })
                    else files += 1
                  }
              }
            }
            if (errors.length) return 'wrong'
            if (saving) return 'saved'
            if (!text && files === 0) {
              errors.push({ field: 'text', message: wrong.empty })
              return 'wrong'
            }
            const said = await queries.write(tx, id, { key, body: text, ...promiseFrom(dayOf(new Date()), thread.answerDays) })
            return said === 'same' && (await other()) ? 'other' : said
          },
        )
        if (outcome === 'none') throw new NotFound()
        if (outcome === 'wrong') return c.html(await show(c, { text, key, errors }), 422)
        if (outcome === 'other')
          return c.html(await show(c, { text, key: randomUUID(), errors: [{ field: 'text', message: wrong.other }, ...errors] }), 409)
        if (outcome === 'closed') return c.html(await show(c, { text, key, over: true }), 409)
        return c.redirect(`${threadPath(id)}?gjort=${outcome === 'saved' ? 'sparat' : 'skrivet'}`, 303)
      },
    },
    {
      ...at,
      method: 'get',
      path: filePath(':thread', ':file'),
      async handle(c: C) {
        const [thread, id] = [idFrom(c, 'thread'), idFrom(c, 'file')]
        const file = await services.db.as(c.var.actor, { purpose: 'own thread file', item: thread, reading: true }, (tx) =>
          queries.findFile(tx, thread, id),
        )
        if (!file) throw new NotFound()
        fileHeaders(c, { title: file.name, type: file.type, size: file.bytes.length })
        return c.body(new Uint8Array(file.bytes))
      },
    },
  ]
}
