import { useInfiniteQuery, useQuery } from '@tanstack/react-query'
import {
  delegateEpochsQuery,
  delegateQuery,
  delegatesQuery,
  type Schemas,
} from '../../data/queries.ts'
import { useRules } from '../../governance/use-rules.ts'
import {
  addUp,
  computeEpochsPerYear,
  recordByRules,
  type RewardInput,
  sumSharingVotes,
} from './compute-reward.ts'

/** The figures are means of so many settled epochs at most. */
const MOST_EPOCHS = 24

/** The first page of the API, 1,000 delegates, has all that share the epoch reward. */
const BY_RANK = { sort: 'rank', order: 'asc' } as const

export interface DelegateFigures {
  readonly delegate: Schemas['Delegate']
  readonly input: Omit<RewardInput, 'myVotesRau'>
  /** Settled epochs that the figures are means of; 0: no epoch was settled, and the rules alone tell. */
  readonly epochs: number
}

interface Figures {
  readonly data: DelegateFigures | undefined
  readonly error: unknown
  readonly isFetching: boolean
  readonly refetch: () => unknown
}

/** All that the rewards of a delegate's voters are worked out from. */
export function useDelegateFigures(name: string): Figures {
  const delegate = useQuery(delegateQuery(name))
  const epochs = useInfiniteQuery(delegateEpochsQuery(name))
  const ranking = useInfiniteQuery(delegatesQuery(BY_RANK))
  const rules = useRules()
  const error = delegate.error ?? epochs.error ?? ranking.error
  const isKnown =
    delegate.data !== undefined &&
    epochs.data !== undefined &&
    ranking.data !== undefined &&
    rules.size > 0
  return {
    data: isKnown ? toFigures(delegate.data, epochs.data, ranking.data, rules) : undefined,
    error,
    isFetching: delegate.isFetching || epochs.isFetching || ranking.isFetching,
    refetch: () => Promise.all([delegate.refetch(), epochs.refetch(), ranking.refetch()]),
  }
}

function toFigures(
  delegate: Schemas['Delegate'],
  epochs: readonly Schemas['DelegateEpoch'][],
  ranking: readonly Schemas['DelegateSummary'][],
  rules: ReturnType<typeof useRules>,
): DelegateFigures {
  const rule = (name: string): string => String(rules.get(name)?.value ?? 0)
  const allVotesRau = sumSharingVotes(ranking, Number(rule('epochRewardDelegates')))
  const rewardRau =
    (BigInt(rule('epochRewardRau')) * (1_000n - BigInt(rule('communitySharePermille')))) / 1_000n
  const settled = epochs.slice(0, MOST_EPOCHS)
  return {
    delegate,
    epochs: settled.length,
    input: {
      votesRau: BigInt(delegate.votesRau),
      effectiveVotesRau: BigInt(delegate.effectiveVotesRau),
      allVotesRau,
      record:
        settled.length === 0
          ? recordByRules(delegate.rewardExempt ? 0n : rewardRau, allVotesRau)
          : addUp(settled),
      epochsPerYear: computeEpochsPerYear(
        Number(rule('blocksPerEpoch')),
        Number(rule('blockIntervalMs')),
      ),
    },
  }
}
