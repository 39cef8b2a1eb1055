import { countAccessListBytes } from '#base/transaction-fields.ts'
import type { Transaction } from '#base/transaction.ts'
import type { Rules } from '#params/rule-table.ts'
import type { Account } from './accounts/state.ts'
import type { CheckTxResponse } from './abci.ts'
import { computeGas, type Plan, planCall } from './dispatch.ts'

/** Why a transaction is not admitted. The first words are those that Ethereum clients know. */
export const ADMISSION_CODES = {
  ok: { code: 0, meaning: 'Taken.' },
  malformed: { code: 1001, meaning: 'The bytes are not a transaction that this network takes.' },
  wrongChain: { code: 1002, meaning: 'The transaction is signed for another chain id.' },
  refused: { code: 1003, meaning: 'The recipient cannot do what the transaction asks for.' },
  gasTooLow: { code: 1004, meaning: 'The gas limit is below the fixed gas of the action.' },
  gasTooHigh: { code: 1005, meaning: 'The gas limit is above that of a block.' },
  underpriced: { code: 1006, meaning: 'The fee cap is below the lowest gas price.' },
  nonceTooLow: { code: 1008, meaning: 'The nonce was used already.' },
  nonceTooHigh: { code: 1009, meaning: 'The nonce is not the next one (in a block).' },
  insufficientFunds: {
    code: 1010,
    meaning: 'The balance does not cover gas limit × fee cap + value.',
  },
} as const

const OK: CheckTxResponse = { code: 0, log: '' }

function answer(name: keyof typeof ADMISSION_CODES, log: string): CheckTxResponse {
  return { code: ADMISSION_CODES[name].code, log }
}

/** What a transaction asks for and costs, and whether it may be taken at all: worked out from its own bytes and the rules. */
export interface Inspection {
  readonly plan: Plan
  /** Fixed, known before it runs. */
  readonly gas: number
  readonly response: CheckTxResponse
}

interface Inspected extends Inspection {
  /** What was inspected: a changed copy carries the inspection along, and it does not hold for the copy. */
  readonly of: Transaction
  readonly chainId: number
  readonly rules: Rules
}

/**
 * Admission, proposal and execution look at the same transaction: they share one inspection as long as the rules stay. It is
 * kept at the transaction itself: a `WeakMap` takes 1 µs for each, and as much again of the garbage collector.
 */
const INSPECTED = Symbol('inspected')
interface Inspectable extends Transaction {
  [INSPECTED]?: Inspected
}

/** What does not depend on the state: chain, recipient, gas and price. */
export function inspectTransaction(
  transaction: Transaction,
  chainId: number,
  rules: Rules,
): Inspection {
  const inspectable: Inspectable = transaction
  const kept = inspectable[INSPECTED]
  const known = kept?.of === transaction ? kept : undefined
  if (known !== undefined && known.rules === rules && known.chainId === chainId) return known
  const plan = known?.plan ?? planCall(transaction.to, transaction.valueRau, transaction.data)
  const gas = computeGas(plan, countAccessListBytes(transaction.accessList), rules)
  const response = checkStateless(transaction, chainId, rules, { plan, gas })
  const inspection = { of: transaction, plan, gas, response, chainId, rules }
  inspectable[INSPECTED] = inspection
  return inspection
}

function checkStateless(
  transaction: Transaction,
  chainId: number,
  rules: Rules,
  { plan, gas }: Omit<Inspection, 'response'>,
): CheckTxResponse {
  if (transaction.chainId !== chainId) {
    return answer(
      'wrongChain',
      `invalid chain id: signed for ${transaction.chainId}, this network is ${chainId}`,
    )
  }
  if (plan.kind === 'refused') {
    const { status } = plan.refusal
    return answer('refused', `execution reverted: ${status.error}: ${status.meaning}`)
  }
  if (transaction.gasLimit < gas) {
    return answer(
      'gasTooLow',
      `intrinsic gas too low: gas limit ${transaction.gasLimit}, needs ${gas}`,
    )
  }
  if (transaction.gasLimit > rules.maxBlockGas) {
    return answer(
      'gasTooHigh',
      `exceeds block gas limit: gas limit ${transaction.gasLimit}, a block has ${rules.maxBlockGas}`,
    )
  }
  if (transaction.maxFeePerGasRau < rules.gasPriceRau) {
    return answer(
      'underpriced',
      `transaction underpriced: fee cap ${transaction.maxFeePerGasRau} Rau, lowest price ${rules.gasPriceRau} Rau`,
    )
  }
  return OK
}

/** Most that a transaction may take from its sender besides what the action itself moves. */
export function computeMaxCostRau(transaction: Transaction): bigint {
  return BigInt(transaction.gasLimit) * transaction.maxFeePerGasRau + transaction.valueRau
}

/** What depends on the sender. With `exactNonce` the nonce must be the next one; otherwise it may be ahead. */
export function checkSender(
  transaction: Transaction,
  account: Account,
  exactNonce: boolean,
): CheckTxResponse {
  if (transaction.nonce < account.nonce) {
    return answer(
      'nonceTooLow',
      `nonce too low: next nonce ${account.nonce}, tx nonce ${transaction.nonce}`,
    )
  }
  if (exactNonce && transaction.nonce !== account.nonce) {
    return answer(
      'nonceTooHigh',
      `nonce too high: next nonce ${account.nonce}, tx nonce ${transaction.nonce}`,
    )
  }
  const costRau = computeMaxCostRau(transaction)
  if (account.balanceRau < costRau) {
    return answer(
      'insufficientFunds',
      `insufficient funds for gas * price + value: have ${account.balanceRau} Rau, want ${costRau} Rau`,
    )
  }
  return OK
}

/** Price that a transaction pays for one gas: all of it for the older types, base fee plus tip up to the cap for EIP-1559. */
export function computeGasPriceRau(transaction: Transaction, rules: Rules): bigint {
  const wantedRau =
    transaction.type === 2
      ? rules.gasPriceRau + transaction.maxPriorityFeePerGasRau
      : transaction.maxFeePerGasRau
  return wantedRau < transaction.maxFeePerGasRau ? wantedRau : transaction.maxFeePerGasRau
}
