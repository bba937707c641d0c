// The built server as a process of its own, and its word on what it costs. Runs without the condition `source`, like npm start.
import { join, resolve } from 'node:path'
import { pathToFileURL } from 'node:url'
import { type Config, readConfig } from '../src/kernel/config.ts'

const main = pathToFileURL(join(resolve(import.meta.dirname, '..'), 'dist', 'main.js')).href
const { start }: { start: (config: Config) => Promise<{ stop(): Promise<void> }> } = await import(main)
const server = await start(readConfig(process.env))

process.on('message', (asked) => {
  if (asked === 'stop') return void server.stop().then(() => process.exit(0))
  const { user, system } = process.cpuUsage()
  process.send?.({ cpu: (user + system) / 1e6, peak: process.resourceUsage().maxRSS / 1024 })
})
process.send?.('ready')
// The bench itself is gone.
process.on('disconnect', () => process.exit())
