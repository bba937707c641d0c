import { texts } from '#kernel/text'

export const words = texts({
  sv: {
    title: 'Handling',
    about: (kind: string, size: string) => `${kind}, ${size}.`,
    kinds: { 'application/pdf': 'PDF', 'image/jpeg': 'Bild', 'image/png': 'Bild', 'text/html': 'Text' },
    other: 'Fil',
    handed: (day: string) => `Du fick tillgång till den ${day}.`,
    open: 'Öppna handlingen',
    download: 'Spara den på din enhet',
    shared: 'Sitter du vid en dator som andra använder? Öppna hellre än spara, så blir inget kvar.',
    from: 'Den hör till',
    write: 'Skriv om handlingen, eller säg att något är fel i den',
    paper: (name: string) => `Vill du ha den på papper? Ring ${name}:`,
    ask: 'Fråga om handlingen',
  },
  en: {
    title: 'Document',
    about: (kind, size) => `${kind}, ${size}.`,
    kinds: { 'application/pdf': 'PDF', 'image/jpeg': 'Picture', 'image/png': 'Picture', 'text/html': 'Text' },
    other: 'File',
    handed: (day) => `You got access to it ${day}.`,
    open: 'Open the document',
    download: 'Save it on your device',
    shared: 'Are you at a computer that others use? Open it rather than save it, and nothing is left behind.',
    from: 'It belongs to',
    write: 'Write about the document, or say that something in it is wrong',
    paper: (name) => `Do you want it on paper? Phone ${name}:`,
    ask: 'Ask about the document',
  },
})
