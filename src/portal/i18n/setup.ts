import i18next from 'i18next'
import { initReactI18next } from 'react-i18next'
import {
  chooseLanguage,
  directionOf,
  type Language,
  rememberLanguage,
  wordLocaleOf,
} from './languages.ts'
import type { en } from './locales/en/index.ts'
import { mapTexts, toAccented, toRightToLeft } from './pseudo.ts'

/** All texts of a language, by area. English gives the shape; `locales.test.ts` compares the others with it. */
export type Texts = typeof en

declare module 'i18next' {
  interface CustomTypeOptions {
    readonly defaultNS: 'shell'
    readonly resources: Texts
  }
}

async function loadTexts(language: Language): Promise<Texts> {
  if (language === 'de') return (await import('./locales/de/index.ts')).de
  const { en } = await import('./locales/en/index.ts')
  if (language === 'qps') return mapTexts(en, toAccented)
  return language === 'ar-XB' ? mapTexts(en, toRightToLeft) : en
}

/** Starts i18next in the language of the visitor. Only that language is loaded: none lacks a text. */
export async function startLanguage(): Promise<void> {
  const language = chooseLanguage()
  const texts = await loadTexts(language)
  await i18next.use(initReactI18next).init({
    lng: language,
    ns: Object.keys(texts),
    defaultNS: 'shell',
    fallbackLng: false,
    resources: { [language]: texts },
    // React escapes by itself.
    interpolation: { escapeValue: false },
  })
  showLanguage(language)
}

/** Loads another language and shows everything in it. */
export async function changeLanguage(language: Language): Promise<void> {
  const texts = await loadTexts(language)
  for (const [area, tree] of Object.entries(texts)) {
    i18next.addResourceBundle(language, area, tree)
  }
  await i18next.changeLanguage(language)
  rememberLanguage(language)
  showLanguage(language)
}

function showLanguage(language: Language): void {
  document.documentElement.lang = wordLocaleOf(language)
  document.documentElement.dir = directionOf(language)
}
