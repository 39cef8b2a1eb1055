import { execFileSync } from 'node:child_process'
import { cpSync, rmSync } from 'node:fs'
import path from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { createMachine } from '#protocol/create-machine.ts'
import { releaseTimeMs } from '#protocol/epochs/pace.ts'
import { createMemoryStore } from '#state/store/memory-store.ts'
import { checkPayments } from '../cluster/check-chain.ts'
import { until } from '../cluster/wait.ts'
import { resolveRaw } from '../fuzz/fuzz-chain.ts'
import { readDeeds, setFaults } from './faults.ts'
import {
  type AdversaryNetwork,
  BOULE,
  type SettledNetwork,
  isMissing,
  startAdversaryNetwork,
} from './network.fixture.ts'

const INTERVAL_MS = 500
/** Two of a block each. The supervisor takes a fifth short run for hopeless. */
const CUTS = 4
const SKEW_MS = 5_000
const SKEWED_BLOCKS = 24

let network: AdversaryNetwork
let skewedFrom = 0

/** A node makes a block along with the others again. */
async function untilBack(name: string): Promise<void> {
  await network.reach(name, (await network.height('n1')) + 2)
}

/** Blocks that came earlier than one interval before they were due; a clock that is ahead may gain so much, and no more. */
function listTooEarly({ stored }: SettledNetwork): readonly number[] {
  const { genesis } = network.testnet
  const machine = createMachine({ store: createMemoryStore(), genesis, resolve: resolveRaw })
  machine.initChain({ timeMs: genesis.timeMs, chainId: 'again', initialHeight: 1 })
  // The time of a block is that of the signatures of the one before.
  let releaseMs: number | undefined
  return stored.flatMap(({ request }) => {
    const isEarly = releaseMs !== undefined && request.timeMs < releaseMs - INTERVAL_MS
    releaseMs = releaseTimeMs(machine.world, request.height)
    machine.finalizeBlock(request)
    machine.commit()
    return isEarly ? [request.height] : []
  })
}

describe.skipIf(isMissing)('a node in trouble', () => {
  beforeAll(async () => {
    network = await startAdversaryNetwork(
      { nodes: 4, fullNodes: 1, elected: 4, drawn: 4, blocksPerEpoch: 12, intervalMs: INTERVAL_MS },
      ['n3', 'n4'],
    )
    await network.reach('f1', 4)
  })

  afterAll(() => network.end())

  test('the engine loses its connection between FinalizeBlock and Commit', async () => {
    const starts = network.engineStarts('n4')
    setFaults(network.dir('n4'), { cuts: CUTS })
    const cuts = await until(`cut number ${CUTS}`, () => {
      const deeds = readDeeds(network.dir('n4')).filter(({ what }) => what === 'cut')
      return deeds.length === CUTS ? deeds : undefined
    })
    await untilBack('n4')
    expect(network.engineStarts('n4')).toBe(starts + CUTS)
    expect(network.testnet.node('n4').state()).toBe('running')
    console.log(
      `cut between FinalizeBlock and Commit of ${cuts.map(({ height }) => height).join(', ')}`,
    )
  })

  test('the disk is full: the node ends with one line, and goes on when there is room again', async () => {
    setFaults(network.dir('n4'), { diskFull: true })
    const problem = await network.untilFailed('n4')
    expect(problem).toMatch(/^[^\n]*(disk is full|no space left)[^\n]*$/)
    const height = await network.height('n1')
    await network.reach('n1', height + 4)
    await network.testnet.heal(['n4'])
    expect(await network.untilFailed('n4')).toBe(problem)
    setFaults(network.dir('n4'), {})
    await network.testnet.heal(['n4'])
    await untilBack('n4')
    console.log(`full disk: ${problem}`)
  })

  test('clocks are wrong by ten intervals: the chain keeps its timetable', async () => {
    skewedFrom = (await network.height('n1')) + 1
    setFaults(network.dir('n3'), { clockAheadMs: -SKEW_MS })
    setFaults(network.dir('n4'), { clockAheadMs: SKEW_MS })
    await network.reach('n1', skewedFrom + SKEWED_BLOCKS)
    for (const name of ['n3', 'n4']) {
      await untilBack(name)
      expect(network.testnet.node(name).state()).toBe('running')
      setFaults(network.dir(name), {})
    }
  })

  test('an older copy of CometBFT’s folder: the node says how to go back, and that helps', async () => {
    const dir = network.dir('f1')
    const data = path.join(dir, 'cometbft', 'data')
    const copy = path.join(network.testnet.dir, 'older-copy')
    await network.testnet.kill(['f1'])
    cpSync(data, copy, { recursive: true })
    await network.testnet.heal(['f1'])
    await untilBack('f1')
    await network.testnet.kill(['f1'])
    rmSync(data, { recursive: true })
    cpSync(copy, data, { recursive: true })
    await network.testnet.heal(['f1']).catch(() => undefined)
    const problem = await network.untilFailed('f1')
    const [, height = ''] =
      /^the state is at height \d+, but CometBFT’s blocks end at (\d+): take the state back with `boule db rollback --to \d+` .*$/.exec(
        problem,
      ) ?? []
    expect(height).not.toBe('')
    const { genesisFile } = network.testnet
    const words = ['--to', height, '--data', dir, '--genesis', genesisFile]
    const out = execFileSync(process.execPath, [BOULE, 'db', 'rollback', ...words])
    expect(out.toString()).toContain(`to ${height}`)
    await network.testnet.heal(['f1'])
    await untilBack('f1')
    console.log(`app ahead: ${problem}`)
  })

  test('nothing of this left a trace in the chain', async () => {
    const settled = await network.settle()
    const { blocks, epochs } = settled.facts
    expect(checkPayments(settled.facts)).toEqual([])
    expect(epochs.length).toBeGreaterThan(3)
    expect(listTooEarly(settled)).toEqual([])
    const span = blocks.slice(skewedFrom - 1, skewedFrom - 1 + SKEWED_BLOCKS)
    const meanMs = ((span.at(-1)?.timeMs ?? 0) - (span[0]?.timeMs ?? 0)) / (SKEWED_BLOCKS - 1)
    console.log(
      `trouble: ${blocks.length} blocks in ${epochs.length} epochs; ${SKEWED_BLOCKS} with wrong clocks, ${meanMs.toFixed(0)} ms each`,
    )
  })
})
