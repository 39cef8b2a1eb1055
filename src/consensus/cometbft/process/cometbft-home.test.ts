import fs from 'node:fs'
import { createHash } from 'node:crypto'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { writeCometbftHome } from './cometbft-home.ts'
import type { HomeOptions } from './home-options.ts'
import { homeOptions, homeProblem, writeAndRelease } from './home.fixture.ts'

const PEER_ID = '0123456789abcdef0123456789abcdef01234567'

function readConfig(options: HomeOptions): string {
  writeAndRelease(options)
  return fs.readFileSync(join(options.dir, 'config', 'config.toml'), 'utf8')
}

function readGenesis({ dir }: HomeOptions): Record<string, unknown> {
  return JSON.parse(fs.readFileSync(join(dir, 'config', 'genesis.json'), 'utf8')) as never
}

describe('config.toml', () => {
  it('has what the defaults of CometBFT do not give', () => {
    const options = homeOptions({ rpcPort: 26_657 })
    const config = readConfig(options)
    expect(config).toContain(`proxy_app = "unix://${options.socketPath}"\n`)
    for (const line of [
      'log_format = "json"',
      'laddr = "tcp://127.0.0.1:26657"',
      'laddr = "tcp://0.0.0.0:26656"',
      'type = "app"',
      'timeout_propose = "1200ms"',
      'skip_timeout_commit = false',
      'indexer = "null"',
      'discard_abci_responses = true',
      'enable = false',
    ]) {
      expect(config).toContain(`\n${line}\n`)
    }
    expect(config).not.toContain('addr_book_strict')
    expect(config).not.toContain('double_sign_check_height')
  })

  it('is written anew at each start', () => {
    const options = homeOptions()
    readConfig(options)
    fs.appendFileSync(join(options.dir, 'config', 'config.toml'), '[rpc]\nunsafe = true\n')
    const config = readConfig({ ...options, blockIntervalMs: 10_000 })
    expect(config).not.toContain('unsafe')
    expect(config).toContain('timeout_propose = "9000ms"')
    expect(config).toContain('[rpc]\nladdr = ""\n')
  })

  it('has the layout of a validator behind sentries', () => {
    const peer = `${PEER_ID}@sentry-1.example.org:26656`
    const config = readConfig(
      homeOptions({
        p2p: {
          port: 1,
          host: '127.0.0.1',
          externalAddress: '[2001:db8::1]:26656',
          persistentPeers: [peer, `${PEER_ID}@10.0.0.2:1`],
          seeds: [peer],
          pex: false,
          addrBookStrict: false,
          allowDuplicateIp: true,
          maxInboundPeers: 100,
          maxOutboundPeers: 0,
          unconditionalPeerIds: [PEER_ID],
          privatePeerIds: [PEER_ID],
          sendBytesPerSecond: 512_000_000,
          receiveBytesPerSecond: 512_000_000,
        },
        doubleSignCheckHeight: 10,
        gossipSleepMs: 77,
        majorityQuerySleepMs: 10_000,
      }),
    )
    expect(config).toContain(`[p2p]
laddr = "tcp://127.0.0.1:1"
external_address = "[2001:db8::1]:26656"
seeds = "${peer}"
persistent_peers = "${peer},${PEER_ID}@10.0.0.2:1"
unconditional_peer_ids = "${PEER_ID}"
private_peer_ids = "${PEER_ID}"
pex = false
addr_book_strict = false
allow_duplicate_ip = true
max_num_inbound_peers = 100
max_num_outbound_peers = 0
persistent_peers_max_dial_period = "10000ms"
flush_throttle_timeout = "10ms"
send_rate = 512000000
recv_rate = 512000000
`)
    expect(config).toContain('peer_gossip_sleep_duration = "77ms"')
    expect(config).toContain('peer_query_maj23_sleep_duration = "10000ms"')
    expect(config).toContain('double_sign_check_height = 10')
  })

  it('begins from a snapshot when asked to', () => {
    const rpcServers = ['http://127.0.0.1:1', 'http://127.0.0.1:1']
    const trustHash = 'AB'.repeat(32)
    const config = readConfig(homeOptions({ stateSync: { rpcServers, trustHeight: 7, trustHash } }))
    expect(config).toContain(`[statesync]
enable = true
rpc_servers = "http://127.0.0.1:1,http://127.0.0.1:1"
trust_height = 7
trust_hash = "${trustHash}"
trust_period = "604800000ms"
discovery_time = "5000ms"
`)
  })

  const stateSync = {
    rpcServers: ['http://a:1', 'http://b:1'],
    trustHeight: 1,
    trustHash: '0'.repeat(64),
  }
  it.each<[string, Partial<HomeOptions>, string]>([
    ['a relative folder', { dir: 'home' }, 'must be an absolute path'],
    ['a relative socket', { socketPath: 'abci.sock' }, 'must be an absolute path'],
    ['a port of 0', { p2p: { port: 0 } }, 'the p2p port is 0'],
    ['a port that is too high', { rpcPort: 65_536 }, 'the rpc port is 65536'],
    ['a peer without an id', { p2p: { port: 1, persistentPeers: ['a:1'] } }, 'the peer "a:1"'],
    [
      'two peers in one text',
      { p2p: { port: 1, seeds: [`${PEER_ID}@a:1,${PEER_ID}@b:1`] } },
      'id@host:port',
    ],
    [
      'an id in upper case',
      { p2p: { port: 1, privatePeerIds: [PEER_ID.toUpperCase()] } },
      'lower case',
    ],
    ['an external address without a port', { p2p: { port: 1, externalAddress: 'a' } }, 'host:port'],
    ['a short key', { consensusSecret: new Uint8Array(31) }, '32 bytes'],
    ['one RPC server', { stateSync: { ...stateSync, rpcServers: ['http://a:1'] } }, 'two nodes'],
    [
      'an RPC server without a scheme',
      { stateSync: { ...stateSync, rpcServers: ['a', 'b'] } },
      'http://host:port',
    ],
    ['height 0 to trust', { stateSync: { ...stateSync, trustHeight: 0 } }, 'trusted height is 0'],
    ['a hash with 0x', { stateSync: { ...stateSync, trustHash: '0x00' } }, '64 hex digits'],
  ])('is refused with %s', (_name, overrides, words) => {
    const options = homeOptions(overrides)
    const problem = homeProblem(options)
    expect(problem.code).toBe('bad-config')
    expect(problem.message).toContain(words)
    expect(fs.existsSync(options.dir)).toBe(false)
  })

  it.each([['config.json'], ['config/config.yaml'], ['config.toml']])(
    'is not written beside %s, which CometBFT would read instead',
    (name) => {
      const options = homeOptions()
      writeAndRelease(options)
      fs.writeFileSync(join(options.dir, name), '')
      expect(homeProblem(options)).toMatchObject({
        code: 'bad-config',
        message: `${join(options.dir, name)} would be read in place of config/config.toml: move it out of the folder`,
      })
    },
  )
})

