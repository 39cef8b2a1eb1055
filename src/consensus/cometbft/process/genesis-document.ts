import { existsSync, readFileSync } from 'node:fs'
import { CometbftError } from '../cometbft-error.ts'
import type { HomeOptions } from './home-options.ts'
import { writePublicFile } from './private-file.ts'

type Json = string | number | boolean | null | readonly Json[] | { readonly [key: string]: Json }

/**
 * The size of blocks is a rule of the network, which the application enforces. This bound is above whatever the rule may be, with room for
 * signatures and evidence, so that nobody can make all nodes download more before they refuse it.
 */
const MAX_BLOCK_BYTES = '20971520'
const NO_LIMIT = '-1'
const MAX_EVIDENCE_BYTES = '1048576'

/**
 * CometBFT's `genesis.json`. It is the same text on every node. Validators and the first app hash are not in it: the application
 * gives them at `InitChain`.
 */
export function genesisDocument(
  options: Pick<HomeOptions, 'chainId' | 'genesisTimeMs' | 'evidence'>,
): Json {
  const { maxAgeBlocks, maxAgeMs } = options.evidence
  return {
    genesis_time: new Date(options.genesisTimeMs).toISOString(),
    chain_id: String(options.chainId),
    initial_height: '1',
    consensus_params: {
      block: { max_bytes: MAX_BLOCK_BYTES, max_gas: NO_LIMIT },
      evidence: {
        max_age_num_blocks: String(maxAgeBlocks),
        max_age_duration: String(BigInt(maxAgeMs) * 1_000_000n),
        max_bytes: MAX_EVIDENCE_BYTES,
      },
      validator: { pub_key_types: ['ed25519'] },
      version: { app: '0' },
      abci: { vote_extensions_enable_height: '0' },
    },
    app_hash: '',
  }
}

/**
 * Writes the file if it is missing. Throws `CometbftError` `bad-config` when there is another genesis: the blocks beside it are
 * of another network, and CometBFT would go on with them.
 */
export function ensureGenesis(path: string, document: Json): void {
  if (!existsSync(path)) {
    writePublicFile(path, `${JSON.stringify(document, null, 2)}\n`)
    return
  }
  const difference = findDifference(readJson(path), document, '')
  if (difference === undefined) return
  throw new CometbftError(
    'bad-config',
    `${path} is not the genesis of this network: ${difference}; name another folder, or the genesis file with which this one began`,
  )
}

function readJson(path: string): Json {
  try {
    return JSON.parse(readFileSync(path, 'utf8')) as Json
  } catch {
    throw new CometbftError('bad-config', `${path} is not JSON: remove it and it is written anew`)
  }
}

/** The first place where two documents differ, in words; `undefined` when they are the same. */
function findDifference(
  found: Json | undefined,
  wanted: Json | undefined,
  at: string,
): string | undefined {
  if (isObject(found) && isObject(wanted)) {
    for (const key of new Set([...Object.keys(wanted), ...Object.keys(found)])) {
      const place = at === '' ? key : `${at}.${key}`
      const difference = findDifference(found[key], wanted[key], place)
      if (difference !== undefined) return difference
    }
    return undefined
  }
  const [has, needs] = [JSON.stringify(found), JSON.stringify(wanted)]
  return has === needs ? undefined : `${at} is ${has ?? 'missing'}, not ${needs ?? 'missing'}`
}

function isObject(value: Json | undefined): value is { readonly [key: string]: Json } {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
