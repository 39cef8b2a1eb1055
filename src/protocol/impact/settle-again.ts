import { type Address, addressFromBytes } from '#base/address.ts'
import { AbiReader } from '#base/abi/abi-reader.ts'
import { must } from '#base/assert.ts'
import { fromHex } from '#base/hex.ts'
import type { Log } from '../abci.ts'
import type { BlockContext } from '../action.ts'
import { findEpoch } from '../epochs/find-epoch.ts'
import { endHeight } from '../epochs/state.ts'
import { ScriptFailed } from '../governance/events.ts'
import { processActivity } from '../liveness/epoch.ts'
import { type ActivityRow, NO_ACTIVITY } from '../liveness/state.ts'
import { getRules } from '../params/rules.ts'
import { processSettlement } from '../rewards/epoch.ts'
import { RewardGranted } from '../rewards/events.ts'
import { GRANT_KINDS, type Settlement } from '../rewards/state.ts'
import type { World } from '../world.ts'
import { type Change, putInForce } from './change.ts'

/** What delegates are granted, by kind. */
export interface RewardSums {
  readonly blockRau: bigint
  /** By votes, without the part of the community fund. */
  readonly epochRau: bigint
  readonly foundationRau: bigint
}

export interface DelegateRewards extends RewardSums {
  readonly delegate: Address
}

/** What a settlement grants, whether or not the fund reaches for it. */
export interface SettledEpoch {
  readonly sums: RewardSums
  readonly communityRau: bigint
  readonly slashedRau: bigint
  /** Delegates that the epoch is held against. */
  readonly unproductive: number
  /** In the order in which they were first granted something. */
  readonly delegates: readonly DelegateRewards[]
  /** A script gave no answer that can be used, and the built-in formula took over. */
  readonly scriptFailed: boolean
}

/** Why an epoch cannot be settled again: what is not kept, rules that do not go with the change, or a run that gives something else. */
export const GAPS = ['not-settled', 'activity', 'ranking', 'rules', 'differs'] as const
export type Gap = (typeof GAPS)[number]

export interface MissingEpoch {
  readonly gap: Gap
  readonly reason: string
}

export const NO_REWARDS: RewardSums = { blockRau: 0n, epochRau: 0n, foundationRau: 0n }

export function addRewards(a: RewardSums, b: RewardSums): RewardSums {
  return {
    blockRau: a.blockRau + b.blockRau,
    epochRau: a.epochRau + b.epochRau,
    foundationRau: a.foundationRau + b.foundationRau,
  }
}

/**
 * Settles a past epoch once more, on a copy: by the ranking and the activity of then, under its own rules, or with `change` in force.
 * Without a change it must give what was recorded; otherwise the epoch cannot be told. Self-stakes and the community fund are those of
 * now.
 * PERF: as much work as the settlement of a boundary.
 */
export function settleAgain(
  context: BlockContext,
  number: number,
  change?: Change,
): SettledEpoch | MissingEpoch {
  const { world } = context
  const recorded = world.rewards.settlements.get(number)
  if (recorded === undefined) return missing('not-settled', 'it is not settled')
  const rows = world.liveness.history.get(number)
  if (rows === undefined) return missing('activity', 'its activity is not kept')
  if (!world.election.rankings.has(number)) return missing('ranking', 'its ranking is not kept')
  const problem = change === undefined ? undefined : putInForce(context, change, number)
  if (problem !== undefined) {
    return missing('rules', `its rules do not go with the change: ${problem}`)
  }
  const logs: Log[] = []
  const then: BlockContext = {
    ...context,
    rules: getRules(world, number),
    epoch: number,
    height: endHeight(must(findEpoch(world, number), 'a settled epoch')),
    emit: (log) => {
      logs.push(log)
    },
  }
  putActivity(world, rows)
  const activity = processActivity(then)
  processSettlement(then, activity)
  const again = must(world.rewards.settlements.get(number), 'the settlement')
  if (change === undefined && !isSame(recorded, again)) {
    return missing('differs', 'running its settlement again does not give what was recorded')
  }
  return describe(again, activity, logs)
}

function missing(gap: Gap, reason: string): MissingEpoch {
  return { gap, reason }
}

/** Makes `rows` the activity of the epoch that is about to be judged, and of nobody else; on a copy. */
export function putActivity(world: World, rows: readonly ActivityRow[]): void {
  const others: Address[] = []
  world.liveness.activity.each((delegate) => {
    others.push(delegate)
  })
  for (const delegate of others) world.liveness.activity.set(delegate, NO_ACTIVITY)
  for (const { delegate, produced, missed, signed, absent, faults } of rows) {
    world.liveness.activity.set(delegate, { produced, missed, signed, absent, faults })
  }
}

/** What the fund could cover, and took from self-stakes, depends on what there is now; what was granted does not. */
function isSame(a: Settlement, b: Settlement): boolean {
  return (
    a.blockRau === b.blockRau && a.epochRau === b.epochRau && a.foundationRau === b.foundationRau
  )
}

function describe(
  settlement: Settlement,
  activity: readonly ActivityRow[],
  logs: readonly Log[],
): SettledEpoch {
  const rewards = new Map<Address, DelegateRewards>()
  const order: Address[] = []
  let sums = NO_REWARDS
  let communityRau = 0n
  for (const log of logs) {
    if (log.topics[0] !== RewardGranted.topic) continue
    const reader = new AbiReader(log.data)
    const kind = GRANT_KINDS[reader.uint8()]
    const amountRau = reader.uint256()
    if (kind === 'community' || kind === undefined) {
      communityRau += amountRau
      continue
    }
    const delegate = addressFromBytes(fromHex(must(log.topics[2], 'a delegate')).subarray(12))
    if (!rewards.has(delegate)) order.push(delegate)
    const granted = { ...NO_REWARDS, [`${kind}Rau`]: amountRau }
    sums = addRewards(sums, granted)
    rewards.set(delegate, {
      delegate,
      ...addRewards(rewards.get(delegate) ?? NO_REWARDS, granted),
    })
  }
  return {
    sums,
    communityRau,
    slashedRau: settlement.slashedRau,
    unproductive: activity.filter((row) => row.unproductive).length,
    delegates: order.map((delegate) => must(rewards.get(delegate), 'its rewards')),
    scriptFailed: logs.some((log) => log.topics[0] === ScriptFailed.topic),
  }
}
