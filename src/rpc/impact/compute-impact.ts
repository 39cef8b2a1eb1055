import type { Address } from '#base/address.ts'
import { must } from '#base/assert.ts'
import type { RuleName } from '#params/rule-table.ts'
import type { BlockContext } from '#protocol/action.ts'
import { type ElectedSet, KEPT_RANKINGS } from '#protocol/election/state.ts'
import { checkPayload, isRefused } from '#protocol/governance/check-payload.ts'
import type { Payload } from '#protocol/governance/payload.ts'
import {
  NO_PROPOSAL,
  NOT_STOPPABLE,
  RULES_CONFLICT,
  STALE_RULE,
  WRONG_VERSION,
} from '#protocol/governance/status.ts'
import type { Change } from '#protocol/impact/change.ts'
import { type ElectedAgain, electAgain, lastSettled } from '#protocol/impact/elect-again.ts'
import { figuresOf } from '#protocol/impact/figures.ts'
import { type Inflow, payAgain } from '#protocol/impact/pay-again.ts'
import {
  addRewards,
  type MissingEpoch,
  NO_REWARDS,
  type RewardSums,
  type SettledEpoch,
  settleAgain,
} from '#protocol/impact/settle-again.ts'
import { afterCommissions, listVotes, shareByVotes } from '#protocol/impact/voter.ts'
import type { Status } from '#protocol/outcome.ts'
import type { World } from '#protocol/world.ts'
import { invalidParams, RpcFault } from '../errors.ts'
import { describeRefusal } from '../refusal-text.ts'
import type {
  EpochImpact,
  EpochSums,
  ImpactRecord,
  ImpactRequest,
  ImpactSeat,
  NamedDelegate,
  Pair,
  SetImpact,
  VoterDelegate,
  VoterImpact,
} from './impact-records.ts'
import { describeGranted, describeReason, findUntold, isAboutWeights } from './impact-words.ts'

/** As many as have their ranking kept. */
export const MAX_IMPACT_EPOCHS = KEPT_RANKINGS
/** Buckets of a voter that are looked at in one go. */
const MAX_VOTER_BUCKETS = 50_000

/** How the state is reached: `Machine.tryOut`, and a rest between two pieces of work. */
export interface ImpactPorts {
  tryOut<T>(run: (context: BlockContext) => T): T
  /** Lets the node go on; resolves when the state is that of a committed block. */
  pause(): Promise<void>
}

/**
 * Runs the state machine's own settlements and elections of the last epochs once as they were and once with the change in force, each on
 * the state and undone. A piece of work between two pauses is one settlement, election or list of buckets: no longer than
 * what the chain itself does at a boundary.
 */
export async function computeImpact(
  ports: ImpactPorts,
  request: ImpactRequest,
): Promise<ImpactRecord> {
  const { payload } = request
  await ports.pause()
  ports.tryOut((context) => checkMeaning(context, payload))
  const wanted = whatToRun(payload)
  const change = payload.kind === 'policy' || payload.kind === 'script' ? payload : undefined
  const rewards = wanted.settlement
    ? await settleEpochs(ports, request, change)
    : createRewards(request.delegate)
  const elected = wanted.set ? await electBoth(ports, must(change, 'a change')) : undefined
  await ports.pause()
  return ports.tryOut((context) => {
    const { world } = context
    const { epochs, gaps, sum } = rewards
    const set = elected === undefined ? undefined : describeSet(world, elected)
    const voter =
      wanted.settlement && change !== undefined ? describeVoter(world, request, rewards) : undefined
    const treasury =
      payload.kind === 'treasury'
        ? payAgain(context, payload.payments, inflowsOf(epochs))
        : undefined
    return {
      kind: payload.kind,
      epochs,
      gaps,
      sum,
      delegates: rewards.list(world),
      set: set === undefined || 'reason' in set ? undefined : set,
      treasury,
      voter,
      noFigures: [
        ...findUntold(payload),
        ...(set !== undefined && 'reason' in set
          ? [{ change: 'set', reason: describeReason(payload, set.reason) }]
          : []),
      ],
      notes: describeGranted(request, { ...rewards, settled: lastSettled(world) }),
    }
  })
}

