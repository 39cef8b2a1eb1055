import { fromHex } from '#base/hex.ts'
import type {
  Application,
  ApplyChunkResponse,
  BlockIdFlag,
  CommitInfo,
  FinalizeBlockResponse,
  InsertTxResult,
  Misbehavior,
  OfferSnapshotResult,
  ValidatorAddress,
} from '#protocol/abci.ts'
import {
  type AbciClient,
  type AbciClientOptions,
  type AnswerOf,
  connectAbci,
} from './abci-client.fixture.ts'
import {
  ResponseProcessProposal_ProposalStatus,
  type ValidatorUpdate as WireUpdate,
} from './generated/tendermint/abci/types_pb.js'

/** The calls of CometBFT over its four connections. `discard` is no call of ABCI: closing the consensus connection means it. */
export type RemoteCalls = {
  readonly [Call in Exclude<keyof Application, 'discard'>]: (
    ...given: Parameters<Application[Call]>
  ) => Promise<Awaited<ReturnType<Application[Call]>>>
}

export interface FakeCometbft extends RemoteCalls {
  readonly consensus: AbciClient
  readonly mempool: AbciClient
  readonly query: AbciClient
  readonly snapshot: AbciClient
  /** All connections close at once, as when the process is killed. */
  kill(): void
}

const FLAGS: Readonly<Record<BlockIdFlag, number>> = { absent: 1, commit: 2, nil: 3 }
const MISBEHAVIORS: Readonly<Record<Misbehavior['type'], number>> = {
  'duplicate-vote': 1,
  'light-client-attack': 2,
}
const INSERTED: Readonly<Record<number, InsertTxResult>> = {
  0: 'taken',
  1: 'refused',
  32_000: 'retry',
}
const OFFERED: Readonly<Record<number, OfferSnapshotResult>> = {
  1: 'accept',
  2: 'abort',
  3: 'reject',
  4: 'reject-format',
}
const APPLIED: Readonly<Record<number, ApplyChunkResponse['result']>> = {
  1: 'accept',
  2: 'abort',
  3: 'retry',
  4: 'retry-snapshot',
  5: 'reject-snapshot',
}

/** Plays CometBFT's part on the socket. */
export async function connectFakeCometbft(
  socketPath: string,
  options: AbciClientOptions = {},
): Promise<FakeCometbft> {
  const connect = (): Promise<AbciClient> => connectAbci(socketPath, options)
  const query = await connect()
  const snapshot = await connect()
  const mempool = await connect()
  const consensus = await connect()
  return {
    consensus,
    mempool,
    query,
    snapshot,
    kill: () => {
      for (const client of [consensus, mempool, query, snapshot]) client.kill()
    },
    ...callsForBlocks(consensus, query),
    ...callsForTransactions(mempool),
    ...callsForSnapshots(snapshot),
  }
}

function callsForBlocks(consensus: AbciClient, query: AbciClient) {
  return {
    info: async () => {
      const { lastBlockHeight, lastBlockAppHash } = await query.call('info', { version: '0.40.0' })
      return { lastBlockHeight: Number(lastBlockHeight), lastBlockAppHash }
    },
    initChain: async ({ timeMs, chainId, initialHeight }) => {
      const { validators, appHash } = await consensus.call('initChain', {
        time: toWireTime(timeMs),
        chainId,
        initialHeight: BigInt(initialHeight),
      })
      return { validators: validators.map(fromWireUpdate), appHash }
    },
    prepareProposal: async (request) => {
      const { txs } = await consensus.call('prepareProposal', {
        ...toWireHeader(request),
        maxTxBytes: BigInt(request.maxTxBytes),
        localLastCommit: toWireCommit(request.localLastCommit),
      })
      return txs
    },
    processProposal: async (request) => {
      const { status } = await consensus.call('processProposal', {
        ...toWireHeader(request),
        txs: [...request.txs],
        proposedLastCommit: toWireCommit(request.proposedLastCommit),
      })
      return status === ResponseProcessProposal_ProposalStatus.ACCEPT
    },
    finalizeBlock: async (request) =>
      fromWireFinalized(
        await consensus.call('finalizeBlock', {
          ...toWireHeader(request),
          txs: [...request.txs],
          hash: request.hash,
          decidedLastCommit: toWireCommit(request.decidedLastCommit),
        }),
      ),
    commit: async () => {
      const { retainHeight } = await consensus.call('commit', {})
      return { retainHeight: Number(retainHeight) }
    },
  } satisfies Partial<RemoteCalls>
}

