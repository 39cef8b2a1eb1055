import { expect } from 'vitest'
import { type Address, toAddress } from '#base/address.ts'
import { recoverSender } from '#base/sender.ts'
import { signTransaction } from '#base/sign-transaction.ts'
import { decodeTransaction } from '#base/transaction.ts'
import { type AdmissionOptions, createAdmission } from './admission.ts'
import { createGossip, type Gossip } from './gossip.ts'
import type { GossipLimits } from './gossip-limits.ts'
import type { RecoveryRequest } from './signatures/recovery-batch.ts'
import { createTransactionMemory } from './transaction-memory.ts'
import { createTransactionPool } from './transaction-pool.ts'

const CHAIN_ID = 4_242
export const KEY = new Uint8Array(32).fill(5)
const TO = toAddress('0x00000000000000000000000000000000000000aa')

/** Signed by `KEY`. */
export function signed(nonce: number, { chainId = CHAIN_ID, bytes = 0 } = {}): Uint8Array {
  return signTransaction(
    {
      type: 2,
      chainId,
      nonce,
      gasLimit: 10_000,
      maxFeePerGasRau: 1n,
      maxPriorityFeePerGasRau: 1n,
      to: TO,
      valueRau: 1n,
      data: new Uint8Array(bytes),
      accessList: [],
    },
    KEY,
  )
}

/** Gossip with its admission and a pool for five; the check of signatures, which are counted, goes on when it is let. */
export function setUpIntake(
  limits: Partial<GossipLimits> = {},
  options: Partial<AdmissionOptions> = {},
) {
  const held: (() => void)[] = []
  const checks = { count: 0 }
  const recovery = {
    recover: async (requests: readonly RecoveryRequest[]): Promise<(Address | undefined)[]> => {
      checks.count += requests.length
      await new Promise<void>((resolve) => held.push(resolve))
      return requests.map((one) => recoverSender(one.signingHash, one.r, one.s, one.yParity))
    },
  }
  const account = () => ({ nonce: 0, balanceRau: 10n ** 18n })
  const pool = createTransactionPool({ account, baseFeeRau: 1n, limits: { maxTransactions: 5 } })
  const late: { gossip?: Gossip } = {}
  const admission = createAdmission({
    chainId: CHAIN_ID,
    pool,
    memory: createTransactionMemory(recovery),
    recovery,
    check: () => undefined,
    onTaken: (one) => late.gossip?.onTaken(one),
    ...options,
  })
  const gossip = createGossip({ pool, admission, limits })
  late.gossip = gossip
  const checkAll = () =>
    expect
      .poll(() => {
        for (const go of held.splice(0)) go()
        return admission.waiting
      })
      .toBe(0)
  return { pool, admission, gossip, checks, checkAll }
}

/** A transaction whose signature belongs to no key, which only its check can tell. */
export function signedByNobody(nonce: number): Uint8Array {
  const raw = signed(nonce)
  const at = Buffer.from(raw).indexOf(Buffer.from(decodeTransaction(raw).r))
  const hasKey = (): boolean => {
    const { signingHash, r, s, yParity } = decodeTransaction(raw)
    return recoverSender(signingHash, r, s, yParity) !== undefined
  }
  raw.fill(0x11, at, at + 32)
  // Half of all x coordinates belong to no point of secp256k1: looks for one of these.
  while (hasKey()) raw[at + 31] = (raw[at + 31] ?? 0) + 1
  return raw
}
