/** Where a matter's pages are. The ids are those of one person's shelf. */
export const mattersPath = '/mina-sidor/arenden'
export const matterPath = (matter: string): string => `${mattersPath}/${matter}`
/** Where a person searches in all of them. What is sought is sent as a form, so that it never stands in an address. */
export const searchPath = '/mina-sidor/sok'
/** Where the items of a matter are read by somebody else than its person: staff who see it as the person does. */
export type Ways = Readonly<Record<'item' | 'decision' | 'document' | 'duty', (id: string) => string>> & { rights: string }
/** A matter on its person's own pages, by its id, or the ways in it for somebody else. */
export type Whose = string | Ways
export const itemPath = (matter: Whose, copy: string): string =>
  typeof matter === 'string' ? `${matterPath(matter)}/om/${copy}` : matter.item(copy)
/** Where a reader chooses how to read an item, and reads it by itself (REL-03, CASE-08); without an item, how the notes of the matter are read. */
export const readPath = (matter: string, copy?: string): string => `${matterPath(matter)}/lasa${copy ? `/${copy}` : ''}`
export const decisionPath = (matter: Whose, copy: string): string =>
  typeof matter === 'string' ? `${matterPath(matter)}/beslut/${copy}` : matter.decision(copy)
/** What the law lets its person read, ask for and appeal in a matter, and one of those. */
export const rightsPath = (matter: Whose): string => (typeof matter === 'string' ? `${matterPath(matter)}/rattigheter` : matter.rights)
export const dutyPath = (matter: Whose, duty: string): string =>
  typeof matter === 'string' ? `${rightsPath(matter)}/${duty}` : matter.duty(duty)
export const askPath = (matter: string, what: 'decide' | 'file'): string => `${rightsPath(matter)}/${what === 'decide' ? 'beslut' : 'akt'}`
/** Where a decision, or a request that was refused, is appealed. */
export const appealPath = (matter: string, copy: string): string => `${decisionPath(matter, copy)}/overklaga`
export const appealRefusalPath = (matter: string, duty: string): string => `${dutyPath(matter, duty)}/overklaga`
export const documentPath = (matter: Whose, document: string): string =>
  typeof matter === 'string' ? `${matterPath(matter)}/handlingar/${document}` : matter.document(document)
