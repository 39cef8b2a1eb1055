import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { createShardedMap, type ShardedMap } from './sharded-map.ts'
import { anyAddress } from './transaction.fixture.ts'

type Step<K> = readonly ['set' | 'delete' | 'clear', K, number]

function check<K extends string | number>(steps: readonly Step<K>[]): void {
  const map: ShardedMap<K, number> = createShardedMap()
  const plain = new Map<K, number>()
  for (const [what, key, value] of steps) {
    if (what === 'set') {
      map.set(key, value)
      plain.set(key, value)
    } else if (what === 'delete') {
      map.delete(key)
      plain.delete(key)
    } else {
      map.clear()
      plain.clear()
    }
    for (const [, other] of steps) expect(map.get(other)).toBe(plain.get(other))
  }
}

const steps = <K>(keys: fc.Arbitrary<K>): fc.Arbitrary<Step<K>[]> => {
  const what = fc.oneof(
    { weight: 8, arbitrary: fc.constant('set' as const) },
    { weight: 4, arbitrary: fc.constant('delete' as const) },
    { weight: 1, arbitrary: fc.constant('clear' as const) },
  )
  return fc.array(fc.tuple(what, keys, fc.nat()), { maxLength: 30 })
}

describe('sharded map', () => {
  it.each([
    ['addresses', anyAddress],
    ['names', fc.string({ maxLength: 3 })],
  ])('with %s does what a map does', (_name, keys: fc.Arbitrary<string>) => {
    fc.assert(fc.property(steps(keys), (list) => check(list)))
  })

  it('with numbers does what a map does', () => {
    fc.assert(fc.property(steps(fc.oneof(fc.nat(5), fc.maxSafeNat())), (list) => check(list)))
  })
})
