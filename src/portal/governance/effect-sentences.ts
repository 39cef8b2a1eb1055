import type { TFunction } from 'i18next'
import { plainLine } from '#sdk/governance/plain-words.ts'
import type { Schemas } from '../data/queries.ts'
import { countBytes } from '../format/count-bytes.ts'
import type { Format } from '../format/create-format.ts'
import { formatRuleValue } from './rule-value.ts'
import type { Rule } from './use-rules.ts'

export type Payload = Schemas['Payload']

/** What a proposal would do, from its payload alone: one sentence each. */
export function effectSentences(
  payload: Payload,
  rules: ReadonlyMap<string, Rule>,
  t: TFunction<'governance'>,
  format: Format,
): readonly string[] {
  switch (payload.kind) {
    case 'policy':
      return policySentences(payload, rules, t, format)
    case 'treasury':
      return payload.payments.map(({ to, perEpochRau, epochs }) => {
        const perEpoch = BigInt(perEpochRau)
        const total = format.coinsExact(perEpoch * BigInt(epochs))
        return epochs === 1
          ? t('effect.payOnce', { total, to })
          : t('effect.pay', { amount: format.coinsExact(perEpoch), to, count: epochs, total })
      })
    case 'directive':
      return [t('effect.directive', { assignee: payload.assignee, count: payload.dueEpochs })]
    case 'upgrade':
      return [
        t('effect.upgrade', {
          version: format.integer(payload.version),
          name: plainLine(payload.name),
          count: payload.activationEpochs,
        }),
      ]
    case 'script': {
      const slot = plainLine(payload.slot)
      const bytes = countBytes(payload.source)
      return [
        bytes === 0
          ? t('effect.scriptBack', { slot })
          : t('effect.script', { slot, bytes: format.integer(bytes) }),
      ]
    }
    case 'cancel':
      return [t('effect.cancel', { proposal: format.integer(payload.proposal) })]
  }
}

function policySentences(
  { sets, sunsetEpochs }: Extract<Payload, { kind: 'policy' }>,
  rules: ReadonlyMap<string, Rule>,
  t: TFunction<'governance'>,
  format: Format,
): readonly string[] {
  const lines = sets.map(({ name, expected, value }) => {
    const rule = rules.get(name)
    return t('effect.policy', {
      name: plainLine(name),
      before: plainLine(formatRuleValue(rule, expected, t, format)),
      after: plainLine(formatRuleValue(rule, value, t, format)),
    })
  })
  return sunsetEpochs === 0 ? lines : [...lines, t('effect.sunset', { count: sunsetEpochs })]
}
