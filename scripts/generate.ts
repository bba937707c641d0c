// Everything in the repository that is made from something else: written anew, or with --check compared.
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { generateOpenApi } from '../src/modules/matters/feed/api/openapi.ts'
import { dumpSchema } from './dump-schema.ts'
import { startEmbedded } from './embedded-postgres.ts'
import { migrate } from './migrate.ts'
import { command, connected, Stop } from './stop.ts'

const check = process.argv.includes('--check')

/** A database of its own with the migrations run, on TEST_DATABASE_URL's server or on one started for it. */
const inFreshDatabase = async (work: (ownerUrl: string) => Promise<void>): Promise<void> => {
  const dir = mkdtempSync(join(tmpdir(), 'delakt-generate-'))
  const started = process.env.TEST_DATABASE_URL ? undefined : await startEmbedded(dir, { throwaway: true })
  const server = process.env.TEST_DATABASE_URL ?? started?.url ?? ''
  const name = `delakt_generate_${process.pid}`
  try {
    await connected(server, (sql) => sql.unsafe(`create database ${name}`))
    const url = new URL(server)
    url.pathname = `/${name}`
    await migrate(url.href, {})
    await work(url.href)
  } finally {
    await connected(server, (sql) => sql.unsafe(`drop database if exists ${name} with (force)`))
    await started?.stop()
    rmSync(dir, { recursive: true, force: true })
  }
}

/** The contract of the feed, as it is served at /api/v1/openapi.json. */
const describeFeed = (): void => {
  const file = join(import.meta.dirname, '..', 'docs', 'openapi.json')
  const text = `${JSON.stringify(generateOpenApi(), null, 2)}\n`
  if (!check) return writeFileSync(file, text)
  if (!existsSync(file) || readFileSync(file, 'utf8') !== text)
    throw new Stop('docs/openapi.json is not what the schemas say: run npm run generate.')
}

await command(async () => {
  describeFeed()
  await inFreshDatabase((ownerUrl) => dumpSchema(ownerUrl, check))
})
