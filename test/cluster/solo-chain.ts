import { existsSync, rmSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { must } from '#base/assert.ts'
import { verifyData } from '#cli/db/verify-data.ts'
import { deriveDevAccounts } from '#cli/network/dev-accounts.ts'
import { writeDelegateKeys } from '#cli/keys/key-file.ts'
import { enginePlace, findEngine } from '#cli/testnet/engine-process.ts'
import { planPorts } from '#cli/testnet/ports.ts'
import { makeTestnetGenesis } from '#cli/testnet/testnet-genesis.ts'
import { completeShape } from '#cli/testnet/testnet-shape.ts'
import { TEST_SEED, testDelegates } from '#cli/testnet/testnet.fixture.ts'
import { formatGenesis } from '#params/genesis-file.ts'
import type { Genesis } from '#params/genesis.ts'
import { createRandom } from '../../sim/random.ts'
import { type KillableProgram, startProgram } from '../crash/killable-program.ts'
import { checkPayments, checkProduction, checkTransactions } from './check-chain.ts'
import { startLoad } from './load.ts'
import type { ClusterPrograms } from './programs.ts'
import { readStoredBlocks, replayChain } from './replay-chain.ts'
import { writeSoloSettings } from './solo-settings.ts'
import { pause, until } from './wait.ts'

/** One life of the node: how it ends, and at which of its own points CometBFT dies before that. */
export interface Life {
  /** Crash point of the node, passed for the `nth` time; `-`: it is killed after some blocks, at any moment. */
  readonly point: string
  readonly nth: number
  /** CometBFT ends itself when it passes its point of that number, counted from its start; about ten belong to a block. */
  readonly enginePoint?: number
  /** In an empty data directory: nothing that the lives before made is there any more. */
  readonly startsOver?: boolean
}

export interface SoloResult {
  /** How often the node died at each point; `random` for those that were killed from outside. */
  readonly deaths: ReadonlyMap<string, number>
  /** Points at which CometBFT ended itself. */
  readonly engineDeaths: readonly number[]
  readonly blocks: number
  readonly transactions: number
  readonly problems: readonly string[]
}

const INTERVAL_MS = 250
/** Blocks of a life that is not ended by a crash point. */
const BLOCKS_PER_LIFE = 4

/**
 * Lets a network of one node live again and again under load. What it has told of must be there in the next life; at the end
 * every block is executed again from the genesis, and every transaction must be in one block.
 */
export async function liveAndDie(
  programs: ClusterPrograms,
  dir: string,
  lives: readonly Life[],
): Promise<SoloResult> {
  const genesis = await prepare(programs, dir)
  const random = createRandom(1)
  const told = new Map<number, string>()
  const deaths = new Map<string, number>()
  const engineDeaths: number[] = []
  const problems: string[] = []
  let rpcUrl = 'http://127.0.0.1:9'
  const load = startLoad({
    chainId: genesis.chainId,
    gasPriceRau: genesis.rules.gasPriceRau,
    rpcUrls: () => [rpcUrl],
    accounts: await deriveDevAccounts(),
    delegateNames: ['n1'],
    perSecond: 20,
    seed: 1,
  })
  const live = async (
    life: Life,
    until: (node: KillableProgram) => Promise<void>,
  ): Promise<void> => {
    const node = startProgram(programs.soloNode, [dir, life.point, `${life.nth}`])
    const listening = await node.waitFor('listening at ')
    if (listening !== undefined) {
      rpcUrl = listening.slice('listening at '.length)
      await until(node)
      node.kill()
    }
    const { killed, errors } = await node.ended
    problems.push(...checkTold(node.lines, told))
    if (!killed) problems.push(`at ${life.point} the node ended by itself: ${errors.slice(-500)}`)
    for (const [, point] of errors.matchAll(/\*\*\* fail-test (\d+) \*\*\*/g)) {
      engineDeaths.push(Number(point))
    }
    const crash = node.lines.find((line) => line.startsWith('crashing at '))
    const name = crash?.slice('crashing at '.length) ?? 'random'
    if (life.point !== '-' && name !== life.point) problems.push(`${life.point} was not reached`)
    deaths.set(name, (deaths.get(name) ?? 0) + 1)
  }
  try {
    for (const life of lives) {
      if (problems.length > 0) break
      if (life.startsOver === true) {
        rmSync(path.join(dir, 'data'), { recursive: true, force: true })
        told.clear()
      }
      setEnginePoint(dir, life.enginePoint)
      await live(life, async (node) => {
        if (life.point === '-') await killLater(node, random.below(3 * INTERVAL_MS))
        else await nodeDies(node, life)
      })
    }
    if (problems.length === 0) await live({ point: '-', nth: 1 }, () => load.finish())
  } finally {
    load.abort()
    endEngine(dir)
  }
  problems.push(...(await checkAll(dir, genesis, told, load.hashes)))
  return {
    deaths,
    engineDeaths,
    blocks: Math.max(0, ...told.keys()),
    transactions: load.hashes.size,
    problems: problems.slice(0, 10),
  }
}

async function killLater(node: KillableProgram, delayMs: number): Promise<void> {
  await until('blocks of the node', () => countBlocks(node) >= BLOCKS_PER_LIFE || undefined)
  await pause(delayMs)
}

async function nodeDies(node: KillableProgram, { point }: Life): Promise<void> {
  const dead = until(`death at ${point}`, () =>
    node.lines.includes(`crashing at ${point}`) ? true : undefined,
  )
  await Promise.race([dead, node.ended])
}

function countBlocks(node: KillableProgram): number {
  return node.lines.filter((line) => line.startsWith('block ')).length
}

async function prepare(programs: ClusterPrograms, dir: string): Promise<Genesis> {
  const shape = completeShape({
    nodes: 1,
    elected: 1,
    drawn: 1,
    intervalMs: INTERVAL_MS,
    blocksPerEpoch: 6,
  })
  const delegates = testDelegates(1)
  const genesis = makeTestnetGenesis({ shape, delegates, seed: TEST_SEED, timeMs: Date.now() })
  const ports = must((await planPorts(['n1'], 0)).get('n1'), 'ports')
  writeDelegateKeys(path.join(dir, 'keys.json'), must(delegates[0], 'a delegate').keys)
  writeSoloSettings(dir, {
    genesis: formatGenesis(genesis),
    p2pPort: ports.p2p,
    enginePort: ports.engine,
  })
  writeFileSync(path.join(dir, 'cometbft'), engineScript(programs.cometbft, dir), { mode: 0o755 })
  return genesis
}

/** CometBFT with one of its own fail points set (`libs/fail`), once. */
function engineScript(cometbft: string, dir: string): string {
  const file = path.join(dir, 'engine-point')
  return `#!/bin/sh
if [ -f '${file}' ]; then
  FAIL_TEST_INDEX=$(cat '${file}')
  export FAIL_TEST_INDEX
  rm '${file}'
fi
exec '${cometbft}' "$@"
`
}

function setEnginePoint(dir: string, point: number | undefined): void {
  if (point !== undefined) writeFileSync(path.join(dir, 'engine-point'), `${point}\n`)
}

/** It mostly ends by itself when the node is gone. */
function endEngine(dir: string): void {
  const place = enginePlace(path.join(dir, 'data'))
  const pid = existsSync(place.pidFile) ? findEngine(place) : undefined
  if (pid !== undefined) process.kill(pid, 'SIGKILL')
}

/** Adds what a life told of to what is known already, and returns where the two differ. */
function checkTold(lines: readonly string[], told: Map<number, string>): readonly string[] {
  const problems: string[] = []
  const last = Math.max(0, ...told.keys())
  for (const line of lines) {
    const [, what, height, hashes = ''] = /^(starts at|block) (\d+) (.+)$/.exec(line) ?? []
    if (height === undefined) continue
    const before = told.get(Number(height))
    if (before !== undefined && before !== hashes) {
      problems.push(`block ${height} was ${before} and is ${hashes}`)
    }
    if (what === 'starts at' && Number(height) < last) {
      problems.push(`block ${last} was told of, and the next life starts at ${height}`)
    }
    if (Number(height) > 0) told.set(Number(height), hashes)
  }
  return problems
}

async function checkAll(
  dir: string,
  genesis: Genesis,
  told: ReadonlyMap<number, string>,
  sent: ReadonlySet<string>,
): Promise<readonly string[]> {
  const data = path.join(dir, 'data')
  const report = await verifyData(data, genesis, true)
  const facts = replayChain(genesis, await readStoredBlocks(data, genesis))
  const different = facts.blocks.filter(({ height, hash, appHash }) => {
    const before = told.get(height)
    return before !== undefined && before !== `${hash} ${appHash}`
  })
  return [
    ...report.problems,
    ...different.map(({ height }) => `block ${height} is not what was told`),
    ...facts.problems,
    ...checkProduction(facts),
    ...checkPayments(facts),
    ...checkTransactions(facts, sent),
  ]
}
