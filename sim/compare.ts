import type { Address } from '#base/address.ts'
import { compareText } from '#base/bytes.ts'
import { toHex } from '#base/hex.ts'
import { type Delegate, EXIT_QUEUED, NO_BUCKET } from '#protocol/delegates/state.ts'
import { computeRanking } from '#protocol/election/ranking.ts'
import { computeSupplyRau } from '#protocol/genesis/init.ts'
import { ENDORSED } from '#protocol/staking/state.ts'
import { getRules } from '#protocol/params/rules.ts'
import { ONLY } from '#protocol/store.ts'
import {
  GOVERNANCE_ADDRESS,
  REWARDING_ADDRESS,
  STAKING_ADDRESS,
} from '#protocol/system-addresses.ts'
import type { World } from '#protocol/world.ts'
import type { CandidateView, ModelSnapshot } from '../spec/model/model.ts'
import { describeGovernance, describeLive, describeWeights } from './describe-governance.ts'
import type { ModelTwin } from './model-twin.ts'

/** What they hold, the model has in buckets, in the fund and in deposits. */
const POOLS: readonly Address[] = [STAKING_ADDRESS, REWARDING_ADDRESS, GOVERNANCE_ADDRESS]

/** The state of the machine in the words of the model. */
function describeWorld(world: World): ModelSnapshot {
  const balances: [string, bigint][] = []
  world.accounts.accounts.each((address, { balanceRau }) => {
    if (POOLS.includes(address) || balanceRau === 0n) return
    balances.push([address, balanceRau])
  })
  const buckets: ModelSnapshot['buckets'][number][] = []
  world.staking.buckets.each((_, bucket) => {
    const { delegate: candidate, durationDays: days, ...same } = bucket
    buckets.push({ ...same, candidate, days })
  })
  const candidates: CandidateView[] = []
  world.delegates.delegates.each((_, delegate) => {
    candidates.push(describeDelegate(world, delegate))
  })
  const endorsements: [number, number][] = []
  world.staking.endorsements.each((bucket, { expireHeight }) => {
    endorsements.push([bucket, expireHeight === ENDORSED ? Number.POSITIVE_INFINITY : expireHeight])
  })
  const unclaimed: [string, bigint][] = []
  world.rewards.unclaimed.each((account, amountRau) => {
    if (amountRau > 0n) unclaimed.push([account, amountRau])
  })
  const totals = world.delegates.totals.get(ONLY)
  const fund = world.rewards.fund.get(ONLY)
  return {
    height: world.chain.head.get(ONLY)?.height ?? 0,
    balances: balances.sort((a, b) => compareText(a[0], b[0])),
    buckets: buckets.sort((a, b) => a.index - b.index),
    candidates: candidates.sort((a, b) => a.registration - b.registration),
    endorsements: endorsements.sort((a, b) => a[0] - b[0]),
    exitQueue: listSlots(totals?.exitHead, totals?.exitTail, (slot) =>
      world.delegates.exitQueue.get(slot),
    ),
    fundRau: fund?.availableRau ?? -1n,
    unclaimed: unclaimed.sort((a, b) => compareText(a[0], b[0])),
    debts: listSlots(fund?.owedHead, fund?.owedTail, (slot) => {
      const debt = world.rewards.debts.get(slot)
      return debt === undefined ? undefined : { reward: debt.reward, amountRau: debt.amountRau }
    }),
    supplyRau: computeSupplyRau(world),
    ...describeGovernance(world),
    weights: describeWeights(world),
  }
}

function describeDelegate(world: World, delegate: Delegate): CandidateView {
  const { id, registration, name, owner, operator, reward, retired, rewardExempt } = delegate
  return {
    id,
    registration,
    name,
    owner,
    operator,
    reward,
    retired,
    rewardExempt,
    selfStakeBucket: delegate.selfStakeBucket === NO_BUCKET ? undefined : delegate.selfStakeBucket,
    blsKey: toHex(delegate.blsKey).slice(2),
    consensusKey: toHex(delegate.consensusKey).slice(2),
    exitHeight: describeExit(delegate.exitHeight),
    votesRau: world.staking.votes.get(id) ?? 0n,
    selfStakeRau: delegate.selfStakeRau,
  }
}

