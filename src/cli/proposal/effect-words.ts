import { RULE_TABLE, type RuleName } from '#params/rule-table.ts'
import type { Payload } from '#sdk/governance/payload.ts'
import { plainLine } from '#sdk/governance/plain-words.ts'
import { formatCoins } from '#sdk/units/format-coins.ts'
import { count, whole } from '../words.ts'
import { changeText } from './rule-values.ts'

/** What a proposal would do, one sentence a line. */
export function effectWords(payload: Payload): readonly string[] {
  switch (payload.kind) {
    case 'policy':
      return policyWords(payload)
    case 'treasury':
      return payload.payments.map(({ to, perEpochRau, epochs }) => {
        const total = formatCoins(perEpochRau * BigInt(epochs))
        return epochs === 1
          ? `pays ${total} coins to ${to} from the community fund, once`
          : `pays ${formatCoins(perEpochRau)} coins to ${to} from the community fund in each of ${whole(epochs)} epochs: ${total} coins in all`
      })
    case 'directive':
      return [
        `asks ${payload.assignee} to do what the text says, within ${count(payload.dueEpochs, 'epoch')} of its confirmation`,
      ]
    case 'upgrade':
      return [
        `changes the software to version ${payload.version}, “${plainLine(payload.name)}”, ${count(payload.activationEpochs, 'epoch')} after enough delegates are ready`,
        `bundle ${payload.bundleRoot}, ${whole(payload.bundleBytes)} bytes`,
        ...payload.artifacts.map((one) => `${plainLine(one.platform)}: ${one.sha256}`),
      ]
    case 'script':
      return [
        payload.source === ''
          ? `puts the built-in formula ${plainLine(payload.slot)} back in the place of its script`
          : `puts a script of ${whole(new TextEncoder().encode(payload.source).length)} bytes in the place of the formula ${plainLine(payload.slot)}`,
      ]
    case 'cancel':
      return [`stops proposal ${payload.proposal} before it is put into action`]
  }
}

function policyWords({ sets, sunsetEpochs }: Extract<Payload, { kind: 'policy' }>) {
  const lines = sets.map(({ name, expected, value }) => {
    const change = `${name}: ${changeText(name, expected, value)}`
    return isRule(name) ? `${change} (${RULE_TABLE[name].meaning})` : change
  })
  return sunsetEpochs === 0
    ? lines
    : [...lines, `for ${count(sunsetEpochs, 'epoch')}; then as it was before`]
}

function isRule(name: string): name is RuleName {
  return Object.hasOwn(RULE_TABLE, name)
}
