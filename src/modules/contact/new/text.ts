import { texts } from '#kernel/text'

export const words = texts({
  sv: {
    title: 'Nytt meddelande',
    heading: 'Vad behöver du?',
    lead: 'Skriv med egna ord, eller välj i listan. Du behöver inte veta vilken enhet det är.',
    search: {
      label: 'Skriv vad det gäller',
      hint: 'Till exempel: jag kan inte betala hyran',
      button: 'Sök',
      empty: 'Skriv vad det gäller',
    },
    found: (text: string) => `Det här passar kanske till ”${text}”`,
    all: 'Allt du kan skicka',
    notFound: {
      heading: 'Vi hittade inget som passar de orden',
      text: 'Pröva andra ord eller välj i listan. Du kan också ringa, så hjälper vi dig rätt.',
    },
    contacts: {
      heading: 'Skriv till någon du redan har kontakt med',
      write: (name: string) => `Skriv till ${name}`,
      call: (name: string) => `Be ${name} ringa`,
    },
    goesTo: (unit: string, days: string) => `${unit}. ${days}`,
    by: (day: string) => `Svar senast ${day}.`,
    strong: 'Du behöver logga in med e-legitimation.',
    closed: 'Tar inte emot just nu. Ring i stället.',
    none: {
      heading: 'Här går det inte att skicka något än',
      text: 'Ingen enhet tar emot meddelanden här. Ring växeln, så kopplar de dig rätt.',
    },
  },
  en: {
    title: 'New message',
    heading: 'What do you need?',
    lead: 'Write it in your own words, or choose from the list. You do not need to know which unit it is.',
    search: {
      label: 'Write what it is about',
      hint: 'For example: I cannot pay the rent',
      button: 'Search',
      empty: 'Write what it is about',
    },
    found: (text) => `This may fit “${text}”`,
    all: 'Everything you can send',
    notFound: {
      heading: 'We found nothing that fits those words',
      text: 'Try other words or choose from the list. You can also phone, and we help you find the right one.',
    },
    contacts: {
      heading: 'Write to somebody you already have contact with',
      write: (name) => `Write to ${name}`,
      call: (name) => `Ask ${name} to call`,
    },
    goesTo: (unit, days) => `${unit}. ${days}`,
    by: (day) => `Answer by ${day}.`,
    strong: 'You need to sign in with an e-ID.',
    closed: 'Does not take messages just now. Phone instead.',
    none: {
      heading: 'Nothing can be sent here yet',
      text: 'No unit takes messages here. Phone the switchboard and they will connect you.',
    },
  },
  'sv-simple': {
    lead: 'Skriv med egna ord. Du kan också välja i listan. Du behöver inte veta vilken enhet som hjälper dig.',
    notFound: {
      heading: 'Vi hittade inget som passar',
      text: 'Skriv med andra ord, eller välj i listan. Du kan också ringa. Då hjälper vi dig att hitta rätt.',
    },
    closed: 'Du kan inte skicka det här just nu. Ring i stället.',
    none: {
      heading: 'Du kan inte skicka något här än',
      text: 'Ingen enhet tar emot meddelanden här. Ring kommunens växel. De kopplar dig till rätt enhet.',
    },
  },
})
