import { createHash, createHmac, createPublicKey, generateKeyPairSync, type KeyObject, randomBytes, sign, verify } from 'node:crypto'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { publicClientKey } from '#kernel/secrets'

// A sign-in provider that does everything right until it is told to do something wrong: real keys, real HTTP, no library.

type Json = Record<string, unknown>
type Request = { params: URLSearchParams; code: string; used: boolean }

/** What it does otherwise. Each changes what it is given; what is not named is done right. */
export type Tricks = {
  metadata?: (of: Json) => Json
  answer?: (of: URLSearchParams) => void
  header?: (of: Json) => Json
  claims?: (of: Json) => Json
  userinfo?: (of: Json) => Json
  /** The whole signed ID token, or the signed userinfo. */
  token?: (jwt: string) => string
  userinfoJwt?: (jwt: string) => string
  jwks?: (keys: Json[]) => unknown
  /** Answers the path itself; true when it did. */
  http?: (path: string, response: ServerResponse) => boolean
  alg?: 'ES256' | 'RS256' | 'HS256' | 'none'
}

export type Stranger = Awaited<ReturnType<typeof aStranger>>

const b64 = (of: unknown) => Buffer.from(JSON.stringify(of)).toString('base64url')
const read = (part: string | undefined) => JSON.parse(Buffer.from(part ?? '', 'base64url').toString()) as Json
const pairs = () => ({
  ES256: generateKeyPairSync('ec', { namedCurve: 'P-256' }),
  RS256: generateKeyPairSync('rsa', { modulusLength: 2048 }),
})
const jwk = (key: KeyObject, alg: string, kid: string) => ({ ...key.export({ format: 'jwk' }), alg, use: 'sig', kid })

/** Starts one. `secret` is the installation's, to check that the one who asks for tokens is it. */
export async function aStranger(secret: string) {
  let keys = pairs()
  let kid = 'first'
  let tricks: Tricks = {}
  let person: Json = { sub: 'someone' }
  const requests: Request[] = []
  const faults: string[] = []
  const issuer = () => `http://127.0.0.1:${(server.address() as AddressInfo).port}`

  const signed = (claims: Json, header: Json = {}): string => {
    const alg = tricks.alg ?? 'ES256'
    const body = `${b64(tricks.header?.({ alg, kid, ...header }) ?? { alg, kid, ...header })}.${b64(claims)}`
    if (alg === 'none') return `${body}.`
    if (alg === 'HS256') return `${body}.${createHmac('sha256', 'delakt-client').update(body).digest('base64url')}`
    const key = keys[alg].privateKey
    return `${body}.${sign('sha256', Buffer.from(body), alg === 'ES256' ? { key, dsaEncoding: 'ieee-p1363' } : key).toString('base64url')}`
  }

  const metadata = (): Json => ({
    issuer: issuer(),
    authorization_endpoint: `${issuer()}/authorize`,
    token_endpoint: `${issuer()}/token`,
    userinfo_endpoint: `${issuer()}/me`,
    jwks_uri: `${issuer()}/jwks`,
    response_types_supported: ['code'],
    subject_types_supported: ['public'],
    id_token_signing_alg_values_supported: ['ES256', 'RS256'],
    userinfo_signing_alg_values_supported: ['ES256', 'RS256'],
    code_challenge_methods_supported: ['S256'],
    token_endpoint_auth_methods_supported: ['private_key_jwt'],
    claims_parameter_supported: true,
    authorization_response_iss_parameter_supported: true,
  })

  const json = (response: ServerResponse, body: unknown, status = 200) =>
    void response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body))

  /** The checks of a real one: client assertion, the code once, PKCE, the same redirect address. */
  const refusal = (form: URLSearchParams, request: Request | undefined): string | undefined => {
    const [head, body, signature] = (form.get('client_assertion') ?? '').split('.')
    const key = createPublicKey({ key: publicClientKey(secret), format: 'jwk' })
    const proven = verify(
      'sha256',
      Buffer.from(`${head}.${body}`),
      { key, dsaEncoding: 'ieee-p1363' },
      Buffer.from(signature ?? '', 'base64url'),
    )
    if (!proven || read(head)['kid'] !== publicClientKey(secret).kid || read(body)['iss'] !== request?.params.get('client_id'))
      return 'invalid_client'
    const challenge = createHash('sha256')
      .update(form.get('code_verifier') ?? '')
      .digest('base64url')
    const wrong =
      !request ||
      request.used ||
      challenge !== request.params.get('code_challenge') ||
      form.get('redirect_uri') !== request.params.get('redirect_uri')
    return wrong ? 'invalid_grant' : undefined
  }

  const token = async (incoming: IncomingMessage, response: ServerResponse) => {
    const form = new URLSearchParams(await bodyOf(incoming))
    const request = requests.find(({ code }) => code === form.get('code'))
    const error = refusal(form, request)
    if (error || !request) {
      faults.push(error ?? 'invalid_grant')
      return json(response, { error: error ?? 'invalid_grant' }, 400)
    }
    request.used = true
    const now = Math.floor(Date.now() / 1000)
    const claims = {
      iss: issuer(),
      sub: person['sub'],
      aud: request.params.get('client_id'),
      iat: now,
      exp: now + 300,
      auth_time: now,
      nonce: request.params.get('nonce'),
      acr: 'loa3',
    }
    const jwt = signed(tricks.claims?.(claims) ?? claims)
    return json(response, {
      access_token: randomBytes(9).toString('hex'),
      token_type: 'Bearer',
      expires_in: 60,
      id_token: tricks.token?.(jwt) ?? jwt,
    })
  }

  const server = createServer((incoming, response) => {
    const path = new URL(incoming.url ?? '/', 'http://x').pathname
    if (tricks.http?.(path, response)) return
    if (path === '/.well-known/openid-configuration') return json(response, tricks.metadata?.(metadata()) ?? metadata())
    if (path === '/jwks') {
      const both = [jwk(keys.ES256.publicKey, 'ES256', kid), jwk(keys.RS256.publicKey, 'RS256', kid)]
      return json(response, tricks.jwks?.(both) ?? { keys: both })
    }
    if (path === '/token') return void token(incoming, response)
    if (path !== '/me') return json(response, {}, 404)
    const last = requests.at(-1)!
    const claims = { ...person, iss: issuer(), aud: last.params.get('client_id') }
    const jwt = signed(tricks.userinfo?.(claims) ?? claims)
    return void response.writeHead(200, { 'content-type': 'application/jwt' }).end(tricks.userinfoJwt?.(jwt) ?? jwt)
  })
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening))

  return {
    issuer: issuer(),
    requests,
    faults,
    /** Who signs in there from now on: the claims of userinfo, `sub` among them. */
    is: (claims: Json) => void (person = claims),
    does: (otherwise: Tricks) => void (tricks = otherwise),
    newKeys: (called: string) => {
      keys = pairs()
      kid = called
    },
    /** What its sign-in page would do: the person is done, and the browser is sent back with this query. */
    signsIn(url: string): URLSearchParams {
      const params = new URL(url).searchParams
      const request = { params, code: randomBytes(9).toString('hex'), used: false }
      requests.push(request)
      const answer = new URLSearchParams({ code: request.code, state: params.get('state') ?? '', iss: issuer() })
      tricks.answer?.(answer)
      return answer
    },
    stop: () =>
      new Promise<void>((stopped) => {
        server.close(() => stopped())
        server.closeAllConnections()
      }),
  }
}

const bodyOf = async (incoming: IncomingMessage): Promise<string> => {
  let body = ''
  for await (const part of incoming) body += String(part)
  return body
}
