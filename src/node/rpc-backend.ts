import type { Address } from '#base/address.ts'
import type { Admission } from '#mempool/admission.ts'
import type { TransactionPool } from '#mempool/transaction-pool.ts'
import { getAccount } from '#protocol/accounts/balance.ts'
import type { SignedTransaction } from '#protocol/block.ts'
import { isSystemAddress } from '#protocol/dispatch.ts'
import type { CallRequest, CallResult, Machine } from '#protocol/machine.ts'
import { MODULES, type ModuleName } from '#protocol/store.ts'
import type {
  AccountRecord,
  BlockRecord,
  BundlePort,
  CallAnswer,
  JsonObject,
  PoolContent,
  RpcBackend,
  Unsubscribe,
} from '#rpc/backend.ts'
import { RpcFault, serverFault } from '#rpc/errors.ts'
import { createImpactPort } from '#rpc/impact/create-impact-port.ts'
import type { BouleQueries } from '#rpc/queries.ts'
import type { NodeEngine } from './engines/node-engine.ts'
import type { Listeners } from './listeners.ts'
import type { NodeHistory } from './open-history.ts'
import type { RecentBlocks } from './recent-blocks.ts'

export interface RpcBackendOptions {
  readonly machine: Machine
  readonly pool: TransactionPool
  readonly admission: Admission
  readonly recent: RecentBlocks
  /** Blocks that are not in memory any more. */
  readonly history: NodeHistory
  readonly queries: BouleQueries
  readonly bundles: BundlePort
  readonly blocks: Listeners<BlockRecord>
  readonly pendingTransactions: Listeners<SignedTransaction>
  readonly engine: NodeEngine
  /** See `RpcBackend.settled`. */
  readonly settled: () => Promise<void> | undefined
  readonly clientVersion: string
  /** Why there is no proof, or the proof. */
  readonly prove: (
    module: ModuleName,
    collection: string,
    key: string | number,
  ) => JsonObject | string
  readonly proveCollection: (module: ModuleName, collection: string) => JsonObject | undefined
}

/** Transactions of others that pending state takes into account: what the next block has room for, but not without end. */
const MAX_PENDING_TRANSACTIONS = 256

/** The node as the RPC server sees it. */
export function createRpcBackend(options: RpcBackendOptions): RpcBackend {
  const { machine, pool, admission, recent, history, engine } = options
  const account = (address: Address): AccountRecord => getAccount(machine.world.accounts, address)
  return {
    chainId: machine.genesis.chainId,
    genesis: machine.genesis,
    clientVersion: options.clientVersion,
    settled: options.settled,
    peerCount: () => engine.peerCount(),
    syncing: () => engine.syncing(),
    head: () => recent.head,
    blockByHeight: (height) => recent.byHeight(height) ?? history.blockByHeight(height),
    blockByHash: (hash) => recent.byHash(hash) ?? history.blockByHash(hash),
    locateTransaction: (hash) => recent.locate(hash) ?? history.locate(hash),
    logs: (filter) => {
      checkKept(history, filter.fromHeight)
      return history.logs(filter)
    },
    account,
    pendingAccount: (address) => readPendingAccount(machine, pool, address),
    isSystemAddress,
    rules: () => machine.rules(),
    call: (request, isPending) => {
      const onTop = isPending ? pendingTransactions(machine, pool, request.from) : []
      return explain(request, machine.call(request, onTop))
    },
    submit: (raw) => admission.submit(raw),
    submitBatch: (raws) => admission.submitBatch(raws),
    poolStatus: () => pool.status(),
    poolContent: (limit, sender) => readPoolContent(pool, limit, sender),
    pooledTransaction: (hash) => pool.get(hash),
    proof: (module, collection, key) => prove(options, module, collection, key),
    collectionProof: (module, collection) => {
      const name = MODULES.find((known) => known === module)
      return name === undefined ? undefined : options.proveCollection(name, collection)
    },
    queries: options.queries,
    impact: createImpactPort(machine, options.settled),
    bundles: options.bundles,
    onBlock: (listener): Unsubscribe => options.blocks.add(listener),
    onPendingTransaction: (listener): Unsubscribe => options.pendingTransactions.add(listener),
    dev: engine.dev,
  }
}

/** An empty answer for blocks that the node does not have would be a silent lie. */
function checkKept({ firstHeight }: NodeHistory, fromHeight: number): void {
  if (firstHeight === 1 || fromHeight >= firstHeight) return
  throw serverFault(
    'blocks-not-kept',
    `blocks below ${firstHeight} are not kept by this node: ask for ${firstHeight} and later ones, or ask a node that keeps all`,
  )
}

/** What the next block would take first, with all that one account has waiting. */
function pendingTransactions(
  machine: Machine,
  pool: TransactionPool,
  account: Address,
): readonly SignedTransaction[] {
  const { maxBlockBytes, maxBlockGas } = machine.rules()
  const others = pool
    .select(maxBlockBytes, maxBlockGas)
    .filter((signed) => signed.sender !== account)
    .slice(0, MAX_PENDING_TRANSACTIONS)
  return [...others, ...pool.transactionsOf(account).pending]
}

/** The nonce is asked for before every transaction and known without executing anything; the balance is not. */
function readPendingAccount(
  machine: Machine,
  pool: TransactionPool,
  address: Address,
): AccountRecord {
  return {
    nonce: pool.pendingNonce(address),
    get balanceRau() {
      return machine.withPending(
        pendingTransactions(machine, pool, address),
        () => getAccount(machine.world.accounts, address).balanceRau,
      )
    },
  }
}

/** Says in the words that Ethereum's clients know that a transfer is not covered. */
function explain({ valueRau }: CallRequest, answer: CallResult): CallAnswer {
  if (answer.ok || answer.data.length > 0) return answer
  const reason = `insufficient funds for gas * price + value: value ${valueRau} Rau is above the balance`
  return { ...answer, reason }
}

function readPoolContent(
  pool: TransactionPool,
  limit: number,
  sender: Address | undefined,
): PoolContent {
  const pending: SignedTransaction[] = []
  const queued: SignedTransaction[] = []
  const take = (list: SignedTransaction[], from: readonly SignedTransaction[]): void => {
    const room = limit - pending.length - queued.length
    for (const signed of from.slice(0, Math.max(0, room))) list.push(signed)
  }
  if (sender !== undefined) {
    const own = pool.transactionsOf(sender)
    take(pending, own.pending)
    take(queued, own.queued)
    return { pending, queued }
  }
  pool.eachAccount((_sender, transactions) => {
    take(pending, transactions.pending)
    take(queued, transactions.queued)
  })
  return { pending, queued }
}

function prove(
  options: RpcBackendOptions,
  module: string,
  collection: string,
  key: string | number,
): JsonObject | undefined {
  const name = MODULES.find((known) => known === module)
  if (name === undefined) return undefined
  const proof = options.prove(name, collection, key)
  if (typeof proof !== 'string') return proof
  if (proof === 'unknown-collection') return undefined
  if (proof === 'bad-key') {
    throw new RpcFault('invalidParams', `${collection} has no keys such as ${JSON.stringify(key)}`)
  }
  throw serverFault(
    'absent',
    `${module}.${collection} has no record ${JSON.stringify(key)}, and absence cannot be proven there`,
  )
}
