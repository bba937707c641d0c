/** What somebody wrote in a field, with one kind of line break and nothing around it. */
export const fieldText = (text: string | undefined): string => (text ?? '').replace(/\r\n?/g, '\n').trim()

/** The first `most` UTF-16 units of a text at the most, never half a sign: PostgreSQL takes no half. */
export const beginning = (text: string, most: number): string => text.slice(0, most).replace(/[\ud800-\udbff]$/, '')
