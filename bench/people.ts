// Who the invented people are: everything follows from a number, so that server, load and pgbench ask for the same ones without a list.
import { createHash } from 'node:crypto'
import { styles } from '../src/kernel/assets.ts'

/** How many people are signed in and asked for, spread evenly over all of them. */
export const signedIn = 20_000

/** The number of the person that session `i` (0 … signedIn − 1) belongs to. Not a plain multiple: that would pick only short matters. */
export const personOf = (i: number, persons: number): number => {
  const stride = Math.max(1, Math.floor(persons / signedIn))
  return i * stride + (i % stride)
}

/** Copies of person `n`: most matters are short, three in a hundred are long, ten on average. */
export const copiesOf = (n: number): number => (n % 100 < 97 ? 4 + ((n % 100) % 9) : 77)
export const copiesInSql = 'case when n % 100 < 97 then 4 + (n % 100) % 9 else 77 end'
export const longest = 77

/** A version 4 uuid made from a name. */
export const idOf = (name: string): string => {
  const h = createHash('md5').update(name).digest('hex')
  return `${h.slice(0, 8)}-${h.slice(8, 12)}-4${h.slice(13, 16)}-8${h.slice(17, 20)}-${h.slice(20)}`
}
export const idInSql = (name: string): string => `overlay(overlay(md5(${name}) placing '4' from 13) placing '8' from 17)::uuid`

export const secretOf = (n: number): string => `bench-session-of-${n}`
export const matterOf = (n: number): string => idOf(`matter-${n}`)

/** The case page of session `i`, and the cookies of a browser that has been here before. */
export const askFor = (i: number, persons: number): { path: string; cookie: string } => {
  const n = personOf(i, persons)
  return { path: `/mina-sidor/arenden/${matterOf(n)}`, cookie: `__Host-delakt=${secretOf(n)}; stil=${styles?.version ?? ''}` }
}
