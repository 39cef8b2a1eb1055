import { DEVNET_CHAIN_ID } from '#params/devnet/accounts.ts'

/** Whether a chain id is that of a network whose keys are public. */
export function isDevnet(chainId: number): boolean {
  return chainId === DEVNET_CHAIN_ID
}
