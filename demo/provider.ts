import { generateKeyPairSync, randomBytes } from 'node:crypto'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { default as Provider, interactionPolicy as InteractionPolicy } from 'oidc-provider'
import { type Config, ConfigError } from '../src/kernel/config.ts'
import { publicClientKey } from '../src/kernel/secrets.ts'
import { type Choice, choicesPage, stoppedPage } from './look.ts'
import { memory } from './memory.ts'
import { demoClients, demoIssuer, type Resident, residents, staff, unconfirmed } from './people.ts'

// A real OpenID provider where one chooses whom to be. It knows Delaby's invented people and nobody else.

const loa = (level: number) => `http://id.elegnamnden.se/loa/1.0/loa${level}`
const claim = (name: string) => `https://id.oidc.se/claim/${name}`
const names = ['name', 'given_name', 'family_name']
const numbers = ['personalIdentityNumber', 'coordinationNumber', 'coordinationNumberLevel'].map(claim)
const scopes = { info: 'https://id.oidc.se/scope/naturalPersonInfo', number: 'https://id.oidc.se/scope/naturalPersonNumber' }
const path = /^\/val\/([\w-]+)$/

/** Starts it on `demoProviderPort`. Throws in production, and when the port is taken. */
export async function startProvider(config: Config): Promise<{ stop(): Promise<void> }> {
  if (config.mode !== 'demo') throw new ConfigError('The demo sign-in starts only when DELAKT_MODE is demo.')
  const { default: OpenIdProvider, interactionPolicy } = await library()
  const settings = configuration(config, () => provider)
  const provider: Provider = new OpenIdProvider(demoIssuer(config), {
    ...settings,
    interactions: { ...settings.interactions, policy: policy(interactionPolicy.base()) },
  })
  const answer = provider.callback()
  const server = createServer((request, response) => {
    // It forgets everybody between sign-ins: the next one at the same browser is asked, and is not taken for the one before.
    request.headers.cookie = (request.headers.cookie ?? '')
      .split('; ')
      .filter((cookie) => !cookie.startsWith('_session'))
      .join('; ')
    const asked = path.test(request.url ?? '') ? interact(provider, request, response) : answer(request, response)
    asked.catch(() => send(response, 400, stoppedPage('Det har gått för lång tid, eller så är sidan öppnad utan att du kom från Delakt.')))
  })
  await new Promise<void>((listening, failed) => server.once('error', failed).listen(config.demoProviderPort, 'localhost', listening))
  return {
    stop: () =>
      new Promise((stopped) => {
        server.close(() => stopped())
        server.closeAllConnections()
      }),
  }
}

const configuration = (config: Config, self: () => Provider) => {
  const key = generateKeyPairSync('ec', { namedCurve: 'P-256' }).privateKey.export({ format: 'jwk' })
  return {
    adapter: memory,
    clients: demoClients.map(({ id }) => ({
      client_id: id,
      redirect_uris: [`${config.origin}/logga-in/klar`],
      response_types: ['code'],
      grant_types: ['authorization_code'],
      token_endpoint_auth_method: 'private_key_jwt',
      token_endpoint_auth_signing_alg: 'ES256',
      jwks: { keys: [publicClientKey(config.secret)] },
      id_token_signed_response_alg: 'ES256',
      userinfo_signed_response_alg: 'ES256',
      require_auth_time: true,
    })),
    jwks: { keys: [{ ...key, alg: 'ES256', use: 'sig', kid: randomBytes(8).toString('hex') }] },
    cookies: { keys: [randomBytes(32).toString('hex')] },
    clientAuthMethods: ['private_key_jwt'],
    responseTypes: ['code'],
    scopes: ['openid'],
    acrValues: [loa(2), loa(3)],
    claims: {
      openid: ['sub'],
      profile: names,
      [scopes.info]: names,
      [scopes.number]: numbers,
      acr: null,
      auth_time: null,
      iss: null,
      sid: null,
    },
    features: {
      devInteractions: { enabled: false },
      claimsParameter: { enabled: true },
      jwtUserinfo: { enabled: true },
      rpInitiatedLogout: { enabled: false },
    },
    pkce: { required: () => true },
    // Short, and of no use a second time: whoever comes is always asked who they are.
    ttl: { AccessToken: 300, AuthorizationCode: 60, IdToken: 300, Interaction: 600, Session: 600, Grant: 600 },
    interactions: { url: (_: unknown, { uid }: { uid: string }) => `/val/${uid}` },
    findAccount: (_: unknown, subject: string) => ({ accountId: subject, claims: () => claimsOf(subject) }),
    loadExistingGrant: async (context: { oidc: { session: { accountId: string }; client: { clientId: string } } }) => {
      const { session, client } = context.oidc
      const grant = new (self().Grant)({ accountId: session.accountId, clientId: client.clientId })
      grant.addOIDCScope(['openid', 'profile', ...Object.values(scopes)].join(' '))
      grant.addOIDCClaims([...names, ...numbers])
      await grant.save()
      return grant
    },
    renderError: (context: { type: string; body: string }, out: { error: string }) => {
      context.type = 'html'
      context.body = stoppedPage(`Provinloggningen svarade: ${out.error}.`)
    },
  }
}

