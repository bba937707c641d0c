import { texts } from '#kernel/text'

export const words = texts({
  sv: {
    title: 'Det du kan begära',
    lead: 'Lagen ger dig rätt att läsa, svara, be om beslut och överklaga. Här gör du det, och ser hur det går.',
    now: 'Det du har begärt och det vi har skickat',
    nothing: 'Du har inte begärt något här än, och vi har inte skickat något att svara på.',
    paper: 'Du läser för någon annan. Vill du begära det för personen gör du det på papper eller hos oss, med det som visar att du får.',
    file: {
      heading: 'Läs din akt',
      text: 'Du har rätt att läsa det som vi har skrivit och samlat om dig. Du får läsa allt, om det inte är mycket viktigt att något hålls hemligt. Säger vi nej till något får du det skriftligt, med skälen.',
      act: 'Be att få läsa akten',
    },
    decide: {
      heading: 'Be oss avgöra ditt ärende',
      what: 'Har vi inte beslutat sex månader efter att din ansökan kom in kan du be oss göra det. Du kan göra det en gång. Sedan har vi fyra veckor på oss att besluta, eller att säga nej i ett eget beslut som du kan överklaga.',
      none: 'Det finns ingen ansökan från dig i ärendet som väntar på beslut. Tycker du att det är fel, ring oss.',
      early: (applied: string, from: string) => `Din ansökan kom in ${applied}. Du kan be oss från och med ${from}.`,
      may: (applied: string) => `Din ansökan kom in ${applied}. Nu kan du be oss.`,
      act: 'Be oss avgöra ärendet',
      asked: 'Du har bett oss om det:',
      see: 'Se hur det går',
    },
    appeal: {
      heading: 'Överklaga ett beslut',
      text: 'Är du inte nöjd med ett beslut kan du överklaga det. Du gör det i beslutet.',
      none: 'Det finns inget beslut att överklaga här.',
    },
    answer: {
      heading: 'Läs och svara innan vi beslutar',
      text: 'Innan vi beslutar får du läsa det viktigaste som vi utgår från, om det inte är uppenbart att det inte behövs. Du får en dag att svara till. Vi skickar det hit eller på papper.',
    },
  },
  en: {
    title: 'What you can ask for',
    lead: 'The law gives you the right to read, answer, ask for a decision and appeal. You do it here, and see how it goes.',
    now: 'What you have asked for and what we have sent',
    nothing: 'You have not asked for anything here yet, and we have sent nothing to answer.',
    paper: 'You read for somebody else. If you want to ask for the person, do it on paper or at our office, with what shows that you may.',
    file: {
      heading: 'Read your file',
      text: 'You have the right to read what we have written and gathered about you. You may read everything, unless it is very important that something is kept secret. If we say no to something you get that in writing, with the reasons.',
      act: 'Ask to read the file',
    },
    decide: {
      heading: 'Ask us to decide your case',
      what: 'If we have not decided six months after your application came in, you can ask us to. You can do so once. Then we have four weeks to decide, or to say no in a decision of its own that you can appeal.',
      none: 'There is no application of yours in the case that waits for a decision. If you think that is wrong, phone us.',
      early: (applied, from) => `Your application came in ${applied}. You can ask us from ${from}.`,
      may: (applied) => `Your application came in ${applied}. Now you can ask us.`,
      act: 'Ask us to decide the case',
      asked: 'You have asked us to:',
      see: 'See how it goes',
    },
    appeal: {
      heading: 'Appeal a decision',
      text: 'If you are not content with a decision you can appeal it. You do that in the decision.',
      none: 'There is no decision to appeal here.',
    },
    answer: {
      heading: 'Read and answer before we decide',
      text: 'Before we decide you may read the most important of what we go by, unless it is obvious that there is no need. You get a day to answer by. We send it here or on paper.',
    },
  },
  'sv-simple': {
    title: 'Det du kan be om',
    lead: 'Du har rättigheter. Här kan du använda dem. Här ser du också hur det går.',
    now: 'Det du har bett om, och det vi har skickat',
    nothing: 'Du har inte bett om något. Vi har inte skickat något som du ska svara på.',
    paper:
      'Du läser för någon annan. Vill du be om något för personen? Gör det på papper, eller kom till oss. Ta med ett papper som visar att du får.',
    file: {
      text: 'Din akt är alla papper som vi har om dig. Du har rätt att läsa dem. Ibland måste något vara hemligt. Då får du ett brev. I brevet står varför.',
      act: 'Be att få läsa',
    },
    decide: {
      heading: 'Be oss bestämma',
      what: 'Har du väntat på ett beslut i sex månader? Då kan du be oss bestämma. Du kan göra det en gång. Vi svarar inom fyra veckor. Du får ett beslut, eller ett nej. Du kan klaga på ett nej.',
      none: 'Du har ingen ansökan som väntar på beslut. Är det fel? Ring oss.',
      early: (applied: string, from: string) => `Din ansökan kom ${applied}. Du kan be oss från ${from}.`,
      may: (applied: string) => `Din ansökan kom ${applied}. Nu kan du be oss.`,
      act: 'Be oss bestämma',
    },
    appeal: {
      heading: 'Klaga på ett beslut',
      text: 'Är du inte nöjd med ett beslut? Då kan du klaga. Det kallas att överklaga. Öppna beslutet. Där gör du det.',
      none: 'Här finns inget beslut att klaga på.',
    },
    answer: {
      heading: 'Läs och svara innan vi bestämmer',
      text: 'Innan vi bestämmer får du läsa det viktigaste. Ibland behövs det inte. Du får veta vilken dag du ska svara. Vi skickar det hit, eller på papper.',
    },
  },
})
