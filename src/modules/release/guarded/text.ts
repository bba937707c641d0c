import { plural, texts } from '#kernel/text'

export const words = texts({
  sv: {
    title: 'Det som inte får röjas',
    back: 'Tillbaka till ärendet',
    lead: (name: string) =>
      `Skriv det som inte får komma fram i det som visas ur ärenden om ${name}: adress, telefon, arbetsplats, skola, namn. Vi söker efter det i varje uppgift innan den visas, i text och handlingar, också när det är skrivet på ett annat sätt.`,
    seen: 'Bara handläggare och chefer på enheten ser den här sidan. Varje gång någon öppnar den sparas i loggen. Orden är krypterade.',
    protected: 'Personen har skyddade personuppgifter.',
    list: 'Vi söker efter',
    none: 'Inget ännu',
    noneText: 'Det du lägger till här söker vi efter i allt som ska visas.',
    head: { what: 'Vad', kind: 'Slag', added: 'Tillagt', end: 'Ta bort' },
    added: (who: string, when: string) => `${who}, ${when}`,
    end: 'Sök inte längre efter det',
    endLabel: (what: string) => `Sök inte längre efter ${what}`,
    add: 'Lägg till',
    kind: 'Slag',
    kinds: {
      address: 'Adress',
      phone: 'Telefonnummer',
      workplace: 'Arbetsplats',
      school: 'Skola eller förskola',
      registration: 'Registreringsnummer på en bil',
      name: 'Namn på någon',
      place: 'Ort eller plats',
      email: 'E-postadress',
      coordinates: 'Punkt på kartan',
    },
    value: 'Vad som inte får röjas',
    valueHint: 'Skriv hela: Björkgatan 12 B, 980 12 Delaby eller 0980-31 92 00. En punkt på kartan skriver du som 67.8512, 20.2231.',
    save: 'Lägg till',
    saved: 'Tillagt. Vi söker efter det från och med nu.',
    ended: 'Borttaget. Vi söker inte längre efter det.',
    before: (n: number) =>
      n === 0
        ? 'Vi har sökt igenom det som redan visas. Där står det inte. Inget visas av sig självt längre: det som skulle visas en viss dag eller vid avslutet kommer till kön.'
        : `Vi har sökt igenom det som redan visas. ${n} ${plural('sv', n, { one: 'uppgift', other: 'uppgifter' })} där det står, eller som inte går att söka igenom, visas inte längre. De väntar på att någon på enheten läser dem.`,
    wrong: { slag: 'Välj ett slag', ord: 'Skriv det som inte får röjas, så helt som möjligt', formular: 'Ladda om sidan och försök igen' },
  },
  en: {
    title: 'What must not be told',
    back: 'Back to the case',
    lead: (name) =>
      `Write what must not come out in what is shown from cases about ${name}: address, phone, workplace, school, names. We search for it in every item before it is shown, in text and documents, also when it is written in another way.`,
    seen: 'Only case officers and managers at the unit see this page. Each time somebody opens it is kept in the log. The words are encrypted.',
    protected: 'The person has a protected identity.',
    list: 'We search for',
    none: 'Nothing yet',
    noneText: 'What you add here we search for in all that is to be shown.',
    head: { what: 'What', kind: 'Kind', added: 'Added', end: 'Remove' },
    added: (who, when) => `${who}, ${when}`,
    end: 'Stop searching for it',
    endLabel: (what) => `Stop searching for ${what}`,
    add: 'Add',
    kind: 'Kind',
    kinds: {
      address: 'Address',
      phone: 'Phone number',
      workplace: 'Workplace',
      school: 'School or preschool',
      registration: 'Registration number of a car',
      name: 'Name of somebody',
      place: 'Town or place',
      email: 'E-mail address',
      coordinates: 'Point on the map',
    },
    value: 'What must not be told',
    valueHint: 'Write all of it: Björkgatan 12 B, 980 12 Delaby or 0980-31 92 00. A point on the map is written as 67.8512, 20.2231.',
    save: 'Add',
    saved: 'Added. We search for it from now on.',
    ended: 'Removed. We no longer search for it.',
    before: (n) =>
      n === 0
        ? 'We have searched what is already shown. It is not there. Nothing is shown by itself any more: what was to be shown on a day or at the closing comes to the queue.'
        : `We have searched what is already shown. ${n} ${plural('en', n, { one: 'item that holds it, or cannot be searched, is', other: 'items that hold it, or cannot be searched, are' })} no longer shown. They wait for somebody at the unit to read them.`,
    wrong: { slag: 'Choose a kind', ord: 'Write what must not be told, as whole as you can', formular: 'Reload the page and try again' },
  },
})
