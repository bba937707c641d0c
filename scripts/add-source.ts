// A new source for a committee, with the key it signs in with, or new settings for one that is read. Only whoever owns the database can do it.
import { readFileSync } from 'node:fs'
import { parseArgs } from 'node:util'
import type postgres from 'postgres'
import { readConfig } from '../src/kernel/config.ts'
import { hashOf, newSecret } from '../src/kernel/session.ts'
import { Settings } from '../src/modules/matters/adapters/lifecare/model.ts'
import { problemOf } from '../src/modules/matters/feed/problem.ts'
import { codeOf, command, connected, Stop } from './stop.ts'

/** `settings`: how a Lifecare is reached and read, as its adapter describes. */
type Wanted = { committee: string; name: string; label: string; labelEn?: string | undefined; kind: string; settings?: unknown }
/** What the source needs to sign in. The secret is shown once and kept only as a hash. */
export type Key = { clientId: string; clientSecret: string }

/**
 * Adds a source that pushes, or that is read, to the committee with this id or Swedish name. One that is there already gets the
 * settings, when there are any, and keeps its key, which is not told. Throws Stop.
 */
export const addSource = (
  ownerUrl: string,
  { committee, name, label, labelEn = label, kind, settings }: Wanted,
): Promise<Key | undefined> =>
  connected(ownerUrl, async (sql) => {
    const kept = sql.json(settingsOf(kind, settings))
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
      insert into record.sources (committee_id, name, kind, label, client_id, secret_hash, settings)
      values (${one.id}, ${name}, ${kind}, ${sql.json({ sv: label, en: labelEn })}, ${key.clientId}, ${hashOf(key.clientSecret)}, ${kept})
      on conflict (committee_id, name) do nothing returning id`
    if (made.length) return key
    const changed =
      await sql`update record.sources set settings = ${kept} where committee_id = ${one.id} and name = ${name} and kind = 'lifecare' and kind = ${kind} returning id`
    if (changed.length === 0) throw new Stop(`The committee has a source called ${name} already.`)
    return undefined
  })

function settingsOf(kind: string, settings: unknown): postgres.JSONValue {
  if ((kind === 'lifecare') !== (settings !== undefined))
    throw new Stop('A source of kind lifecare, and no other, has --settings with a file.')
  if (settings === undefined) return {}
  const read = Settings.safeParse(settings, { reportInput: true })
  if (!read.success) throw new Stop(`In the settings, ${problemOf(read.error).detail}.`)
  return settings as postgres.JSONValue
}

const jsonIn = (file: string): unknown => {
  try {
    return JSON.parse(readFileSync(file, 'utf8'))
  } catch (error) {
    throw new Stop(codeOf(error) === 'ENOENT' ? `There is no file ${file}.` : `${file} is not JSON.`, { cause: error })
  }
}

if (import.meta.main)
  await command(async () => {
    const text = { type: 'string' } as const
    const { values } = parseArgs({
      options: { committee: text, name: text, label: text, 'label-en': text, kind: { type: 'string', default: 'push' }, settings: text },
    })
    const { committee, name, label = name, 'label-en': labelEn, kind } = values
    if (!committee || !name || !label)
      throw new Stop('Say --committee (its name or id) and --name, and --label with what people call the system.')
    if (!/^(push|lifecare|digisos|native)$/.test(kind)) throw new Stop('--kind is push, lifecare, digisos or native.')
    const settings = values.settings === undefined ? {} : { settings: jsonIn(values.settings) }
    const key = await addSource(readConfig(process.env).databaseUrl, { committee, name, label, labelEn, kind, ...settings })
    if (key) console.log(`client id:     ${key.clientId}\nclient secret: ${key.clientSecret}\nThe secret is not shown again.`)
    else console.log(`${name} has its new settings.`)
  })
