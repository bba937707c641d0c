import { texts } from '#kernel/text'
import type { Step } from '../model.ts'

export const words = texts({
  sv: {
    tab: { ahead: 'Vi ses', now: 'Pågår nu', over: 'Har varit', cancelled: 'Avbokad' },
    call: 'Vi hörs',
    ends: (far: string, end: string) => `${far}. Det är slut ${end}.`,
    straightIn: 'Gå direkt till rummet. Du behöver inte anmäla dig och inte sitta i väntrum.',
    link: 'Öppna videomötet',
    linkLater: 'Länken till videomötet kommer här före mötet.',
    phoneReady: 'Ha telefonen nära. Samtalet kan komma från ett dolt nummer.',
    number: { we: 'Vi ringer:', none: 'Vi har inget nummer att ringa dig på.', write: 'Skriv numret', change: 'Ändra numret' },
    file: { rings: 'Vi ringer dig.', ask: (number: string) => `Frågor? Ring ${number}.` },
    homeReady: 'Vi kommer dit du bor. Vill du ses någon annanstans? Skriv det under det du ber om, eller ring.',
    calendar: 'Lägg i kalendern',
    change: 'Byt tid eller avboka',
    contact: 'Din kontakt',
    meets: 'Du träffar',
    calls: 'Ringer dig',
    late: 'Blir du sen?',
    lateMore: 'Ring. Vi väntar på dig.',
    away: (name: string) => `${name} är borta den dagen`,
    awayText: 'Vi hör av oss om mötet. Du behöver inte göra något.',
    keep: 'Du behåller tiden du har om du inte tar den nya.',
    proposal: {
      heading: (n: number) => (n === 1 ? 'Vi föreslår en annan tid' : 'Vi föreslår andra tider'),
      text: (until: string) => `Svara senast ${until}. Tiden du har gäller tills du har valt.`,
      choose: 'Välj en tid',
      none: 'Ingen av dem passar',
      noneHint: 'Då behåller du tiden du har. Du behöver inte säga varför.',
      act: 'Skicka svaret',
      wrong: 'Välj en av tiderna, eller att ingen passar',
    },
    confirm: { heading: 'Passar tiden?', text: 'Säg gärna till att du kommer. Du måste inte.', act: 'Ja, jag kommer' },
    confirmed: 'Du har sagt att du kommer.',
    way: 'Hitta dit',
    access: 'Tillgänglighet',
    bring: 'Ta med dig',
    bringMore: 'Det gör inget om du glömmer något.',
    goes: 'Så går det till',
    yours: 'Det är ditt möte',
    rights: {
      one: 'Du får ta med dig någon.',
      two: 'Du får spela in ljudet.',
      three: 'Du får be om en paus.',
      four: 'Du får säga nej till en fråga.',
    },
    wished: 'Det du har bett om',
    companion: (who: string) => `Med dig: ${who}`,
    interpreter: (language: string) => `Tolk: ${language}`,
    noWishes: 'Du har inte bett om något särskilt.',
    wish: 'Ändra eller be om något mer',
    wishFirst: 'Be om något: sällskap, tolk eller annat',
    save: 'Spara',
    changes: {
      heading: 'Byt tid eller avboka',
      until: (when: string) => `Du kan ändra själv till och med ${when}. Efter det ringer du.`,
      over: (when: string) => `Du kunde ändra själv till och med ${when}. Nu behöver du ringa:`,
      move: 'Byt tid',
      propose: 'Föreslå en annan tid',
      earlier: 'Stå på tur för en tidigare tid',
      inLine: 'Ändra din plats på tur',
      inLineText: 'Du står på tur för en tidigare tid. Blir någon ledig frågar vi dig.',
      cancel: 'Avboka',
      reminders: 'Välj hur du vill bli påmind',
    },
    asked: {
      heading: 'Du har föreslagit en annan tid',
      text: 'Vi svarar dig här. Tiden du har gäller tills vi har kommit överens om en annan.',
    },
    answered: { heading: 'Vi kan inte byta till det du föreslog', text: 'Tiden står kvar.' },
    fromUs: 'Från oss',
    cancelled: {
      person: 'Du avbokade tiden.',
      code: 'Tiden avbokades med koden eller länken.',
      staff: 'Vi har ställt in tiden.',
      again: 'Boka en ny tid',
    },
    missed: {
      text: 'Mötet blev inte av. Det händer.',
      offers: 'Det här kan vi ordna så att nästa gång blir lättare:',
      act: 'Boka en ny tid',
    },
    held: 'Tack för att du kom.',
    happened: 'Det som har hänt',
    step: ({ by, what }: Step, from: string, to: string) => {
      const who = { person: 'Du', code: 'Du, med kod eller länk,', sms: 'Du, med sms,', staff: 'Vi', rule: 'Vi' }[by]
      switch (what) {
        case 'booked':
          return `${who} bokade ${to}`
        case 'moved':
          return `${who} flyttade tiden från ${from} till ${to}`
        case 'cancelled':
          return `${who} avbokade`
        case 'confirmed':
          return `${who} sa ja till tiden`
        case 'proposed':
          return `${who} föreslog en annan tid`
        case 'declined':
          return by === 'staff' ? 'Vi kunde inte byta till det du föreslog' : 'Du behöll din tid'
        case 'asked-earlier':
          return 'Du ställde dig på tur för en tidigare tid'
        case 'stopped-asking':
          return 'Du står inte längre på tur för en tidigare tid'
        case 'offered':
          return `En tidigare tid blev ledig: ${to}`
        case 'held':
          return 'Mötet blev av'
        case 'missed':
          return 'Mötet blev inte av'
        case 'handed-over':
          return 'Någon annan tog över mötet hos oss'
        case 'wished':
          return `${who} ändrade det du har bett om`
      }
    },
    said: {
      bokad: { heading: 'Tiden är din', text: 'Du hittar den här när du vill.' },
      andrad: { heading: 'Tiden är ändrad', text: 'Den gamla tiden är inte din längre.' },
      bekraftad: { heading: 'Tack, då vet vi att du kommer', text: 'Ändrar det sig kan du byta eller avboka här.' },
      sparat: { heading: 'Vi har sparat det du ber om', text: 'Den du ska träffa ser det före mötet.' },
      foreslagit: { heading: 'Ditt förslag är skickat', text: 'Vi svarar dig här. Tiden du har gäller tills vidare.' },
      tur: { heading: 'Du står på tur', text: 'Blir en tidigare tid ledig frågar vi dig. Tiden du har är kvar.' },
      'inte-tur': { heading: 'Du står inte längre på tur', text: 'Tiden du har är kvar.' },
      behaller: { heading: 'Du behåller din tid', text: 'Du behöver inte göra något mer.' },
      upptagen: { heading: 'Tiden är inte ledig längre', text: 'Du har kvar den tid du hade.' },
      inaktuell: { heading: 'Tiden har ändrats sedan du öppnade sidan', text: 'Vi har inte gjort det du valde. Så här är tiden nu.' },
      sent: { heading: 'Det gick inte att ändra', text: 'Tiden är för nära, eller redan ändrad. Ring så hjälper vi dig.' },
    },
  },
  en: {
    tab: { ahead: 'We meet', now: 'Going on now', over: 'Has been', cancelled: 'Cancelled' },
    call: 'We talk',
    ends: (far, end) => `${far}. It ends ${end}.`,
    straightIn: 'Go straight to the room. You need not report anywhere or sit in a waiting room.',
    link: 'Open the video meeting',
    linkLater: 'The link to the video meeting comes here before the meeting.',
    phoneReady: 'Keep your phone near. The call may come from a hidden number.',
    number: { we: 'We phone:', none: 'We have no number to phone you on.', write: 'Write the number', change: 'Change the number' },
    file: { rings: 'We phone you.', ask: (number) => `Questions? Phone ${number}.` },
    homeReady: 'We come to where you live. Would you rather meet somewhere else? Write it under what you ask for, or phone.',
    calendar: 'Put in the calendar',
    change: 'Move or cancel',
    contact: 'Your contact',
    meets: 'You meet',
    calls: 'Phones you',
    late: 'Will you be late?',
    lateMore: 'Phone. We wait for you.',
    away: (name) => `${name} is away that day`,
    awayText: 'We will be in touch about the meeting. You need not do anything.',
    keep: 'You keep the time you have unless you take the new one.',
    proposal: {
      heading: (n) => (n === 1 ? 'We suggest another time' : 'We suggest other times'),
      text: (until) => `Answer by ${until}. The time you have stands until you have chosen.`,
      choose: 'Choose a time',
      none: 'None of them suits me',
      noneHint: 'Then you keep the time you have. You need not say why.',
      act: 'Send the answer',
      wrong: 'Choose one of the times, or that none suits you',
    },
    confirm: {
      heading: 'Does the time suit you?',
      text: 'Please tell us that you are coming. You do not have to.',
      act: 'Yes, I am coming',
    },
    confirmed: 'You have said that you are coming.',
    way: 'Find the way',
    access: 'Accessibility',
    bring: 'Bring with you',
    bringMore: 'It does not matter if you forget something.',
    goes: 'How it goes',
    yours: 'It is your meeting',
    rights: {
      one: 'You may bring somebody.',
      two: 'You may record the sound.',
      three: 'You may ask for a break.',
      four: 'You may say no to a question.',
    },
    wished: 'What you have asked for',
    companion: (who) => `With you: ${who}`,
    interpreter: (language) => `Interpreter: ${language}`,
    noWishes: 'You have not asked for anything in particular.',
    wish: 'Change it or ask for something more',
    wishFirst: 'Ask for something: company, an interpreter or else',
    save: 'Save',
    changes: {
      heading: 'Move or cancel',
      until: (when) => `You can change it yourself until ${when}. After that, phone.`,
      over: (when) => `You could change it yourself until ${when}. Now you need to phone:`,
      move: 'Move to another time',
      propose: 'Suggest another time',
      earlier: 'Stand in line for an earlier time',
      inLine: 'Change your place in line',
      inLineText: 'You are in line for an earlier time. If one becomes free we ask you.',
      cancel: 'Cancel',
      reminders: 'Choose how you want to be reminded',
    },
    asked: {
      heading: 'You have suggested another time',
      text: 'We answer you here. The time you have stands until we have agreed on another.',
    },
    answered: { heading: 'We cannot move it to what you suggested', text: 'The time stands.' },
    fromUs: 'From us',
    cancelled: {
      person: 'You cancelled the time.',
      code: 'The time was cancelled with the code or the link.',
      staff: 'We have cancelled the time.',
      again: 'Book a new time',
    },
    missed: {
      text: 'The meeting did not happen. That is how it can be.',
      offers: 'This we can arrange so that the next time is easier:',
      act: 'Book a new time',
    },
    held: 'Thank you for coming.',
    happened: 'What has happened',
    step: ({ by, what }, from, to) => {
      const who = { person: 'You', code: 'You, with a code or a link,', sms: 'You, by text message,', staff: 'We', rule: 'We' }[by]
      switch (what) {
        case 'booked':
          return `${who} booked ${to}`
        case 'moved':
          return `${who} moved the time from ${from} to ${to}`
        case 'cancelled':
          return `${who} cancelled`
        case 'confirmed':
          return `${who} said yes to the time`
        case 'proposed':
          return `${who} suggested another time`
        case 'declined':
          return by === 'staff' ? 'We could not move it to what you suggested' : 'You kept your time'
        case 'asked-earlier':
          return 'You stood in line for an earlier time'
        case 'stopped-asking':
          return 'You no longer stand in line for an earlier time'
        case 'offered':
          return `An earlier time became free: ${to}`
        case 'held':
          return 'The meeting took place'
        case 'missed':
          return 'The meeting did not happen'
        case 'handed-over':
          return 'Somebody else took over the meeting on our side'
        case 'wished':
          return `${who} changed what you have asked for`
      }
    },
    said: {
      bokad: { heading: 'The time is yours', text: 'You find it here whenever you want.' },
      andrad: { heading: 'The time is changed', text: 'The old time is no longer yours.' },
      bekraftad: { heading: 'Thank you, now we know that you are coming', text: 'If that changes you can move or cancel here.' },
      sparat: { heading: 'We have saved what you ask for', text: 'The one you meet sees it before the meeting.' },
      foreslagit: { heading: 'Your suggestion is sent', text: 'We answer you here. The time you have stands until then.' },
      tur: { heading: 'You are in line', text: 'If an earlier time becomes free we ask you. You still have your time.' },
      'inte-tur': { heading: 'You are no longer in line', text: 'You still have your time.' },
      behaller: { heading: 'You keep your time', text: 'You need not do anything more.' },
      upptagen: { heading: 'That time is no longer free', text: 'You still have the time you had.' },
      inaktuell: {
        heading: 'The time has changed since you opened the page',
        text: 'We have not done what you chose. This is how the time is now.',
      },
      sent: { heading: 'It could not be changed', text: 'The time is too near, or changed already. Phone and we help you.' },
    },
  },
  'sv-simple': {
    straightIn: 'Gå direkt till rummet. Du behöver inte anmäla dig. Du behöver inte sitta i väntrum.',
    phoneReady: 'Ha telefonen nära dig. Du kanske inte ser vilket nummer vi ringer från.',
    homeReady: 'Vi kommer hem till dig. Vill du ses någon annanstans? Skriv det under ”Det du har bett om”. Du kan också ringa.',
    proposal: {
      text: (until: string) => `Svara senast ${until}. Du har kvar din tid tills du har valt.`,
      wrong: 'Välj en av tiderna. Passar ingen? Välj ”Ingen av dem passar”',
    },
    confirm: { text: 'Säg gärna att du kommer. Du måste inte.' },
    noWishes: 'Du har inte bett om något.',
    wishFirst: 'Vill du ha med dig någon, få tolk eller något annat?',
    changes: {
      until: (when: string) => `Du kan ändra själv. Gör det senast ${when}. Efter det måste du ringa.`,
      over: (when: string) => `Du kan inte ändra själv längre. Det gick till ${when}. Nu behöver du ringa:`,
      inLineText: 'Du står på tur för en tidigare tid. Blir en tid ledig? Då frågar vi dig.',
    },
    asked: { text: 'Vi svarar dig här. Du har kvar din tid tills vi har bestämt en ny tid tillsammans.' },
    answered: { text: 'Du har kvar din tid.' },
    cancelled: { code: 'Tiden är avbokad. Det gjordes med koden eller länken.' },
    missed: {
      text: 'Det blev inget möte. Det händer.',
      offers: 'Nästa gång kan bli lättare. Det här kan vi ordna:',
    },
    said: {
      bekraftad: { text: 'Kan du inte komma? Byt tid eller avboka här.' },
      foreslagit: { text: 'Vi svarar dig här. Du har kvar din tid så länge.' },
      tur: { text: 'Blir en tidigare tid ledig? Då frågar vi dig. Du har kvar din tid.' },
      'inte-tur': { text: 'Du har kvar din tid.' },
      sent: { text: 'Tiden är för nära. Eller så är den redan ändrad. Ring oss. Då hjälper vi dig.' },
    },
  },
})

export type Said = keyof ReturnType<typeof words>['said']
