import { loadNativeSecp256k1 } from '#base/secp256k1-native.ts'
import { SenderCache } from '#mempool/signatures/sender-cache.ts'
import { SignaturePool } from '#mempool/signatures/signature-pool.ts'
import { createTransactionMemory } from '#mempool/transaction-memory.ts'
import type { Genesis } from '#params/genesis.ts'
import { createMachine } from '#protocol/create-machine.ts'
import type { StateRoots } from '#protocol/store.ts'
import type { StoredBlock } from '#state/block-log/stored-block.ts'
import { createMemoryStore, type MemoryStore } from '#state/store/memory-store.ts'

/** A state machine without engine, pool and sockets: executes stored blocks again. */
export interface OfflineMachine {
  readonly store: MemoryStore
  readonly initialise: () => void
  readonly resume: () => void
  readonly apply: (block: StoredBlock) => Promise<StateRoots>
  readonly close: () => Promise<void>
}

const SIGNATURE_WORKERS = 2

export function createOfflineMachine(genesis: Genesis): OfflineMachine {
  loadNativeSecp256k1()
  let failure: Error | undefined
  const signatures = new SignaturePool({
    workers: SIGNATURE_WORKERS,
    onFailure: (error) => {
      failure = error
    },
  })
  const memory = createTransactionMemory(signatures, new SenderCache())
  const store = createMemoryStore()
  const machine = createMachine({ store, genesis, resolve: memory.resolve })
  return {
    store,
    initialise: () => {
      machine.initChain({ timeMs: genesis.timeMs, chainId: String(genesis.chainId), initialHeight: 1 })
      machine.commit()
    },
    resume: () => machine.resume(),
    apply: async (block) => {
      if (failure !== undefined) throw failure
      await memory.prefetch(block.request.txs)
      const executed = machine.finalizeBlock(block.request)
      machine.commit()
      return executed.roots
    },
    close: () => signatures.close(),
  }
}
