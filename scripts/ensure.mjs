// Installs what is missing. Plain JavaScript for any Node from 20, because it runs before the project's own Node is there.
import { execFileSync, spawn } from 'node:child_process'
import { createHash } from 'node:crypto'
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join, resolve } from 'node:path'

const root = resolve(import.meta.dirname ?? '.', '..')
const modules = join(root, 'node_modules')
const stampFile = join(modules, '.delakt-installed')
const wanted = 'v26.'

const give = (sentence) => {
  console.error(sentence)
  process.exit(1)
}

/** The version that `node` will be in npm's scripts, or nothing when it does not run. */
const nodeVersion = () => {
  try {
    return execFileSync(join(modules, '.bin', 'node'), ['--version'], {
      encoding: 'utf8',
      shell: process.platform === 'win32',
      stdio: ['ignore', 'pipe', 'ignore'],
    }).trim()
  } catch {
    return ''
  }
}

/** How many packages stand at the top of node_modules by now, scopes opened. */
const unpacked = () => {
  if (!existsSync(modules)) return 0
  const names = readdirSync(modules).filter((name) => !name.startsWith('.'))
  const paths = names.flatMap((name) =>
    name.startsWith('@') ? readdirSync(join(modules, name)).map((inner) => join(name, inner)) : [name],
  )
  return paths.filter((path) => existsSync(join(modules, path, 'package.json'))).length
}

/** Whether a package's `os` or `cpu` (a word or a list, with `!` before what it is not for) takes in `mine`. */
const fits = (rule, mine) => {
  const list = [rule ?? []].flat()
  return !list.includes(`!${mine}`) && (list.includes(mine) || list.every((entry) => entry.startsWith('!')))
}

/** Packages at the top of node_modules on this kind of machine. */
const expected = (lock) =>
  Object.entries(lock.packages).filter(
    ([path, entry]) =>
      /^node_modules\/(?!.*\/node_modules\/)/.test(path) &&
      fits(entry.os, process.platform) &&
      fits(entry.cpu, process.arch) &&
      fits(entry.libc, 'glibc'),
  ).length

const install = (lock) =>
  new Promise((done) => {
    const from = Date.now()
    const all = expected(lock)
    const line = () => `Installing packages: ${Math.min(unpacked(), all)} of ${all}, ${Math.round((Date.now() - from) / 1000)} s`
    const live = process.stdout.isTTY
    console.log(`Installing ${all} packages with npm ci (about half a minute, needs the network)`)
    const tick = setInterval(() => process.stdout.write(live ? `\r${line()}` : `${line()}\n`), live ? 500 : 5000)
    // Development and optional packages are named because NODE_ENV or a .npmrc may leave them out: Node itself is one of them.
    const flags = ['ci', '--ignore-scripts', '--no-audit', '--no-fund', '--include=dev', '--include=optional', '--loglevel=error']
    const [program, first] = process.env.npm_execpath
      ? [process.env.npm_node_execpath ?? process.execPath, [process.env.npm_execpath]]
      : ['npm', []]
    const child = spawn(program, [...first, ...flags], {
      cwd: root,
      stdio: ['ignore', 'ignore', 'inherit'],
      shell: program === 'npm' && process.platform === 'win32',
    })
    child.once('error', () => give('npm could not be started: install Node 20 or newer with npm, and try again.'))
    child.once('exit', (code) => {
      clearInterval(tick)
      console.log(`${live ? '\r' : ''}${line()}`)
      if (code !== 0) give('npm ci failed (its own words stand above): mend that and run the same command again.')
      done()
    })
  })

if (Number(process.versions.node.split('.')[0]) < 20)
  give(`Delakt needs Node 20 or newer to install itself, and this is ${process.version}.`)
const text = readFileSync(join(root, 'package-lock.json'))
const stamp = createHash('sha256').update(text).update(`${process.platform}-${process.arch}`).digest('hex')
const known = existsSync(stampFile) ? readFileSync(stampFile, 'utf8') : ''
if (known !== stamp || !nodeVersion().startsWith(wanted)) {
  await install(JSON.parse(text.toString()))
  const version = nodeVersion()
  if (!version.startsWith(wanted))
    give(
      `Node 26 did not come with the packages (node_modules/.bin/node says ${version || 'nothing'}): there is none for ${process.platform}-${process.arch}, or this system cannot run it; install Node 26 yourself and run: node scripts/up.ts`,
    )
  // Last, so that an installation cut off halfway is done again.
  writeFileSync(stampFile, stamp)
}
