import type { AbiValue } from '#base/abi/abi-encoder.ts'
import { coins } from '#base/integers.ts'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { processExitQueue } from '../delegates/epoch.ts'
import { account, createNetwork, DAY, type Network, SIGNATURES } from './staking.fixture.ts'

/*
 * Any sequence of actions keeps coins, totals, votes and self-stakes, and a refused one changes nothing: `act` checks all of
 * that after each call.
 */

const NAMES = ['alice', 'bob', 'carol', 'ann', 'ben'] as const
const person = fc.constantFrom(...NAMES)
const bucket = fc.nat(6)
const name = fc.constantFrom('anna', 'bena', 'carla', 'nobody')
const votedName = fc.constantFrom('anna', 'bena')
const big = coins(1_500_000) + 7n
const amount = fc.constantFrom(
  0n,
  coins(100),
  coins(333),
  big,
  big + 1n,
  big + 2n,
  coins(11_000_000),
)
const days = fc.constantFrom(0, 1, 91, 1050, 1051)
const flag = fc.boolean()

interface Call {
  /** Who calls, unless the owner of a bucket does. */
  readonly from: string
  /** Mostly the owner of this bucket calls, when it exists. */
  readonly ofBucket: number | undefined
  readonly signature: string
  readonly values: readonly AbiValue[]
}

const USED: string[] = []

function call(signature: string, ...values: readonly fc.Arbitrary<AbiValue>[]): fc.Arbitrary<Call> {
  USED.push(signature)
  const byOwner = fc.integer({ min: 0, max: 4 }).map((ticket) => ticket > 0)
  return fc.tuple(person, byOwner, fc.tuple(...values)).map(([from, owned, list]) => ({
    from,
    ofBucket: owned ? list.find((value): value is number => typeof value === 'number') : undefined,
    signature,
    values: list,
  }))
}

function callerOf({ from, ofBucket }: Call, { world }: Network): string {
  const owner = ofBucket === undefined ? undefined : world.staking.buckets.get(ofBucket)?.owner
  return NAMES.find((one) => account(one) === owner) ?? from
}

const none = fc.constant<AbiValue>([])
const address = person.map(account)
const anyCall: fc.Arbitrary<Call> = fc.oneof(
  { weight: 6, arbitrary: call(SIGNATURES.createStake, votedName, amount, days, flag, none) },
  { weight: 3, arbitrary: call(SIGNATURES.depositToStake, bucket, amount, none) },
  { weight: 3, arbitrary: call(SIGNATURES.restake, bucket, days, flag, none) },
  { weight: 3, arbitrary: call(SIGNATURES.changeCandidate, name, bucket, none) },
  { weight: 2, arbitrary: call(SIGNATURES.transferStake, address, bucket, none) },
  { weight: 4, arbitrary: call(SIGNATURES.unstake, bucket, none) },
  { weight: 4, arbitrary: call(SIGNATURES.withdrawStake, bucket, none) },
  { weight: 1, arbitrary: call(SIGNATURES.migrateStake, bucket) },
  {
    weight: 2,
    arbitrary: call(
      SIGNATURES.candidateRegister,
      name,
      address,
      address,
      address,
      amount,
      days,
      flag,
      none,
    ),
  },
  { weight: 1, arbitrary: call(SIGNATURES.candidateUpdate, name, address, address) },
  { weight: 5, arbitrary: call(SIGNATURES.candidateActivate, bucket) },
  { weight: 8, arbitrary: call(SIGNATURES.candidateEndorsement, bucket, flag) },
  { weight: 6, arbitrary: call(SIGNATURES.revokeEndorsement, bucket) },
  { weight: 1, arbitrary: call(SIGNATURES.candidateTransferOwnership, address, none) },
  { weight: 2, arbitrary: call(SIGNATURES.requestCandidateDeactivation) },
  { weight: 3, arbitrary: call(SIGNATURES.confirmCandidateDeactivation) },
)

function step(network: Network): void {
  network.timeSeconds += 40 * DAY
  network.height += 5
  network.epoch++
  network.inBlock(processExitQueue)
}

test('any sequence of actions keeps every invariant', () => {
  const done = new Map<string, number>()
  fc.assert(
    fc.property(fc.array(anyCall, { minLength: 30, maxLength: 60 }), (calls) => {
      const network = createNetwork({ rules: { exitWaitBlocks: 5, endorsementWaitBlocks: 5 } })
      for (const one of calls) {
        const { signature, values } = one
        const { text } = network.act(callerOf(one, network), signature, values)
        if (text === 'ok') done.set(signature, (done.get(signature) ?? 0) + 1)
        step(network)
      }
    }),
    { numRuns: 100, seed: 11 },
  )
  console.log(`any sequence of actions: ${[...done.values()].reduce((a, b) => a + b)} succeeded`)
  // Each action that can succeed did so; a run in which all are refused proves nothing.
  expect([...done.keys()].toSorted()).toEqual(
    USED.filter((one) => one !== SIGNATURES.migrateStake).toSorted(),
  )
})
