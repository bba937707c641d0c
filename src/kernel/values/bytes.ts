import { langTag, type Language } from '../text.ts'

const units = ['kB', 'MB', 'GB', 'TB']

/** How large a file is: "340 kB", "1,2 MB". A thousand bytes is a kB, as in the settings of a phone; less than one is said as one. */
export function fileSize(bytes: number, language: Language): string {
  let size = bytes && Math.max(bytes / 1000, 1)
  let unit = 0
  while (Math.round(size) >= 1000 && unit < units.length - 1) {
    size /= 1000
    unit++
  }
  const shown = unit > 0 && size < 9.95 ? size.toFixed(1).replace('.0', '') : String(Math.round(size))
  return `${langTag(language) === 'sv' ? shown.replace('.', ',') : shown}\u00a0${units[unit]}`
}
