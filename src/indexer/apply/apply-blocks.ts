import { setImmediate } from 'node:timers/promises'
import { SYSTEM_ADDRESSES } from '#sdk/addresses.ts'
import type { Statements } from '../database/database.ts'
import type { FetchedBlock, FetchedTransaction } from '../node/fetched-block.ts'
import { events as eventsTable, transactions as transactionsTable } from '../schema.ts'
import { writeEvent } from '../writers/all-writers.ts'
import { actionOf, isProtocol } from './action-names.ts'
import {
  moveLockBonus,
  moveSupports,
  moveWeights,
  recordDelegates,
  supportedProposals,
} from './boundary.ts'
import { countVotes } from './count-votes.ts'
import { type BlockEvent, type DecodedBlock, toEventRow } from './decode-block.ts'
import type { IndexState } from './index-state.ts'
import { prefetch } from './prefetch.ts'
import { writeRanking } from './write-ranking.ts'

/** What a batch of blocks did. */
export interface Applied {
  readonly height: number
  readonly epoch: number
  readonly blocks: number
  readonly events: number
  /** Names of events among them, each once. */
  readonly kinds: readonly string[]
  /** Ranks, votes or parts of delegates are others than before. */
  readonly rankingChanged: boolean
}

/** The tables while the batch before may still be on its way into them. */
export interface BatchTables {
  /**
   * As they are now: for rows by their keys. A row that a batch on its way changes, adds or takes away is in memory,
   * so that the others are as they will be.
   */
  readonly present: Statements
  /** With everything that came before: for whatever else is asked, and for writing. The first statement waits for it. */
  readonly settled: Statements
}

/** Reads consecutive blocks into memory; what changed is for `state.takeWrites`. */
export async function applyBlocks(
  state: IndexState,
  tables: BatchTables,
  blocks: readonly DecodedBlock[],
): Promise<Applied> {
  await prefetch(state, tables, blocks)
  const kinds = new Set<string>()
  let events = 0
  for (const block of blocks) {
    // Between blocks the next statement of the batch that is being written is sent.
    await setImmediate()
    await applyBlock(state, tables.settled, block)
    events += block.events.length
    for (const { log } of block.events) kinds.add(log.name)
  }
  const rankingChanged = await writeRanking(state, tables.settled)
  const { height, epoch } = state.sync
  return { height, epoch, blocks: blocks.length, events, kinds: [...kinds], rankingChanged }
}

async function applyBlock(
  state: IndexState,
  session: Statements,
  decoded: DecodedBlock,
): Promise<void> {
  const { block } = decoded
  const { sync } = state
  Object.assign(sync, { height: block.height, blockHash: block.hash, timeMs: block.timeMs })
  sync.events += decoded.events.length
  addBlock(state, decoded)
  for (const event of decoded.events) state.append(eventsTable, toEventRow(event, block))

  applyEvents(state, block, decoded.before)
  countBlock(state, block)
  for (const [position, { transaction, events }] of decoded.transactions.entries()) {
    applyTransaction(state, block, transaction, position)
    applyEvents(state, block, events)
  }
  await countVotes(state, session)
  const isLast = block.height === sync.endHeight
  const supported = isLast ? supportedProposals(state) : []
  state.paidStreams.clear()
  applyEvents(state, block, decoded.after)
  if (!isLast) return
  state.epoch(sync.epoch).endTimeMs = block.timeMs
  await moveSupports(state, session, supported)
  await moveLockBonus(state, session)
  if (decoded.after.some(({ log }) => log.name === 'WeightsChanged')) {
    await moveWeights(state, session)
  }
  recordDelegates(state)
}

function applyEvents(
  state: IndexState,
  { height, timeMs, epoch }: FetchedBlock,
  events: readonly BlockEvent[],
): void {
  const timeSeconds = Math.floor(timeMs / 1_000)
  for (const { id, log, transaction } of events) {
    writeEvent({ state, eventId: id, height, timeMs, timeSeconds, epoch, transaction }, log)
  }
}

function addBlock(state: IndexState, { block, events }: DecodedBlock): void {
  // Whether its first producer made it is known with the next block.
  const before = state.blocks.find(block.height - 1)
  if (before !== undefined) {
    before.round = 0
    state.blocks.touch(before)
  }
  const { transactions, producer, reveal, ...header } = block
  state.blocks.touch({
    height: header.height,
    hash: header.hash,
    parentHash: header.parentHash,
    timeMs: header.timeMs,
    epoch: header.epoch,
    producer: producer ?? null,
    round: null,
    transactions: transactions.length,
    events: events.length,
    gasUsed: header.gasUsed,
    gasLimit: header.gasLimit,
    gasPriceRau: header.gasPriceRau,
    size: header.size,
    appHash: header.appHash,
    transactionsRoot: header.transactionsRoot,
    receiptsRoot: header.receiptsRoot,
    reveal: reveal ?? null,
  })
}

/** Counts into its epoch, which has begun by now. */
function countBlock(state: IndexState, block: FetchedBlock): void {
  const epoch = state.epoch(block.epoch)
  epoch.blocks++
  epoch.transactions += block.transactions.length
}

/** The fee goes into the reward fund; a value goes to its recipient, unless that is the protocol, whose events say what moved. */
function applyTransaction(
  state: IndexState,
  { height, timeMs }: FetchedBlock,
  transaction: FetchedTransaction,
  position: number,
): void {
  const { sender, recipient, valueRau, gasUsed, gasPriceRau, succeeded } = transaction
  const feeRau = BigInt(gasUsed) * gasPriceRau
  state.moveCoins(sender, SYSTEM_ADDRESSES.rewarding, feeRau)
  state.account(sender).nonce = transaction.nonce + 1
  if (succeeded && recipient !== undefined && !isProtocol(recipient)) {
    state.moveCoins(sender, recipient, valueRau)
  }
  const { hash, nonce, type, code, error, gasLimit } = transaction
  state.append(transactionsTable, {
    hash,
    height,
    position,
    timeMs,
    sender,
    recipient: recipient ?? null,
    valueRau,
    nonce,
    type,
    action: actionOf(transaction),
    succeeded,
    code,
    error: error ?? null,
    gasLimit,
    gasUsed,
    gasPriceRau,
    feeRau,
  })
}
