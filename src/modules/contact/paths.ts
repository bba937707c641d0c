/** Where a person writes and reads. The ids are a person's own: of their threads, drafts, cases and copies. */
export const messagesPath = '/mina-sidor/meddelanden'
/** Where the right thing to send is found. */
export const newPath = `${messagesPath}/nytt`
export const typePath = (type: string): string => `${newPath}/${type}`
/** What words are about, or to whom: a case, something in it, a unit, or a thread that is closed. */
export type About = { shelf?: string | undefined; copy?: string | undefined; unit?: string | undefined; follows?: string | undefined }
const names = { shelf: 'arende', copy: 'om', unit: 'enhet', follows: 'efter' } as const
const query = (about: About): string =>
  Object.entries(names)
    .flatMap(([key, name]) => (about[key as keyof About] ? [`${name}=${about[key as keyof About]}`] : []))
    .join('&')
export const aboutNames = names
const withQuery = (path: string, about: About) => (query(about) ? `${path}?${query(about)}` : path)
/** Where a message is written, or a wish to be phoned. */
export const messagePath = (about: About = {}): string => withQuery(`${newPath}/meddelande`, about)
export const callPath = (about: About = {}): string => withQuery(`${newPath}/ring`, about)
/** "Fråga om det här": from something in a case, by the id of the copy. */
export const askAboutPath = (copy: string): string => `${newPath}?om=${copy}`
export const threadPath = (thread: string): string => `${messagesPath}/${thread}`
export const filePath = (thread: string, file: string): string => `${threadPath(thread)}/fil/${file}`
export const draftPath = (draft: string): string => `${messagesPath}/utkast/${draft}`
export const draftFilePath = (draft: string, file: string): string => `${draftPath(draft)}/fil/${file}`
/** An entry of a case, on the pages of the case. */
export const entryPath = (shelf: string, copy: string): string => `/mina-sidor/arenden/${shelf}/om/${copy}`
/** Forms that may carry files. */
export const messageForm = /^\/mina-sidor\/meddelanden\//
