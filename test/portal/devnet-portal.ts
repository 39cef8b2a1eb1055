import { cpSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { vi } from 'vitest'
import { deriveDevAccounts } from '#cli/network/dev-accounts.ts'
import { startDevNode } from '#cli/dev/start-dev-node.ts'
import { startPortal } from '#cli/portal-commands/start-portal.ts'
import { createBouleClient } from '#sdk/create-boule-client.ts'
import { BUILT_PORTAL } from './setup.ts'

/** So many are made within the time that a request may take, on a busy machine, too. */
const BLOCKS_AT_ONCE = 20

/** By itself a network with this interval makes no block while a test runs. */
const NEVER_MS = 86_400_000

export interface DevnetPortalOptions {
  readonly moderators?: readonly string[]
  /** With the proposals that `npm start` comes with, and the owners of delegates who vote. */
  readonly isPeopled?: boolean
}

/** A development network with a block for each transaction and more on demand, its index, and the portal in front of it. */
export async function startDevnetPortal(options: DevnetPortalOptions = {}) {
  const { moderators = [], isPeopled = false } = options
  const folder = mkdtempSync(path.join(tmpdir(), 'boule-portal-'))
  // A copy of its own: another run that builds anew takes nothing away from this one.
  const portalDirectory = path.join(folder, 'portal')
  cpSync(BUILT_PORTAL, portalDirectory, { recursive: true })
  const start = (port: number) =>
    startDevNode(
      {
        dataDir: path.join(folder, 'data'),
        port,
        reset: false,
        intervalMs: isPeopled ? NEVER_MS : undefined,
        isInstant: !isPeopled,
      },
      () => undefined,
    )
  let node = await start(0)
  const { rpcUrl } = node
  const portal = await startPortal({
    rpcUrl,
    port: 0,
    host: '127.0.0.1',
    isIndexing: true,
    portalDirectory,
    moderators,
    // Pages of a test come much faster than those of a person.
    limits: { readsPerMinute: 1_000_000, writesPerMinute: 1_000_000 },
    log: () => undefined,
  })
  const client = createBouleClient({ url: rpcUrl })
  if (isPeopled)
    await client.request({ method: 'evm_setAutomine' as never, params: [true] as never })
  const accounts = await deriveDevAccounts()

  /** Waits until the index has the node's newest block. */
  async function indexed(): Promise<void> {
    const height = Number(await client.getBlockNumber())
    await vi.waitFor(
      async () => {
        const answer = await fetch(`${portal.url}/api/v1/network`)
        const { index } = (await answer.json()) as { readonly index?: { readonly height: number } }
        if ((index?.height ?? 0) < height) throw new Error(`the index is not at ${height}`)
      },
      { timeout: 60_000, interval: 50 },
    )
  }

  return {
    url: portal.url,
    rpcUrl,
    client,
    accounts,
    indexed,
    /** Makes blocks up to a height, and waits for the index. */
    mineTo: async (height: number): Promise<void> => {
      let now = Number(await client.getBlockNumber())
      while (now < height) {
        const blocks = Math.min(BLOCKS_AT_ONCE, height - now)
        await client.request({ method: 'anvil_mine' as never, params: [blocks] as never })
        now += blocks
      }
      await indexed()
    },
    /** An answer of the API. */
    read: async <T>(path: string): Promise<T> =>
      (await (await fetch(`${portal.url}/api/v1${path}`)).json()) as T,
    stopPortal: () => portal.close(),
    stopNode: () => node.close(),
    /** Starts the node again where it was, with what it had. */
    startNode: async (): Promise<void> => {
      node = await start(Number(new URL(rpcUrl).port))
    },
    close: async (): Promise<void> => {
      await portal.close()
      await node.close()
      rmSync(folder, { recursive: true, force: true })
    },
  }
}

export type DevnetPortal = Awaited<ReturnType<typeof startDevnetPortal>>
