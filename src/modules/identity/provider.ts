import {
  allowInsecureRequests,
  AuthorizationResponseError,
  authorizationCodeGrant,
  buildAuthorizationUrl,
  calculatePKCECodeChallenge,
  ClientError,
  Configuration,
  type CustomFetch,
  customFetch,
  discovery,
  enableNonRepudiationChecks,
  fetchUserInfo,
  PrivateKeyJwt,
  randomNonce,
  randomPKCECodeVerifier,
  randomState,
  ResponseBodyError,
} from 'openid-client'
import type { Config } from '#kernel/config'
import { clientKey } from '#kernel/secrets'
import { langTag, type Language } from '#kernel/text'
import { dayOf } from '#kernel/values/day'
import { beginning } from '#kernel/values/field'
import { isCoordinationNumber, parsePersonalNumber, type PersonalNumber } from '#kernel/values/personal-number'
import type { Cause } from './sign-in/model.ts'

// One way to sign in, by OpenID Connect after the OIDC Sweden profile: code flow, PKCE S256, private_key_jwt, level by `claims`.

/** A sign-in provider as one municipality uses it. `levels` maps its acr values to our level 1–4; an acr not named there is refused. */
export type Way = { issuer: string; clientId: string; audience: 'resident' | 'staff'; levels: Readonly<Record<string, number>> }
/** What must come back for it to be the same sign-in. */
export type Asked = { state: string; nonce: string; verifier: string }
/** Who the provider says it is. `sure`: the number is known to be this person's (a personal number, or a confirmed coordination number). */
export type Told = {
  subject: string
  level: number
  name: string | undefined
  number: { value: PersonalNumber; sure: boolean } | undefined
}
export type Outcome<T> = { ok: true; value: T } | { ok: false; cause: Cause; fault: string }

const claim = (name: string) => `https://id.oidc.se/claim/${name}`
const scope = ['openid', 'https://id.oidc.se/scope/naturalPersonInfo', 'https://id.oidc.se/scope/naturalPersonNumber'].join(' ')
const numberClaims = ['personalIdentityNumber', 'coordinationNumber', 'coordinationNumberLevel'].map(claim)

export const redirectUri = (config: Config): string => `${config.origin}/logga-in/klar`

/** Where to send the browser, and what to remember until it is back. */
export const begin = (way: Way, config: Config, language: Language): Promise<Outcome<Asked & { url: string }>> =>
  outcome(way, async () => {
    const provider = await configured(way, config)
    const asked = { state: randomState(), nonce: randomNonce(), verifier: randomPKCECodeVerifier() }
    const wanted = Object.fromEntries((way.audience === 'resident' ? numberClaims : []).map((name) => [name, null]))
    const url = buildAuthorizationUrl(provider, {
      redirect_uri: redirectUri(config),
      scope: way.audience === 'resident' ? scope : 'openid profile',
      state: asked.state,
      nonce: asked.nonce,
      code_challenge: await calculatePKCECodeChallenge(asked.verifier),
      code_challenge_method: 'S256',
      // The device may be shared: whoever used it before must not be signed in again unasked.
      prompt: 'login',
      claims: JSON.stringify({
        id_token: { acr: { essential: true, values: acceptable(way) }, auth_time: { essential: true } },
        userinfo: wanted,
      }),
      ui_locales: langTag(language),
    })
    return { ...asked, url: url.href }
  })

/** Takes the browser's answer to the provider and hears who it is. `startedAt`: nobody may have signed in there before that. */
export const finish = (way: Way, config: Config, query: URLSearchParams, asked: Asked & { startedAt: Date }): Promise<Outcome<Told>> =>
  outcome(way, async () => {
    const provider = await configured(way, config)
    const tokens = await authorizationCodeGrant(provider, new URL(`${redirectUri(config)}?${query}`), {
      expectedState: asked.state,
      expectedNonce: asked.nonce,
      pkceCodeVerifier: asked.verifier,
      idTokenExpected: true,
    })
    const told = tokens.claims()!
    checkTimes(told, asked.startedAt)
    const level = levelOf(way, told['acr'])
    const more = provider.serverMetadata().userinfo_endpoint ? await fetchUserInfo(provider, tokens.access_token, told.sub) : {}
    const claims = { ...more, ...told }
    return { subject: told.sub, level, name: nameIn(claims), number: way.audience === 'resident' ? numberIn(claims) : undefined }
  })

