import { texts } from '#kernel/text'

export const words = texts({
  sv: {
    title: 'Utskick i demon',
    lead: 'Här ser du det som skulle ha skickats. I demon skickas ingenting på riktigt.',
    none: 'Inget har skickats än',
    noneMore:
      'Spara ett nummer under Så når vi dig, så kommer koden hit. En påminnelse kommer den dag den ska skickas, och en tid som enheten flyttar eller ställer in med en gång.',
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
    noneMore:
      'Save a number under How we reach you, and the code comes here. A reminder comes on the day it is to be sent, and a time that the unit moves or cancels at once.',
    kinds: { sms: 'Text message', email: 'E-mail' },
    to: (kind, address, when) => `${kind} to ${address}, ${when}`,
    reply: 'Reply 1',
    replied: 'The reply is sent',
    again: 'Show again',
  },
})
