import { useInfiniteQuery } from '@tanstack/react-query'
import { useMemo } from 'react'
import { accountBallotsQuery, proposalsQuery } from '../../data/governance-queries.ts'

/** Open votes on which an account has cast no ballot, as a query. */
export function useProposalsToVote(account: string) {
  const voting = useInfiniteQuery(proposalsQuery({ state: 'voting' }))
  const extended = useInfiniteQuery(proposalsQuery({ state: 'extended' }))
  const ballots = useInfiniteQuery(accountBallotsQuery(account))
  const all = [voting, extended, ballots]
  const data = useMemo(() => {
    if (voting.data === undefined || extended.data === undefined || ballots.data === undefined) {
      return undefined
    }
    const voted = new Set(ballots.data.map(({ proposal }) => proposal))
    return [...voting.data, ...extended.data].filter(({ id }) => !voted.has(id))
  }, [voting.data, extended.data, ballots.data])
  return {
    data,
    error: all.find(({ error }) => error !== null)?.error ?? null,
    isFetching: all.some(({ isFetching }) => isFetching),
    refetch: () => Promise.all(all.map(({ refetch }) => refetch())),
  }
}
