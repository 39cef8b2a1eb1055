import { must } from '#base/assert.ts'
import { parseRuleChanges } from '#params/rule-text.ts'
import type { Rules } from '#params/rule-table.ts'
import type { World } from '../world.ts'

interface Cached {
  version: number
  readonly byEpoch: Map<number, Rules>
}

/** Rules by epoch, worked out from the recorded changes. A cache: it is emptied whenever a change is recorded or undone. */
const caches = new WeakMap<World, Cached>()

/**
 * The rules of `epoch`: the first set with every change up to and including that epoch, in order. Also right for past
 * epochs (the history is kept) and for future ones as far as they are decided.
 */
export function getRules(world: World, epoch: number): Rules {
  const { changes } = world.params
  let cached = caches.get(world)
  if (cached === undefined || cached.version !== changes.version) {
    cached = { version: changes.version, byEpoch: new Map() }
    caches.set(world, cached)
  }
  const known = cached.byEpoch.get(epoch)
  if (known !== undefined) return known
  const rules = computeRules(world, epoch)
  cached.byEpoch.set(epoch, rules)
  return rules
}

function computeRules(world: World, epoch: number): Rules {
  const { changes } = world.params
  const epochs: number[] = []
  changes.each((key) => {
    if (key > 0 && key <= epoch) epochs.push(key)
  })
  epochs.sort((a, b) => a - b)
  let rules = parseRuleChanges(must(changes.get(0), 'the first rules')) as Rules
  for (const key of epochs) {
    rules = { ...rules, ...parseRuleChanges(must(changes.get(key), 'a recorded change')) }
  }
  return Object.freeze(rules)
}
