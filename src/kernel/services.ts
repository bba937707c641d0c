import type { Config } from './config.ts'
import type { Db } from './db.ts'
import type { Log } from './log.ts'

/** What a route is given to work with. */
export type Services = { readonly db: Db; readonly config: Config; readonly log: Log }
