import { beforeAll, describe, expect, test } from 'vitest'
import {
  encodeCall,
  functionSelector,
  parseAbiSignature,
  readSelector,
} from '#base/abi/abi-signature.ts'
import type { Address } from '#base/address.ts'
import { toHex } from '#base/hex.ts'
import { signDigest } from '#base/secp256k1-native.ts'
import { signTransaction } from '#base/sign-transaction.ts'
import { TransactionError } from '#base/transaction.ts'
import { getAccount } from '#protocol/accounts/balance.ts'
import type { SignedTransaction } from '#protocol/block.ts'
import { DELEGATES_STATUSES } from '#protocol/delegates/status.ts'
import { delegatesInterface } from '#protocol/delegates/interface.ts'
import { pollInterface } from '#protocol/election/interface.ts'
import { rollDposInterface } from '#protocol/epochs/interface.ts'
import { EPOCHS_STATUSES } from '#protocol/epochs/status.ts'
import { getFund } from '#protocol/rewards/fund.ts'
import { rewardsInterface } from '#protocol/rewards/interface.ts'
import { REWARDS_STATUSES } from '#protocol/rewards/status.ts'
import { stakingInterface } from '#protocol/staking/interface.ts'
import { STAKING_STATUSES } from '#protocol/staking/status.ts'
import { MACHINE_STATUSES } from '#protocol/status.ts'
import { INVARIANTS } from '../../sim/invariants.ts'
import { makeOperation } from '../../sim/operations.ts'
import { createRandom, type Random } from '../../sim/random.ts'
import { SIM_CHAIN_ID, simAddress, simPrivateKey } from '../../sim/sim-keys.ts'
import { GAS_PRICE_RAU, makeFields } from '../../sim/transactions.ts'
import { createFuzzChain, listDifferences, resolveRaw } from './fuzz-chain.ts'
import { FUZZ_TIMES } from './fuzz-times.ts'
import { mutateBytes, randomBytes } from './mutate-bytes.ts'
import { randomAbiValue } from './random-abi.ts'

const CALLS_EACH = 400 * FUZZ_TIMES
const TRANSACTIONS_EACH = 120 * FUZZ_TIMES

const INTERFACES = [
  stakingInterface,
  rewardsInterface,
  delegatesInterface,
  pollInterface,
  rollDposInterface,
]
const FUNCTIONS = INTERFACES.flatMap(({ address, actions, reads }) => [
  ...actions.map(({ signature }) => ({ address, signature, kind: 'action' as const })),
  ...reads.map(({ signature }) => ({ address, signature, kind: 'read' as const })),
])
const ERROR_SELECTORS = new Set(
  [
    ...MACHINE_STATUSES,
    ...STAKING_STATUSES,
    ...DELEGATES_STATUSES,
    ...REWARDS_STATUSES,
    ...EPOCHS_STATUSES,
  ].map(({ error }) => functionSelector(error)),
)

const chain = createFuzzChain()
const { machine } = chain
const { world } = machine

/** A chain that has lived: buckets of all kinds, endorsements, rewards, delegates on their way out. */
beforeAll(() => {
  const random = createRandom(5)
  for (let block = 0; block < 40; block++) {
    const nonces = new Map<Address, number>()
    const raws = Array.from({ length: 40 }, () => {
      const operation = makeOperation(random, world)
      const { sender } = operation
      const nonce = nonces.get(sender) ?? getAccount(world.accounts, sender).nonce
      if (operation.expected !== 'not-admitted') nonces.set(sender, nonce + 1)
      return signTransaction(
        makeFields(operation, nonce, random),
        simPrivateKey(sender),
        signDigest,
      )
    })
    chain.addBlock(raws)
  }
})

/** Call data of a function: good, or with its words damaged. */
function makeData(signature: string, random: Random): Uint8Array {
  const { inputs } = parseAbiSignature(signature)
  const data = encodeCall(
    signature,
    inputs.map((input) => randomAbiValue(input, random)),
  )
  if (!random.oneIn(3)) return data
  const selector = data.subarray(0, 4)
  if (random.oneIn(8)) {
    return Uint8Array.from([...selector, ...randomBytes(random.below(12) * 32, random)])
  }
  const damaged = mutateBytes(data.subarray(4), random)
  return Uint8Array.from([...selector, ...damaged])
}

function pickSender(random: Random): Address {
  return simAddress(`${random.pick(['owner', 'holder', 'operator', 'reward'])} ${random.below(20)}`)
}

