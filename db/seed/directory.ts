import { createHash } from 'node:crypto'
import type postgres from 'postgres'
import { demoClients, demoIssuer, staff, type Unit } from '../../demo/people.ts'
import { connected } from '../../scripts/stop.ts'
import { readOpen } from '../../src/kernel/values/hours.ts'

// Delaby and Granby: two invented municipalities, their committees, units, staff and ways to sign in.

/** The id of something seeded: always the same for the same name, so that a second run changes and does not add. */
export function idOf(name: string): string {
  const hex = createHash('sha256').update(`delaby ${name}`).digest('hex')
  return [hex.slice(0, 8), hex.slice(8, 12), `8${hex.slice(13, 16)}`, `8${hex.slice(17, 20)}`, hex.slice(20, 32)].join('-')
}

const office = { sv: 'vardagar 8–16.30', en: 'weekdays 8–16:30', open: [{ days: [1, 2, 3, 4, 5], from: '08:00', to: '16:30' }] }
const urgent = (onCall: string) => [
  { label: { sv: 'Fara för liv', en: 'Danger to life' }, phone: '112' },
  { label: { sv: 'Socialjouren, kvällar och helger', en: 'Social services on call, evenings and weekends' }, phone: onCall },
  { label: { sv: 'Självmordslinjen, dygnet runt', en: 'Suicide helpline, day and night' }, phone: '90101' },
  { label: { sv: 'Kvinnofridslinjen', en: "The women's helpline" }, phone: '020-50 50 50' },
  { label: { sv: 'Bris för barn', en: 'Bris, for children' }, phone: '116 111' },
]

const municipalities = [
  { key: 'Delaby', code: '9999', name: 'Delaby kommun', phone: '0980-31 92 00', onCall: '0980-31 92 99' },
  { key: 'Granby', code: '9998', name: 'Granby kommun', phone: '0980-31 92 60', onCall: '0980-31 92 69' },
] as const

/** Granby's own colour in place of blueberry: spruce green, in light and dark. */
const spruce = {
  light: {
    'base-default': '#0f5560',
    'base-hover': '#2c6a73',
    'base-active': '#407880',
    'base-contrast-default': '#ffffff',
    'surface-tinted': '#e1eaeb',
    'surface-hover': '#cedddf',
    'border-default': '#4d8189',
    'border-strong': '#1a5d67',
    'text-subtle': '#0e4f59',
    'text-default': '#072a2f',
  },
  dark: {
    'base-default': '#8fc6ce',
    'base-hover': '#a3d0d7',
    'base-active': '#b6dae0',
    'base-contrast-default': '#000000',
    'surface-tinted': '#17302f',
    'surface-hover': '#1f3d3d',
    'border-default': '#5f9aa2',
    'border-strong': '#8fc6ce',
    'text-subtle': '#9fd0d7',
    'text-default': '#d5ecef',
  },
}

const committees = [
  {
    key: 'social',
    of: 'Delaby',
    name: { sv: 'Socialnämnden i Delaby', en: 'The social welfare committee in Delaby' },
    post: 'Socialnämnden, Delaby kommun, 999 01 Delaby',
  },
  {
    key: 'omsorg',
    of: 'Delaby',
    name: { sv: 'Omsorgsnämnden i Delaby', en: 'The care committee in Delaby' },
    post: 'Omsorgsnämnden, Delaby kommun, 999 01 Delaby',
  },
  {
    key: 'granby',
    of: 'Granby',
    name: { sv: 'Socialnämnden i Granby', en: 'The social welfare committee in Granby' },
    post: 'Socialnämnden, Granby kommun, 999 50 Granby',
  },
] as const

const here = (address: string) => ({
  sv: `${address}. Vardagar 9–15, du behöver ingen tid.`,
  en: `${address}. Weekdays 9–15, you need no appointment.`,
})

const units: Record<
  Unit,
  { of: (typeof committees)[number]['key']; name: { sv: string; en: string }; phone: string; visit: { sv: string; en: string } }
> = {
  vuxen: {
    of: 'social',
    name: { sv: 'Vuxenenheten', en: 'The unit for adults' },
    phone: '0980-31 92 01',
    visit: here('Storgatan 14, Delaby'),
  },
  ekonomi: {
    of: 'social',
    name: { sv: 'Ekonomienheten', en: 'The unit for financial support' },
    phone: '0980-31 92 03',
    visit: here('Storgatan 14, Delaby'),
  },
  familj: {
    of: 'social',
    name: { sv: 'Familjeenheten', en: 'The unit for families' },
    phone: '0980-31 92 04',
    visit: here('Storgatan 14, Delaby'),
  },
  omsorg: {
    of: 'omsorg',
    name: { sv: 'Stöd- och omsorgsenheten', en: 'The unit for support and care' },
    phone: '0980-31 92 07',
    visit: here('Kvarngatan 3, Delaby'),
  },
  granby: {
    of: 'granby',
    name: { sv: 'Vuxen- och familjeenheten', en: 'The unit for adults and families' },
    phone: '0980-31 92 61',
    visit: here('Torget 2, Granby'),
  },
}

const labels = {
  resident: {
    label: { sv: 'E-legitimation (prov)', en: 'E-ID (try-out)' },
    hint: { sv: 'Välj bland påhittade invånare', en: 'Choose among invented residents' },
  },
  staff: {
    label: { sv: 'Personalens inloggning (prov)', en: 'Staff login (try-out)' },
    hint: { sv: 'Välj bland påhittad personal', en: 'Choose among invented staff' },
  },
}
const loa = (level: number) => `http://id.elegnamnden.se/loa/1.0/loa${level}`
const levels = { resident: { [loa(3)]: 3, [loa(2)]: 2 }, staff: { [loa(3)]: 3, [loa(2)]: 2 } }

