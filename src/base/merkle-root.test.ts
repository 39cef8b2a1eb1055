import { createHash } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import { AssertionError } from './assert.ts'
import { toHex } from './hex.ts'
import { merkleRoot } from './merkle-root.ts'

const sha = (...parts: (Uint8Array | string)[]): Buffer => {
  const hash = createHash('sha256')
  for (const part of parts) hash.update(part)
  return hash.digest()
}

/** The definition, written down another way: fill up to a power of two, hash halves. */
function slowRoot(leaves: readonly Uint8Array[]): string {
  let size = 1
  while (size < leaves.length) size *= 2
  const subtree = (from: number, count: number): Uint8Array =>
    count === 1
      ? (leaves[from] ?? new Uint8Array(32))
      : sha(subtree(from, count / 2), subtree(from + count / 2, count / 2))
  const length = Buffer.alloc(8)
  length.writeBigUInt64BE(BigInt(leaves.length))
  return toHex(sha('boule merkle list root 1', length, subtree(0, size)))
}

const leavesOf = (count: number): Uint8Array[] =>
  Array.from({ length: count }, (_, i) => new Uint8Array(sha(`leaf ${i}`)))

const SIZES = [0, 1, 2, 3, 4, 5, 7, 8, 9, 31, 32, 33]

describe('root', () => {
  it.each(SIZES)('of %i leaves equals the definition', (count) => {
    expect(toHex(merkleRoot(leavesOf(count)))).toBe(slowRoot(leavesOf(count)))
  })

  it('differs when zero leaves are added, order changes or a leaf changes', () => {
    const leaves = leavesOf(3)
    const zero = new Uint8Array(32)
    const roots = [
      leaves,
      [...leaves, zero],
      [...leaves].reverse(),
      leavesOf(4),
      [],
      [zero],
      [zero, zero],
      // A root must not be a leaf of a shorter list, nor two leaves their parent.
      [
        new Uint8Array(sha(leaves[0] as Uint8Array, leaves[1] as Uint8Array)),
        leaves[2] as Uint8Array,
      ],
    ].map((list) => toHex(merkleRoot(list)))
    expect(new Set(roots).size).toBe(roots.length)
  })

  it('refuses leaves of another size', () => {
    expect(() => merkleRoot([new Uint8Array(31)])).toThrow(AssertionError)
  })
})
