import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { privateKeyToAccount } from 'viem/accounts'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { toHex } from '#base/hex.ts'
import { coins } from '#base/integers.ts'
import type { Database } from '#indexer/database/database.ts'
import { openDatabase } from '#indexer/database/open-database.ts'
import { followChain } from '#indexer/follow/follow-chain.ts'
import { type IndexNotice, watchIndex } from '#indexer/follow/index-notice.ts'
import { createRpcClient } from '#indexer/node/rpc-client.ts'
import { TEST_ACCOUNTS } from '#node/test-network.fixture.ts'
import { createBouleClient } from '#sdk/create-boule-client.ts'
import { startTestNode, type TestNode } from '../clients/network.fixture.ts'
import { startPostgres, type TestPostgres } from '../postgres/start-postgres.ts'
import { verify } from './index-chain.ts'

let postgres: TestPostgres
let network: TestNode
let database: Database
let url: string
const followers: Follower[] = []

beforeAll(async () => {
  postgres = await startPostgres()
})

afterAll(() => postgres.close())

beforeEach(async () => {
  network = await startTestNode()
  url = await postgres.createDatabase()
  database = await openDatabase({ url })
})

afterEach(async () => {
  for (const follower of followers.splice(0)) await follower.stop()
  await database.close()
  await network.stop()
})

interface Follower {
  readonly lines: string[]
  /** Settles when it has ended. */
  readonly ended: Promise<void>
  readonly stop: () => Promise<void>
}

function follow(into: Database, options: { readonly waitForLock?: boolean } = {}): Follower {
  const lines: string[] = []
  const stopping = new AbortController()
  const ended = followChain({
    database: into,
    rpcUrl: network.node.rpcUrl,
    signal: stopping.signal,
    log: (line) => void lines.push(line),
    ...options,
  })
  const settled = ended.catch(() => undefined)
  const follower = {
    lines,
    ended,
    stop: async () => {
      stopping.abort()
      await settled
    },
  }
  followers.push(follower)
  return follower
}

/** Resolves with the first notice that fits. */
async function nextNotice(
  into: Database,
  fits: (notice: IndexNotice) => boolean,
): Promise<{ readonly seen: Promise<IndexNotice> }> {
  let found: (notice: IndexNotice) => void = () => undefined
  const seen = new Promise<IndexNotice>((resolve) => {
    found = resolve
  })
  const stop = await watchIndex(into, (notice) => {
    if (fits(notice)) found(notice)
  })
  void seen.then(stop)
  return { seen }
}

async function reaches(into: Database, height: number): Promise<IndexNotice> {
  const { seen } = await nextNotice(into, (notice) => notice.height >= height)
  const [row] = await into
    .query('select height, epoch from chain.sync where id = 1')
    .catch(() => [undefined])
  if (row !== undefined && Number(row['height']) >= height) {
    return { height: Number(row['height']), epoch: Number(row['epoch']), changed: [] }
  }
  return seen
}

async function mine(blocks: number): Promise<void> {
  const client = createRpcClient(network.node.rpcUrl)
  await client.batch([{ method: 'anvil_mine', params: [blocks] }])
}

/** Stakes, moves and adds, as a holder does; each transaction is a block. */
async function makeTraffic(rounds: number): Promise<void> {
  const client = createBouleClient({ url: network.node.rpcUrl })
  const chainId = await client.getChainId()
  const chain = { id: chainId } as NonNullable<Parameters<typeof createBouleClient>[0]['chain']>
  const holders = TEST_ACCOUNTS.slice(0, 3).map(({ privateKey }) =>
    privateKeyToAccount(toHex(privateKey)),
  )
  const sender = Object.assign(client, { chain })
  for (let round = 0; round < rounds; round++) {
    for (const account of holders) {
      await sender.createStake({
        account,
        delegate: 'samos',
        amountRau: coins(100 + round),
        durationDays: 91,
        autoStake: true,
      })
      const { items } = await client.getBuckets({ owner: account.address })
      const bucketIndex = items[0]?.index ?? 0
      await sender.depositToStake({ account, bucketIndex, amountRau: coins(1) })
      const delegate = items[0]?.delegateName === 'zea' ? 'samos' : 'zea'
      await sender.changeCandidate({ account, bucketIndex, delegate })
    }
  }
}

