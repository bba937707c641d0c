#!/usr/bin/env node
import { createWriteStream } from 'node:fs'
import { join } from 'node:path'
import { pipeline } from 'node:stream/promises'
import { pathToFileURL } from 'node:url'
import { parseArgs } from 'node:util'
import { createGzip } from 'node:zlib'
import type { SourceActor } from '#kernel/actor'
import { type Config, ConfigError, readConfig } from '#kernel/config'
import { connect } from '#kernel/db'
import { openLog } from '#kernel/log'
import type { Services } from '#kernel/services'
import type { Case } from '#modules/audit'

const usage = `delakt import <file> --source <name>   takes in a file of feed items, one JSON object a line (.gz too)
    --committee <id>                     when several committees have a source of that name
    --format digisos --person <ref> --unit <code> [--matter <ref>] [--name <name>]
                                         a digisos file, or a folder of them, of one person
delakt read --source <name>            reads a source that is read at night, now; --committee as above
delakt serve                           runs the server and the jobs
delakt worker                          runs the jobs, without a server
delakt migrate                         brings the database to this version
    --new-secret                         and to a new DELAKT_SECRET, when the last is lost or leaked
delakt verify-log                      proves that the access log is as it was written, by the checkpoints inside and outside the database
    --file <log> --checkpoints <file>    an exported log (.gz too), without a database
    --key <public key>                   believe this key and no other; may be given several times
delakt export-log <file>               writes the whole access log to a file, a row a line (.gz too)
delakt log-key                         the public key that the checkpoints are signed with
delakt report-key                      the password of the services that send texts for us, when they report

Ends with 0 when all went well, 1 when something was refused, waits in quarantine, could not be read or is not as it was, 2 when it could not be done.`

/** What stops a command: one sentence for the one at the keyboard. */
class Stop extends Error {}

const commands: Record<string, (args: string[]) => Promise<number>> = {
  import: importCommand,
  read: readCommand,
  serve: serveCommand,
  worker: workerCommand,
  migrate: migrateCommand,
  'verify-log': verifyLogCommand,
  'export-log': exportLogCommand,
  'log-key': logKeyCommand,
  'report-key': reportKeyCommand,
}

async function importCommand(args: string[]): Promise<number> {
  const text = { type: 'string' } as const
  const { values, positionals } = parseArgs({
    args,
    allowPositionals: true,
    options: { source: text, committee: text, format: text, person: text, unit: text, matter: text, name: text },
  })
  const [file] = positionals
  const { source, committee, format = 'ndjson', person, unit, matter, name } = values
  if (!file || positionals.length > 1 || !source) throw new Stop('Say which file, and --source with the name of the source.')
  if (format !== 'ndjson' && format !== 'digisos') throw new Stop('--format is ndjson or digisos.')
  return withServices(async (services) => {
    const { openSourceSessionByName } = await import('#modules/identity')
    const session = await openSourceSessionByName(services, committee, source, 24 * 3600)
    if (!session) throw new Stop('There is no source of that name, or several: name the committee with --committee.')
    if (format === 'ndjson') return importLines(services, session.actor, file)
    if (!person || !unit) throw new Stop('--format digisos needs --person and --unit.')
    const { importDigisos } = await import('#modules/matters')
    const about = { person, unit, ...(matter === undefined ? {} : { matter }), ...(name === undefined ? {} : { name }) }
    let all = true
    for await (const { file: one, results, problems } of importDigisos(services.db, session.actor, file, about, services.config)) {
      const bad = results.filter(({ status }) => status === 'refused' || status === 'quarantined')
      all &&= bad.length === 0 && problems.length === 0
      console.log(`${one}: ${problems.length ? 'refused' : `${results.length} items, ${bad.length} refused or in quarantine`}`)
      for (const { path, reason } of problems) console.log(`  ${path} ${reason}`)
      for (const { problem } of bad) if (problem) console.log(`  ${problem.detail}`)
    }
    return all ? 0 : 1
  })
}

