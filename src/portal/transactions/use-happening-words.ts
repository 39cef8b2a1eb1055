import { useTranslation } from 'react-i18next'
import { useFormat } from '../format/use-format.ts'
import type { HappeningWords } from './describe-happening.ts'

/** What it takes to tell of events in the language that is shown. */
export function useHappeningWords(names: ReadonlyMap<string, string>): HappeningWords {
  const { t } = useTranslation('transactions')
  const { t: tGovernance } = useTranslation('governance')
  return { t, tGovernance, format: useFormat(), names }
}
