import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { must } from '#base/assert.ts'
import { parseAbiSignature } from '#base/abi/abi-signature.ts'
import { coins, MAX_UINT64 } from '#base/integers.ts'
import { signTransaction } from '#base/sign-transaction.ts'
import { MAX_TRANSACTION_BYTES } from '#base/transaction-fields.ts'
import { readRefusalTable } from '../staking/refusal-table.fixture.ts'
import { GOVERNANCE_ADDRESS } from '../system-addresses.ts'
import { addressOf } from '../test-network.fixture.ts'
import type { SignedBallot } from './ballot-signature.ts'
import { findLogs } from './find-logs.fixture.ts'
import {
  createGovernanceNetwork,
  type GovernanceNetwork,
  setEpochReward,
} from './governance.fixture.ts'
import { createVoter, relay, relayCall, stakeFor } from './signed-voters.fixture.ts'
import { GOVERNANCE_STATUSES } from './status.ts'
import { findBallot } from './tally.ts'

const SALT = new Uint8Array(32).fill(5)
const [anna, ben, nobody] = [createVoter(0), createVoter(1), createVoter(2)]

/** A vote that is open, in which anna and ben have 100 coins each. */
function openVote(): { network: GovernanceNetwork; id: number } {
  const network = createGovernanceNetwork({ policyVotingEpochs: 20 })
  stakeFor(network, [anna, ben])
  network.endEpoch()
  const id = network.propose('dora', setEpochReward(9_000))
  network.open(id)
  return { network, id }
}

function ballotFor({ network, id }: { network: GovernanceNetwork; id: number }) {
  const { root } = network.proposal(id)
  const split = { yesBps: 10_000, noBps: 0, abstainBps: 0 }
  return { id: BigInt(id), root, ...split, nonce: 1n, salt: SALT }
}

/** Names of the outcomes for which ballots were skipped, in order. */
function skipped(network: GovernanceNetwork): readonly string[] {
  return findLogs(network, 'BallotSkipped').map(({ args }) => {
    const status = GOVERNANCE_STATUSES.find(({ code }) => code === args[3])
    return parseAbiSignature(must(status, `status ${String(args[3])}`).error).name
  })
}

describe('a signed ballot', () => {
  test('counts, and one with a higher number takes its place', async () => {
    const vote = openVote()
    const ballot = ballotFor(vote)
    const other = { ...ballot, nonce: 2n, yesBps: 0, noBps: 2_500, abstainBps: 7_500 }
    expect(relay(vote.network, [await anna.sign(ballot)])).toBe(1)
    expect(vote.network.tally(vote.id)).toMatchObject({ yesRau: coins(100), ballots: 1 })
    relay(vote.network, [await anna.sign(other), await ben.sign(ballot)])
    expect(vote.network.tally(vote.id)).toMatchObject({
      yesRau: coins(100),
      noRau: coins(25),
      abstainRau: coins(75),
      ballots: 2,
    })
    expect(skipped(vote.network)).toEqual([])
  })

  test('is skipped for the reasons of the README, in their order', async () => {
    const vote = openVote()
    const { network } = vote
    const closed = network.propose('carol', setEpochReward(8_000))
    const good = ballotFor(vote)
    const bad = { ...good, yesBps: 1, root: SALT }
    const wrongSignature: SignedBallot = { ...(await nobody.sign(bad)), id: 99n }
    relay(network, [await anna.sign(good)])
    const ladder = [
      { ...(await anna.sign(bad)), id: 99n, voter: anna.address, nonce: MAX_UINT64 },
      { ...wrongSignature },
      await nobody.sign({ ...bad, id: 99n }),
      await nobody.sign({ ...bad, id: BigInt(closed) }),
      await nobody.sign(bad),
      await nobody.sign({ ...good, yesBps: 1 }),
      await nobody.sign(good),
    ]
    expect(relay(network, ladder)).toBe(1)
    const table = readRefusalTable(new URL('./README.md', import.meta.url))
    expect(skipped(network)).toEqual(table.get('relayBallots (each ballot)'))
  })

  test('does not stop the others of its batch', async () => {
    const vote = openVote()
    const ballot = ballotFor(vote)
    const ballots = [await nobody.sign(ballot), await anna.sign(ballot), await ben.sign(ballot)]
    expect(relay(vote.network, ballots)).toBe(1)
    expect(skipped(vote.network)).toEqual(['NoPower'])
    expect(vote.network.tally(vote.id).yesRau).toBe(coins(200))
  })

  test('with an old number, or the same again, is skipped', async () => {
    const vote = openVote()
    const ballot = ballotFor(vote)
    const first = await anna.sign({ ...ballot, nonce: 5n })
    const older = await anna.sign({ ...ballot, nonce: 4n, yesBps: 0, noBps: 10_000 })
    relay(vote.network, [first, first, older])
    expect(skipped(vote.network)).toEqual(['BallotReplayed', 'BallotReplayed'])
    expect(vote.network.tally(vote.id)).toMatchObject({ yesRau: coins(100), noRau: 0n })
  })

  test('cannot undo a ballot by transaction', async () => {
    const { network, id } = openVote()
    network.vote('alice', id, 0, 10_000)
    expect(findBallot(network.machine.world, id, addressOf('alice'))?.nonce).toBe(MAX_UINT64)
  })

  test('of which any part is changed is worth nothing', async () => {
    const vote = openVote()
    const { network, id } = vote
    const elsewhere = network.propose('carol', setEpochReward(8_000))
    network.open(elsewhere)
    const signed = await anna.sign(ballotFor(vote))
    const otherChain = await anna.sign(ballotFor(vote), 1)
    const { root: otherRoot } = network.proposal(elsewhere)
    const flip = (bytes: Uint8Array, place: number): Uint8Array =>
      bytes.map((byte, i) => (i === place ? byte ^ 1 : byte))
    const changed: readonly (readonly [string, SignedBallot])[] = [
      ['another chain', otherChain],
      ['another proposal', { ...signed, id: BigInt(elsewhere), root: otherRoot }],
      ['another revision', { ...signed, root: otherRoot }],
      ['another voter', { ...signed, voter: ben.address }],
      ['another split', { ...signed, yesBps: 0, noBps: 10_000 }],
      ['another number', { ...signed, nonce: 9n }],
      ['another salt', { ...signed, salt: flip(SALT, 0) }],
      ['another r', { ...signed, signature: flip(signed.signature, 3) }],
      ['another v', { ...signed, signature: flip(signed.signature, 64) }],
    ]
    relay(
      network,
      changed.map(([, one]) => one),
    )
    expect(skipped(network)).toEqual(changed.map(() => 'BadBallotSignature'))
    for (const one of [id, elsewhere]) expect(network.tally(one).ballots).toBe(0)
  })
})

