/** Also what a person gets for a thing they may not know exists: the two look the same. */
export class NotFound extends Error {}
/** Known to exist and shown to this person, but not theirs to do. */
export class Forbidden extends Error {}
/** Sent something to a page of `who` without being signed in, or not any more. */
export class SignedOut extends Error {
  readonly who: 'person' | 'staff'
  constructor(who: 'person' | 'staff') {
    super('signed out')
    this.who = who
  }
}
/** A form that was made for somebody else: a page that one person left open, sent by the next who signed in here. */
export class SomebodyElse extends Error {}
/** Too many tries; `after` is how many seconds to wait. */
export class TooMany extends Error {
  readonly after: number
  constructor(after: number) {
    super('too many')
    this.after = after
  }
}
/** The body is larger than what is taken in. */
export class TooLarge extends Error {}
