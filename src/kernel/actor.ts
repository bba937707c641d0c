export type StaffRole = 'caseOfficer' | 'unitManager' | 'systemSteward' | 'logReviewer' | 'requestDispatcher'

/** A person signed in. The secret is the session's: the database finds out from it who is asking. */
export type PersonActor = {
  readonly kind: 'person'
  readonly secret: string
  readonly id: string
  readonly level: number
  readonly name: string
}
/** Somebody at work, sitting at the desk (assignment) they chose when they signed in; no desk yet, no data. */
export type StaffActor = {
  readonly kind: 'staff'
  readonly secret: string
  readonly id: string
  readonly level: number
  readonly name: string
  readonly desk?: { readonly committeeId: string; readonly unitId: string; readonly unit: string; readonly role: StaffRole }
}
/** A system that hands in. */
export type SourceActor = { readonly kind: 'source'; readonly secret: string }
/** Those without a session: the reader of public pages, the sign-in code, the jobs. */
export type PlainActor = { readonly kind: 'public' | 'doorkeeper' | 'worker' }

/** Whoever is asking, always as exactly one of them. */
export type Actor = PersonActor | StaffActor | SourceActor | PlainActor
