import { isDeepStrictEqual } from 'node:util'
import type { StaffActor } from '#kernel/actor'
import { NotFound } from '#kernel/errors'
import { type FileText, textOf } from '#kernel/files'
import { type Ctx, formOf, type Route } from '#kernel/http'
import type { Services } from '#kernel/services'
import { dayOf } from '#kernel/values/day'
import { frameOf } from '#modules/directory'
import { plainPath } from '#modules/matters'
import type { FieldError } from '#ui/form'
import { toldBeside } from '../guard/guard.ts'
import { type Leak, leaks } from '../guard/leaks.ts'
import { linesOf, lineName, maskedDocument, maskedPages, outgoing } from '../guard/outgoing.ts'
import { leftBehind, type Marks, maskedTexts, maskable, masked, sentences, textsOf } from '../guard/passages.ts'
import { documentBytes, factsOf, findMask, type Mask } from '../guard/queries.ts'
import { addressedText, addressOf, type Reviewed, Seen } from '../queue/model.ts'
import { decide, findReviewed } from '../queue/queries.ts'
import { asked } from '../queue/route.ts'
import { type Choice, choiceFrom, stepFrom, within, wordsFrom } from './model.ts'
import { backPath, ChoosePage, readerOf, type Paper, PreviewPage } from './page.tsx'
import { documentVersion, mask, unmask } from './queries.ts'
import { words } from './text.ts'

const at = { who: 'staff', zone: 'A', roles: ['caseOfficer', 'unitManager'] } as const
type C = Ctx<StaffActor>
const path = '/personal/granska/:matter/:item/maska'

/** An item with all that masking it takes to know. `text`: what its document says; undefined when it has none or cannot be read. */
type Whole = {
  item: Reviewed
  worn: Mask | undefined
  version: number
  text: FileText | undefined
  why: 'image' | 'broken' | undefined
  found: (outgoing: Parameters<typeof leaks>[1]) => Leak[]
}
/** What is left of it. */
type Result = ReturnType<typeof resultOf>

