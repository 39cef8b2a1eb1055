import { type Address, type Chain, createWalletClient, type Hex, http, toHex } from 'viem'
import { type PrivateKeyAccount, privateKeyToAccount } from 'viem/accounts'
import { answer, api } from '../data/api.ts'

// A wallet for development networks, so that nobody needs an extension to try things. Its keys are those of the public
// test phrase: the server gives them out on such networks alone.

/** Reverse domain name of the built-in wallet. */
export const DEV_WALLET_ID = 'org.boule.devnet'
const CHOICE_KEY = 'boule.devAccount'
const ICON = `data:image/svg+xml,${encodeURIComponent('<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 8 8"><circle cx="4" cy="4" r="4" fill="#a3271c"/></svg>')}`

type Listener = (value: never) => void
interface Call {
  readonly method: string
  readonly params?: readonly unknown[]
}

/** An account that the wallet can sign for. */
export interface DevAccount {
  readonly name: string
  readonly address: Address
}

/** The accounts of the development network, in the order of the test phrase. */
export async function listDevAccounts(): Promise<readonly DevAccount[]> {
  return (await loadAccounts()).map(({ name, account }) => ({ name, address: account.address }))
}

let loaded: Promise<readonly { readonly name: string; readonly account: PrivateKeyAccount }[]>
function loadAccounts() {
  loaded ??= answer(api.GET('/dev/accounts')).then(({ accounts }) =>
    accounts.map(({ name, privateKey }) => ({
      name,
      account: privateKeyToAccount(privateKey as Hex),
    })),
  )
  return loaded
}

const listeners = new Set<Listener>()

/** Chooses the account that signs; a page that is connected hears of it. */
export function chooseDevAccount(address: Address): void {
  localStorage.setItem(CHOICE_KEY, address)
  for (const listener of listeners) (listener as (accounts: readonly Address[]) => void)([address])
}

async function findSigner(): Promise<PrivateKeyAccount> {
  const accounts = await loadAccounts()
  const chosen = localStorage.getItem(CHOICE_KEY)?.toLowerCase()
  const found = accounts.find(({ account }) => account.address.toLowerCase() === chosen)
  const first = (found ?? accounts[0])?.account
  if (first === undefined) throw new Error('the development network has no accounts')
  return first
}

/** Makes the wallet answer to EIP-6963, as an extension would. */
export function announceDevWallet(chain: Chain): void {
  const provider = createProvider(chain)
  const info = {
    uuid: crypto.randomUUID(),
    name: 'Devnet account',
    icon: ICON,
    rdns: DEV_WALLET_ID,
  }
  const detail = Object.freeze({ info: Object.freeze(info), provider })
  const announce = (): void => {
    dispatchEvent(new CustomEvent('eip6963:announceProvider', { detail }))
  }
  addEventListener('eip6963:requestProvider', announce)
  announce()
}

function createProvider(chain: Chain) {
  const transport = http(chain.rpcUrls.default.http[0], {
    retryCount: 0,
    // viem would try it before each transaction, and the server does not pass it on.
    methods: { exclude: ['eth_fillTransaction'] },
  })
  const client = createWalletClient({ chain, transport })

  async function request({ method, params = [] }: Call): Promise<unknown> {
    switch (method) {
      case 'eth_requestAccounts':
      case 'eth_accounts':
        return [(await findSigner()).address]
      case 'eth_chainId':
        return toHex(chain.id)
      case 'wallet_switchEthereumChain':
        return null
      case 'eth_sendTransaction': {
        const { to, data, value, gas } = params[0] as Partial<Record<string, Hex>>
        return client.sendTransaction({
          account: await findSigner(),
          to: to as Address,
          ...(data === undefined ? {} : { data }),
          value: BigInt(value ?? 0),
          ...(gas === undefined ? {} : { gas: BigInt(gas) }),
        })
      }
      case 'personal_sign':
        return (await findSigner()).signMessage({ message: { raw: params[0] as Hex } })
      case 'eth_signTypedData_v4':
        return (await findSigner()).signTypedData(JSON.parse(params[1] as string) as never)
      case 'wallet_requestPermissions':
        throw Object.assign(new Error('not supported'), { code: -32_601 })
      default:
        return client.request({ method, params } as never)
    }
  }

  return {
    request,
    on: (event: string, listener: Listener) => {
      if (event === 'accountsChanged') listeners.add(listener)
    },
    removeListener: (_event: string, listener: Listener) => {
      listeners.delete(listener)
    },
  }
}
