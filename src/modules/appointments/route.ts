import type { Route } from '#kernel/http'
import type { Services } from '#kernel/services'
import { listRoutes } from './list/route.ts'

/** A person's times. What can be booked stands before `:booking`, which would take it. */
export const appointmentRoutes = (services: Services): Route[] => [listRoutes].flatMap((routes) => routes(services))
