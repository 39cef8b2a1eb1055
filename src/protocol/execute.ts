import { assert } from '#base/assert.ts'
import { getAccount, moveCoins } from './accounts/balance.ts'
import type { Log } from './abci.ts'
import type { ActionContext, BlockContext } from './action.ts'
import { checkSender, computeGasPriceRau, inspectTransaction } from './admission.ts'
import type { Receipt, SignedTransaction } from './block.ts'
import type { Plan } from './dispatch.ts'
import type { Refusal } from './outcome.ts'
import { creditFund } from './rewards/fund.ts'
import type { JournaledStore } from './store.ts'
import { REWARDING_ADDRESS } from './system-addresses.ts'
import type { Address } from '#base/address.ts'

const NO_BYTES = new Uint8Array(0)

/** The block that transactions run in: its context, the store to undo in, and where the running transaction's logs go. */
export interface Execution {
  readonly context: BlockContext
  readonly store: JournaledStore
  /** Replaces the list that `context.emit` adds to and returns the one before. */
  readonly swapLogs: (logs: Log[]) => Log[]
}

/**
 * Runs one transaction: takes the fee into the reward fund, then does what it asks for. A refused action is undone and
 * keeps its fee. One that may not stand here (wrong nonce, no funds) gives its code of `ADMISSION_CODES`: then nothing happened.
 */
export function executeTransaction(
  execution: Execution,
  signed: SignedTransaction,
): Receipt | number {
  const { context, store } = execution
  const { world, rules } = context
  const { transaction, sender } = signed
  const account = getAccount(world.accounts, sender)
  const { plan, gas: gasUsed, response } = inspectTransaction(transaction, context.chainId, rules)
  if (response.code !== 0) return response.code
  const { code } = checkSender(transaction, account, true)
  if (code !== 0) return code
  const gasPriceRau = computeGasPriceRau(transaction, rules)
  const feeRau = BigInt(gasUsed) * gasPriceRau
  world.accounts.accounts.set(sender, {
    nonce: account.nonce + 1,
    balanceRau: account.balanceRau - feeRau,
  })
  const pool = getAccount(world.accounts, REWARDING_ADDRESS)
  world.accounts.accounts.set(REWARDING_ADDRESS, {
    nonce: pool.nonce,
    balanceRau: pool.balanceRau + feeRau,
  })
  creditFund(world, feeRau)

  const logs: Log[] = []
  const outer = execution.swapLogs(logs)
  const mark = store.mark()
  const refusal = runPlan(context, plan, sender, transaction.to, transaction.valueRau)
  if (refusal !== undefined) store.revertTo(mark)
  execution.swapLogs(outer)
  return {
    transactionHash: transaction.hash,
    status: refusal === undefined ? 1 : 0,
    code: refusal?.status.code ?? 0,
    error: refusal?.data ?? NO_BYTES,
    gasUsed,
    gasPriceRau,
    logs: refusal === undefined ? logs : [],
  }
}

/** Does what a plan asks for, on behalf of `sender`. The fee is not its matter; that a transfer is covered was checked before. */
export function runPlan(
  context: BlockContext,
  plan: Plan,
  sender: Address,
  to: Address | undefined,
  valueRau: bigint,
): Refusal | undefined {
  if (plan.kind === 'refused') return plan.refusal
  const { world } = context
  if (plan.kind === 'transfer') {
    assert(to !== undefined, 'a transfer has a recipient')
    moveCoins(world.accounts, sender, to, valueRau)
    return undefined
  }
  const actionContext: ActionContext = {
    world,
    rules: context.rules,
    chainId: context.chainId,
    height: context.height,
    epoch: context.epoch,
    timeMs: context.timeMs,
    timeSeconds: context.timeSeconds,
    recoverSender: context.recoverSender,
    runScript: context.runScript,
    emit: context.emit,
    sender,
    valueRau,
  }
  return plan.action.execute(actionContext, plan.args)
}
