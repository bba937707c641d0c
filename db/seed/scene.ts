import type postgres from 'postgres'
import { residents } from '../../demo/people.ts'
import type { Config } from '../../src/kernel/config.ts'
import type { Db } from '../../src/kernel/db.ts'
import type { PersonalNumber } from '../../src/kernel/values/personal-number.ts'
import { idOf } from './directory.ts'
import type { Places, sessions } from './sessions.ts'
import type { Matter, Story } from './story.ts'

/** What every part of the seeding works with: the owner, the door, the clock, and who is signed in. */
export type Scene = { sql: postgres.Sql; db: Db; config: Config; now: Date; stories: Story[]; places: Places } & ReturnType<typeof sessions>

export const numberOf = (name: string): PersonalNumber => residents.find((one) => one.name === name)!.number as PersonalNumber

/** A matter that a system hands in has that system's reference; one kept here is known by an id of ours, the same each time. */
export const refOf = ({ source, head }: Matter): string => (source === 'native' ? idOf(`ärende ${head.ref}`) : head.ref)
