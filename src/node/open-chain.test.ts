import { expect, test } from 'vitest'
import type { StoredBlock } from '#state/block-log/stored-block.ts'
import type { RecoverySteps } from '#state/recover.ts'
import { MissingVersionError } from './missing-version.ts'
import { type Chain, recoverChain, type RecoverOptions } from './open-chain.ts'

/** A log with one block, behind a state whose chain asks for `version`. */
function chainThatAsksFor(version: number, executed: string[]): Chain {
  const block = { request: { height: 8, txs: [] } } as unknown as StoredBlock
  return {
    machine: {
      softwareVersion: () => ({ version, proposal: 3, bundleRoot: new Uint8Array(32) }),
      info: () => ({ lastBlockHeight: 7 }),
      world: { chain: { head: { get: () => ({ hash: new Uint8Array(32) }) } } },
      finalizeBlock: () => {
        executed.push('block 8')
        return { roots: {} }
      },
      commit: () => undefined,
    },
    memory: { prefetch: async () => undefined },
    database: {
      log: { tip: 8 },
      recover: async (steps: RecoverySteps) => {
        await steps.apply(block)
        return { height: 8, snapshotHeight: 0, replayedBlocks: 1 }
      },
    },
  } as unknown as Chain
}

const OPTIONS = {
  onReplayed: async () => undefined,
  historyHeight: 8,
} as unknown as RecoverOptions

test('blocks that a later version made are not executed again, but named', async () => {
  const executed: string[] = []
  await recoverChain(chainThatAsksFor(1, executed), OPTIONS)
  expect(executed).toEqual(['block 8'])
  const later = recoverChain(chainThatAsksFor(2, executed), OPTIONS)
  await expect(later).rejects.toThrow(MissingVersionError)
  await expect(later).rejects.toThrow('from block 8 on the chain asks for version 2')
  expect(executed).toEqual(['block 8'])
})
