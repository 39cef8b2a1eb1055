import { consensusAddress, toUpperHex } from '#base/consensus-key.ts'
import { fromHex } from '#base/hex.ts'
import { SYSTEM_ADDRESSES } from '#sdk/addresses.ts'
import { changeBucket } from '../apply/bucket-changes.ts'
import { type EventContext, placeOf, senderOf, type WritersOf } from '../apply/event-context.ts'
import type { DelegateRow, IndexState } from '../apply/index-state.ts'
import { profiles } from '../schema.ts'

const NO_HASH = `0x${'0'.repeat(64)}`

/** A delegate as it is at its registration. */
export function newDelegate(
  facts: Pick<DelegateRow, 'id' | 'registration' | 'name' | 'owner' | 'operator' | 'reward'> & {
    readonly blsKey: string
    readonly height: number
  },
): DelegateRow {
  const { height, blsKey, ...rest } = facts
  const row: DelegateRow = {
    ...rest,
    blsKey: blsKey === '0x' ? null : blsKey,
    consensusKey: null,
    validator: null,
    selfStakeBucket: null,
    selfStakeRau: 0n,
    votesRau: 0n,
    buckets: 0,
    voters: 0,
    probationEpochs: 0,
    exit: 'none',
    exitHeight: null,
    retired: false,
    rewardExempt: false,
    profileVersion: 0,
    profileHeight: null,
    displayName: '',
    group: '',
    website: '',
    region: '',
    logoHash: null,
    textHash: null,
    links: [],
    blockCommissionBps: null,
    epochCommissionBps: null,
    bonusCommissionBps: null,
    produced: 0,
    missed: 0,
    signed: 0,
    absent: 0,
    epochsServed: 0,
    epochsUnproductive: 0,
    uptimeBps: null,
    grantedRau: 0n,
    registeredHeight: height,
    searchText: '',
    updatedHeight: height,
  }
  row.searchText = searchTextOf(row)
  return row
}

function searchTextOf(row: DelegateRow): string {
  const { name, displayName, group, region, website, id, owner, operator } = row
  return [...new Set([name, displayName, group, region, website, id, owner, operator])]
    .filter((text) => text !== '')
    .join(' ')
    .toLowerCase()
}

export function setConsensusKey(row: DelegateRow, publicKey: string): void {
  row.consensusKey = publicKey
  row.validator = toUpperHex(consensusAddress(fromHex(publicKey)))
}

/** Makes a bucket the self-stake, in place of the one before. */
export function setSelfStake(state: IndexState, id: string, index: number): void {
  const delegate = state.delegate(id)
  if (delegate.selfStakeBucket !== null) {
    changeBucket(state, state.buckets.get(delegate.selfStakeBucket), (bucket) => {
      bucket.selfStake = false
    })
  }
  delegate.selfStakeBucket = index
  changeBucket(state, state.buckets.get(index), (bucket) => {
    bucket.selfStake = true
  })
}

function changeDelegate(
  { state }: EventContext,
  id: string,
  change: (row: DelegateRow) => void,
): void {
  const row = state.delegate(id)
  change(row)
  row.searchText = searchTextOf(row)
}

export const DELEGATES_WRITERS: WritersOf<
  | 'CandidateRegistered'
  | 'CandidateUpdated'
  | 'CandidateActivated'
  | 'CandidateOwnershipTransferred'
  | 'CandidateDeactivationRequested'
  | 'CandidateDeactivationScheduled'
  | 'CandidateDeactivated'
  | 'ConsensusKeySet'
  | 'BlsKeySet'
  | 'ProfileSet'
> = {
  CandidateRegistered: (context, args) => {
    const { state, height } = context
    const { registrationFeeRau } = state.currentRules
    state.moveCoins(senderOf(context), SYSTEM_ADDRESSES.rewarding, registrationFeeRau)
    state.sync.delegates++
    state.delegates.touch(
      newDelegate({
        id: args.candidate,
        registration: state.sync.delegates,
        name: args.name,
        owner: args.ownerAddress,
        operator: args.operatorAddress,
        reward: args.rewardAddress,
        blsKey: args.blsPubKey,
        height,
      }),
    )
  },
  CandidateUpdated: (context, args) => {
    changeDelegate(context, args.candidate, (row) => {
      row.owner = args.ownerAddress
      row.operator = args.operatorAddress
      row.name = args.name
      row.reward = args.rewardAddress
      row.blsKey = args.blsPubKey === '0x' ? null : args.blsPubKey
    })
  },
  CandidateActivated: ({ state }, { candidate, bucketIndex }) => {
    setSelfStake(state, candidate, Number(bucketIndex))
  },
  CandidateOwnershipTransferred: (context, { candidate, to }) => {
    changeDelegate(context, candidate, (row) => {
      row.owner = to
    })
  },
  CandidateDeactivationRequested: (context, { candidate }) => {
    changeDelegate(context, candidate, (row) => {
      row.exit = 'queued'
    })
  },
  CandidateDeactivationScheduled: (context, { candidate, blockNumber }) => {
    changeDelegate(context, candidate, (row) => {
      row.exit = 'admitted'
      row.exitHeight = Number(blockNumber)
    })
  },
  CandidateDeactivated: (context, { candidate }) => {
    changeDelegate(context, candidate, (row) => {
      row.exit = 'none'
      row.exitHeight = null
      row.retired = true
    })
  },
  ConsensusKeySet: (context, { candidate, publicKey }) => {
    changeDelegate(context, candidate, (row) => setConsensusKey(row, publicKey))
  },
  BlsKeySet: (context, { candidate, publicKey }) => {
    changeDelegate(context, candidate, (row) => {
      row.blsKey = publicKey
    })
  },
  ProfileSet: (context, args) => {
    const { candidate, version, logoHash, textHash, links, ...said } = args
    const content = {
      ...said,
      logoHash: logoHash === NO_HASH ? null : logoHash,
      textHash: textHash === NO_HASH ? null : textHash,
      links: [...links],
    }
    context.state.append(profiles, {
      delegate: candidate,
      version,
      ...content,
      ...placeOf(context),
    })
    changeDelegate(context, candidate, (row) => {
      Object.assign(row, content, { profileVersion: version, profileHeight: context.height })
    })
  },
}
