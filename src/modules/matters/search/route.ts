import { formOf, type Route } from '#kernel/http'
import type { Services } from '#kernel/services'
import { mattersPath, searchPath } from '../paths.ts'
import { readShelf, readWholeShelf } from '../shelf.ts'
import { seenBy } from '../start/route.ts'
import { reference } from '../templates/read.ts'
import { askedIn, find } from './model.ts'
import { SearchPage } from './page.tsx'

/** Seeking in one's own matters (CASE-06). The words come as a form and are answered at once: they stand in no address, no log and no title. */
export const searchRoutes = (services: Services): Route[] => [
  {
    method: 'get',
    path: searchPath,
    who: 'person',
    zone: 'A',
    handle: async (c) => c.html(SearchPage(await seenBy(c, services, mattersPath, 'search page'))),
  },
  {
    method: 'post',
    path: searchPath,
    who: 'person',
    zone: 'A',
    async handle(c) {
      const text = (await formOf(c))['sok'] ?? ''
      const read = askedIn(text)
      const page = { ...(await seenBy(c, services, mattersPath, 'search own', read.fault ? readShelf : readWholeShelf)), text }
      if (read.fault) return c.html(SearchPage({ ...page, fault: read.fault }), 422)
      const { all, today, frame } = page
      const found = find(all, read.asked, { today, language: frame.language, templates: reference().templates })
      return c.html(SearchPage({ ...page, answer: { asked: read.asked, found } }))
    },
  },
]
