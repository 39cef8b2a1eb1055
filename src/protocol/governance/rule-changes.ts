import { checkRules } from '#params/rule-checks.ts'
import { RULE_TABLE, type RuleName, type Rules } from '#params/rule-table.ts'
import { formatRuleValue, isRuleName, parseRuleChanges, parseRuleValue } from '#params/rule-text.ts'
import { getRules } from '../params/rules.ts'
import type { RuleChange } from '../params/state.ts'
import { type Refusal, refuse } from '../outcome.ts'
import type { World } from '../world.ts'
import type { RuleSet } from './payload.ts'
import {
  BAD_RULE_VALUE,
  EMPTY_PAYLOAD,
  RULE_SET_TWICE,
  RULE_UNCHANGED,
  RULES_CONFLICT,
  STALE_RULE,
  UNKNOWN_RULE,
} from './status.ts'

/**
 * First epoch whose rules a decision at the end of `epoch` can change: the one after the next, since the delegates of the next are
 * elected already.
 */
export function effectiveEpoch(epoch: number): number {
  return epoch + 2
}

/** What is wrong with the sets in themselves, whatever the state. */
export function checkSets(sets: readonly RuleSet[]): Refusal | undefined {
  if (sets.length === 0) return refuse(EMPTY_PAYLOAD)
  const seen = new Set<string>()
  for (const { name, expected, value } of sets) {
    if (!isRuleName(name)) return refuse(UNKNOWN_RULE, name)
    if (seen.has(name)) return refuse(RULE_SET_TWICE, name)
    seen.add(name)
    if (!('value' in parseRuleValue(name, value))) return refuse(BAD_RULE_VALUE, name, value)
    if (value === expected) return refuse(RULE_UNCHANGED, name)
  }
  return undefined
}

/** Whether the sets could be made at the end of `epoch`: expected values are there, and all rules to come agree with one another. */
export function checkSetsNow(
  world: World,
  epoch: number,
  sets: readonly RuleSet[],
): Refusal | undefined {
  const fromEpoch = effectiveEpoch(epoch)
  const rules = getRules(world, fromEpoch)
  for (const { name, expected } of sets) {
    const current = formatRuleValue(rules[name as RuleName])
    if (current !== expected) return refuse(STALE_RULE, name, expected, current)
  }
  const wished = parseRuleChanges(sets)
  for (const later of epochsOfChange(world, fromEpoch)) {
    const combined = {
      ...getRules(world, later),
      ...withoutReplaced(world, wished, later, fromEpoch),
    }
    const [problem] = checkRules(combined)
    if (problem !== undefined) return refuse(RULES_CONFLICT, problem)
  }
  return undefined
}

/** `fromEpoch` and every later epoch for which a change is recorded already (the phases of genesis). */
function epochsOfChange(world: World, fromEpoch: number): readonly number[] {
  const epochs = [fromEpoch]
  world.params.changes.each((epoch) => {
    if (epoch > fromEpoch) epochs.push(epoch)
  })
  return epochs
}

/** The wished values that still hold in `later`: a change recorded for an epoch in between takes their place. */
function withoutReplaced(
  world: World,
  wished: Partial<Rules>,
  later: number,
  fromEpoch: number,
): Partial<Rules> {
  const kept: { [N in RuleName]?: Rules[N] } = { ...wished }
  world.params.changes.each((epoch, changes) => {
    if (epoch <= fromEpoch || epoch > later) return
    for (const { name } of changes) delete kept[name as RuleName]
  })
  return kept
}

/** Records new values from `fromEpoch` on, beside what is recorded for that epoch. The sets were checked. */
export function recordChanges(
  world: World,
  fromEpoch: number,
  sets: readonly { readonly name: string; readonly value: string }[],
): void {
  const known = world.params.changes.get(fromEpoch) ?? []
  const names = new Set(sets.map((set) => set.name))
  const changes: RuleChange[] = known.filter((change) => !names.has(change.name))
  for (const { name, value } of sets) changes.push({ name, value })
  world.params.changes.set(fromEpoch, changes)
}

export function ruleClassOf(name: string): 'policy' | 'technical' | 'meta' {
  return RULE_TABLE[name as RuleName].class
}
