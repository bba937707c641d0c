import { createHash } from 'node:crypto'
import { z } from 'zod'
import { NotFound } from '#kernel/errors'
import { idFrom, type Route } from '#kernel/http'
import type { Services } from '#kernel/services'

const Photo = z.object({ bytes: z.instanceof(Uint8Array) })

/** `/bild/:photo`: a portrait of somebody at work. The address tells no name, and nobody can guess one; it stays when the picture is changed. */
export const photoRoutes = ({ db }: Services): Route[] => [
  {
    method: 'get',
    path: '/bild/:photo',
    who: 'anyone',
    zone: 'C',
    async handle(c) {
      const id = idFrom(c, 'photo')
      const found = await db.as({ kind: 'public' }, { purpose: 'photo' }, (tx) => tx.maybe(Photo)`select bytes from directory.photo(${id})`)
      if (!found) throw new NotFound()
      const tag = `"${createHash('sha256').update(found.bytes).digest('base64url').slice(0, 22)}"`
      // Kept by the browser until it is asked for again, and thrown away at sign-out; asked for again it costs no bytes.
      const headers = { 'Cache-Control': 'private, no-cache', ETag: tag, 'Content-Security-Policy': "default-src 'none'; sandbox" }
      if (c.req.header('if-none-match') === tag) return c.body(null, 304, headers)
      return c.body(Buffer.from(found.bytes), 200, { ...headers, 'Content-Type': 'image/jpeg' })
    },
  },
]
