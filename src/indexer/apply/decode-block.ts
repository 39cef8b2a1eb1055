import { type DecodedLog, decodeLog, type RawLog, toJsonArguments } from '../events/decode-event.ts'
import { type Subjects, subjectsOf } from '../events/event-subjects.ts'
import type { FetchedBlock, FetchedTransaction } from '../node/fetched-block.ts'
import type { events } from '../schema.ts'

/** An event with its place. */
export interface BlockEvent {
  readonly id: number
  readonly log: DecodedLog
  readonly subjects: Subjects
  readonly transaction: FetchedTransaction | undefined
}

/** A block whose logs are read, in the order in which they happened. */
export interface DecodedBlock {
  readonly block: FetchedBlock
  /** What the block did before its transactions. */
  readonly before: readonly BlockEvent[]
  readonly transactions: readonly {
    readonly transaction: FetchedTransaction
    readonly events: readonly BlockEvent[]
  }[]
  /** What it did after them. */
  readonly after: readonly BlockEvent[]
  /** All of them, in the order of their logs. */
  readonly events: readonly BlockEvent[]
}

/** Room for the logs of a block in the numbers of events. */
const EVENTS_PER_BLOCK = 1_000_000

/** Events that only the beginning of a block makes: a penalty stands before `DoubleSigned` there, before `UnproductiveSlashed` at its end. */
const BEGINNINGS: ReadonlySet<string> = new Set([
  'BlockMissed',
  'EpochStarted',
  'CandidateDeactivationScheduled',
  'DoubleSigned',
])

/** Reads the logs of a block. A block's own logs come last in the list, whether they happened before its transactions or after them. */
export function decodeBlock(block: FetchedBlock): DecodedBlock {
  const events: BlockEvent[] = []
  const read = (
    logs: readonly RawLog[],
    transaction: FetchedTransaction | undefined,
  ): readonly BlockEvent[] => {
    const first = events.length
    for (const raw of logs) {
      const log = decodeLog(raw)
      const id = block.height * EVENTS_PER_BLOCK + events.length
      events.push({ id, log, subjects: subjectsOf(log.name, log.args), transaction })
    }
    return events.slice(first)
  }
  const transactions = block.transactions.map((transaction) => {
    return { transaction, events: read(transaction.logs, transaction) }
  })
  const own = read(block.ownLogs, undefined)
  const beginning = own.findLastIndex(({ log }) => BEGINNINGS.has(log.name)) + 1
  return {
    block,
    before: own.slice(0, beginning),
    transactions,
    after: own.slice(beginning),
    events,
  }
}

/** The row of `events`. */
export function toEventRow(
  { id, log, subjects, transaction }: BlockEvent,
  { height, timeMs, epoch }: FetchedBlock,
): typeof events.$inferInsert {
  const { account, otherAccount, delegate, otherDelegate, bucket, proposal } = subjects
  return {
    id,
    height,
    timeMs,
    epoch,
    transactionHash: transaction?.hash ?? null,
    name: log.name,
    args: toJsonArguments(log.args),
    account: account ?? null,
    otherAccount: otherAccount ?? null,
    delegate: delegate ?? null,
    otherDelegate: otherDelegate ?? null,
    bucket: bucket === undefined ? null : Number(bucket),
    proposal: proposal === undefined ? null : Number(proposal),
  }
}
