import { texts } from '#kernel/text'

export const words = texts({
  sv: {
    title: 'Handling',
    about: (kind: string, size: string) => `${kind}, ${size}.`,
    kinds: { 'application/pdf': 'PDF', 'image/jpeg': 'Bild', 'image/png': 'Bild', 'text/html': 'Text' },
    other: 'Fil',
    handed: (day: string) => `Du har kunnat läsa den här sedan ${day}.`,
    open: 'Öppna handlingen',
    download: 'Spara den på din enhet',
    shared: 'Delar du datorn eller telefonen med någon? Öppna handlingen i stället för att spara den, så blir inget kvar.',
    from: 'Handlingen hör till',
    write: 'Skriv om handlingen, eller säg att något är fel i den',
    paper: (name: string) => `Vill du ha den på papper? Ring ${name}:`,
    ask: 'Fråga om handlingen',
  },
  en: {
    title: 'Document',
    about: (kind, size) => `${kind}, ${size}.`,
    kinds: { 'application/pdf': 'PDF', 'image/jpeg': 'Picture', 'image/png': 'Picture', 'text/html': 'Text' },
    other: 'File',
    handed: (day) => `You have been able to read it here since ${day}.`,
    open: 'Open the document',
    download: 'Save it on your device',
    shared: 'Do you share the computer or phone with somebody? Open the document instead of saving it, and nothing is left behind.',
    from: 'The document belongs to',
    write: 'Write about the document, or say that something in it is wrong',
    paper: (name) => `Do you want it on paper? Phone ${name}:`,
    ask: 'Ask about the document',
  },
})
