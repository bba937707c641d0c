// One seal of the access log by the built program, without the worker around it.
import { join, resolve } from 'node:path'
import { pathToFileURL } from 'node:url'
import { readConfig } from '../src/kernel/config.ts'

const dist = (path: string) => import(pathToFileURL(join(resolve(import.meta.dirname, '..'), 'dist', path)).href)
const [{ connect }, { openLog }, { seal }] = await Promise.all([
  dist('kernel/db.js'),
  dist('kernel/log.js'),
  dist('modules/audit/index.js'),
])
const config = readConfig(process.env)
const db = connect(config.loginUrl, 2)
process.exitCode = (await seal({ db, config, log: openLog('silent') })) ? 1 : 0
await db.close()