/** The level asked for is not insisted on here, so that Delakt can be seen to insist itself. */
const policy = (all: ReturnType<typeof InteractionPolicy.base>) => {
  for (const name of ['essential_acr', 'essential_acrs']) all.get('login')?.checks.remove(name)
  return all
}

/** It warns of every Node that has no long-term name yet; this one is pinned and tested. */
const library = async () => {
  const { warn } = console
  console.warn = () => undefined
  try {
    return await import('oidc-provider')
  } finally {
    console.warn = warn
  }
}

const everybody: readonly Resident[] = [...residents, unconfirmed]

const claimsOf = (subject: string): Record<string, string> => {
  const name = [...everybody, ...staff].find((one) => one.subject === subject)?.name ?? ''
  const said = { sub: subject, name, given_name: name.split(' ')[0] ?? '', family_name: name.split(' ').slice(1).join(' ') }
  const resident = everybody.find((one) => one.subject === subject)
  if (!resident) return said
  const { number, coordination } = resident
  return coordination
    ? { ...said, [claim('coordinationNumber')]: number, [claim('coordinationNumberLevel')]: coordination }
    : { ...said, [claim('personalIdentityNumber')]: number }
}

// --- Choosing ---

const clientOf = (id: unknown) => demoClients.find((client) => client.id === id) ?? demoClients[0]

const choicesFor = (clientId: unknown): { lead: string; people: Choice[]; other: Choice[] } => {
  const { audience, municipality } = clientOf(clientId)
  const listed = (audience === 'staff' ? staff : residents).filter((one) => one.municipality === municipality)
  const first = listed[0]!
  const cancel = { value: 'avbryt', name: 'Avbryt', about: 'Som när någon ångrar sig i appen.' }
  const unknown = { value: `okand:${first.subject}`, name: 'Okänd nivå', about: `${first.name} loggar in, men det sägs inte hur säkert.` }
  const low = {
    value: `lag:${first.subject}`,
    name: 'Låg nivå (LOA2)',
    about: `${first.name} loggar in med något som inte räcker till allt.`,
  }
  const unsure = { value: unconfirmed.subject, name: 'Osäkert samordningsnummer', about: unconfirmed.situation }
  return {
    lead: audience === 'staff' ? `Välj någon som arbetar i ${municipality}.` : `Välj någon som bor i ${municipality}.`,
    people: listed.map(({ subject, name, situation }) => ({ value: subject, name, about: situation })),
    other:
      audience === 'staff'
        ? [
            cancel,
            low,
            unknown,
            { value: 'okand.person', name: 'Någon som inte är upplagd', about: 'Rätt inloggning, men ingen anställd.' },
          ]
        : [cancel, low, unknown, unsure],
  }
}

async function interact(provider: Provider, request: IncomingMessage, response: ServerResponse): Promise<void> {
  const { params } = await provider.interactionDetails(request, response)
  const { lead, people, other } = choicesFor(params['client_id'])
  if (request.method !== 'POST') return send(response, 200, choicesPage(request.url ?? '', lead, people, other))
  const chosen = new URLSearchParams(await bodyOf(request)).get('val') ?? ''
  if (![...people, ...other].some(({ value }) => value === chosen)) return send(response, 400, stoppedPage('Det valet finns inte.'))
  const [kind, subject] = chosen.includes(':') ? chosen.split(':') : ['', chosen]
  const acr = kind === 'lag' ? loa(2) : kind === 'okand' ? 'urn:okand' : loa(3)
  const result =
    chosen === 'avbryt'
      ? { error: 'access_denied', error_description: 'cancelled' }
      : { login: { accountId: subject, acr, remember: false } }
  await provider.interactionFinished(request, response, result, { mergeWithLastSubmission: false })
}

const bodyOf = async (request: IncomingMessage): Promise<string> => {
  let body = ''
  for await (const part of request) {
    body += String(part)
    if (body.length > 2000) throw new Error('too much')
  }
  return body
}

const send = (response: ServerResponse, status: number, html: string): void => {
  if (response.headersSent) return void response.end()
  response.writeHead(status, { 'content-type': 'text/html; charset=utf-8', 'cache-control': 'no-store' }).end(html)
}
