import type { ProposalClass } from '#params/proposal-classes.ts'
import type { RuleName, Rules } from '#params/rule-table.ts'
import { parseRuleChanges } from '#params/rule-text.ts'
import { classRule, termsOf } from '#protocol/governance/class-rules.ts'
import type { BouleClient } from '#sdk/create-boule-client.ts'
import { count } from '../words.ts'
import { percentText } from './bars.ts'

/** The rules of the next block as the state machine has them. */
export async function readRules(client: BouleClient): Promise<Rules> {
  const rules = await client.getRules()
  const changes = Object.entries(rules).map(([name, rule]) => ({
    name: name as RuleName,
    value: String(rule.value),
  }))
  return parseRuleChanges(changes) as Rules
}

/** What a class asks of a proposal, in words. */
export function classWords(
  rules: Rules,
  kind: ProposalClass,
): readonly (readonly [name: string, value: string])[] {
  const terms = termsOf(rules, { class: kind, short: false })
  const bps = (name: 'SupportQuorumBps' | 'TurnoutQuorumBps' | 'ApprovalBps'): string =>
    percentText(classRule(rules, kind, name))
  const epochs = (amount: number): string => count(amount, 'epoch')
  return [
    [
      'support',
      `${bps('SupportQuorumBps')} of all power and ${count(classRule(rules, kind, 'MinSupporters'), 'account')}, ` +
        `within ${epochs(classRule(rules, kind, 'SupportWindowEpochs'))}`,
    ],
    [
      'vote',
      `${bps('TurnoutQuorumBps')} of all power must take part, and yes must exceed ${bps('ApprovalBps')} of yes and no`,
    ],
    [
      'time',
      `debate ${epochs(terms.debateEpochs)}, notice ${epochs(terms.noticeEpochs)}, vote ${epochs(terms.votingEpochs)}, ` +
        `timelock ${epochs(terms.timelockEpochs)}`,
    ],
  ]
}
