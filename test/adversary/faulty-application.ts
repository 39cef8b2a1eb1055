import { subscribe } from 'node:diagnostics_channel'
import { Socket } from 'node:net'
import { must } from '#base/assert.ts'
import { fromHex } from '#base/hex.ts'
import { toAddress } from '#base/address.ts'
import type { Genesis } from '#params/genesis.ts'
import type { Application, PrepareProposalRequest } from '#protocol/abci.ts'
import type { RpcBackend } from '#rpc/backend.ts'
import { deriveDevAccounts } from '#cli/network/dev-accounts.ts'
import { readFaults, recordDeed, setFaults } from './faults.ts'
import { type Forge, makeJunk, PROPOSALS } from './garbage-proposals.ts'

export interface FaultyApplicationOptions {
  readonly dataDir: string
  readonly genesis: Genesis
  readonly blsSecret: Uint8Array | undefined
}

export interface FaultyApplication {
  readonly wrap: (application: Application) => Application
  /** What it reads the state from. Until then it does nothing wrong. */
  onStarted(backend: RpcBackend): void
}

const ACCOUNTS = await deriveDevAccounts()
/** Used by nobody else. */
const FORGER = must(ACCOUNTS.at(-1), 'a last account')

/** The application of a node, and in front of it whatever the faults of its data directory say. */
export function createFaultyApplication(options: FaultyApplicationOptions): FaultyApplication {
  const { dataDir, genesis, blsSecret } = options
  const connections = watchConnections()
  let backend: RpcBackend | undefined
  let proposed = 0
  let ownHeight: number | undefined
  let junk: readonly Uint8Array[] = []

  const makeForge = (height: number, honest: readonly Uint8Array[]): Forge | undefined => {
    if (backend === undefined || blsSecret === undefined) return undefined
    const { nonce, balanceRau } = backend.account(toAddress(FORGER.address))
    const account = { privateKey: fromHex(FORGER.privateKey), nonce, balanceRau }
    const rules = backend.rules()
    return { height, chainId: genesis.chainId, rules, honest, blsSecret, account }
  }

  const propose = (
    { height }: PrepareProposalRequest,
    honest: readonly Uint8Array[],
  ): readonly Uint8Array[] => {
    const kinds = readFaults(dataDir).proposals ?? []
    const what = kinds[proposed % kinds.length]
    const forge = makeForge(height, honest)
    if (what === undefined || forge === undefined) return honest
    proposed++
    recordDeed(dataDir, { height, what })
    return must(PROPOSALS[what], 'a kind of proposal')(forge)
  }

  /** Before the Commit that the engine has asked for: its connection breaks, and nothing is committed. */
  const cut = (height: number, left: number): void => {
    setFaults(dataDir, { ...readFaults(dataDir), cuts: left })
    recordDeed(dataDir, { height, what: 'cut' })
    for (const connection of connections) connection.destroy()
  }

  return {
    onStarted: (started) => {
      backend = started
    },
    wrap: (application) => {
      let finalised = 0
      const cutHeights: number[] = []
      return {
        ...application,
        prepareProposal: async (request) => {
          const txs = propose(request, await application.prepareProposal(request))
          ownHeight = request.height
          return txs
        },
        // It stands by its own proposal, whatever that is.
        processProposal: async (request) =>
          (ownHeight === request.height && readFaults(dataDir).proposals !== undefined) ||
          application.processProposal(request),
        finalizeBlock: async (request) => {
          const answer = await application.finalizeBlock(request)
          finalised = request.height
          return answer
        },
        commit: async () => {
          const { cuts = 0 } = readFaults(dataDir)
          const before = cutHeights.filter((height) => height === finalised)
          if (cuts === 0 || before.length === 2) return application.commit()
          cutHeights.push(finalised)
          cut(finalised, cuts - 1)
          return { retainHeight: 0 }
        },
        reapTxs: (maxBytes) => {
          const honest = application.reapTxs(maxBytes)
          if (readFaults(dataDir).junkGossip !== true) return honest
          const forge = makeForge(finalised + 1, [])
          if (forge !== undefined) junk = makeJunk(forge)
          recordDeed(dataDir, { height: finalised, what: 'junk' })
          return [...honest, ...junk]
        },
      }
    },
  }
}

/** The connections of the engine that are open. */
function watchConnections(): ReadonlySet<Socket> {
  const open = new Set<Socket>()
  subscribe('net.server.socket', (message) => {
    const { socket } = message as { readonly socket: Socket }
    // Those of the RPC are TCP.
    if (socket.remoteAddress !== undefined) return
    open.add(socket)
    socket.once('close', () => open.delete(socket))
  })
  return open
}
