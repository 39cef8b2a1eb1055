import type { Database } from '#indexer/database/database.ts'
import type { BouleClient } from '#sdk/create-boule-client.ts'
import type { ForumStore } from '../forum/forum-store.ts'
import type { NodeReads } from '../node/node-reads.ts'
import type { SessionStore } from '../session/session-store.ts'
import type { ChainWatch } from '../stream/chain-watch.ts'
import type { StreamHub } from '../stream/stream-hub.ts'
import type { ApiMetrics } from './api-metrics.ts'
import type { ApiOptions } from './api-options.ts'
import type { BlockCache } from './block-cache.ts'

/** What handlers work with. */
export interface ApiContext {
  readonly options: ApiOptions
  readonly database: Database
  readonly client: BouleClient
  readonly cache: BlockCache
  readonly node: NodeReads
  readonly watch: ChainWatch
  readonly stream: StreamHub
  readonly sessions: SessionStore
  readonly forum: ForumStore
  readonly metrics: ApiMetrics
  /** Milliseconds since 1970. */
  readonly now: () => number
}