function callsForTransactions(mempool: AbciClient) {
  return {
    checkTx: async (tx) => {
      const { code, log } = await mempool.call('checkTx', { tx })
      return { code, log }
    },
    insertTx: async (tx) => {
      const { code } = await mempool.call('insertTx', { tx })
      return known(INSERTED[code], code)
    },
    reapTxs: async (maxBytes) => {
      const { txs } = await mempool.call('reapTxs', { maxBytes: BigInt(maxBytes) })
      return txs
    },
  } satisfies Partial<RemoteCalls>
}

function callsForSnapshots(snapshot: AbciClient) {
  return {
    listSnapshots: async () => {
      const { snapshots } = await snapshot.call('listSnapshots', {})
      return snapshots.map(({ height, format, chunks, hash, metadata }) => ({
        height: Number(height),
        format,
        chunks,
        hash,
        metadata,
      }))
    },
    loadSnapshotChunk: async (height, format, chunk) => {
      const answer = await snapshot.call('loadSnapshotChunk', {
        height: BigInt(height),
        format,
        chunk,
      })
      return answer.chunk
    },
    offerSnapshot: async (offered, appHash) => {
      const { result } = await snapshot.call('offerSnapshot', {
        snapshot: { ...offered, height: BigInt(offered.height) },
        appHash,
      })
      return known(OFFERED[result], result)
    },
    applySnapshotChunk: async (index, chunk, sender) => {
      const answer = await snapshot.call('applySnapshotChunk', { index, chunk, sender })
      return {
        result: known(APPLIED[answer.result], answer.result),
        refetchChunks: answer.refetchChunks,
        rejectSenders: answer.rejectSenders,
      }
    },
  } satisfies Partial<RemoteCalls>
}

interface Header {
  readonly height: number
  readonly timeMs: number
  readonly proposerAddress: ValidatorAddress
  readonly misbehavior: readonly Misbehavior[]
}

function toWireHeader({ height, timeMs, proposerAddress, misbehavior }: Header) {
  return {
    height: BigInt(height),
    time: toWireTime(timeMs),
    proposerAddress: toWireAddress(proposerAddress),
    nextValidatorsHash: new Uint8Array(32),
    misbehavior: misbehavior.map((each) => ({
      type: MISBEHAVIORS[each.type],
      validator: { address: toWireAddress(each.validator), power: 1n },
      height: BigInt(each.height),
      time: toWireTime(each.timeMs),
      totalVotingPower: 10n,
    })),
  }
}

/** With nanoseconds behind the millisecond, as CometBFT's times have them. */
function toWireTime(timeMs: number) {
  const nanos = (timeMs % 1_000) * 1_000_000 + 999_999
  return { seconds: BigInt(Math.floor(timeMs / 1_000)), nanos }
}

function toWireAddress(address: ValidatorAddress): Uint8Array {
  return fromHex(`0x${address}`)
}

function toWireCommit({ round, votes }: CommitInfo) {
  return {
    round,
    votes: votes.map(({ validator, flag }) => ({
      validator: { address: toWireAddress(validator), power: 1n },
      blockIdFlag: FLAGS[flag],
    })),
  }
}

function fromWireFinalized(wire: AnswerOf<'finalizeBlock'>): FinalizeBlockResponse {
  return {
    txResults: wire.txResults.map(({ code, data, gasWanted, gasUsed }) => ({
      code,
      data,
      gasWanted: Number(gasWanted),
      gasUsed: Number(gasUsed),
    })),
    validatorUpdates: wire.validatorUpdates.map(fromWireUpdate),
    appHash: wire.appHash,
  }
}

function fromWireUpdate({ pubKey, power }: WireUpdate) {
  if (pubKey?.sum.case !== 'ed25519') throw new Error('the key of a validator is not ed25519')
  return { publicKey: pubKey.sum.value, power: Number(power) }
}

function known<T>(value: T | undefined, code: number): T {
  if (value === undefined) throw new Error(`a result of the unknown code ${code}`)
  return value
}
