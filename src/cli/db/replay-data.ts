import { type Hex, toHex } from '#base/hex.ts'
import type { Genesis } from '#params/genesis.ts'
import { computeGenesisHash } from '#protocol/genesis/genesis-hash.ts'
import type { StateRoots } from '#protocol/store.ts'
import { openWorld } from '#protocol/world.ts'
import { createScriptRunner } from '#sandbox/create-script-runner.ts'
import { verifyDatabase, type VerifyReport } from '#state/verify.ts'
import { createOfflineMachine } from './offline-machine.ts'

/** What the state was after a block. */
export interface BlockRoots {
  readonly height: number
  readonly appHash: Hex
  /** Roots by module. */
  readonly modules: Readonly<Record<string, Hex>>
}

/**
 * Executes all blocks of a data directory that no node uses, from the genesis or the oldest snapshot on, and tells what this program makes of
 * each, also where the stored roots are others. Changes nothing. Throws `StorageError`.
 */
export async function replayData(
  dataDir: string,
  genesis: Genesis,
  onBlock: (roots: BlockRoots) => void,
): Promise<VerifyReport> {
  const machine = createOfflineMachine(genesis, await createScriptRunner())
  return verifyDatabase({
    dir: dataDir,
    identity: { chainId: genesis.chainId, genesisHash: computeGenesisHash(genesis) },
    openCollections: (store) => void openWorld(store),
    replay: {
      store: machine.store,
      genesis: machine.initialise,
      resume: machine.resume,
      apply: (block) => {
        onBlock(describeRoots(block.request.height, machine.apply(block)))
        // Whoever is told compares; the blocks behind a difference count as well.
        return block.roots
      },
    },
  })
}

export function describeRoots(height: number, { appHash, modules }: StateRoots): BlockRoots {
  return {
    height,
    appHash: toHex(appHash),
    modules: Object.fromEntries(modules.map(({ module, root }) => [module, toHex(root)])),
  }
}
