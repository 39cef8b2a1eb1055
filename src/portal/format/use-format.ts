import { useMemo } from 'react'
import { useTranslation } from 'react-i18next'
import { formatLocaleOf } from '../i18n/languages.ts'
import { createFormat, type Format } from './create-format.ts'

/** The formatters of the language that is shown. */
export function useFormat(): Format {
  const { i18n } = useTranslation()
  const locale = formatLocaleOf(i18n.language)
  return useMemo(() => createFormat(locale), [locale])
}
