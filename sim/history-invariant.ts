import { checkRules } from '#params/rule-checks.ts'
import type { Genesis } from '#params/genesis.ts'
import type { Rules } from '#params/rule-table.ts'
import { formatRuleValue, parseRuleChanges } from '#params/rule-text.ts'
import type { Enactment } from '#protocol/governance/state.ts'
import { getRules } from '#protocol/params/rules.ts'
import { ONLY } from '#protocol/store.ts'
import type { World } from '#protocol/world.ts'
import { differ, type Invariant } from './invariant.ts'

/** The one invariant that has to know the genesis. */
export function createHistoryInvariant(genesis: Genesis): Invariant {
  return {
    name: 'rules equal a replay of their history',
    check: (world) => checkHistory(world, genesis),
  }
}

/**
 * What was decided, done again from genesis: enactments in their order, and sunsets, unless a later decision about the same rules stands
 * or the old values would not fit any more.
 */
function replayRules(world: World, genesis: Genesis, lastEpoch: number): Map<number, object> {
  const changes = new Map<number, Record<string, string>>([[0, texts(genesis.rules)]])
  for (const { fromEpoch, set } of genesis.schedule) changes.set(fromEpoch, texts(set))
  const enactments: Enactment[] = []
  world.governance.enactments.each((_, enactment) => {
    enactments.push(enactment)
  })
  const over = new Set<Enactment>()
  for (let epoch = 1; epoch <= lastEpoch; epoch++) {
    const known = enactments.filter((one) => one.epoch <= epoch)
    for (const { changes: sets } of known.filter((one) => one.epoch === epoch)) {
      changes.set(epoch + 2, { ...changes.get(epoch + 2), ...pick(sets, 'after') })
    }
    for (const ending of known.filter((one) => one.sunsetEpoch === epoch + 2)) {
      over.add(ending)
      const standing = known.filter((one) => !over.has(one) && one.fromEpoch >= ending.fromEpoch)
      if (standing.some((one) => sharesRule(one, ending))) continue
      const current = valuesAt(changes, epoch + 2)
      if (ending.changes.some(({ name, after }) => current[name] !== after)) continue
      const tried = new Map(changes)
      tried.set(epoch + 2, { ...changes.get(epoch + 2), ...pick(ending.changes, 'before') })
      const later = [...tried.keys()].filter((from) => from >= epoch + 2)
      if (later.some((from) => checkRules(toRules(valuesAt(tried, from))).length > 0)) continue
      changes.set(epoch + 2, tried.get(epoch + 2) ?? {})
    }
  }
  return changes
}

function sharesRule(one: Enactment, other: Enactment): boolean {
  return one.changes.some(({ name }) => other.changes.some((change) => change.name === name))
}

function texts(values: Partial<Rules>): Record<string, string> {
  return Object.fromEntries(
    Object.entries(values).map(([name, value]) => [name, formatRuleValue(value)]),
  )
}

function pick(sets: Enactment['changes'], which: 'before' | 'after'): Record<string, string> {
  return Object.fromEntries(sets.map((set) => [set.name, set[which]]))
}

function valuesAt(changes: ReadonlyMap<number, object>, epoch: number): Record<string, string> {
  const epochs = [...changes.keys()].filter((from) => from <= epoch).sort((a, b) => a - b)
  return Object.assign({}, ...epochs.map((from) => changes.get(from))) as Record<string, string>
}

function toRules(values: Record<string, string>): Rules {
  return parseRuleChanges(Object.entries(values).map(([name, value]) => ({ name, value }))) as Rules
}

function checkHistory(world: World, genesis: Genesis): string | undefined {
  const lastBoundary = world.governance.powerTotals.get(ONLY)?.epoch ?? 0
  const changes = replayRules(world, genesis, lastBoundary)
  for (let epoch = lastBoundary; epoch <= lastBoundary + 2; epoch++) {
    const wanted = valuesAt(changes, epoch)
    const found: Rules = getRules(world, epoch)
    for (const [name, value] of Object.entries(found)) {
      const problem = differ(
        `rule ${name} of epoch ${epoch}`,
        formatRuleValue(value),
        wanted[name] ?? '',
      )
      if (problem !== undefined) return problem
    }
  }
  return undefined
}
