import {
  type Chain,
  type Client,
  createClient,
  http,
  type PublicActions,
  publicActions,
  type Transport,
  webSocket,
} from 'viem'
import { publicActionsBoule } from './public-actions.ts'
import { walletActionsBoule } from './wallet-actions.ts'

/** A viem client with Ethereum's reads, and this network's reads and actions. */
export type BouleClient = Client<
  Transport,
  Chain | undefined,
  undefined,
  undefined,
  PublicActions & ReturnType<typeof publicActionsBoule> & ReturnType<typeof walletActionsBoule>
>

export interface BouleClientParameters {
  /** http, https, ws or wss. */
  readonly url: string
  readonly chain?: Chain
  /** How often a receipt is asked for. 500 ms when missing. */
  readonly pollingIntervalMs?: number
  /** How often a failed request is tried again. Not at all when missing. */
  readonly retries?: number
}

/** A viem client with everything: Ethereum's reads, and reads and actions of this network. */
export function createBouleClient(parameters: BouleClientParameters): BouleClient {
  const { url, chain } = parameters
  const options = { retryCount: parameters.retries ?? 0 }
  return createClient({
    ...(chain === undefined ? {} : { chain }),
    transport: /^wss?:/.test(url) ? webSocket(url, options) : http(url, options),
    pollingInterval: parameters.pollingIntervalMs ?? 500,
    cacheTime: 0,
  })
    .extend(publicActions)
    .extend(publicActionsBoule)
    .extend(walletActionsBoule)
}

/** Closes the WebSocket of a client, which would keep the process alive. Over HTTP there is nothing to close. */
export async function closeBouleClient(client: BouleClient): Promise<void> {
  const { transport } = client as { readonly transport: object }
  if (!('getRpcClient' in transport)) return
  const open = transport.getRpcClient as () => Promise<{ readonly close: () => void }>
  await open().then(
    (socket) => socket.close(),
    // It was never open, or is closed already.
    () => undefined,
  )
}
