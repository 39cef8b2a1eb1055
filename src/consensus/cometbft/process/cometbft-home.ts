import { mkdirSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import { CometbftError } from '../cometbft-error.ts'
import { formatConfigToml } from './config-toml.ts'
import { ensureGenesis, genesisDocument } from './genesis-document.ts'
import { checkHomeOptions, type HomeOptions } from './home-options.ts'
import { lockConsensusKey } from './key-lock.ts'
import { ensureNodeKey } from './node-key.ts'
import { writePublicFile } from './private-file.ts'
import { openValidatorKey } from './validator-key.ts'

/** A home folder with which CometBFT can start, and which this process alone may use. */
export interface CometbftHome {
  readonly dir: string
  /** Under which peers reach the node: 40 hex digits. */
  readonly nodeId: string
  /** Of the key with which it signs; upper-case hex. A node that only follows has a key of its own that is in no set. */
  readonly validatorAddress: string
  /** ed25519, 32 bytes. */
  readonly consensusKey: Uint8Array
  /** Writes the configuration for blocks of another interval. CometBFT reads it when it starts. */
  retime(blockIntervalMs: number): void
  /** Lets other processes use folder and key. To be called after CometBFT has ended. */
  release(): void
}

/**
 * Writes what is missing of a home folder, and `config.toml` anew. What cannot be made again (keys, the record of signatures, the
 * genesis) is never replaced. Throws `CometbftError` `bad-config` or `key`.
 */
export function writeCometbftHome(options: HomeOptions): CometbftHome {
  checkHomeOptions(options)
  const { dir } = options
  const config = join(dir, 'config')
  for (const folder of [dir, config, join(dir, 'data')]) {
    mkdirSync(folder, { recursive: true, mode: 0o700 })
  }
  refuseOtherConfigs(dir)
  const key = openValidatorKey({
    dir,
    secret: options.consensusSecret,
    assumeNeverSigned: options.assumeNeverSigned === true,
  })
  const lock = lockConsensusKey(options.locksDir, key.address)
  try {
    ensureGenesis(join(config, 'genesis.json'), genesisDocument(options))
    const nodeId = ensureNodeKey(join(config, 'node_key.json'))
    key.write()
    const writeConfig = (blockIntervalMs: number): void => {
      const toml = formatConfigToml({ ...options, blockIntervalMs }, key.files)
      writePublicFile(join(config, 'config.toml'), toml)
    }
    writeConfig(options.blockIntervalMs)
    return {
      dir,
      nodeId,
      validatorAddress: key.address,
      consensusKey: key.publicKey,
      retime: writeConfig,
      release: lock.release,
    }
  } catch (error) {
    lock.release()
    throw error
  }
}

/** CometBFT takes the first `config.*` that it finds, in any of ten formats, in the home folder before `config/`. */
function refuseOtherConfigs(dir: string): void {
  const found = [dir, join(dir, 'config')].flatMap((folder) =>
    readdirSync(folder)
      .filter((name) => /^config\.[^.]+$/.test(name))
      .map((name) => join(folder, name)),
  )
  const other = found.find((path) => path !== join(dir, 'config', 'config.toml'))
  if (other === undefined) return
  throw new CometbftError(
    'bad-config',
    `${other} would be read in place of config/config.toml: move it out of the folder`,
  )
}
