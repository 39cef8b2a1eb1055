import { useSyncExternalStore } from 'react'
import type { WalletEngine } from './engine.ts'

// What the pages know of wallets. The engine behind it (wagmi, viem) is loaded only when somebody connects.

/** Who signs, if anybody. */
export type WalletState =
  | { readonly status: 'none' }
  | { readonly status: 'connecting' }
  | {
      readonly status: 'connected'
      readonly address: `0x${string}`
      readonly chainId: number
      readonly walletName: string
      /** The built-in wallet of a development network, whose keys everybody knows. */
      readonly isDev: boolean
    }

/** What the engine must know of the network. */
export interface WalletNetwork {
  readonly chainId: number
  readonly name: string
  readonly blockIntervalMs: number
  readonly isDev: boolean
}

const NONE: WalletState = { status: 'none' }
/** wagmi keeps the wallet that was connected last under this key. */
const LAST_WALLET_KEY = 'boule.wallet.recentConnectorId'

let state: WalletState = NONE
let opened: Promise<WalletEngine> | undefined
const listeners = new Set<() => void>()

function setState(next: WalletState): void {
  state = next
  for (const listener of listeners) listener()
}

/** The engine; loaded and started at the first call. */
export function openWallets(network: WalletNetwork): Promise<WalletEngine> {
  opened ??= import('./engine.ts').then(({ startEngine }) => startEngine(network, setState))
  return opened
}

/** Connects again with the wallet of the last visit, without asking it for anything. */
export async function reconnectWallet(network: WalletNetwork): Promise<void> {
  if (opened !== undefined || localStorage.getItem(LAST_WALLET_KEY) === null) return
  const engine = await openWallets(network)
  await engine.reconnect()
}

export function useWallet(): WalletState {
  return useSyncExternalStore(
    (listener) => {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
    () => state,
  )
}
