import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import postgres from 'postgres'
import type { TestProject } from 'vitest/node'
import { migrate } from '../../scripts/migrate.ts'
import { startEmbedded } from '../../scripts/embedded-postgres.ts'
import { template, testSecret } from './names.ts'

declare module 'vitest' {
  export interface ProvidedContext {
    ownerUrl: string
  }
}

/** One PostgreSQL for all tests, migrated once; each test file makes its own database from it. */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const given = process.env['TEST_DATABASE_URL']
  const dir = given ? undefined : mkdtempSync(join(tmpdir(), 'delakt-test-'))
  const own = dir ? await startEmbedded(dir, { throwaway: true }) : undefined
  const ownerUrl = given ?? own!.url
  const sql = postgres(ownerUrl, { max: 1, onnotice: () => undefined })
  await sql.unsafe(`drop database if exists ${template} with (force)`)
  await sql.unsafe(`create database ${template}`)
  await sql.end()
  const url = new URL(ownerUrl)
  url.pathname = `/${template}`
  await migrate(url.href, { secret: testSecret })
  project.provide('ownerUrl', ownerUrl)
  return async () => {
    await own?.stop()
    if (dir) rmSync(dir, { recursive: true, force: true })
  }
}
