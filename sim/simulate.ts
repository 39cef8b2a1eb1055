import { utf8ToBytes } from '#base/bytes.ts'
import { recoverSender } from '#base/sender.ts'
import { sha256 } from '#base/hash.ts'
import { type Hex, toHex } from '#base/hex.ts'
import type {
  BlockIdFlag,
  CommitInfo,
  FinalizeBlockRequest,
  Log,
  Misbehavior,
} from '#protocol/abci.ts'
import { getAccount } from '#protocol/accounts/balance.ts'
import type { ExecutedBlock, SignedTransaction } from '#protocol/block.ts'
import { createMachine } from '#protocol/create-machine.ts'
import { encodeRevealTransaction } from '#protocol/reveal-transaction.ts'
import { getSchedule, getSet } from '#protocol/epochs/epoch.ts'
import { proposerAt, type ValidatorSet } from '#protocol/epochs/proposer-schedule.ts'
import { delegateOfValidator, toValidatorAddress } from '#protocol/liveness/count.ts'
import type { Machine } from '#protocol/machine.ts'
import { WeightsChanged } from '#protocol/staking/events.ts'
import type { World } from '#protocol/world.ts'
import { createScriptRunner } from '#sandbox/create-script-runner.ts'
import { createMemoryStore } from '#state/store/memory-store.ts'
import { compareGovernance, compareSet, compareState } from './compare.ts'
import { createHistoryInvariant } from './history-invariant.ts'
import type { Invariant } from './invariant.ts'
import { INVARIANTS } from './invariants.ts'
import { createModelTwin, type MakeModel, type Planned } from './model-twin.ts'
import type { Operation } from './operation.ts'
import { type Governing, makeIdleOperation, makeOperation } from './operations.ts'
import { createRandom, type Random } from './random.ts'
import { createSimGenesis, isGoverned } from './sim-genesis.ts'
import { makeReveal } from './sim-keys.ts'
import { makeStorm, type Storm } from './storms.ts'
import { countTransitions, createTransitionCounts } from './transition-counts.ts'
import { makeFields, pretendToSign, type Sign } from './transactions.ts'

export interface SimOptions {
  readonly seed: number
  readonly blocks: number
  readonly operationsPerBlock: number
  /** Another model than the true one: to see that a difference is found. */
  readonly makeModel?: MakeModel
  /** Runs each block of the machine, for example under a guard that throws when it asks for the time. */
  readonly around?: <T>(run: () => T) => T
  /** False: no rule scripts are proposed. Their engine is outside of the state machine, and does what a guard would not let it. */
  readonly scripts?: boolean
  /** Signs the transactions; without, nobody really does. */
  readonly sign?: Sign
  /** Sees every block after it was executed, and the machine as it is then. */
  readonly onBlock?: (
    request: FinalizeBlockRequest,
    executed: ExecutedBlock,
    machine: Machine,
  ) => void
  /** Blocks from one comparison of the whole state to the next, besides those at elections and epoch ends. */
  readonly compareEvery?: number
}

export interface SimResult {
  readonly appHash: Hex
  readonly blocks: number
  /** How often each operation was done and how often refused, by name. */
  readonly operations: ReadonlyMap<string, { done: number; refused: number }>
  /** How often each refusal came, by outcome code. */
  readonly codes: ReadonlyMap<number, number>
  /** How often proposals went each way of the table. */
  readonly transitions: ReadonlyMap<string, number>
  readonly missed: number
  readonly evidence: number
  /** Reveals that were mixed into the randomness. */
  readonly reveals: number
  /** Comparisons of the whole state with the model. */
  readonly comparisons: number
  /** Sets that were elected, and sets that carried on because nobody could be elected. */
  readonly elected: number
  readonly continued: number
  /** Times that scripts changed the weights of votes. */
  readonly weightChanges: number
}

/** An invariant did not hold, or machine and model differ: the seed and height at which, and what was wrong. */
export class SimFailure extends Error {
  override readonly name = 'SimFailure'
  readonly seed: number
  readonly height: number

  constructor(seed: number, height: number, problem: string, cause?: unknown) {
    super(`seed ${seed}, height ${height}: ${problem}`, cause === undefined ? undefined : { cause })
    this.seed = seed
    this.height = height
  }
}

const DAY_MS = 86_400_000
const runScript = await createScriptRunner()
const DEFAULT_COMPARE_EVERY = 8

/** Runs a network through random operations, absences and evidence beside the model, and checks every invariant after every block. */
export function simulate(options: SimOptions): SimResult {
  let height = 0
  try {
    return run(options, (begun) => {
      height = begun
    })
  } catch (error) {
    if (error instanceof SimFailure) throw error
    // The machine must not throw whatever happens.
    throw new SimFailure(options.seed, height, `stopped with ${String(error)}`, error)
  }
}

