import type { Address } from '#base/address.ts'
import { recoverSender } from '#base/sender.ts'
import { decodeTransaction, TransactionError } from '#base/transaction.ts'
import type { CommitInfo } from '#protocol/abci.ts'
import { getAccount } from '#protocol/accounts/balance.ts'
import type { Receipt, SignedTransaction } from '#protocol/block.ts'
import { createMachine } from '#protocol/create-machine.ts'
import { getSchedule } from '#protocol/epochs/epoch.ts'
import { toValidatorAddress } from '#protocol/liveness/count.ts'
import type { CallResult } from '#protocol/machine.ts'
import { createMemoryStore } from '#state/store/memory-store.ts'
import { createRecordedGenesis } from './recorded-genesis.ts'

/** What this network does with raw bytes that somebody submits. */
export type Submission =
  | { readonly admitted: false; readonly reason: string }
  | { readonly admitted: true; readonly signed: SignedTransaction; readonly receipt: Receipt }

/** A chain that is driven block by block, one second apart, in place of the recorded one. */
export interface ReplayedChain {
  readonly height: number
  /** Makes empty blocks up to the one before `height`, and then that one with the transaction. */
  mine(height: number, raw: Uint8Array): Submission
  /** What would become of it in the next block; nothing stays of it. */
  tryOut(raw: Uint8Array): Submission
  call(to: Address, data: Uint8Array): CallResult
  balanceRau(address: Address): bigint
  nonce(address: Address): number
}

const NO_BYTES = new Uint8Array(0)

export function resolve(raw: Uint8Array): SignedTransaction | TransactionError {
  try {
    const transaction = decodeTransaction(raw)
    const { signingHash, r, s, yParity } = transaction
    const sender = recoverSender(signingHash, r, s, yParity)
    if (sender === undefined) return new TransactionError('bad-signature', 'nobody signed this')
    return { transaction, sender }
  } catch (error) {
    if (error instanceof TransactionError) return error
    throw error
  }
}

export function createReplayedChain(): ReplayedChain {
  const genesis = createRecordedGenesis()
  const machine = createMachine({ store: createMemoryStore(), genesis, resolve })
  machine.initChain({ timeMs: genesis.timeMs, chainId: 'recorded', initialHeight: 1 })
  const { world } = machine

  const lastCommit = (height: number): CommitInfo => {
    if (height === 1) return { round: 0, votes: [] }
    const { validators } = getSchedule(world).previous
    const votes = validators.map((one) => ({
      validator: toValidatorAddress(one.address),
      flag: 'commit' as const,
    }))
    return { round: 0, votes }
  }

  const makeBlock = (txs: readonly Uint8Array[]): readonly Receipt[] => {
    const height = machine.info().lastBlockHeight + 1
    const block = machine.finalizeBlock({
      height,
      timeMs: genesis.timeMs + height * 1_000,
      hash: new Uint8Array(32),
      proposerAddress: toValidatorAddress(getSchedule(world).current.proposer),
      txs,
      decidedLastCommit: lastCommit(height),
      misbehavior: [],
    })
    machine.commit()
    return block.receipts
  }

  const admit = (raw: Uint8Array): SignedTransaction | string => {
    const signed = resolve(raw)
    if (signed instanceof TransactionError) return `${signed.code}: ${signed.message}`
    const answer = machine.checkTx(signed)
    return answer.code === 0 ? signed : answer.log
  }

  return {
    get height() {
      return machine.info().lastBlockHeight
    },
    mine: (height, raw) => {
      while (machine.info().lastBlockHeight < height - 1) makeBlock([])
      const signed = admit(raw)
      if (typeof signed === 'string') return { admitted: false, reason: signed }
      const [receipt] = makeBlock([raw])
      if (receipt === undefined) throw new Error('an admitted transaction is in its block')
      return { admitted: true, signed, receipt }
    },
    tryOut: (raw) => {
      const signed = admit(raw)
      if (typeof signed === 'string') return { admitted: false, reason: signed }
      return machine.withPending([signed], ([receipt]): Submission => {
        if (receipt === undefined) return { admitted: false, reason: 'not the next nonce' }
        return { admitted: true, signed, receipt }
      })
    },
    call: (to, data) => {
      const request = { from: to, to, valueRau: 0n, data: data.length === 0 ? NO_BYTES : data }
      return machine.call(request)
    },
    balanceRau: (address) => getAccount(world.accounts, address).balanceRau,
    nonce: (address) => getAccount(world.accounts, address).nonce,
  }
}