describe('a follower of a live node', () => {
  test('says every block, and its index is right while the chain goes on', async () => {
    const notices: IndexNotice[] = []
    const stop = await watchIndex(database, (notice) => void notices.push(notice))
    follow(database)
    await makeTraffic(2)
    const busy = makeTraffic(2).then(() => mine(30))
    const findings = await verify(database, { rpc: createRpcClient(network.node.rpcUrl) })
    await busy
    expect(findings.differences).toEqual([])
    expect(findings.compared.get('bucket')).toBeGreaterThan(8)
    const { height } = network.node.backend.head()
    await reaches(database, height)
    const after = await verify(database, { rpc: createRpcClient(network.node.rpcUrl) })
    expect(after.differences).toEqual([])
    await stop()
    expect(notices[0]).toEqual({ height: 0, epoch: 1, changed: ['reset'] })
    expect(notices.at(-1)?.height).toBe(height)
    const heights = notices.map((notice) => notice.height)
    expect(heights).toEqual(heights.toSorted((a, b) => a - b))
    const changed = new Set(notices.flatMap((notice) => notice.changed))
    expect([...changed].sort()).toEqual(['block', 'epoch', 'ranking', 'reset'])
  })

  test('begins anew when the node has another chain', async () => {
    const follower = follow(database)
    await makeTraffic(1)
    await reaches(database, network.node.backend.head().height)
    await follower.stop()
    await network.stop()
    network = await startTestNode()
    await makeTraffic(2)
    const next = follow(database)
    await reaches(database, network.node.backend.head().height)
    expect(next.lines).toEqual([
      expect.stringMatching(/^block \d+ of the node is another: the index is made anew$/),
    ])
    const findings = await verify(database, { rpc: createRpcClient(network.node.rpcUrl) })
    expect(findings.differences).toEqual([])
  })

  test('begins anew for another genesis', async () => {
    const follower = follow(database)
    await reaches(database, 0)
    await follower.stop()
    await database.query(`update chain.sync set genesis_hash = '0x00'`)
    await mine(3)
    const next = follow(database)
    await nextNotice(database, ({ changed }) => changed.includes('reset'))
    await reaches(database, 3)
    expect(next.lines).toEqual(['the node has another chain: the index is made anew'])
  })

  test('waits for a node that is away, and says so once', async () => {
    const port = Number(new URL(network.node.rpcUrl).port)
    const follower = follow(database)
    await mine(5)
    await reaches(database, 5)
    const folder = network.node.dataDir
    await network.node.stop()
    const first = network
    const again = await startTestNode({ dataDir: folder, rpcPort: port })
    network = { node: again.node, stop: () => again.stop().then(first.stop) }
    await mine(5)
    await reaches(database, 10)
    expect(follower.lines.length).toBeLessThanOrEqual(1)
    for (const line of follower.lines) expect(line).toMatch(/does not answer; trying again$/)
  })
})

describe('two followers of one database', () => {
  test('the second ends with a line, or waits until the first has ended', async () => {
    const other = await openDatabase({ url })
    try {
      const first = follow(database)
      await mine(4)
      await reaches(database, 4)
      await expect(follow(other).ended).rejects.toThrow(
        /^another process indexes the database test_\d+ at 127\.0\.0\.1:\d+; stop it/,
      )
      const waiting = follow(other, { waitForLock: true })
      await expect.poll(() => waiting.lines).toHaveLength(1)
      expect(waiting.lines[0]).toMatch(/waiting for it to end$/)
      await first.stop()
      await mine(4)
      await reaches(database, 8)
      const findings = await verify(database, { rpc: createRpcClient(network.node.rpcUrl) })
      expect(findings.differences).toEqual([])
      await waiting.stop()
    } finally {
      await other.close()
    }
  })

  test('a follower whose connection is cut off ends with a line', async () => {
    const follower = follow(database)
    await mine(2)
    await reaches(database, 2)
    await database.query(
      `select pg_terminate_backend(pid) from pg_stat_activity where pid <> pg_backend_pid() and application_name = 'boule index' and query like '%advisory%'`,
    )
    await expect(follower.ended).rejects.toThrow(/the connection to test_\d+ at .* was lost/)
  })
})

describe('a database that cannot be used is one line without its password', () => {
  const failureOf = async (options: Parameters<typeof openDatabase>[0]): Promise<string> => {
    const error = await openDatabase(options).then(
      () => undefined,
      (failure: unknown) => failure as Error,
    )
    expect(error?.message).not.toContain('secret')
    expect(error?.message).not.toContain('\n')
    return error?.message ?? ''
  }

  test('nobody answers', async () => {
    expect(await failureOf({ url: 'postgres://boule:secret@127.0.0.1:9/test' })).toMatch(
      /^the database test at 127\.0\.0\.1:9 does not answer \(.*ECONNREFUSED.*\); start it, or correct DATABASE_URL$/,
    )
  })

  test('a wrong password', async () => {
    const wrong = url.replace(postgres.password, 'secret')
    expect(await failureOf({ url: wrong })).toMatch(
      /^the database test_\d+ at .* refuses the user or its password; correct them in DATABASE_URL$/,
    )
  })

  test('no such database', async () => {
    expect(await failureOf({ url: url.replace(/test_\d+$/, 'nothing') })).toMatch(
      /^the database nothing at .* does not exist; make it with createdb/,
    )
  })

  test('no rights', async () => {
    await database.query(`create role guest login password 'secret'`)
    await database.query('revoke create on database ' + url.split('/').at(-1) + ' from public')
    const guest = await openDatabase({ url: url.replace(/boule:[^@]+/, 'guest:secret') })
    try {
      await expect(
        followChain({
          database: guest,
          rpcUrl: network.node.rpcUrl,
          signal: new AbortController().signal,
          log: () => undefined,
        }),
      ).rejects.toThrow(/^the user of test_\d+ at .* may not do this \(permission denied/)
    } finally {
      await guest.close()
      await database.query('drop role guest')
    }
  })

  test('no address', async () => {
    expect(await failureOf({ url: 'mysql://boule:secret@127.0.0.1/test' })).toBe(
      'DATABASE_URL must be postgres://user:password@host:port/name',
    )
  })

  test('a directory that another one has', async () => {
    const folder = mkdtempSync(path.join(tmpdir(), 'boule-index-'))
    const first = await openDatabase({ dataDir: folder })
    try {
      expect(await failureOf({ dataDir: folder })).toMatch(
        /^the data directory .* is in use by process \d+; stop that process or name another directory$/,
      )
    } finally {
      await first.close()
    }
    const next = await openDatabase({ dataDir: folder })
    await next.close()
    rmSync(folder, { recursive: true })
  })
})
