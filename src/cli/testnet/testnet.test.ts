import { existsSync, mkdirSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { createTestFolder } from '../cli.fixture.ts'
import { readDelegateKeys } from '../keys/key-file.ts'
import { startTestnet, type Testnet, type TestnetEvent, type TestnetOptions } from './testnet.ts'

const PROGRAM = fileURLToPath(new URL('./fake-node.fixture.ts', import.meta.url))

let setting: ReturnType<typeof createTestFolder>
let dir: string
let running: Testnet[]

beforeEach(() => {
  setting = createTestFolder()
  dir = path.join(setting.folder, 'testnet')
  running = []
})

afterEach(async () => {
  for (const one of running) await one.stop()
  setting.remove()
})

async function start(options: Partial<TestnetOptions> = {}): Promise<Testnet> {
  const testnet = await startTestnet({ dir, basePort: 0, program: PROGRAM, ...options })
  running.push(testnet)
  return testnet
}

/** What the node was started with, by option. */
function argumentsOf(name: string): ReadonlyMap<string, string> {
  const words = JSON.parse(
    readFileSync(path.join(dir, name, 'arguments.json'), 'utf8'),
  ) as readonly string[]
  return new Map(
    words.flatMap((word, at) => (word.startsWith('--') ? [[word, words[at + 1] ?? '']] : [])),
  )
}

function answers(url: string): Promise<unknown> {
  const body = JSON.stringify({ jsonrpc: '2.0', id: 1, method: 'boule_status' })
  return fetch(url, { method: 'POST', body }).then((response) => response.json())
}

describe('a testnet', () => {
  test('starts a node for each delegate and follower, with keys of its own, from one genesis', async () => {
    const testnet = await start({
      shape: { nodes: 3, fullNodes: 1 },
      cometbftPath: '/opt/cometbft',
    })
    expect(testnet.nodes.map(({ name, isDelegate }) => [name, isDelegate])).toEqual([
      ['n1', true],
      ['n2', true],
      ['n3', true],
      ['f1', false],
    ])
    expect(testnet.isNew).toBe(true)
    for (const node of testnet.nodes) expect(await answers(node.rpcUrl)).toHaveProperty('result')
    testnet.genesis.delegates.forEach((delegate, index) => {
      const keyFile = path.join(dir, `n${index + 1}`, 'keys.json')
      const keys = readDelegateKeys(keyFile)
      expect(Buffer.from(delegate.consensusKey).toString('hex')).toBe(
        keys.consensus.publicKey.slice(2),
      )
      expect(statSync(keyFile).mode & 0o077).toBe(0)
      expect(statSync(path.join(dir, delegate.name, 'owner.key')).mode & 0o077).toBe(0)
    })
    const given = argumentsOf('n1')
    expect(given.get('--genesis')).toBe(testnet.genesisFile)
    expect(given.get('--keys')).toBe(path.join(dir, 'n1', 'keys.json'))
    expect(given.get('--cometbft')).toBe('/opt/cometbft')
    expect(given.get('--peers')?.split(',')).toHaveLength(3)
    expect(given.has('--many-local-nodes')).toBe(false)
    expect(argumentsOf('f1').has('--keys')).toBe(false)
    expect(argumentsOf('f1').has('--peers')).toBe(false)
  })

  test('connects the nodes by lines of its own, or directly', async () => {
    const testnet = await start({ shape: { nodes: 2 } })
    const peer = /^[0-9a-f]{40}@127\.0\.0\.1:(\d+)$/
    const through = peer.exec(argumentsOf('n1').get('--peers') ?? '')?.[1]
    expect(through).toBe(String(testnet.links?.port('n1', 'n2')))
    await testnet.stop()
    const direct = await start({ isDirect: true })
    const port = peer.exec(argumentsOf('n1').get('--peers') ?? '')?.[1]
    expect(port).toBe(String(direct.node('n2').ports.p2p))
    await expect(direct.partition(['n1'])).rejects.toThrow(
      'the nodes are connected directly: start the testnet without --direct',
    )
  })

  test('goes on from the same files, and refuses to become another one', async () => {
    const first = await start({ shape: { nodes: 2, intervalMs: 500 } })
    await first.stop()
    const second = await start({ shape: { nodes: 2 } })
    expect(second.genesis).toEqual(first.genesis)
    expect(second.isNew).toBe(false)
    await second.stop()
    await expect(start({ shape: { nodes: 3 } })).rejects.toThrow(
      `--nodes cannot change: ${dir} holds a testnet with 2; leave the option out, start over with --reset, or name another folder with --data`,
    )
    await expect(start({ shape: { intervalMs: 1_000 } })).rejects.toThrow(
      /^--interval cannot change: .* with 500 ms;/,
    )
    const fresh = await start({ reset: true, shape: { nodes: 1 } })
    expect(fresh.genesis.chainId).not.toBe(first.genesis.chainId)
    expect(existsSync(path.join(dir, 'n2'))).toBe(false)
  })

  test('is made anew, and may be another one, as long as it has never run', async () => {
    await start({ shape: { nodes: 1 } })
    const taken = running[0]?.node('n1').ports.rpc ?? 0
    dir = path.join(setting.folder, 'other')
    await expect(start({ shape: { nodes: 3 }, basePort: taken - 1 })).rejects.toThrow(/is in use/)
    writeFileSync(path.join(dir, 'n1', 'keys.json'), 'half of a')
    const testnet = await start({ shape: { nodes: 2 } })
    expect(testnet.nodes).toHaveLength(2)
    expect(existsSync(path.join(dir, 'n3'))).toBe(false)
    const keys = readDelegateKeys(path.join(dir, 'n1', 'keys.json'))
    expect(Buffer.from(testnet.genesis.delegates[0]?.consensusKey ?? []).toString('hex')).toBe(
      keys.consensus.publicKey.slice(2),
    )
  })

  test('touches no folder that is not its own, and none that is in use', async () => {
    mkdirSync(dir)
    writeFileSync(path.join(dir, 'thesis.txt'), 'years of work')
    for (const reset of [false, true]) {
      await expect(start({ reset })).rejects.toThrow(
        `${dir} is not the folder of a testnet (it has no testnet.json); nothing was changed, name another with --data`,
      )
    }
    expect(readFileSync(path.join(dir, 'thesis.txt'), 'utf8')).toBe('years of work')
    dir = path.join(setting.folder, 'other')
    await start({ shape: { nodes: 1 } })
    await expect(start({ reset: true })).rejects.toThrow(/other is in use by process \d+/)
  })

  test('is not there at all when one node cannot start', async () => {
    const first = await start({ shape: { nodes: 3 } })
    await first.stop()
    writeFileSync(path.join(dir, 'n2', 'refuse'), 'boule: no room\n')
    const events: TestnetEvent[] = []
    await expect(start({ onEvent: (event) => events.push(event) })).rejects.toThrow(
      /^n2 ended before it was ready: no room; see .*n2.node\.log$/,
    )
    expect(events).toContainEqual({ node: 'n2', what: 'failed', problem: 'no room' })
    const last = new Map(events.map(({ node, what }) => [node, what]))
    expect([...last.values()]).not.toContain('running')
    expect([...last.values()]).not.toContain('starting')
  })

  test('gives up while it starts when it is told to', async () => {
    const giveUp = new AbortController()
    const events: TestnetEvent[] = []
    const starting = start({
      shape: { nodes: 3 },
      signal: giveUp.signal,
      onEvent: (event) => {
        events.push(event)
        giveUp.abort()
      },
    })
    await expect(starting).rejects.toThrow()
    const last = new Map(events.map(({ node, what }) => [node, what]))
    expect(new Set(last.values())).toEqual(new Set(['stopped']))
  })
})

describe('control of nodes', () => {
  test('kills, pauses and heals', async () => {
    const testnet = await start({ shape: { nodes: 3 } })
    const states = () => testnet.nodes.map((node) => node.state())
    await testnet.kill(['n1'])
    await testnet.pause(['n2'])
    expect(states()).toEqual(['killed', 'paused', 'running'])
    await expect(testnet.pause(['n3', 'n1'])).rejects.toThrow(
      'n1 does not run (it is killed): heal it first',
    )
    expect(states()).toEqual(['killed', 'paused', 'running'])
    await testnet.heal(['all'])
    expect(states()).toEqual(['running', 'running', 'running'])
    for (const node of testnet.nodes) expect(await answers(node.rpcUrl)).toHaveProperty('result')
  })

  test('brings back a node that failed', async () => {
    const events: TestnetEvent[] = []
    const testnet = await start({ shape: { nodes: 1 }, onEvent: (event) => events.push(event) })
    writeFileSync(path.join(dir, 'n1', 'fail'), '')
    process.kill(Number(readFileSync(path.join(dir, 'n1', 'own.pid'), 'utf8')), 'SIGTERM')
    await expect
      .poll(() => events)
      .toContainEqual({ node: 'n1', what: 'failed', problem: 'its disk is full' })
    await testnet.heal(['n1'])
    expect(testnet.node('n1').state()).toBe('running')
  })

  test('cuts groups off, and joins them again one by one', async () => {
    const testnet = await start({ shape: { nodes: 5 } })
    const { links } = testnet
    const cuts = () => {
      const names = testnet.nodes.map((node) => node.name)
      return names.flatMap((one, at) =>
        names
          .slice(at + 1)
          .flatMap((other) => (links?.isCut(one, other) ? [`${one} ${other}`] : [])),
      )
    }
    await testnet.partition(['n1', 'n2'])
    expect(cuts()).toEqual(['n1 n3', 'n1 n4', 'n1 n5', 'n2 n3', 'n2 n4', 'n2 n5'])
    expect(testnet.nodes.map((node) => node.isCutOff())).toEqual([true, true, false, false, false])
    // n2 changes sides.
    await testnet.partition(['n2', 'n3'])
    expect(cuts().join(', ')).toBe('n1 n2, n1 n3, n1 n4, n1 n5, n2 n4, n2 n5, n3 n4, n3 n5')
    await testnet.heal(['n2'])
    expect(cuts()).toEqual(['n1 n2', 'n1 n3', 'n1 n4', 'n1 n5', 'n2 n3', 'n3 n4', 'n3 n5'])
    await testnet.heal(['all'])
    expect(cuts()).toEqual([])
    await expect(testnet.partition(['all'])).rejects.toThrow(
      'these are all nodes: leave out those that they are to be cut off from',
    )
  })

  test('knows the names', async () => {
    const testnet = await start({ shape: { nodes: 2, fullNodes: 1 } })
    await expect(testnet.kill(['n1', 'n9'])).rejects.toThrow(
      'there is no node n9; there are n1, n2, f1',
    )
    expect(testnet.node('n1').state()).toBe('running')
  })
})
