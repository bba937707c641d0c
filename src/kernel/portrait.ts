// What is done to a portrait, in a thread of its own (`files.ts`).
import { fileTypeFromBuffer } from 'file-type'
import type { Cleaned } from './files.ts'
import { Unfit, unfit } from './unfit.ts'

const mostPixels = 60_000_000
/** Four times as many as it is shown in: sharp on a phone, and some 30 kB. */
const size = { width: 256, height: 320 }

/** The picture drawn anew as 4:5, the face as far as one is found in the middle, without what rides along; or why it is not taken. */
export default async function portrait(bytes: Uint8Array): Promise<Cleaned> {
  try {
    const found = (await fileTypeFromBuffer(bytes))?.mime ?? ''
    if (!/^image\/(jpeg|png|webp)$/.test(found)) unfit('the file is not a JPEG, PNG or WebP image')
    const { default: sharp } = await import('sharp')
    const image = sharp(bytes, { limitInputPixels: mostPixels, failOn: 'error', pages: 1 })
    const { width, height } = await image.metadata().catch(() => unfit('the image is broken'))
    if (width * height > mostPixels) unfit('the image has more than 60 million pixels')
    if (Math.min(width, height) < 100) unfit('the image is smaller than 100 pixels')
    const drawn = image
      .autoOrient()
      .resize({ ...size, fit: 'cover', position: sharp.strategy.attention })
      .flatten({ background: '#ffffff' })
      .toColourspace('srgb')
      .jpeg({ quality: 82, mozjpeg: true })
    return { ok: true, type: 'image/jpeg', bytes: await drawn.toBuffer().catch(() => unfit('the image is broken')) }
  } catch (error) {
    if (error instanceof Unfit) return { ok: false, reason: error.message }
    throw error
  }
}