describe('damaged call data', () => {
  test(
    `answers every call, and changes nothing (${FUNCTIONS.length} functions)`,
    () => {
      const random = createRandom(6)
      const counts = { answered: 0, refused: 0 }
      const errors = new Set<number>()
      const before = toHex(chain.tryBlock([]).roots.appHash)
      for (const { address, signature } of FUNCTIONS) {
        for (let i = 0; i < CALLS_EACH; i++) {
          const data = makeData(signature, random)
          const valueRau = random.oneIn(4) ? random.pick([1n, 10n ** 21n, (1n << 256n) - 1n]) : 0n
          const { ok, data: answer } = machine.call({
            from: pickSender(random),
            to: address,
            valueRau,
            data,
          })
          if (ok) {
            counts.answered++
            continue
          }
          counts.refused++
          const selector = readSelector(answer) ?? -1
          expect(ERROR_SELECTORS.has(selector), `${signature} ${toHex(data)}`).toBe(true)
          errors.add(selector)
        }
      }
      expect(toHex(chain.tryBlock([]).roots.appHash)).toBe(before)
      const executed = counts.answered + counts.refused
      console.log(
        `${executed} calls: ${counts.answered} answered, ${counts.refused} refused with ${errors.size} different errors`,
      )
      expect(executed).toBe(CALLS_EACH * FUNCTIONS.length)
      expect(counts.answered).toBeGreaterThan(executed / 20)
      expect(errors.size).toBeGreaterThan(25)
    },
    60_000 + 60_000 * FUZZ_TIMES,
  )

  test(
    'in a block is done or refused, and what is refused costs its fee and nothing else',
    () => {
      const random = createRandom(7)
      const counts = { left: 0, done: 0, refused: 0 }
      for (const { address, signature, kind } of FUNCTIONS) {
        if (kind === 'read') continue
        for (let i = 0; i < TRANSACTIONS_EACH; i++) {
          const outcome = tryTransaction(address, makeData(signature, random), random)
          counts[outcome]++
        }
      }
      for (const { name, check } of INVARIANTS) expect(check(world), name).toBeUndefined()
      const executed = counts.left + counts.done + counts.refused
      console.log(
        `${executed} transactions: ${counts.left} left out, ${counts.done} done, ${counts.refused} refused`,
      )
      expect(executed).toBeGreaterThan(20 * TRANSACTIONS_EACH)
      expect(counts.done).toBeGreaterThan(executed / 100)
      expect(counts.refused).toBeGreaterThan(executed / 20)
    },
    60_000 + 60_000 * FUZZ_TIMES,
  )
})

/** Puts a transaction into the next block, looks at what it does, and adds the block when it was done. */
function tryTransaction(
  to: Address,
  data: Uint8Array,
  random: Random,
): 'left' | 'done' | 'refused' {
  const sender = pickSender(random)
  const before = getAccount(world.accounts, sender)
  const raw = signTransaction(
    {
      type: 0,
      chainId: SIM_CHAIN_ID,
      nonce: before.nonce,
      gasLimit: 500_000,
      maxFeePerGasRau: GAS_PRICE_RAU,
      maxPriorityFeePerGasRau: GAS_PRICE_RAU,
      to,
      valueRau: random.oneIn(12) ? 10n ** 21n : 0n,
      data,
      accessList: [],
    },
    simPrivateKey(sender),
    signDigest,
  )
  const empty = chain.tryBlock([])
  const block = chain.tryBlock([raw])
  const receipt = block.receipts[0]
  if (receipt === undefined) {
    expect(listDifferences(block, empty)).toEqual([])
    return 'left'
  }
  if (receipt.status === 1) {
    // Some of them stay, so that the state goes on changing.
    if (random.oneIn(10)) chain.addBlock([raw])
    return 'done'
  }
  const changed = listDifferences(block, empty)
  expect(changed.filter((module) => !['accounts', 'rewards', 'chain'].includes(module))).toEqual([])
  expect(receipt.logs).toEqual([])
  const signed = resolveRaw(raw)
  if (signed instanceof TransactionError) throw signed
  checkFeeOnly(signed, before.balanceRau, BigInt(receipt.gasUsed) * receipt.gasPriceRau)
  return 'refused'
}

function checkFeeOnly(signed: SignedTransaction, balanceRau: bigint, feeRau: bigint): void {
  const { availableRau, unclaimedRau, owedRau } = getFund(world)
  machine.withPending([signed], () => {
    const after = getAccount(world.accounts, signed.sender)
    expect(after).toEqual({ nonce: signed.transaction.nonce + 1, balanceRau: balanceRau - feeRau })
    const fund = getFund(world)
    expect([fund.availableRau, fund.unclaimedRau, fund.owedRau]).toEqual([
      availableRau + feeRau,
      unclaimedRau,
      owedRau,
    ])
  })
}