/** What only says that things have moved on: the impact of a change can be told nevertheless. */
const OF_THE_MOMENT: readonly Status[] = [
  STALE_RULE,
  RULES_CONFLICT,
  WRONG_VERSION,
  NO_PROPOSAL,
  NOT_STOPPABLE,
]

/** Throws `RpcFault` for a payload that no proposal could carry. */
function checkMeaning({ world, epoch }: BlockContext, payload: Payload): void {
  const facts = checkPayload(world, epoch, payload)
  if (!isRefused(facts) || OF_THE_MOMENT.includes(facts.status)) return
  throw invalidParams(`invalid payload: ${describeRefusal(facts.data) ?? facts.status.meaning}`)
}

/** Which parts of the machine tell something about a payload. */
function whatToRun(payload: Payload): { readonly settlement: boolean; readonly set: boolean } {
  if (isAboutWeights(payload)) return { settlement: false, set: true }
  if (payload.kind === 'script' || payload.kind === 'treasury')
    return { settlement: true, set: false }
  if (payload.kind !== 'policy') return { settlement: false, set: false }
  const figures = payload.sets
    .map(({ name }) => figuresOf(name as RuleName))
    .filter((one) => typeof one !== 'string')
  return {
    settlement: figures.some((one) => one.settlement),
    set: figures.some((one) => one.set),
  }
}

/** What was gathered of all epochs. */
interface Rewards {
  readonly epochs: EpochImpact[]
  readonly gaps: { epoch: number; gap: MissingEpoch['gap']; reason: string }[]
  readonly sum: Pair<EpochSums>
  readonly scriptFailed: boolean
  add(epoch: number, before: SettledEpoch, after: SettledEpoch): void
  of(delegate: Address): Pair<RewardSums>
  list(world: World): ImpactRecord['delegates']
}

function createRewards(wanted: Address | undefined): Rewards {
  const epochs: EpochImpact[] = []
  const byDelegate = new Map<Address, Pair<RewardSums>>()
  const nothing: EpochSums = { ...NO_REWARDS, communityRau: 0n, slashedRau: 0n }
  let sum: Pair<EpochSums> = { before: nothing, after: nothing }
  let scriptFailed = false
  const of = (delegate: Address): Pair<RewardSums> =>
    byDelegate.get(delegate) ?? { before: NO_REWARDS, after: NO_REWARDS }
  return {
    epochs,
    gaps: [],
    get sum() {
      return sum
    },
    get scriptFailed() {
      return scriptFailed
    },
    add: (epoch, before, after) => {
      epochs.push({
        epoch,
        before: sumsOf(before),
        after: sumsOf(after),
        unproductive: { before: before.unproductive, after: after.unproductive },
        delegate:
          wanted === undefined
            ? undefined
            : { before: rewardsOf(before, wanted), after: rewardsOf(after, wanted) },
      })
      sum = {
        before: addSums(sum.before, sumsOf(before)),
        after: addSums(sum.after, sumsOf(after)),
      }
      scriptFailed ||= after.scriptFailed
      for (const { delegate, ...rewards } of before.delegates) {
        const { before: known, after: other } = of(delegate)
        byDelegate.set(delegate, { before: addRewards(known, rewards), after: other })
      }
      for (const { delegate, ...rewards } of after.delegates) {
        const { before: other, after: known } = of(delegate)
        byDelegate.set(delegate, { before: other, after: addRewards(known, rewards) })
      }
    },
    of,
    list: (world) => {
      const ids = wanted === undefined ? [...byDelegate.keys()] : [wanted]
      return ids.map((id) => ({ ...nameOf(world, id), ...of(id) }))
    },
  }
}

