import { useQuery } from '@tanstack/react-query'
import { networkQuery } from './queries.ts'

/** The network: what many parts of a page want to know. Follows every block. */
export function useNetwork() {
  return useQuery(networkQuery)
}
