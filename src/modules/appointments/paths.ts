/** Where a person's times are. */
export const timesPath = '/mina-sidor/tider'
export const timePath = (booking: string): string => `${timesPath}/${booking}`
/** Booking: what for, then when, then with what wishes. */
export const bookPath = `${timesPath}/boka`
export const bookKindPath = (kind: string): string => `${bookPath}/${kind}`
export const bookTimePath = (kind: string, slot: string): string => `${bookKindPath(kind)}/${slot}`
export const movePath = (booking: string): string => `${timePath(booking)}/andra`
export const moveToPath = (booking: string, slot: string): string => `${movePath(booking)}/${slot}`
export const cancelPath = (booking: string): string => `${timePath(booking)}/avboka`
export const proposePath = (booking: string): string => `${timePath(booking)}/foresla`
export const earlierPath = (booking: string): string => `${timePath(booking)}/tidigare`
export const wishPath = (booking: string): string => `${timePath(booking)}/onskemal`
export const confirmPath = (booking: string): string => `${timePath(booking)}/bekrafta`
export const calendarPath = (booking: string): string => `${timePath(booking)}/tid.ics`
export const pickPath = (booking: string, n: number | string): string => `${timePath(booking)}/forslag/${n}`
export const offerPath = (booking: string, offer: string): string => `${timePath(booking)}/erbjudande/${offer}`
/** Where a person chooses how they are reminded. */
export const remindersPath = '/mina-sidor/installningar/kontakt'
/** A first time, booked without signing in: what for, then when, then what to be called. */
export const openPath = '/boka'
export const openPlacePath = (municipality: string): string => `${openPath}?kommun=${municipality}`
export const openKindPath = (kind: string): string => `${openPath}/${kind}`
export const openTimePath = (kind: string, slot: string): string => `${openKindPath(kind)}/${slot}`
/** One time without signing in: by a code on paper, or by a link. */
export const doorPath = '/tid'
export const behindPath = (token: string): string => `${doorPath}/${token}`
