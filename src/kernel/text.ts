/** `sv-simple` is easy-to-read Swedish: where a text has no such words, it is plain Swedish. */
export const languages = ['sv', 'en', 'sv-simple'] as const
export type Language = (typeof languages)[number]

// oxlint-disable-next-line typescript/no-explicit-any -- a text may be a sentence made of anything; its arguments are checked where it is called
type Words = { readonly [key: string]: string | ((...parts: any[]) => string) | Words }

/** The same keys and the same arguments, in another language. */
type Same<T> = {
  readonly [K in keyof T]: T[K] extends (...parts: infer Parts) => string
    ? (...parts: Parts) => string
    : T[K] extends string
      ? string
      : Same<T[K]>
}
type Some<T> = { readonly [K in keyof T]?: T[K] extends string | ((...parts: never[]) => string) ? T[K] : Some<T[K]> }

/**
 * A page's words: Swedish decides the keys, and a language that lacks one, or has one too many, does not compile.
 * Easy-to-read Swedish gives only the texts it changes. Answers the words of one language: `const words = texts({ sv, en })`, `words('en').save`.
 */
export function texts<const T extends Words>(all: {
  sv: T
  en: NoInfer<Same<T>>
  'sv-simple'?: NoInfer<Some<Same<T>>>
}): (language: Language) => Same<T> {
  const sv = all.sv as unknown as Same<T>
  const ready: Record<Language, Same<T>> = { sv, en: all.en, 'sv-simple': over(sv, all['sv-simple'] ?? {}) }
  return (language) => ready[language]
}

const over = <T extends object>(below: T, above: object): T =>
  Object.fromEntries(
    Object.entries(below).map(([key, word]) => {
      const other = (above as Record<string, unknown>)[key]
      return [key, typeof word === 'object' ? over(word as object, other ?? {}) : (other ?? word)]
    }),
  ) as T

const rules: Record<string, Intl.PluralRules> = {}

/** The form that goes with `n` in this language: `plural('sv', 2, { one: 'handling', other: 'handlingar' })`. */
export function plural(language: Language, n: number, forms: { other: string } & Partial<Record<Intl.LDMLPluralRule, string>>): string {
  const tag = langTag(language)
  return forms[(rules[tag] ??= new Intl.PluralRules(tag)).select(n)] ?? forms.other
}

/** For `lang=""`: easy-to-read Swedish is Swedish. */
export const langTag = (language: Language): 'sv' | 'en' => (language === 'en' ? 'en' : 'sv')

/** For `dir=""`. Both languages run from left to right; a language that does not has a row here. */
export const direction = (_language: Language): 'ltr' | 'rtl' => 'ltr'

const isLanguage = (text: string | undefined): text is Language => languages.includes(text as Language)

/** What the reader asked for, in this order: `?sprak=`, the cookie, the browser's Accept-Language; otherwise Swedish. Junk is passed over. */
export function languageFrom(asked: { query?: string | undefined; cookie?: string | undefined; accept?: string | undefined }): Language {
  if (isLanguage(asked.query)) return asked.query
  if (isLanguage(asked.cookie)) return asked.cookie
  return accepted(asked.accept ?? '') ?? 'sv'
}

const accepted = (header: string): Language | undefined =>
  header
    .slice(0, 200)
    .split(',')
    .map((part) => {
      const [tag = '', weight] = part.trim().toLowerCase().split(';q=')
      return { language: tag.split('-')[0], weight: weight === undefined ? 1 : Number(weight) }
    })
    .filter(({ language, weight }) => isLanguage(language) && weight > 0)
    .toSorted((a, b) => b.weight - a.weight)
    .map(({ language }) => language as Language)[0]
