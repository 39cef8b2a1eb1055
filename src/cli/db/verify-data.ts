import type { Genesis } from '#params/genesis.ts'
import { computeGenesisHash } from '#protocol/genesis/genesis-hash.ts'
import { openWorld } from '#protocol/world.ts'
import { verifyDatabase, type VerifyReport } from '#state/verify.ts'
import { createScriptRunner } from '#sandbox/create-script-runner.ts'
import { createOfflineMachine } from './offline-machine.ts'

/**
 * Checks a data directory that no node uses: every block and snapshot against its checksum, and, with `replay`, that
 * executing all blocks from the genesis gives the stored roots. Changes nothing. Throws `StorageError`.
 */
export async function verifyData(
  dataDir: string,
  genesis: Genesis,
  replay: boolean,
): Promise<VerifyReport> {
  const machine = replay ? createOfflineMachine(genesis, await createScriptRunner()) : undefined
  return verifyDatabase({
    dir: dataDir,
    identity: { chainId: genesis.chainId, genesisHash: computeGenesisHash(genesis) },
    openCollections: (store) => void openWorld(store),
    ...(machine === undefined
      ? {}
      : {
          replay: {
            store: machine.store,
            genesis: machine.initialise,
            resume: machine.resume,
            apply: machine.apply,
          },
        }),
  })
}
