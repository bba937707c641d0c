import { texts } from '#kernel/text'

export const words = texts({
  sv: {
    title: 'Skriv om en rad',
    back: 'Till raden i ärendet',
    hidden: 'Visas inte',
    howToRead: 'Så vill du läsa det här',
    heading: { item: 'Skriv om det här', asked: 'Svara här', hidden: 'Be oss pröva det igen' },
    lead: {
      item: 'Det du skriver hamnar bredvid. Vår text ändras inte, och ingen annan kan ändra din. En person hos oss läser och svarar här.',
      asked:
        'Vi läser det du skriver. Ring om du undrar om det räcker som svar. Här kan du bara skriva: papper och bilder lämnar du till oss.',
      hidden: 'Skriv varför du vill läsa det. Vi prövar det igen och svarar här. Säger vi nej får du veta varför, och hur du överklagar.',
    },
    noAppeal: {
      heading: 'Det här är ingen överklagan',
      running: (day: string) => `Vill du få beslutet ändrat ska du överklaga, senast ${day}.`,
      over: (day: string) =>
        `Sista dagen att överklaga var ${day}. Vill du ändå få beslutet ändrat, skicka in en överklagan. Vi tar emot den.`,
      open: 'Vill du få beslutet ändrat ska du överklaga.',
      how: 'Så överklagar du',
    },
    urgent: 'Är det bråttom? Ring i stället.',
    kind: 'Vad vill du?',
    kinds: {
      objection: { text: 'Jag tycker att det här är fel', hint: 'Vi skriver i din akt att du tycker så.' },
      answer: { text: 'Jag svarar här', hint: 'Skriv det vi frågar efter.' },
      question: { text: 'Jag har en fråga', hint: 'Vi svarar här, bredvid din fråga.' },
      comment: { text: 'Jag vill kommentera', hint: 'Lägg till något som du vill ska stå bredvid.' },
    },
    text: 'Din text',
    textHint: 'Skriv inte ditt personnummer. Vi vet vem du är.',
    send: 'Skicka',
    mine: 'Det du har skrivit',
    document: 'Öppna handlingen',
    decision: 'Läs hela beslutet',
    errors: {
      kind: 'Välj om du har en fråga, om du tycker att det är fel eller om du vill kommentera',
      kindAsked: 'Välj om du svarar, eller om du tycker att det är fel',
      empty: 'Rutan är tom. Skriv det du vill säga i ”Din text”',
      emptyAsked: 'Rutan är tom. Skriv ditt svar i ”Din text”',
      emptyHidden: 'Rutan är tom. Skriv i ”Din text” varför du vill läsa det',
      long: (n: string, most: string) =>
        `Din text är ${n} tecken lång. Den får vara högst ${most}. Korta den, eller skicka den i två delar`,
    },
  },
  en: {
    title: 'Write about a line',
    back: 'To the line in the case',
    hidden: 'Not shown',
    howToRead: 'How you want to read this',
    heading: { item: 'Write about this', asked: 'Answer here', hidden: 'Ask us to look at it again' },
    lead: {
      item: 'What you write ends up beside it. Our text is not changed, and nobody else can change yours. One of us reads it and answers here.',
      asked:
        'We read what you write. Phone if you wonder whether it is enough as an answer. Here you can only write: papers and pictures you hand in to us.',
      hidden: 'Write why you want to read it. We look at it again and answer here. If we say no you are told why, and how to appeal.',
    },
    noAppeal: {
      heading: 'This is not an appeal',
      running: (day) => `If you want the decision changed you must appeal, by ${day}.`,
      over: (day) => `The last day to appeal was ${day}. If you still want the decision changed, send in an appeal. We take it.`,
      open: 'If you want the decision changed you must appeal.',
      how: 'How to appeal',
    },
    urgent: 'Is it urgent? Phone instead.',
    kind: 'What do you want?',
    kinds: {
      objection: { text: 'I think this is wrong', hint: 'We write in your file that you think so.' },
      answer: { text: 'I answer here', hint: 'Write what we ask for.' },
      question: { text: 'I have a question', hint: 'We answer here, beside your question.' },
      comment: { text: 'I want to comment', hint: 'Add something that you want to stand beside it.' },
    },
    text: 'Your text',
    textHint: 'Do not write your personal number. We know who you are.',
    send: 'Send',
    mine: 'What you have written',
    document: 'Open the document',
    decision: 'Read the whole decision',
    errors: {
      kind: 'Choose whether you have a question, think it is wrong, or want to comment',
      kindAsked: 'Choose whether you answer, or think that it is wrong',
      empty: 'The box is empty. Write what you want to say in “Your text”',
      emptyAsked: 'The box is empty. Write your answer in “Your text”',
      emptyHidden: 'The box is empty. Write in “Your text” why you want to read it',
      long: (n, most) => `Your text is ${n} characters long. It may be at most ${most}. Shorten it, or send it in two parts`,
    },
  },
})
