import type { Genesis } from '#params/genesis.ts'
import { DEVNET_CHAIN_ID } from '#params/devnet/accounts.ts'
import { readIdentity } from '#state/identity-file.ts'
import { CliError } from '../cli-error.ts'
import { loadGenesis } from '../genesis/load-genesis.ts'

/** The genesis that a data directory belongs to: the file that was named, or the devnet's own. */
export async function chooseGenesis(
  folder: string,
  dataDir: string,
  genesisFile: string | undefined,
): Promise<Genesis> {
  if (genesisFile !== undefined) return loadGenesis(folder, genesisFile)
  const identity = readIdentity(dataDir)
  if (identity === undefined) {
    throw new CliError(`${dataDir} is not a data directory of Boule: it has no identity.json`)
  }
  if (identity.chainId !== DEVNET_CHAIN_ID) {
    throw new CliError(
      `the data is of chain ${identity.chainId}; name its genesis file with --genesis`,
      2,
    )
  }
  const { devnetGenesis } = await import('#params/devnet/genesis.ts')
  return devnetGenesis()
}
