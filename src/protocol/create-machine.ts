import { assert, AssertionError, must } from '#base/assert.ts'
import { encodeAbi } from '#base/abi/abi-encoder.ts'
import { parseAbiType } from '#base/abi/abi-type.ts'
import { fromHex } from '#base/hex.ts'
import { TransactionError } from '#base/transaction.ts'
import type { Rules } from '#params/rule-table.ts'
import { getAccount, getBalanceRau } from './accounts/balance.ts'
import type {
  ExecTxResult,
  FinalizeBlockRequest,
  InfoResponse,
  InitChainResponse,
  Log,
  PrepareProposalRequest,
  ProcessProposalRequest,
} from './abci.ts'
import { type BlockContext, isRefusal } from './action.ts'
import { ADMISSION_CODES, checkSender, inspectTransaction } from './admission.ts'
import type { ExecutedBlock, Receipt, SignedTransaction } from './block.ts'
import { computeGas, findRead, planCall, SELECTOR_BYTES } from './dispatch.ts'
import { createRevealCheck, type IsReveal } from './election/randomness.ts'
import { getEpochOfNext, getSchedule, getSet } from './epochs/epoch.ts'
import type { ValidatorUpdate } from './epochs/proposer-schedule.ts'
import type { Epoch } from './epochs/state.ts'
import { type Execution, executeTransaction, runPlan } from './execute.ts'
import { versionAt } from './governance/software-version.ts'
import { initState } from './genesis/init.ts'
import { delegateOfValidator, toValidatorAddress } from './liveness/count.ts'
import type { CallRequest, CallResult, Machine, MachineOptions } from './machine.ts'
import { refuse } from './outcome.ts'
import { getRules } from './params/rules.ts'
import { processBlockEnd, processBlockStart } from './pipeline.ts'
import { BlockBudget } from './proposal.ts'
import { readArguments } from './read-arguments.ts'
import { computeReceiptsRoot, computeTransactionsRoot } from './receipt.ts'
import { encodeRevealTransaction, findReveal, isRevealTransaction } from './reveal-transaction.ts'
import { BAD_ARGUMENTS } from './status.ts'
import { ONLY } from './store.ts'
import type { Head } from './chain-state.ts'
import { openWorld, type World } from './world.ts'

const NO_BYTES = new Uint8Array(0)