// --- The provider ---

const kept = new Map<string, { at: number; provider: Promise<Configuration> }>()
const fresh = 10 * 60_000
const keyOf = (way: Way) => `${way.issuer} ${way.clientId}`

/** What the provider says about itself, asked again every ten minutes. */
function configured(way: Way, config: Config): Promise<Configuration> {
  const held = kept.get(keyOf(way))
  if (held && Date.now() - held.at < fresh) return held.provider
  const provider = discovered(way, config)
  kept.set(keyOf(way), { at: Date.now(), provider })
  return provider
}

async function discovered(way: Way, config: Config): Promise<Configuration> {
  const server = new URL(way.issuer)
  // Without TLS only to a demo provider on this machine.
  const execute = config.mode === 'demo' && /^(localhost|127\.0\.0\.1)$/.test(server.hostname) ? [allowInsecureRequests] : []
  const found = await discovery(server, way.clientId, {}, undefined, { execute, timeout: 5, [customFetch]: bounded })
  const metadata = found.serverMetadata()
  if (metadata.issuer !== way.issuer) throw new Refused('untrusted', 'issuer')
  const userinfoSigned = signings.some((alg) => metadata.userinfo_signing_alg_values_supported?.includes(alg))
  const { kid, ...jwk } = clientKey(config.secret)
  const key = await crypto.subtle.importKey('jwk', jwk, { name: 'ECDSA', namedCurve: 'P-256' }, false, ['sign'])
  const client = { id_token_signed_response_alg: either, ...(userinfoSigned ? { userinfo_signed_response_alg: either } : {}) }
  const provider = new Configuration(metadata, way.clientId, client, PrivateKeyJwt({ key, kid }))
  provider.timeout = 5
  provider[customFetch] = bounded
  for (const also of execute) also(provider)
  // The signature counts although the token came over TLS: it is what can be shown afterwards.
  enableNonRepudiationChecks(provider)
  return provider
}

/** The profile's two ways to sign. The library takes a list here although its types say one. */
const signings = ['ES256', 'RS256']
const either = signings as unknown as string

const most = 256 * 1024
class TooMuch extends Error {}

/** No provider has more than 256 kB to say. */
const bounded: CustomFetch = async (url, options) => {
  const response = await fetch(url, options as RequestInit)
  const parts: Uint8Array[] = []
  let size = 0
  for await (const part of response.body ?? []) {
    size += part.length
    if (size > most) throw new TooMuch()
    parts.push(part)
  }
  return new Response(size ? Buffer.concat(parts) : null, { status: response.status, headers: response.headers })
}

// --- What it says about the person ---

const acceptable = (way: Way): string[] =>
  Object.keys(way.levels)
    .filter((acr) => way.levels[acr]! >= least(way))
    .sort((a, b) => way.levels[b]! - way.levels[a]!)
const least = (way: Way) => (way.audience === 'staff' ? 3 : 2)

/** The level by the provider's own map and by nothing else it says. */
function levelOf(way: Way, acr: unknown): number {
  const level = typeof acr === 'string' && Object.hasOwn(way.levels, acr) ? way.levels[acr] : undefined
  if (level === undefined) throw new Refused('level-unknown', 'acr')
  if (level < least(way)) throw new Refused('level-low', 'acr')
  return level
}

const longest = 5 * 60
const slack = 60

