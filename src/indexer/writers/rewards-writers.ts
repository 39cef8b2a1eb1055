import { must } from '#base/assert.ts'
import { SYSTEM_ADDRESSES } from '#sdk/addresses.ts'
import { placeOf, type WritersOf } from '../apply/event-context.ts'
import type { IndexState } from '../apply/index-state.ts'
import {
  claims,
  debtPayments,
  fundDeposits,
  type GrantKind,
  grants,
  settlements,
} from '../schema.ts'

/** The numbers of kinds in events are places in this list. */
const GRANT_KINDS: readonly GrantKind[] = ['block', 'epoch', 'foundation', 'community']

function kindOf(number: number): GrantKind {
  return must(GRANT_KINDS[number], 'a kind of grant')
}

/** The debt that is paid next: the oldest that is open. */
function oldestDebt(state: IndexState) {
  let oldest: ReturnType<typeof state.debts.get> | undefined
  for (const debt of state.debts.all()) {
    if (debt.openRau === 0n) continue
    if (oldest === undefined || debt.eventId < oldest.eventId) oldest = debt
  }
  return must(oldest, 'an open debt')
}

export const REWARDS_WRITERS: WritersOf<
  'RewardGranted' | 'DebtPaid' | 'EpochSettled' | 'RewardClaimed' | 'FundDeposited'
> = {
  RewardGranted: ({ state, eventId, height, timeMs }, args) => {
    const { delegate, reward, amountRau, owedRau } = args
    const epoch = Number(args.epoch)
    const kind = kindOf(args.kind)
    const what = { eventId, epoch, delegate, reward, kind, amountRau }
    state.append(grants, { ...what, height, timeMs, owedRau })
    state.account(reward).unclaimedRau += amountRau - owedRau
    state.sync.fundUnclaimedRau += amountRau - owedRau
    if (kind !== 'community') state.delegate(delegate).grantedRau += amountRau
    if (owedRau === 0n) return
    state.sync.fundOwedRau += owedRau
    state.debts.touch({
      ...what,
      amountRau: owedRau,
      openRau: owedRau,
      paidHeight: null,
      updatedHeight: height,
    })
  },
  DebtPaid: ({ state, eventId, height, timeMs, epoch }, args) => {
    const { delegate, reward, amountRau, stillOwedRau } = args
    const debt = oldestDebt(state)
    const isSame = debt.delegate === delegate && debt.epoch === Number(args.epoch)
    must(isSame || undefined, 'a payment of the oldest debt')
    debt.openRau = stillOwedRau
    debt.paidHeight = stillOwedRau === 0n ? height : null
    debt.updatedHeight = height
    state.debts.touch(debt)
    state.account(reward).unclaimedRau += amountRau
    state.sync.fundUnclaimedRau += amountRau
    state.sync.fundOwedRau -= amountRau
    state.append(debtPayments, {
      eventId,
      debt: debt.eventId,
      epoch,
      height,
      timeMs,
      delegate,
      reward,
      amountRau,
      stillOwedRau,
    })
  },
  EpochSettled: ({ state, height, timeMs }, args) => {
    const { blockRau, epochRau, foundationRau, owedRau, debtsPaidRau, slashedRau } = args
    state.append(settlements, {
      epoch: Number(args.epoch),
      height,
      timeMs,
      blockRau,
      epochRau,
      foundationRau,
      creditedRau: blockRau + epochRau + foundationRau - owedRau,
      owedRau,
      debtsPaidRau,
      slashedRau,
    })
  },
  RewardClaimed: (context, { reward, by, amountRau }) => {
    const { state, eventId } = context
    state.account(reward).unclaimedRau -= amountRau
    state.sync.fundUnclaimedRau -= amountRau
    state.moveCoins(SYSTEM_ADDRESSES.rewarding, reward, amountRau)
    state.append(claims, { eventId, ...placeOf(context), reward, claimant: by, amountRau })
  },
  FundDeposited: ({ state, eventId, height, timeMs, transaction }, { from, amountRau }) => {
    state.moveCoins(from, SYSTEM_ADDRESSES.rewarding, amountRau)
    state.append(fundDeposits, {
      eventId,
      height,
      timeMs,
      transactionHash: transaction?.hash ?? '',
      depositor: from,
      amountRau,
    })
  },
}
