import { useTranslation } from 'react-i18next'
import { useNetwork } from '../data/use-network.ts'
import { type Language, LANGUAGES, PSEUDO_LANGUAGES } from '../i18n/languages.ts'
import { changeLanguage } from '../i18n/setup.ts'
import { ChoiceMenu } from '../ui/choice-menu.tsx'
import { chooseTheme, useTheme } from './theme.ts'

export function ThemeMenu() {
  const { t } = useTranslation()
  const theme = useTheme()
  const icon = { system: '◐', light: '○', dark: '●' }[theme]
  return (
    <ChoiceMenu
      label={t('theme.label')}
      button={<span aria-hidden="true">{icon}</span>}
      value={theme}
      options={[
        ['system', t('theme.system')],
        ['light', t('theme.light')],
        ['dark', t('theme.dark')],
      ]}
      onChoose={chooseTheme}
    />
  )
}

export function LanguageMenu() {
  const { t, i18n } = useTranslation()
  const { data: network } = useNetwork()
  const offered = network?.dev === true ? { ...LANGUAGES, ...PSEUDO_LANGUAGES } : LANGUAGES
  const language = i18n.language as Language
  return (
    <ChoiceMenu
      label={t('language.label')}
      button={language.slice(0, 2).toUpperCase()}
      value={language}
      options={Object.entries(offered) as [Language, string][]}
      onChoose={(chosen) => void changeLanguage(chosen)}
    />
  )
}