/** An ID token lives five minutes at most, is made now, and tells of a sign-in that came after ours began. Seconds. */
function checkTimes(told: { iat: number; exp: number; auth_time?: number }, startedAt: Date): void {
  const now = Date.now() / 1000
  if (told.exp - told.iat > longest) throw new Refused('untrusted', 'lifetime')
  if (told.iat > now + slack || told.iat < now - longest - slack) throw new Refused('clock', 'iat')
  if (typeof told.auth_time !== 'number') throw new Refused('untrusted', 'auth_time')
  if (told.auth_time > now + slack) throw new Refused('clock', 'auth_time')
  if (told.auth_time < startedAt.getTime() / 1000 - slack) throw new Refused('untrusted', 'auth_time')
}

type Claims = Readonly<Record<string, unknown>>

const textIn = (claims: Claims, name: string): string | undefined => {
  const text = claims[name]
  return typeof text === 'string' && text.trim() ? beginning(text.normalize('NFC').replaceAll('\u0000', '').trim(), 200) : undefined
}

const nameIn = (claims: Claims) =>
  textIn(claims, 'name') ?? ([textIn(claims, 'given_name'), textIn(claims, 'family_name')].filter(Boolean).join(' ') || undefined)

function numberIn(claims: Claims): Told['number'] {
  const personal = textIn(claims, claim('personalIdentityNumber'))
  const coordination = textIn(claims, claim('coordinationNumber'))
  const text = personal ?? coordination
  if (text === undefined) return undefined
  const value = /^\d{12}$/.test(text) ? parsePersonalNumber(text, dayOf(new Date())) : undefined
  if (!value || isCoordinationNumber(value) !== (personal === undefined)) throw new Refused('untrusted', 'number')
  return { value, sure: personal !== undefined || textIn(claims, claim('coordinationNumberLevel')) === 'confirmed' }
}

// --- What went wrong ---

class Refused extends Error {
  readonly why: Cause
  constructor(why: Cause, fault: string) {
    super(fault)
    this.why = why
  }
}

/** Runs, and turns what a provider can do wrong into its cause. What is our own fault goes on as an error. */
async function outcome<T>(way: Way, work: () => Promise<T>): Promise<Outcome<T>> {
  try {
    return { ok: true, value: await work() }
  } catch (error) {
    const cause = causeOf(error)
    if (!cause) throw error
    // Asked anew next time: it may have new keys, or be up again.
    if (cause === 'no-answer' || cause === 'untrusted') kept.delete(keyOf(way))
    return { ok: false, cause, fault: faultOf(error) }
  }
}

function causeOf(error: unknown): Cause | undefined {
  if (error instanceof Refused) return error.why
  if (error instanceof AuthorizationResponseError) return answers[error.error] ?? 'no-answer'
  // The code was used before, is too old, or belongs to another browser's verifier.
  if (error instanceof ResponseBodyError) return error.error === 'invalid_grant' ? 'expired' : 'no-answer'
  if (error instanceof ClientError) return codes[error.code ?? ''] ?? (error.cause instanceof TooMuch ? 'no-answer' : 'untrusted')
  // How fetch says that nobody answered.
  if (error instanceof TypeError && error.cause !== undefined) return 'no-answer'
  return error instanceof TooMuch ? 'no-answer' : undefined
}

const answers: Record<string, Cause> = {
  access_denied: 'cancelled',
  login_required: 'cancelled',
  interaction_required: 'cancelled',
  consent_required: 'cancelled',
  unmet_authentication_requirements: 'level-low',
}
const codes: Record<string, Cause> = {
  OAUTH_TIMEOUT: 'no-answer',
  OAUTH_RESPONSE_IS_NOT_CONFORM: 'no-answer',
  OAUTH_RESPONSE_IS_NOT_JSON: 'no-answer',
  OAUTH_PARSE_ERROR: 'no-answer',
  OAUTH_JWT_TIMESTAMP_CHECK_FAILED: 'clock',
}

/** For the log: the kind of fault, never what the provider said about somebody. */
const faultOf = (error: unknown): string => {
  if (error instanceof AuthorizationResponseError || error instanceof ResponseBodyError) return error.error.slice(0, 60)
  if (error instanceof ClientError) return error.code ?? 'client'
  return error instanceof Refused ? error.message : 'network'
}
