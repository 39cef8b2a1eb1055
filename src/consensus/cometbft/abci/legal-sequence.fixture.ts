import { toHex } from '#base/hex.ts'
import type { FinalizeBlockRequest, InitChainRequest } from '#protocol/abci.ts'
import type { Random } from '../../../../sim/random.ts'
import { ConnectionClosed } from './abci-client.fixture.ts'
import type { FakeCometbft } from './fake-cometbft.fixture.ts'

export interface SequenceOptions {
  readonly connect: () => Promise<FakeCometbft>
  readonly random: Random
  readonly heights: number
  readonly chain: InitChainRequest
  /** The block that the network decides on. Asked once for each height. */
  readonly decide: (height: number) => Promise<FinalizeBlockRequest>
  /** Transactions that arrive meanwhile. */
  readonly transaction: () => Uint8Array
}

export interface PlayedSequence {
  readonly blocks: readonly FinalizeBlockRequest[]
  /** After each block, as FinalizeBlock or, where its answer was lost, Info gave it. */
  readonly appHashes: readonly string[]
  /** By the call that was under way, or `idle`. */
  readonly kills: Readonly<Record<string, number>>
  readonly proposals: number
}

/**
 * Plays heights as CometBFT may: any number of proposals prepared and checked in each, the process killed at any point and started
 * again, which asks for the last height and goes on after it.
 */
export async function playLegalSequence(options: SequenceOptions): Promise<PlayedSequence> {
  const { random } = options
  const kills: Record<string, number> = {}
  const blocks: FinalizeBlockRequest[] = []
  const appHashes: string[] = []
  let proposals = 0
  let cometbft = await options.connect()

  const kill = (during: string): void => {
    kills[during] = (kills[during] ?? 0) + 1
    cometbft.kill()
  }
  /** The answer of a call, unless the process is killed while it is under way. */
  const callOrDie = <T>(during: string, answer: Promise<T>): Promise<T> => {
    if (random.oneIn(8)) kill(during)
    return answer
  }
  const handshake = async () => {
    const info = await cometbft.info()
    if (info.lastBlockHeight === 0) await cometbft.initChain(options.chain)
    return info
  }
  const playRounds = async (block: FinalizeBlockRequest): Promise<void> => {
    const { height, timeMs, proposerAddress, misbehavior, decidedLastCommit } = block
    const header = { height, timeMs, proposerAddress, misbehavior }
    for (let round = random.below(3); round > 0; round--) {
      proposals++
      if (random.oneIn(2)) {
        const proposal = { ...header, maxTxBytes: 100_000, localLastCommit: decidedLastCommit }
        await callOrDie('prepareProposal', cometbft.prepareProposal(proposal))
      }
      for (let times = random.below(3); times > 0; times--) {
        const proposal = { ...header, txs: block.txs, proposedLastCommit: decidedLastCommit }
        await callOrDie('processProposal', cometbft.processProposal(proposal))
      }
    }
  }
  const playTransactions = async (): Promise<void> => {
    const { mempool } = cometbft
    const answers: Promise<unknown>[] = []
    for (let left = random.below(4); left > 0; left--) {
      answers.push(mempool.send('checkTx', { tx: options.transaction() }))
      answers.push(mempool.send('insertTx', { tx: options.transaction() }))
    }
    answers.push(mempool.call('reapTxs', {}))
    await Promise.all(answers)
  }
  /** Takes a block to its commit; tells the hash after it. */
  const playBlock = async (block: FinalizeBlockRequest): Promise<Uint8Array> => {
    const transactions = playTransactions()
    transactions.catch(() => {})
    await playRounds(block)
    if (random.oneIn(8)) kill('idle')
    const { appHash } = await callOrDie('finalizeBlock', cometbft.finalizeBlock(block))
    if (random.oneIn(8)) kill('idle')
    await callOrDie('commit', cometbft.commit())
    await transactions
    return appHash
  }
  /** After a kill: connects until there is a call to go on with. */
  const startAgain = async () => {
    cometbft = await options.connect()
    return handshake()
  }

  await handshake()
  for (let height = 1; height <= options.heights; height++) {
    const block = await options.decide(height)
    blocks.push(block)
    let appHash: Uint8Array | undefined
    while (appHash === undefined) {
      try {
        appHash = await playBlock(block)
      } catch (error) {
        if (!(error instanceof ConnectionClosed)) throw error
        const info = await startAgain()
        if (info.lastBlockHeight === height) appHash = info.lastBlockAppHash
        else if (info.lastBlockHeight !== height - 1) {
          throw new Error(`at height ${height} Info tells of ${info.lastBlockHeight}`, {
            cause: error,
          })
        }
      }
    }
    appHashes.push(toHex(appHash))
  }
  cometbft.kill()
  return { blocks, appHashes, kills, proposals }
}
