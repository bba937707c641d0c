import { texts } from '#kernel/text'

export const words = texts({
  sv: {
    start: 'Till startsidan',
    back: 'Tillbaka till formuläret',
    call: (name: string) => `Ring oss i ${name}`,
    hours: 'Telefontid',
    reference: (code: string) => `Säg numret ${code} när du ringer. Numret säger inget om dig.`,
    written: 'Det här skrev du',
    keepIt: 'Det är inte skickat. Kopiera det du vill ha kvar innan du lämnar sidan.',
    signedOut: {
      title: 'Du är utloggad',
      lead: 'Det du skickade kom fram när du inte längre var inloggad. Därför har vi inte tagit emot det.',
      act: 'Kopiera det du skrev först. Logga in igen, så kommer du tillbaka till sidan och kan klistra in det.',
      signIn: 'Logga in igen',
    },
    somebodyElse: {
      title: 'Någon annan är inloggad nu',
      lead: 'Sidan du skickade från hörde till den som var inloggad här förut. Därför har vi inte gjort något.',
      act: 'Stäng den gamla fliken. Vill du göra samma sak för egen del, börja om från startsidan.',
    },
    missing: {
      title: 'Sidan finns inte',
      lead: 'Adressen leder ingenstans, eller så får du inte se det som finns här.',
      act: 'Gå till startsidan och försök hitta därifrån. Du är kvar inloggad om du var det.',
    },
    forbidden: {
      title: 'Du kan inte göra det här',
      lead: 'Sidan finns, men det du försökte göra är inte öppet för dig.',
      act: 'Gå tillbaka och försök igen. Ring oss om du tror att det är fel.',
    },
    weak: {
      title: 'Du behöver logga in på ett starkare sätt',
      lead: 'Det här öppnas med e-legitimation, till exempel BankID eller Freja+.',
      act: 'Du kan också läsa det hos oss, eller be oss skicka det på papper.',
      signIn: 'Logga in med e-legitimation',
    },
    large: {
      title: 'Det du skickade är för stort',
      lead: 'Vi kan ta emot högst 10 MB åt gången.',
      act: 'Gå tillbaka, välj en mindre fil och försök igen.',
    },
    foreign: {
      title: 'Vi tog inte emot det du skickade',
      lead: 'Det kom från en annan webbplats, eller från en flik som var för gammal.',
      act: 'Gå tillbaka, ladda om sidan och skicka igen.',
    },
    tooMany: {
      title: 'Vänta en stund',
      lead: 'Det har kommit för många försök på kort tid.',
      act: (seconds: number) =>
        `Vänta ${seconds < 90 ? `${seconds} sekunder` : `${Math.ceil(seconds / 60)} minuter`} och ladda sedan om den här sidan. Hade du skrivit något skickas det då igen, så att du slipper skriva om det.`,
    },
    broken: {
      title: 'Något gick fel hos oss',
      lead: 'Det är inte du som har gjort fel. Vi har fått veta att det hände.',
      act: 'Försök igen om en stund. Ring oss om det är bråttom.',
    },
  },
  en: {
    start: 'To the start page',
    back: 'Back to the form',
    call: (name) => `Call us in ${name}`,
    hours: 'Phone hours',
    reference: (code) => `Say the number ${code} when you call. It says nothing about you.`,
    written: 'This is what you wrote',
    keepIt: 'It has not been sent. Copy what you want to keep before you leave the page.',
    signedOut: {
      title: 'You are signed out',
      lead: 'What you sent came when you were no longer signed in. That is why we have not taken it.',
      act: 'Copy what you wrote first. Sign in again, and you come back to the page and can paste it.',
      signIn: 'Sign in again',
    },
    somebodyElse: {
      title: 'Somebody else is signed in now',
      lead: 'The page that you sent from belonged to whoever was signed in here before. So we have done nothing.',
      act: 'Close the old tab. If you want to do the same thing for yourself, begin again from the start page.',
    },
    missing: {
      title: 'This page does not exist',
      lead: 'The address leads nowhere, or you may not see what is here.',
      act: 'Go to the start page and find your way from there. If you were signed in, you still are.',
    },
    forbidden: {
      title: 'You cannot do this',
      lead: 'The page exists, but what you tried to do is not open to you.',
      act: 'Go back and try again. Call us if you think this is wrong.',
    },
    weak: {
      title: 'You need to sign in with something stronger',
      lead: 'This opens with an e-ID, such as BankID or Freja+.',
      act: 'You can also read it at our office, or ask us to send it on paper.',
      signIn: 'Sign in with an e-ID',
    },
    large: {
      title: 'What you sent is too large',
      lead: 'We can take at most 10 MB at a time.',
      act: 'Go back, choose a smaller file and try again.',
    },
    foreign: {
      title: 'We did not accept what you sent',
      lead: 'It came from another website, or from a tab that was too old.',
      act: 'Go back, reload the page and send it again.',
    },
    tooMany: {
      title: 'Wait a moment',
      lead: 'There have been too many tries in a short time.',
      act: (seconds) =>
        `Wait ${seconds < 90 ? `${seconds} seconds` : `${Math.ceil(seconds / 60)} minutes`}, then reload this page. If you had written something it is sent again, so you need not write it anew.`,
    },
    broken: {
      title: 'Something went wrong on our side',
      lead: 'You have done nothing wrong. We have been told that it happened.',
      act: 'Try again in a while. Call us if it is urgent.',
    },
  },
})
