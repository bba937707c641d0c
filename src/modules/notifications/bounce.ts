// An e-mail that came back after it was taken in: a delivery status notification (RFC 3464) from whichever server gave it up.

/** What may follow a failure's `Status`: 4 was tried too long, 5 was refused. */
const status = /^Status:\s*([45]\.\d{1,3}\.\d{1,3})/im
const uuid = '[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}'
const failed = /^Action:\s*failed\b/im

/** The Message-ID of a sending: its own id, so that what comes back says which it was. */
export const messageId = (id: string, from: string): string => `<${id}@${domainOf(from)}>`
const domainOf = (address: string) => address.slice(address.indexOf('@') + 1)

/**
 * Which sending a message from a mail server says did not arrive, and the status it gives: `message` is the whole e-mail as it was received,
 * `from` the address we send from. Undefined of everything else: a delay, an answer by a machine, an e-mail that is not about one of ours.
 */
export function readBounce(message: string, from: string): { id: string; status: string } | undefined {
  const [, code] = status.exec(message) ?? []
  if (!code || !failed.test(message)) return undefined
  // What was sent is quoted last, after what the server says with an id of its own.
  const ids = message.matchAll(new RegExp(`<(${uuid})@${RegExp.escape(domainOf(from))}>`, 'gi'))
  const id = [...ids].at(-1)?.[1]
  return id ? { id: id.toLowerCase(), status: code } : undefined
}
