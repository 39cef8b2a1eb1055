import type { AbiReader } from '#base/abi/abi-reader.ts'
import type { Address } from '#base/address.ts'
import { equalBytes } from '#base/bytes.ts'
import { MAX_UINT64 } from '#base/integers.ts'
import { type ActionContext, defineAction } from '../action.ts'
import { type Refusal, refuse } from '../outcome.ts'
import { recoverVoter, type SignedBallot } from './ballot-signature.ts'
import { findProposal } from './check-payload.ts'
import { delegationAt } from './delegation.ts'
import { BallotCast, BallotSkipped } from './events.ts'
import { isOpen, PROPOSAL_STATES } from './lifecycle.ts'
import { groupKey } from './record-keys.ts'
import type { Proposal, Tally } from './state.ts'
import {
  BAD_BALLOT_SIGNATURE,
  BAD_SPLIT,
  BALLOT_REPLAYED,
  NO_POWER,
  NO_PROPOSAL,
  WRONG_REVISION,
  WRONG_STATE,
} from './status.ts'
import {
  addVotes,
  ballotPower,
  findBallot,
  getDelegatedRau,
  getTally,
  moveDelegated,
  noteFlip,
  splitPower,
} from './tally.ts'

/** What a voter says; yes, no and abstain make up 10,000. */
export interface BallotContent {
  readonly id: bigint
  readonly root: Uint8Array
  readonly yesBps: number
  readonly noBps: number
  readonly abstainBps: number
}

const ALL_BPS = 10_000
/** Most ballots of one batch: 14 words each, in a transaction of 65,536 bytes that carries a fee and a signature, too. */
const MAX_BATCH = 145
/** A relayed ballot pays like an action of its own: recovering its signer is most of the work. */
const BYTES_PER_BALLOT = 100
/** Number of a ballot by transaction: above that of every signed one, so that no older signature can come after it. */
const BY_TRANSACTION = MAX_UINT64

function readBallot(reader: AbiReader): BallotContent {
  return {
    id: reader.uint64(),
    root: reader.fixedBytes(32),
    yesBps: reader.uint16(),
    noBps: reader.uint16(),
    abstainBps: reader.uint16(),
  }
}

/** Casts the sender's ballot, in place of an earlier one. Names the root of what is voted on. */
export const castBallot = defineAction<BallotContent>({
  signature: 'castBallot(uint64,bytes32,uint16,uint16,uint16)',
  payable: false,
  decode: readBallot,
  payloadBytes: () => 0,
  execute: (context, ballot) => cast(context, context.sender, ballot, BY_TRANSACTION),
})

/**
 * Casts ballots that voters have signed (EIP-712), for whoever relays them. Each stands for itself: one that does not count is
 * skipped with an event, since anyone could have cast it before.
 */
export const relayBallots = defineAction<readonly SignedBallot[]>({
  signature: 'relayBallots((uint64,bytes32,uint16,uint16,uint16,address,uint64,bytes32,bytes)[])',
  payable: false,
  decode: (reader) => reader.array(MAX_BATCH, 32, readSignedBallot),
  payloadBytes: (ballots) => ballots.length * BYTES_PER_BALLOT,
  execute: (context, ballots) => {
    let place = 0
    for (const ballot of ballots) {
      const refusal = castSigned(context, ballot)
      if (refusal !== undefined) {
        context.emit(BallotSkipped.log(ballot.id, ballot.voter, place, refusal.status.code))
      }
      place++
    }
    return undefined
  },
})

function readSignedBallot(reader: AbiReader): SignedBallot {
  const tuple = reader.tail()
  return {
    ...readBallot(tuple),
    voter: tuple.address(),
    nonce: tuple.uint64(),
    salt: tuple.fixedBytes(32),
    signature: tuple.bytes(65),
  }
}

function castSigned(context: ActionContext, ballot: SignedBallot): Refusal | undefined {
  const before = findBallot(context.world, Number(ballot.id & 0xffff_ffffn), ballot.voter)
  if (ballot.nonce === BY_TRANSACTION || (before !== undefined && ballot.nonce <= before.nonce)) {
    return refuse(BALLOT_REPLAYED, ballot.nonce, before?.nonce ?? 0n)
  }
  if (recoverVoter(context, ballot) !== ballot.voter) {
    return refuse(BAD_BALLOT_SIGNATURE, ballot.voter)
  }
  return cast(context, ballot.voter, ballot, ballot.nonce)
}

function cast(
  context: ActionContext,
  voter: Address,
  content: BallotContent,
  nonce: bigint,
): Refusal | undefined {
  const { world, epoch } = context
  const proposal = findProposal(world, content.id)
  if (proposal === undefined) return refuse(NO_PROPOSAL, content.id)
  const { id, state } = proposal
  if (!isOpen(state)) return refuse(WRONG_STATE, id, PROPOSAL_STATES.indexOf(state))
  if (!equalBytes(proposal.root, content.root)) return refuse(WRONG_REVISION, id, proposal.root)
  const { yesBps, noBps, abstainBps } = content
  const sum = yesBps + noBps + abstainBps
  if (sum !== ALL_BPS) return refuse(BAD_SPLIT, sum)
  const before = findBallot(world, id, voter)
  const ownRau = before?.ownRau ?? ballotPower(world, proposal, voter)
  const tally = getTally(world, id)
  const delegatedRau = getDelegatedRau(world, id, voter)
  if (ownRau + delegatedRau === 0n) return refuse(NO_POWER, voter)

  const ballot = { voter, yesBps, noBps, ownRau, nonce }
  const powerRau = ownRau + delegatedRau
  let next: Tally
  if (before === undefined) {
    // What was given to a delegate is taken back first: nothing counts twice.
    next = takeBack(context, tally, proposal, voter)
    world.governance.ballots.set(groupKey(id, tally.ballots), ballot)
    next = { ...addVotes(next, splitPower(ballot, powerRau), 1n), ballots: tally.ballots + 1 }
  } else {
    const number = world.governance.ballotIndex.numberOf(id, voter) ?? 0
    world.governance.ballots.set(groupKey(id, number), ballot)
    const without = addVotes(tally, splitPower(before, powerRau), -1n)
    next = addVotes(without, splitPower(ballot, powerRau), 1n)
  }
  world.governance.tallies.set(id, noteFlip(world, proposal, epoch, tally, next))
  context.emit(BallotCast.log(id, voter, yesBps, noBps, abstainBps, ownRau, delegatedRau, nonce))
  return undefined
}

/** The voter's own power goes from the delegate of the day the vote opened back to the voter, if it was counted there already. */
function takeBack(
  { world }: ActionContext,
  tally: Tally,
  proposal: Proposal,
  voter: Address,
): Tally {
  const { delegationIndex } = world.governance
  const number = delegationIndex.numberOf(proposal.class, voter)
  if (number === undefined || number >= tally.delegationsDone) return tally
  const delegate = delegationAt(world, proposal.class, number, proposal.openedEpoch)
  if (delegate === undefined) return tally
  const ownRau = ballotPower(world, proposal, voter)
  return moveDelegated(world, tally, proposal.id, delegate, -ownRau)
}
