import type { EngineLog, EngineLogFields } from '../engine-log.ts'

export type LogLevel = keyof EngineLog

/** A line of CometBFT's log in the form of ours. */
export interface LogLine {
  readonly level: LogLevel
  readonly event: string
  readonly fields: EngineLogFields
}

/** What CometBFT prints when consensus has broken down; it then stands still, but answers. */
const CONSENSUS_FAILURE = 'CONSENSUS FAILURE!!!'
/** What it prints when it has given up taking a snapshot; it then stands still as well. */
const SYNC_FAILURES = ['State sync failed', 'Failed to bootstrap node with new state']
/**
 * While it catches up it blames whoever sent the block, and asks others for ever. It has checked that +2/3 signed that block before
 * it looks at the state in it.
 */
const INVALID_BLOCK = 'Error in validation'
const OTHER_STATE = 'wrong Block.Header.AppHash'
const MAX_VALUE_LENGTH = 300

/** Errors of these are the doings of peers and connections: they come and go. */
const NETWORK_MODULES = new Set(['abci-client', 'blocksync', 'mempool', 'p2p', 'pex', 'rpc-server'])

/** Errors that CometBFT prints whenever it ends. */
const PARTING = new Set([
  'Error serving server',
  'Error stopping pool',
  'Stopped accept routine, as transport is closed',
])

/** What is worth telling of the many things that CometBFT calls info. */
const NOTABLE = new Set([
  'Genesis time is in the future. Sleeping until then...',
  'Starting state sync',
  'Snapshot accepted, restoring',
  'Snapshot restored',
  'Time to switch to consensus mode!',
  'Verified new evidence of byzantine behavior',
  'verified new evidence of byzantine behavior',
])

/** Reads a line of the JSON log; `undefined` when it is anything else. */
export function parseLogLine(text: string): LogLine | undefined {
  const record = parseRecord(text)
  if (record === undefined) return undefined
  const { _msg, level: _level, ts: _time, stack: _stack, ...rest } = record
  if (typeof _msg !== 'string') return undefined
  if (_msg === 'service start' && String(record['impl']).startsWith('Peer{')) {
    return { level: 'info', event: 'peer connected', fields: { peer: shorten(record['peer']) } }
  }
  return {
    level: translateLevel(record, _msg),
    event: _msg.replace(/[!.]+$/, ''),
    fields: Object.fromEntries(Object.entries(rest).map(([key, value]) => [key, shorten(value)])),
  }
}

/** The error with which consensus broke down, if that is what the line tells. */
export function consensusFailureIn(text: string): string | undefined {
  const isOtherState = text.includes(INVALID_BLOCK) && text.includes(OTHER_STATE)
  if (!isOtherState && !text.includes(CONSENSUS_FAILURE)) return undefined
  return String(shorten(parseRecord(text)?.['err'] ?? CONSENSUS_FAILURE))
}

/** Why no snapshot could be taken, if that is what the line tells. */
export function syncFailureIn(text: string): string | undefined {
  if (!SYNC_FAILURES.some((failure) => text.includes(`"${failure}"`))) return undefined
  return String(shorten(parseRecord(text)?.['err'] ?? 'it does not say why'))
}

function parseRecord(text: string): Record<string, unknown> | undefined {
  if (!text.startsWith('{')) return undefined
  try {
    return JSON.parse(text) as Record<string, unknown>
  } catch {
    return undefined
  }
}

function translateLevel(record: Record<string, unknown>, message: string): LogLevel {
  if (record['level'] !== 'error') return NOTABLE.has(message) ? 'info' : 'debug'
  if (PARTING.has(message)) return 'debug'
  return NETWORK_MODULES.has(String(record['module'])) ? 'warn' : 'error'
}

function shorten(value: unknown): string | number | boolean {
  if (typeof value === 'number' || typeof value === 'boolean') return value
  const text = typeof value === 'string' ? value : (JSON.stringify(value) ?? '')
  return text.length <= MAX_VALUE_LENGTH ? text : `${text.slice(0, MAX_VALUE_LENGTH)}…`
}
