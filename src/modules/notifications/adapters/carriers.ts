import type { Config } from '#kernel/config'
import type { Channel } from '../templates/model.ts'
import type { Carrier } from './model.ts'
import { elks, json } from './sms.ts'
import { smtp } from './smtp.ts'
import { spool } from './spool.ts'

/** The way out for a channel, as the configuration says; undefined when nothing goes that way. A letter is posted by people. */
export function carrierOf({ sms, mail, dataDir }: Config, channel: Channel): Carrier | undefined {
  if (channel === 'letter') return undefined
  const way = channel === 'sms' ? sms : mail
  switch (way.kind) {
    case '46elks':
      return elks(way)
    case 'json':
      return json(way)
    case 'smtp':
      return smtp(way)
    case 'spool':
      return spool(dataDir, channel)
    case 'none':
      return undefined
  }
}
