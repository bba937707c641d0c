import { texts } from '#kernel/text'
import { words as common } from '../text.ts'
import type { Step } from './model.ts'

export const words = texts({
  sv: {
    title: 'Bokad tid',
    done: {
      bokad: 'Tiden är bokad',
      flyttad: 'Tiden är flyttad',
      avbokad: 'Tiden är avbokad',
      foreslagen: 'Förslaget är skickat',
      besvarad: 'Svaret är skickat',
      kom: 'Antecknat: personen kom',
      uteblev: 'Antecknat: personen kom inte',
      nummer: 'Numret är sparat',
    },
    told: 'Personen får veta det på det sätt som personen har valt.',
    silent: 'Inget meddelande går ut. Personen har valt bort det, eller så har vi varken nummer eller adress. Ring eller skriv.',
    notTold: 'Vi når inte personen härifrån. Ring eller skriv själv.',
    proposedText: (until: string) => `Tiderna hålls till ${until}. Väljer personen en av dem flyttas mötet dit.`,
    slipNow: 'Skriv ut lappen och ge den till personen.',
    bookedSeen: 'Personen ser tiden på sina sidor. Fråga hur personen vill bli påmind.',
    slip: 'Skriv ut lapp med kod',
    slipMore: 'En lapp som har skrivits ut tidigare slutar gälla.',
    replaced: 'Den lappen gäller inte längre',
    replacedText: 'En nyare lapp har skrivits ut. Behövs en till, skriv ut den härifrån.',
    wants: 'Personen vill ha en annan tid',
    wantsText: 'Tiden gäller tills ni har svarat.',
    keep: 'Behåll tiden',
    keepText: 'Svara att tiden står kvar. Du behöver inte säga varför.',
    keepWords: 'Några ord till personen, om du vill',
    move: 'Flytta',
    propose: 'Föreslå andra tider',
    cancel: 'Avboka',
    proposed: 'Väntar på personens svar',
    proposedTimes: (until: string) => `Ni har föreslagit de här tiderna. De hålls till ${until}.`,
    declined: 'Ingen av tiderna som ni föreslog passade',
    declinedText: 'Föreslå andra, eller ring. Tiden gäller så länge.',
    unreached: 'Det vi skickade kom inte fram',
    unreachedText: 'Numret eller adressen kan vara fel. Fråga personen nästa gång ni hörs.',
    reach: 'Ändra påminnelsen',
    noReminder: 'Ingen. Personen har sin lapp.',
    letterLate: 'Ingen påminnelse: för sent för ett brev.',
    earlier: (since: string) => `Vill gärna ha en tidigare tid, sedan ${since}.`,
    offered: (when: string) => `Har fått en tidigare tid erbjuden: ${when}.`,
    acts: 'Ändra',
    about: 'Om mötet',
    anyone: {
      named: 'Utan inloggning. Namnet är det som personen själv har skrivit.',
      nameless: 'Utan inloggning. Personen har inte sagt något namn.',
      noReminder: 'Ingen. Personen har sin kod, och vi har inget nummer.',
      notTold: 'Personen får inte veta det av oss: vi har inget nummer och ingen adress. Ändringen syns för den som skriver sin kod.',
      slipMore: 'Koden som personen fick vid bokningen, eller på en tidigare lapp, slutar gälla.',
    },
    number: {
      lacks: 'Inget nummer. Fråga personen.',
      lacksText: 'Tiden är på telefon och vi vet inte vilket nummer vi ska ringa.',
      change: 'Ändra numret',
      save: 'Spara numret',
    },
    facts: {
      kind: 'Slag',
      booked: 'Bokad',
      with: 'Med',
      how: 'Hur',
      number: 'Nummer att ringa',
      place: 'Plats',
      link: 'Videolänk',
      matter: 'Ärende',
      companion: 'Tar med sig',
      interpreter: 'Tolk',
      wishes: 'Önskar',
      confirmed: 'Bekräftad',
      reminded: 'Påmind',
      reminder: 'Påminnelse',
      said: 'Era ord till personen',
      help: 'Erbjuden hjälp',
    },
    noNumber: 'Öppna ärendet',
    cancelledBy: { person: 'Personen har avbokat tiden.', code: 'Personen har avbokat tiden med koden.', staff: 'Ni har avbokat tiden.' },
    rebook: 'Boka en ny tid',
    outcome: 'Kom personen?',
    came: 'Kom',
    notCame: 'Kom inte',
    held: 'Personen kom.',
    missed: 'Personen kom inte.',
    right: 'Ändra svaret',
    history: 'Vad som har hänt',
    steps: {
      booked: (at: string) => `bokade ${at}`,
      moved: (from: string, to: string) => `flyttade från ${from} till ${to}`,
      cancelled: 'avbokade',
      confirmed: 'bekräftade att tiden passar',
      proposed: 'föreslog en annan tid',
      declined: 'svarade nej till en annan tid',
      'asked-earlier': 'ställde sig i kö för en tidigare tid',
      'stopped-asking': 'lämnade kön för en tidigare tid',
      offered: (at: string) => `erbjöd en tidigare tid, ${at}`,
      held: 'antecknade att personen kom',
      missed: 'antecknade att personen inte kom',
      'handed-over': (name: string) => `lämnade över mötet till ${name}`,
      wished: 'ändrade sina önskemål',
    },
    by: {
      person: 'Personen',
      code: 'Personen, med koden,',
      sms: 'Personen, med sms,',
      rule: 'Systemet',
      anyone: 'Personen, utan inloggning,',
    },
  },
  en: {
    title: 'Booked time',
    done: {
      bokad: 'The time is booked',
      flyttad: 'The time is moved',
      avbokad: 'The time is cancelled',
      foreslagen: 'The proposal is sent',
      besvarad: 'The answer is sent',
      kom: 'Noted: the person came',
      uteblev: 'Noted: the person did not come',
      nummer: 'The number is saved',
    },
    told: 'The person is told in the way that they have chosen.',
    silent: 'No message goes out. The person has chosen none, or we have neither a number nor an address. Phone or write.',
    notTold: 'We cannot reach the person from here. Phone or write yourself.',
    proposedText: (until) => `The times are held until ${until}. If the person chooses one of them, the meeting moves there.`,
    slipNow: 'Print the slip and give it to the person.',
    bookedSeen: 'The person sees the time on their pages. Ask how they want to be reminded.',
    slip: 'Print a slip with a code',
    slipMore: 'A slip that was printed before is no longer valid.',
    replaced: 'That slip is no longer valid',
    replacedText: 'A newer slip has been printed. If one more is needed, print it from here.',
    wants: 'The person would like another time',
    wantsText: 'The time holds until you have answered.',
    keep: 'Keep the time',
    keepText: 'Answer that the time stays. You do not have to say why.',
    keepWords: 'Some words to the person, if you like',
    move: 'Move',
    propose: 'Propose other times',
    cancel: 'Cancel',
    proposed: 'Waits for the person’s answer',
    proposedTimes: (until) => `You have proposed these times. They are held until ${until}.`,
    declined: 'None of the times you proposed suited',
    declinedText: 'Propose others, or phone. The time holds meanwhile.',
    unreached: 'What we sent did not arrive',
    unreachedText: 'The number or the address may be wrong. Ask the person next time you speak.',
    reach: 'Change the reminder',
    noReminder: 'None. The person has their slip.',
    letterLate: 'No reminder: too late for a letter.',
    earlier: (since) => `Would like an earlier time, since ${since}.`,
    offered: (when) => `Has been offered an earlier time: ${when}.`,
    acts: 'Change',
    about: 'About the meeting',
    anyone: {
      named: 'Without signing in. The name is what they have written themselves.',
      nameless: 'Without signing in. They have said no name.',
      noReminder: 'None. The person has their code, and we have no number.',
      notTold: 'The person is not told by us: we have no number and no address. The change is shown to whoever writes their code.',
      slipMore: 'The code that the person got when booking, or on an earlier slip, is no longer valid.',
    },
    number: {
      lacks: 'No number. Ask the person.',
      lacksText: 'The time is by phone and we do not know which number to phone.',
      change: 'Change the number',
      save: 'Save the number',
    },
    facts: {
      kind: 'Kind',
      booked: 'Booked',
      with: 'With',
      how: 'How',
      number: 'Number to phone',
      place: 'Place',
      link: 'Video link',
      matter: 'Case',
      companion: 'Comes along',
      interpreter: 'Interpreter',
      wishes: 'Wishes',
      confirmed: 'Confirmed',
      reminded: 'Reminded',
      reminder: 'Reminder',
      said: 'Your words to the person',
      help: 'Help offered',
    },
    noNumber: 'Open the case',
    cancelledBy: {
      person: 'The person has cancelled the time.',
      code: 'The person has cancelled the time with the code.',
      staff: 'You have cancelled the time.',
    },
    rebook: 'Book a new time',
    outcome: 'Did they come?',
    came: 'Came',
    notCame: 'Did not come',
    held: 'The person came.',
    missed: 'The person did not come.',
    right: 'Change the answer',
    history: 'What has happened',
    steps: {
      booked: (at) => `booked ${at}`,
      moved: (from, to) => `moved it from ${from} to ${to}`,
      cancelled: 'cancelled',
      confirmed: 'confirmed that the time suits',
      proposed: 'proposed another time',
      declined: 'said no to another time',
      'asked-earlier': 'asked for an earlier time',
      'stopped-asking': 'no longer asks for an earlier time',
      offered: (at) => `offered an earlier time, ${at}`,
      held: 'noted that the person came',
      missed: 'noted that the person did not come',
      'handed-over': (name) => `handed the meeting over to ${name}`,
      wished: 'changed their wishes',
    },
    by: {
      person: 'The person',
      code: 'The person, with the code,',
      sms: 'The person, by text message,',
      rule: 'The system',
      anyone: 'The person, without signing in,',
    },
  },
})

type Language = Parameters<typeof common>[0]
/** "Amina Haddad flyttade från … till …", as a sentence. */
export function stepText({ what, by, fromAt, toAt, staff }: Step, say: (at: Date) => string, language: Language): string {
  const said = words(language)
  const who = by === 'staff' ? (staff ?? '') : said.by[by]
  const at = (moment: Date | null) => (moment ? say(moment) : '')
  const did = (() => {
    switch (what) {
      case 'booked':
        return said.steps.booked(at(toAt))
      case 'moved':
        return said.steps.moved(at(fromAt), at(toAt))
      case 'offered':
        return said.steps.offered(at(toAt))
      case 'handed-over':
        return said.steps['handed-over'](staff ?? '')
      case 'cancelled':
      case 'confirmed':
      case 'proposed':
      case 'declined':
      case 'asked-earlier':
      case 'stopped-asking':
      case 'held':
      case 'missed':
      case 'wished':
        return said.steps[what]
    }
  })()
  return `${who} ${did}.`
}
