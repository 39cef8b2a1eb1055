import { chmodSync, mkdirSync, rmSync, writeFileSync } from 'node:fs'
import { once } from 'node:events'
import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import path from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { consensusAddress, toUpperHex } from '#base/consensus-key.ts'
import { fromHex } from '#base/hex.ts'
import { writePinnedBinary } from '#consensus/cometbft/process/process.fixture.ts'
import { testGenesis } from '#node/test-network.fixture.ts'
import { formatGenesis } from '#params/genesis-file.ts'
import { computeGenesisHash } from '#protocol/genesis/genesis-hash.ts'
import { toHex } from '#base/hex.ts'
import { lockDirectory, type DirectoryLock } from '#state/lock.ts'
import { createTestFolder, runCommand } from '../cli.fixture.ts'
import { createDelegateKeys, writeDelegateKeys } from '../keys/key-file.ts'
import { checkClock } from './check-clock.ts'
import { checkDiskSpace } from './check-data.ts'
import { checkNode } from './check-programs.ts'
import type { Finding } from './finding.ts'
import type { Patient } from './patient.ts'

const DOCTOR = 'doctor --genesis genesis.json --data data --cometbft cometbft'.split(' ')
const PEER_ID = 'ab'.repeat(20)
const genesis = testGenesis()
const keys = createDelegateKeys()
const validator = toUpperHex(consensusAddress(fromHex(keys.consensus.publicKey)))

let setting: ReturnType<typeof createTestFolder>
let servers: Server[]
let lock: DirectoryLock | undefined

beforeEach(() => {
  setting = createTestFolder()
  servers = []
  lock = undefined
  writeFileSync(path.join(setting.folder, 'genesis.json'), JSON.stringify(formatGenesis(genesis)))
  writeDelegateKeys(path.join(setting.folder, 'keys.json'), keys)
  writePinnedBinary(path.join(setting.folder, 'cometbft'))
})
afterEach(() => {
  lock?.release()
  for (const server of servers) {
    server.close()
    server.closeAllConnections()
  }
  setting.remove()
})

type Answers = Readonly<Record<string, (params: never) => unknown>>

/** Something that answers JSON-RPC, and its port. */
async function serve(answers: Answers): Promise<number> {
  const server = createServer((request, response) => {
    let body = ''
    request.on('data', (piece: Buffer) => {
      body += piece.toString()
    })
    request.on('end', () => {
      const { method, params } = JSON.parse(body) as { method: string; params: never }
      response.end(JSON.stringify({ jsonrpc: '2.0', id: 1, result: answers[method]?.(params) }))
    })
  })
  servers.push(server)
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  return (server.address() as AddressInfo).port
}

function status(change: object = {}): Answers {
  return {
    boule_status: () => ({
      chainId: genesis.chainId,
      height: 5_000,
      timeMs: Date.now() - 1_000,
      peers: 3,
      syncing: false,
      ...change,
    }),
    boule_delegates: () => ({ total: 1, items: [delegate()] }),
  }
}

function delegate(change: object = {}) {
  return {
    name: 'athens',
    rank: 2,
    role: 'producer',
    eligible: true,
    reason: null,
    probationEpochs: 0,
    consensusKey: keys.consensus.publicKey,
    blsKey: keys.bls.publicKey,
    ...change,
  }
}

/** CometBFT of a node with ten blocks; `signed` says whether the validator's signature is in one. */
function engine(signed: (height: number) => boolean, members = [validator]): Answers {
  return {
    status: () => ({ sync_info: { latest_block_height: '11', earliest_block_height: '1' } }),
    validators: () => ({ validators: members.map((address) => ({ address })) }),
    commit: ({ height }: { height: string }) => {
      const own = signed(Number(height))
        ? { block_id_flag: 2, validator_address: validator }
        : { block_id_flag: 1, validator_address: '' }
      return { signed_header: { commit: { signatures: [own] } } }
    },
  }
}

async function examine(args: readonly string[] = []) {
  const { code, out, err } = await runCommand([...DOCTOR, '--json', ...args], setting)
  expect(err).toBe('')
  const { findings } = JSON.parse(out) as { findings: readonly Finding[] }
  const of = (check: string): string => {
    const found = findings.filter((one) => one.check === check)
    return found.map(({ verdict, says }) => `${verdict}: ${says}`).join('\n')
  }
  return { code, findings, of }
}

/** The data directory as a node that runs leaves it. */
function pretendToRun(): void {
  mkdirSync(path.join(setting.folder, 'data'))
  lock = lockDirectory(path.join(setting.folder, 'data'))
}

async function freePort(): Promise<number> {
  const port = await serve({})
  servers.pop()?.close()
  return port
}

