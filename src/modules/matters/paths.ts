/** Where a matter's pages are. The ids are those of one person's shelf. */
export const mattersPath = '/mina-sidor/arenden'
export const matterPath = (matter: string): string => `${mattersPath}/${matter}`
/** Where a person searches in all of them. What is sought is sent as a form, so that it never stands in an address. */
export const searchPath = '/mina-sidor/sok'
/** Where the items of a matter are read by somebody else than its person: staff who see it as the person does. */
export type Ways = Readonly<Record<'item' | 'decision' | 'document', (id: string) => string>>
/** A matter on its person's own pages, by its id, or the ways in it for somebody else. */
export type Whose = string | Ways
export const itemPath = (matter: Whose, copy: string): string =>
  typeof matter === 'string' ? `${matterPath(matter)}/om/${copy}` : matter.item(copy)
/** Where a reader chooses how to read an item, and reads it by itself (REL-03, CASE-08); without an item, how the notes of the matter are read. */
export const readPath = (matter: string, copy?: string): string => `${matterPath(matter)}/lasa${copy ? `/${copy}` : ''}`
export const decisionPath = (matter: Whose, copy: string): string =>
  typeof matter === 'string' ? `${matterPath(matter)}/beslut/${copy}` : matter.decision(copy)
export const documentPath = (matter: Whose, document: string): string =>
  typeof matter === 'string' ? `${matterPath(matter)}/handlingar/${document}` : matter.document(document)
