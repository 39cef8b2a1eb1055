import type { Hex } from '#base/hex.ts'
import { toHex } from '#base/hex.ts'
import { utf8ToBytes } from '#base/bytes.ts'
import { sha256 } from '#base/hash.ts'
import type { Transaction } from '#base/transaction.ts'
import { getAccount } from '#protocol/accounts/balance.ts'
import type { BlockIdFlag, CommitInfo, Misbehavior } from '#protocol/abci.ts'
import type { ExecutedBlock, SignedTransaction } from '#protocol/block.ts'
import { createMachine } from '#protocol/create-machine.ts'
import { getSchedule } from '#protocol/epochs/epoch.ts'
import { proposerAt } from '#protocol/epochs/proposer-schedule.ts'
import { toValidatorAddress } from '#protocol/liveness/count.ts'
import type { Machine } from '#protocol/machine.ts'
import { createMemoryStore } from '#state/store/memory-store.ts'
import { INVARIANTS } from './invariants.ts'
import { makeOperation, type Operation } from './operations.ts'
import { createRandom, type Random } from './random.ts'
import { createSimGenesis, SIM_CHAIN_ID } from './sim-genesis.ts'

export interface SimOptions {
  readonly seed: number
  readonly blocks: number
  readonly operationsPerBlock: number
}

export interface SimResult {
  readonly appHash: Hex
  readonly blocks: number
  /** How often each operation was done and how often refused, by name. */
  readonly operations: ReadonlyMap<string, { done: number; refused: number }>
  readonly missed: number
  readonly evidence: number
}

/** An invariant did not hold: the seed and height at which, and what was wrong. */
export class SimFailure extends Error {
  override readonly name = 'SimFailure'
}

/** Runs a network through random operations, absences and evidence, and checks every invariant after every block. */
export function simulate(options: SimOptions): SimResult {
  const random = createRandom(options.seed)
  const genesis = createSimGenesis()
  const transactions = new Map<Uint8Array, SignedTransaction>()
  const machine = createMachine({
    store: createMemoryStore(),
    genesis,
    resolve: (raw) => transactions.get(raw) as SignedTransaction,
  })
  machine.initChain({ timeMs: genesis.timeMs, chainId: 'sim', initialHeight: 1 })
  const operations = new Map<string, { done: number; refused: number }>()
  let lastCommit: CommitInfo = { round: 0, votes: [] }
  let last: ExecutedBlock | undefined
  let missed = 0
  let evidence = 0
  let timeMs = genesis.timeMs
  for (let height = 1; height <= options.blocks; height++) {
    // Days pass between some blocks, so that buckets mature.
    timeMs += 1_000 + random.below(3_000) + (random.oneIn(8) ? random.below(40) * 86_400_000 : 0)
    const batch = makeBatch(machine, random, options.operationsPerBlock)
    for (const { signed } of batch) transactions.set(signed.transaction.raw, signed)
    const round = random.oneIn(6) ? 1 + random.below(3) : 0
    missed += round
    const schedule = getSchedule(machine.world)
    const misbehavior = makeEvidence(machine, random, height, timeMs)
    evidence += misbehavior.length
    const request = {
      height,
      timeMs,
      hash: sha256(utf8ToBytes(`block ${height}`)),
      proposerAddress: toValidatorAddress(proposerAt(schedule.current, round)),
      txs: batch.map(({ signed }) => signed.transaction.raw),
      decidedLastCommit: lastCommit,
      misbehavior,
    }
    // Now and then a block is finalised, dropped and finalised again, as after a lost connection.
    if (random.oneIn(10)) machine.finalizeBlock(request)
    last = machine.finalizeBlock(request)
    machine.commit()
    countOutcomes(operations, batch, last)
    lastCommit = makeCommit(random, round, schedule.current.validators.map((one) => one.address))
    transactions.clear()
    checkInvariants(machine, options.seed, height)
  }
  return { appHash: toHex(last?.roots.appHash ?? new Uint8Array(0)), blocks: options.blocks, operations, missed, evidence }
}

interface Planned {
  readonly operation: Operation
  readonly signed: SignedTransaction
}

function makeBatch(machine: Machine, random: Random, count: number): readonly Planned[] {
  const nonces = new Map<string, number>()
  const batch: Planned[] = []
  for (let i = 0; i < count; i++) {
    const operation = makeOperation(random, machine.world)
    const nonce =
      nonces.get(operation.sender) ?? getAccount(machine.world.accounts, operation.sender).nonce
    nonces.set(operation.sender, nonce + 1)
    batch.push({ operation, signed: sign(operation, nonce) })
  }
  return batch
}

/** A transaction as if it had been signed. */
function sign(operation: Operation, nonce: number): SignedTransaction {
  const raw = utf8ToBytes(`${operation.sender} ${nonce}`)
  const transaction: Transaction = {
    type: 0,
    chainId: SIM_CHAIN_ID,
    nonce,
    gasLimit: 100_000,
    maxFeePerGasRau: 1_000_000_000_000n,
    maxPriorityFeePerGasRau: 1_000_000_000_000n,
    to: operation.to,
    valueRau: operation.valueRau,
    data: operation.data,
    accessList: [],
    r: new Uint8Array(32),
    s: new Uint8Array(32),
    yParity: 0,
    hash: toHex(sha256(raw)),
    signingHash: sha256(raw),
    raw,
  }
  return { transaction, sender: operation.sender }
}

function makeEvidence(machine: Machine, random: Random, height: number, timeMs: number): readonly Misbehavior[] {
  if (!random.oneIn(40) || height < 3) return []
  const validator = random.pick(getSchedule(machine.world).current.validators)
  return [{ type: 'duplicate-vote', validator: toValidatorAddress(validator.address), height: height - 2, timeMs }]
}

function makeCommit(random: Random, round: number, validators: readonly Hex[]): CommitInfo {
  const votes = validators.map((address) => {
    const flag: BlockIdFlag = random.oneIn(12) ? 'absent' : random.oneIn(20) ? 'nil' : 'commit'
    return { validator: toValidatorAddress(address), flag }
  })
  return { round, votes }
}

function countOutcomes(
  operations: Map<string, { done: number; refused: number }>,
  batch: readonly Planned[],
  block: ExecutedBlock,
): void {
  const receipts = new Map(block.receipts.map((receipt) => [receipt.transactionHash, receipt]))
  for (const { operation, signed } of batch) {
    const counts = operations.get(operation.name) ?? { done: 0, refused: 0 }
    if (receipts.get(signed.transaction.hash)?.status === 1) counts.done++
    else counts.refused++
    operations.set(operation.name, counts)
  }
}

function checkInvariants(machine: Machine, seed: number, height: number): void {
  for (const invariant of INVARIANTS) {
    const problem = invariant.check(machine.world)
    if (problem !== undefined) {
      throw new SimFailure(`seed ${seed}, height ${height}: ${invariant.name}: ${problem}`)
    }
  }
}
