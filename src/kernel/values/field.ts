/** What somebody wrote in a field, with one kind of line break and nothing around it. */
export const fieldText = (text: string | undefined): string => (text ?? '').replace(/\r\n?/g, '\n').trim()
