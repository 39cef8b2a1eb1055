import { SYSTEM_ADDRESSES } from '#sdk/addresses.ts'
import type { BouleClient } from '#sdk/create-boule-client.ts'
import { getOfflineDelegates } from '#sdk/dev/get-offline-delegates.ts'
import { decodeEvents } from '#sdk/events/decode-events.ts'
import { plainLine } from '#sdk/governance/plain-words.ts'
import { stateWords } from '#sdk/governance/words.ts'
import type { ProposalSummary } from '#sdk/reads/governance-records.ts'
import type { ElectedSet, Epoch, RankingEntry } from '#sdk/reads/records.ts'
import { figuresBar } from '../proposal/bars.ts'
import { nextWords } from '../proposal/step-words.ts'
import type { BlockReport } from './block-report.ts'
import type {
  DevView,
  ViewDelegate,
  ViewNextSet,
  ViewPayments,
  ViewProposal,
  ViewRole,
} from './dev-view.ts'
import type { NameBook } from './name-book.ts'
import { highlightsOf } from './report-lines.ts'
import { count, whole } from '../words.ts'

/** What the view must remember from one block to the next. */
export interface ViewMemory {
  readonly epoch: number
  /** Ranks when the epoch began, or when the view was opened. */
  readonly ranksBefore: ReadonlyMap<string, number>
  readonly payments: ViewPayments | undefined
  readonly recent: readonly string[]
}

export const EMPTY_MEMORY: ViewMemory = {
  epoch: 0,
  ranksBefore: new Map(),
  payments: undefined,
  recent: [],
}

const SHOWN_RANKS = 100
const KEPT_EVENTS = 20
const SHOWN_PROPOSALS = 3
const BAR_WIDTH = 10

/** Adds what happened in a block to what the view remembers. */
export function rememberBlock(memory: ViewMemory, report: BlockReport): ViewMemory {
  const happened = highlightsOf(report).map((text) => `${whole(report.height)}  ${text}`)
  return { ...memory, recent: [...happened.toReversed(), ...memory.recent].slice(0, KEPT_EVENTS) }
}

/** Adds a line that is no event of a block, such as a warning of the node. */
export function rememberLine(memory: ViewMemory, line: string): ViewMemory {
  return { ...memory, recent: [line, ...memory.recent].slice(0, KEPT_EVENTS) }
}

/** Reads what the view shows after the block of `report`. */
export async function readDevView(
  client: BouleClient,
  rpcUrl: string,
  report: BlockReport,
  memory: ViewMemory,
  names: NameBook,
): Promise<{ readonly view: DevView; readonly memory: ViewMemory }> {
  const [status, epoch, nextSet, ranking, offline, proposals] = await Promise.all([
    client.getStatus(),
    client.getEpoch(),
    client.getNextSet(),
    client.getRanking({ limit: SHOWN_RANKS }),
    getOfflineDelegates(client),
    client.getProposals({ live: true, limit: SHOWN_PROPOSALS }),
  ])
  const isNewEpoch = epoch.epoch !== memory.epoch
  const ranksBefore = isNewEpoch
    ? new Map(ranking.items.map((row) => [row.delegate as string, row.rank]))
    : memory.ranksBefore
  const payments =
    memory.payments?.epoch === epoch.epoch - 1
      ? memory.payments
      : ((await readPayments(client, epoch.epoch - 1, names)) ?? memory.payments)
  const seats = { now: rolesOf(epoch.set), next: rolesOf(nextSet) }
  const view: DevView = {
    network: status.network,
    chainId: status.chainId,
    rpcUrl,
    block: report,
    epoch,
    ranking: ranking.items.map((row) =>
      viewDelegate(row, { epoch, nextSet, seats, ranksBefore, offline: new Set(offline) }),
    ),
    delegates: ranking.total,
    nextSet: nextSet === null ? undefined : viewNextSet(nextSet, epoch.set),
    payments,
    proposals: proposals.items.map((one) => viewProposal(one, epoch, report.height)),
    liveProposals: proposals.total,
    recent: memory.recent,
  }
  return { view, memory: { ...memory, epoch: epoch.epoch, ranksBefore, payments } }
}

