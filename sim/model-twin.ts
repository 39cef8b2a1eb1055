import { addressToBytes, toAddress } from '#base/address.ts'
import { consensusAddress, toUpperHex } from '#base/consensus-key.ts'
import { concatBytes, u64ToBytes, utf8ToBytes } from '#base/bytes.ts'
import { keccak256, sha256 } from '#base/hash.ts'
import { fromHex, type Hex, toHex } from '#base/hex.ts'
import type { Transaction } from '#base/transaction.ts'
import type { Genesis } from '#params/genesis.ts'
import type { Rules } from '#params/rule-table.ts'
import type { FinalizeBlockRequest } from '#protocol/abci.ts'
import type { ExecutedBlock } from '#protocol/block.ts'
import { createModel, type Model, type ModelGenesis } from '../spec/model/model.ts'
import type { Activity, ElectedSet, ModelRules } from '../spec/model/types.ts'
import type { Operation } from './operation.ts'
import { FORMULAS } from './sim-scripts.ts'

export type MakeModel = (rules: ModelRules, genesis: ModelGenesis) => Model

export interface Planned {
  readonly operation: Operation
  readonly transaction: Transaction
}

/** Who was due in each round of the block before, by validator address. */
export type DueIn = (round: number) => string

export interface TwinBlock {
  readonly request: FinalizeBlockRequest
  readonly batch: readonly Planned[]
  /** What the machine made of the same block. */
  readonly executed: ExecutedBlock
  readonly dueBefore: DueIn | undefined
  /** What is mixed into the randomness; undefined when the block carries no reveal that counts. */
  readonly reveal: Uint8Array | undefined
}

/** The model beside the machine: it lives through the same blocks and says where it expected something else. */
export interface ModelTwin {
  /** Returns the first difference of an outcome in words, or undefined. */
  run(block: TwinBlock): string | undefined
  readonly model: Model
  /** What was elected for an epoch, and with which keys the elected sign. */
  set(epoch: number): TwinSet | undefined
  readonly mix: Uint8Array
  /** Rules of an epoch, as the model has decided. */
  rulesOf(epoch: number): Rules
  epochOf(height: number): number
  /** First height of an epoch. */
  startOf(epoch: number): number
}

export interface TwinSet extends ElectedSet {
  /** Consensus keys of `delegates`, as hex text. */
  readonly keys: readonly Hex[]
}

const PLACEHOLDER = utf8ToBytes('boule placeholder consensus key')
const MAX_COUNTED_ROUNDS = 200

type Counts = { -readonly [Name in keyof Activity]: Activity[Name] }

export function createModelTwin(genesis: Genesis, make: MakeModel = createModel): ModelTwin {
  const model = make(genesis.rules, toModelGenesis(genesis))
  const rulesOf = (epoch: number): Rules => model.rulesAt(epoch)
  /** First height of each epoch, by epoch: as long as the one before was by its own rules. */
  const starts = [0, 1]
  const startOf = (epoch: number): number => {
    for (let known = starts.length - 1; known < epoch; known++) {
      starts.push((starts[known] ?? 0) + rulesOf(known).blocksPerEpoch)
    }
    return starts[epoch] ?? 0
  }
  const epochOf = (height: number): number => {
    let epoch = 1
    while (startOf(epoch + 1) <= height) epoch++
    return epoch
  }
  const nonces = new Map<string, number>()
  const sets = new Map<number, TwinSet>()
  const seenEvidence = new Set<string>()
  let activity = new Map<string, Counts>()
  let mix = genesis.randomnessSeed

  const elect = (epoch: number, runningEpoch: number): void => {
    model.setRules(rulesOf(epoch))
    const epochStartHeight = startOf(epoch)
    const elected = model.elect({ epoch, runningEpoch, epochStartHeight, mix })
    model.setRules(rulesOf(runningEpoch))
    const keys = elected.origin === 'continued' ? sets.get(epoch - 1)?.keys : undefined
    sets.set(epoch, { ...elected, keys: keys ?? keysOf(model, elected.delegates) })
  }
  elect(1, 1)

  /** The delegate behind a validator of an epoch. */
  const seatOf = (validator: string, epoch: number): string | undefined => {
    const set = sets.get(epoch)
    const place = set?.keys.findIndex((key) => validatorOf(key) === validator) ?? -1
    return set?.delegates[place]
  }

  const count = (delegate: string | undefined, name: Exclude<keyof Activity, 'delegate'>): void => {
    if (delegate === undefined) return
    const zero = { delegate, produced: 0, missed: 0, signed: 0, absent: 0, faults: 0 }
    const counts = activity.get(delegate) ?? zero
    counts[name]++
    activity.set(delegate, counts)
  }

  const countLastBlock = ({ request, dueBefore }: TwinBlock): void => {
    if (dueBefore === undefined) return
    const epoch = epochOf(request.height - 1)
    const { round, votes } = request.decidedLastCommit
    for (let failed = 0; failed < Math.min(round, MAX_COUNTED_ROUNDS); failed++) {
      count(seatOf(dueBefore(failed), epoch), 'missed')
    }
    if (round < MAX_COUNTED_ROUNDS) count(seatOf(dueBefore(round), epoch), 'produced')
    for (const { validator, flag } of votes) {
      count(seatOf(validator, epoch), flag === 'absent' ? 'absent' : 'signed')
    }
  }

  const punish = ({ misbehavior }: FinalizeBlockRequest): void => {
    for (const { validator, height } of misbehavior) {
      const key = `${validator} ${height}`
      if (seenEvidence.has(key)) continue
      seenEvidence.add(key)
      // Who joins with the next epoch signs the last block of this one already.
      const epoch = epochOf(height)
      const delegate = seatOf(validator, epoch) ?? seatOf(validator, epoch + 1)
      if (delegate === undefined) continue
      model.doubleSign(delegate)
      count(delegate, 'faults')
    }
  }

  const run = (block: TwinBlock): string | undefined => {
    const { request, batch, executed } = block
    const { height } = request
    const epoch = epochOf(height)
    const rules = rulesOf(epoch)
    model.setRules(rules)
    model.beginBlock({ height, timeSeconds: Math.floor(request.timeMs / 1000) })
    countLastBlock(block)
    if (height === startOf(epoch)) model.beginEpoch(epoch)
    punish(request)
    mix = keccak256(concatBytes(mix, block.reveal ?? u64ToBytes(height)))
    const difference = runOperations({ model, rules, nonces, batch, executed })
    if (difference !== undefined) return difference
    const end = startOf(epoch + 1) - 1
    if (height === end - rules.electionLeadBlocks) elect(epoch + 1, epoch)
    model.endBlock()
    if (height === end) {
      model.settle(epoch, [...activity.values()])
      model.endEpoch(epoch)
      activity = new Map()
    }
    return undefined
  }

  return {
    run,
    model,
    set: (epoch) => sets.get(epoch),
    get mix() {
      return mix
    },
    rulesOf,
    epochOf,
    startOf,
  }
}

