import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { concatBytes, u64ToBytes } from '#base/bytes.ts'
import { sha256 } from '#base/hash.ts'
import { toHex } from '#base/hex.ts'
import { ZERO_LEAF } from '#base/state-proof.ts'
import { SlotTree } from './slot-tree.ts'

/** The definition, in five lines: pad to a power of two with empty leaves and hash pairs. */
function naiveRoot(leaves: readonly Uint8Array[]): Uint8Array {
  let level = [...leaves]
  while (level.length === 0 || (level.length & (level.length - 1)) !== 0) level.push(ZERO_LEAF)
  while (level.length > 1) {
    level = level.flatMap((leaf, i) =>
      i % 2 === 0 ? [sha256(concatBytes(leaf, level[i + 1] as Uint8Array))] : [],
    )
  }
  return level[0] as Uint8Array
}

function leaf(i: number): Uint8Array {
  return sha256(u64ToBytes(i))
}

describe('SlotTree', () => {
  it.each([0, 1, 2, 3, 4, 5, 31, 32, 33, 1023, 1024, 1025, 2047, 2048, 2049, 5000])(
    'has the root of the definition with %i slots, hashed at once or as they come',
    (slots) => {
      const leaves = Array.from({ length: slots }, (_, i) => leaf(i))
      const atOnce = new SlotTree()
      const stepwise = new SlotTree()
      for (const [slot, hash] of leaves.entries()) {
        atOnce.setLeaves(slot, hash)
        stepwise.setLeaves(slot, hash)
        if (slot % 97 === 0) stepwise.rehash(range(slot - (slot === 0 ? 0 : 96), slot), slot + 1)
      }
      atOnce.rehashAll(slots)
      stepwise.rehash(range(0, slots - 1), slots)
      const expected = toHex(naiveRoot(leaves))
      expect(toHex(atOnce.root(slots))).toBe(expected)
      expect(toHex(stepwise.root(slots))).toBe(expected)
    },
  )

  it('follows changes, deletions, growth and shrinking', () => {
    const step = fc.record({
      grow: fc.nat(1500),
      shrink: fc.nat(900),
      set: fc.array(fc.nat(4000), { maxLength: 20 }),
      clear: fc.array(fc.nat(4000), { maxLength: 20 }),
    })
    fc.assert(
      fc.property(fc.array(step, { minLength: 1, maxLength: 6 }), (steps) => {
        const tree = new SlotTree()
        const leaves: Uint8Array[] = []
        let number = 0
        for (const { grow, shrink, set, clear } of steps) {
          const changed = new Set<number>()
          const put = (slot: number, hash: Uint8Array | undefined): void => {
            if (hash === undefined) tree.clearLeaf(slot)
            else tree.setLeaves(slot, hash)
            changed.add(slot)
          }
          for (let i = 0; i < shrink && leaves.length > 0; i++) {
            leaves.pop()
            put(leaves.length, undefined)
          }
          for (let i = 0; i < grow; i++) {
            leaves.push(leaf(number++))
            put(leaves.length - 1, leaves.at(-1))
          }
          for (const [slots, make] of [
            [set, () => leaf(number++)],
            [clear, () => ZERO_LEAF],
          ] as const) {
            for (const slot of slots) {
              if (slot >= leaves.length) continue
              leaves[slot] = make()
              put(slot, slots === set ? leaves[slot] : undefined)
            }
          }
          tree.rehash(Uint32Array.from(changed).sort(), leaves.length)
          expect(toHex(tree.root(leaves.length))).toBe(toHex(naiveRoot(leaves)))
        }
      }),
      { numRuns: 25 },
    )
  })

  it('leaves shared leaves as they were when others are set later', () => {
    const tree = new SlotTree()
    for (let i = 0; i < 1500; i++) tree.setLeaves(i, leaf(i))
    tree.rehashAll(1500)
    const shared = tree.shareLeaves()
    const before = shared.map((piece) => toHex(sha256(piece)))
    tree.setLeaves(3, leaf(9999))
    tree.clearLeaf(1200)
    tree.setLeaves(1500, leaf(1500))
    tree.rehash(Uint32Array.of(3, 1200, 1500), 1501)
    expect(shared.map((piece) => toHex(sha256(piece)))).toEqual(before)
    const leaves = Array.from({ length: 1501 }, (_, i) => leaf(i))
    leaves[3] = leaf(9999)
    leaves[1200] = ZERO_LEAF
    expect(toHex(tree.root(1501))).toBe(toHex(naiveRoot(leaves)))
  })

  it('takes no more memory than two nodes and a piece per level for a leaf', () => {
    const tree = new SlotTree()
    for (let i = 0; i < 100_000; i++) tree.setLeaves(i, ZERO_LEAF)
    expect(tree.memoryBytes()).toBeLessThan(100_000 * 64 + 20 * 32 * 1024)
  })
})

function range(from: number, to: number): Uint32Array {
  return Uint32Array.from({ length: Math.max(0, to - from + 1) }, (_, i) => from + i)
}
