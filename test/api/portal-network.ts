import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { privateKeyToAccount } from 'viem/accounts'
import { createSiweMessage } from 'viem/siwe'
import { DEFAULT_LIMITS, type ApiLimits } from '#api/server/api-options.ts'
import { startDevNode } from '#cli/dev/start-dev-node.ts'
import { deriveDevAccounts } from '#cli/network/dev-accounts.ts'
import { startPortal } from '#cli/portal-commands/start-portal.ts'
import { createBouleClient } from '#sdk/create-boule-client.ts'

/** Requests of tests are not counted. */
const UNLIMITED: Partial<ApiLimits> = {
  readsPerMinute: 1_000_000,
  writesPerMinute: 1_000_000,
  streamHeartbeatMs: 1_000,
  postsPerHour: 1_000_000,
}

const MINED_AT_ONCE = 10

export interface PortalNetworkOptions {
  readonly limits?: Partial<ApiLimits>
  readonly moderators?: readonly string[]
  readonly databaseUrl?: string
  /** Files to serve beside the API. */
  readonly portalDirectory?: string
}

/** A devnet that makes a block for each transaction and more on demand, its index, and the API, all in this process. */
export async function startPortalNetwork(options: PortalNetworkOptions = {}) {
  const folder = mkdtempSync(path.join(tmpdir(), 'boule-api-'))
  const node = await startDevNode(
    {
      dataDir: path.join(folder, 'node'),
      port: 0,
      reset: false,
      intervalMs: undefined,
      isInstant: true,
    },
    () => undefined,
  )
  const log: string[] = []
  const portal = await startPortal({
    rpcUrl: node.rpcUrl,
    port: 0,
    host: '127.0.0.1',
    isIndexing: true,
    moderators: options.moderators ?? [],
    limits: { ...DEFAULT_LIMITS, ...UNLIMITED, ...options.limits },
    ...(options.databaseUrl === undefined ? {} : { databaseUrl: options.databaseUrl }),
    ...(options.portalDirectory === undefined ? {} : { portalDirectory: options.portalDirectory }),
    log: (line) => log.push(line),
  })
  const client = createBouleClient({ url: node.rpcUrl })
  const accounts = (await deriveDevAccounts()).map((one) => privateKeyToAccount(one.privateKey))
  const base = `${portal.url}/api/v1`

  const indexed = async (): Promise<number> => {
    const response = await fetch(`${base}/ready`)
    const { indexHeight } = (await response.json()) as { readonly indexHeight: number | null }
    return indexHeight ?? 0
  }
  return {
    url: portal.url,
    base,
    rpcUrl: node.rpcUrl,
    client,
    accounts,
    /** What the portal said beside the ordinary: mistakes of the server are there. */
    log,
    /** Few at a time: the node shares this process with everything else. */
    mine: async (blocks: number): Promise<void> => {
      for (let left = blocks; left > 0; left -= MINED_AT_ONCE) {
        const params = [Math.min(left, MINED_AT_ONCE)]
        await client.request({ method: 'anvil_mine' as never, params: params as never })
      }
    },
    /** Waits until the index has everything that the node has. */
    settle: async (): Promise<void> => {
      const height = Number(await client.getBlockNumber())
      while ((await indexed()) < height) await new Promise((resolve) => setImmediate(resolve))
    },
    close: async (): Promise<void> => {
      await portal.close()
      await node.close()
      rmSync(folder, { recursive: true, force: true })
    },
  }
}

export type PortalNetwork = Awaited<ReturnType<typeof startPortalNetwork>>

export interface SignInChanges {
  readonly domain?: string
  readonly uri?: string
  readonly chainId?: number
  readonly issuedAt?: Date
  readonly expirationTime?: Date
  readonly notBefore?: Date
  readonly statement?: string
  readonly nonce?: string
  /** Of another account than the message names. */
  readonly signer?: PortalNetwork['accounts'][number]
}

type Account = PortalNetwork['accounts'][number]

/** What the browser of a page of the portal sends. */
export const OWN_PAGE = { 'sec-fetch-site': 'same-origin' }

/** The body of a sign-in, with a fresh nonce. */
export async function makeSignIn(
  { url, base }: Pick<PortalNetwork, 'url' | 'base'>,
  account: Account,
  changes: SignInChanges = {},
): Promise<{ readonly message: string; readonly signature: string }> {
  const response = await fetch(`${base}/session/nonce`, { method: 'POST', headers: OWN_PAGE })
  const offer = (await response.json()) as {
    readonly nonce: string
    readonly chainId: number
    readonly statement: string
  }
  const { signer = account, ...fields } = changes
  const message = createSiweMessage({
    address: account.address,
    domain: new URL(url).host,
    uri: url,
    version: '1',
    nonce: offer.nonce,
    chainId: offer.chainId,
    statement: offer.statement,
    issuedAt: new Date(),
    ...fields,
  })
  return { message, signature: await signer.signMessage({ message }) }
}

export async function postSignIn(
  { base }: Pick<PortalNetwork, 'base'>,
  body: unknown,
): Promise<Response> {
  return fetch(`${base}/session`, {
    method: 'POST',
    headers: { ...OWN_PAGE, 'content-type': 'application/json' },
    body: JSON.stringify(body),
  })
}

/** Signs in; the answer is the value of the header `Cookie`. */
export async function signIn(network: PortalNetwork, account: Account): Promise<string> {
  const response = await postSignIn(network, await makeSignIn(network, account))
  if (response.status !== 201) throw new Error(await response.text())
  return response.headers.getSetCookie()[0]?.split(';')[0] ?? ''
}
