/** Where a matter's pages are. The ids are those of one person's shelf. */
export const mattersPath = '/mina-sidor/arenden'
export const matterPath = (matter: string): string => `${mattersPath}/${matter}`
export const itemPath = (matter: string, copy: string): string => `${matterPath(matter)}/om/${copy}`
export const decisionPath = (matter: string, copy: string): string => `${matterPath(matter)}/beslut/${copy}`
export const documentPath = (matter: string, document: string): string => `${matterPath(matter)}/handlingar/${document}`