function sumsOf({ sums, communityRau, slashedRau }: SettledEpoch): EpochSums {
  return { ...sums, communityRau, slashedRau }
}

function addSums(a: EpochSums, b: EpochSums): EpochSums {
  return {
    ...addRewards(a, b),
    communityRau: a.communityRau + b.communityRau,
    slashedRau: a.slashedRau + b.slashedRau,
  }
}

function rewardsOf(settled: SettledEpoch, id: Address): RewardSums {
  const found = settled.delegates.find(({ delegate }) => delegate === id)
  return found === undefined ? NO_REWARDS : addRewards(NO_REWARDS, found)
}

/** Settles each of the last epochs twice. Of payments only what they came from is asked, so once. */
async function settleEpochs(
  ports: ImpactPorts,
  { epochs, delegate }: ImpactRequest,
  change: Change | undefined,
): Promise<Rewards> {
  const rewards = createRewards(delegate)
  const last = ports.tryOut(({ world }) => lastSettled(world))
  for (let epoch = Math.max(1, last - epochs + 1); epoch <= last; epoch++) {
    await ports.pause()
    const before = ports.tryOut((context) => settleAgain(context, epoch))
    let after = before
    if (change !== undefined && !('gap' in before)) {
      await ports.pause()
      after = ports.tryOut((context) => settleAgain(context, epoch, change))
    }
    if ('gap' in before) rewards.gaps.push({ epoch, ...before })
    else if ('gap' in after) rewards.gaps.push({ epoch, ...after })
    else rewards.add(epoch, before, after)
  }
  return rewards
}

/** Both elections on the same state: nothing comes in between. */
async function electBoth(ports: ImpactPorts, change: Change): Promise<Pair<ElectedAgain>> {
  await ports.pause()
  const before = ports.tryOut((context) => electAgain(context))
  return { before, after: ports.tryOut((context) => electAgain(context, change)) }
}

function describeSet(
  world: World,
  { before, after }: Pair<ElectedAgain>,
): SetImpact | { readonly reason: string } {
  if ('reason' in before) return before
  if ('reason' in after) return after
  return { epoch: before.epoch, before: listSeats(world, before), after: listSeats(world, after) }
}

function listSeats(world: World, set: ElectedSet): readonly ImpactSeat[] {
  return set.seats.map((seat, at) => ({
    rank: at + 1,
    ...nameOf(world, seat.delegate),
    votesRau: seat.votesRau,
    producer: seat.producer,
  }))
}

function nameOf(world: World, delegate: Address): NamedDelegate {
  return { delegate, name: must(world.delegates.delegates.get(delegate), 'a delegate').name }
}

function inflowsOf(epochs: readonly EpochImpact[]): readonly Inflow[] {
  return epochs.map(({ epoch, before }) => ({ epoch, communityRau: before.communityRau }))
}

function describeVoter(
  world: World,
  { account, delegate }: ImpactRequest,
  rewards: Rewards,
): VoterImpact | undefined {
  if (account === undefined) return undefined
  const buckets = world.staking.index.byOwner(account).length
  if (buckets > MAX_VOTER_BUCKETS) {
    throw new RpcFault(
      'limitExceeded',
      `the account has ${buckets} buckets; at most ${MAX_VOTER_BUCKETS} are looked at`,
    )
  }
  const parts = listVotes(world, account).filter(
    (part) => delegate === undefined || part.delegate === delegate,
  )
  const delegates = parts.map((part): VoterDelegate => {
    const { before, after } = rewards.of(part.delegate)
    const share = { before: shareByVotes(before, part), after: shareByVotes(after, part) }
    const profile = world.delegates.profiles.get(part.delegate)
    return {
      ...nameOf(world, part.delegate),
      votesRau: part.votesRau,
      ofRau: part.ofRau,
      ...share,
      commissions: profile,
      promised:
        profile === undefined
          ? undefined
          : {
              before: afterCommissions(share.before, profile),
              after: afterCommissions(share.after, profile),
            },
    }
  })
  return { account, delegates }
}
