/** Languages that people read, by their own names. */
export const LANGUAGES = { en: 'English', de: 'Deutsch' } as const

/** Languages for tests of the layout; offered on development networks only. */
export const PSEUDO_LANGUAGES = { qps: '[Ĺöñĝ]', 'ar-XB': 'RTL' } as const

export type Language = keyof typeof LANGUAGES | keyof typeof PSEUDO_LANGUAGES

const STORAGE_KEY = 'boule.language'

/** The language that was chosen, or the browser's first that there is, or English. */
export function chooseLanguage(): Language {
  const stored = localStorage.getItem(STORAGE_KEY)
  if (stored !== null && isLanguage(stored)) return stored
  const wanted = navigator.languages.map((tag) => tag.split('-')[0] ?? '')
  return wanted.find((tag): tag is keyof typeof LANGUAGES => Object.hasOwn(LANGUAGES, tag)) ?? 'en'
}

/** Keeps the choice for the next visit. */
export function rememberLanguage(language: Language): void {
  localStorage.setItem(STORAGE_KEY, language)
}

/** The language that the words are in: pseudo languages borrow a real one. */
export function wordLocaleOf(language: string): string {
  if (language === 'qps') return 'en'
  return language === 'ar-XB' ? 'ar' : language
}

/** How numbers and dates are written: as where the visitor lives, when the browser wants the same language, such as `en-GB`. */
export function formatLocaleOf(language: string, wanted = navigator.languages): string {
  const words = wordLocaleOf(language)
  return wanted.find((tag) => tag.split('-')[0] === words && isLocale(tag)) ?? words
}

/** Some browsers name locales that no formatter takes, such as `en-US@posix`. */
function isLocale(tag: string): boolean {
  try {
    return Intl.getCanonicalLocales(tag).length === 1
  } catch {
    return false
  }
}

export function directionOf(language: string): 'ltr' | 'rtl' {
  return language.startsWith('ar') ? 'rtl' : 'ltr'
}

function isLanguage(text: string): text is Language {
  return Object.hasOwn(LANGUAGES, text) || Object.hasOwn(PSEUDO_LANGUAGES, text)
}
