import { describe, expect, test } from 'vitest'
import { toAddress } from '#base/address.ts'
import { toHex } from '#base/hex.ts'
import type { StateProof } from '#base/state-proof.ts'
import type { ModuleName } from '#protocol/store.ts'
import { openWorld } from '#protocol/world.ts'
import { createMemoryStore } from '#state/store/memory-store.ts'
import { createMockClient, type MockAnswer } from '../mock-node.fixture.ts'
import { publicActionsBoule } from '../public-actions.ts'
import { decodeAccountRecord, decodeBucketRecord } from './decode-record.ts'
import { verifyProof } from './verify-proof.ts'

const ALICE = toAddress('0x1111111111111111111111111111111111111111')
const BOB = toAddress('0x2222222222222222222222222222222222222222')
const BUCKET = {
  index: 3,
  delegate: BOB,
  owner: ALICE,
  amountRau: 1_000_000_000_000_000_000_001n,
  durationDays: 91,
  autoStake: true,
  createdSeconds: 1_700_000_000,
  stakedSeconds: 1_700_000_100,
  unstakedSeconds: 0,
}

/** A state of the node's own kind, with a few records. */
function createState() {
  const store = createMemoryStore()
  const world = openWorld(store)
  world.accounts.accounts.set(ALICE, { nonce: 7, balanceRau: 5n * 10n ** 18n })
  world.accounts.accounts.set(BOB, { nonce: 0, balanceRau: 1n })
  for (let index = 0; index < 5; index++) {
    world.staking.buckets.set(index, { ...BUCKET, index })
  }
  const appHash = toHex(store.computeRoots().appHash)
  const prove = (module: ModuleName, collection: string, key: string | number): StateProof => {
    const proof = store.prove(module, collection, key)
    if (typeof proof === 'string') throw new Error(proof)
    // As it comes over the wire.
    return JSON.parse(JSON.stringify(proof)) as StateProof
  }
  return { world, store, appHash, prove }
}

describe('verifyProof', () => {
  test('gives the account that the node proves', () => {
    const { appHash, prove } = createState()
    const proof = prove('accounts', 'accounts', ALICE)
    const value = verifyProof({
      proof,
      appHash,
      module: 'accounts',
      collection: 'accounts',
      key: ALICE,
    })
    expect(value && decodeAccountRecord(value)).toEqual({ nonce: 7, balanceRau: 5n * 10n ** 18n })
  })

  test('gives the bucket that the node proves', () => {
    const { appHash, prove } = createState()
    const proof = prove('staking', 'buckets', 3)
    const value = verifyProof({ proof, appHash, module: 'staking', collection: 'buckets', key: 3 })
    expect(value && decodeBucketRecord(value)).toEqual(BUCKET)
  })

  test('gives nothing for a bucket that is proven not to exist', () => {
    const { appHash, prove } = createState()
    const proof = prove('staking', 'buckets', 99)
    expect(
      verifyProof({ proof, appHash, module: 'staking', collection: 'buckets', key: 99 }),
    ).toBeUndefined()
  })

  test.each<readonly [string, (proof: StateProof) => StateProof, object, string]>([
    ['another app hash', (p) => p, { appHash: `0x${'01'.repeat(32)}` }, 'not under the app hash'],
    ['an app hash that is none', (p) => p, { appHash: '0xzz' }, 'the app hash is not hex text'],
    ['another key than asked for', (p) => p, { key: BOB }, 'it is of another key'],
    ['another collection', (p) => p, { collection: 'votes' }, 'it is of accounts.accounts, not of'],
    [
      'a changed value',
      (p) => ({ ...p, value: `${p.value?.slice(0, -2)}ff` as `0x${string}` }),
      {},
      'not under the root',
    ],
    ['a value that was taken out', (p) => ({ ...p, value: null }), {}, 'absence is provable only'],
    ['something else', () => ({}) as StateProof, {}, 'is not text'],
  ])('refuses %s', (_, change, parameters, reason) => {
    const { appHash, prove } = createState()
    const proof = change(prove('accounts', 'accounts', ALICE))
    const all = {
      proof,
      appHash,
      module: 'accounts',
      collection: 'accounts',
      key: ALICE,
      ...parameters,
    }
    expect(() => verifyProof(all)).toThrow(`the proof does not hold: `)
    expect(() => verifyProof(all)).toThrow(reason)
  })
})

describe('getVerifiedRecord', () => {
  const blockOf = (number: number, stateRoot: string): unknown => ({
    number: `0x${number.toString(16)}`,
    stateRoot,
    transactions: [],
  })

  test('asks again when a block came in between', async () => {
    const { world, store, prove } = createState()
    const roots = [toHex(store.computeRoots().appHash)]
    world.accounts.accounts.set(BOB, { nonce: 1, balanceRau: 2n })
    roots.push(toHex(store.computeRoots().appHash))
    // The first answer is of the block before the proof; every later one is of the same block as it.
    let asked = 0
    const eth_getBlockByNumber: MockAnswer = () =>
      blockOf(asked === 0 ? 1 : 2, roots[asked++ === 0 ? 0 : 1] ?? '')
    const { client, requests } = createMockClient({
      eth_getBlockByNumber,
      boule_getProof: (params) => prove(...(params as unknown as [ModuleName, string, string])),
    })
    const record = await publicActionsBoule(client).getVerifiedRecord({
      module: 'accounts',
      collection: 'accounts',
      key: ALICE.toUpperCase().replace('X', 'x'),
    })
    expect(record.height).toBe(2)
    expect(record.value && decodeAccountRecord(record.value).nonce).toBe(7)
    expect(requests.filter((one) => one.method === 'boule_getProof')).toHaveLength(2)
  })

  test('rejects a proof that does not hold for the block', async () => {
    const { prove } = createState()
    const { client } = createMockClient({
      eth_getBlockByNumber: () => blockOf(1, `0x${'01'.repeat(32)}`),
      boule_getProof: () => prove('accounts', 'accounts', ALICE),
    })
    await expect(
      publicActionsBoule(client).getVerifiedRecord({
        module: 'accounts',
        collection: 'accounts',
        key: ALICE,
      }),
    ).rejects.toMatchObject({ code: 'bad-proof' })
  })
})
