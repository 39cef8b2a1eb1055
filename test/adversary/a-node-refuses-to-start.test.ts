import { type ChildProcess, spawn } from 'node:child_process'
import { cpSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { planPorts } from '#cli/testnet/ports.ts'
import { until } from '../cluster/wait.ts'
import {
  type AdversaryNetwork,
  askNodeId,
  isMissing,
  startAdversaryNetwork,
} from './network.fixture.ts'

const BOULE = fileURLToPath(new URL('../../bin/boule', import.meta.url))
const KILLS = 4

let network: AdversaryNetwork
let keys: string
const children: ChildProcess[] = []
/** On standard error. */
const said = new Map<ChildProcess, string>()

/** Starts `boule node` as a user does, in a data directory of its own unless another is named. */
async function startNode(
  name: string,
  words: readonly string[],
  environment: Readonly<Record<string, string>> = {},
): Promise<{
  readonly child: ChildProcess
  readonly ended: Promise<{ code: number | null; err: string }>
}> {
  const { testnet } = network
  const plan = (await planPorts([name], 0)).get(name)
  const data = ['--data', path.join(testnet.dir, name), '--port', '0']
  const ports = ['--p2p-port', `${plan?.p2p}`, '--engine-port', `${plan?.engine}`]
  const child = spawn(
    process.execPath,
    [BOULE, 'node', '--genesis', testnet.genesisFile, ...data, ...ports, ...words],
    { env: { ...process.env, ...environment }, stdio: ['ignore', 'ignore', 'pipe'] },
  )
  children.push(child)
  said.set(child, '')
  child.stderr?.on('data', (piece: Buffer) =>
    said.set(child, `${said.get(child)}${piece.toString()}`),
  )
  const code = new Promise<number | null>((resolve) => child.once('close', resolve))
  return { child, ended: code.then((c) => ({ code: c, err: said.get(child) ?? '' })) }
}

/** What a node has said so far of its peers’ network. */
function logOf(child: ChildProcess): string | undefined {
  return /incompatible: peer is on a different network\. Got \d+, expected \d+/.exec(
    said.get(child) ?? '',
  )?.[0]
}

/** Why a node does not start. Fails unless it ends with code 1 and one line of `boule:`. */
async function refusal(...given: Parameters<typeof startNode>): Promise<string> {
  const { code, err } = await (await startNode(...given)).ended
  const lines = err.split('\n').filter((line) => line.startsWith('boule: '))
  expect([code, lines.length, err]).toEqual([1, 1, err])
  expect(err).not.toMatch(/^\s+at /m)
  return lines[0]?.slice('boule: '.length) ?? ''
}

describe.skipIf(isMissing)('a node that must not start', () => {
  beforeAll(async () => {
    network = await startAdversaryNetwork({ nodes: 1, intervalMs: 300 })
    keys = path.join(network.dir('n1'), 'keys.json')
  })

  afterAll(async () => {
    for (const child of children) child.kill('SIGKILL')
    await network.end()
  })

  test('its keys sign on this machine already', async () => {
    expect(await refusal('second', ['--keys', keys])).toMatch(
      /^process \d+ of this machine signs with the key of validator [0-9A-F]{40} already: /,
    )
  })

  test('its CometBFT is missing, or is none', async () => {
    const missing = await refusal('bare', ['--cometbft', 'nowhere/cometbft'])
    expect(missing).toMatch(/nowhere\/cometbft is not a program that can be run$/)
    const other = await refusal('bare', ['--cometbft', process.execPath])
    expect(other).toMatch(/is not CometBFT, but the network runs .*: run `boule cometbft install`/)
    const none = await refusal('bare', [], { PATH: '', XDG_CACHE_HOME: network.testnet.dir })
    expect(none).toMatch(/^no CometBFT .* found: run `boule cometbft install`/)
    console.log([missing, other, none].join('\n'))
  })

  test('its genesis is another one', async () => {
    const { testnet } = network
    const { engineUrl, ports } = testnet.node('n1')
    const peers = ['--peers', `${await askNodeId(engineUrl)}@127.0.0.1:${ports.p2p}`]
    const file = path.join(testnet.dir, 'other.json')
    const genesis = JSON.parse(readFileSync(testnet.genesisFile, 'utf8')) as Record<string, unknown>
    await network.reach('n1', 4)
    // The same network by name and number, but not by its first state.
    writeFileSync(file, JSON.stringify({ ...genesis, randomnessSeed: `0x${'11'.repeat(32)}` }))
    const other = await refusal('stranger', [...peers, '--genesis', file])
    expect(other).toMatch(/^the other validators have another state .* genesis file of the network/)
    // Of one by another number, CometBFT only says that this is no peer: there may be others.
    writeFileSync(file, JSON.stringify({ ...genesis, chainId: 1_234_567 }))
    const { child } = await startNode('foreigner', [...peers, '--genesis', file])
    const foreign = await until('word of the other network', () => logOf(child))
    console.log([other, foreign].join('\n'))
    child.kill('SIGTERM')
  })

  test('CometBFT is killed again and again: the node starts it again', async () => {
    const pidFile = path.join(network.dir('n1'), 'cometbft', 'cometbft.pid')
    const starts = network.engineStarts('n1')
    for (let kills = 1; kills <= KILLS; kills++) {
      const height = await network.height('n1')
      process.kill(Number(readFileSync(pidFile, 'utf8')), 'SIGKILL')
      await until('another start', () =>
        network.engineStarts('n1') === starts + kills ? true : undefined,
      )
      await network.reach('n1', height + 2)
    }
    expect(network.testnet.node('n1').state()).toBe('running')
  })

  test('the record of its signatures is lost', async () => {
    const dir = network.dir('n1')
    await network.testnet.kill(['n1'])
    cpSync(dir, path.join(network.testnet.dir, 'lost'), { recursive: true })
    rmSync(path.join(network.testnet.dir, 'lost', 'cometbft', 'data', 'priv_validator_state.json'))
    expect(await refusal('lost', ['--keys', keys])).toMatch(
      /priv_validator_state\.json is missing, .* start with --assume-never-signed$/,
    )
    await network.testnet.heal(['n1'])
    const { facts } = await network.settle()
    console.log(`refusals: ${KILLS} kills of CometBFT, ${facts.blocks.length} blocks`)
  })
})