async function importLines(services: Services, actor: SourceActor, file: string): Promise<number> {
  const { importFile, Unreadable } = await import('#modules/matters')
  const progress = meter()
  try {
    const { read, stored, unchanged, quarantined, refused } = await importFile(services.db, actor, file, {
      ...services.config,
      tell: ({ report, share }) => progress(report.read, share),
    })
    console.error('')
    console.log(`${read} read, ${stored} stored, ${unchanged} unchanged, ${quarantined} in quarantine, ${refused} refused`)
    if (refused) console.log(`The refused lines, with reasons, are in ${file}.refused.ndjson`)
    return refused || quarantined ? 1 : 0
  } catch (error) {
    if (error instanceof Unreadable) throw new Stop(error.message, { cause: error })
    throw error
  }
}

/** Lines a second, and per cent when it is known of how much, on stderr, once a second at most. */
function meter(what = 'lines') {
  const begun = performance.now()
  let told = begun
  let first: number | undefined
  return (lines: number, share?: number) => {
    first ??= lines
    const now = performance.now()
    if (now - told < 1000) return
    told = now
    process.stderr.write(
      `\r${share === undefined ? '' : `${Math.floor(share * 100)} %  `}${lines} ${what}  ${Math.round(((lines - first) / (now - begun)) * 1000)} ${what}/s   `,
    )
  }
}

async function readCommand(args: string[]): Promise<number> {
  const { values } = parseArgs({ args, options: { source: { type: 'string' }, committee: { type: 'string' } } })
  const { source, committee } = values
  if (!source) throw new Stop('Say --source with the name of the source.')
  return withServices(async (services) => {
    const { readSource, readSources } = await import('#modules/matters')
    const found = (await readSources(services)).filter((one) => one.name === source && (!committee || one.committeeId === committee))
    const [one, ...others] = found
    if (!one || others.length)
      throw new Stop('There is no source of that name that is read, or several: name the committee with --committee.')
    const told = await readSource({ ...services, log: openLog('warn') }, one).catch((error: unknown) => {
      const wrong = error instanceof Error && error.name === 'ZodError'
      throw wrong ? new Stop('The settings of the source are wrong: give them again with add-source.', { cause: error }) : error
    })
    if (!told) throw new Stop('The source cannot be signed in.')
    const { people, stored, unchanged, quarantined, refused, problems, unread, failure } = told
    console.log(`${people} asked about, ${stored} stored, ${unchanged} unchanged, ${quarantined} in quarantine, ${refused} refused`)
    for (const [detail, n] of Object.entries(problems)) console.log(`  ${n} × ${detail}`)
    for (const [cause, n] of Object.entries(unread)) console.log(`  ${n} could not be read whole: ${cause}`)
    if (people === 0) console.log('  Nobody to ask about: the source must hand in people with personal numbers first.')
    if (failure) console.log(`The source is down: ${failure}`)
    return failure ? 2 : quarantined || refused || Object.keys(unread).length ? 1 : 0
  })
}

async function serveCommand(): Promise<number> {
  const told = toldToStop()
  const { start } = await import('./main.ts')
  const server = await start(readConfig(process.env))
  await told
  await server.stop()
  return 0
}

async function workerCommand(): Promise<number> {
  const { work } = await import('./worker.ts')
  return withServices(async (services) => {
    const worker = await work(services)
    await toldToStop()
    await worker.stop()
    return 0
  })
}

const toldToStop = () =>
  new Promise<void>((stopped) => {
    for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => stopped())
  })

async function migrateCommand(args: string[]): Promise<number> {
  const { values } = parseArgs({ args, options: { 'new-secret': { type: 'boolean' } } })
  const config = readConfig(process.env)
  const script = pathToFileURL(join(import.meta.dirname, '..', 'scripts', 'migrate.ts')).href
  const { migrate }: { migrate: (url: string, options: object) => Promise<void> } = await import(script)
  const { secret, ownLogin } = config
  await migrate(config.databaseUrl, { secret, ownLogin, newSecret: values['new-secret'], log: console.log })
  console.log('The database is up to date.')
  return 0
}

