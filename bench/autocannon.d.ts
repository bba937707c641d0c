declare module 'autocannon' {
  type Asked = { method?: string; path?: string; body?: string; headers?: Record<string, string> }
  type Options = {
    url: string
    connections: number
    duration: number
    requests?: { setupRequest: (request: Asked) => Asked }[]
    headers?: Record<string, string>
  }
  type Result = {
    requests: { total: number }
    latency: { p50: number; p99: number; max: number }
    duration: number
    errors: number
    timeouts: number
    non2xx: number
    '4xx': number
    '5xx': number
    throughput: { total: number }
  }
  export default function autocannon(options: Options): Promise<Result>
}
