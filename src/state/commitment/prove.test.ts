import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { Address } from '#base/address.ts'
import { encodeRecord } from '#base/codec.ts'
import { toHex } from '#base/hex.ts'
import { type StateProof, verifyProof } from '#base/state-proof.ts'
import type { Key, ModuleName } from '#protocol/store.ts'
import { balancesSchema, createToy, type Toy, toyAddress } from '../toy-chain.fixture.ts'

function toyWithBlocks(): Toy {
  const toy = createToy()
  toy.genesis()
  for (let height = 1; height <= 25; height++) toy.next(height)
  // A collection whose keys are its slots, with a hole.
  for (let i = 1; i < 9; i++) toy.collections.counter.set(i, i * i)
  toy.collections.counter.delete(4)
  toy.store.computeRoots()
  toy.store.commit()
  return toy
}

function holders(toy: Toy): Address[] {
  const addresses: Address[] = []
  toy.collections.balances.each((key) => addresses.push(key))
  return addresses
}

function prove(toy: Toy, module: ModuleName, collection: string, key: Key): StateProof {
  const proof = toy.store.prove(module, collection, key)
  if (typeof proof === 'string') throw new Error(`no proof: ${proof}`)
  return JSON.parse(JSON.stringify(proof)) as StateProof
}

describe('a proof', () => {
  const toy = toyWithBlocks()
  const { appHash } = toy.store.roots
  const [someone = toyAddress(0)] = holders(toy)

  it('of every record verifies and carries key and value', () => {
    let proven = 0
    toy.collections.balances.each((key, value) => {
      const verdict = verifyProof(prove(toy, 'accounts', 'balances', key), appHash)
      expect(verdict).toEqual({
        valid: true,
        key: encodeRecord(balancesSchema.key, key),
        value: encodeRecord(balancesSchema.value, value),
      })
      proven++
    })
    toy.collections.notes.each((key) => {
      expect(verifyProof(prove(toy, 'params', 'notes', key), appHash).valid).toBe(true)
      proven++
    })
    expect(proven).toBeGreaterThan(20)
  })

  it.each([
    ['a deleted record', 4],
    ['a record beyond the last', 9],
    ['a record far beyond the last', 2 ** 40],
  ])('of absence verifies where keys are slots: %s', (_name, key) => {
    const verdict = verifyProof(prove(toy, 'chain', 'counter', key), appHash)
    expect(verdict.valid && verdict.value).toBe(undefined)
    expect(verdict.valid).toBe(true)
  })

  it.each([
    [
      'absence where keys are not slots',
      'accounts',
      'balances',
      toyAddress(999),
      'absent-and-not-provable',
    ],
    ['a collection that does not exist', 'accounts', 'nothing', 1, 'unknown-collection'],
    ['a key of another kind', 'chain', 'counter', 'text', 'bad-key'],
    ['a key that is no number', 'chain', 'counter', 1.5, 'bad-key'],
  ] as const)('is refused: %s', (_name, module, collection, key, refusal) => {
    expect(toy.store.prove(module, collection, key)).toBe(refusal)
  })

  it('does not verify against another app hash', () => {
    const proof = prove(toy, 'chain', 'counter', 0)
    const other = appHash.slice()
    other[0] = (other[0] as number) ^ 1
    expect(verifyProof(proof, other)).toEqual({
      valid: false,
      reason: 'the module is not under the app hash',
    })
  })

  it('does not verify when any part of it is changed', () => {
    for (const [module, collection, key] of [
      ['accounts', 'balances', someone],
      ['chain', 'counter', 5],
      ['chain', 'counter', 4],
    ] as const) {
      const proof = prove(toy, module, collection, key)
      const changed = mutations(proof)
      expect(changed.length).toBeGreaterThan(20)
      for (const [name, other] of changed) {
        expect(verifyProof(other, appHash).valid, `${collection} with other ${name}`).toBe(false)
      }
    }
  })

  it('never throws, whatever it is given', () => {
    const proof = prove(toy, 'accounts', 'balances', someone)
    const names = Object.keys(proof)
    let valid = 0
    fc.assert(
      fc.property(fc.constantFrom(...names), fc.anything(), (name, value) => {
        const verdict = verifyProof({ ...proof, [name]: value }, appHash)
        if (verdict.valid && value !== proof[name as keyof StateProof]) valid++
      }),
      { numRuns: 2000 },
    )
    for (const junk of [null, undefined, 5, 'x', [], {}]) {
      expect(verifyProof(junk as never, appHash).valid).toBe(false)
    }
    expect(valid).toBe(0)
  })

  it('does not let an inner node pass for a record', () => {
    const proof = prove(toy, 'accounts', 'balances', someone)
    const shorter = { ...proof, siblings: proof.siblings.slice(1), slot: proof.slot >> 1 }
    expect(verifyProof(shorter, appHash).valid).toBe(false)
  })

  it('needs a state that was hashed', () => {
    const changed = toyWithBlocks()
    changed.collections.counter.set(0, 77)
    expect(() => changed.store.prove('chain', 'counter', 0)).toThrow(
      'changed since its last hashing',
    )
    changed.store.computeRoots()
    expect(
      verifyProof(prove(changed, 'chain', 'counter', 0), changed.store.roots.appHash).valid,
    ).toBe(true)
  })
})

/** The proof with each of its parts made wrong in turn. */
function mutations(proof: StateProof): [string, StateProof][] {
  const flip = (text: string): string => `${text.slice(0, -1)}${text.endsWith('0') ? '1' : '0'}`
  const list = (name: 'siblings' | 'collectionRoots' | 'moduleRoots'): [string, StateProof][] => [
    ...proof[name].map((_, i): [string, StateProof] => [
      `${name} ${i}`,
      { ...proof, [name]: proof[name].map((one, j) => (i === j ? flip(one) : one)) },
    ]),
    [`${name} and one more`, { ...proof, [name]: [...proof[name], toHex(new Uint8Array(32))] }],
    [`${name} but one`, { ...proof, [name]: proof[name].slice(1) }],
  ]
  const one = (name: keyof StateProof, value: unknown): [string, StateProof] => [
    `${name} ${String(value)}`,
    { ...proof, [name]: value },
  ]
  return [
    ...list('collectionRoots'),
    ...list('moduleRoots'),
    ...(proof.siblings.length > 0 ? list('siblings') : []),
    one('module', 'staking'),
    one('collection', 'others'),
    one('key', flip(proof.key)),
    one('value', proof.value === null ? '0x00' : flip(proof.value)),
    one('value', proof.value === null ? '0x' : null),
    one('slot', proof.slot + 1),
    one('slot', proof.slots + 5),
    one('slots', proof.slots + 1),
    one('slots', 2 ** 40),
    one('positional', !proof.positional),
    one('treeRoot', flip(proof.treeRoot)),
    one('collectionIndex', proof.collectionIndex + 1),
    one('moduleIndex', (proof.moduleIndex + 1) % 9),
  ]
}
