import { texts } from '#kernel/text'

export const words = texts({
  sv: {
    now: (when: string) => `Tiden nu: ${when}. Den gäller tills den nya är klar.`,
    words: 'Några ord till personen, om du vill',
    wordsHint: 'Syns först när personen har loggat in. Du behöver inte säga varför.',
    notReached: 'Personen har ingen inloggning. Ring eller skriv själv. Flyttas tiden behövs en ny lapp.',
    anyoneNotReached:
      'Personen har bokat utan inloggning och får inget besked: vi har inget nummer och ingen adress. Ändringen syns bara för den som skriver sin kod. Ändra bara om ni måste, och var beredda på att personen kommer.',
    wrong: { tid: 'Välj en tid', ord: 'Skriv kortare, högst 2 000 tecken' },
    move: { title: 'Flytta tiden', choose: 'Välj den nya tiden', save: 'Flytta' },
    cancel: {
      title: 'Avboka tiden',
      lead: (when: string) => `Tiden ${when} blir ledig igen och erbjuds den som vill komma tidigare.`,
      told: 'Personen får veta att tiden inte blir av. I sms och brev står bara dag och klockslag.',
      rather: 'Vill ni ses en annan dag?',
      start: 'Vi kan inte ses den här tiden. Vi hör av oss om en ny.',
      save: 'Avboka',
    },
    propose: {
      title: 'Föreslå andra tider',
      lead: (name: string) => `Välj en till tre tider. ${name} väljer en av dem, eller svarar att ingen passar. Ingen behöver säga varför.`,
      held: 'Tiderna hålls för personen, som längst i sju dagar.',
      choose: 'Vilka tider vill du föreslå?',
      save: 'Föreslå',
      wrong: { none: 'Välj minst en tid', many: 'Välj högst tre tider', taken: 'Någon av tiderna hann bli upptagen. Välj igen.' },
    },
  },
  en: {
    now: (when) => `The time now: ${when}. It holds until the new one is ready.`,
    words: 'Some words to the person, if you like',
    wordsHint: 'Shown only when the person has signed in. You do not have to say why.',
    notReached: 'The person has no sign-in. Phone or write yourself. A time that is moved needs a new slip.',
    anyoneNotReached:
      'The person has booked without signing in and is not told: we have no number and no address. Only whoever writes their code sees the change. Change it only if you must, and be ready for the person to come.',
    wrong: { tid: 'Choose a time', ord: 'Write less, at most 2,000 characters' },
    move: { title: 'Move the time', choose: 'Choose the new time', save: 'Move' },
    cancel: {
      title: 'Cancel the time',
      lead: (when) => `The time ${when} becomes free again and is offered to whoever would like to come earlier.`,
      told: 'The person is told that the meeting will not take place. Text messages and letters say only the day and the time.',
      rather: 'Would you rather meet another day?',
      start: 'We cannot meet at this time. We will be in touch about a new one.',
      save: 'Cancel the time',
    },
    propose: {
      title: 'Propose other times',
      lead: (name) => `Choose one to three times. ${name} chooses one of them, or answers that none suits. Nobody has to say why.`,
      held: 'The times are held for the person, for seven days at most.',
      choose: 'Which times do you want to propose?',
      save: 'Propose',
      wrong: {
        none: 'Choose at least one time',
        many: 'Choose at most three times',
        taken: 'One of the times was taken just now. Choose again.',
      },
    },
  },
})
