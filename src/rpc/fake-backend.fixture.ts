import { type Address, toAddress } from '#base/address.ts'
import { encodeError } from '#base/abi/abi-signature.ts'
import { u64ToBytes } from '#base/bytes.ts'
import { keccak256 } from '#base/hash.ts'
import { fromHex, type Hex, toHex } from '#base/hex.ts'
import { coins } from '#base/integers.ts'
import { recoverSender } from '#base/sender.ts'
import { decodeTransaction, TransactionError } from '#base/transaction.ts'
import type { Genesis } from '#params/genesis.ts'
import { PRESETS } from '#params/presets.ts'
import type { Log } from '#protocol/abci.ts'
import type { Receipt, SignedTransaction } from '#protocol/block.ts'
import { BUCKET_NOT_FOUND } from '#protocol/staking/status.ts'
import { REWARDING_ADDRESS, STAKING_ADDRESS } from '#protocol/system-addresses.ts'
import type {
  BlockRecord,
  DevControls,
  LogRecord,
  RpcBackend,
  SubmitResult,
  TransactionLocation,
} from './backend.ts'
import { logsOfBlock, matchesLogFilter } from './block-logs.ts'
import { createGenesisRecord } from './block-record.ts'
import { RpcFault } from './errors.ts'
import { createFakeBundles } from './fake-bundles.fixture.ts'
import { fakeCollectionProof, fakeRecordProof } from './fake-governance.fixture.ts'
import { createFakeImpact } from './fake-impact.fixture.ts'
import { BOB, createFakeQueries } from './fake-queries.fixture.ts'
import { systemTransactionHash } from './system-transaction.ts'

/** Solidity's transfer event, so that decoded logs can be checked with well-known tools. */
export const TRANSFER_TOPIC: Hex =
  '0xddf252ad1be2c89b69c2b068fc378daa952ba7f163c4a11628f55a4df523b3ef'

export interface FakeBackend extends RpcBackend {
  readonly dev: DevControls
  readonly chain: BlockRecord[]
  readonly offline: Set<Address>
  fund(address: Address, amountRau: bigint): void
  /** Makes a block of what waits, with these logs of its own. */
  mineNow(systemLogs?: readonly Log[]): BlockRecord
  syncingNow: { startingHeight: number; currentHeight: number; highestHeight: number } | undefined
  readonly blockListeners: number
  readonly pendingListeners: number
}

function padAddress(address: Address): Hex {
  return `0x${'0'.repeat(24)}${address.slice(2)}`
}

function word(value: bigint): Uint8Array {
  return fromHex(`0x${value.toString(16).padStart(64, '0')}`)
}

/** A node in memory that knows transfers only: enough to show what the server makes of a backend. */
/** One account, one delegate with its bucket, one phase. */
function fakeGenesis(chainId: number): Genesis {
  const owner = toAddress('0x00000000000000000000000000000000000000a1')
  const amountRau = coins(100)
  return {
    chainId,
    name: 'test',
    timeMs: 1_700_000_000_000,
    rules: PRESETS.devnet,
    schedule: [{ fromEpoch: 3, set: { producers: 2 } }],
    supplyRau: coins(1_110),
    rewardFundRau: coins(1_000),
    randomnessSeed: new Uint8Array(32).fill(1),
    accounts: [{ address: owner, balanceRau: coins(10) }],
    delegates: [
      {
        name: 'alpha',
        owner,
        operator: owner,
        reward: owner,
        blsKey: new Uint8Array(0),
        consensusKey: new Uint8Array(32).fill(2),
        rewardExempt: false,
        selfStakeBucket: 0,
      },
    ],
    buckets: [{ delegate: 'alpha', owner, amountRau, durationDays: 91, autoStake: true }],
  }
}

