import { useMemo } from 'react'
import { useNetwork } from '../data/use-network.ts'
import type { WalletNetwork } from './wallet-state.ts'

/** What wallets must know of the network; undefined until it is known. */
export function useWalletNetwork(): WalletNetwork | undefined {
  const { data } = useNetwork()
  const chainId = data?.chainId
  const name = data?.network
  const blockIntervalMs = data?.epoch.blockIntervalMs
  const isDev = data?.dev
  return useMemo(
    () =>
      chainId === undefined ||
      name === undefined ||
      blockIntervalMs === undefined ||
      isDev === undefined
        ? undefined
        : { chainId, name, blockIntervalMs, isDev },
    [chainId, name, blockIntervalMs, isDev],
  )
}
