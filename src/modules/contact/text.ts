import { texts } from '#kernel/text'

/** What several of the pages say. */
export const words = texts({
  sv: {
    fields: {
      'financial-assistance': 'Pengar och försörjning',
      'adult-addiction': 'Alkohol, droger och spel',
      'social-psychiatry': 'Psykisk hälsa i vardagen',
      disability: 'Funktionsnedsättning',
      'child-and-family': 'Barn och familj',
      'elderly-care': 'Stöd när du blir äldre',
      any: 'Annat',
    },
    back: 'Alla meddelanden',
    call: { name: 'Be oss ringa', title: 'Vi ska ringa dig' },
    write: 'Skriv i stället',
    callMe: 'Be oss ringa dig',
    away: (name: string, until: string, reads: string) =>
      `${name} är borta${until ? ` till och med ${until}` : ' just nu'}. ${reads} läser det.`,
    urgent: {
      heading: 'Om det är bråttom',
      text: 'Vi läser inte det du skriver här direkt. Ring i stället om det inte kan vänta.',
      danger: 'Är det fara för liv, ring',
      more: 'Fler nummer när det är bråttom',
    },
    now: {
      heading: 'Är det bråttom? Ring nu',
      text: 'Vi läser inte direkt det du skriver här. Du får skriva ändå.',
    },
    by: {
      heading: 'Hellre prata?',
      hours: (hours: string) => `Telefontid ${hours}`,
    },
    promise: (day: string) => `Skickar du i dag svarar vi senast ${day}.`,
    promiseCall: (day: string) => `Skickar du i dag ringer vi senast ${day}.`,
    goesTo: (unit: string) => `Det kommer till ${unit}.`,
    files: {
      label: 'Lägg till en bild eller ett dokument (frivilligt)',
      hint: 'PDF, JPEG eller PNG, högst 10 MB. Du kan lägga till fler när du har sparat.',
      kept: 'Med följer',
      drop: 'Ta bort',
      again: 'Välj filen igen om du vill ha med den.',
    },
    who: 'Bara du, den som delar ut meddelanden på enheten och den som svarar dig kan läsa det.',
    size: (name: string, kind: string, size: string) => `${name} (${kind}, ${size})`,
    wrong: {
      empty: 'Skriv vad du vill säga',
      long: 'Texten är för lång. Korta den till högst 10 000 tecken, eller skicka den i två delar',
      title: 'Korta rubriken till högst 100 tecken',
      phone: 'Skriv ett telefonnummer som vi kan ringa, med alla siffror',
      large: 'Filen är för stor. Den får vara högst 10 MB',
      unfit: 'Vi kan inte ta emot filen. Välj en PDF, JPEG eller PNG som går att öppna',
      many: 'Det blev för många filer. Ta bort någon, eller skicka i två delar',
      drafts: 'Du har trettio utkast. Kasta något av dem först, så kan du spara det här',
      other: 'Ett svar är redan skickat från en annan flik. Det här är inte skickat: skicka det också, om du vill ha med det',
      nobody: (phone: string) =>
        `Enheten tar inte emot meddelanden här just nu. Det du har skrivit är inte skickat. Ring ${phone}, så hjälper vi dig`,
      gone: 'Det här går inte att skicka längre. Det du har skrivit står kvar här',
      changed: 'Formuläret har ändrats sedan du började. Det du har skrivit står kvar. Läs igenom det och skicka igen',
    },
  },
  en: {
    fields: {
      'financial-assistance': 'Money and income',
      'adult-addiction': 'Alcohol, drugs and gambling',
      'social-psychiatry': 'Mental health in everyday life',
      disability: 'Disability',
      'child-and-family': 'Children and family',
      'elderly-care': 'Support as you get older',
      any: 'Other',
    },
    back: 'All messages',
    call: { name: 'Ask us to call', title: 'We are to call you' },
    write: 'Write instead',
    callMe: 'Ask us to call you',
    away: (name, until, reads) => `${name} is away${until ? ` until the end of ${until}` : ' just now'}. ${reads} reads it.`,
    urgent: {
      heading: 'If it is urgent',
      text: 'We do not read what you write here at once. Phone instead if it cannot wait.',
      danger: 'If there is danger to life, phone',
      more: 'More numbers when it is urgent',
    },
    now: {
      heading: 'Is it urgent? Phone now',
      text: 'We do not read at once what you write here. You are welcome to write all the same.',
    },
    by: {
      heading: 'Rather talk?',
      hours: (hours) => `Phone hours ${hours}`,
    },
    promise: (day) => `If you send it today we answer by ${day}.`,
    promiseCall: (day) => `If you send it today we call you by ${day}.`,
    goesTo: (unit) => `It goes to ${unit}.`,
    files: {
      label: 'Add a picture or a document (optional)',
      hint: 'PDF, JPEG or PNG, at most 10 MB. You can add more once you have saved.',
      kept: 'Goes along',
      drop: 'Take away',
      again: 'Choose the file again if you want to include it.',
    },
    who: 'Only you, the one who hands out messages at the unit and the one who answers you can read it.',
    size: (name, kind, size) => `${name} (${kind}, ${size})`,
    wrong: {
      empty: 'Write what you want to say',
      long: 'The text is too long. Shorten it to at most 10,000 characters, or send it in two parts',
      title: 'Shorten the heading to at most 100 characters',
      phone: 'Write a phone number that we can call, with all its digits',
      large: 'The file is too large. It may be at most 10 MB',
      unfit: 'We cannot take the file. Choose a PDF, JPEG or PNG that can be opened',
      many: 'There are too many files. Take one away, or send it in two parts',
      drafts: 'You have thirty drafts. Throw one of them away first, and you can save this',
      other: 'An answer has been sent from another tab already. This has not been sent: send it too, if you want it to go along',
      nobody: (phone) =>
        `The unit does not take messages here just now. What you have written has not been sent. Phone ${phone} and we will help you`,
      gone: 'This can no longer be sent. What you have written is still here',
      changed: 'The form has changed since you began. What you have written is still here. Read it through and send it again',
    },
  },
  'sv-simple': {
    away: (name: string, until: string, reads: string) =>
      `${name} är inte här${until ? ` till och med ${until}` : ' just nu'}. ${reads} läser det du skriver.`,
    fields: { 'financial-assistance': 'Pengar att leva på' },
    urgent: {
      text: 'Vi läser inte direkt det du skriver här. Kan det inte vänta? Ring i stället.',
      danger: 'Är någons liv i fara? Ring',
    },
    by: { heading: 'Vill du hellre prata?' },
    promise: (day: string) => `Vi svarar senast ${day} om du skickar i dag.`,
    promiseCall: (day: string) => `Vi ringer senast ${day} om du skickar i dag.`,
    files: {
      label: 'Vill du lägga till en bild eller ett dokument? Du behöver inte.',
      hint: 'Filen ska vara PDF, JPEG eller PNG. Den får vara högst 10 MB. Vill du ha med fler filer? Spara först. Sedan kan du lägga till en till.',
    },
    who: 'Du kan läsa det du skriver. Den som delar ut meddelanden på enheten kan läsa det. Den som svarar dig kan läsa det. Ingen annan kan läsa det.',
    wrong: {
      long: 'Texten är för lång. Du kan skriva högst 10 000 tecken. Gör den kortare, eller skicka den i två delar',
      title: 'Rubriken är för lång. Den får ha högst 100 tecken',
      unfit: 'Vi kan inte ta emot filen. Filen ska vara PDF, JPEG eller PNG. Den måste gå att öppna',
      many: 'Det är för många filer. Ta bort en fil, eller skicka i två delar',
      drafts: 'Du har redan trettio utkast. Kasta ett av dem först. Sedan kan du spara det här',
      other: 'Du har redan skickat ett svar från en annan flik. Det här är inte skickat. Skicka det också om du vill',
      nobody: (phone: string) =>
        `Enheten tar inte emot meddelanden här just nu. Det du har skrivit är inte skickat. Ring ${phone}. Då hjälper vi dig`,
      gone: 'Du kan inte skicka det här längre. Det du har skrivit finns kvar här',
      changed: 'Vi har ändrat formuläret sedan du började skriva. Det du har skrivit finns kvar. Läs allt en gång till. Skicka sedan igen',
    },
  },
})

/** A field of work as it is called here. What is for no field in particular, or one without words, stands last. */
export const fieldName = (field: string, language: Parameters<typeof words>[0]): string => {
  const { fields } = words(language)
  return (fields as Record<string, string>)[field] ?? fields.any
}
