import { build, type BuildOptions } from 'esbuild'
import { createHash } from 'node:crypto'
import { mkdir, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { basename, extname, join } from 'node:path'
import { brotliCompressSync, gzipSync } from 'node:zlib'

const home = join(import.meta.dirname, '..', 'src')
const compressed = new Set(['.css', '.js', '.svg'])

/**
 * Writes what browsers fetch into `outDir` as `<name>.<hash>.<ext>`, with `.gz` and `.br` beside text files and
 * `manifest.json` (`{ "delakt.css": "delakt.1a2b3c4d.css" }`) for `asset()`. Throws esbuild's own error on a broken source.
 */
export async function buildAssets(outDir: string): Promise<void> {
  await rm(outDir, { recursive: true, force: true })
  await mkdir(outDir, { recursive: true })
  const manifest: Record<string, string> = {}

  async function put(name: string, bytes: Uint8Array) {
    const ext = extname(name)
    const file = `${basename(name, ext)}.${createHash('sha256').update(bytes).digest('hex').slice(0, 8)}${ext}`
    manifest[name] = file
    await writeFile(join(outDir, file), bytes)
    if (!compressed.has(ext)) return
    await writeFile(join(outDir, `${file}.gz`), gzipSync(bytes, { level: 9 }))
    await writeFile(join(outDir, `${file}.br`), brotliCompressSync(bytes))
  }

  for (const folder of ['fonts', 'img']) {
    const from = join(home, 'ui', 'assets', folder)
    for (const name of await readdir(from)) if (extname(name)) await put(name, await readFile(join(from, name)))
  }
  const sheet = (file: string) =>
    bundle({ entryPoints: [join(home, 'ui/assets', file)], external: ['*.woff2'], supported: { nesting: false } })
  const [staff, forms] = [await sheet('staff.css'), await sheet('forms.css')]
  await put('staff.css', Buffer.from(staff))
  await put('forms.css', Buffer.from(forms))
  await put('delakt.css', Buffer.from(withHashedFonts(withoutUnusedTokens(await sheet('index.css'), staff + forms), manifest)))
  for (const name of ['delakt', 'staff']) {
    await put(
      `${name}.js`,
      Buffer.from(await bundle({ entryPoints: [join(home, 'islands', `${name}.ts`)], format: 'esm', target: 'es2020' })),
    )
  }
  await writeFile(join(outDir, 'manifest.json'), JSON.stringify(manifest, null, 2))
}

async function bundle(options: BuildOptions): Promise<string> {
  const { outputFiles } = await build({ ...options, bundle: true, minify: true, write: false, legalComments: 'none' })
  return outputFiles.map((file) => file.text).join('')
}

const withHashedFonts = (css: string, manifest: Record<string, string>) =>
  css.replace(/url\("?fonts\/([\w.-]+)"?\)/g, (_, name: string) => {
    if (!manifest[name]) throw new Error(`delakt.css asks for the font ${name}, which is not in src/ui/assets/fonts`)
    return `url(/assets/${manifest[name]})`
  })

/** The token file names every colour a page could want. A token that no rule reads, here or `elsewhere`, directly or through another, is left out. */
function withoutUnusedTokens(css: string, elsewhere: string): string {
  const read = new Set([...`${css}${elsewhere}`.matchAll(/var\((--ds-[\w-]+)/g)].map((found) => found[1]))
  const kept = css.replace(/(--ds-[\w-]+):[^;{}"]*(;|(?=\}))/g, (all, name: string) => (read.has(name) ? all : ''))
  return kept === css ? css : withoutUnusedTokens(kept, elsewhere)
}

if (import.meta.main) await buildAssets(join(import.meta.dirname, '..', 'dist', 'assets'))