/** Fills the directory, as its owner; a second run brings it up to date and adds nothing. */
export async function seedDirectory(sql: postgres.Sql, config: { demoProviderPort: number }): Promise<void> {
  const issuer = demoIssuer(config)
  await sql.begin(async (tx) => {
    for (const { key, code, name, phone, onCall } of municipalities)
      await tx`
        insert into directory.municipalities (id, code, region, name, phone, phone_hours, urgent, theme)
        values (${idOf(key)}, ${code}, 'Region Mellanbygden', ${name}, ${phone}, ${tx.json(office)}, ${tx.json(urgent(onCall))}, ${key === 'Granby' ? tx.json(spruce) : null})
        on conflict (id) do update set name = excluded.name, phone = excluded.phone, phone_hours = excluded.phone_hours, urgent = excluded.urgent, theme = excluded.theme`
    for (const { key, of, name, post } of committees)
      await tx`
        insert into directory.committees (id, municipality_id, name, post_address) values (${idOf(`nämnd ${key}`)}, ${idOf(of)}, ${tx.json(name)}, ${post})
        on conflict (id) do update set name = excluded.name, post_address = excluded.post_address`
    for (const [code, { of, name, phone, visit }] of Object.entries(units))
      await tx`
        insert into directory.units (id, committee_id, code, name, phone, phone_hours, visit)
        values (${idOf(`enhet ${code}`)}, ${idOf(`nämnd ${of}`)}, ${code}, ${tx.json(name)}, ${phone}, ${tx.json(office)}, ${tx.json(visit)})
        on conflict (id) do update set name = excluded.name, phone = excluded.phone, phone_hours = excluded.phone_hours, visit = excluded.visit`
    for (const { subject, name, title, municipality, phone, hours: said, photo } of staff) {
      const hours = { ...said, open: readOpen(said.sv) ?? [] }
      await tx`
        insert into directory.staff (id, municipality_id, name, title, phone, phone_hours, photo)
        values (${idOf(subject)}, ${idOf(municipality)}, ${name}, ${tx.json(title)}, ${phone}, ${tx.json(hours)}, ${photo ?? null})
        on conflict (id) do update set name = excluded.name, title = excluded.title, phone = excluded.phone, phone_hours = excluded.phone_hours, photo = excluded.photo`
    }
    for (const { subject, deputy, at } of staff) {
      await tx`update directory.staff set deputy_id = ${deputy ? idOf(deputy) : null} where id = ${idOf(subject)}`
      for (const { unit, role, ended } of at)
        await tx`
          insert into directory.assignments (committee_id, unit_id, staff_id, role, valid_from, valid_to)
          values (${idOf(`nämnd ${units[unit].of}`)}, ${idOf(`enhet ${unit}`)}, ${idOf(subject)}, ${role}, ${role === 'requestDispatcher' ? tx`current_date - 1` : '2020-01-01'}, ${ended ? '2026-06-30' : null})
          on conflict (staff_id, unit_id, role) do nothing`
    }
    // What the way in calls them, and where alarms go; and of some, an HSA id of the kind that is for tests. Daniel's e-mail nobody has entered.
    for (const { subject, municipality, hsaId } of staff)
      await tx`
        insert into directory.staff_ids (municipality_id, staff_id, user_name, hsa_id, email)
        values (${idOf(municipality)}, ${idOf(subject)}, ${subject}, ${hsaId ?? null}, ${subject === 'daniel.akesson' ? null : `${subject}@example.se`})
        on conflict (municipality_id, staff_id) do nothing`
    // Each unit has an administrator and a deputy (ADOPT-01): two of those who work there, or else in its committee.
    await tx`
      insert into directory.keepers (committee_id, unit_id, place, staff_id)
      select committee_id, unit_id, (array['administrator', 'deputy'])[n], staff_id from (
        select u.committee_id, u.id as unit_id, a.staff_id, row_number() over (partition by u.id order by bool_or(a.unit_id = u.id) desc, min(a.role), a.staff_id) as n
        from directory.units u join directory.assignments a on a.committee_id = u.committee_id and a.valid_to is null
        group by u.committee_id, u.id, a.staff_id) two
      where n <= 2 on conflict do nothing`
    for (const { id, municipality, audience } of demoClients)
      await tx`
        insert into directory.providers (municipality_id, audience, key, label, hint, issuer, client_id, levels)
        values (${idOf(municipality)}, ${audience}, 'prov', ${tx.json(labels[audience].label)}, ${tx.json(labels[audience].hint)}, ${issuer}, ${id}, ${tx.json(levels[audience])})
        on conflict (municipality_id, audience, key) do nothing`
    for (const { subject } of staff)
      await tx`insert into identity.logins (issuer, subject, staff_id) values (${issuer}, ${subject}, ${idOf(subject)}) on conflict do nothing`
  })
}

/** The demo provider's address has its port in it: whatever it was last time, links made there lead to the same people now. */
export const pointProvidersAtDemo = (ownerUrl: string, config: { demoProviderPort: number }): Promise<void> =>
  connected(ownerUrl, async (sql) => {
    const issuer = demoIssuer(config)
    const ids = demoClients.map(({ id }) => id)
    await sql.begin(async (tx) => {
      await tx`
        update identity.logins l set issuer = ${issuer}
        where l.issuer <> ${issuer} and l.issuer in (select issuer from directory.providers where client_id = any(${ids}))
          and not exists (select from identity.logins there where there.audience = l.audience and there.issuer = ${issuer} and there.subject = l.subject)`
      await tx`update directory.providers set issuer = ${issuer} where client_id = any(${ids}) and issuer <> ${issuer}`
    })
  })
