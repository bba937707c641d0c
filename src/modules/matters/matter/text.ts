import { type Language, plural, texts } from '#kernel/text'
import { addMonths, type Day } from '#kernel/values/day'
import { sayMonth } from '#kernel/values/when'

/** "oktober 2024": always with its year. */
export const sayMonthOf = (day: Day, language: Language): string => sayMonth(day, addMonths(day, 12), language)

const items = (n: number) => plural('sv', n, { one: 'uppgift', other: 'uppgifter' })
const enItems = (n: number) => plural('en', n, { one: 'item', other: 'items' })

export const words = texts({
  sv: {
    title: 'Ärende',
    back: 'Alla ärenden',
    head: (number: string, unit: string) => `${number ? `Ärende ${number}` : 'Ärendet finns'} hos ${unit}.`,
    readsAs: {
      custodian: (name: string) => `Du läser som vårdnadshavare för ${name}. Där det står ”du” menas ${name}.`,
      limitedGuardian: (name: string) => `Du läser som god man för ${name}. Där det står ”du” menas ${name}.`,
      conservator: (name: string) => `Du läser som förvaltare för ${name}. Där det står ”du” menas ${name}.`,
      proxy: (name: string) => `Du läser som ombud för ${name}. Där det står ”du” menas ${name}.`,
    },
    openSince: (day: string) => `Öppet sedan ${day}.`,
    closed: (day: string) => `Avslutat ${day}. Du kan fortfarande läsa allt.`,
    times: (n: number) => (n === 1 ? 'Din tid hos oss' : 'Dina tider hos oss'),
    now: (turn: string) => `Nu: ${turn}`,
    nowHidden: 'Nu',
    mayDiffer: 'Här kan det stå något annat på personens egen sida. Det beror på vilka beslut personen har öppnat.',
    next: (turn: string) => `Sedan: ${turn}`,
    contact: {
      heading: 'Din kontakt i ärendet',
      write: 'Skriv i stället',
      callMe: 'Be oss ringa',
      askAbout: 'Fråga om det här',
      noOfficer: {
        open: 'Ring hit. Ingen särskild person har ärendet än.',
        closed: 'Ärendet är avslutat. Ring enheten om du undrar något.',
        nameless: 'Ring enheten om beslutet.',
      },
      insteadOf: (name: string, until: string | undefined) =>
        `Svarar i stället för ${name}, som är borta${until ? ` till och med ${until}` : ' just nu'}.`,
      afterOf: (name: string) => `Svarar i stället för ${name}, som inte arbetar kvar här.`,
      away: (until: string | undefined) => `Är borta${until ? ` till och med ${until}` : ' just nu'}. Ring enheten så länge.`,
      about: (unit: string, committee: string, phone: string, hours: string) =>
        `${unit}, ${committee}. Växel ${phone}${hours ? `, ${hours}` : ''}.`,
    },
    act: {
      call: (name: string) => `Ring ${name}`,
      readDecision: 'Läs beslutet',
      appeal: 'Så överklagar du',
      answer: 'Svara här',
      mayAppeal: (day: string) => `Du kan överklaga beslutet. Det ska ha kommit fram till oss senast ${day}:`,
      handIn: (where: string) => `Du kan lämna det på papper hos oss, eller skicka det hit: ${where}`,
      visit: (where: string) => `Du kan också komma hit: ${where}`,
      openDocument: 'Öppna handlingen',
      readAndAnswer: 'Läs och svara',
      readMore: 'Läs mer om det',
      ifLong: 'Har det gått sex månader sedan din ansökan kom in kan du be oss avgöra ärendet.',
      ifLongWay: 'Så gör du',
    },
    rights: {
      heading: 'Det du kan begära',
      text: 'Du kan läsa din akt, be oss avgöra ärendet om det tar lång tid, och överklaga beslut.',
      all: 'Se vad du kan begära',
    },
    down: {
      heading: 'Det kan ha hänt mer än det du ser här',
      text: (source: string, since: string) => `Vi har inte fått kontakt med ${source} sedan ${since}.`,
      last: (moment: string) => `Det du ser här är det vi läste senast, ${moment}.`,
      never: 'Vi vet inte om något har hänt sedan dess. Ring om du vill vara säker.',
    },
    steps: { heading: 'Här är vi nu', since: (month: string) => `Sedan ${month}` },
    onPage: {
      label: 'På den här sidan:',
      holds: 'Det som gäller nu',
      happened: 'Det här har hänt',
      decisions: 'Beslut',
      documents: 'Handlingar',
      contacts: 'Kontakter',
      whole: 'Ser du allt?',
    },
    holds: {
      heading: 'Det här gäller nu',
      provider: (name: string) => `${name} ger stödet.`,
      from: (day: string) => `Från ${day}.`,
      changed: (day: string, changed: string, was: string) =>
        `Du har haft stödet sedan ${day}, och så här sedan ${changed}.${was ? ` Förut: ${was}.` : ''}`,
      changes: (day: string, changes: string, was: string) =>
        `Du har haft stödet sedan ${day}. Det blir så här ${changes}.${was ? ` Till dess: ${was}.` : ''}`,
      to: (day: string) => `Till och med ${day}.`,
      condition: 'Villkor',
      by: (day: string) => `Senast ${day}.`,
      late: 'Dagen har gått. Säg till om du behöver mer tid.',
      payment: (sum: string) => `Pengar på väg: ${sum}`,
      paymentUnknown: 'Pengar på väg',
    },
    happened: {
      heading: 'Det här har hänt',
      show: 'Visa',
      filters: { allt: 'Allt', 'senaste-aret': 'Senaste året', beslut: 'Beslut', mitt: 'Det du har skrivit' },
      nothing: {
        allt: 'Här står det som händer i ditt ärende, när vi har lagt in det.',
        'senaste-aret': 'Inget nytt det senaste året. Välj Allt för att se vad som hände före det.',
        beslut: 'Inget beslut visas här.',
        mitt: 'Du har inte skrivit något än. Öppna en rad i listan för att skriva om den.',
      },
      years: 'Gå till år:',
      legend: { we: 'Från oss', you: 'Från dig', both: 'Tillsammans' },
      margin: 'Din marginal',
      marginText:
        'Öppna en rad för att skriva om den, eller säga att den är fel. Det du skriver står intill, i orange. Ingen annan kan ändra det.',
      year: (n: number) => `Visa ${n} ${n === 1 ? 'händelse' : 'händelser'}`,
      before: 'Det här stod förut',
      otherwise: 'Orden var desamma. Filen eller något annat som inte står här var fel.',
      wroteBefore: (name: string) => `${name} skrev`,
      meetings: 'Visa mötena',
      hidden: 'Det finns en uppgift här som vi inte visar.',
      askAgain: 'Be oss pröva det igen',
      plain: 'Med enklare ord',
      plainBy: (by: string | undefined, when: string) => `Skrivet ${by ? `av ${by} ` : ''}${when}. Det är texten här över som gäller.`,
      howToRead: 'Så vill du läsa',
      chooseHow: 'Välj hur du vill läsa',
      aside: (n: number) => `Du har gömt ${n === 1 ? 'en uppgift' : `${n} uppgifter`} här.`,
      covered: (n: number) => (n === 1 ? 'En uppgift kan vara svår att läsa' : `${n} uppgifter kan vara svåra att läsa`),
      coveredText: 'Orden visas först när du har valt hur du vill läsa. Du kan läsa nu, senare eller tillsammans med oss.',
      document: 'Öppna handlingen',
    },
    own: {
      comment: 'Din kommentar',
      objection: 'Du skrev att det är fel',
      answer: 'Ditt svar',
      review: 'Du bad oss pröva det igen',
      question: 'Din fråga',
      together: 'Du vill läsa tillsammans',
      talk: 'Du vill prata först',
      answered: (name: string) => `${name} svarade`,
      weAnswered: 'Vi svarade',
      state: {
        new: 'Vi har fått det. En person hos oss läser det och svarar här.',
        acknowledged: 'Vi har läst det. Du får ett svar här.',
        noted: 'Vi har skrivit i din akt att du tycker att det är fel.',
        closed: 'Det är klart.',
      },
      homeless: 'Det du har skrivit om något som inte visas längre',
    },
    decisions: {
      heading: 'Beslut',
      none: 'Det finns inget beslut här än.',
      noneCame: 'Det kom inget beslut i ärendet.',
      on: (day: string) => `Beslut ${day}.`,
    },
    documents: {
      heading: 'Handlingar',
      none: 'Det finns inga handlingar här än.',
      noneCame: 'Det finns inga handlingar här.',
      from: (who: string) => `Från ${who}.`,
      fromYou: 'Från dig.',
      waits: 'Själva filen har inte kommit hit än. Ring om du vill ha den.',
    },
    contacts: {
      heading: 'Kontakter',
      unit: 'Enhet',
      committee: 'Ansvarar för ärendet',
      committeeIn: (committee: string, municipality: string) => `${committee} i ${municipality}`,
      phone: 'Telefon',
      visit: 'Besök',
      post: 'Post',
      law: 'Lagen som styr',
      laws: 'Regler som kan gälla',
    },
    whole: {
      heading: 'Ser du allt?',
      shown: () => 'visas här',
      aside: () => 'har du lagt åt sidan',
      together: () => 'läser vi tillsammans först',
      withheld: () => 'visas inte',
      waiting: () => 'visas inte än',
      missing: (n: number) => (n === 1 ? 'är inte överförd än' : 'är inte överförda än'),
      // The same words whether or not there is something whose existence is secret.
      total: (n: number) => `${items(n)} som vi får berätta om`,
      unknown: 'Vi kan inte visa hur mycket som finns i det här ärendet.',
      all: 'Du ser allt som vi får berätta om.',
      allThatCame: 'Du ser allt som har kommit hit och som vi får berätta om.',
      asideWhy: (n: number) =>
        n === 1
          ? 'En uppgift har du själv valt att läsa senare, tillsammans med oss eller inte här.'
          : `${n} uppgifter har du själv valt att läsa senare, tillsammans med oss eller inte här.`,
      takeOut: 'Ta fram det du har lagt åt sidan',
      togetherWhy: (n: number) =>
        n === 1
          ? 'En uppgift vill vi läsa tillsammans med dig först. Den har sin plats i listan, och där kan du be om en tid.'
          : `${n} uppgifter vill vi läsa tillsammans med dig först. De har sina platser i listan, och där kan du be om en tid.`,
      withheldWhy: (n: number) =>
        n === 1
          ? 'En uppgift visas inte, oftast för att den handlar om någon annan. Den har kvar sin plats i listan. Du kan be oss pröva det igen.'
          : `${n} uppgifter visas inte, oftast för att de handlar om någon annan. De har kvar sina platser i listan. Du kan be oss pröva det igen.`,
      waitingWhy: (n: number) =>
        n === 1
          ? 'En uppgift visas inte än. Någon hos oss läser den först, eller så visas den när ärendet är avslutat.'
          : `${n} uppgifter visas inte än. Någon hos oss läser dem först, eller så visas de när ärendet är avslutat.`,
      // To somebody who reads for another only what was chosen for them is shown.
      notChosenWhy: (n: number) =>
        `${n === 1 ? 'En uppgift' : `${n} uppgifter`} i ärendet har vi inte valt att visa för dig som läser för någon annan.`,
      missingWhy: (n: number) => `${n === 1 ? 'En uppgift' : `${n} uppgifter`} finns i vårt ärendesystem men har inte kommit hit än.`,
      changedWhy: (n: number) =>
        n === 1
          ? 'En uppgift har ändrats i ärendesystemet sedan vi läste. Vi hämtar ändringen.'
          : `${n} uppgifter har ändrats i ärendesystemet sedan vi läste. Vi hämtar ändringarna.`,
      from: (source: string) => `Uppgifterna kommer från ${source}.`,
      since: (day: string) => `Där finns det som har hänt sedan ${day}. Det som är äldre finns på papper. Ring om du vill läsa det.`,
      imported: 'Ärendet började innan vi öppnade Mina sidor, och är hämtat hit i efterhand.',
      compared: (moment: string) => `Vi jämförde med ärendesystemet senast ${moment}.`,
      notCompared: 'Vi har inte jämfört med ärendesystemet än.',
      keptHere: 'Enheten skriver ditt ärende här i Delakt. Det finns inget annat system att jämföra med.',
      show: 'Det här visar vi: det som vi har beslutat, skrivit och bestämt tillsammans med dig. Det här visar vi inte: uppgifter om andra personer, och det som lagen säger att vi ska hålla hemligt.',
      opened: (name: string, day: string) => `${name} öppnade ärendet för dig ${day}.`,
    },
    print: {
      number: (number: string) => `Ärende ${number}.`,
      by: (day: string, name: string) => `Utskrivet ${day} av ${name}.`,
      shows: (name: string) => `Utskriften visar det som ${name} kan se.`,
    },
  },
  en: {
    title: 'Case',
    back: 'All cases',
    head: (number, unit) => `${number ? `Case ${number}` : 'The case is'} with ${unit}.`,
    readsAs: {
      custodian: (name) => `You read as a guardian of ${name}. Where it says “you” ${name} is meant.`,
      limitedGuardian: (name) => `You read as god man for ${name}. Where it says “you” ${name} is meant.`,
      conservator: (name) => `You read as a trustee for ${name}. Where it says “you” ${name} is meant.`,
      proxy: (name) => `You read as a proxy for ${name}. Where it says “you” ${name} is meant.`,
    },
    openSince: (day) => `Open since ${day}.`,
    closed: (day) => `Closed ${day}. You can still read everything.`,
    times: (n) => (n === 1 ? 'Your time with us' : 'Your times with us'),
    now: (turn) => `Now: ${turn}`,
    nowHidden: 'Now',
    mayDiffer: 'The person’s own page may say something else here. It depends on which decisions they have opened.',
    next: (turn) => `Then: ${turn}`,
    contact: {
      heading: 'Your contact in the case',
      write: 'Write instead',
      callMe: 'Ask us to call',
      askAbout: 'Ask about this',
      noOfficer: {
        open: 'Phone here. Nobody in particular has the case yet.',
        closed: 'The case is closed. Phone the unit if you wonder about anything.',
        nameless: 'Phone the unit about the decision.',
      },
      insteadOf: (name, until) => `Answers in place of ${name}, who is away ${until ? `until and including ${until}` : 'just now'}.`,
      afterOf: (name) => `Answers in place of ${name}, who no longer works here.`,
      away: (until) => `Is away ${until ? `until and including ${until}` : 'just now'}. Phone the unit meanwhile.`,
      about: (unit, committee, phone, hours) =>
        `${unit}, ${committee.replace(/^The /, 'the ')}. Switchboard ${phone}${hours ? `, ${hours}` : ''}.`,
    },
    act: {
      call: (name) => `Phone ${name}`,
      readDecision: 'Read the decision',
      appeal: 'How to appeal',
      answer: 'Answer here',
      mayAppeal: (day) => `You can appeal the decision. The appeal must have reached us by ${day}:`,
      handIn: (where) => `You can hand it in on paper with us, or post it here: ${where}`,
      visit: (where) => `You can also come here: ${where}`,
      openDocument: 'Open the document',
      readAndAnswer: 'Read and answer',
      readMore: 'Read more about it',
      ifLong: 'When six months have passed since your application came in, you can ask us to decide the case.',
      ifLongWay: 'How to do it',
    },
    rights: {
      heading: 'What you can ask for',
      text: 'You can read your file, ask us to decide the case if it takes long, and appeal decisions.',
      all: 'See what you can ask for',
    },
    down: {
      heading: 'More may have happened than you see here',
      text: (source, since) => `We have had no contact with ${source} since ${since}.`,
      last: (moment) => `What you see here is what we last read, ${moment}.`,
      never: 'We do not know whether anything has happened since. Phone if you want to be sure.',
    },
    steps: { heading: 'Where we are now', since: (month) => `Since ${month}` },
    onPage: {
      label: 'On this page:',
      holds: 'What applies now',
      happened: 'What has happened',
      decisions: 'Decisions',
      documents: 'Documents',
      contacts: 'Contacts',
      whole: 'Do you see everything?',
    },
    holds: {
      heading: 'What applies now',
      provider: (name) => `${name} gives the support.`,
      from: (day) => `From ${day}.`,
      changed: (day, changed, was) =>
        `You have had the support since ${day}, and like this since ${changed}.${was ? ` Before that: ${was}.` : ''}`,
      changes: (day, changes, was) =>
        `You have had the support since ${day}. It will be like this from ${changes}.${was ? ` Until then: ${was}.` : ''}`,
      to: (day) => `Until ${day}.`,
      condition: 'Condition',
      by: (day) => `By ${day}.`,
      late: 'The day has passed. Tell us if you need more time.',
      payment: (sum) => `Money on its way: ${sum}`,
      paymentUnknown: 'Money on its way',
    },
    happened: {
      heading: 'What has happened',
      show: 'Show',
      filters: { allt: 'Everything', 'senaste-aret': 'The last year', beslut: 'Decisions', mitt: 'What you have written' },
      nothing: {
        allt: 'What happens in your case stands here once we have put it in.',
        'senaste-aret': 'Nothing new in the last year. Choose Everything to see what happened before that.',
        beslut: 'No decision is shown here.',
        mitt: 'You have not written anything yet. Open a line in the list to write about it.',
      },
      years: 'Go to year:',
      legend: { we: 'From us', you: 'From you', both: 'Together' },
      margin: 'Your margin',
      marginText:
        'Open a line to write about it, or to say that it is wrong. What you write stands beside it, in orange. Nobody else can change it.',
      year: (n) => `Show ${n} ${n === 1 ? 'event' : 'events'}`,
      before: 'What it said before',
      otherwise: 'The words were the same. The file, or something else that is not said here, was wrong.',
      wroteBefore: (name) => `${name} wrote`,
      meetings: 'Show the meetings',
      hidden: 'There is an item here that we do not show.',
      askAgain: 'Ask us to look at it again',
      plain: 'In plainer words',
      plainBy: (by, when) => `Written ${by ? `by ${by} ` : ''}${when}. The text above is the one that applies.`,
      howToRead: 'How you want to read',
      chooseHow: 'Choose how you want to read',
      aside: (n) => `You have hidden ${n === 1 ? 'one item' : `${n} items`} here.`,
      covered: (n) => (n === 1 ? 'One item may be hard to read' : `${n} items may be hard to read`),
      coveredText: 'The words are shown once you have chosen how to read. You can read now, later or together with us.',
      document: 'Open the document',
    },
    own: {
      comment: 'Your comment',
      objection: 'You wrote that it is wrong',
      answer: 'Your answer',
      review: 'You asked us to look at it again',
      question: 'Your question',
      together: 'You want to read together',
      talk: 'You want to talk first',
      answered: (name) => `${name} answered`,
      weAnswered: 'We answered',
      state: {
        new: 'We have it. One of us reads it and answers here.',
        acknowledged: 'We have read it. You get an answer here.',
        noted: 'We have written in your file that you think it is wrong.',
        closed: 'It is done.',
      },
      homeless: 'What you have written about something that is no longer shown',
    },
    decisions: {
      heading: 'Decisions',
      none: 'There is no decision here yet.',
      noneCame: 'There was no decision in the case.',
      on: (day) => `Decision ${day}.`,
    },
    documents: {
      heading: 'Documents',
      none: 'There are no documents here yet.',
      noneCame: 'There are no documents here.',
      from: (who) => `From ${who}.`,
      fromYou: 'From you.',
      waits: 'The file itself has not come here yet. Phone if you want it.',
    },
    contacts: {
      heading: 'Contacts',
      unit: 'Unit',
      committee: 'Responsible for the case',
      committeeIn: (committee, municipality) => `${committee} in ${municipality}`,
      phone: 'Phone',
      visit: 'Visit',
      post: 'Post',
      law: 'The law that governs',
      laws: 'Rules that may apply',
    },
    whole: {
      heading: 'Do you see everything?',
      shown: () => 'shown here',
      aside: () => 'put aside by you',
      together: () => 'to be read together first',
      withheld: () => 'not shown',
      waiting: () => 'not shown yet',
      missing: () => 'not transferred yet',
      total: (n) => `${enItems(n)} that we may tell you about`,
      unknown: 'We cannot show how much there is in this case.',
      all: 'You see everything that we may tell you about.',
      allThatCame: 'You see everything that has come here and that we may tell you about.',
      asideWhy: (n) => `${n === 1 ? 'One item' : `${n} items`} you have chosen yourself to read later, together with us or not here.`,
      takeOut: 'Bring back what you have put aside',
      togetherWhy: (n) =>
        n === 1
          ? 'One item we want to read together with you first. It has its place in the list, and there you can ask for a time.'
          : `${n} items we want to read together with you first. They have their places in the list, and there you can ask for a time.`,
      withheldWhy: (n) =>
        n === 1
          ? 'One item is not shown, most often because it is about somebody else. It keeps its place in the list. You can ask us to look at it again.'
          : `${n} items are not shown, most often because they are about somebody else. They keep their places in the list. You can ask us to look at it again.`,
      waitingWhy: (n) =>
        n === 1
          ? 'One item is not shown yet. One of us reads it first, or it is shown when the case is closed.'
          : `${n} items are not shown yet. One of us reads them first, or they are shown when the case is closed.`,
      notChosenWhy: (n) =>
        `${n === 1 ? 'One item' : `${n} items`} in the case we have not chosen to show to you who read for somebody else.`,
      missingWhy: (n) =>
        `${n === 1 ? 'One item is' : `${n} items are`} in our case system but ${n === 1 ? 'has' : 'have'} not come here yet.`,
      changedWhy: (n) =>
        n === 1
          ? 'One item changed in the case system after we read. We are fetching the change.'
          : `${n} items changed in the case system after we read. We are fetching the changes.`,
      from: (source) => `The information comes from ${source}.`,
      since: (day) => `It has what happened since ${day}. What is older is on paper. Phone if you want to read it.`,
      imported: 'The case began before we opened My pages, and was brought here afterwards.',
      compared: (moment) => `We last compared with the case system ${moment}.`,
      notCompared: 'We have not compared with the case system yet.',
      keptHere: 'The unit writes your case here in Delakt. There is no other system to compare with.',
      show: 'This we show: what we have decided, written and agreed on with you. This we do not show: information about other people, and what the law says we must keep secret.',
      opened: (name, day) => `${name} opened the case for you ${day}.`,
    },
    print: {
      number: (number) => `Case ${number}.`,
      by: (day, name) => `Printed ${day} by ${name}.`,
      shows: (name) => `The print shows what ${name} can see.`,
    },
  },
  'sv-simple': {
    contact: {
      insteadOf: (name: string, until: string | undefined) =>
        `${name} är borta${until ? ` till och med ${until}` : ' just nu'}. Den här personen svarar så länge.`,
      afterOf: (name: string) => `${name} arbetar inte här längre. Den här personen svarar nu.`,
    },
    happened: {
      hidden: 'Här finns något som vi inte visar.',
      askAgain: 'Be oss titta en gång till',
      covered: (n: number) => (n === 1 ? 'En text kan vara svår att läsa' : `${n} texter kan vara svåra att läsa`),
      coveredText: 'Välj först hur du vill läsa. Du kan läsa nu. Du kan läsa en annan dag. Du kan läsa med oss.',
    },
    whole: {
      unknown: 'Vi vet inte hur mycket som finns i ärendet.',
      all: 'Du ser allt som vi får visa.',
      allThatCame: 'Du ser allt som har kommit hit och som vi får visa.',
      withheldWhy: (n: number) =>
        `${n === 1 ? 'En uppgift' : `${n} uppgifter`} visas inte. Oftast handlar det om någon annan. Du kan be oss titta en gång till.`,
      waitingWhy: (n: number) =>
        `${n === 1 ? 'En uppgift' : `${n} uppgifter`} visas inte än. Någon hos oss läser först, eller så får du läsa när ärendet är slut.`,
      missingWhy: (n: number) => `${n === 1 ? 'En uppgift' : `${n} uppgifter`} har inte kommit hit än.`,
      show: 'Vi visar det som vi har bestämt och skrivit med dig. Vi visar inte det som handlar om andra. Vi visar inte det som lagen säger är hemligt.',
    },
  },
})
