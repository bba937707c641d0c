/** Why something is marked as registered by mistake: codes, never words about the item itself. */
export const mistakes = ['other-matter', 'twice', 'never', 'other'] as const
export type Mistake = (typeof mistakes)[number]
export const isMistake = (text: string | undefined): text is Mistake => (mistakes as readonly (string | undefined)[]).includes(text)
