import type { Route } from '#kernel/http'
import type { Services } from '#kernel/services'

/** The matters of a unit as its staff see and, where no other system does it, keep them. */
export const deskRoutes = (_services: Services): Route[] => []
