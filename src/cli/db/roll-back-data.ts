import type { Genesis } from '#params/genesis.ts'
import { computeGenesisHash } from '#protocol/genesis/genesis-hash.ts'
import { rollBack, type RollBackReport } from '#state/roll-back.ts'

/** Takes a data directory that no node uses back to the block of height `to`. Throws `StorageError`. */
export function rollBackData(
  dataDir: string,
  genesis: Genesis,
  to: number,
  notice: (text: string) => void,
): Promise<RollBackReport> {
  const identity = { chainId: genesis.chainId, genesisHash: computeGenesisHash(genesis) }
  return rollBack({ dir: dataDir, identity, to, notice })
}
