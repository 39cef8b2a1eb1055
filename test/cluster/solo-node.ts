/**
 * A network of one node, on CometBFT, that ends itself with SIGKILL when it passes a crash point: `node solo-node.js DIR POINT NTH`
 * (`-`: never). DIR is prepared by `solo-chain.ts`. Says on standard output where its RPC listens, at which block it starts, and
 * each block that is on disk.
 */
import fs from 'node:fs'
import path from 'node:path'
import { fromHex, toHex } from '#base/hex.ts'
import { readDelegateKeys } from '#cli/keys/key-file.ts'
import { startNode } from '#node/start-node.ts'
import { parseGenesis } from '#params/genesis-file.ts'
import { crashAt } from '../crash/crash-at.ts'
import { readSoloSettings } from './solo-settings.ts'

const [dir = '', point = '-', nth = '1'] = process.argv.slice(2)
const settings = readSoloSettings(dir)
const keys = readDelegateKeys(path.join(dir, 'keys.json'))

const node = await startNode(
  {
    genesis: parseGenesis(settings.genesis),
    dataDir: path.join(dir, 'data'),
    rpcPort: 0,
    logLevel: 'info',
    signatureWorkers: 1,
    snapshotIntervalBlocks: 4,
    cometbft: {
      binary: path.join(dir, 'cometbft'),
      p2p: { host: '127.0.0.1', port: settings.p2pPort },
      enginePort: settings.enginePort,
      locksDir: path.join(dir, 'locks'),
      keys: {
        consensusSecret: fromHex(keys.consensus.secretKey),
        blsSecret: fromHex(keys.bls.secretKey),
      },
    },
  },
  { crashPoint: crashAt(point, Number(nth)) },
)
const head = node.backend.head()
tell('starts at', head)
node.subscribe(({ height, hash, roots }) => tell('block', { height, hash, appHash: roots.appHash }))
fs.writeSync(1, `listening at ${node.rpcUrl}\n`)
const failure = await node.ended
if (failure !== undefined) {
  fs.writeSync(2, `${failure.message}\n`)
  process.exitCode = 1
}

function tell(
  what: string,
  block: { readonly height: number; readonly hash: Uint8Array; readonly appHash: Uint8Array },
): void {
  fs.writeSync(1, `${what} ${block.height} ${toHex(block.hash)} ${toHex(block.appHash)}\n`)
}
