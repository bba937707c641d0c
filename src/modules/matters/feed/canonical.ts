import { createHash } from 'node:crypto'

/** JSON with the names in order, so that equal things are equal texts, whoever wrote them. */
export const canonical = (value: unknown): string =>
  JSON.stringify(value, (_, inner: unknown) =>
    inner !== null && typeof inner === 'object' && !Array.isArray(inner)
      ? Object.fromEntries(Object.entries(inner).sort(([a], [b]) => (a < b ? -1 : 1)))
      : inner,
  )

/** What an item in quarantine is known by: SHA-256 of its canonical JSON, in hex. */
export const hashOfItem = (item: unknown): string => createHash('sha256').update(canonical(item)).digest('hex')
