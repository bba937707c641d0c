import type { Route } from '#kernel/http'
import type { Services } from '#kernel/services'
import { demoRoutes } from './demo/route.ts'
import { letterRoutes } from './letters/route.ts'
import { settingsRoutes } from './settings/route.ts'

export { carrierOf } from './adapters/carriers.ts'
export { readAddress } from './address.ts'
export { sendingApi } from './incoming.ts'
export { notificationJobs } from './jobs.ts'
export { deliver, type Order, type Outcome, type To } from './send.ts'
export { knownNumber } from './number.ts'
export { addressFrom, leads, mostLeads } from './settings/model.ts'
export { type Channel, isTelling, type Message, type Slots, streetSlot, type Template, type Tongue } from './templates/model.ts'
export { type Around, whenSlots, type Wording, wording } from './templates/wording.ts'

/** How a person is reached, what the unit posts, and in the demo what would have been sent. */
export const notificationRoutes = (services: Services): Route[] => [
  ...settingsRoutes(services),
  ...letterRoutes(services),
  ...demoRoutes(services),
]
