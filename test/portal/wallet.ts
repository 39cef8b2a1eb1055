import type { Page } from 'playwright-core'
import {
  type Address,
  createPublicClient,
  createWalletClient,
  defineChain,
  type Hex,
  http,
  toHex,
} from 'viem'
import { privateKeyToAccount } from 'viem/accounts'

/** A wallet of the tests, as an extension would be: it announces itself to the page and signs outside of it. */
export interface TestWallet {
  readonly address: Address
  /** What it does with the next requests to sign: it signs, or the person says no. */
  refuses: boolean
  /** Whether it signs as a contract does (EIP-1271): with bytes that only the contract can judge. */
  isContract: boolean
  /** The chain that it says it is on. */
  chainId: number
  /** Requests that it had, by method. */
  readonly asked: string[]
}

interface WalletCall {
  readonly method: string
  readonly params?: readonly unknown[]
}

/** Gives a page a wallet (EIP-6963) named “Test wallet”. Before the page is opened. */
export async function giveWallet(
  page: Page,
  options: { readonly privateKey: Hex; readonly rpcUrl: string; readonly chainId: number },
): Promise<TestWallet> {
  const account = privateKeyToAccount(options.privateKey)
  const chain = defineChain({
    id: options.chainId,
    name: 'test',
    nativeCurrency: { name: 'coin', symbol: 'C', decimals: 18 },
    rpcUrls: { default: { http: [options.rpcUrl] } },
  })
  const transport = http(options.rpcUrl)
  const signer = createWalletClient({ account, chain, transport })
  const reader = createPublicClient({ chain, transport })
  const wallet: TestWallet = {
    address: account.address,
    refuses: false,
    isContract: false,
    chainId: options.chainId,
    asked: [],
  }

  async function answer({ method, params = [] }: WalletCall): Promise<unknown> {
    switch (method) {
      case 'eth_requestAccounts':
      case 'eth_accounts':
        return [account.address]
      case 'eth_chainId':
        return toHex(wallet.chainId)
      case 'wallet_switchEthereumChain':
        wallet.chainId = Number((params[0] as { readonly chainId: Hex }).chainId)
        return null
      case 'eth_sendTransaction': {
        const { to, data, value } = params[0] as Partial<Record<string, Hex>>
        return signer.sendTransaction({
          to: to as Address,
          ...(data === undefined ? {} : { data }),
          value: BigInt(value ?? 0),
        })
      }
      case 'personal_sign':
        if (wallet.isContract) return `0x${'5a'.repeat(200)}`
        return account.signMessage({
          message: { raw: params[0] as Hex },
        })
      case 'eth_signTypedData_v4':
        return account.signTypedData(JSON.parse(params[1] as string) as never)
      default:
        return reader.request({ method, params } as never)
    }
  }

  // Errors go through as values: the bridge between page and test loses their codes.
  await page.exposeFunction('askTestWallet', async (call: WalletCall) => {
    wallet.asked.push(call.method)
    const signs = /send|sign/i.test(call.method)
    if (signs && wallet.refuses) return { error: { code: 4001, message: 'User rejected' } }
    if (call.method === 'wallet_requestPermissions') {
      return { error: { code: -32_601, message: 'not supported' } }
    }
    try {
      return { result: await answer(call) }
    } catch (error) {
      return { error: { code: -32_000, message: String(error) } }
    }
  })
  await page.addInitScript(announceWallet)
  return wallet
}

/** Runs in the page. */
function announceWallet(): void {
  type Listener = (value: unknown) => void
  type Answer = { readonly result?: unknown; readonly error?: { code: number; message: string } }
  const { askTestWallet } = window as unknown as {
    readonly askTestWallet: (call: unknown) => Promise<Answer>
  }
  const listeners: [string, Listener][] = []
  const provider = {
    request: async (call: { readonly method: string }): Promise<unknown> => {
      const { result, error } = await askTestWallet(call)
      if (error !== undefined) throw Object.assign(new Error(error.message), { code: error.code })
      if (call.method === 'wallet_switchEthereumChain') {
        const chainId = (await askTestWallet({ method: 'eth_chainId' })).result
        for (const [event, listener] of listeners) if (event === 'chainChanged') listener(chainId)
      }
      return result
    },
    on: (event: string, listener: Listener) => void listeners.push([event, listener]),
    removeListener: () => undefined,
  }
  const info = {
    uuid: '00000000-0000-4000-8000-000000000001',
    name: 'Test wallet',
    icon: 'data:image/svg+xml,<svg xmlns="http://www.w3.org/2000/svg"/>',
    rdns: 'test.wallet',
  }
  const announce = (): void => {
    const detail = Object.freeze({ info, provider })
    window.dispatchEvent(new CustomEvent('eip6963:announceProvider', { detail }))
  }
  window.addEventListener('eip6963:requestProvider', announce)
  announce()
}
