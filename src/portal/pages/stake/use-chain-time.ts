import { useNetwork } from '../../data/use-network.ts'

/** The time of the newest block in seconds: what locks are measured by. Undefined until it is known. */
export function useChainSeconds(): number | undefined {
  const { data } = useNetwork()
  return data === undefined ? undefined : Math.floor(data.node.timeMs / 1_000)
}
