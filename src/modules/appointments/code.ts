import { randomBytes } from 'node:crypto'

/** Crockford's base 32: no I, L, O or U, so that what is read from paper is what was printed. */
const signs = '0123456789ABCDEFGHJKMNPQRSTVWXYZ'
const length = 10

/** The code for a slip of paper that 10 bytes or more stand for (`doorSeed` of #kernel/secrets): 50 bits. Only its mark is stored (`doorMark`). */
export const codeFrom = (seed: Uint8Array): string => Array.from(seed.subarray(0, length), (byte) => signs[byte % signs.length]).join('')

/** As it is printed: "7K2QF-9XW3D". */
export const shownCode = (code: string): string => `${code.slice(0, 5)}-${code.slice(5)}`

/** What somebody typed, as the code that was printed: in any case, with or without the hyphen, O for 0 and I or L for 1. Undefined when it is none. */
export function readCode(typed: string | undefined): string | undefined {
  const code = (typed ?? '')
    .slice(0, 40)
    .toUpperCase()
    .replace(/[\s\-–.]/g, '')
    .replaceAll('O', '0')
    .replace(/[IL]/g, '1')
  return /^[0-9A-HJKMNP-TV-Z]{10}$/.test(code) ? code : undefined
}

/** The secret part of a link: 128 random bits as 22 characters. */
export const newToken = (): string => randomBytes(16).toString('base64url')
export const isToken = (text: string | undefined): text is string => /^[\w-]{22}$/.test(text ?? '')
