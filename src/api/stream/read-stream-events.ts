import { and, asc, gt, inArray, isNotNull, lte, or, sql } from 'drizzle-orm'
import type { Database } from '#indexer/database/database.ts'
import { blocks, delegates, events } from '#indexer/schema.ts'
import {
  PROPOSAL_REASONS,
  PROPOSAL_STATES,
  type ProposalReason,
  type ProposalState,
} from '#sdk/governance/names.ts'
import type { StreamEvent } from '../contract/stream.ts'
import { viewAddress, viewDelegateOrNull } from '../routes/view-values.ts'

/** An event of the stream and its place: `height.number`, the same whenever it is read. */
export interface PlacedEvent {
  readonly id: string
  readonly event: StreamEvent
}

/** Events of a block: their places in its log; its ranking and itself come last. */
const EVENTS_PER_BLOCK = 1_000_000
const RANKING_PLACE = EVENTS_PER_BLOCK - 2
const BLOCK_PLACE = EVENTS_PER_BLOCK - 1
/** Delegates that a ranking event names; with more it names none. */
const MAX_RANKED = 100

/** What changes votes, self-stakes, probation, or who takes part. */
const RANKING_EVENTS = [
  'BucketCreated',
  'Staked',
  'BucketDeposited',
  'BucketRestaked',
  'BucketCandidateChanged',
  'BucketUnstaked',
  'BucketSlashed',
  'BucketEndorsed',
  'EndorsementEnding',
  'EndorsementRevoked',
  'SelfStakeReleased',
  'WeightsChanged',
  'CandidateRegistered',
  'CandidateUpdated',
  'CandidateActivated',
  'CandidateDeactivationScheduled',
  'CandidateDeactivated',
  'ConsensusKeySet',
  'ProbationChanged',
]
const EPOCH_PHASES: Readonly<Record<string, 'started' | 'elected' | 'settled'>> = {
  EpochStarted: 'started',
  SetElected: 'elected',
  EpochSettled: 'settled',
}
/** Beside all events of proposals. */
const READ_EVENTS = [...RANKING_EVENTS, ...Object.keys(EPOCH_PHASES)]

/** The events of blocks after `from` up to `to`, in order. */
export async function readStreamEvents(
  { drizzle }: Database,
  from: number,
  to: number,
): Promise<readonly PlacedEvent[]> {
  const [blockRows, eventRows] = await Promise.all([
    drizzle
      .select({
        height: blocks.height,
        hash: blocks.hash,
        timeMs: blocks.timeMs,
        epoch: blocks.epoch,
        producer: blocks.producer,
        producerName: delegates.name,
        transactions: blocks.transactions,
      })
      .from(blocks)
      .leftJoin(delegates, sql`${delegates.id} = ${blocks.producer}`)
      .where(and(gt(blocks.height, from), lte(blocks.height, to)))
      .orderBy(asc(blocks.height)),
    drizzle
      .select({
        id: events.id,
        height: events.height,
        epoch: events.epoch,
        name: events.name,
        args: events.args,
        delegate: events.delegate,
        otherDelegate: events.otherDelegate,
        proposal: events.proposal,
      })
      .from(events)
      .where(
        and(
          gt(events.id, (from + 1) * EVENTS_PER_BLOCK - 1),
          lte(events.id, (to + 1) * EVENTS_PER_BLOCK - 1),
          or(inArray(events.name, READ_EVENTS), isNotNull(events.proposal)),
        ),
      )
      .orderBy(asc(events.id)),
  ])
  const byHeight = Map.groupBy(eventRows, ({ height }) => height)
  return blockRows.flatMap((block) => {
    const rows = byHeight.get(block.height) ?? []
    return [...viewEvents(rows), ...viewRanking(block, rows), viewBlock(block)]
  })
}

interface EventRow {
  readonly id: number
  readonly height: number
  readonly epoch: number
  readonly name: string
  readonly args: Readonly<Record<string, unknown>>
  readonly delegate: string | null
  readonly otherDelegate: string | null
  readonly proposal: number | null
}

interface BlockRow {
  readonly height: number
  readonly hash: string
  readonly timeMs: number
  readonly epoch: number
  readonly producer: string | null
  readonly producerName: string | null
  readonly transactions: number
}

function viewEvents(rows: readonly EventRow[]): readonly PlacedEvent[] {
  return rows.flatMap((row) => {
    const event = viewEpoch(row) ?? viewProposal(row)
    return event === undefined ? [] : [{ id: `${row.height}.${row.id % EVENTS_PER_BLOCK}`, event }]
  })
}

function viewEpoch({ name, height, epoch, args }: EventRow): StreamEvent | undefined {
  const phase = EPOCH_PHASES[name]
  if (phase === undefined) return undefined
  return { kind: 'epoch', height, epoch: Number(args['epoch'] ?? epoch), phase }
}

function viewProposal({ name, height, args, proposal }: EventRow): StreamEvent | undefined {
  if (proposal === null) return undefined
  const isChange = name === 'ProposalChanged'
  const read = <T>(list: readonly T[], key: string): T | null =>
    isChange ? (list[Number(args[key])] ?? null) : null
  return {
    kind: 'proposal',
    height,
    proposal,
    from: read<ProposalState>(PROPOSAL_STATES, 'from'),
    to: read<ProposalState>(PROPOSAL_STATES, 'to'),
    reason: read<ProposalReason>(PROPOSAL_REASONS, 'reason'),
  }
}

function viewRanking(
  { height, epoch }: BlockRow,
  rows: readonly EventRow[],
): readonly PlacedEvent[] {
  const changes = rows.filter(({ name }) => RANKING_EVENTS.includes(name))
  if (changes.length === 0) return []
  const touched = new Set(changes.flatMap((row) => [row.delegate, row.otherDelegate]))
  touched.delete(null)
  const isNamed =
    touched.size <= MAX_RANKED && changes.every((row) => row.name !== 'WeightsChanged')
  const ids = isNamed ? [...touched].map((id) => viewAddress(id ?? '')) : []
  return [
    { id: `${height}.${RANKING_PLACE}`, event: { kind: 'ranking', height, epoch, delegates: ids } },
  ]
}

function viewBlock(block: BlockRow): PlacedEvent {
  const { height, hash, timeMs, epoch, producer, producerName, transactions } = block
  return {
    id: `${height}.${BLOCK_PLACE}`,
    event: {
      kind: 'block',
      height,
      hash,
      timeMs,
      epoch,
      producer: viewDelegateOrNull(producer, producerName),
      transactions,
    },
  }
}
