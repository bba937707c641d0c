import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'

/** The folder that `scripts/assets.ts` fills: `dist/assets` beside the built server. Absent when the source runs as it is. */
export const assetFolder = join(import.meta.dirname, '..', '..', 'dist', 'assets')

const list = join(assetFolder, 'manifest.json')
const manifest: Record<string, string> = existsSync(list) ? JSON.parse(readFileSync(list, 'utf8')) : {}

/** The address of a file from `src/ui/assets` or an island: `/assets/delakt.1a2b3c4d.css`, never changing, so it may be kept for ever. Without a build, the plain name. */
export const asset = (name: string): string => `/assets/${manifest[name] ?? name}`

const textOf = (name: string): string => (manifest[name] ? readFileSync(join(assetFolder, manifest[name]), 'utf8') : '')

/**
 * The style sheets for one who has not been here: they go along in the page, because a second journey on a slow network costs more than
 * their bytes. `version` is what a browser says that has them. Undefined without a build.
 */
export const styles = manifest['delakt.css']
  ? {
      version: `${manifest['delakt.css']}-${manifest['staff.css']}`,
      text: { 'delakt.css': textOf('delakt.css'), 'staff.css': textOf('staff.css') },
    }
  : undefined
