import { texts } from '#kernel/text'

export const words = texts({
  sv: {
    title: 'Utskick i demon',
    lead: 'Här ser du det som skulle ha skickats. I demon skickas ingenting på riktigt.',
    none: 'Inget har skickats än',
    noneMore: 'Boka en tid, eller spara ett nummer under Så når vi dig, så dyker det upp här.',
    kinds: { sms: 'Sms', email: 'Mejl' },
    to: (kind: string, address: string, when: string) => `${kind} till ${address}, ${when}`,
    reply: 'Svara 1',
    replied: 'Svaret är skickat',
    again: 'Visa igen',
  },
  en: {
    title: 'Messages in the demo',
    lead: 'Here you see what would have been sent. In the demo nothing is really sent.',
    none: 'Nothing has been sent yet',
    noneMore: 'Book a meeting, or save a number under How we reach you, and it turns up here.',
    kinds: { sms: 'Text message', email: 'E-mail' },
    to: (kind, address, when) => `${kind} to ${address}, ${when}`,
    reply: 'Reply 1',
    replied: 'The reply is sent',
    again: 'Show again',
  },
})
