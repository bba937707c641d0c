// The parts of oidc-provider that the demo uses; the package brings no types of its own.
declare module 'oidc-provider' {
  import type { IncomingMessage, ServerResponse } from 'node:http'

  type Details = {
    uid: string
    params: Record<string, unknown>
    prompt: { name: string }
    grantId?: string
    session?: { accountId: string }
  }
  type Grant = { addOIDCScope: (scope: string) => void; addOIDCClaims: (claims: string[]) => void; save: () => Promise<string> }

  export const interactionPolicy: { base: () => { get: (name: string) => { checks: { remove: (name: string) => void } } | undefined } }
  export default class Provider {
    constructor(issuer: string, configuration: Record<string, unknown>)
    Grant: new (of: { accountId: string; clientId: string }) => Grant
    proxy: boolean
    callback: () => (request: IncomingMessage, response: ServerResponse) => Promise<void>
    interactionDetails: (request: IncomingMessage, response: ServerResponse) => Promise<Details>
    interactionFinished: (
      request: IncomingMessage,
      response: ServerResponse,
      result: Record<string, unknown>,
      options: { mergeWithLastSubmission: boolean },
    ) => Promise<void>
    on: (event: string, listener: (...of: unknown[]) => void) => void
  }
}
