import { type Config, createConfig, createStorage, http } from 'wagmi'
import {
  connect,
  disconnect,
  getConnection,
  getConnectorClient,
  reconnect,
  switchChain,
  watchConnection,
  watchConnectors,
} from 'wagmi/actions'
import { type Chain, createClient, type Client, type Hex } from 'viem'
import { estimateGas, getGasPrice, sendTransaction, signMessage, signTypedData } from 'viem/actions'
import { defineBouleChain } from '#sdk/chains.ts'
import type { SystemCall } from '#sdk/actions/send-call.ts'
import { announceDevWallet, DEV_WALLET_ID } from './dev-wallet.ts'
import type { WalletNetwork, WalletState } from './wallet-state.ts'

/** A wallet that announced itself to the page (EIP-6963). */
export interface FoundWallet {
  /** Reverse domain name of the wallet, such as `io.metamask`. */
  readonly id: string
  readonly name: string
  /** A data URI; undefined when the wallet has none that may be shown. */
  readonly icon: string | undefined
  readonly isDev: boolean
}

/** Wallets and the chain behind the portal's server. */
export interface WalletEngine {
  readonly chain: Chain
  /** Reads of the chain, through the portal's own server. */
  readonly client: Client
  readonly wallets: () => readonly FoundWallet[]
  /** Hears when a wallet announced itself. Answers how to stop. */
  readonly onWallets: (listener: () => void) => () => void
  readonly connect: (walletId: string) => Promise<void>
  readonly reconnect: () => Promise<void>
  readonly disconnect: () => Promise<void>
  /** Asks the wallet to go to this network, and to add it if it does not know it. */
  readonly switchToNetwork: () => Promise<void>
  /** Tries a call out: what it costs. Rejects with the refusal inside when it would be refused. */
  readonly simulate: (
    call: SystemCall,
  ) => Promise<{ readonly gas: bigint; readonly feeRau: bigint }>
  /** Has the wallet sign and send. Answers the transaction's hash. */
  readonly send: (call: SystemCall, gas: bigint) => Promise<Hex>
  readonly signTypedData: (data: Parameters<typeof signTypedData>[1]) => Promise<Hex>
  /** Has a text signed (`personal_sign`): for the sign-in alone, whose text is shown before. */
  readonly signMessage: (message: string) => Promise<Hex>
}

/** Starts wagmi for one network. Wallets come from EIP-6963 alone: no library of any of them. */
export function startEngine(
  network: WalletNetwork,
  onState: (state: WalletState) => void,
): WalletEngine {
  const rpcUrl = `${location.origin}/api/v1/rpc`
  const chain = defineBouleChain({ id: network.chainId, rpcUrl, ...network })
  // Before wagmi asks who is there.
  if (network.isDev) announceDevWallet(chain)
  const config = createConfig({
    chains: [chain],
    transports: { [chain.id]: http(rpcUrl, { retryCount: 0 }) },
    storage: createStorage({ storage: localStorage, key: 'boule.wallet' }),
    pollingInterval: network.blockIntervalMs,
  })
  const client = createClient({
    chain,
    transport: http(rpcUrl, { retryCount: 0 }),
    pollingInterval: Math.min(1_000, network.blockIntervalMs),
    cacheTime: 0,
  })
  const report = (): void => onState(stateOf(config))
  watchConnection(config, { onChange: report })
  report()

  return {
    chain,
    client,
    wallets: () => config.connectors.map(({ id, name, icon }) => toWallet(id, name, icon)),
    onWallets: (listener) => watchConnectors(config, { onChange: listener }),
    connect: async (walletId) => {
      const connector = config.connectors.find(({ id }) => id === walletId)
      if (connector === undefined) throw new Error(`there is no wallet ${walletId}`)
      await connect(config, { connector })
    },
    reconnect: async () => {
      await reconnect(config)
    },
    disconnect: () => disconnect(config),
    switchToNetwork: async () => {
      await switchChain(config, { chainId: chain.id })
    },
    simulate: async (call) => {
      const { address } = getConnection(config)
      const [gas, gasPrice] = await Promise.all([
        estimateGas(client, {
          ...(address === undefined ? {} : { account: address }),
          ...toRequest(call),
        }),
        getGasPrice(client),
      ])
      return { gas, feeRau: gas * gasPrice }
    },
    send: async (call, gas) => {
      const signer = await getConnectorClient(config, { chainId: chain.id })
      return sendTransaction(signer, { chain, gas, ...toRequest(call) })
    },
    signTypedData: async (data) => {
      const signer = await getConnectorClient(config, { chainId: chain.id })
      return signTypedData(signer, data)
    },
    signMessage: async (message) => {
      const signer = await getConnectorClient(config, { chainId: chain.id })
      return signMessage(signer, { message })
    },
  }
}

function toRequest({ to, data, valueRau }: SystemCall) {
  return { to, value: valueRau ?? 0n, ...(data === undefined ? {} : { data }) }
}

function toWallet(id: string, name: string, icon: string | undefined): FoundWallet {
  const shown = icon?.trim().startsWith('data:image/') === true ? icon.trim() : undefined
  return { id, name, icon: shown, isDev: id === DEV_WALLET_ID }
}

function stateOf(config: Config): WalletState {
  const { status, address, chainId, connector } = getConnection(config)
  if (status === 'connected') {
    return {
      status,
      address,
      chainId,
      walletName: connector.name,
      isDev: connector.id === DEV_WALLET_ID,
    }
  }
  return status === 'disconnected' ? { status: 'none' } : { status: 'connecting' }
}
