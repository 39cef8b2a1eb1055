import { Writer } from '#base/codec.ts'
import { keccak256 } from '#base/hash.ts'
import type {
  Application,
  FinalizeBlockRequest,
  FinalizeBlockResponse,
  PrepareProposalRequest,
  ValidatorAddress,
} from '#protocol/abci.ts'
import type { HeightValidators } from './choose-proposer.ts'

/** An application whose state is the hash of all that it was given: two with one app hash got the same blocks. */
export interface FakeApplication extends Application {
  readonly blocks: FinalizeBlockRequest[]
  readonly prepared: PrepareProposalRequest[]
  /** Goes into the next blocks, at most `blockSize` per block. */
  readonly pool: Uint8Array[]
  blockSize: number
  /** Throws at the call named. */
  failAt: 'prepareProposal' | 'finalizeBlock' | 'commit' | undefined
}

export function createFakeApplication(): FakeApplication {
  let height = 0
  let appHash: Uint8Array = new Uint8Array(0)
  let open: { readonly request: FinalizeBlockRequest; readonly appHash: Uint8Array } | undefined
  const handedOut = new Set<Uint8Array>()
  const fake: FakeApplication = {
    blocks: [],
    prepared: [],
    pool: [],
    blockSize: 10,
    failAt: undefined,
    info: () => ({ lastBlockHeight: height, lastBlockAppHash: appHash }),
    initChain: ({ chainId, timeMs }) => {
      appHash = keccak256(new Writer().text(chainId).u64(timeMs).finish())
      return { validators: [], appHash }
    },
    checkTx: async () => ({ code: 0, log: '' }),
    prepareProposal: async (request) => {
      failWhen('prepareProposal')
      fake.prepared.push(request)
      return fake.pool.slice(0, fake.blockSize)
    },
    processProposal: async ({ txs }) => txs.every((tx) => tx[0] !== 0xff),
    finalizeBlock: async (request): Promise<FinalizeBlockResponse> => {
      failWhen('finalizeBlock')
      const writer = new Writer().bytes(appHash).raw(request.hash).u64(request.timeMs)
      writer.list(request.txs, (w, tx) => w.bytes(tx))
      open = { request, appHash: keccak256(writer.finish()) }
      const result = { code: 0, data: new Uint8Array(0), gasWanted: 0, gasUsed: 0 }
      return {
        txResults: request.txs.map(() => result),
        validatorUpdates: [],
        appHash: open.appHash,
      }
    },
    commit: async () => {
      failWhen('commit')
      if (open === undefined) throw new Error('nothing to commit')
      fake.blocks.push(open.request)
      fake.pool.splice(0, open.request.txs.length)
      height = open.request.height
      appHash = open.appHash
      open = undefined
      return { retainHeight: 0 }
    },
    discard: () => {
      open = undefined
    },
    insertTx: async (tx) => {
      if (tx.length === 0) return 'refused'
      fake.pool.push(tx)
      return 'taken'
    },
    reapTxs: () => {
      const fresh = fake.pool.filter((tx) => !handedOut.has(tx))
      for (const tx of fresh) handedOut.add(tx)
      return fresh
    },
    listSnapshots: () => [],
    loadSnapshotChunk: async () => new Uint8Array(0),
    offerSnapshot: async () => 'reject',
    applySnapshotChunk: async () => ({ result: 'abort', refetchChunks: [], rejectSenders: [] }),
  }
  const failWhen = (call: FakeApplication['failAt']): void => {
    if (fake.failAt === call) throw new Error(`${call}: no space left on device`)
  }
  return fake
}

/** Validators who take turns in the order given, one step per height and per round. */
export function createTurns(validators: readonly ValidatorAddress[]) {
  return (height: number): HeightValidators => ({
    validators,
    proposerAt: (round) => validators[(height - 1 + round) % validators.length] as ValidatorAddress,
  })
}
