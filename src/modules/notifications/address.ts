import { openAddress } from '#kernel/secrets'

/** An address as it was written, or undefined when it was sealed under another secret than there is now: then its owner is asked for it again. */
export function readAddress(secret: string, sealed: Uint8Array): string | undefined {
  try {
    return openAddress(secret, sealed)
  } catch {
    return undefined
  }
}