describe('boule doctor, before the first start', () => {
  test('says of each thing in a line how it is, and ends with a sum', async () => {
    const { out } = await runCommand([...DOCTOR, '--port', '0'], setting)
    expect(out).toMatch(/^ok {7}genesis {9}test, chain 424242$/m)
    expect(out).toMatch(/^warning {2}peers {11}neither --peers nor --seeds/m)
    expect(out).toMatch(/^\d+ problems?, \d+ warnings?\n$/m)
  })

  test('no CometBFT', async () => {
    const { code, of } = await examine(['--cometbft', 'none'])
    expect(code).toBe(1)
    expect(of('CometBFT')).toMatch(/^problem: .*none is not a program/)
    expect((await examine()).of('CometBFT')).toMatch(/^ok: CometBFT 0.40.0 at /)
  })

  test('a genesis that is not usable, and one that is not there', async () => {
    writeFileSync(path.join(setting.folder, 'genesis.json'), '{}')
    const { code, of } = await examine()
    expect(code).toBe(1)
    expect(of('genesis')).toMatch(/^problem: genesis.json is not a usable genesis/)
    rmSync(path.join(setting.folder, 'genesis.json'))
    expect((await examine()).of('genesis')).toMatch(/^problem: .*no such file/)
  })

  test('keys: good, open to others, and of which no record is left', async () => {
    const withKeys = ['--keys', 'keys.json']
    expect((await examine(withKeys)).of('signing record')).toBe(
      `ok: is made at the first start, for validator ${validator}: start here only if no other machine has signed with these keys`,
    )
    const home = path.join(setting.folder, 'data', 'cometbft')
    mkdirSync(path.join(home, 'config'), { recursive: true })
    mkdirSync(path.join(home, 'data'))
    const { privateKeyJson, keyPairOf } = await import('#consensus/cometbft/process/key-json.ts')
    const pair = keyPairOf(fromHex(keys.consensus.secretKey))
    writeFileSync(
      path.join(home, 'config', 'priv_validator_key.json'),
      JSON.stringify({ priv_key: privateKeyJson(pair) }),
      { mode: 0o600 },
    )
    const lost = await examine(withKeys)
    expect(lost.code).toBe(1)
    expect(lost.of('signing record')).toMatch(/^problem: .*priv_validator_state.json is missing/)
    writeFileSync(path.join(home, 'data', 'priv_validator_state.json'), '{"height":"1234"}')
    expect((await examine(withKeys)).of('signing record')).toBe(
      `ok: validator ${validator} has signed up to block 1,234`,
    )
    chmodSync(path.join(setting.folder, 'keys.json'), 0o644)
    expect((await examine(withKeys)).of('keys')).toMatch(/^problem: .*chmod 600/)
  })

  test('a data directory of another network, and one that others may write to', async () => {
    const dir = path.join(setting.folder, 'data')
    mkdirSync(dir)
    chmodSync(dir, 0o777)
    const write = (genesisHash: Uint8Array): void =>
      writeFileSync(
        path.join(dir, 'identity.json'),
        JSON.stringify({
          format: 1,
          chainId: genesis.chainId,
          genesisHash: toHex(genesisHash),
        }),
      )
    write(computeGenesisHash(genesis))
    const { of } = await examine()
    expect(of('identity')).toMatch(/^ok/)
    expect(of('data directory')).toMatch(/^warning: others may write/)
    write(new Uint8Array(32))
    expect((await examine()).of('identity')).toMatch(/^problem: .*with another genesis/)
  })

  test('ports: free, and used by another program', async () => {
    const used = await serve({})
    const { code, of } = await examine(['--port', `${used}`, '--p2p-port', `${await freePort()}`])
    expect(code).toBe(1)
    expect(of('RPC port')).toBe(
      `problem: ${used} on 127.0.0.1 is used by another program: end that one, or choose another with --port`,
    )
    expect(of('peer port')).toMatch(/^ok: \d+ on 127.0.0.1 is free$/)
  })

  test('peers: written wrongly, silent, and there', async () => {
    const there = `${PEER_ID}@127.0.0.1:${await serve({})}`
    const silent = `${PEER_ID}@127.0.0.1:${await freePort()}`
    const peers = async (list: string) => (await examine(['--peers', list])).of('peers')
    expect(await peers('node@host')).toMatch(/^problem: "node@host" must be written as/)
    expect(await peers(there)).toBe('ok: 1 of 1 answer')
    expect(await peers(`${there},${silent}`)).toBe(`warning: 1 of 2 do not answer: ${silent}`)
    expect(await peers(silent)).toMatch(/^problem: 1 of 1 do not answer/)
    const ids = (await examine(['--private-peers', 'AB'])).of('peers')
    expect(ids).toMatch(/^problem: the id "AB" must be 40 hex digits/)
  })

  test('an address under which other machines do not reach it', async () => {
    const remote = `${PEER_ID}@boule.invalid:26656`
    const reach = async (...args: string[]) =>
      (await examine(['--peers', remote, ...args])).of('reachability')
    expect(await reach()).toMatch(/^warning: other machines cannot connect to 127.0.0.1/)
    expect(await reach('--p2p-host', '0.0.0.0')).toMatch(/^warning: other nodes are not told/)
    expect(await reach('--p2p-host', '0.0.0.0', '--no-pex')).toBe('')
  })
})

