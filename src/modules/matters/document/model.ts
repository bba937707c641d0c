import { z } from 'zod'

/** A document as it was handed over. `size` in bytes. */
export const Document = z.object({ id: z.uuid(), title: z.string(), type: z.string(), size: z.int(), handedAt: z.date() })
export type Document = z.infer<typeof Document>

export const Part = z.object({ bytes: z.instanceof(Uint8Array) })
