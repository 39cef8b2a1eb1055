import type { TFunction } from 'i18next'
import type { Format } from '../format/create-format.ts'
import { formatRuleValue, type RuleShape } from './rule-value.ts'

/** What values a rule may have, in words. */
export function boundsText(rule: RuleShape, t: TFunction<'governance'>, format: Format): string {
  const { type, min, max, choices } = rule
  if (type === 'flag') return t('bounds.flag')
  if (type === 'choice') return t('bounds.choice', { list: (choices ?? []).join(', ') })
  if (type === 'addresses') return t('bounds.addresses', { count: Number(max ?? 0) })
  if (min === null || max === null) return ''
  return t('bounds.range', {
    min: formatRuleValue(rule, min, t, format),
    max: formatRuleValue(rule, max, t, format),
  })
}