interface RankContext {
  readonly epoch: Epoch
  readonly nextSet: ElectedSet | null
  readonly seats: {
    readonly now: ReadonlyMap<string, ViewRole>
    readonly next: ReadonlyMap<string, ViewRole>
  }
  readonly ranksBefore: ReadonlyMap<string, number>
  readonly offline: ReadonlySet<string>
}

function viewDelegate(row: RankingEntry, context: RankContext): ViewDelegate {
  const { epoch, seats, ranksBefore, offline } = context
  const before = ranksBefore.get(row.delegate)
  const activity = epoch.activity.find((one) => one.delegate === row.delegate)
  return {
    rank: row.rank,
    name: row.name,
    votesRau: row.votesRau,
    moved: before === undefined ? undefined : before - row.rank,
    role: seats.now.get(row.delegate) ?? 'none',
    nextRole: context.nextSet === null ? undefined : (seats.next.get(row.delegate) ?? 'none'),
    produced: activity?.produced ?? 0,
    missed: activity?.missed ?? 0,
    onProbation: row.onProbation,
    offline: offline.has(row.delegate),
  }
}

function rolesOf(set: ElectedSet | null): ReadonlyMap<string, ViewRole> {
  return new Map(
    (set?.seats ?? []).map((seat) => [seat.delegate, seat.producer ? 'producer' : 'verifier']),
  )
}

function viewNextSet(next: ElectedSet, now: ElectedSet | null): ViewNextSet {
  const name = (seat: ElectedSet['seats'][number]): string => seat.name ?? seat.delegate
  const seated = (set: ElectedSet | null): ReadonlySet<string> =>
    new Set((set?.seats ?? []).map((seat) => seat.delegate))
  const before = seated(now)
  const after = seated(next)
  const producers = next.seats.filter((seat) => seat.producer).length
  return {
    epoch: next.epoch,
    electedHeight: next.electedHeight,
    producers,
    verifiers: next.seats.length - producers,
    joining: next.seats.filter((seat) => !before.has(seat.delegate)).map(name),
    leaving: (now?.seats ?? []).filter((seat) => !after.has(seat.delegate)).map(name),
  }
}

/** As if every epoch to come had as many blocks as the running one. */
function viewProposal(proposal: ProposalSummary, epoch: Epoch, height: number): ViewProposal {
  const { id, title, state, next, overdue } = proposal
  const length = epoch.endHeight - epoch.startHeight + 1
  const at = next?.epoch ?? undefined
  const left = at === undefined ? 0 : epoch.endHeight - height + (at - epoch.epoch) * length
  return {
    id,
    title: plainLine(title),
    state: `${stateWords(state)}${overdue ? ', overdue' : ''}`,
    figures: figuresBar(proposal, BAR_WIDTH),
    next: `${nextWords(next)}${left > 0 ? `, in ${count(left, 'block')}` : ''}`,
  }
}

async function readPayments(
  client: BouleClient,
  epoch: number,
  names: NameBook,
): Promise<ViewPayments | undefined> {
  if (epoch < 1) return undefined
  const settlement = await client.getSettlement({ epoch })
  if (settlement === null) return undefined
  const height = BigInt(settlement.height)
  const logs = await client.getLogs({
    address: SYSTEM_ADDRESSES.rewarding,
    fromBlock: height,
    toBlock: height,
  })
  const sums = new Map<string, bigint>()
  for (const event of decodeEvents(logs)) {
    if (event.eventName !== 'RewardGranted') continue
    const { delegate, amountRau } = event.args
    sums.set(delegate, (sums.get(delegate) ?? 0n) + amountRau)
  }
  const most = [...sums].reduce<readonly [string, bigint] | undefined>(
    (best, one) => (best === undefined || one[1] > best[1] ? one : best),
    undefined,
  )
  return {
    epoch,
    blockRau: settlement.blockRau,
    epochRau: settlement.epochRau,
    foundationRau: settlement.foundationRau,
    owedRau: settlement.owedRau,
    paid: sums.size,
    most: most === undefined ? undefined : { name: names.nameOf(most[0]), amountRau: most[1] },
  }
}
