import { z } from 'zod'
import { type Help, helps } from '../model.ts'
import { Seen, Words } from '../change/model.ts'

export const Outcome = z.object({ sett: Seen, ord: Words })

/** The help ticked in a form, each under its own name. */
export const helpIn = (form: Record<string, string>): Help[] => helps.filter((help) => form[`hjalp-${help}`] === 'ja')

/** Words that speak of consequences to somebody who did not come. Who did not come is helps help and nothing else. */
const threats =
  /(?<!\p{L})(avslag\p{L}*|avslå\p{L}*|avslut\p{L}*|avgift\p{L}*|konsekvens\p{L}*|påföljd\p{L}*|indrag\p{L}*|dra(s|r)? in|återkräv\p{L}*|polis\p{L}*|orosanmäl\p{L}*|sista (chans|gång)\p{L}*|varning\p{L}*|skyldig\p{L}*|refus\p{L}*|reject\p{L}*|penalt\p{L}*|sanction\p{L}*|consequence\p{L}*|last chance|warning\p{L}*|fees?|charged?)(?!\p{L})/giu

/** The words of a text that sound like a sanction, each once as it stands there. */
export const threatsIn = (text: string): string[] => [...new Set([...text.matchAll(threats)].map(([word]) => word.toLocaleLowerCase('sv')))]
