import { NotFound } from '#kernel/errors'
import { streamed } from '#kernel/files'
import { idFrom, type Route } from '#kernel/http'
import type { Services } from '#kernel/services'
import { dayOf } from '#kernel/values/day'
import { frameOf } from '#modules/directory'
import { decisionOf } from '../decision/model.ts'
import { isRead } from '../decision/policy.ts'
import { markOpenedBy } from '../decision/queries.ts'
import { entriesOf } from '../events/entries.ts'
import { place } from '../events/items.ts'
import { entryText } from '../events/text.ts'
import { fileHeaders } from '#kernel/handed'
import { documentPath, mattersPath } from '../paths.ts'
import { readMatter, titleOf, viewOf } from '../shelf.ts'
import { reference } from '../templates/read.ts'
import { unitOf } from '../units.ts'
import { DocumentPage } from './page.tsx'
import { findDocument, findPart } from './queries.ts'

const path = documentPath(':id', ':doc')

/** A document: what it is, and the file itself, sent in parts so that one taken back stops where it is. */
export const documentRoutes = (services: Services): Route[] => [
  {
    method: 'get',
    path,
    who: 'person',
    zone: 'A',
    async handle(c) {
      const [id, doc] = [idFrom(c, 'id'), idFrom(c, 'doc')]
      const [held, document] = await services.db.as(c.var.actor, { purpose: 'document', matter: id, item: doc, reading: true }, (tx) =>
        Promise.all([readMatter(tx, id), findDocument(tx, id, doc)]),
      )
      if (!held || !document) throw new NotFound()
      const [unit, frame] = await Promise.all([unitOf(services, held.matter.unitId), frameOf(c, services, mattersPath)])
      const today = dayOf(new Date())
      const view = viewOf(held, today)
      const item = held.shown.find((one) => one.documentId === doc)
      const entry = item && entriesOf(place(held.shown), reference().templates[held.matter.field]).get(item.id)
      return c.html(
        DocumentPage({
          frame,
          matter: id,
          matterTitle: titleOf(held.matter, frame.language),
          document,
          from: item && entry && { item, title: entryText(entry, today, frame.language).title },
          view,
          unit,
          decision: item && decisionOf(held, view, item.id)?.decision,
          today,
        }),
      )
    },
  },
  {
    method: 'get',
    path: `${path}/fil`,
    who: 'person',
    zone: 'A',
    async handle(c) {
      const [id, doc] = [idFrom(c, 'id'), idFrom(c, 'doc')]
      const document = await services.db.as(c.var.actor, { purpose: 'document file', matter: id, item: doc }, async (tx) => {
        const found = await findDocument(tx, id, doc)
        if (found && isRead(c)) await markOpenedBy(tx, id, doc, new Date())
        return found
      })
      if (!document) throw new NotFound()
      const { title, type, size } = document
      fileHeaders(c, { title, type, size })
      // Each part in a transaction of its own: what is taken back, or whose reader is signed out, ends there.
      return c.body(
        streamed(size, async (part) => {
          const access = { purpose: 'document part', matter: id, item: doc, reading: true } as const
          return (await services.db.as(c.var.actor, access, (tx) => findPart(tx, doc, part)))?.bytes
        }),
      )
    },
  },
]
