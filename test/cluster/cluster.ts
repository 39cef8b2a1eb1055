import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { must } from '#base/assert.ts'
import { parseHex } from '#base/hex.ts'
import { addressOfPrivateKey } from '#base/sign-transaction.ts'
import type { StoredBlock } from '#state/block-log/stored-block.ts'
import { verifyData } from '#cli/db/verify-data.ts'
import { deriveDevAccounts } from '#cli/network/dev-accounts.ts'
import type { TestnetShape } from '#cli/testnet/testnet-shape.ts'
import { startTestnet, type Testnet } from '#cli/testnet/testnet.ts'
import { tryHeight } from './ask.ts'
import { checkPayments, checkProduction, checkTransactions } from './check-chain.ts'
import { compareLogs } from './compare-logs.ts'
import { checkEvidence, type Evidence, gatherEvidence } from './evidence.ts'
import { type Load, type LoadAccount, startLoad } from './load.ts'
import type { ClusterPrograms } from './programs.ts'
import { type ChainFacts, readStoredBlocks, replayChain } from './replay-chain.ts'
import { until } from './wait.ts'

export interface ClusterOptions {
  readonly programs: ClusterPrograms
  readonly shape: Partial<TestnetShape>
  /** What every byte takes from node to node. */
  readonly latencyMs?: number
  readonly transactionsPerSecond?: number
  readonly seed: number
}

/** A testnet under load, while a script does something to it. */
export interface Cluster {
  readonly testnet: Testnet
  readonly names: readonly string[]
  /** An account that the load leaves alone. */
  readonly spareAccount: LoadAccount
  /** A transaction that the script sends by itself: it must be in a block at the end, too. */
  expectTransaction(hash: string): void
  /** The highest of all nodes that answer; 0 when none does. */
  height(): Promise<number>
  /** Resolves when all of `nodes`, or all, have the block at `height`. */
  untilHeight(height: number, nodes?: readonly string[]): Promise<void>
  /** Resolves when every node is at the head and has made a block along with the others. Returns the head. */
  untilTogether(): Promise<number>
}

export interface ClusterResult {
  readonly facts: ChainFacts
  readonly nodes: number
  readonly transactions: number
  readonly sentAgain: number
  readonly seconds: number
  /** All that is wrong with the chain; empty when all is well. */
  readonly problems: readonly string[]
}

/**
 * Starts a cluster, lets `script` work on it, and checks what came of it: one chain on all nodes, of which every app hash comes out
 * again when its blocks are executed from the genesis; invariants, production, payments, and every transaction once. Whatever the
 * script stopped must run again at its end. The files of a run that failed are kept.
 */
export async function runCluster(
  options: ClusterOptions,
  script: (cluster: Cluster) => Promise<void>,
): Promise<ClusterResult> {
  const startedMs = performance.now()
  const dir = mkdtempSync(path.join(tmpdir(), 'boule-cluster-'))
  const sent = new Set<string>()
  try {
    const { load, evidence, testnet } = await perform(options, dir, sent, script)
    for (const hash of load.hashes) sent.add(hash)
    const { facts, problems } = await checkFiles(testnet, evidence, sent)
    if (problems.length === 0) rmSync(dir, { recursive: true, force: true })
    return {
      facts,
      nodes: testnet.nodes.length,
      transactions: sent.size,
      sentAgain: load.sentAgain(),
      seconds: (performance.now() - startedMs) / 1000,
      problems: problems.length === 0 ? [] : [...problems.slice(0, 20), `files: ${dir}`],
    }
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error)
    throw new Error(`${reason}; files: ${dir}`, { cause: error })
  }
}

