import { createHash } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import { AssertionError } from './assert.ts'
import { toHex } from './hex.ts'
import { type MerkleProof, merkleProof, merkleRoot, verifyMerkleProof } from './merkle-root.ts'

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

describe('proof', () => {
  it.each(SIZES)('every leaf of %i is proven, at its own place only', (count) => {
    const leaves = leavesOf(count)
    const root = merkleRoot(leaves)
    let checked = 0
    for (let i = 0; i < count; i++) {
      const proof = merkleProof(leaves, i)
      for (let j = 0; j < count; j++) {
        expect(verifyMerkleProof(root, leaves[j] as Uint8Array, proof)).toBe(i === j)
        expect(verifyMerkleProof(root, leaves[i] as Uint8Array, { ...proof, index: j })).toBe(
          i === j,
        )
        checked++
      }
      const other = merkleRoot(leavesOf(count + 1))
      expect(verifyMerkleProof(other, leaves[i] as Uint8Array, proof)).toBe(false)
    }
    expect(checked).toBe(count * count)
  })

  const leaves = leavesOf(5)
  const root = merkleRoot(leaves)
  const good = merkleProof(leaves, 2)
  const leaf = leaves[2] as Uint8Array
  const rows: readonly [string, Uint8Array, MerkleProof][] = [
    ['an index beyond the end', leaf, { ...good, index: 5 }],
    ['a negative index', leaf, { ...good, index: -1 }],
    ['an index that is not whole', leaf, { ...good, index: 2.5 }],
    ['an index that is no number', leaf, { ...good, index: Number.NaN }],
    ['another length of the same depth', leaf, { ...good, length: 6 }],
    ['a length that is not safe', leaf, { ...good, length: 2 ** 53 }],
    ['an endless length', leaf, { ...good, length: Number.POSITIVE_INFINITY }],
    ['no length', leaf, { ...good, index: 0, length: 0 }],
    ['a neighbour too few', leaf, { ...good, siblings: good.siblings.slice(1) }],
    ['a neighbour too many', leaf, { ...good, siblings: [...good.siblings, leaf] }],
    [
      'a short neighbour',
      leaf,
      { ...good, siblings: [new Uint8Array(31), ...good.siblings.slice(1)] },
    ],
    ['a wrong neighbour', leaf, { ...good, siblings: [leaf, ...good.siblings.slice(1)] }],
    ['a short leaf', leaf.subarray(1), good],
    [
      'a zero leaf behind the end',
      new Uint8Array(32),
      { ...merkleProof([...leaves, new Uint8Array(32)], 5), length: 5 },
    ],
  ]
  it.each(rows)('refuses %s', (_name, claimed, proof) => {
    expect(verifyMerkleProof(root, leaf, good)).toBe(true)
    expect(verifyMerkleProof(root, claimed, proof)).toBe(false)
  })

  it('is only made of leaves that exist', () => {
    expect(() => merkleProof(leaves, 5)).toThrow(AssertionError)
    expect(() => merkleProof([], 0)).toThrow(AssertionError)
  })
})
