import { toIoAddress } from '#base/io-address.ts'
import { toAddress } from '#base/address.ts'
import { findIneligibility, type StandingRules } from '#formulas/find-ineligibility.ts'
import { type Ranked, type RankingCandidate, rankDelegates } from '#formulas/rank-delegates.ts'
import type { DelegateRow, IndexState } from './index-state.ts'

export interface RankedDelegate extends RankingCandidate {
  readonly delegate: DelegateRow
}

/** The ranking of an election held now: for the first epoch that has no set yet, after the last block that was read. */
export function rankNow(state: IndexState): readonly Ranked<RankedDelegate>[] {
  const { epoch, height } = state.sync
  const next = state.epochs.find(epoch + 1)
  const running = state.epochs.get(epoch)
  const isNextElected = next !== undefined
  const rankedFor = isNextElected ? epoch + 2 : epoch + 1
  const rules = state.ruleBook.of(rankedFor)
  const startHeight = (isNextElected ? next.endHeight : running.endHeight) + 1
  const candidates = [...state.delegates.all()].map((delegate) =>
    toCandidate(state, delegate, rules, height + 1),
  )
  return rankDelegates(candidates, rules, startHeight)
}

function toCandidate(
  state: IndexState,
  delegate: DelegateRow,
  rules: StandingRules,
  height: number,
): RankedDelegate {
  const { selfStakeBucket, selfStakeRau, retired, exit } = delegate
  const hasSelfStake = selfStakeBucket !== null
  return {
    delegate,
    registration: delegate.registration,
    ioOperator: () => toIoAddress(toAddress(delegate.operator)),
    votesRau: delegate.votesRau,
    probation: delegate.probationEpochs,
    ineligibility: findIneligibility(
      {
        retired,
        exitAdmitted: exit === 'admitted',
        hasSelfStake,
        selfStakeRau,
        selfStakeBacked: hasSelfStake && isBacked(state, delegate, height),
        hasConsensusKey: delegate.consensusKey !== null,
      },
      rules,
    ),
  }
}

/** The bucket is the owner's own, or its owner endorses the delegate at this height. */
function isBacked(state: IndexState, delegate: DelegateRow, height: number): boolean {
  const bucket = state.buckets.get(delegate.selfStakeBucket ?? -1)
  if (bucket.owner === delegate.owner || bucket.endorsement === 'endorsed') return true
  return bucket.endorsement === 'ending' && height < (bucket.endorsementEnd ?? 0)
}
