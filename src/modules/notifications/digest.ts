import type { Services } from '#kernel/services'

const atOnce = 4

/**
 * Tells all those found who have not been tried in this round, a few at a time, until there are no more: each waits for somebody else's server, and
 * holds a connection to the database meanwhile. What goes wrong with one does not stand in the way of the rest. Answers how many were told.
 */
export async function tellEach<T extends { readonly key: string }>(
  { log }: Services,
  name: string,
  find: () => Promise<readonly T[]>,
  tell: (one: T) => Promise<boolean>,
): Promise<number> {
  const tried = new Set<string>()
  let told = 0
  for (;;) {
    const left = (await find()).filter(({ key }) => !tried.has(key))
    if (left.length === 0) return told
    for (const { key } of left) tried.add(key)
    const lane = async () => {
      for (let one = left.shift(); one !== undefined; one = left.shift()) {
        try {
          if (await tell(one)) told += 1
        } catch (error) {
          log.error({ name: error instanceof Error ? error.name : 'unknown' }, `${name}: not told`)
        }
      }
    }
    await Promise.all(Array.from({ length: atOnce }, lane))
  }
}