function run(options: SimOptions, onHeight: (height: number) => void): SimResult {
  const { seed, compareEvery = DEFAULT_COMPARE_EVERY, around = (run) => run() } = options
  const { sign = pretendToSign } = options
  const random = createRandom(seed)
  const genesis = createSimGenesis(seed)
  const withScripts = options.scripts === false ? 'without-scripts' : 'all'
  const governing = isGoverned(seed) ? withScripts : undefined
  const invariants = [...INVARIANTS, createHistoryInvariant(genesis)]
  const transactions = new Map<Uint8Array, SignedTransaction>()
  const machine = createMachine({
    store: createMemoryStore(),
    genesis,
    resolve: (raw) => transactions.get(raw) as SignedTransaction,
    runScript,
    recoverSender,
  })
  machine.initChain({ timeMs: genesis.timeMs, chainId: 'sim', initialHeight: 1 })
  const twin = createModelTwin(genesis, options.makeModel)
  const operations = new Map<string, { done: number; refused: number }>()
  const codes = new Map<number, number>()
  const transitions = createTransitionCounts()
  const fail = (height: number, problem: string | undefined): void => {
    if (problem !== undefined) throw new SimFailure(seed, height, problem)
  }
  fail(0, compareState(machine.world, twin) ?? compareSet(machine.world, twin, 1))
  const sum = { missed: 0, evidence: 0, reveals: 0, comparisons: 0, elected: 0, continued: 0 }
  let weightChanges = 0
  let lastCommit: CommitInfo = { round: 0, votes: [] }
  let lastValidators: ValidatorSet | undefined
  let last: ExecutedBlock | undefined
  let collapses = false
  let { timeMs } = genesis
  for (let height = 1; height <= options.blocks; height++) {
    onHeight(height)
    timeMs += pickInterval(random)
    const epoch = twin.epochOf(height)
    const { electionLeadBlocks } = twin.rulesOf(epoch)
    const endHeight = twin.startOf(epoch + 1) - 1
    // Once in a while everybody leaves before an election.
    const toElection = endHeight - electionLeadBlocks - height
    if (toElection === COLLAPSE_BLOCKS) collapses = random.oneIn(6)
    const isElection = toElection === 0
    const isCollapse = collapses && toElection >= 0 && toElection <= COLLAPSE_BLOCKS
    const storm = isCollapse ? 'exodus' : pickStorm(random)
    const make = isCollapse ? makeIdleOperation : makeOperation
    const batch = makeBatch(machine, random, options.operationsPerBlock, {
      storm,
      make,
      sign,
      governing,
    })
    for (const { signed } of batch) transactions.set(signed.transaction.raw, signed)
    const round = pickRound(random)
    sum.missed += round
    const validators = getSchedule(machine.world).current
    const misbehavior = makeEvidence(validators, random, height, timeMs)
    sum.evidence += misbehavior.length
    const proposerAddress = toValidatorAddress(proposerAt(validators, round))
    const reveal = makeRevealTransaction(machine.world, random, { height, epoch, proposerAddress })
    if (reveal.counted !== undefined) sum.reveals++
    const raws = batch.map(({ signed }) => signed.transaction.raw)
    const request: FinalizeBlockRequest = {
      height,
      timeMs,
      hash: sha256(utf8ToBytes(`block ${height}`)),
      proposerAddress,
      txs: reveal.raw === undefined ? raws : [reveal.raw, ...raws],
      decidedLastCommit: lastCommit,
      misbehavior,
    }
    // Now and then a block is finalised, dropped and finalised again, as after a lost connection.
    if (random.oneIn(10)) machine.finalizeBlock(request)
    const executed = around(() => machine.finalizeBlock(request))
    const before = lastValidators
    fail(
      height,
      twin.run({
        request,
        batch,
        executed,
        reveal: reveal.counted,
        dueBefore:
          before === undefined ? undefined : (due) => toValidatorAddress(proposerAt(before, due)),
      }),
    )
    machine.commit()
    options.onBlock?.(request, executed, machine)
    countOutcomes(operations, batch, executed)
    countTransitions(transitions, executed)
    const isChange = (log: Log): boolean => log.topics[0] === WeightsChanged.topic
    weightChanges += executed.systemLogs.filter(isChange).length
    for (const { code } of executed.receipts) {
      if (code !== 0) codes.set(code, (codes.get(code) ?? 0) + 1)
    }
    transactions.clear()
    last = executed
    lastCommit = makeCommit(random, round, validators)
    lastValidators = validators
    checkInvariants(machine, invariants, { seed, height })
    if (governing !== undefined) fail(height, compareGovernance(machine.world, twin, epoch))
    if (isElection) {
      fail(height, compareSet(machine.world, twin, epoch + 1))
      if (twin.set(epoch + 1)?.origin === 'continued') sum.continued++
      else sum.elected++
    }
    // Where epochs are short, their ends are often enough.
    const isBetween = height % compareEvery === 0 || isElection
    const isShort = governing !== undefined && options.compareEvery === undefined
    if ((isBetween && !isShort) || height === endHeight || height === options.blocks) {
      sum.comparisons++
      fail(height, compareState(machine.world, twin))
    }
  }
  const appHash = toHex(last?.roots.appHash ?? new Uint8Array(0))
  return { appHash, blocks: options.blocks, operations, codes, transitions, weightChanges, ...sum }
}

