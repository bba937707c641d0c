import { plural, texts } from '#kernel/text'

export const words = texts({
  sv: {
    title: 'Svarspass',
    back: 'Inkorgen',
    over: 'Det finns inget mer att svara på nu',
    stopped: 'Svarspasset är slut',
    answered: (n: number) =>
      n === 0 ? 'Du svarade inte på någon.' : `Du svarade på ${n} ${plural('sv', n, { one: 'fråga', other: 'frågor' })}.`,
    skipped: (n: number) => (n === 0 ? '' : `Du hoppade över ${n}.`),
    left: 'Det finns sådant kvar som du ska svara på.',
    none: 'Du har inget kvar att svara på.',
    again: 'Börja om från den som är lovad först',
    all: 'Ta också det som ingen har tagit än',
  },
  en: {
    title: 'Answering session',
    back: 'The inbox',
    over: 'There is nothing more to answer now',
    stopped: 'The session is over',
    answered: (n) => (n === 0 ? 'You answered none.' : `You answered ${n} ${plural('en', n, { one: 'question', other: 'questions' })}.`),
    skipped: (n) => (n === 0 ? '' : `You skipped ${n}.`),
    left: 'There is still something for you to answer.',
    none: 'You have nothing left to answer.',
    again: 'Begin again with what is promised first',
    all: 'Also take what nobody has taken yet',
  },
})
