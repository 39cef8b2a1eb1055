import type { Address } from '#base/address.ts'
import type { TransactionError } from '#base/transaction.ts'
import type { Rules } from '#params/rule-table.ts'
import type {
  CheckTxResponse,
  FinalizeBlockRequest,
  InfoResponse,
  InitChainRequest,
  InitChainResponse,
  PrepareProposalRequest,
  ProcessProposalRequest,
} from './abci.ts'
import type { BlockContext } from './action.ts'
import type { ExecutedBlock, Receipt, SignedTransaction } from './block.ts'
import type { SoftwareVersion } from './governance/state.ts'
import type { Genesis } from '#params/genesis.ts'
import type { ScriptRunner } from './script-runner.ts'
import type { JournaledStore } from './store.ts'
import type { World } from './world.ts'

/** Decodes a raw transaction and recovers its sender: pure, so an implementation may look the answer up in a cache. */
export type ResolveTransaction = (raw: Uint8Array) => SignedTransaction | TransactionError

/** The address whose key made the signature (r, s: 32 bytes each) over 32 bytes; `undefined` when no key did. */
export type RecoverSender = (
  digest: Uint8Array,
  r: Uint8Array,
  s: Uint8Array,
  yParity: 0 | 1,
) => Address | undefined

export interface MachineOptions {
  readonly store: JournaledStore
  readonly genesis: Genesis
  readonly resolve: ResolveTransaction
  /** Missing where no ballot is relayed, in tests for instance: asking for it then stops the machine. */
  readonly recoverSender?: RecoverSender
  /** Missing where no script can be in force, in tests for instance: asking for one then stops the machine. */
  readonly runScript?: ScriptRunner
}

/** An answer of `eth_call`: ABI-encoded values, or the refusal's error data; none for a transfer of more than the caller has. */
export interface CallResult {
  readonly ok: boolean
  readonly data: Uint8Array
  readonly gasUsed: number
}

export interface CallRequest {
  readonly from: Address
  readonly to: Address | undefined
  readonly valueRau: bigint
  readonly data: Uint8Array
  /** See `countAccessListBytes`; 0 when missing. */
  readonly accessListBytes?: number
}

/** The deterministic state machine: pure and synchronous. The same calls give the same bytes on every machine. */
export interface Machine {
  readonly world: World
  readonly genesis: Genesis
  info(): InfoResponse
  initChain(request: InitChainRequest): InitChainResponse
  /** The state was loaded from a snapshot: takes height and rules from it. */
  resume(): void
  /** Stateless and stateful checks against the committed state; the nonce may be ahead (the pool orders). */
  checkTx(signed: SignedTransaction): CheckTxResponse
  /** Cuts `candidates`, in their order, to what fits and is valid one after another, behind the reveal when there is one. */
  prepareProposal(
    request: PrepareProposalRequest,
    candidates: readonly Uint8Array[],
    reveal: Uint8Array | undefined,
  ): readonly Uint8Array[]
  processProposal(request: ProcessProposalRequest): boolean
  finalizeBlock(request: FinalizeBlockRequest): ExecutedBlock
  /** Makes the block that was finalised last part of the state. */
  commit(): void
  /** Drops a finalised block that was not committed. */
  discard(): void
  /** Rules of the block that comes next. */
  rules(): Rules
  /** The version of the software that makes the block that comes next. */
  softwareVersion(): SoftwareVersion
  /** Runs an action or read on the committed state and undoes it. `onTop` are transactions executed first (the pending ones). */
  call(request: CallRequest, onTop?: readonly SignedTransaction[]): CallResult
  /** Runs `read` on the committed state with `transactions` on top, and undoes them. */
  withPending<T>(
    transactions: readonly SignedTransaction[],
    read: (receipts: readonly Receipt[]) => T,
  ): T
  /** Runs `run` on the committed state, in the context of the next block, and undoes whatever it changed, also when it throws. */
  tryOut<T>(run: (context: BlockContext) => T): T
}
