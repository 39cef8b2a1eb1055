import { addressFromBytes } from '#base/address.ts'
import { u64ToBytes } from '#base/bytes.ts'
import { keccak256, sha256 } from '#base/hash.ts'
import { type Hex, toHex } from '#base/hex.ts'
import { addressOfPrivateKey, signTransaction } from '#base/sign-transaction.ts'
import { decodeTransaction } from '#base/transaction.ts'
import type { Log } from '#protocol/abci.ts'
import type { ExecutedBlock, Receipt, SignedTransaction } from '#protocol/block.ts'
import { MODULES } from '#protocol/store.ts'

const key = sha256(u64ToBytes(1))
const sender = addressOfPrivateKey(key)

export const CONTRACTS = [1, 2, 3].map((i) => addressFromBytes(sha256(u64ToBytes(i)).subarray(12)))
export const EVENTS = ['Staked(uint64)', 'Moved(uint64,address)', 'Granted(address)'].map((name) =>
  toHex(keccak256(new TextEncoder().encode(name))),
)

export function numberTopic(value: number): Hex {
  return `0x${value.toString(16).padStart(64, '0')}`
}

/** Signed once: what differs from block to block is the nonce only, and signing takes a millisecond. */
const signed = new Map<number, SignedTransaction>()

export function sampleTransaction(nonce: number): SignedTransaction {
  const known = signed.get(nonce)
  if (known !== undefined) return known
  const fields = {
    type: 2 as const,
    chainId: 424242,
    nonce,
    gasLimit: 10_000,
    maxFeePerGasRau: 1_000_000_000_000n,
    maxPriorityFeePerGasRau: 0n,
    to: CONTRACTS[nonce % 3],
    valueRau: BigInt(nonce) * 10n ** 18n,
    data: u64ToBytes(nonce),
    accessList: [],
  }
  const one = { sender, transaction: decodeTransaction(signTransaction(fields, key)) }
  signed.set(nonce, one)
  return one
}

function sampleLogs(seed: number): Log[] {
  return Array.from({ length: seed % 3 }, (_, i) => ({
    address: CONTRACTS[(seed + i) % 3] as Hex,
    topics: [EVENTS[(seed >> 1) % 3] as Hex, numberTopic(seed % 17), numberTopic(i)].slice(
      0,
      1 + (seed % 3),
    ),
    data: u64ToBytes(seed * 10 + i),
  }))
}

function sampleReceipt(transaction: SignedTransaction, seed: number): Receipt {
  const refused = seed % 7 === 0
  return {
    transactionHash: transaction.transaction.hash,
    status: refused ? 0 : 1,
    code: refused ? 203 : 0,
    error: refused ? Uint8Array.of(1, 2, 3, 4) : new Uint8Array(0),
    gasUsed: 10_000 + seed,
    gasPriceRau: 1_000_000_000_000n,
    logs: refused ? [] : sampleLogs(seed),
  }
}

/** A block as the state machine would give it: the same for a height at any time. `salt` makes it another chain's. */
export function sampleBlock(height: number, transactions = 4, salt = 0): ExecutedBlock {
  const txs = Array.from({ length: transactions }, (_, i) =>
    sampleTransaction(height * transactions + i),
  )
  const hash = sha256(u64ToBytes(height + salt))
  return {
    height,
    epoch: 1 + Math.floor(height / 10),
    timeMs: 1_700_000_000_000 + height * 1000,
    hash,
    proposerAddress: 'CD'.repeat(20),
    proposer: height % 4 === 0 ? undefined : CONTRACTS[0],
    transactions: txs,
    receipts: txs.map((one, i) => sampleReceipt(one, height * 31 + i)),
    systemLogs: height % 5 === 0 ? [1, 2].flatMap(sampleLogs) : [],
    reveal: height % 3 === 0 ? sha256(hash) : undefined,
    gasLimit: 20_000_000,
    gasUsed: transactions * 10_000,
    gasPriceRau: 1_000_000_000_000n,
    transactionsRoot: sha256(u64ToBytes(height + 1)),
    receiptsRoot: sha256(u64ToBytes(height + 2)),
    roots: {
      appHash: sha256(u64ToBytes(height + 3)),
      modules: MODULES.map((module) => ({ module, root: hash })),
    },
    response: { txResults: [], validatorUpdates: [], appHash: sha256(u64ToBytes(height + 3)) },
  }
}
