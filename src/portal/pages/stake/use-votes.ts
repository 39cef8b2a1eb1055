import { useQuery } from '@tanstack/react-query'
import { computeVotes, type VoteInput } from '#formulas/vote-weight.ts'
import { computeVotesByTable, type WeightTable } from '#formulas/votes-by-table.ts'
import { weightsQuery } from '../../data/holder-queries.ts'

/** Votes of a bucket to the last Rau: by the table that a script gave, or by the built-in formula. */
function votesBy(weights: WeightTable | null, input: VoteInput): bigint {
  return weights === null ? computeVotes(input) : computeVotesByTable(weights, input)
}

/** The votes that a bucket has by the weights in force; undefined until these are known, or without input. */
export function useVotes(input: VoteInput | undefined): bigint | undefined {
  const { data } = useQuery(weightsQuery)
  return data === undefined || input === undefined ? undefined : votesBy(data, input)
}