async function verifyLogCommand(args: string[]): Promise<number> {
  const text = { type: 'string' } as const
  const { values } = parseArgs({ args, options: { file: text, checkpoints: text, key: { ...text, multiple: true } } })
  const { file, checkpoints, key: keys = [] } = values
  if ((file === undefined) !== (checkpoints === undefined)) throw new Stop('Say both --file and --checkpoints, or neither.')
  const { caseOf, caseOfFiles, verifyLog } = await import('#modules/audit')
  const verify = async (given: Case): Promise<number> => {
    if (given.witnesses.length === 0) throw new Stop('The log has not been sealed yet: there is no checkpoint to compare it with.')
    const progress = meter('rows')
    const { rows, sealed, open, checkpoints, keys, wrong } = await verifyLog({ ...given, progress })
    console.error('')
    console.log(
      wrong ??
        `The log is as it was written: ${sealed} of ${rows} rows agree with ${checkpoints} checkpoints${open ? `, and ${open} are not sealed yet` : ''}.`,
    )
    for (const key of keys) console.log(`  signed with ${key}`)
    return wrong ? 1 : 0
  }
  if (file !== undefined && checkpoints !== undefined) return verify(await caseOfFiles(file, checkpoints, keys))
  return withServices(async ({ db, config }) => verify(await caseOf(db, config.checkpoints, keys)))
}

async function exportLogCommand(args: string[]): Promise<number> {
  const { positionals } = parseArgs({ args, allowPositionals: true })
  const [file] = positionals
  if (!file || positionals.length > 1) throw new Stop('Say which file to write.')
  const { exportLog } = await import('#modules/audit')
  return withServices(async ({ db }) => {
    // Personal data under secrecy: readable by whoever runs the command, and never over what is there already.
    const to = createWriteStream(file, { flags: 'wx', mode: 0o600 })
    await (file.endsWith('.gz') ? pipeline(exportLog(db), createGzip(), to) : pipeline(exportLog(db), to))
    return 0
  })
}

async function logKeyCommand(): Promise<number> {
  const { publicKeyOf } = await import('#modules/audit')
  return withServices(async (services) => {
    console.log(await publicKeyOf(services))
    return 0
  })
}

async function reportKeyCommand(): Promise<number> {
  const { reportKey } = await import('#kernel/secrets')
  console.log(reportKey(readConfig(process.env).secret))
  return 0
}

async function withServices(work: (services: Services) => Promise<number>): Promise<number> {
  const config: Config = readConfig(process.env)
  const db = connect(config.loginUrl, 3)
  try {
    return await work({ db, config, log: openLog(config.logLevel) })
  } finally {
    await db.close()
  }
}

const [name = '', ...args] = process.argv.slice(2)
const tooOld = Number(process.versions.node.split('.')[0]) < 26
const command = Object.hasOwn(commands, name) ? commands[name] : undefined
if (tooOld) {
  console.error(`Delakt runs on the Node it brings, 26, and this is ${process.versions.node}: write npx delakt ${name}.`)
  process.exitCode = 2
} else if (!command) {
  console.error(usage)
  process.exitCode = 2
} else {
  try {
    process.exitCode = await command(args)
  } catch (error) {
    process.exitCode = 2
    const code = error instanceof Error && 'code' in error ? String(error.code) : ''
    // The migrations' own word of the same kind comes from a script beside the build.
    const said =
      error instanceof Stop ||
      error instanceof ConfigError ||
      (error instanceof Error && error.name === 'Stop') ||
      code.startsWith('ERR_PARSE_ARGS')
    // Other words could be anything, what a line of the file held too.
    const unlaid = 'The database is not laid out for this version: run npx delakt migrate first.'
    const known: Record<string, string> = {
      ENOENT: 'There is no such file.',
      EACCES: 'The file cannot be read.',
      ECONNREFUSED: 'The database does not answer.',
      CONNECT_TIMEOUT: 'The database does not answer.',
      ENOTFOUND: 'There is no host of the name that the address of the database gives.',
      EADDRINUSE: 'The port is taken: stop what listens there, or set PORT.',
      '28P01': 'The database refuses the user or the password.',
      '3D000': 'There is no database of that name.',
      '42P01': unlaid,
      '42501': unlaid,
      '42883': unlaid,
      '3F000': unlaid,
      '22023': unlaid,
      '53100': 'The disk of the database is full.',
      ENOSPC: 'The disk is full.',
      EEXIST: 'There is such a file already.',
      Z_DATA_ERROR: 'The file is damaged.',
      Z_BUF_ERROR: 'The file breaks off.',
    }
    console.error(
      said && error instanceof Error
        ? error.message
        : (known[code] ?? `It could not be done (${error instanceof Error ? error.name : 'fault'} ${code}).`),
    )
  }
}
