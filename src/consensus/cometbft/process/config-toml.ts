import { computeConsensusTiming } from './consensus-timing.ts'
import type { HomeOptions, P2pOptions, StateSyncOptions } from './home-options.ts'
import { formatTomlTable, type TomlTable } from './toml.ts'

/** Where key and record of signatures lie, relative to the home folder. */
export interface ValidatorFiles {
  readonly keyFile: string
  readonly stateFile: string
}

const HEADER = `# Written anew at each start: changes made here are lost.
# Keys that are not here have CometBFT's defaults.
`

/** CometBFT's `config.toml`. Paths in it are relative to the home folder, so that the folder can be moved. */
export function formatConfigToml(options: HomeOptions, validator: ValidatorFiles): string {
  const tables: readonly (readonly [string, TomlTable])[] = [
    ['rpc', { laddr: options.rpcPort === undefined ? '' : `tcp://127.0.0.1:${options.rpcPort}` }],
    ['p2p', p2pTable(options.p2p)],
    ['mempool', mempoolTable(options.blockIntervalMs)],
    ['statesync', stateSyncTable(options.stateSync)],
    ['consensus', consensusTable(options)],
    ['storage', { discard_abci_responses: true }],
    ['tx_index', { indexer: 'null' }],
    ['instrumentation', { prometheus: false }],
  ]
  const sections = tables.map(([name, table]) => `\n[${name}]\n${formatTomlTable(table)}`)
  return `${HEADER}${formatTomlTable(baseTable(options, validator))}${sections.join('')}`
}

function baseTable(options: HomeOptions, validator: ValidatorFiles): TomlTable {
  return {
    proxy_app: `unix://${options.socketPath}`,
    abci: 'socket',
    // CometBFT would tell peers the name of the machine.
    moniker: options.moniker ?? 'boule',
    log_level: options.logLevel ?? 'info',
    log_format: 'json',
    genesis_file: 'config/genesis.json',
    node_key_file: 'config/node_key.json',
    priv_validator_key_file: validator.keyFile,
    priv_validator_state_file: validator.stateFile,
  }
}

function p2pTable(p2p: P2pOptions): TomlTable {
  return {
    laddr: `tcp://${p2p.host ?? '0.0.0.0'}:${p2p.port}`,
    external_address: p2p.externalAddress,
    seeds: joinList(p2p.seeds),
    persistent_peers: joinList(p2p.persistentPeers),
    unconditional_peer_ids: joinList(p2p.unconditionalPeerIds),
    private_peer_ids: joinList(p2p.privatePeerIds),
    pex: p2p.pex,
    addr_book_strict: p2p.addrBookStrict,
    allow_duplicate_ip: p2p.allowDuplicateIp,
    max_num_inbound_peers: p2p.maxInboundPeers,
    max_num_outbound_peers: p2p.maxOutboundPeers,
    // The exchange of addresses would let the pause before dialling such a peer again grow to hours.
    persistent_peers_max_dial_period: duration(10_000),
    flush_throttle_timeout: duration(p2p.flushThrottleMs ?? 10),
    send_rate: p2p.sendBytesPerSecond,
    recv_rate: p2p.receiveBytesPerSecond,
  }
}

function mempoolTable(blockIntervalMs: number): TomlTable {
  return {
    type: 'app',
    reap_interval: duration(computeConsensusTiming(blockIntervalMs).reapIntervalMs),
    seen_cache_size: 500_000,
  }
}

function stateSyncTable(stateSync: StateSyncOptions | undefined): TomlTable {
  if (stateSync === undefined) return { enable: false }
  return {
    enable: true,
    rpc_servers: stateSync.rpcServers.join(','),
    trust_height: stateSync.trustHeight,
    trust_hash: stateSync.trustHash,
    trust_period: duration(stateSync.trustPeriodMs ?? 7 * 24 * 3_600_000),
    discovery_time: duration(5_000),
  }
}

function consensusTable(options: HomeOptions): TomlTable {
  const timing = computeConsensusTiming(options.blockIntervalMs)
  return {
    timeout_commit: duration(timing.commitMs),
    skip_timeout_commit: false,
    timeout_propose: duration(timing.proposeMs),
    timeout_propose_delta: duration(timing.proposeDeltaMs),
    timeout_prevote: duration(timing.prevoteMs),
    timeout_precommit: duration(timing.precommitMs),
    peer_gossip_sleep_duration: duration(options.gossipSleepMs ?? timing.gossipSleepMs),
    peer_query_maj23_sleep_duration:
      options.majorityQuerySleepMs === undefined
        ? undefined
        : duration(options.majorityQuerySleepMs),
    double_sign_check_height: options.doubleSignCheckHeight,
  }
}

function duration(milliseconds: number): string {
  return `${Math.round(milliseconds)}ms`
}

/** CometBFT takes lists of peers as one text. */
function joinList(items: readonly string[] | undefined): string | undefined {
  return items?.join(',')
}