export function createFakeBackend(options: { readonly isDev?: boolean } = {}): FakeBackend {
  const rules = PRESETS.devnet
  const chainId = 31_415
  const timeMs = 1_700_000_000_000
  const genesis = createGenesisRecord({
    hash: keccak256(u64ToBytes(0)),
    timeMs,
    appHash: keccak256(u64ToBytes(1_000_000)),
    gasLimit: rules.maxBlockGas,
    gasPriceRau: rules.gasPriceRau,
  })
  const chain: BlockRecord[] = [genesis]
  const locations = new Map<Hex, TransactionLocation>()
  const balances = new Map<Address, bigint>()
  const nonces = new Map<Address, number>()
  const pool: SignedTransaction[] = []
  const blockListeners = new Set<(block: BlockRecord) => void>()
  const pendingListeners = new Set<(signed: SignedTransaction) => void>()
  const offline = new Set<Address>()
  let automine = false
  let aheadSeconds = 0
  let nextSeconds: number | undefined

  const head = (): BlockRecord => chain[chain.length - 1] as BlockRecord

  function execute(signed: SignedTransaction): Receipt {
    const { transaction, sender } = signed
    nonces.set(sender, transaction.nonce + 1)
    const common = {
      transactionHash: transaction.hash,
      gasUsed: 10_000,
      gasPriceRau: rules.gasPriceRau,
    }
    if (transaction.to === STAKING_ADDRESS) {
      return {
        ...common,
        status: 0,
        code: BUCKET_NOT_FOUND.code,
        error: encodeError(BUCKET_NOT_FOUND.error, [7n]),
        logs: [],
      }
    }
    const to = transaction.to as Address
    balances.set(sender, (balances.get(sender) ?? 0n) - transaction.valueRau)
    balances.set(to, (balances.get(to) ?? 0n) + transaction.valueRau)
    const log: Log = {
      address: to,
      topics: [TRANSFER_TOPIC, padAddress(sender), padAddress(to)],
      data: word(transaction.valueRau),
    }
    return { ...common, status: 1, code: 0, error: new Uint8Array(0), logs: [log] }
  }

  function mineNow(systemLogs: readonly Log[] = []): BlockRecord {
    const before = head()
    const height = before.height + 1
    const transactions = pool.splice(0)
    const receipts = transactions.map(execute)
    const plannedMs =
      nextSeconds === undefined ? before.timeMs + 1_000 + aheadSeconds * 1_000 : nextSeconds * 1_000
    nextSeconds = undefined
    aheadSeconds = 0
    const block: BlockRecord = {
      height,
      epoch: Math.ceil(height / rules.blocksPerEpoch),
      timeMs: plannedMs,
      hash: keccak256(u64ToBytes(height)),
      parentHash: before.hash,
      proposerAddress: '0123456789ABCDEF0123456789ABCDEF01234567',
      proposer: toAddress('0x00000000000000000000000000000000000000d1'),
      transactions,
      receipts,
      systemLogs,
      reveal: height % 2 === 1 ? new Uint8Array(96).fill(height) : undefined,
      gasLimit: rules.maxBlockGas,
      gasUsed: receipts.length * 10_000,
      gasPriceRau: rules.gasPriceRau,
      transactionsRoot: keccak256(u64ToBytes(height + 2_000_000)),
      receiptsRoot: keccak256(u64ToBytes(height + 3_000_000)),
      appHash: keccak256(u64ToBytes(height + 1_000_000)),
    }
    chain.push(block)
    for (const [index, signed] of transactions.entries()) {
      locations.set(signed.transaction.hash, { height, index })
    }
    locations.set(systemTransactionHash(height), { height, index: transactions.length })
    for (const listener of blockListeners) listener(block)
    return block
  }

  function submit(raw: Uint8Array): SubmitResult {
    try {
      const transaction = decodeTransaction(raw)
      const { signingHash, r, s, yParity } = transaction
      const sender = recoverSender(signingHash, r, s, yParity) as Address
      const next = (nonces.get(sender) ?? 0) + pool.filter((one) => one.sender === sender).length
      if (transaction.nonce < next) {
        return {
          ok: false,
          code: 'nonce-too-low',
          message: `nonce too low: next nonce ${next}, tx nonce ${transaction.nonce}`,
        }
      }
      const signed = { transaction, sender }
      pool.push(signed)
      for (const listener of pendingListeners) listener(signed)
      if (automine) mineNow()
      return { ok: true, hash: transaction.hash }
    } catch (error) {
      if (error instanceof TransactionError)
        return { ok: false, code: error.code, message: error.message }
      throw error
    }
  }

  const dev: DevControls = {
    mine: (blocks, intervalSeconds) => {
      for (let i = 0; i < blocks; i++) {
        if (i > 0 && intervalSeconds > 0) aheadSeconds = intervalSeconds - 1
        mineNow()
      }
      return Promise.resolve()
    },
    get automine() {
      return automine
    },
    setAutomine: (on) => {
      automine = on
    },
    setIntervalMining: (intervalMs) => {
      automine = intervalMs === 0 ? automine : false
    },
    increaseTime: (seconds) => (aheadSeconds += seconds),
    setNextBlockTimestamp: (seconds) => {
      nextSeconds = seconds
    },
    setOffline: (delegate, isOffline) => {
      if (isOffline) offline.add(delegate)
      else offline.delete(delegate)
    },
    offlineDelegates: () => [...offline],
  }

  const account = (address: Address) => ({
    nonce: nonces.get(address) ?? 0,
    balanceRau: balances.get(address) ?? 0n,
  })
  const backend: FakeBackend = {
    chainId,
    genesis: fakeGenesis(chainId),
    clientVersion: 'Boule/0.1.0/test',
    syncingNow: undefined,
    settled: () => undefined,
    peerCount: () => 3,
    syncing: () => backend.syncingNow,
    head,
    chain,
    blockByHeight: (height) => chain[height],
    blockByHash: (hash) => chain.find((block) => toHex(block.hash) === toHex(hash)),
    locateTransaction: (hash) => locations.get(hash),
    logs: (query) => {
      const records: LogRecord[] = []
      for (const block of chain.slice(query.fromHeight, query.toHeight + 1)) {
        for (const record of logsOfBlock(block)) {
          if (records.length > query.limit) return records
          if (matchesLogFilter(record.log, query)) records.push(record)
        }
      }
      return records
    },
    account,
    pendingAccount: (address) => {
      const { nonce, balanceRau } = account(address)
      const own = pool.filter((one) => one.sender === address)
      const spentRau = own.reduce((sum, one) => sum + one.transaction.valueRau, 0n)
      return { nonce: nonce + own.length, balanceRau: balanceRau - spentRau }
    },
    isSystemAddress: (address) => address === STAKING_ADDRESS || address === REWARDING_ADDRESS,
    rules: () => rules,
    call: (request) => {
      if (request.valueRau > account(request.from).balanceRau) {
        const reason = 'insufficient funds for gas * price + value'
        return { ok: false, data: new Uint8Array(0), gasUsed: 0, reason }
      }
      if (request.to === REWARDING_ADDRESS) return { ok: true, data: word(42n), gasUsed: 0 }
      if (request.to === STAKING_ADDRESS) {
        return { ok: false, data: encodeError(BUCKET_NOT_FOUND.error, [7n]), gasUsed: 10_000 }
      }
      return { ok: true, data: new Uint8Array(0), gasUsed: 10_000 }
    },
    submit: (raw) => Promise.resolve(submit(raw)),
    submitBatch: (raws) => Promise.resolve(raws.map(submit)),
    poolStatus: () => ({ pending: pool.length, queued: 0 }),
    poolContent: (limit, sender) => ({
      pending: pool.filter((one) => sender === undefined || one.sender === sender).slice(0, limit),
      queued: [],
    }),
    pooledTransaction: (hash) => pool.find((one) => one.transaction.hash === hash),
    proof: (module, collection, key) => {
      if (module === 'governance') return fakeRecordProof(collection, key)
      if (module !== 'staking' || collection !== 'buckets') return undefined
      if (typeof key !== 'number')
        throw new RpcFault('invalidParams', 'a key of staking.buckets is a number')
      return { height: head().height, module, collection, key }
    },
    collectionProof: (_, collection) => fakeCollectionProof(collection),
    queries: createFakeQueries(head),
    impact: createFakeImpact(BOB),
    bundles: createFakeBundles(),
    onBlock: (listener) => {
      blockListeners.add(listener)
      return () => blockListeners.delete(listener)
    },
    onPendingTransaction: (listener) => {
      pendingListeners.add(listener)
      return () => pendingListeners.delete(listener)
    },
    dev,
    offline,
    fund: (address, amountRau) => {
      balances.set(address, amountRau)
    },
    mineNow,
    get blockListeners() {
      return blockListeners.size
    },
    get pendingListeners() {
      return pendingListeners.size
    },
  }
  if (options.isDev === false) Object.assign(backend, { dev: undefined })
  balances.set(REWARDING_ADDRESS, coins(1_000))
  return backend
}
