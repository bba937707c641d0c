// npm run bench: the figures of "Speed to reach", each beside what it is compared with in the same run. Always ends with 0: it tells, it does not judge.
//   npm run bench -- [--small] [--only case-page,public-page,phone,import,queue,contact,log,start] [--rounds 3] [--log-rows 50000000]
import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { cpus, loadavg, totalmem } from 'node:os'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { build } from '../scripts/build.ts'
import { sentence, Stop } from '../scripts/stop.ts'
import { casePage } from './case-page.ts'
import { contact } from './contact.ts'
import { boundText, line, type Outcome, plain, verdict } from './figures.ts'
import { folder, type Ground, openGround, root } from './ground.ts'
import { imports } from './import.ts'
import { accessLog } from './log.ts'
import { phone } from './phone.ts'
import { publicPage } from './public-page.ts'
import { releaseQueue } from './queue.ts'
import { starting } from './start.ts'

const { values } = parseArgs({
  options: {
    small: { type: 'boolean', default: false },
    only: { type: 'string' },
    rounds: { type: 'string', default: '3' },
    'log-rows': { type: 'string' },
  },
})
const rounds = Math.max(1, Number(values.rounds) || 3)
const say = (text: string) => console.log(text)
const few = 20_000
const size = values.small
  ? { name: 'small', persons: few, events: 100_000, waiting: 100_000, logRows: 200_000, seconds: 4 }
  : {
      name: 'full',
      persons: 2_000_000,
      events: 1_000_000,
      waiting: 1_000_000,
      logRows: Number(values['log-rows'] ?? 50_000_000),
      seconds: 10,
    }
const town = { units: 70, persons: few, threads: 25_000 }
const country = values.small ? town : { units: 7_000, persons: 2_000_000, threads: 2_500_000 }
const shared = { few, rounds, say, town, country, ...size }

const parts = {
  'case-page': { title: 'The signed-in case page', run: (ground: Ground) => casePage(ground, shared) },
  'public-page': { title: 'The public start page', run: (ground: Ground) => publicPage(ground, shared) },
  phone: { title: 'A slow phone', run: (ground: Ground) => phone(ground, shared) },
  import: { title: 'Importing history', run: (ground: Ground) => imports(ground, shared) },
  queue: { title: 'The release queue', run: (ground: Ground) => releaseQueue(ground, shared) },
  contact: { title: 'Times and messages', run: (ground: Ground) => contact(ground, shared) },
  log: { title: 'Who has looked', run: (ground: Ground) => accessLog(ground, shared) },
  start: { title: 'Starting', run: (ground: Ground) => starting(ground, shared) },
} as const
type Name = keyof typeof parts
const names = Object.keys(parts) as Name[]

/** `busy`: how many processes wanted a core before the bench began. More than a few tenths and its figures are too low. */
type Kept = Partial<Record<Name, Outcome & { at: string; command: string; busy: number }>>
const keptFile = join(folder, `results-${size.name}.json`)
const results = join(root, 'bench', 'RESULTS.md')

/** Every part's last outcome at this size, so that one part can be measured again without the others. */
const kept = (): Kept => (existsSync(keptFile) ? (JSON.parse(readFileSync(keptFile, 'utf8')) as Kept) : {})

function page(all: Kept): string {
  const machine = `${cpus().length} cores (${cpus()[0]?.model ?? 'unknown'}), ${Math.round(totalmem() / 1e9)} GB, ${process.platform} ${process.arch}, Node ${process.versions.node}`
  const head = [
    '# What the bench measured',
    '',
    `${values.small ? `A quick run: ${few} persons and ${few * 10} copies.` : '2 000 000 persons and 20 000 000 copies, and beside them 20 000 and 200 000.'} ${machine}. Server, database and load share the machine.`,
    'Each figure is the median of its rounds, which stand beside it; what is compared is measured in turn, in one run. Written by `npm run bench`.',
  ]
  const sections = names.flatMap((name) => {
    const one = all[name]
    if (!one) return []
    const rows = one.figures.map(
      (f) => `| ${f.name} | ${plain(f.value)} ${f.unit} | ${boundText(f.bound)} | ${verdict(f)} | ${f.rounds.map(plain).join(', ')} |`,
    )
    return [
      '',
      `## ${parts[name].title}`,
      '',
      `\`${one.command}\`, ${one.at}${one.busy > 0.5 ? `. The machine was busy with other things when it began (load ${plain(one.busy)}): take the ratios, not the speeds.` : ''}`,
      ...(rows.length ? ['', '| | Median | Bound | | Rounds |', '|---|---|---|---|---|', ...rows] : []),
      '',
      ...one.commands.map((command) => `- ${command}`),
      ...one.notes.map((note) => `\n${note}`),
    ]
  })
  return `${[...head, ...sections].join('\n').trimEnd()}\n`
}

async function bench(): Promise<void> {
  const asked = values.only?.split(',') ?? names
  const strange = asked.find((name) => !names.includes(name as Name))
  if (strange) throw new Stop(`There is no part called ${strange}: choose among ${names.join(', ')}.`)
  const busy = loadavg()[0] ?? 0
  if (busy > 0.5) say(`The machine is busy with other things (load ${plain(busy)}): take the ratios, not the speeds.`)
  await build(say)
  const ground = await openGround(say)
  const stop = () => void ground.stop().finally(() => process.exit(130))
  process.once('SIGINT', stop)
  try {
    for (const name of names.filter((one) => asked.includes(one))) {
      say(`\n== ${parts[name].title}`)
      try {
        const outcome = await parts[name].run(ground)
        for (const one of outcome.figures) say(line(one))
        const command = `npm run bench --${values.small ? ' --small' : ''} --only ${name}${rounds === 3 ? '' : ` --rounds ${rounds}`}${values['log-rows'] ? ` --log-rows ${values['log-rows']}` : ''}`
        const all = { ...kept(), [name]: { ...outcome, busy, at: new Date().toISOString().slice(0, 16).replace('T', ' '), command } }
        writeFileSync(keptFile, JSON.stringify(all))
        writeFileSync(results, page(all))
      } catch (error) {
        if (error instanceof Stop) throw error
        say(`  not measured: ${sentence(error)}`)
      }
    }
    say(`\nWritten to ${results.slice(root.length + 1)}`)
  } finally {
    process.off('SIGINT', stop)
    await ground.stop()
  }
}

await bench().catch((error: unknown) => console.error(sentence(error)))
