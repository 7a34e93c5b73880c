import { language } from '../state/preferences'
import { words, type Word } from './words'

export type { Word } from './words'
export type Values = Record<string, string | number>

const plurals = { en: new Intl.PluralRules('en'), es: new Intl.PluralRules('es') }

/** The text of a word in the reader's language; `{name}` stands for a value. Reads the language's signal. */
export function t(word: Word, values: Values = {}): string {
  const text: string = words[word][language.value === 'en' ? 0 : 1]
  return text.replace(/\{(\w+)\}/g, (whole, name: string) => (name in values ? String(values[name]) : whole))
}

/** The text for so many: a word holds "one | many", and `{n}` stands for the shown number. */
export function many(word: Word, n: number, shown: string, values: Values = {}): string {
  const forms = t(word, { ...values, n: shown }).split(' | ')
  const form = plurals[language.value].select(n) === 'one' ? forms[0] : (forms[1] ?? forms[0])
  return form ?? ''
}