describe('genesis.json', () => {
  it('has the same content on every node, and no validators', () => {
    const options = homeOptions()
    writeAndRelease(options)
    expect(readGenesis(options)).toEqual({
      genesis_time: '2026-01-02T03:04:05.678Z',
      chain_id: '4690',
      initial_height: '1',
      consensus_params: {
        block: { max_bytes: '20971520', max_gas: '-1' },
        evidence: {
          max_age_num_blocks: '10000',
          max_age_duration: '86400000000000',
          max_bytes: '1048576',
        },
        validator: { pub_key_types: ['ed25519'] },
        version: { app: '0' },
        abci: { vote_extensions_enable_height: '0' },
      },
      app_hash: '',
    })
  })

  it('may be laid out in another way, but is never replaced by another one', () => {
    const options = homeOptions()
    writeAndRelease(options)
    const path = join(options.dir, 'config', 'genesis.json')
    const compact = JSON.stringify(readGenesis(options))
    fs.writeFileSync(path, compact)
    writeAndRelease(options)
    const problem = homeProblem({ ...options, evidence: { maxAgeBlocks: 9, maxAgeMs: 86_400_000 } })
    expect(problem.code).toBe('bad-config')
    expect(problem.message).toContain(
      `${path} is not the genesis of this network: consensus_params.evidence.max_age_num_blocks is "10000", not "9"`,
    )
    fs.writeFileSync(path, JSON.stringify({ ...readGenesis(options), app_state: {} }))
    expect(homeProblem(options).message).toContain('app_state is {}, not missing')
    fs.writeFileSync(path, compact.slice(1))
    expect(homeProblem(options).message).toContain('is not JSON')
    expect(fs.readFileSync(path, 'utf8')).toBe(compact.slice(1))
  })
})

describe('node_key.json', () => {
  it('is made once, for its owner alone, and gives the id of the node', () => {
    const options = homeOptions()
    const { nodeId } = writeAndRelease(options)
    const path = join(options.dir, 'config', 'node_key.json')
    expect(fs.statSync(path).mode & 0o777).toBe(0o600)
    const { priv_key } = JSON.parse(fs.readFileSync(path, 'utf8')) as {
      priv_key: { type: string; value: string }
    }
    expect(priv_key.type).toBe('tendermint/PrivKeyEd25519')
    const publicKey = Buffer.from(priv_key.value, 'base64').subarray(32)
    expect(nodeId).toBe(createHash('sha256').update(publicKey).digest('hex').slice(0, 40))
    expect(writeAndRelease(options).nodeId).toBe(nodeId)
  })

  it('is refused when it is damaged or open to others', () => {
    const options = homeOptions()
    writeAndRelease(options)
    const path = join(options.dir, 'config', 'node_key.json')
    fs.chmodSync(path, 0o640)
    expect(homeProblem(options)).toMatchObject({ code: 'key' })
    expect(homeProblem(options).message).toContain(`run \`chmod 600 ${path}\``)
    fs.chmodSync(path, 0o600)
    fs.writeFileSync(path, '{}')
    expect(homeProblem(options).message).toContain(`${path} is not a node key`)
  })
})

describe('the lock', () => {
  it('keeps a second node from the same key, from whatever folder, until it is released', () => {
    const consensusSecret = new Uint8Array(32).fill(7)
    const first = homeOptions({ consensusSecret })
    const second = { ...homeOptions({ consensusSecret }), locksDir: first.locksDir }
    const home = writeCometbftHome(first)
    const problem = homeProblem(second)
    expect(problem.code).toBe('key')
    expect(problem.message).toContain(
      `process ${process.pid} of this machine signs with the key of validator ${home.validatorAddress} already`,
    )
    expect(fs.existsSync(join(second.dir, 'config', 'priv_validator_key.json'))).toBe(false)
    home.release()
    writeAndRelease(second)
  })

  it('keeps a second process from the folder of a node that only follows', () => {
    const options = homeOptions()
    const home = writeCometbftHome(options)
    expect(homeProblem(options).code).toBe('key')
    home.release()
    expect(writeAndRelease(options).validatorAddress).toBe(home.validatorAddress)
  })

  it('is released when the folder cannot be written', () => {
    const options = homeOptions()
    writeAndRelease(options)
    expect(homeProblem({ ...options, chainId: 1 }).code).toBe('bad-config')
    writeAndRelease(options)
  })
})
