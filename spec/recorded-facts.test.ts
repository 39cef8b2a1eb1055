import { secp256k1 } from '@noble/curves/secp256k1.js'
import { describe, expect, test } from 'vitest'
import { type Address, addressFromBytes } from '#base/address.ts'
import { concatBytes, utf8ToBytes } from '#base/bytes.ts'
import { keccak256 } from '#base/hash.ts'
import { toHex } from '#base/hex.ts'
import { coins } from '#base/integers.ts'
import { toIoAddress } from '#base/io-address.ts'
import { computeVotesEthereum2019 } from '#formulas/vote-weight-eth2019.ts'
import { expectExecuted, readVectors } from './vector-files.ts'

type AbiEntry = { readonly kind: string; readonly sig: string; readonly id: string }

test('abi_selectors.json: selectors and topics are hashes of the signatures', () => {
  const files = readVectors<Readonly<Record<string, readonly AbiEntry[]>>>('abi_selectors.json')
  let executed = 0
  for (const [file, entries] of Object.entries(files)) {
    for (const { kind, sig, id } of entries) {
      const hash = toHex(keccak256(utf8ToBytes(sig)))
      expect(kind === 'event' ? hash : hash.slice(0, 10), `${file}: ${sig}`).toBe(id)
      executed++
    }
  }
  expectExecuted('abi_selectors.json', executed, 385)
})

type ActionRow = {
  readonly nonce: number
  readonly gasLimit: number
  readonly gasPrice: string
  readonly amount: string
  readonly recipient: string
  readonly senderPubKey: string
  readonly signature: string
  readonly actHash: string
  readonly sender: string
}

describe('real/action_hash_mainnet_2019.json: signed transfers of 2019', () => {
  const { rows } = readVectors<{ rows: readonly ActionRow[] }>('real/action_hash_mainnet_2019.json')

  /** Protobuf with only what an action needs: numbers below 2^53 and fields of bytes. */
  const varint = (value: number): Uint8Array => {
    const bytes: number[] = []
    let rest = value
    while (rest >= 128) {
      bytes.push((rest % 128) + 128)
      rest = Math.floor(rest / 128)
    }
    return Uint8Array.from([...bytes, rest])
  }
  const number = (field: number, value: number) => concatBytes(varint(field * 8), varint(value))
  const bytes = (field: number, value: Uint8Array) =>
    concatBytes(varint(field * 8 + 2), varint(value.length), value)
  const text = (field: number, value: string) => bytes(field, utf8ToBytes(value))

  test.each(rows.map((row) => [row.actHash, row] as const))('%s', (_, row) => {
    const core = concatBytes(
      number(1, 1),
      number(2, row.nonce),
      number(3, row.gasLimit),
      text(4, row.gasPrice),
      bytes(10, concatBytes(text(1, row.amount), text(2, row.recipient))),
    )
    const publicKey = Uint8Array.from(Buffer.from(row.senderPubKey, 'base64'))
    const signature = Uint8Array.from(Buffer.from(row.signature, 'base64'))
    const action = concatBytes(bytes(1, core), bytes(2, publicKey), bytes(3, signature))
    expect(toHex(keccak256(action))).toBe(`0x${row.actHash}`)
    const sender: Address = addressFromBytes(keccak256(publicKey.subarray(1)).subarray(12))
    expect(toIoAddress(sender)).toBe(row.sender)
    const isValid = secp256k1.verify(signature.subarray(0, 64), keccak256(core), publicKey, {
      prehash: false,
      lowS: false,
    })
    expect(isValid).toBe(true)
  })

  test('executed', () => expectExecuted('real/action_hash_mainnet_2019.json', rows.length, 3))
})

type Bookkeeping = {
  readonly request: { readonly percentage: number }
  readonly reward: { readonly epochReward: string; readonly foundationBonus: string }
  readonly buckets_each_epoch: readonly (readonly [voter: string, votes: string])[]
  readonly totalWeightedVotes: string
  readonly payouts_published: readonly (readonly [voter: string, amount: string])[]
  readonly voterCount: number
}

