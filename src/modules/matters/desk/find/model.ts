/** Why somebody looks for a person: a code for the log, never their own words (SoLPuL 10 §). */
export const reasons = ['contact', 'meeting', 'incoming', 'deputising', 'duty'] as const
export type Reason = (typeof reasons)[number]
