import type { Genesis } from '#params/genesis.ts'
import { computeGenesisHash } from '#protocol/genesis/genesis-hash.ts'
import { openDatabase } from '#state/database.ts'
import { CliError } from '../cli-error.ts'
import { createScriptRunner } from '#sandbox/create-script-runner.ts'
import { createOfflineMachine } from './offline-machine.ts'

export interface WrittenSnapshot {
  readonly height: number
  readonly appHash: Uint8Array
  /** Blocks that were executed to get there. */
  readonly replayedBlocks: number
}

/** Brings the state of a data directory that no node uses to its last block and writes a snapshot of it. */
export async function writeSnapshot(
  dataDir: string,
  genesis: Genesis,
  notice: (text: string) => void,
): Promise<WrittenSnapshot> {
  const machine = createOfflineMachine(genesis, await createScriptRunner())
  const database = await openDatabase({
    dir: dataDir,
    store: machine.store,
    identity: { chainId: genesis.chainId, genesisHash: computeGenesisHash(genesis) },
    notice,
  })
  try {
    const { height, replayedBlocks } = await database.recover({
      genesis: machine.initialise,
      resume: machine.resume,
      apply: machine.apply,
    })
    if (height === 0)
      throw new CliError(`${dataDir} has no blocks yet, so there is nothing to write`)
    const { roots } = await database.snapshotNow()
    return { height, appHash: roots.appHash, replayedBlocks }
  } finally {
    await database.close()
  }
}
