import { existsSync, globSync, readFileSync } from 'node:fs'
import { dirname, join, normalize } from 'node:path'
import { parseSync } from 'oxc-parser'
import { expect, test } from 'vitest'

/** Which module may knock at which other's front door. Nobody imports what is not listed. */
const mayMeet: Record<string, readonly string[]> = {
  appointments: ['directory', 'notifications'],
  directory: [],
  audit: ['directory'],
  contact: ['directory', 'notifications', 'writing'],
  identity: ['directory'],
  notifications: ['directory'],
  writing: ['directory'],
  matters: ['appointments', 'contact', 'directory', 'identity', 'release', 'writing'],
  release: ['appointments', 'audit', 'contact', 'directory', 'matters', 'writing'],
}
/** The names a page folder may hold, each with its test; a long page draws its parts in files of their own. Other folders: ARCHITECTURE.md. */
const pageNames = /^(model|queries|policy|text|route|events|jobs)\.ts$|\.tsx$|\.test\.tsx?$/

const files = globSync('src/**/*.{ts,tsx}').map((file) => file.replaceAll('\\', '/'))
const inProduct = (file: string) => !/\.test\.tsx?$|^src\/testing\//.test(file)

type Import = readonly [from: string, to: string]

/** Every import in src as [from, to], with the `#` ones resolved as package.json says; and those of them that are there when it runs. */
const found = files.flatMap((from) => {
  const { module } = parseSync(from, readFileSync(from, 'utf8'))
  const taken = module.staticImports.map(({ moduleRequest, entries }) => ({
    name: moduleRequest.value,
    runs: entries.length === 0 || entries.some(({ isType }) => !isType),
  }))
  const handedOn = module.staticExports.flatMap(({ entries }) =>
    entries.flatMap(({ moduleRequest, isType }) => (moduleRequest ? [{ name: moduleRequest.value, runs: !isType }] : [])),
  )
  return [...taken, ...handedOn].map(({ name, runs }) => ({ pair: [from, resolved(from, name)] as Import, runs }))
})
const imports = found.map(({ pair }) => pair)
const running = found.filter(({ runs }) => runs).map(({ pair }) => pair)

function resolved(from: string, name: string): string {
  if (name.startsWith('.')) return normalize(join(dirname(from), name)).replaceAll('\\', '/')
  return name
    .replace(/^#modules\/(.+)$/, 'src/modules/$1/index.ts')
    .replace(/^#ui\/(.+)$/, 'src/ui/$1.tsx')
    .replace(/^#kernel\/(.+)$/, 'src/kernel/$1.ts')
    .replace(/^#testing$/, 'src/testing/world.ts')
}

const moduleOf = (path: string) => /^src\/modules\/([^/]+)\//.exec(path)?.[1]
const named = (path: string, ...names: string[]) => names.some((name) => path.endsWith(`/${name}`))

test('there is something to check', () => {
  expect(imports.length).toBeGreaterThan(300)
  expect(imports.filter(([, to]) => to.startsWith('src/')).filter(([, to]) => !existsSync(to))).toEqual([])
})

test.each<[string, (from: string, to: string) => boolean]>([
  ['the kernel knows no module and no page', (from, to) => from.startsWith('src/kernel/') && /^src\/(modules|ui|problems)\//.test(to)],
  ['the parts of the look know no module', (from, to) => from.startsWith('src/ui/') && to.startsWith('src/modules/')],
  [
    'a value stands on nothing but values and words',
    (from, to) => from.startsWith('src/kernel/values/') && to.startsWith('src/') && !/^src\/kernel\/(values\/|text\.ts)/.test(to),
  ],
  ['modules meet only at index.ts', (from, to) => !!moduleOf(to) && moduleOf(from) !== moduleOf(to) && !to.endsWith('/index.ts')],
  [
    'modules meet only along the declared list',
    (from, to) =>
      !!moduleOf(from) && !!moduleOf(to) && moduleOf(from) !== moduleOf(to) && !mayMeet[moduleOf(from)!]?.includes(moduleOf(to)!),
  ],
  ['only the door holds the driver', (from, to) => /^(postgres|pg)$/.test(to) && !/^src\/kernel\/(db|jobs)\.ts$/.test(from)],
  ['the world to test in does not reach the product', (_, to) => to.startsWith('src/testing/')],
  ['the demo does not reach the product', (_, to) => to.startsWith('demo/')],
])('%s', (_, rule) =>
  expect(
    imports
      .filter(([from]) => inProduct(from))
      .filter(([from, to]) => rule(from, to))
      .map((pair) => pair.join(' → ')),
  ).toEqual([]),
)

// Types are free to be named; what runs is not.
test.each<[string, (from: string, to: string) => boolean]>([
  [
    'words know no database',
    (from, to) => named(from, 'text.ts') && (named(to, 'queries.ts', 'route.ts', 'page.tsx') || to === 'src/kernel/db.ts'),
  ],
  [
    'a page draws what it is given',
    (from, to) => from.endsWith('.tsx') && (named(to, 'queries.ts', 'route.ts') || to === 'src/kernel/db.ts'),
  ],
  [
    'a model is pure',
    (from, to) =>
      named(from, 'model.ts') &&
      !named(to, 'model.ts', 'index.ts') &&
      !/^zod$|^src\/kernel\/(values\/|text\.ts)|^src\/modules\/matters\/(events|templates)\//.test(to),
  ],
])('%s', (_, rule) =>
  expect(
    running
      .filter(([from]) => inProduct(from))
      .filter(([from, to]) => rule(from, to))
      .map((pair) => pair.join(' → ')),
  ).toEqual([]),
)

test('nothing but the configuration and the programs that start it read the environment', () => {
  const readers = files.filter((file) => inProduct(file) && /process\.env/.test(readFileSync(file, 'utf8')))
  expect(readers.filter((file) => !/^src\/(cli|kernel\/config)\.ts$/.test(file))).toEqual([])
})

test('a folder with a page holds the page names and no others', () => {
  const pages = globSync('src/modules/**/page.tsx').map((file) => dirname(file).replaceAll('\\', '/'))
  expect(pages.length).toBeGreaterThan(10)
  const strange = files.filter((file) => pages.includes(dirname(file)) && !pageNames.test(file.split('/').at(-1)!))
  expect(strange).toEqual([])
})

test('no file is longer than 500 lines', () => {
  const long = files.filter((file) => readFileSync(file, 'utf8').split('\n').length > 500)
  expect(long).toEqual([])
})
