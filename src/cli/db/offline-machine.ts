import { loadNativeSecp256k1 } from '#base/secp256k1-native.ts'
import { recoverSender } from '#base/sender.ts'
import { createTransactionMemory } from '#mempool/transaction-memory.ts'
import type { Genesis } from '#params/genesis.ts'
import { createMachine } from '#protocol/create-machine.ts'
import type { ScriptRunner } from '#protocol/script-runner.ts'
import type { StateRoots } from '#protocol/store.ts'
import type { StoredBlock } from '#state/block-log/stored-block.ts'
import { createMemoryStore, type MemoryStore } from '#state/store/memory-store.ts'

/** A state machine without engine, pool, sockets and threads: executes stored blocks again. */
export interface OfflineMachine {
  readonly store: MemoryStore
  /** Builds the first state. */
  readonly initialise: () => void
  /** The store was filled from a snapshot. */
  readonly resume: () => void
  readonly apply: (block: StoredBlock) => StateRoots
}

export function createOfflineMachine(genesis: Genesis, runScript: ScriptRunner): OfflineMachine {
  loadNativeSecp256k1()
  const memory = createTransactionMemory({
    recover: async (batch) =>
      batch.map(({ signingHash, r, s, yParity }) => recoverSender(signingHash, r, s, yParity)),
  })
  const store = createMemoryStore()
  const machine = createMachine({
    store,
    genesis,
    resolve: memory.resolve,
    recoverSender,
    runScript,
  })
  return {
    store,
    initialise: () => {
      machine.initChain({
        timeMs: genesis.timeMs,
        chainId: String(genesis.chainId),
        initialHeight: 1,
      })
    },
    resume: () => machine.resume(),
    apply: (block) => {
      const executed = machine.finalizeBlock(block.request)
      machine.commit()
      return executed.roots
    },
  }
}
