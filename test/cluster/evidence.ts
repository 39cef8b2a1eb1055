import { decodeEvents } from '#sdk/events/decode-events.ts'
import { RewardGranted } from '#protocol/rewards/events.ts'
import type { Testnet, TestnetNode } from '#cli/testnet/testnet.ts'
import { ask } from './ask.ts'
import type { ChainFacts } from './replay-chain.ts'

/** What a node that runs, and its CometBFT, say of the chain up to a height. */
export interface Evidence {
  readonly node: string
  readonly height: number
  /** Hashes of blocks by height, and of the state after each: by CometBFT's headers, then by the JSON-RPC. */
  readonly engineHashes: ReadonlyMap<number, string>
  readonly engineAppHashes: ReadonlyMap<number, string>
  readonly hashes: ReadonlyMap<number, string>
  readonly appHashes: ReadonlyMap<number, string>
  /** Rewards granted, as the node's index has them. */
  readonly grants: readonly string[]
  /** Rounds in which CometBFT decided. */
  readonly rounds: ReadonlyMap<number, number>
}

/** Asks every node for all blocks up to `height`, which all of them have. */
export async function gatherEvidence(
  testnet: Testnet,
  height: number,
): Promise<readonly Evidence[]> {
  const found: Evidence[] = []
  for (const node of testnet.nodes) found.push(await askAll(node, height))
  return found
}

async function askAll(node: TestnetNode, height: number): Promise<Evidence> {
  const engine = await readEngineHeaders(node, height)
  const hashes = new Map<number, string>()
  const appHashes = new Map<number, string>()
  const rounds = new Map<number, number>()
  await inChunks(height, async (at) => {
    const [block, round] = await Promise.all([
      ask<Record<'hash' | 'stateRoot', string>>(node.rpcUrl, 'eth_getBlockByNumber', [
        `0x${at.toString(16)}`,
        false,
      ]),
      readRound(node.engineUrl, at),
    ])
    hashes.set(at, block.hash)
    appHashes.set(at, block.stateRoot)
    rounds.set(at, round)
  })
  const grants = await readGrants(node.rpcUrl, height)
  return { node: node.name, height, ...engine, hashes, appHashes, rounds, grants }
}

interface BlockMeta {
  readonly block_id: { readonly hash: string }
  readonly header: { readonly height: string; readonly app_hash: string }
}

/** CometBFT answers at most so many headers at once. */
const MOST_HEADERS = 20

async function readEngineHeaders(
  { engineUrl }: TestnetNode,
  height: number,
): Promise<Pick<Evidence, 'engineHashes' | 'engineAppHashes'>> {
  const engineHashes = new Map<number, string>()
  const engineAppHashes = new Map<number, string>()
  for (let first = 1; first <= height; first += MOST_HEADERS) {
    const last = Math.min(height, first + MOST_HEADERS - 1)
    const { block_metas: metas } = await ask<{ readonly block_metas: readonly BlockMeta[] }>(
      engineUrl,
      'blockchain',
      { minHeight: `${first}`, maxHeight: `${last}` },
    )
    for (const { block_id: id, header } of metas) {
      engineHashes.set(Number(header.height), `0x${id.hash.toLowerCase()}`)
      // A header has the state before its own block.
      engineAppHashes.set(Number(header.height) - 1, `0x${header.app_hash.toLowerCase()}`)
    }
  }
  return { engineHashes, engineAppHashes }
}

async function readRound(engineUrl: string, height: number): Promise<number> {
  const answer = await ask<{
    readonly signed_header: { readonly commit: { readonly round: number } }
  }>(engineUrl, 'commit', { height: `${height}` })
  return answer.signed_header.commit.round
}

async function readGrants(rpcUrl: string, height: number): Promise<readonly string[]> {
  const logs = await ask<Parameters<typeof decodeEvents>[0]>(rpcUrl, 'eth_getLogs', [
    {
      fromBlock: '0x1',
      toBlock: `0x${height.toString(16)}`,
      address: RewardGranted.address,
      topics: [RewardGranted.topic],
    },
  ])
  return logs.flatMap((log) =>
    decodeEvents([log]).map((event) => describeGrant(Number(log.blockNumber), event)),
  )
}

function describeGrant(height: number, event: ReturnType<typeof decodeEvents>[number]): string {
  if (event.eventName !== 'RewardGranted') return `block ${height}: ${event.eventName}`
  const { epoch, delegate, kind, amountRau } = event.args
  return `block ${height}: epoch ${epoch}, ${delegate}, kind ${kind}, ${amountRau} Rau`
}

const AT_ONCE = 10

async function inChunks(height: number, work: (height: number) => Promise<void>): Promise<void> {
  for (let first = 1; first <= height; first += AT_ONCE) {
    const count = Math.min(AT_ONCE, height - first + 1)
    await Promise.all(Array.from({ length: count }, (_, index) => work(first + index)))
  }
}

/** What a node says differs from what executing the blocks gives. */
export function checkEvidence(facts: ChainFacts, evidence: Evidence): readonly string[] {
  const problems: string[] = []
  const differ = (what: string, found: unknown, expected: unknown): void => {
    if (found === expected) return
    problems.push(
      `${evidence.node}: ${what} is ${String(found)}, and should be ${String(expected)}`,
    )
  }
  for (const { height, hash, appHash, commit } of facts.blocks.slice(0, evidence.height)) {
    differ(`block ${height}`, evidence.hashes.get(height), hash)
    differ(`block ${height} of CometBFT`, evidence.engineHashes.get(height), hash)
    differ(`app hash ${height}`, evidence.appHashes.get(height), appHash)
    // Both are known with the block that follows.
    if (height === evidence.height) continue
    differ(`app hash ${height} of CometBFT`, evidence.engineAppHashes.get(height), appHash)
    differ(`round of block ${height}`, evidence.rounds.get(height), commit?.round)
  }
  const expected = facts.blocks
    .slice(0, evidence.height)
    .flatMap(({ height, events }) =>
      events
        .filter((event) => event.eventName === 'RewardGranted')
        .map((event) => describeGrant(height, event)),
    )
  differ('the list of grants', evidence.grants.join('; '), expected.join('; '))
  return problems
}
