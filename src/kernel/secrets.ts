import {
  createCipheriv,
  createDecipheriv,
  createECDH,
  createHash,
  createHmac,
  createPrivateKey,
  hkdfSync,
  type KeyObject,
  randomBytes,
} from 'node:crypto'
import type { PersonalNumber } from './values/personal-number.ts'

/** Keys that follow from the installation's secret (HKDF-SHA256), each for one use, so that none can be turned into another. */
const derive = (secret: string, use: string): Buffer => {
  const name = `${secret}\n${use}`
  const known = derived.get(name)
  if (known) return known
  const key = Buffer.from(hkdfSync('sha256', secret, 'delakt', use, 32))
  derived.set(name, key)
  return key
}
const derived = new Map<string, Buffer>()

/** 32 bytes to find a person by: HMAC-SHA256 of the twelve digits. The number cannot be had from it without the secret. */
export const numberIndex = (secret: string, number: PersonalNumber): Buffer =>
  createHmac('sha256', derive(secret, 'personal number: index')).update(number).digest()

/** What is stored instead of a code or a link that opens one thing without a sign-in: a copy of the table gives no code, however short it is. */
export const doorMark = (secret: string, code: string): Buffer => createHmac('sha256', derive(secret, 'door: mark')).update(code).digest()

/** 32 bytes to know the secret by again, from which nothing else follows. */
export const secretMark = (secret: string): Buffer => derive(secret, 'mark')

/** Random-looking bytes that follow from a form's own key: the same form sent twice makes the same code, and the key is kept nowhere. */
export const doorSeed = (secret: string, key: string): Buffer => createHmac('sha256', derive(secret, 'door: seed')).update(key).digest()

/** Says for whom a form was made, and nothing of who that is. */
export const formMark = (secret: string, id: string): string =>
  createHmac('sha256', derive(secret, 'form: mark')).update(id).digest('base64url').slice(0, 16)

const version = 1

/** Words encrypted with AES-256-GCM under the key of one use: version (1 byte), nonce (12), tag (16), ciphertext. Never the same twice. */
function seal(secret: string, use: string, about: string, words: string): Buffer {
  const nonce = randomBytes(12)
  const cipher = createCipheriv('aes-256-gcm', derive(secret, use), nonce).setAAD(Buffer.from(about))
  const hidden = Buffer.concat([cipher.update(words, 'utf8'), cipher.final()])
  return Buffer.concat([Buffer.of(version), nonce, cipher.getAuthTag(), hidden])
}

/** The words again. Throws when the bytes were changed, or were sealed under another secret. */
function open(secret: string, use: string, about: string, sealed: Uint8Array): string {
  const bytes = Buffer.from(sealed)
  if (bytes[0] !== version || bytes.length < 30) throw new Error('Not sealed in a way that this version knows')
  const decipher = createDecipheriv('aes-256-gcm', derive(secret, use), bytes.subarray(1, 13))
  decipher.setAAD(Buffer.from(about)).setAuthTag(bytes.subarray(13, 29))
  return Buffer.concat([decipher.update(bytes.subarray(29)), decipher.final()]).toString('utf8')
}

/** A person's number, to be opened when a source is asked about them. */
export const sealNumber = (secret: string, number: PersonalNumber): Buffer =>
  seal(secret, 'personal number: seal', 'delakt personal number', number)
export const openNumber = (secret: string, sealed: Uint8Array): PersonalNumber =>
  open(secret, 'personal number: seal', 'delakt personal number', sealed) as PersonalNumber

/** What must not be told about somebody, to be opened when something is about to be told. */
export const sealFact = (secret: string, fact: string): Buffer => seal(secret, 'guarded fact: seal', 'delakt guarded fact', fact)
export const openFact = (secret: string, sealed: Uint8Array): string => open(secret, 'guarded fact: seal', 'delakt guarded fact', sealed)

/** Where somebody can be reached: a number as `+46701740605`, an e-mail address in small letters. */
export const sealAddress = (secret: string, address: string): Buffer => seal(secret, 'address: seal', 'delakt address', address)
export const openAddress = (secret: string, sealed: Uint8Array): string => open(secret, 'address: seal', 'delakt address', sealed)
/** 32 bytes to know an address by again: whom a reply comes from. */
export const addressIndex = (secret: string, address: string): Buffer =>
  createHmac('sha256', derive(secret, 'address: index')).update(address).digest()
/** A short code as it is kept: without the secret, six digits would be found by trying. `of` is whose and what for. */
export const codeMark = (secret: string, of: string, code: string): Buffer =>
  createHmac('sha256', derive(secret, 'code: mark')).update(`${of}\n${code}`).digest()
/** What the services that send for us prove themselves with when they report (HTTP Basic, 43 characters). */
export const reportKey = (secret: string): string => derive(secret, 'delivery reports').toString('base64url')

/** An elliptic key (P-256) as a JSON Web Key; the public half is what `d` is left out of. */
export type SigningKey = { kty: 'EC'; crv: 'P-256'; x: string; y: string; d: string; kid: string; alg: 'ES256'; use: 'sig' }

/**
 * The key by which this installation proves to sign-in providers that it is itself (private_key_jwt, ES256). It follows from the
 * secret, so that every copy behind a proxy has the same one and no file is needed; a new secret means a new key to register.
 */
export function clientKey(secret: string): SigningKey {
  const curve = createECDH('prime256v1')
  curve.setPrivateKey(derive(secret, 'sign-in client key'))
  const point = curve.getPublicKey()
  const x = point.subarray(1, 33).toString('base64url')
  const y = point.subarray(33).toString('base64url')
  const kid = createHash('sha256')
    .update(JSON.stringify({ crv: 'P-256', kty: 'EC', x, y }))
    .digest('base64url') // RFC 7638
  return { kty: 'EC', crv: 'P-256', x, y, d: derive(secret, 'sign-in client key').toString('base64url'), kid, alg: 'ES256', use: 'sig' }
}

/** The half of the client key that everybody may see: what `/.well-known/jwks.json` holds. */
export function publicClientKey(secret: string): Omit<SigningKey, 'd'> {
  const { d: _, ...open } = clientKey(secret)
  return open
}

/** What stands before the 32 bytes of an Ed25519 key in PKCS #8 (RFC 8410). */
const pkcs8 = Buffer.from('302e020100300506032b657004220420', 'hex')

/** The key (Ed25519) that the access log's checkpoints are signed with. A new secret means a new one; what was signed before keeps its own. */
export const logKey = (secret: string): KeyObject =>
  createPrivateKey({ key: Buffer.concat([pkcs8, derive(secret, 'access log checkpoints')]), format: 'der', type: 'pkcs8' })
