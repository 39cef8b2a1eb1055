import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { blsSecretKeyFromSeed } from '#base/bls.ts'
import { utf8ToBytes } from '#base/bytes.ts'
import { sha256 } from '#base/hash.ts'
import type { P2pOptions } from '#consensus/cometbft/process/home-options.ts'
import { ensureNodeKey } from '#consensus/cometbft/process/node-key.ts'
import { type NodePorts, planPorts } from '../../src/cli/testnet/ports.ts'

/** A node of a network on this machine: where it lives and how others reach it. */
export interface Member {
  readonly name: string
  readonly dir: string
  readonly ports: NodePorts
  /** `id@host:port` of all members that were planned before it. */
  readonly peers: readonly string[]
  /** ed25519 seed and BLS secret key: the same in each run. */
  readonly consensusSecret: Uint8Array
  readonly blsSecret: Uint8Array
}

export function consensusSecretOf(index: number): Uint8Array {
  return sha256(utf8ToBytes(`bench consensus ${index}`))
}

export function blsSecretOf(index: number): Uint8Array {
  return blsSecretKeyFromSeed(sha256(utf8ToBytes(`bench bls ${index}`)))
}

/** Folders, keys and free ports of `count` members that are all connected with each other. */
export async function planMembers(folder: string, count: number): Promise<readonly Member[]> {
  const names = Array.from({ length: count }, (_, index) => `n${index}`)
  const plan = await planPorts(names, 0)
  const addresses: string[] = []
  return names.map((name, index) => {
    const dir = join(folder, name)
    const config = join(dir, 'cometbft', 'config')
    mkdirSync(config, { recursive: true, mode: 0o700 })
    const nodeId = ensureNodeKey(join(config, 'node_key.json'))
    const ports = plan.get(name) as NodePorts
    const peers = [...addresses]
    addresses.push(`${nodeId}@127.0.0.1:${ports.p2p}`)
    return {
      name,
      dir,
      ports,
      peers,
      consensusSecret: consensusSecretOf(index),
      blsSecret: blsSecretOf(index),
    }
  })
}

/** As `boule node` sets the lines between nodes of one machine. */
export function localP2p({ ports, peers }: Member): P2pOptions {
  return {
    host: '127.0.0.1',
    port: ports.p2p,
    persistentPeers: peers,
    pex: false,
    addrBookStrict: false,
    allowDuplicateIp: true,
    maxInboundPeers: 100,
    sendBytesPerSecond: 512_000_000,
    receiveBytesPerSecond: 512_000_000,
  }
}