describe('boule doctor, with a node that runs', () => {
  test('all is well', async () => {
    pretendToRun()
    const port = await serve(status())
    const enginePort = await serve(engine(() => true))
    const { code, of } = await examine([
      '--keys',
      'keys.json',
      '--port',
      `${port}`,
      '--engine-port',
      `${enginePort}`,
    ])
    expect(code).toBe(0)
    expect(of('process')).toBe(`ok: the node runs, process ${process.pid}`)
    expect(of('RPC port')).toBe(`ok: the node listens on 127.0.0.1:${port}`)
    expect(of('blocks')).toBe('ok: at block 5,000 with 3 peers')
    expect(of('registration')).toBe('ok: athens, rank 2, producer in this epoch')
    expect(of('signatures')).toBe(
      `ok: 10 of the last 10 blocks that validator ${validator} was to sign`,
    )
    expect(of('snapshots')).toMatch(/^warning: there is none, though the last block is 5,000/)
  })

  test.each([
    ['is catching up', { syncing: true }, 'blocks', /^warning: .*catching up/],
    ['has no new block', { timeMs: 1_000 }, 'blocks', /^problem: .*none has come for/],
    ['is of another chain', { chainId: 1 }, 'network', /^problem: it is chain 1 there/],
    ['lives in the future', { timeMs: Date.now() + 3_600_000 }, 'clock', /^problem: .*behind/],
  ])('one that %s', async (_, change, check, says) => {
    pretendToRun()
    const { code, of } = await examine(['--port', `${await serve(status(change))}`])
    expect(of(check)).toMatch(says)
    expect(code).toBe(says.source.startsWith('^problem') ? 1 : code)
  })

  test('one that is behind another', async () => {
    pretendToRun()
    const other = await serve(status({ height: 6_000 }))
    const { of } = await examine([
      '--port',
      `${await serve(status())}`,
      '--rpc',
      `http://127.0.0.1:${other}`,
    ])
    expect(of('blocks')).toMatch(/^problem: at block 5,000 with 3 peers, 1,000 behind/)
  })

  test.each([
    ['none', [], /^problem: no delegate has the consensus key 0x/],
    [
      'one with another BLS key',
      [delegate({ blsKey: '0x00' })],
      /^problem: athens has another BLS/,
    ],
    ['one on probation', [delegate({ probationEpochs: 1 })], /^warning: .*on probation/],
    [
      'one that takes no part',
      [delegate({ eligible: false, reason: 'self-stake-too-small' })],
      /^warning: .*self-stake-too-small/,
    ],
  ])('keys of %s', async (_, items, says) => {
    const answers = { ...status(), boule_delegates: () => ({ total: items.length, items }) }
    const { of } = await examine([
      '--keys',
      'keys.json',
      '--port',
      '0',
      '--rpc',
      `http://127.0.0.1:${await serve(answers)}`,
    ])
    expect(of('registration')).toMatch(says)
  })

  test.each([
    ['some', engine((height) => height % 2 === 0), /^warning: 5 of the last 10/],
    ['none', engine(() => false), /^problem: 0 of the last 10/],
    ['nothing, being in no set', engine(() => false, []), /^ok: .*is not in the set/],
    ['nothing, for it does not answer', {}, /^warning: CometBFT does not answer/],
  ])('that has signed %s', async (_, answers, says) => {
    pretendToRun()
    const { of } = await examine([
      '--keys',
      'keys.json',
      '--port',
      `${await serve(status())}`,
      '--engine-port',
      `${await serve(answers)}`,
    ])
    expect(of('signatures')).toMatch(says)
  })
})

test('another Node than the network’s', () => {
  expect(checkNode('24.1.0').verdict).toBe('ok')
  expect(checkNode('26.0.0')).toMatchObject({ verdict: 'problem' })
})

test('room on the disk', () => {
  const patient = { dataDir: setting.folder } as Patient
  const verdict = (gib: number) => checkDiskSpace(patient, gib * 2 ** 30).verdict
  expect([0.5, 5, 50].map(verdict)).toEqual(['problem', 'warning', 'ok'])
})

test('the clock against that of another machine, as far as whole seconds tell', () => {
  const answer = (sentMs: number, dateMs: number | undefined) => ({
    sentMs,
    receivedMs: sentMs + 20,
    dateMs,
  })
  const look = (offMs: number) => checkClock(answer(100_400 + offMs, 100_000), 99_000, true)
  expect([0, 599, -400].map((offMs) => look(offMs).verdict)).toEqual(['ok', 'ok', 'ok'])
  expect(look(5_000).says).toMatch(/^at least 4.4 s ahead of/)
  expect(checkClock(answer(95_000, 100_000), 90_000, true).says).toMatch(/^at least 5.0 s behind/)
  expect(checkClock(answer(100_000, undefined), 99_000, true).verdict).toBe('ok')
  expect(checkClock(answer(100_000, 1_000), 99_000, false).verdict).toBe('ok')
  expect(checkClock(answer(100_000, undefined), 101_000, false).verdict).toBe('problem')
})