function describeExit(exitHeight: number): number | undefined {
  if (exitHeight === 0) return undefined
  return exitHeight === EXIT_QUEUED ? Number.POSITIVE_INFINITY : exitHeight
}

function listSlots<T>(from = 0, to = 0, get: (slot: number) => T | undefined): readonly T[] {
  const found: T[] = []
  for (let slot = from; slot < to; slot++) {
    const value = get(slot)
    if (value !== undefined) found.push(value)
  }
  return found
}

/** The first place where two plain values differ, with both values, or undefined. `machine` comes first. */
function findDifference(machine: unknown, model: unknown, path: string): string | undefined {
  if (Object.is(machine, model)) return undefined
  if (isObject(machine) && isObject(model)) {
    const names = new Set([...Object.keys(machine), ...Object.keys(model)])
    for (const name of names) {
      const difference = findDifference(machine[name], model[name], `${path}.${name}`)
      if (difference !== undefined) return difference
    }
    return undefined
  }
  return `${path} is ${String(machine)}, the model says ${String(model)}`
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null
}

/** Compares the whole state, and who would be elected now. */
export function compareState(world: World, twin: ModelTwin): string | undefined {
  const model = twin.model.snapshot()
  const machine = describeWorld(world)
  const difference = findDifference(withoutBls(machine), withoutBls(model), 'the state')
  return difference ?? compareRanking(world, twin)
}

/** The machine alone has `setBlsKey`, so that its keys are not those of the model. */
function withoutBls({ candidates, ...rest }: ModelSnapshot): unknown {
  return { ...rest, candidates: candidates.map((candidate) => ({ ...candidate, blsKey: '' })) }
}

/** Compares what is being decided, and the rules that are decided already. */
export function compareGovernance(
  world: World,
  twin: ModelTwin,
  epoch: number,
): string | undefined {
  const said = twin.model.liveProposals()
  return (
    findDifference(describeLive(world), said, 'the live proposals') ??
    findDifference(
      getRules(world, epoch + 2),
      twin.rulesOf(epoch + 2),
      `the rules of epoch ${epoch + 2}`,
    )
  )
}

function compareRanking(world: World, twin: ModelTwin): string | undefined {
  const height = world.chain.head.get(ONLY)?.height ?? 0
  const epoch = twin.epochOf(height + 1)
  const rules = twin.rulesOf(epoch)
  const epochStartHeight = twin.startOf(epoch)
  twin.model.setRules(rules)
  const said = twin.model
    .ranking({ runningEpoch: epoch, epochStartHeight })
    .map((row) => [row.candidate.id, row.votesRau, row.countedRau])
  const found = computeRanking({ world, rules, height, epochStartHeight })
    .filter((row) => row.obstacle === undefined)
    .map((row) => [row.delegate.id, row.votesRau, row.countedRau])
  return findDifference(found, said, 'the ranking')
}

/** Compares the set of an epoch: who, in which rank, with which key, and who was drawn. */
export function compareSet(world: World, twin: ModelTwin, epoch: number): string | undefined {
  const said = twin.set(epoch)
  const set = world.election.sets.get(epoch)
  if (set === undefined || said === undefined) {
    return findDifference(set?.epoch, said?.origin, `the set of epoch ${epoch}`)
  }
  const machine = {
    origin: set.origin,
    mix: toHex(set.mix),
    delegates: set.seats.map((seat) => seat.delegate),
    keys: set.seats.map((seat) => toHex(seat.consensusKey)),
    producers: set.seats
      .filter((seat) => seat.producer)
      .map((seat) => seat.delegate)
      .sort(compareText),
  }
  const model = { ...said, mix: toHex(twin.mix), producers: said.producers.toSorted(compareText) }
  return findDifference(machine, model, `the set of epoch ${epoch}`)
}