/** The state machine over a store. */
export function createMachine(options: MachineOptions): Machine {
  const { store, genesis, resolve, recoverSender = noSignatures, runScript = noScripts } = options
  const world = openWorld(store)
  const { chainId } = genesis
  const isReveal = createRevealCheck(chainId)
  let lastAppHash: Uint8Array = NO_BYTES
  /** Mark to which an uncommitted block is undone; undefined when there is none. */
  let openMark: number | undefined
  let openAppHash: Uint8Array = NO_BYTES
  let lastHeight = 0

  const head = (): Head => must(world.chain.head.get(ONLY), 'the head of the chain')
  const nextHeight = (): number => head().height + 1
  const nextEpoch = (): Epoch => getEpochOfNext(world, nextHeight())
  const rules = (): Rules => getRules(world, nextEpoch().epoch)

  const discard = (): void => {
    if (openMark === undefined) return
    store.revertTo(openMark)
    openMark = undefined
  }

  const openExecution = (
    height: number,
    epoch: Epoch,
    timeMs: number,
  ): Execution & { readonly logs: () => Log[] } => {
    let logs: Log[] = []
    const context: BlockContext = {
      world,
      rules: getRules(world, epoch.epoch),
      chainId,
      height,
      epoch: epoch.epoch,
      timeMs,
      timeSeconds: Math.floor(timeMs / 1000),
      recoverSender,
      runScript,
      emit: (log) => {
        logs.push(log)
      },
    }
    return {
      context,
      store,
      swapLogs: (replacement) => {
        const before = logs
        logs = replacement
        return before
      },
      logs: () => logs,
    }
  }

  const finalizeBlock = (request: FinalizeBlockRequest): ExecutedBlock => {
    discard()
    const { height } = request
    assert(height === nextHeight(), 'blocks are finalised in order of height')
    const mark = store.mark()
    openMark = mark
    const epoch = nextEpoch()
    const execution = openExecution(height, epoch, request.timeMs)
    const { context } = execution
    const reveal = findCountedReveal(world, request, epoch, isReveal)
    processBlockStart(context, request, epoch, reveal)

    const transactions: SignedTransaction[] = []
    const receipts: Receipt[] = []
    const txResults: ExecTxResult[] = []
    let gasUsed = 0
    for (const raw of request.txs) {
      const signed = isRevealTransaction(raw) ? undefined : resolve(raw)
      if (signed === undefined || signed instanceof TransactionError) {
        const { ok, malformed } = ADMISSION_CODES
        txResults.push(skipped(signed === undefined ? ok.code : malformed.code))
        continue
      }
      const receipt = executeTransaction(execution, signed)
      if (typeof receipt === 'number') {
        txResults.push(skipped(receipt))
        continue
      }
      transactions.push(signed)
      receipts.push(receipt)
      gasUsed += receipt.gasUsed
      txResults.push({
        code: receipt.code,
        data: receipt.error,
        gasWanted: signed.transaction.gasLimit,
        gasUsed: receipt.gasUsed,
      })
    }
    const updates = processBlockEnd(context, epoch)
    const systemLogs = execution.logs()
    const receiptsRoot = computeReceiptsRoot(receipts, systemLogs)
    world.chain.head.set(ONLY, {
      height,
      timeMs: request.timeMs,
      hash: request.hash,
      receiptsRoot,
      proposer: request.proposerAddress,
    })
    const roots = store.computeRoots()
    openAppHash = roots.appHash
    return {
      height,
      epoch: epoch.epoch,
      timeMs: request.timeMs,
      hash: request.hash,
      proposerAddress: request.proposerAddress,
      proposer: delegateOfValidator(getSet(world, epoch.epoch), request.proposerAddress),
      transactions,
      receipts,
      systemLogs,
      reveal,
      gasLimit: context.rules.maxBlockGas,
      gasUsed,
      gasPriceRau: context.rules.gasPriceRau,
      transactionsRoot: computeTransactionsRoot(transactions),
      receiptsRoot,
      roots,
      response: { txResults, validatorUpdates: toAbciUpdates(updates), appHash: roots.appHash },
    }
  }

  /** Runs `run` on the state as the next block would see it, and undoes what it changed. */
  const onTopOfCommitted = <T>(run: (execution: Execution) => T): T => {
    const mark = store.mark()
    const epoch = nextEpoch()
    const { blockIntervalMs } = getRules(world, epoch.epoch)
    const execution = openExecution(nextHeight(), epoch, head().timeMs + blockIntervalMs)
    try {
      return run(execution)
    } finally {
      store.revertTo(mark)
    }
  }

  const call = (request: CallRequest, onTop: readonly SignedTransaction[] = []): CallResult =>
    onTopOfCommitted((execution) => {
      for (const signed of onTop) executeTransaction(execution, signed)
      return runCall(execution.context, request)
    })

  /** An engine may have more room than the rules allow. */
  const bytesOf = ({ maxTxBytes }: PrepareProposalRequest): number =>
    Math.min(maxTxBytes, rules().maxBlockBytes)

  return {
    world,
    genesis,
    rules,
    softwareVersion: () => versionAt(world, nextEpoch().epoch),
    discard,
    finalizeBlock,
    call,
    info: (): InfoResponse => ({ lastBlockHeight: lastHeight, lastBlockAppHash: lastAppHash }),
    initChain: (): InitChainResponse => {
      assert(!world.chain.head.has(ONLY), 'a chain is initialised once')
      const validators = initState(world, genesis)
      lastAppHash = store.computeRoots().appHash
      store.commit()
      return { validators: toAbciUpdates(validators), appHash: lastAppHash }
    },
    resume: () => {
      lastAppHash = store.computeRoots().appHash
      lastHeight = head().height
      store.commit()
    },
    checkTx: ({ transaction, sender }) => {
      const { response } = inspectTransaction(transaction, chainId, rules())
      if (response.code !== 0) return response
      return checkSender(transaction, getAccount(world.accounts, sender), false)
    },
    prepareProposal: (request, candidates, reveal) =>
      prepareProposal(new BlockBudget(world, rules(), chainId, bytesOf(request)), {
        candidates,
        // A reveal that does not count is left out: it would only take room.
        reveal: isDueReveal(world, request, nextEpoch(), isReveal, reveal) ? reveal : undefined,
        resolve,
      }),
    processProposal: (request) => {
      const budget = new BlockBudget(world, rules(), chainId, rules().maxBlockBytes)
      return request.txs.every((raw, position) => {
        if (isRevealTransaction(raw)) {
          const good = findCountedReveal(world, request, nextEpoch(), isReveal) !== undefined
          return position === 0 && good && budget.reserve(raw.length)
        }
        const signed = resolve(raw)
        return !(signed instanceof TransactionError) && budget.admit(signed)
      })
    },
    commit: () => {
      assert(openMark !== undefined, 'a commit follows a finalised block')
      store.commit()
      openMark = undefined
      lastAppHash = openAppHash
      lastHeight = head().height
    },
    withPending: (transactions, read) =>
      onTopOfCommitted((execution) => {
        const receipts: Receipt[] = []
        for (const signed of transactions) {
          const receipt = executeTransaction(execution, signed)
          if (typeof receipt !== 'number') receipts.push(receipt)
        }
        return read(receipts)
      }),
    tryOut: (run) => onTopOfCommitted(({ context }) => run(context)),
  }
}

