import type {
  Application,
  CommitInfo,
  FinalizeBlockRequest,
  Misbehavior,
  ValidatorAddress,
} from '#protocol/abci.ts'
import { computeBlockHash } from './block-hash.ts'
import {
  chooseProposer,
  collectVotes,
  type Decision,
  findRound,
  type HeightValidators,
} from './choose-proposer.ts'
import { EngineError } from './engine-error.ts'

/** A block that was decided, as far as the next one builds on it. */
export interface LastBlock {
  /** 0: there is only the genesis. */
  readonly height: number
  readonly timeMs: number
  readonly hash: Uint8Array
  readonly proposerAddress: ValidatorAddress
}

export interface BlockMakerOptions {
  readonly application: Application
  readonly chainId: number
  /** The protocol's schedule; known for the last block and the next one. */
  readonly validators: (height: number) => HeightValidators | undefined
  /** Most bytes of transactions in the next block. */
  readonly maxTxBytes: () => number
  readonly isOnline: (validator: ValidatorAddress) => boolean
  /** Also asks `processProposal`, as the other validators of a real network do. */
  readonly checkOwnProposals: boolean
}

/** Takes one block after another through the application. */
export interface BlockMaker {
  readonly last: LastBlock
  /** The time is worked out when the block is begun. Throws `EngineError` `all-offline` before anything has happened. */
  make(timeMs: () => number, misbehavior: readonly Misbehavior[]): Promise<LastBlock>
}

const NO_COMMIT: CommitInfo = { round: 0, votes: [] }

/** `start` is the last block of the log, or the genesis as a block of height 0. `appHash` is that after it. */
export function createBlockMaker(
  options: BlockMakerOptions,
  start: LastBlock,
  appHash: Uint8Array,
): BlockMaker {
  const { application, chainId, validators, isOnline } = options
  let last = start
  let lastAppHash = appHash
  let lastDecision = recallDecision(options, start)

  const scheduleOf = (height: number): HeightValidators => {
    const schedule = validators(height)
    if (schedule !== undefined) return schedule
    throw new EngineError('mismatch', `the state has no schedule of proposers for height ${height}`)
  }

  const decide = (height: number): Decision => {
    const decision = chooseProposer(scheduleOf(height), isOnline)
    if (decision !== undefined) return decision
    throw new EngineError(
      'all-offline',
      `no producer of block ${height} is online; bring one back to go on`,
    )
  }

  return {
    get last() {
      return last
    },
    make: async (timeOf, misbehavior) => {
      const height = last.height + 1
      const decision = decide(height)
      const decidedLastCommit =
        lastDecision === undefined
          ? NO_COMMIT
          : collectVotes(scheduleOf(last.height), lastDecision, isOnline)
      const timeMs = timeOf()
      const shared = { height, timeMs, proposerAddress: decision.proposer, misbehavior }
      const txs = await application.prepareProposal({
        ...shared,
        maxTxBytes: options.maxTxBytes(),
        localLastCommit: decidedLastCommit,
      })
      if (options.checkOwnProposals) {
        const proposal = { ...shared, txs, proposedLastCommit: decidedLastCommit }
        const isAccepted = await application.processProposal(proposal)
        if (!isAccepted) throw new Error('the application refuses the block that it prepared')
      }
      const header = { ...shared, txs, decidedLastCommit }
      const request: FinalizeBlockRequest = {
        ...header,
        hash: computeBlockHash({ ...header, chainId, parentHash: last.hash, lastAppHash }),
      }
      const response = await application.finalizeBlock(request)
      if (response.txResults.length !== txs.length) {
        throw new Error(`${response.txResults.length} results for ${txs.length} transactions`)
      }
      await application.commit()
      last = { height, timeMs, hash: request.hash, proposerAddress: decision.proposer }
      lastAppHash = response.appHash
      lastDecision = decision
      return last
    },
  }
}

/** In which round the last block was decided: its proposer tells, since who is online proposes at the first turn. */
function recallDecision(options: BlockMakerOptions, block: LastBlock): Decision | undefined {
  if (block.height === 0) return undefined
  const schedule = options.validators(block.height)
  const round = schedule === undefined ? undefined : findRound(schedule, block.proposerAddress)
  if (round === undefined) {
    throw new EngineError(
      'mismatch',
      `the proposer ${block.proposerAddress} of block ${block.height} is not in its schedule`,
    )
  }
  return { round, proposer: block.proposerAddress }
}
