import { type ChildProcess, spawn } from 'node:child_process'
import { mkdirSync } from 'node:fs'
import path from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { must } from '#base/assert.ts'
import { consensusAddress, toUpperHex } from '#base/consensus-key.ts'
import { mulDiv } from '#base/integers.ts'
import { ask } from '../cluster/ask.ts'
import { until } from '../cluster/wait.ts'
import { planPorts } from '#cli/testnet/ports.ts'
import { readDeeds, setFaults } from './faults.ts'
import {
  type AdversaryNetwork,
  askNodeId,
  FAULTY_NODE,
  isMissing,
  startAdversaryNetwork,
} from './network.fixture.ts'

const OTHERS = ['n1', 'n2', 'n3'] as const
const EPOCH_BLOCKS = 12
const LATENCY_MS = 50

let network: AdversaryNetwork
let twin: ChildProcess | undefined

/**
 * A second node with the keys of n4. The lock that keeps two of one machine apart is in the folder of temporary files, of which it
 * has another one. It proposes other blocks than n4 does: without the reveal.
 */
async function startTwin(): Promise<string> {
  const { testnet } = network
  const dir = path.join(testnet.dir, 'twin')
  const temporary = path.join(dir, 'tmp')
  mkdirSync(temporary, { recursive: true })
  setFaults(dir, { proposals: ['all but the reveal'] })
  const ports = must((await planPorts(['twin'], 0)).get('twin'), 'ports')
  const peers = await Promise.all(
    OTHERS.map(async (name) => {
      const { engineUrl, ports: at } = testnet.node(name)
      return `${await askNodeId(engineUrl)}@127.0.0.1:${at.p2p}`
    }),
  )
  const words = [
    [FAULTY_NODE, 'node', '--genesis', testnet.genesisFile, '--data', dir, '--log-level', 'error'],
    ['--keys', path.join(network.dir('n4'), 'keys.json'), '--peers', peers.join(',')],
    ['--port', `${ports.rpc}`, '--p2p-port', `${ports.p2p}`, '--engine-port', `${ports.engine}`],
  ]
  twin = spawn(process.execPath, words.flat(), {
    env: { ...process.env, TMPDIR: temporary },
    stdio: 'ignore',
  })
  return dir
}

interface EngineBlock {
  readonly block: { readonly evidence: { readonly evidence: readonly unknown[] } }
}

/** Evidence in the block at a height, as CometBFT has it. */
async function readEvidence(height: number): Promise<readonly unknown[]> {
  const { engineUrl } = network.testnet.node('n1')
  const { block } = await ask<EngineBlock>(engineUrl, 'block', { height: `${height}` })
  return block.evidence.evidence
}

describe.skipIf(isMissing)('one key that signs twice', () => {
  beforeAll(async () => {
    network = await startAdversaryNetwork({
      nodes: 4,
      elected: 4,
      drawn: 4,
      blocksPerEpoch: EPOCH_BLOCKS,
      intervalMs: 500,
    })
    await network.reach('n1', 2)
  })

  afterAll(async () => {
    twin?.kill('SIGKILL')
    await network.end()
  })

  test('CometBFT proves it, and the delegate is slashed once for each height and put on probation', async () => {
    // The twin is connected directly. What n4 signs takes longer, so it is on its way before n4 hears that others have a vote of its key.
    network.testnet.links?.setLatencyMs(LATENCY_MS)
    const dir = await startTwin()
    let next = 1
    const proof = await until('block with evidence', async () => {
      if ((await network.height('n1')) < next) return undefined
      return (await readEvidence(next++))[0]
    })
    const proposals = readDeeds(dir).length
    twin?.kill('SIGTERM')
    // The same once more, by hand: CometBFT knows that it has been in a block.
    await ask(network.testnet.node('n2').engineUrl, 'broadcast_evidence', { evidence: proof })
    // Until the running epoch has ended.
    await network.reach('n1', next + EPOCH_BLOCKS + 1)
    for (const { name, state } of network.testnet.nodes)
      expect([name, state()]).toEqual([name, 'running'])

    const { facts, stored } = await network.settle()
    const { genesis } = network.testnet
    const n4 = must(genesis.delegates[3], 'n4')
    const proven = stored.flatMap(({ request }) => request.misbehavior)
    expect(new Set(proven.map(({ validator }) => validator))).toEqual(
      new Set([toUpperHex(consensusAddress(n4.consensusKey))]),
    )
    const events = facts.blocks.flatMap((block) => block.events)
    const slashes = events.flatMap((event) =>
      event.eventName === 'DoubleSigned' ? [event.args] : [],
    )
    expect(slashes.map(({ height }) => Number(height))).toEqual(proven.map(({ height }) => height))
    expect(new Set(slashes.map(({ height }) => height)).size).toBe(slashes.length)
    let selfStakeRau = must(genesis.buckets[3], 'its self-stake').amountRau
    for (const { delegate, slashedRau } of slashes) {
      expect(delegate.toLowerCase()).toBe(n4.owner)
      const dueRau = mulDiv(
        selfStakeRau,
        BigInt(genesis.rules.doubleSignSlashPermille),
        1_000n,
        'up',
      )
      expect(slashedRau).toBe(dueRau)
      selfStakeRau -= dueRau
    }
    const left = events.flatMap((event) =>
      event.eventName === 'BucketSlashed' ? [event.args.amountRau] : [],
    )
    expect(left.at(-1)).toBe(selfStakeRau)
    const probation = events.flatMap((event) =>
      event.eventName === 'ProbationChanged' ? [event.args] : [],
    )
    expect(probation.map(({ delegate }) => delegate.toLowerCase())).toContain(n4.owner)
    console.log(
      `double signing: ${slashes.length} heights proven in ${facts.blocks.length} blocks, ${proposals} proposals of the twin`,
    )
  })
})
