import { texts } from '#kernel/text'

export const words = texts({
  sv: {
    title: 'Föreslå en annan tid',
    lead: (when: string) => `Du har ${when}, och behåller den tills vi har kommit överens om en annan.`,
    times: 'När passar det dig?',
    hint: 'Skriv dagar och tider som passar, till exempel ”tisdagar efter klockan 15”. Du behöver inte säga varför.',
    act: 'Skicka förslaget',
    again: 'Du har redan föreslagit en annan tid. Skickar du ett nytt förslag gäller det nya.',
    free: 'Se om det finns en ledig tid att byta till',
    wrong: { empty: 'Skriv när det passar dig', long: 'Texten är för lång. Korta den till högst 1 000 tecken' },
  },
  en: {
    title: 'Suggest another time',
    lead: (when) => `You have ${when}, and keep it until we have agreed on another.`,
    times: 'When does it suit you?',
    hint: 'Write days and times that suit you, for example “Tuesdays after three o’clock”. You need not say why.',
    act: 'Send the suggestion',
    again: 'You have suggested another time already. If you send a new suggestion, the new one counts.',
    free: 'See whether there is a free time to move to',
    wrong: { empty: 'Write when it suits you', long: 'The text is too long. Shorten it to at most 1,000 characters' },
  },
  'sv-simple': {
    lead: (when: string) => `Din tid är ${when}. Du har kvar den tills vi har bestämt en ny tid tillsammans.`,
    hint: 'Skriv dagar och tider som passar dig. Du kan till exempel skriva ”tisdagar efter klockan 15”. Du behöver inte säga varför.',
    again: 'Du har redan föreslagit en annan tid. Du kan skicka ett nytt förslag. Då gäller det nya.',
    wrong: { long: 'Texten är för lång. Du kan skriva högst 1 000 tecken. Gör den kortare' },
  },
})
