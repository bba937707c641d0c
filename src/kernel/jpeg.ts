/** Application segments that say how colours are stored: JFIF, a colour profile, Adobe's transform. */
const colours = new Set([0xe0, 0xe2, 0xee])

/**
 * A JPEG without what it tells besides the picture: EXIF, place, XMP, IPTC, comments and small pictures within. The picture's own bytes are
 * untouched. What is not built as a JPEG comes back as it was: it shows nothing either.
 */
export function bareJpeg(bytes: Uint8Array): Uint8Array {
  const kept: Uint8Array[] = [bytes.subarray(0, 2)]
  let at = 2
  while (at + 4 <= bytes.length && bytes[at] === 0xff) {
    const marker = bytes[at + 1]!
    if (marker === 0xff) {
      // A byte that only fills.
      at += 1
      continue
    }
    const end = at + 2 + bytes[at + 2]! * 256 + bytes[at + 3]!
    // From the first scan on there is only the picture.
    if (marker === 0xda) return Buffer.concat([...kept, bytes.subarray(at)])
    const tells = marker === 0xfe || (marker >= 0xe0 && marker <= 0xef && !colours.has(marker))
    if (!tells) kept.push(bytes.subarray(at, end))
    at = end
  }
  return bytes
}
