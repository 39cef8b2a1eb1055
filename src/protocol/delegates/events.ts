import { defineEvent, type EventInput } from '../event.ts'
import { DELEGATES_ADDRESS, STAKING_ADDRESS } from '../system-addresses.ts'

const candidate: EventInput = { type: 'address', name: 'candidate', indexed: true }
const description: readonly EventInput[] = [
  candidate,
  { type: 'address', name: 'ownerAddress', indexed: true },
  { type: 'address', name: 'operatorAddress' },
  { type: 'string', name: 'name' },
  { type: 'address', name: 'rewardAddress' },
  { type: 'bytes', name: 'blsPubKey' },
]

export const CandidateRegistered = defineEvent(
  STAKING_ADDRESS,
  'CandidateRegistered',
  description,
  'A delegate came into being; registration numbers follow the order of these events, after the delegates of genesis. (IoTeX’s event.)',
)

export const CandidateUpdated = defineEvent(
  STAKING_ADDRESS,
  'CandidateUpdated',
  description,
  'Name, operator, reward address or BLS key changed; all of them as they are now. (IoTeX’s event.)',
)

export const CandidateActivated = defineEvent(
  STAKING_ADDRESS,
  'CandidateActivated',
  [candidate, { type: 'uint64', name: 'bucketIndex' }],
  'The bucket is the delegate’s self-stake from now on, in place of the one before. (IoTeX’s event.)',
)

export const CandidateOwnershipTransferred = defineEvent(
  STAKING_ADDRESS,
  'CandidateOwnershipTransferred',
  [
    candidate,
    { type: 'address', name: 'from', indexed: true },
    { type: 'address', name: 'to', indexed: true },
  ],
  'A delegate has another owner. If its self-stake was not an endorsed bucket, `SelfStakeReleased` comes with it.',
)

export const CandidateDeactivationRequested = defineEvent(
  STAKING_ADDRESS,
  'CandidateDeactivationRequested',
  [candidate],
  'The owner asked to leave; the delegate waits in the exit queue. (IoTeX’s event.)',
)

export const CandidateDeactivationScheduled = defineEvent(
  STAKING_ADDRESS,
  'CandidateDeactivationScheduled',
  [candidate, { type: 'uint64', name: 'blockNumber' }],
  'At the start of an epoch: the exit is admitted, the delegate is out of the election, and it may confirm from that block on. (IoTeX’s event.)',
)

export const CandidateDeactivated = defineEvent(
  STAKING_ADDRESS,
  'CandidateDeactivated',
  [candidate],
  'The exit was confirmed: the delegate has left for good, its self-stake is an ordinary bucket. (IoTeX’s event.)',
)

export const ConsensusKeySet = defineEvent(
  DELEGATES_ADDRESS,
  'ConsensusKeySet',
  [candidate, { type: 'bytes', name: 'publicKey' }],
  'The ed25519 key with which the delegate signs blocks, from the next election on.',
)

export const BlsKeySet = defineEvent(
  DELEGATES_ADDRESS,
  'BlsKeySet',
  [candidate, { type: 'bytes', name: 'publicKey' }],
  'The BLS key with which the delegate signs its reveals, proven to be its own.',
)

export const ProfileSet = defineEvent(
  DELEGATES_ADDRESS,
  'ProfileSet',
  [
    candidate,
    { type: 'uint32', name: 'version', indexed: true },
    { type: 'string', name: 'displayName' },
    { type: 'string', name: 'group' },
    { type: 'string', name: 'website' },
    { type: 'string', name: 'region' },
    { type: 'bytes32', name: 'logoHash' },
    { type: 'bytes32', name: 'textHash' },
    { type: 'string[]', name: 'links' },
    { type: 'uint16', name: 'blockCommissionBps' },
    { type: 'uint16', name: 'epochCommissionBps' },
    { type: 'uint16', name: 'bonusCommissionBps' },
  ],
  'A new version of a delegate’s profile, in full. Older versions are in older events.',
)

export const DELEGATES_EVENTS = [
  CandidateRegistered,
  CandidateUpdated,
  CandidateActivated,
  CandidateOwnershipTransferred,
  CandidateDeactivationRequested,
  CandidateDeactivationScheduled,
  CandidateDeactivated,
  ConsensusKeySet,
  BlsKeySet,
  ProfileSet,
]
