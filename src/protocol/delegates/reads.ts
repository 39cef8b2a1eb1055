import type { AbiReader } from '#base/abi/abi-reader.ts'
import type { AbiValue } from '#base/abi/abi-encoder.ts'
import type { ReadContext, ReadFunction } from '../action.ts'
import { type Refusal, refuse } from '../outcome.ts'
import { ABI_NONE } from '../staking/endorsement.ts'
import { CANDIDATE_NOT_FOUND, NOT_A_CANDIDATE } from '../staking/status.ts'
import { getVotesRau } from '../staking/votes.ts'
import { whyInactive } from './eligibility.ts'
import { findDelegateByName, MAX_NAME_ARGUMENT_BYTES } from './find-delegate.ts'
import { type Delegate, EXIT_QUEUED, NO_BUCKET, type Profile } from './state.ts'

/**
 * id, registration, name, owner, operator, reward, selfStakeBucket (2⁶⁴ − 1: none), selfStakeRau, votesRau, consensusKey,
 * blsKey, exitRequested, exitHeight (0 until admitted), profileVersion, inactive (the reason in words, empty when active).
 */
const DELEGATE =
  '(address,uint64,string,address,address,address,uint64,uint256,uint256,bytes,bytes,bool,uint64,uint32,string)'

/**
 * version, height, displayName, group, website, region, logoHash, textHash, links, blockCommissionBps, epochCommissionBps,
 * bonusCommissionBps. Version 0 and empty fields when the delegate has set none.
 */
const PROFILE =
  '(uint32,uint64,string,string,string,string,bytes32,bytes32,string[],uint16,uint16,uint16)'

const NO_HASH = new Uint8Array(32)

const NO_PROFILE: Profile = {
  version: 0,
  height: 0,
  displayName: '',
  group: '',
  website: '',
  region: '',
  logoHash: NO_HASH,
  textHash: NO_HASH,
  links: [],
  blockCommissionBps: 0,
  epochCommissionBps: 0,
  bonusCommissionBps: 0,
}

function toDelegateTuple(context: ReadContext, delegate: Delegate): readonly AbiValue[] {
  const { world, rules, height } = context
  const { exitHeight, selfStakeBucket } = delegate
  return [
    delegate.id,
    delegate.registration,
    delegate.name,
    delegate.owner,
    delegate.operator,
    delegate.reward,
    selfStakeBucket === NO_BUCKET ? ABI_NONE : selfStakeBucket,
    delegate.selfStakeRau,
    getVotesRau(world, delegate.id),
    delegate.consensusKey,
    delegate.blsKey,
    exitHeight !== 0,
    exitHeight === EXIT_QUEUED ? 0 : exitHeight,
    delegate.profileVersion,
    whyInactive(world, rules, delegate, height) ?? '',
  ]
}

function toProfileTuple(profile: Profile): readonly AbiValue[] {
  return [
    profile.version,
    profile.height,
    profile.displayName,
    profile.group,
    profile.website,
    profile.region,
    profile.logoHash,
    profile.textHash,
    profile.links,
    profile.blockCommissionBps,
    profile.epochCommissionBps,
    profile.bonusCommissionBps,
  ]
}

function findById({ world }: ReadContext, reader: AbiReader): Delegate | Refusal {
  const id = reader.address()
  return world.delegates.delegates.get(id) ?? refuse(NOT_A_CANDIDATE, id)
}

export const delegateReads: readonly ReadFunction[] = [
  {
    signature: 'delegate(address)',
    returns: [DELEGATE],
    read: (context, reader) => {
      const found = findById(context, reader)
      return 'status' in found ? found : [toDelegateTuple(context, found)]
    },
  },
  {
    signature: 'delegateByName(string)',
    returns: [DELEGATE],
    read: (context, reader) => {
      const name = reader.string(MAX_NAME_ARGUMENT_BYTES)
      const found = findDelegateByName(context.world, name)
      if (found === undefined) return refuse(CANDIDATE_NOT_FOUND, name)
      return [toDelegateTuple(context, found)]
    },
  },
  {
    signature: 'profile(address)',
    returns: [PROFILE],
    read: (context, reader) => {
      const found = findById(context, reader)
      if ('status' in found) return found
      return [toProfileTuple(context.world.delegates.profiles.get(found.id) ?? NO_PROFILE)]
    },
  },
]
