import { readFileSync } from 'node:fs'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { must } from '#base/assert.ts'
import { concatBytes, u64ToBytes } from '#base/bytes.ts'
import { keccak256 } from '#base/hash.ts'
import { toHex } from '#base/hex.ts'
import { createMachine } from '#protocol/create-machine.ts'
import { getRandomness } from '#protocol/election/randomness.ts'
import { createMemoryStore } from '#state/store/memory-store.ts'
import { until } from '../cluster/wait.ts'
import { resolveRaw } from '../fuzz/fuzz-chain.ts'
import { type Deed, readDeeds, setFaults } from './faults.ts'
import { GARBAGE, PROPOSALS } from './garbage-proposals.ts'
import {
  type AdversaryNetwork,
  type SettledNetwork,
  isMissing,
  startAdversaryNetwork,
} from './network.fixture.ts'

const HONEST = ['n1', 'n2', 'n3'] as const
/** The last one, with which the bad proposer forges, sends nothing else. */
const FORGER = 9

let network: AdversaryNetwork

function proposals(): readonly Deed[] {
  return readDeeds(network.dir('n4')).filter(({ what }) => what in PROPOSALS)
}

/** A transfer by each of the honest nodes while the bad one proposes everything it knows, until the odd ones are taken and the others refused. */
async function sendDuringGarbage(): Promise<readonly string[]> {
  const sent: string[] = []
  const left = new Set(Object.keys(PROPOSALS))
  for (let seen = 0; left.size > 0; seen++) {
    setFaults(network.dir('n4'), { proposals: [...left], junkGossip: true })
    sent.push(
      ...(await Promise.all(HONEST.map((name, account) => network.sendCoin(name, account)))),
    )
    const { height, what } = await until('further proposal of n4', () => proposals()[seen])
    await network.reach('n1', height + 1)
    // Where the machine is busy, a proposal may be late, and nobody looks at it.
    const round = await network.round('n1', height)
    if (what in GARBAGE ? listRefusals().has(`${height}/0`) : round === 0) left.delete(what)
  }
  setFaults(network.dir('n4'), {})
  return sent
}

/** Height and round of the proposals that the application of an honest node refused, as CometBFT says. */
function listRefusals(): ReadonlySet<string> {
  const lines = HONEST.flatMap((name) =>
    readFileSync(network.testnet.node(name).logFile, 'utf8').split('\n'),
  )
  return new Set(
    lines
      .filter((line) => line.includes('state machine rejected a proposed block'))
      .map((line) => `${/ height=(\d+)/.exec(line)?.[1]}/${/ round=(\d+)/.exec(line)?.[1]}`),
  )
}

/** Heights at which the randomness came of the height alone. */
function listRehashed({ stored }: SettledNetwork): readonly number[] {
  const { genesis } = network.testnet
  const machine = createMachine({ store: createMemoryStore(), genesis, resolve: resolveRaw })
  machine.initChain({ timeMs: genesis.timeMs, chainId: 'again', initialHeight: 1 })
  const mix = (): Uint8Array => getRandomness(machine.world).mix
  return stored.flatMap(({ request }) => {
    const rehashed = keccak256(concatBytes(mix(), u64ToBytes(request.height)))
    machine.finalizeBlock(request)
    machine.commit()
    return toHex(mix()) === toHex(rehashed) ? [request.height] : []
  })
}

describe.skipIf(isMissing)('a bad proposer', () => {
  beforeAll(async () => {
    network = await startAdversaryNetwork(
      { nodes: 4, elected: 4, drawn: 4, blocksPerEpoch: 10_000, intervalMs: 300 },
      ['n4'],
    )
  })

  afterAll(() => network.end())

  test('whatever it proposes and gossips, the others go on, refuse what breaks a rule, and charge the miss', async () => {
    await network.confirm('n1', await network.sendCoin('n1', FORGER))
    const sent = await sendDuringGarbage()
    for (const hash of sent) await network.confirm('n2', hash)
    await network.reach('n3', (proposals().at(-1)?.height ?? 0) + 2)
    for (const { name, state } of network.testnet.nodes) {
      expect([name, state(), network.engineStarts(name)]).toEqual([name, 'running', 1])
    }
    const n4 = must(network.testnet.genesis.delegates[3], 'n4').owner
    const junk = readDeeds(network.dir('n4')).filter(({ what }) => what === 'junk').length
    const settled = await network.settle()
    const { blocks } = settled.facts
    const rehashed = listRehashed(settled)
    const garbage = proposals().filter(({ what }) => what in GARBAGE)
    for (const { height, what } of garbage) {
      expect([what, blocks[height - 1]?.commit?.round]).not.toEqual([what, 0])
    }
    // Nothing else was refused.
    expect(garbage.map(({ height }) => `${height}/0`)).toEqual(
      expect.arrayContaining([...listRefusals()]),
    )
    // In a later round another one makes the block, whose reveal does not count either.
    for (const { height } of proposals()) expect(rehashed).toContain(height)
    // The miss is told of by the next block.
    const charged = blocks.flatMap(({ events }) =>
      events.flatMap(({ eventName, args }) =>
        eventName === 'BlockMissed' && args.delegate.toLowerCase() === n4 && args.round === 0
          ? [Number(args.height)]
          : [],
      ),
    )
    expect(charged).toEqual(expect.arrayContaining(garbage.map(({ height }) => height)))
    // A proposal that somebody else was due for would be somebody else's miss.
    for (const height of charged) expect(blocks[height - 1]?.due[0]).toBe('n4')
    expect(blocks.flatMap(({ transactions }) => transactions)).toEqual(
      expect.arrayContaining([...sent]),
    )
    expect(junk).toBeGreaterThan(20)
    console.log(
      `bad proposer: ${blocks.length} blocks, ${garbage.length} proposals of ${Object.keys(GARBAGE).length} kinds refused, ` +
        `${proposals().length - garbage.length} odd ones taken, junk sent ${junk} times, ${sent.length} transfers of others`,
    )
  })
})