/** `/personal/granska/:matter/:item/maska`: passages are taken away before an item is shown (REL-02, law 1.4 and 1.7). */
export const maskRoutes = (services: Services): Route[] => {
  const { db, config } = services

  async function whole(c: C): Promise<Whole> {
    const address = asked(c)
    const { matterId, itemId } = address
    const held = await db.as(c.var.actor, { purpose: 'mask item', matter: matterId, item: itemId }, async (tx) => {
      const item = await findReviewed(tx, address)
      if (!item || item.reason === 'annulled' || item.reason === 'replaced') throw new NotFound()
      const [facts, worn, bytes, version] = await Promise.all([
        factsOf(tx, config.secret, matterId),
        findMask(tx, item),
        item.document && documentBytes(tx, item.document.id),
        item.document ? documentVersion(tx, item.document.id) : 0,
      ])
      return { item, facts, worn, bytes, version }
    })
    const { item, facts, worn, version } = held
    const image = item.document?.type.startsWith('image/') === true
    const read = held.bytes && !image ? await textOf(held.bytes) : undefined
    return {
      item,
      worn,
      version,
      text: read?.ok ? read : undefined,
      why: image ? 'image' : read && !read.ok ? 'broken' : undefined,
      found: (out) => leaks(facts, out, [readerOf(item)]),
    }
  }

  async function choose(
    c: C,
    { item, worn, text, why, found }: Whole,
    choice: Choice,
    page: number,
    more: { errors?: FieldError[]; stale?: boolean } = {},
  ) {
    const shown = Math.min(page, Math.max(0, (text?.pages.length ?? 1) - 1))
    const paper: Paper | undefined = !item.document
      ? undefined
      : text
        ? {
            can: true,
            title: item.document.title,
            page: shown,
            pages: text.pages.length,
            lines: (text.pages[shown]?.lines ?? []).map((line, n) => ({ ...line, field: lineName(shown, n) })),
            unread: text.pages[shown]?.unread ?? false,
          }
        : { can: false, title: item.document.title, why: why ?? 'broken' }
    return ChoosePage({
      frame: await frameOf(c, services, '/personal/granska'),
      today: dayOf(new Date()),
      item,
      choice,
      sentences: [...maskable(item.event), ...(item.document ? sentences({ field: 'title', text: item.document.title }) : [])],
      event: resultOf({ item, text, found }, choice).event,
      paper,
      found: found(outgoing(item.event, item.document ? { title: item.document.title, text } : undefined)),
      mask: worn,
      ...more,
    })
  }

  async function preview(
    c: C,
    { item, text }: Whole,
    choice: Choice,
    result: Result,
    more: { errors?: FieldError[]; stale?: boolean } = {},
  ) {
    return PreviewPage({
      frame: await frameOf(c, services, '/personal/granska'),
      today: dayOf(new Date()),
      item,
      choice,
      event: result.event,
      sheets: result.sheets,
      paper: !item.document ? 'none' : result.pages ? 'new' : 'left-out',
      images: text?.pages.some((one) => one.unread) ?? false,
      left: result.left,
      still: result.still,
      nothing: result.nothing,
      ...more,
    })
  }

  return [
    {
      ...at,
      method: 'get',
      path,
      async handle(c: C) {
        const all = await whole(c)
        const { item, text, found } = all
        const out = outgoing(item.event, item.document ? { title: item.document.title, text } : undefined)
        // What was found is ticked from the beginning.
        const passages = found(out).flatMap((leak) => leak.passages)
        const choice = { seen: item.revision, passages, words: '', reason: undefined, told: '', without: false, anyway: false }
        return c.html(await choose(c, all, choice, 0))
      },
    },
    {
      ...at,
      method: 'post',
      path,
      async handle(c: C) {
        const form = await formOf(c)
        const all = await whole(c)
        const { item } = all
        const typed = choiceFrom(form)
        const texts = [...textsOf(item.event), { field: 'title', text: item.document?.title ?? '' }, ...(all.text ? linesOf(all.text) : [])]
        const choice = { ...typed, passages: within(typed.passages, texts), without: typed.without || all.why !== undefined }
        const step = stepFrom(form['steg'])
        if (step.do === 'choose') return c.html(await choose(c, all, choice, step.page))
        const { wrong } = words(c.var.language)
        const result = resultOf(all, choice)
        const first = result.still.length > 0 && result.nothing
        if (result.nothing && !first)
          return c.html(await choose(c, all, choice, 0, { errors: [{ field: 'ord-i-0', message: wrong.nothing }] }), 422)
        if (result.missing.length > 0)
          return c.html(
            await choose(c, all, choice, 0, { errors: [{ field: 'ord', message: wrong.missing(result.missing.join(', ')) }] }),
            422,
          )
        if (!choice.reason && !result.nothing)
          return c.html(await choose(c, all, choice, 0, { errors: [{ field: 'skal', message: wrong.skal }] }), 422)
        if (step.do === 'preview') return c.html(await preview(c, all, choice, result))
        if (result.still.length > 0 && !choice.anyway)
          return c.html(await preview(c, all, choice, result, { errors: [{ field: 'anda', message: wrong.anda }] }), 422)
        const document = await newDocument(all, result)
        if (document === 'failed')
          return c.html(await choose(c, all, choice, 0, { errors: [{ field: 'utan', message: wrong.failed }] }), 422)
        const answer = await release(c, all, choice, result, document)
        if (answer === 'none') throw new NotFound()
        if (answer === 'beside') return c.redirect(plainPath(item.matterId, item.itemId), 303)
        if (answer === 'stale' && !isDeepStrictEqual(all.worn?.event, result.event))
          return c.html(await preview(c, { ...all }, { ...choice, seen: item.revision }, result, { stale: true }), 409)
        return c.redirect(backPath(item, { klar: addressedText(addressOf(item)) }), 303)
      },
    },
    {
      ...at,
      method: 'post',
      path: `${path}/ta-bort`,
      async handle(c: C) {
        const address = asked(c)
        const { matterId, itemId } = address
        const seen = Seen.safeParse((await formOf(c))['sett']).data ?? 0
        const item = await db.as(c.var.actor, { purpose: 'unmask item', matter: matterId, item: itemId }, async (tx) => {
          const reviewed = await findReviewed(tx, address)
          if (!reviewed) throw new NotFound()
          await unmask(tx, reviewed, seen)
          return reviewed
        })
        // Taken away twice, or by somebody else meanwhile: the item's page says how it stands.
        return c.redirect(backPath(item), 303)
      },
    },
  ]

  /** The mask and the decision to show, in one transaction; without marks the decision alone. */
  function release(c: C, { item, version }: Whole, choice: Choice, result: Result, document: Made) {
    return db.as(c.var.actor, { purpose: 'mask and release', matter: item.matterId, item: item.itemId }, async (tx) => {
      if (result.nothing) {
        if ((await toldBeside(tx, config.secret, item)).length > 0) return 'beside'
        return decide(tx, item, choice.seen, { state: 'released', sensitive: item.sensitive })
      }
      const made = await mask(tx, item, choice.seen, result.event, document && { ...document, version }, choice.reason!)
      if (made !== 'done') return made
      return decide(tx, item, choice.seen + 1, { state: 'released', sensitive: item.sensitive })
    })
  }
}

