import { DEVNET_CHAIN_ID } from '#params/devnet/accounts.ts'
import { isTestnetChainId } from '../testnet/chain-id.ts'

/** Whether a chain id is that of a network on one's own machine, whose development accounts have public keys. */
export function isDevnet(chainId: number): boolean {
  return chainId === DEVNET_CHAIN_ID || isTestnetChainId(chainId)
}
