// A new source for a committee, with the key it signs in with. Only whoever owns the database can make one.
import { parseArgs } from 'node:util'
import { readConfig } from '../src/kernel/config.ts'
import { hashOf, newSecret } from '../src/kernel/session.ts'
import { command, connected, Stop } from './stop.ts'

type Wanted = { committee: string; name: string; label: string; labelEn?: string | undefined; kind: string }
/** What the source needs to sign in. The secret is shown once and kept only as a hash. */
export type Key = { clientId: string; clientSecret: string }

/** Adds a source that pushes, or that is read, to the committee with this id or Swedish name. Throws Stop. */
export const addSource = (ownerUrl: string, { committee, name, label, labelEn = label, kind }: Wanted): Promise<Key> =>
  connected(ownerUrl, async (sql) => {
    const found = await sql<
      { id: string }[]
    >`select id from directory.committees where id::text = ${committee} or name ->> 'sv' = ${committee}`
    const [one, ...others] = found
    if (!one || others.length) {
      const all = await sql<{ id: string; name: string }[]>`select id, name ->> 'sv' as name from directory.committees order by name`
      throw new Stop(
        `There is ${one ? 'more than one committee' : 'no committee'} called ${committee}. There are: ${all.map(({ id, name }) => `${name} (${id})`).join(', ')}.`,
      )
    }
    const key = { clientId: `${name}-${newSecret().slice(0, 8)}`, clientSecret: newSecret() }
    const made = await sql`
      insert into record.sources (committee_id, name, kind, label, client_id, secret_hash)
      values (${one.id}, ${name}, ${kind}, ${sql.json({ sv: label, en: labelEn })}, ${key.clientId}, ${hashOf(key.clientSecret)})
      on conflict (committee_id, name) do nothing returning id`
    if (made.length === 0) throw new Stop(`The committee has a source called ${name} already.`)
    return key
  })

if (import.meta.main)
  await command(async () => {
    const text = { type: 'string' } as const
    const { values } = parseArgs({
      options: { committee: text, name: text, label: text, 'label-en': text, kind: { type: 'string', default: 'push' } },
    })
    const { committee, name, label = name, 'label-en': labelEn, kind } = values
    if (!committee || !name || !label)
      throw new Stop('Say --committee (its name or id) and --name, and --label with what people call the system.')
    if (!/^(push|lifecare|digisos|native)$/.test(kind)) throw new Stop('--kind is push, lifecare, digisos or native.')
    const { clientId, clientSecret } = await addSource(readConfig(process.env).databaseUrl, { committee, name, label, labelEn, kind })
    console.log(`client id:     ${clientId}\nclient secret: ${clientSecret}\nThe secret is not shown again.`)
  })
