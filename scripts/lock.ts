import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { codeOf, Stop } from './stop.ts'

/**
 * Takes the data folder for this process; the answer gives it back. Throws Stop when another one has it.
 * Node has no flock, but SQLite locks its file through the operating system, which lets go when the process dies in any way.
 */
export function holdFolder(dataDir: string): () => void {
  try {
    mkdirSync(dataDir, { recursive: true })
    const file = new DatabaseSync(join(dataDir, 'lock'))
    file.exec('pragma locking_mode = exclusive; begin exclusive')
    return () => file.close()
  } catch (error) {
    const busy = error instanceof Error && 'errcode' in error && error.errcode === 5
    if (busy)
      throw new Stop(`Delakt is already running on ${dataDir}: stop it first, or set DELAKT_DATA and PORT for a second one.`, {
        cause: error,
      })
    if (codeOf(error) === 'ENOSPC') throw error
    throw new Stop(`The data folder ${dataDir} cannot be written: set DELAKT_DATA to a folder that can.`, { cause: error })
  }
}
