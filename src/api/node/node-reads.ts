import type { BouleClient } from '#sdk/create-boule-client.ts'
import { collectPages } from '#sdk/reads/ask.ts'
import type {
  ElectedSet,
  NetworkStatus,
  ProjectedSet,
  Randomness,
  RankingEntry,
  Rule,
  ScheduledBlock,
} from '#sdk/reads/records.ts'
import type { BlockCache } from '../server/block-cache.ts'

/** Everything about the next election, of one block. */
export interface ElectionReads {
  readonly status: NetworkStatus
  readonly ranking: readonly RankingEntry[]
  readonly current: ElectedSet | null
  readonly next: ElectedSet | null
  readonly projected: ProjectedSet
  readonly randomness: Randomness
  /** Rules of the epoch that is elected for: the next one. */
  readonly rules: Readonly<Record<string, Rule>>
}

/** Reads of the node that many ask for: each at most once for a block. */
export interface NodeReads {
  /** The newest status, and whether the node answered just now. Rejects when it never did. */
  status(): Promise<{ readonly status: NetworkStatus; readonly isReachable: boolean }>
  schedule(): Promise<readonly ScheduledBlock[]>
  election(): Promise<ElectionReads>
}

const SCHEDULED_BLOCKS = 10

export function createNodeReads(client: BouleClient, cache: BlockCache): NodeReads {
  let lastStatus: NetworkStatus | undefined
  return {
    status: async () => {
      try {
        lastStatus = await cache.get('node status', () => client.getStatus())
        return { status: lastStatus, isReachable: true }
      } catch (error) {
        if (lastStatus === undefined) throw error
        return { status: lastStatus, isReachable: false }
      }
    },
    schedule: () =>
      cache.get('node schedule', () => client.getSchedule({ count: SCHEDULED_BLOCKS })),
    election: () => cache.get('node election', () => readElection(client)),
  }
}

/** All parts of one block: asked for again when a block came in between. */
async function readElection(client: BouleClient): Promise<ElectionReads> {
  for (let attempt = 1; ; attempt++) {
    const before = await client.getStatus()
    const [ranking, epoch, next, projected, randomness, rules] = await Promise.all([
      collectPages((page) => client.getRanking(page)),
      client.getEpoch({ epoch: before.epoch }),
      client.getNextSet(),
      client.getProjectedSet(),
      client.getRandomness(),
      client.getRules({ epoch: before.epoch + 1 }),
    ])
    const after = await client.getStatus()
    if (after.blockHash === before.blockHash || attempt === 3) {
      return { status: after, ranking, current: epoch.set, next, projected, randomness, rules }
    }
  }
}
