import { equalBytes } from '#base/bytes.ts'
import { recoverSender } from '#base/sender.ts'
import { decodeTransaction, TransactionError } from '#base/transaction.ts'
import type { FinalizeBlockRequest } from '#protocol/abci.ts'
import type { ExecutedBlock, SignedTransaction } from '#protocol/block.ts'
import { createMachine } from '#protocol/create-machine.ts'
import { getSchedule } from '#protocol/epochs/epoch.ts'
import { toValidatorAddress } from '#protocol/liveness/count.ts'
import type { Machine } from '#protocol/machine.ts'
import type { ModuleName } from '#protocol/store.ts'
import { createMemoryStore } from '#state/store/memory-store.ts'
import { createSimGenesis } from '../../sim/sim-genesis.ts'

/** Decodes and recovers as a node does, without remembering anything. Throws nothing but faults of the program. */
export function resolveRaw(raw: Uint8Array): SignedTransaction | TransactionError {
  try {
    const transaction = decodeTransaction(raw)
    const { signingHash, r, s, yParity } = transaction
    const sender = recoverSender(signingHash, r, s, yParity)
    return sender === undefined
      ? new TransactionError('bad-signature', 'no key made this signature')
      : { transaction, sender }
  } catch (error) {
    if (error instanceof TransactionError) return error
    throw error
  }
}

/** A chain on which blocks are tried out. */
export interface FuzzChain {
  readonly machine: Machine
  /** The next block with these transactions, undone again. */
  tryBlock(txs: readonly Uint8Array[]): ExecutedBlock
  /** The next block with these transactions, for good. */
  addBlock(txs: readonly Uint8Array[]): ExecutedBlock
}

export function createFuzzChain(resolve: typeof resolveRaw = resolveRaw): FuzzChain {
  const genesis = createSimGenesis()
  const machine = createMachine({ store: createMemoryStore(), genesis, resolve })
  machine.initChain({ timeMs: genesis.timeMs, chainId: 'fuzz', initialHeight: 1 })
  const request = (txs: readonly Uint8Array[]): FinalizeBlockRequest => {
    const { previous, current } = getSchedule(machine.world)
    const height = machine.info().lastBlockHeight + 1
    return {
      height,
      timeMs: genesis.timeMs + height * 86_400_000,
      hash: new Uint8Array(32),
      proposerAddress: toValidatorAddress(current.proposer),
      txs,
      decidedLastCommit: {
        round: 0,
        votes: previous.validators.map(({ address }) => {
          return { validator: toValidatorAddress(address), flag: 'commit' as const }
        }),
      },
      misbehavior: [],
    }
  }
  return {
    machine,
    tryBlock: (txs) => {
      const executed = machine.finalizeBlock(request(txs))
      machine.discard()
      return executed
    },
    addBlock: (txs) => {
      const executed = machine.finalizeBlock(request(txs))
      machine.commit()
      return executed
    },
  }
}

/** Modules whose state differs after two blocks. */
export function listDifferences(a: ExecutedBlock, b: ExecutedBlock): readonly ModuleName[] {
  return a.roots.modules
    .filter(
      ({ root }, place) => !equalBytes(root, b.roots.modules[place]?.root ?? new Uint8Array(0)),
    )
    .map(({ module }) => module)
}
