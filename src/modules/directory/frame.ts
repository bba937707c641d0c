import { getCookie, setCookie } from 'hono/cookie'
import type { PersonActor, StaffActor } from '#kernel/actor'
import { styles } from '#kernel/assets'
import { type Ctx, signInFrom } from '#kernel/http'
import { secureNonce } from '#kernel/nonce'
import { plainCookieOptions } from '#kernel/session'
import type { Services } from '#kernel/services'
import type { Language } from '#kernel/text'
import { dayOf } from '#kernel/values/day'
import { phone } from '#kernel/values/phone'
import { sayFullDay } from '#kernel/values/when'
import type { Page } from '#ui/page'
import { municipalities } from './municipalities.ts'
import { type Municipality, say } from './model.ts'
import { words } from './text.ts'

/** What stands around every page: whose it is, who is signed in, where one can go. Pages add their title and content. */
export type Frame = Omit<Parameters<typeof Page>[0], 'title' | 'children'>

/** The frame of this response. `at` is the path of the menu's current link; `municipalityId` is whose page it is when no session says so. */
export async function frameOf(
  c: Ctx | Ctx<PersonActor> | Ctx<StaffActor>,
  services: Services,
  at?: string,
  municipalityId?: string,
): Promise<Frame & { municipality: Municipality | undefined }> {
  // Without the database there is still a page that says so.
  const all = await municipalities(services).catch(() => [])
  const municipality = all.find(({ id }) => id === (c.var.session?.municipalityId || municipalityId)) ?? all[0]
  const { actor, session, language } = c.var
  const said = words(language)
  const user =
    session && (actor.kind === 'person' || actor.kind === 'staff')
      ? {
          name: actor.name,
          endsAt: session.idleUntil,
          secondsLeft: Math.max(0, Math.round((+session.idleUntil - Date.now()) / 1000)),
          last: session.last,
          again: signInFrom(c, actor.kind),
        }
      : undefined
  const version = styles?.version
  const newcomer = user !== undefined && version !== undefined && getCookie(c, 'stil') !== version
  // Gone with the browser and at sign-out: nothing on a shared device tells that somebody was signed in.
  if (newcomer) setCookie(c, 'stil', version, plainCookieOptions(services.config))
  const common = {
    municipality,
    newcomer,
    language,
    nonce: secureNonce(c),
    query: c.req.query(),
    answer: c.req.method === 'POST',
    user,
    about: municipality && aboutLine(municipality, language),
    links: [{ href: '/tillganglighet', text: said.accessibility }],
  }
  const theme = municipality?.theme ?? undefined
  const mark = (links: readonly { href: string; text: string }[]) => links.map((link) => ({ ...link, current: link.href === at }))
  if (actor.kind === 'staff') {
    const from = [actor.desk?.unit, municipality?.name].filter(Boolean).join(', ')
    return {
      ...common,
      staff: true,
      place: { name: said.staff.name, subtitle: from, home: '/personal', theme },
      printed: said.staff.printed(from, sayFullDay(dayOf(new Date()), language), actor.name),
      nav: { label: said.staff.label, links: mark(deskLinks(actor, language)) },
    }
  }
  const place = {
    name: municipality?.name ?? 'Delakt',
    subtitle: words('sv').socialServices,
    home: actor.kind === 'person' ? '/mina-sidor' : '/',
    theme,
  }
  if (actor.kind === 'person')
    return {
      ...common,
      place,
      nav: {
        label: said.pages.label,
        links: mark([
          { href: '/mina-sidor', text: said.pages.start },
          { href: '/mina-sidor/arenden', text: said.pages.matters },
          { href: '/mina-sidor/tider', text: said.pages.times },
          { href: '/mina-sidor/meddelanden', text: said.pages.messages },
          { href: '/mina-sidor/vem-har-last', text: said.pages.whoLooked },
          { href: '/mina-sidor/installningar', text: said.pages.settings },
        ]),
      },
    }
  return {
    ...common,
    place,
    nav: {
      label: said.public.label,
      links: mark([
        { href: '/', text: said.public.start },
        { href: '/logga-in', text: said.public.signIn },
      ]),
    },
  }
}

/** The menu of a desk: only rooms that this role may enter. */
function deskLinks({ desk }: StaffActor, language: Language): { href: string; text: string }[] {
  const { staff } = words(language)
  const settings = { href: '/personal/installningar', text: staff.settings }
  const queue = { href: '/personal/granska', text: staff.queue }
  const inbox = { href: '/personal/inkorg', text: staff.inbox }
  const start = { href: '/personal', text: staff.start }
  const remarks = { href: '/personal/synpunkter', text: staff.remarks }
  const matters = { href: '/personal/arenden', text: staff.matters }
  const letters = { href: '/personal/brev', text: staff.letters }
  const times = { href: '/personal/tider', text: staff.times }
  switch (desk?.role) {
    case 'caseOfficer':
      return [start, queue, inbox, matters, times, remarks, letters, settings]
    case 'unitManager':
      return [
        start,
        queue,
        inbox,
        matters,
        times,
        remarks,
        letters,
        { href: '/personal/regler', text: staff.rules },
        { href: '/personal/enheten', text: staff.unit },
        settings,
      ]
    case 'systemSteward':
      return [
        start,
        { href: '/admin', text: staff.admin },
        { href: '/personal/kallor', text: staff.sources },
        { href: '/personal/inloggningar', text: staff.signIns },
        settings,
      ]
    case 'logReviewer':
      return [start, { href: '/personal/loggar', text: staff.logs }, settings]
    case 'requestDispatcher':
      return [start, inbox, settings]
    case undefined:
      return [start, settings]
  }
}

const aboutLine = (municipality: Municipality, language: Language): string =>
  words(language).switchboard(
    municipality.name,
    phone(municipality.phone)?.shown ?? municipality.phone,
    say(municipality.phoneHours, language),
  )