/** Seconds; sometimes days, so that buckets mature; once in a while years, so that all of them do. */
function pickInterval(random: Random): number {
  const seconds = 1_000 + random.below(3_000)
  if (random.oneIn(8)) return seconds + random.below(40) * DAY_MS
  return random.oneIn(60) ? seconds + (1_000 + random.below(100)) * DAY_MS : seconds
}

/** Failed rounds before a block: mostly none, sometimes more than are counted. */
function pickRound(random: Random): number {
  if (random.oneIn(200)) return 195 + random.below(10)
  return random.oneIn(6) ? 1 + random.below(3) : 0
}

/** More than an endorsement takes to end. */
const COLLAPSE_BLOCKS = 6

function pickStorm(random: Random): Storm | undefined {
  if (random.oneIn(80)) return 'farewell'
  if (random.oneIn(80)) return 'exodus'
  if (random.oneIn(40)) return 'betrayal'
  return random.oneIn(12) ? 'return' : undefined
}

interface SignedOperation extends Planned {
  readonly signed: SignedTransaction
}

interface BatchOptions {
  readonly storm: Storm | undefined
  readonly make: typeof makeOperation
  readonly governing: Governing
  readonly sign: Sign
}

function makeBatch(
  machine: Machine,
  random: Random,
  count: number,
  { storm, make, sign, governing }: BatchOptions,
): readonly SignedOperation[] {
  const { world } = machine
  const made: Operation[] = []
  const rush = storm === undefined ? [] : makeStorm(storm, random, world).slice(0, count)
  for (let i = rush.length; i < count; i++) made.push(make(random, world, governing))
  const nonces = new Map<string, number>()
  return [...made, ...rush].map((operation, place) => {
    const { sender } = operation
    const next = nonces.get(sender) ?? getAccount(world.accounts, sender).nonce
    // A wrong nonce or a poor sender stops nobody but the transactions behind it.
    const nonce = random.oneIn(300) ? next + random.pick([-1, 1]) : next
    if (nonce === next && operation.expected !== 'not-admitted') nonces.set(sender, next + 1)
    const fields = makeFields(operation, Math.max(0, nonce), random)
    const transaction = sign(fields, sender, place)
    return { operation, transaction, signed: { transaction, sender } }
  })
}

/** A reveal for the front of a block: mostly the one that counts, sometimes one that must not. */
function makeRevealTransaction(
  world: World,
  random: Random,
  header: { readonly height: number; readonly epoch: number; readonly proposerAddress: string },
): { readonly raw: Uint8Array | undefined; readonly counted: Uint8Array | undefined } {
  const { height, epoch, proposerAddress } = header
  const set = getSet(world, epoch)
  const delegate = delegateOfValidator(set, proposerAddress)
  const seat = set.seats.find((one) => one.delegate === delegate)
  const isLate = random.oneIn(12)
  const reveal = makeReveal(seat?.blsKey ?? new Uint8Array(0), isLate ? height - 1 : height)
  if (reveal === undefined || random.oneIn(8)) return { raw: undefined, counted: undefined }
  const due = toValidatorAddress(getSchedule(world).current.proposer)
  const isCounted = !isLate && due === proposerAddress
  return { raw: encodeRevealTransaction(reveal), counted: isCounted ? reveal : undefined }
}

function makeEvidence(
  { validators }: ValidatorSet,
  random: Random,
  height: number,
  timeMs: number,
): readonly Misbehavior[] {
  if (!random.oneIn(30) || height < 3) return []
  const validator = toValidatorAddress(random.pick(validators).address)
  const past = Math.max(1, height - 1 - random.below(4))
  const one: Misbehavior = { type: 'duplicate-vote', validator, height: past, timeMs }
  const other: Misbehavior = { ...one, type: 'light-client-attack' }
  const nobody: Misbehavior = { ...one, validator: 'AB'.repeat(20) }
  return random.pick([[one], [one], [one, one], [one, other], [nobody]])
}

function makeCommit(random: Random, round: number, { validators }: ValidatorSet): CommitInfo {
  const votes = validators.map(({ address }) => {
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
  for (const { operation, transaction } of batch) {
    const counts = operations.get(operation.name) ?? { done: 0, refused: 0 }
    if (receipts.get(transaction.hash)?.status === 1) counts.done++
    else counts.refused++
    operations.set(operation.name, counts)
  }
}

function checkInvariants(
  { world }: Machine,
  invariants: readonly Invariant[],
  { seed, height }: { readonly seed: number; readonly height: number },
): void {
  for (const invariant of invariants) {
    const problem = invariant.check(world)
    if (problem !== undefined) throw new SimFailure(seed, height, `${invariant.name}: ${problem}`)
  }
}
