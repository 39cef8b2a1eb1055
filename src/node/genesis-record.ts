import fs from 'node:fs'
import { join } from 'node:path'
import { parseHex, toHex } from '#base/hex.ts'
import { TransactionError } from '#base/transaction-error.ts'
import type { Genesis } from '#params/genesis.ts'
import { createMachine } from '#protocol/create-machine.ts'
import type { BlockRecord } from '#rpc/backend.ts'
import { createGenesisRecord } from '#rpc/block-record.ts'
import { createMemoryStore } from '#state/store/memory-store.ts'

const FILE = 'genesis-app-hash'

/**
 * The block of height 0. Its app hash is worked out once, by building the first state, and then kept in the data directory:
 * a node that starts from a snapshot does not build that state again.
 */
export function openGenesisRecord(
  dataDir: string,
  genesis: Genesis,
  genesisHash: Uint8Array,
): BlockRecord {
  return createGenesisRecord({
    hash: genesisHash,
    timeMs: genesis.timeMs,
    appHash: readAppHash(dataDir, genesisHash) ?? writeAppHash(dataDir, genesis, genesisHash),
    gasLimit: genesis.rules.maxBlockGas,
    gasPriceRau: genesis.rules.gasPriceRau,
  })
}

/** The file names the genesis, too, so that it is never believed for another one. */
function readAppHash(dataDir: string, genesisHash: Uint8Array): Uint8Array | undefined {
  let text: string
  try {
    text = fs.readFileSync(join(dataDir, FILE), 'utf8')
  } catch {
    return undefined
  }
  const [genesis, appHash] = text.trim().split(' ')
  if (genesis !== toHex(genesisHash) || appHash === undefined) return undefined
  const bytes = parseHex(appHash)
  return bytes?.length === 32 ? bytes : undefined
}

function writeAppHash(dataDir: string, genesis: Genesis, genesisHash: Uint8Array): Uint8Array {
  const machine = createMachine({
    store: createMemoryStore(),
    genesis,
    resolve: () =>
      new TransactionError('empty', 'there are no transactions before the first block'),
  })
  const { appHash } = machine.initChain({
    chainId: String(genesis.chainId),
    timeMs: genesis.timeMs,
    initialHeight: 1,
  })
  fs.writeFileSync(join(dataDir, FILE), `${toHex(genesisHash)} ${toHex(appHash)}\n`)
  return appHash
}
