import { type DestinationStream, pino, type Logger } from 'pino'

export type Log = Logger

/** The log on stdout, or where else it is to go: ids, causes and durations, never content, never a personal number, never an address with a query. */
export const openLog = (level: string, to?: DestinationStream): Log =>
  pino({ level, base: null, formatters: { level: (label) => ({ level: label }) } }, to)
