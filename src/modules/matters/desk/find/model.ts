/** Why somebody looks for a person: a code for the log, never their own words (SoLPuL 10 §). */
export const reasons = ['contact', 'meeting', 'incoming', 'deputising', 'duty'] as const
export type Reason = (typeof reasons)[number]

/** The lists of the unit that a start page leads to, by their name in the address. */
export const lists = { 'ej-oppnade': 'unopened', 'sena-utredningar': 'late' } as const
export type ListName = (typeof lists)[keyof typeof lists]
export const listFrom = (asked = ''): ListName | undefined => (Object.hasOwn(lists, asked) ? lists[asked as keyof typeof lists] : undefined)
