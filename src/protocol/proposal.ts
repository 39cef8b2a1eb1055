import type { Address } from '#base/address.ts'
import type { Rules } from '#params/rule-table.ts'
import { getAccount } from './accounts/balance.ts'
import type { Account } from './accounts/state.ts'
import { checkSender, computeMaxCostRau, inspectTransaction } from './admission.ts'
import type { SignedTransaction } from './block.ts'
import type { World } from './world.ts'

/** CometBFT counts each transaction of a block with its protobuf frame. */
function computeFramedBytes(length: number): number {
  let varint = 1
  for (let rest = length; rest >= 128; rest = Math.floor(rest / 128)) varint++
  return length + 1 + varint
}

/** Most transactions that a block can have: each takes the gas of an action at least, and the reveal takes none. */
export function mostTransactions(rules: Rules): number {
  return Math.floor(rules.maxBlockGas / rules.gasPerAction) + 1
}

/**
 * Follows nonces and spending of the senders through a block without running it: what an honest proposer puts in, and
 * what everybody else accepts. Coins that a sender receives within the block do not count, so it errs on the safe side; the
 * rest (an action that spends more than its value) shows at execution, where such a transaction is skipped.
 */
export class BlockBudget {
  readonly #world: World
  readonly #rules: Rules
  readonly #chainId: number
  readonly #senders = new Map<Address, Account>()
  #bytesLeft: number
  #gasLeft: number

  constructor(world: World, rules: Rules, chainId: number, maxBytes: number) {
    this.#world = world
    this.#rules = rules
    this.#chainId = chainId
    this.#bytesLeft = maxBytes
    this.#gasLeft = rules.maxBlockGas
  }

  /** Takes bytes that are no transaction of a person. */
  reserve(rawBytes: number): boolean {
    const framed = computeFramedBytes(rawBytes)
    if (framed > this.#bytesLeft) return false
    this.#bytesLeft -= framed
    return true
  }

  /** True when the transaction may stand here; then it is counted. */
  admit(signed: SignedTransaction): boolean {
    const { transaction, sender } = signed
    const framed = computeFramedBytes(transaction.raw.length)
    if (framed > this.#bytesLeft || transaction.gasLimit > this.#gasLeft) return false
    if (inspectTransaction(transaction, this.#chainId, this.#rules).response.code !== 0)
      return false
    const account = this.#senders.get(sender) ?? getAccount(this.#world.accounts, sender)
    if (checkSender(transaction, account, true).code !== 0) return false
    this.#senders.set(sender, {
      nonce: account.nonce + 1,
      balanceRau: account.balanceRau - computeMaxCostRau(transaction),
    })
    this.#bytesLeft -= framed
    this.#gasLeft -= transaction.gasLimit
    return true
  }
}