async function perform(
  options: ClusterOptions,
  dir: string,
  sent: Set<string>,
  script: (cluster: Cluster) => Promise<void>,
): Promise<{
  readonly load: Load
  readonly evidence: readonly Evidence[]
  readonly testnet: Testnet
}> {
  const testnet = await startTestnet({
    dir,
    basePort: 0,
    shape: options.shape,
    cometbftPath: options.programs.cometbft,
    program: options.programs.boule,
  })
  let load: Load | undefined
  try {
    testnet.links?.setLatencyMs(options.latencyMs ?? 0)
    const [spareAccount, ...accounts] = await listAccounts(testnet)
    load = startLoad({
      chainId: testnet.genesis.chainId,
      gasPriceRau: testnet.genesis.rules.gasPriceRau,
      rpcUrls: () => testnet.nodes.map((node) => node.rpcUrl),
      accounts,
      delegateNames: testnet.genesis.delegates.map((delegate) => delegate.name),
      perSecond: options.transactionsPerSecond ?? 5,
      seed: options.seed,
    })
    const cluster = createCluster(testnet, must(spareAccount, 'an account'), sent)
    await cluster.untilHeight(2)
    await script(cluster)
    await load.finish()
    const height = await cluster.untilTogether()
    await cluster.untilHeight(height)
    const evidence = await gatherEvidence(testnet, height)
    return { load, evidence, testnet }
  } finally {
    load?.abort()
    await testnet.stop()
  }
}

async function listAccounts(testnet: Testnet): Promise<readonly LoadAccount[]> {
  const owners = testnet.nodes
    .filter((node) => node.isDelegate)
    .slice(0, 2)
    .map((node): LoadAccount => {
      const text = readFileSync(path.join(node.dir, 'owner.key'), 'utf8').trim() as `0x${string}`
      const secret = must(parseHex(text), 'the key of an owner')
      return { address: addressOfPrivateKey(secret), privateKey: text, claims: true }
    })
  return [...(await deriveDevAccounts()), ...owners]
}

function createCluster(testnet: Testnet, spareAccount: LoadAccount, sent: Set<string>): Cluster {
  const names = testnet.nodes.map((node) => node.name)
  const heights = async (): Promise<ReadonlyMap<string, number | undefined>> =>
    new Map(
      await Promise.all(
        testnet.nodes.map(
          async (node) =>
            [
              node.name,
              node.state() === 'running' ? await tryHeight(node.rpcUrl) : undefined,
            ] as const,
        ),
      ),
    )
  const describe = async (): Promise<string> => {
    const found = await heights()
    return testnet.nodes
      .map((node) => `${node.name} is ${node.state()} at ${found.get(node.name) ?? '?'}`)
      .join(', ')
  }
  const height = async (): Promise<number> =>
    Math.max(0, ...[...(await heights()).values()].map((one) => one ?? 0))
  return {
    testnet,
    names,
    spareAccount,
    expectTransaction: (hash) => void sent.add(hash),
    height,
    untilHeight: async (wanted, nodes = names) => {
      await until(
        `block ${wanted} on ${nodes.join(', ')}`,
        async () => {
          const found = await heights()
          return nodes.every((name) => (found.get(name) ?? 0) >= wanted) ? true : undefined
        },
        describe,
      )
    },
    untilTogether: async () => {
      const before = await height()
      return until(
        `block after ${before} on all nodes at once`,
        async () => {
          const found = [...(await heights()).values()].map((one) => one ?? 0)
          const [lowest, highest] = [Math.min(...found), Math.max(...found)]
          return lowest > before && highest - lowest <= 1 ? highest : undefined
        },
        describe,
      )
    },
  }
}

/** Checks what the stopped nodes have on disk, and what they said before. */
async function checkFiles(
  testnet: Testnet,
  evidence: readonly Evidence[],
  sent: ReadonlySet<string>,
): Promise<{ readonly facts: ChainFacts; readonly problems: readonly string[] }> {
  const { genesis, nodes } = testnet
  const problems: string[] = []
  const logs = new Map<string, readonly StoredBlock[]>()
  for (const { name, dir } of nodes) {
    const report = await verifyData(dir, genesis, false)
    problems.push(...report.problems.map((problem) => `${name}: ${problem}`))
    logs.set(name, await readStoredBlocks(dir, genesis))
  }
  const { longest, problems: differences } = compareLogs(logs)
  const facts = replayChain(genesis, longest)
  problems.push(
    ...differences,
    ...facts.problems,
    ...evidence.flatMap((one) => checkEvidence(facts, one)),
    ...checkProduction(facts),
    ...checkPayments(facts),
    ...checkTransactions(facts, sent),
  )
  return { facts, problems }
}