function noSignatures(): never {
  throw new AssertionError('this machine was made without a way to look at signatures')
}

function noScripts(): never {
  throw new AssertionError('this machine was made without a way to run scripts')
}

function skipped(code: number): ExecTxResult {
  return { code, data: NO_BYTES, gasWanted: 0, gasUsed: 0 }
}

function toAbciUpdates(
  updates: readonly ValidatorUpdate[],
): { publicKey: Uint8Array; power: number }[] {
  return updates.map((update) => ({
    publicKey: fromHex(update.publicKey),
    power: Number(update.power),
  }))
}

type ProposalHeader = Pick<FinalizeBlockRequest, 'height' | 'proposerAddress'>

/**
 * Whether `reveal` counts in this block: the named proposer is the one that was due in round 0, and it is its signature. The
 * proposer field alone is not proven, and friends could otherwise offer a choice of reveals.
 */
function isDueReveal(
  world: World,
  header: ProposalHeader,
  epoch: Epoch,
  isReveal: IsReveal,
  reveal: Uint8Array | undefined,
): boolean {
  if (reveal === undefined) return false
  const due = toValidatorAddress(getSchedule(world).current.proposer)
  if (due !== header.proposerAddress) return false
  const set = getSet(world, epoch.epoch)
  const delegate = delegateOfValidator(set, due)
  const seat = set.seats.find((one) => one.delegate === delegate)
  if (seat === undefined || seat.blsKey.length === 0) return false
  return isReveal(seat.blsKey, header.height, reveal)
}

function findCountedReveal(
  world: World,
  request: FinalizeBlockRequest | ProcessProposalRequest,
  epoch: Epoch,
  isReveal: IsReveal,
): Uint8Array | undefined {
  const reveal = findReveal(request.txs)
  return isDueReveal(world, request, epoch, isReveal, reveal) ? reveal : undefined
}

function prepareProposal(
  budget: BlockBudget,
  parts: {
    readonly candidates: readonly Uint8Array[]
    readonly reveal: Uint8Array | undefined
    readonly resolve: MachineOptions['resolve']
  },
): readonly Uint8Array[] {
  const txs: Uint8Array[] = []
  if (parts.reveal !== undefined) {
    const raw = encodeRevealTransaction(parts.reveal)
    if (budget.reserve(raw.length)) txs.push(raw)
  }
  for (const raw of parts.candidates) {
    const signed = parts.resolve(raw)
    if (signed instanceof TransactionError || !budget.admit(signed)) continue
    txs.push(raw)
  }
  return txs
}

function runCall(context: BlockContext, request: CallRequest): CallResult {
  const { to, data } = request
  const read = to === undefined ? undefined : findRead(to, data)
  if (read !== undefined) {
    const answer = readArguments(data, SELECTOR_BYTES, (reader) =>
      read.read(context, reader),
    )?.value
    if (answer === undefined) return { ok: false, data: refuse(BAD_ARGUMENTS).data, gasUsed: 0 }
    if (isRefusal(answer)) return { ok: false, data: answer.data, gasUsed: 0 }
    return { ok: true, data: encodeAbi(read.returns.map(parseAbiType), answer), gasUsed: 0 }
  }
  const plan = planCall(to, request.valueRau, data)
  const gasUsed = computeGas(plan, request.accessListBytes ?? 0, context.rules)
  const balanceRau = getBalanceRau(context.world.accounts, request.from)
  if (plan.kind === 'transfer' && request.valueRau > balanceRau) {
    return { ok: false, data: NO_BYTES, gasUsed }
  }
  const refusal = runPlan(context, plan, request.from, to, request.valueRau)
  if (refusal !== undefined) return { ok: false, data: refusal.data, gasUsed }
  return { ok: true, data: NO_BYTES, gasUsed }
}
