// The same statements without a server: pgbench sends what was heard on the wire, for people picked at random as the load picks them.
import { createHash } from 'node:crypto'
import { existsSync, globSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { delimiter, join } from 'node:path'
import { idInSql, idOf, personOf, secretOf, signedIn } from './people.ts'
import { said } from './processes.ts'
import type { Statement } from './wire.ts'

/** Transactions of a whole page a second, and the mean time of one, in ms. */
export type Pgbench = { rate: number; mean: number }

/** Debian keeps it out of the path. */
export const findPgbench = (): string | undefined =>
  [
    ...(process.env['PATH'] ?? '').split(delimiter).map((dir) => join(dir, 'pgbench')),
    ...globSync('/usr/lib/postgresql/*/bin/pgbench').sort().reverse(),
  ].find((file) => existsSync(file))

/**
 * A page's statements, heard when session 0 asked for it, as a script for any session. What was told of that person is told of the one
 * picked; every other parameter goes along as it was.
 */
export function script(transactions: readonly Statement[][], persons: number): { text: string; defined: string[] } {
  const n = personOf(0, persons)
  const told = new Map([
    [secretOf(n), `('bench-session-of-' || :p)`],
    [`\\x${createHash('sha256').update(secretOf(n)).digest('hex')}`, `sha256(convert_to('bench-session-of-' || :p, 'UTF8'))`],
    [idOf(`matter-${n}`), idInSql("'matter-' || :p")],
    [idOf(`person-${n}`), idInSql("'person-' || :p")],
  ])
  const defined: string[] = []
  const value = (param: string | null): string => {
    if (param === null) return 'null'
    if (param === '') return "''"
    const known = told.get(param)
    if (known) return known
    if (!defined.includes(param)) defined.push(param)
    return `:v${defined.indexOf(param)}`
  }
  const stride = Math.max(1, Math.floor(persons / signedIn))
  const lines = [`\\set i random(0, ${Math.min(signedIn, persons) - 1})`, `\\set p :i * ${stride} + :i % ${stride}`]
  for (const transaction of transactions)
    for (const { sql, params } of transaction)
      lines.push(`${sql.trim().replaceAll(/\$(\d+)/g, (_, place) => value(params[Number(place) - 1] ?? null))};`)
  return { text: `${lines.join('\n')}\n`, defined }
}

/** Runs the script with 32 clients as the server's own user. */
export async function pgbench(
  program: string,
  loginUrl: string,
  { text, defined }: { text: string; defined: string[] },
  seconds: number,
): Promise<Pgbench> {
  const url = new URL(loginUrl)
  const dir = mkdtempSync(join(tmpdir(), 'delakt-bench-'))
  try {
    writeFileSync(join(dir, 'page.sql'), text)
    const values = defined.flatMap((one, at) => ['-D', `v${at}=${one}`])
    const place = ['-h', url.hostname, '-p', url.port, '-U', url.username]
    const out = await said(
      program,
      [
        '-n',
        '-M',
        'prepared',
        '-c',
        '32',
        '-j',
        '1',
        '-T',
        String(seconds),
        ...values,
        ...place,
        '-f',
        join(dir, 'page.sql'),
        url.pathname.slice(1),
      ],
      {
        env: { ...process.env, PGPASSWORD: url.password },
      },
    )
    const number = (pattern: RegExp) => Number(pattern.exec(out)?.[1] ?? Number.NaN)
    return { rate: number(/tps = ([\d.]+)/), mean: number(/latency average = ([\d.]+)/) }
  } finally {
    rmSync(dir, { recursive: true, force: true })
  }
}
