// node:http and nothing else: one answer's bytes, again and again. What a page could at most reach.
import { readFileSync } from 'node:fs'
import { createServer } from 'node:http'

const { status, headers, body, port } = JSON.parse(readFileSync(0, 'utf8')) as {
  status: number
  headers: [string, string][]
  body: string
  port: number
}
const bytes = Buffer.from(body, 'base64')
createServer((_, response) => {
  response.writeHead(status, headers.flat())
  response.end(bytes)
}).listen(port, () => process.send?.('ready'))

process.on('message', (asked) => {
  if (asked === 'stop') process.exit(0)
  const { user, system } = process.cpuUsage()
  process.send?.({ cpu: (user + system) / 1e6, peak: process.resourceUsage().maxRSS / 1024 })
})
// The bench itself is gone.
process.on('disconnect', () => process.exit())