interface Operations {
  readonly model: Model
  readonly rules: Rules
  readonly nonces: Map<string, number>
  readonly batch: readonly Planned[]
  readonly executed: ExecutedBlock
}

function runOperations({ model, rules, nonces, batch, executed }: Operations): string | undefined {
  const receipts = new Map(executed.receipts.map((one) => [one.transactionHash, one]))
  for (const [place, { operation, transaction }] of batch.entries()) {
    const { sender, expected } = operation
    const differ = (what: string, machine: unknown, said: unknown): string =>
      `operation ${place} (${operation.name} of ${sender}): ${what} is ${String(machine)}, the model says ${String(said)}`
    const receipt = receipts.get(transaction.hash)
    const nonce = nonces.get(sender) ?? 0
    const costRau =
      BigInt(transaction.gasLimit) * transaction.maxFeePerGasRau + transaction.valueRau
    const isAdmitted =
      expected !== 'not-admitted' &&
      transaction.nonce === nonce &&
      costRau <= model.balanceOf(sender)
    if ((receipt !== undefined) !== isAdmitted) {
      return differ('standing in the block', receipt !== undefined, isAdmitted)
    }
    if (receipt === undefined || expected === 'not-admitted') continue
    nonces.set(sender, nonce + 1)
    const gasPriceRau = priceOf(transaction, rules)
    if (receipt.gasPriceRau !== gasPriceRau) {
      return differ('the gas price', receipt.gasPriceRau, gasPriceRau)
    }
    if (expected === 'fee-only') {
      const payloadBytes = (receipt.gasUsed - rules.gasPerAction) / rules.gasPerPayloadByte
      model.apply({
        kind: 'transfer',
        sender,
        to: sender,
        amountRau: 0n,
        payloadBytes,
        gasPriceRau,
      })
      continue
    }
    const gas = rules.gasPerAction + rules.gasPerPayloadByte * (expected.payloadBytes ?? 0)
    if (receipt.gasUsed !== gas) return differ('the gas', receipt.gasUsed, gas)
    const code = model.apply({ ...expected, sender, gasPriceRau })
    if (receipt.code !== code) return differ('the outcome', receipt.code, code)
    if ((receipt.status === 1) !== (code === 0)) return differ('the status', receipt.status, code)
  }
  return undefined
}

function priceOf(transaction: Transaction, rules: Rules): bigint {
  const { maxFeePerGasRau, maxPriorityFeePerGasRau, type } = transaction
  if (type !== 2) return maxFeePerGasRau
  const wantedRau = rules.gasPriceRau + maxPriorityFeePerGasRau
  return wantedRau < maxFeePerGasRau ? wantedRau : maxFeePerGasRau
}

function keysOf(model: Model, ids: readonly string[]): readonly Hex[] {
  const { candidates } = model.snapshot()
  const keys = new Map(candidates.map(({ id, consensusKey }) => [id, consensusKey]))
  return ids.map((id): Hex => {
    const key = keys.get(id) ?? ''
    if (key !== '') return `0x${key}`
    return toHex(sha256(concatBytes(PLACEHOLDER, addressToBytes(toAddress(id)))))
  })
}

function validatorOf(key: Hex): string {
  return toUpperHex(consensusAddress(fromHex(key)))
}

function toModelGenesis(genesis: Genesis): ModelGenesis {
  return {
    schedule: genesis.schedule,
    formulas: FORMULAS,
    timeSeconds: Math.floor(genesis.timeMs / 1000),
    rewardFundRau: genesis.rewardFundRau,
    balances: genesis.accounts.map(({ address, balanceRau }) => [address, balanceRau] as const),
    candidates: genesis.delegates.map((one) => ({
      name: one.name,
      owner: one.owner,
      operator: one.operator,
      reward: one.reward,
      blsKey: toHex(one.blsKey).slice(2),
      consensusKey: toHex(one.consensusKey).slice(2),
      rewardExempt: one.rewardExempt,
      ...(one.selfStakeBucket === undefined ? {} : { selfStakeBucket: one.selfStakeBucket }),
    })),
    buckets: genesis.buckets.map((one) => ({
      candidate: one.delegate,
      owner: one.owner,
      amountRau: one.amountRau,
      days: one.durationDays,
      autoStake: one.autoStake,
    })),
  }
}