test('real/bookkeeping_blackpool_1500_1501.json: votes add up and give the payouts', () => {
  const file = 'real/bookkeeping_blackpool_1500_1501.json'
  const book = readVectors<Bookkeeping>(file)
  const total = book.buckets_each_epoch.reduce((sum, [, votes]) => sum + BigInt(votes), 0n)
  expect(total).toBe(BigInt(book.totalWeightedVotes))
  expect(new Set(book.buckets_each_epoch.map(([voter]) => voter)).size).toBe(book.voterCount)
  const reward = BigInt(book.reward.epochReward) + BigInt(book.reward.foundationBonus)
  const pool = (reward * BigInt(book.request.percentage)) / 100n
  for (const [voter, amount] of book.payouts_published) {
    const votes = book.buckets_each_epoch
      .filter(([owner]) => `0x${owner}` === voter)
      .reduce((sum, [, bucketVotes]) => sum + BigInt(bucketVotes), 0n)
    expect((pool * votes) / total, voter).toBe(BigInt(amount))
  }
  expectExecuted(file, book.payouts_published.length + 2, 4)
})

type TestnetCandidates = {
  readonly candidates: readonly {
    readonly name: string
    readonly nameHex: string
    readonly totalWeightedVotes: string
  }[]
}

test('real/testnet_candidates_gravity_7356100.json: names, order, votes of buckets', () => {
  const file = 'real/testnet_candidates_gravity_7356100.json'
  const { candidates } = readVectors<TestnetCandidates>(file)
  const votesOf = new Map(candidates.map((one) => [one.name, BigInt(one.totalWeightedVotes)]))
  const ordered = [...candidates].sort((a, b) =>
    BigInt(a.totalWeightedVotes) > BigInt(b.totalWeightedVotes) ? -1 : 1,
  )
  expect(ordered).toEqual(candidates)
  for (const { name, nameHex } of candidates) {
    expect(toHex(utf8ToBytes(name))).toBe(`0x${nameHex}`)
  }
  const published = computeVotesEthereum2019({ amountRau: coins(3_005_000), remainingDays: 350 })
  expect(votesOf.get('raullenchaix')).toBe(published)
  // Robot n has 10,000 coins for a week more than robot n − 1, to the 14 digits that were kept.
  const step = computeVotesEthereum2019({ amountRau: coins(10_000), remainingDays: 7 })
  for (let robot = 2; robot <= 23; robot++) {
    const name = (number: number) => `robotbp${number.toString().padStart(5, '0')}`
    const more = (votesOf.get(name(robot)) ?? 0n) - (votesOf.get(name(robot - 1)) ?? 0n)
    expect(more - (more % 10n ** 8n), name(robot)).toBe(step - (step % 10n ** 8n))
  }
  expectExecuted(file, candidates.length, 26)
})

type Snapshots = {
  readonly reward_pool_ioctl: {
    readonly unclaimed: string
    readonly available: string
    readonly total: string
  }
  readonly delegate_tables: readonly {
    readonly rows: readonly (readonly [string, number, string, number, votes: string])[]
  }[]
}

test('real/network_snapshots.json: the reward pool is what is available and what is owed', () => {
  const snapshots = readVectors<Snapshots>('real/network_snapshots.json')
  const toRau = (text: string) => BigInt(text.replace('.', ''))
  const { unclaimed, available, total } = snapshots.reward_pool_ioctl
  expect(toRau(unclaimed) + toRau(available)).toBe(toRau(total))
  for (const { rows } of snapshots.delegate_tables) {
    const votes = rows.map((row) => toRau(row[4]))
    expect([...votes].sort((a, b) => (a > b ? -1 : 1))).toEqual(votes)
    expect(rows.map((row) => row[1])).toEqual(rows.map((_, index) => index + 1))
  }
  expectExecuted('real/network_snapshots.json (sums)', 1 + snapshots.delegate_tables.length, 3)
})

type HermesSamples = {
  readonly hermes2_epoch_9100: {
    readonly byDelegate: {
      readonly total: string
      readonly sample: readonly (readonly [string, string])[]
    }
    readonly byVoter: {
      readonly rows: readonly (readonly [string, number, number, string])[]
      readonly count: number
      readonly total: string
    }
    readonly meta: { readonly total: string }
  }
}

test('real/hermes_samples.json: listed payouts fit into their totals', () => {
  const { byDelegate, byVoter, meta } = readVectors<HermesSamples>(
    'real/hermes_samples.json',
  ).hermes2_epoch_9100
  const listed = byVoter.rows.reduce((sum, row) => sum + BigInt(row[3]), 0n)
  expect(byVoter.rows.length).toBe(byVoter.count - 1)
  expect(BigInt(byVoter.total) > listed).toBe(true)
  expect(BigInt(byDelegate.total) < BigInt(meta.total)).toBe(true)
  for (const [voter, amount] of byDelegate.sample) {
    expect(BigInt(amount) < BigInt(byDelegate.total), voter).toBe(true)
  }
  expectExecuted('real/hermes_samples.json', 2 + byDelegate.sample.length, 4)
})
