import type { Address } from '#base/address.ts'
import { must } from '#base/assert.ts'
import type { BlockContext } from '../action.ts'
import type { ActivityRow } from '../liveness/state.ts'
import { UnproductiveSlashed } from '../liveness/events.ts'
import { slashSelfStake } from '../staking/slash.ts'
import { COMMUNITY_ADDRESS } from '../system-addresses.ts'
import { DebtPaid, EpochSettled, RewardGranted } from './events.ts'
import { listCandidates } from './candidates.ts'
import { divideEpochReward } from './epoch-reward.ts'
import { creditFund, type Grant, grant, payOldestDebt } from './fund.ts'
import { computeFoundationBonus, computeUnproductiveSlash } from './split.ts'
import { GRANT_KINDS, type GrantKind, type Settlement } from './state.ts'

/**
 * The epoch's settlement, in this order: slashes flow into the fund, old debts are paid, then block rewards, the epoch
 * reward by votes and the foundation bonus are granted. What the fund cannot cover becomes a debt.
 */
export function processSettlement(context: BlockContext, activity: readonly ActivityRow[]): void {
  const { world, epoch, height } = context
  const slashedRau = slashUnproductive(context, activity)
  const debtsPaidRau = payDebts(context)
  const totals = { block: 0n, epoch: 0n, foundation: 0n, owed: 0n }
  for (const item of listGrants(context, activity)) {
    const owedRau = grant(world, item)
    totals[item.kind === 'community' ? 'epoch' : item.kind] += item.amountRau
    totals.owed += owedRau
    context.emit(
      RewardGranted.log(
        item.epoch,
        item.delegate,
        item.reward,
        GRANT_KINDS.indexOf(item.kind),
        item.amountRau,
        owedRau,
      ),
    )
  }
  const settlement: Settlement = {
    epoch,
    height,
    blockRau: totals.block,
    epochRau: totals.epoch,
    foundationRau: totals.foundation,
    creditedRau: totals.block + totals.epoch + totals.foundation - totals.owed,
    owedRau: totals.owed,
    debtsPaidRau,
    slashedRau,
  }
  world.rewards.settlements.set(epoch, settlement)
  context.emit(
    EpochSettled.log(
      epoch,
      totals.block,
      totals.epoch,
      totals.foundation,
      totals.owed,
      debtsPaidRau,
      slashedRau,
    ),
  )
}

function slashUnproductive(context: BlockContext, activity: readonly ActivityRow[]): bigint {
  const { world, rules, epoch } = context
  if (!rules.slashUnproductive) return 0n
  let sumRau = 0n
  for (const row of activity) {
    const delegate = world.delegates.delegates.get(row.delegate)
    if (!row.unproductive || delegate === undefined) continue
    const dueRau = computeUnproductiveSlash({
      blockRewardRau: rules.blockRewardRau,
      missedBlocks: row.missed,
      selfStakeRau: delegate.selfStakeRau,
    })
    const slashedRau = slashSelfStake(context, row.delegate, dueRau)
    if (slashedRau === 0n) continue
    creditFund(world, slashedRau)
    sumRau += slashedRau
    context.emit(UnproductiveSlashed.log(epoch, row.delegate, row.missed, slashedRau))
  }
  return sumRau
}

function payDebts(context: BlockContext): bigint {
  let sumRau = 0n
  for (;;) {
    const payment = payOldestDebt(context.world)
    if (payment === undefined) return sumRau
    const { debt, paidRau } = payment
    sumRau += paidRau
    context.emit(
      DebtPaid.log(
        debt.epoch,
        debt.delegate,
        debt.reward,
        GRANT_KINDS.indexOf(debt.kind),
        paidRau,
        debt.amountRau - paidRau,
      ),
    )
  }
}

/** All grants of the epoch in the order in which they are paid. */
function listGrants(context: BlockContext, activity: readonly ActivityRow[]): readonly Grant[] {
  const { world, rules, epoch } = context
  const grants: Grant[] = []
  const add = (kind: GrantKind, id: Address, amountRau: bigint): void => {
    const delegate = world.delegates.delegates.get(id)
    if (delegate === undefined || amountRau === 0n) return
    grants.push({ epoch, kind, delegate: id, reward: delegate.reward, amountRau })
  }
  for (const row of activity) {
    add('block', row.delegate, BigInt(row.produced) * rules.blockRewardRau)
  }
  const unproductive = new Set<Address>()
  for (const row of activity) if (row.unproductive) unproductive.add(row.delegate)
  const candidates = listCandidates(context, unproductive)
  const { communityRau, shares } = divideEpochReward(context, candidates)
  if (communityRau > 0n) {
    const [delegate, reward] = [COMMUNITY_ADDRESS, COMMUNITY_ADDRESS]
    grants.push({ epoch, kind: 'community', delegate, reward, amountRau: communityRau })
  }
  const delegateAt = (index: number): Address => must(candidates[index], 'a candidate').delegate
  for (const share of shares) add('epoch', delegateAt(share.index), share.amountRau)
  if (epoch <= rules.foundationBonusLastEpoch) {
    const bonuses = computeFoundationBonus({
      bonusRau: rules.foundationBonusRau,
      delegateLimit: rules.foundationBonusDelegates,
      candidates,
    })
    for (const share of bonuses) {
      add('foundation', delegateAt(share.index), share.amountRau)
    }
  }
  return grants
}