/** What is left when what was chosen is gone, and what is wrong with it. `nothing`: nothing was chosen. */
function resultOf({ item, text, found }: Pick<Whole, 'item' | 'text' | 'found'>, choice: Choice) {
  const marks: Marks = { passages: choice.passages, words: wordsFrom(choice.words) }
  const { mark, told } = words('sv')
  const title = [[{ field: 'title', text: item.document?.title ?? '' }]]
  const before = [...textsOf(item.event).map((one) => [one]), ...title, ...(text && !choice.without ? [linesOf(text)] : [])]
  // What stands in the item goes from its document too, and the other way round: words are looked for in all of it.
  const marked = marks.passages.map(
    ({ field, from, to }) =>
      before
        .flat()
        .find((one) => one.field === field)
        ?.text.slice(from, to) ?? '',
  )
  const everywhere: Marks = {
    passages: marks.passages,
    words: [...marks.words, ...marked.filter((passage) => passage.replace(/[^\p{L}\p{N}]/gu, '').length >= 6)],
  }
  const nothing = marks.passages.length === 0 && marks.words.length === 0 && !choice.without
  const missing = marks.words.filter(
    (word) =>
      !before
        .flat()
        .some(({ text: line }) => maskedTexts([[{ field: 'x', text: line }]], { passages: [], words: [word] }, mark)[0]![0]!.text !== line),
  )
  const event = nothing
    ? item.event
    : { ...masked(item.event, everywhere, mark), masked: choice.told || (choice.reason ? told[choice.reason] : told['other-person']) }
  const name = maskedTexts(title, everywhere, mark)[0]![0]!.text
  const pages = text && !choice.without ? maskedPages(text, everywhere, mark) : undefined
  const sheets = (pages ?? []).flatMap(({ lines }, page) =>
    lines.some((line, n) => line.text !== text!.pages[page]!.lines[n]!.text) ? [{ page, lines }] : [],
  )
  const after = outgoing(event, pages && { title: name, text: { pages: pages.map(({ lines }) => ({ lines, unread: false })), about: [] } })
  return { event, marks: everywhere, name, pages, sheets, still: found(after), left: leftBehind(before, after, marks), nothing, missing }
}

type Made = { title: string; type: string; bytes: Buffer } | undefined

/** The new document, or undefined when none goes along. */
async function newDocument({ item, text }: Whole, { pages, marks, name, nothing }: Result): Promise<Made | 'failed'> {
  if (nothing || !pages || !text || !item.document) return undefined
  const { mark, notes, pageTitle } = words('sv')
  const type = item.document.type === 'text/html' ? 'text/html' : 'application/pdf'
  const images = text.pages.some((page) => page.unread)
  const made = await maskedDocument(text, marks, mark, {
    type,
    title: name,
    language: 'sv',
    notes: [notes.first, ...(images ? [notes.images] : [])],
    pageTitles: pages.map((_, n) => pageTitle(n + 1, pages.length)),
  })
  return made.ok ? { title: name, type, bytes: made.bytes } : 'failed'
}
