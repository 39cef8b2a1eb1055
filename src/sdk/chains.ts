import { type Chain, defineChain } from 'viem'
import { DEVNET_CHAIN_ID, MAINNET_CHAIN_ID } from '#params/devnet/accounts.ts'

const COIN = { name: 'Boule coin', symbol: 'BOULE', decimals: 18 } as const

/** A network of Boule as viem knows chains: for wallets, wagmi and clients. */
export function defineBouleChain(network: {
  readonly id: number
  readonly name: string
  readonly rpcUrl: string
  readonly blockIntervalMs: number
}): Chain {
  return defineChain({
    id: network.id,
    name: network.name,
    nativeCurrency: COIN,
    rpcUrls: {
      default: { http: [network.rpcUrl], webSocket: [network.rpcUrl.replace(/^http/, 'ws')] },
    },
    blockTime: network.blockIntervalMs,
    testnet: network.id !== MAINNET_CHAIN_ID,
  })
}

/** The network of `boule dev` on this machine. */
export const bouleDevnet: Chain = defineBouleChain({
  id: DEVNET_CHAIN_ID,
  name: 'Boule devnet',
  rpcUrl: 'http://127.0.0.1:8545',
  blockIntervalMs: 1_000,
})
