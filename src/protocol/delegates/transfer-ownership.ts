import type { Address } from '#base/address.ts'
import { type ActionContext, defineAction, MAX_PAYLOAD_BYTES } from '../action.ts'
import { type Refusal, refuse } from '../outcome.ts'
import { countPayload } from '../staking/bucket-action.ts'
import { getEndorsementEnd } from '../staking/endorsement.ts'
import { SelfStakeReleased } from '../staking/events.ts'
import { NOT_A_CANDIDATE } from '../staking/status.ts'
import { refuseUnusable } from '../staking/usable-address.ts'
import { setSelfStake } from '../staking/votes.ts'
import { CandidateOwnershipTransferred } from './events.ts'
import { findDelegateByOwner } from './find-delegate.ts'
import { NO_BUCKET } from './state.ts'
import { OWNER_IS_TAKEN, OWNER_IS_THE_SAME } from './status.ts'

interface TransferOwnership {
  readonly newOwner: Address
  readonly payload: Uint8Array
}

/**
 * Gives the sender's delegate to another owner. Identity, name, votes and operator stay; a self-stake that belonged to the
 * old owner becomes an ordinary bucket, one that somebody endorses stays.
 */
export const candidateTransferOwnership = defineAction<TransferOwnership>({
  signature: 'candidateTransferOwnership(address,uint8[])',
  payable: false,
  decode: (reader) => ({
    newOwner: reader.address(),
    payload: reader.uint8Array(MAX_PAYLOAD_BYTES),
  }),
  payloadBytes: countPayload,
  execute,
})

function execute(context: ActionContext, args: TransferOwnership): Refusal | undefined {
  const { world, sender } = context
  const { newOwner } = args
  const unusable = refuseUnusable(newOwner)
  if (unusable !== undefined) return unusable
  const delegate = findDelegateByOwner(world, sender)
  if (delegate === undefined) return refuse(NOT_A_CANDIDATE, sender)
  if (newOwner === sender) return refuse(OWNER_IS_THE_SAME, newOwner)
  const isIdentityOfAnother = world.delegates.delegates.has(newOwner) && newOwner !== delegate.id
  if (findDelegateByOwner(world, newOwner) !== undefined || isIdentityOfAnother) {
    return refuse(OWNER_IS_TAKEN, newOwner)
  }
  world.delegates.delegates.set(delegate.id, { ...delegate, owner: newOwner })
  context.emit(CandidateOwnershipTransferred.log(delegate.id, sender, newOwner))
  const bucket = delegate.selfStakeBucket
  if (bucket !== NO_BUCKET && getEndorsementEnd(world, bucket) === undefined) {
    setSelfStake(world, delegate.id, NO_BUCKET)
    context.emit(SelfStakeReleased.log(delegate.id, bucket))
  }
  return undefined
}
