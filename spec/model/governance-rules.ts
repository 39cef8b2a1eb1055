import { PROPOSAL_CLASSES } from '#params/proposal-classes.ts'
import { RULE_TABLE } from '#params/rule-table.ts'
import type { GovernanceState, ModelPayload, ProposalClass, RuleSet } from './governance-types.ts'
import type { ModelRules, OutcomeCode } from './types.ts'

/*
 * Rules over time. The table of rules (bounds and classes) is the chain's own: it is the
 * specification. What a change does to the history is written here anew.
 */

type Row = (typeof RULE_TABLE)[keyof typeof RULE_TABLE]
const ROWS = new Map<string, Row>(Object.entries(RULE_TABLE))

function textsAt(
  history: GovernanceState['ruleTexts'],
  epoch: number,
): ReadonlyMap<string, string> {
  const texts = new Map<string, string>()
  for (const from of [...history.keys()].sort((a, b) => a - b)) {
    if (from > epoch) continue
    for (const [name, text] of history.get(from) ?? []) texts.set(name, text)
  }
  return texts
}

function valueOf(name: string, text: string): unknown {
  switch (ROWS.get(name)?.type) {
    case 'whole':
      return Number(text)
    case 'amount':
      return BigInt(text)
    case 'flag':
      return text === 'true'
    default:
      return text
  }
}

/** The rules of an epoch as far as they are decided. */
export function rulesAt(governance: GovernanceState, epoch: number): ModelRules {
  const { rules } = governance.memory
  const known = rules.get(epoch)
  if (known !== undefined) return known
  const texts = textsAt(governance.ruleTexts, epoch)
  const found = Object.fromEntries([...texts].map(([name, text]) => [name, valueOf(name, text)]))
  rules.set(epoch, found as ModelRules)
  return found as ModelRules
}

export function textsOf(values: object): ReadonlyMap<string, string> {
  return new Map(Object.entries(values).map(([name, value]) => [name, String(value)]))
}

function isValue(name: string, text: string): boolean {
  const row = ROWS.get(name)
  switch (row?.type) {
    case 'flag':
      return text === 'true' || text === 'false'
    case 'choice':
      return (row.choices as readonly string[]).includes(text)
    case 'whole':
    case 'amount':
      return (
        /^(0|[1-9][0-9]{0,77})$/.test(text) &&
        BigInt(text) >= BigInt(row.min) &&
        BigInt(text) <= BigInt(row.max)
      )
    case 'addresses': {
      if (text === '') return true
      const list = text.split(',')
      const isSorted = list.every((one, i) => i === 0 || one > (list[i - 1] ?? ''))
      return isSorted && list.length <= row.max && list.every((one) => /^0x[0-9a-f]{40}$/.test(one))
    }
    default:
      return false
  }
}

/** Dependencies between rules: what a network could not live with. */
function isConsistent(rules: ModelRules): boolean {
  const { producers, consensusDelegates, blocksPerEpoch, electionLeadBlocks } = rules
  return (
    producers <= consensusDelegates &&
    electionLeadBlocks < blocksPerEpoch - 1 &&
    blocksPerEpoch % producers === 0 &&
    BigInt(rules.producerPower) * BigInt(producers) < 2n ** 60n &&
    rules.verifierPower * consensusDelegates < rules.rehearsalPower &&
    rules.rehearsalPower < rules.producerPower
  )
}

/** A decision at the end of an epoch holds from the one after the next: the next is elected already. */
export function firstEpochOf(decidedEpoch: number): number {
  return decidedEpoch + 2
}

/** Whether sets of rules may be proposed at all. */
export function refuseSets(sets: readonly RuleSet[]): OutcomeCode {
  if (sets.length === 0) return 507
  const seen: string[] = []
  for (const { name, expected, value } of sets) {
    if (!ROWS.has(name)) return 508
    if (seen.includes(name)) return 510
    seen.push(name)
    if (!isValue(name, value)) return 509
    if (value === expected) return 511
  }
  return 0
}

/** Whether sets could be made at the end of `epoch`: tried on a copy of the history. */
export function refuseSetsNow(
  governance: GovernanceState,
  epoch: number,
  sets: readonly RuleSet[],
): OutcomeCode {
  const from = firstEpochOf(epoch)
  const current = textsAt(governance.ruleTexts, from)
  if (sets.some(({ name, expected }) => current.get(name) !== expected)) return 512
  const copy: GovernanceState = {
    ...governance,
    ruleTexts: new Map(governance.ruleTexts),
    memory: { powers: new Map(), rules: new Map() },
  }
  recordSets(copy, from, sets)
  const epochs = [...copy.ruleTexts.keys()].filter((one) => one >= from)
  return epochs.every((one) => isConsistent(rulesAt(copy, one))) ? 0 : 513
}

export function recordSets(
  governance: GovernanceState,
  fromEpoch: number,
  sets: readonly { readonly name: string; readonly value: string }[],
): void {
  const texts = new Map(governance.ruleTexts.get(fromEpoch))
  for (const { name, value } of sets) texts.set(name, value)
  governance.ruleTexts.set(fromEpoch, texts)
  governance.memory.rules.clear()
}

/** The strictest class of anything that a policy touches. */
export function classOfSets(sets: readonly RuleSet[]): ProposalClass {
  const places = sets.map(({ name }) =>
    PROPOSAL_CLASSES.indexOf(ROWS.get(name)?.class ?? 'directive'),
  )
  return PROPOSAL_CLASSES[Math.max(...places)] ?? 'directive'
}

/** Whether a policy is the exact undoing of a change that is not long ago. */
export function undoesRecent(
  governance: GovernanceState,
  epoch: number,
  payload: Extract<ModelPayload, { kind: 'policy' }>,
): boolean {
  const { revertWindowEpochs } = rulesAt(governance, epoch)
  const isUndone = ({ name, expected, value }: RuleSet): boolean =>
    payload.sets.some(
      (set) => set.name === name && set.expected === value && set.value === expected,
    )
  return (
    payload.sunsetEpochs === 0 &&
    governance.enactments.some(
      (one) =>
        !one.over &&
        one.epoch + revertWindowEpochs >= epoch &&
        one.sets.length === payload.sets.length &&
        one.sets.every(isUndone),
    )
  )
}
