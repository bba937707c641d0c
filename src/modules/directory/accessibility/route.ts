import type { Route } from '#kernel/http'
import type { Services } from '#kernel/services'
import { frameOf } from '../frame.ts'
import { AccessibilityPage } from './page.tsx'

export const accessibilityRoutes = (services: Services): Route[] => [
  {
    method: 'get',
    path: '/tillganglighet',
    who: 'anyone',
    zone: 'C',
    handle: async (c) => c.html(AccessibilityPage({ frame: await frameOf(c, services) })),
  },
]
