import type { GossipCounts } from '#mempool/gossip.ts'
import type { NodeEngine } from '../engines/node-engine.ts'
import type { MetricRegistry } from './metric-registry.ts'

export interface EngineMetricsOptions {
  readonly engine: () => Pick<NodeEngine, 'peerCount' | 'health' | 'syncing'>
  readonly gossip: { readonly counts: GossipCounts }
}

/** The engine, other nodes, and the transactions that go between them. */
export function addEngineMetrics(
  registry: MetricRegistry,
  { engine, gossip }: EngineMetricsOptions,
): void {
  registry.gauge('boule_engine_up', '1 while what makes blocks runs: CometBFT.', () =>
    engine().health().isUp ? 1 : 0,
  )
  registry.readCounter(
    'boule_engine_restarts_total',
    'How often the node has started CometBFT again.',
    () => engine().health().restarts,
  )
  registry.gauge('boule_peers', 'Other nodes that this one is connected to.', () =>
    engine().peerCount(),
  )
  registry.gauge('boule_syncing', '1 while the node fetches blocks that others have made.', () =>
    engine().syncing() === undefined ? 0 : 1,
  )
  registry.readCounter(
    'boule_gossip_offered_total',
    'Transactions handed out to other nodes for the first time.',
    () => gossip.counts.offered,
  )
  registry.readCounter(
    'boule_gossip_reoffered_total',
    'Transactions handed out again.',
    () => gossip.counts.reoffered,
  )
  registry.readCounter(
    'boule_gossip_taken_total',
    'Transactions of other nodes that came into the pool.',
    () => gossip.counts.taken,
  )
  registry.readCounter(
    'boule_gossip_refused_total',
    'Transactions of other nodes that did not.',
    () => [...gossip.counts.refused.values()].reduce((sum, count) => sum + count, 0),
  )
  registry.readCounter(
    'boule_gossip_retried_total',
    'Transactions of other nodes that were sent back for later.',
    () => gossip.counts.retried,
  )
  registry.readCounter(
    'boule_gossip_batches_received_total',
    'Batches of transactions that other nodes sent.',
    () => gossip.counts.batches,
  )
  registry.readCounter(
    'boule_gossip_batches_packed_total',
    'Batches of transactions made for other nodes.',
    () => gossip.counts.batchesPacked,
  )
  registry.readCounter(
    'boule_gossip_batches_carried_total',
    'Batches of other nodes handed on as they came.',
    () => gossip.counts.batchesCarried,
  )
}