describe('a batch', () => {
  const signature = new Uint8Array(65).fill(9)
  const ballots = (count: number): readonly SignedBallot[] => {
    const split = { yesBps: 10_000, noBps: 0, abstainBps: 0 }
    const one = { id: 1n, root: SALT, ...split, nonce: 1n, salt: SALT, voter: anna.address }
    return Array.from({ length: count }, () => ({ ...one, signature }))
  }
  /** Bytes of the transaction that relays them, with fees and nonce as large as they come. */
  const bytesOf = (count: number): number =>
    signTransaction(
      {
        type: 2,
        chainId: 2 ** 40,
        nonce: 2 ** 40,
        gasLimit: 2 ** 40,
        maxFeePerGasRau: MAX_UINT64,
        maxPriorityFeePerGasRau: MAX_UINT64,
        to: GOVERNANCE_ADDRESS,
        valueRau: 0n,
        data: relayCall(ballots(count)),
        accessList: [],
      },
      new Uint8Array(32).fill(1),
      () => ({ r: SALT, s: SALT, yParity: 1 }),
    ).length

  test('holds 145, which is what a transaction has room for', () => {
    expect(bytesOf(145)).toBeLessThanOrEqual(MAX_TRANSACTION_BYTES)
    expect(bytesOf(146)).toBeGreaterThan(MAX_TRANSACTION_BYTES)
    const { network } = openVote()
    expect(relay(network, ballots(145))).toBe(1)
    expect(skipped(network)).toHaveLength(145)
    // Bytes that are not its arguments stand in no block.
    expect(() => relay(network, ballots(146))).toThrow('stands in a block')
  })
})

describe('ballots', () => {
  test('in any order and any batches give the same sums', async () => {
    const people = [0, 1, 2, 3, 4, 5].map(createVoter)
    const network = createGovernanceNetwork({ policyVotingEpochs: 60 })
    stakeFor(network, people, (place) => 100 + 37 * place)
    network.endEpoch()
    const ids = [9_000, 8_000, 7_000].map((value) => network.propose('dora', setEpochReward(value)))
    for (const id of ids) network.open(id)
    const splits = [3_333, 10_000, 0, 9_999, 1, 5_000]
    const results: unknown[] = []
    for (const [turn, id] of ids.entries()) {
      const { root } = network.proposal(id)
      const signed: SignedBallot[] = []
      for (const [place, voter] of people.entries()) {
        const yesBps = splits[place] ?? 0
        const noBps = Math.floor((10_000 - yesBps) / 3)
        const split = { yesBps, noBps, abstainBps: 10_000 - yesBps - noBps }
        signed.push(await voter.sign({ id: BigInt(id), root, ...split, nonce: 1n, salt: SALT }))
      }
      const [order] = fc.sample(fc.shuffledSubarray(signed, { minLength: 6 }), {
        numRuns: 1,
        seed: turn,
      })
      for (let i = 0; i < 6; i += turn + 1)
        relay(network, must(order, 'an order').slice(i, i + turn + 1))
      const { yesRau, noRau, abstainRau } = network.tally(id)
      results.push({ yesRau, noRau, abstainRau })
    }
    expect(results[1]).toEqual(results[0])
    expect(results[2]).toEqual(results[0])
    expect(skipped(network)).toEqual([])
  })
})
