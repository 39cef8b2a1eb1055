import { defineEvent } from '../event.ts'
import { LIVENESS_ADDRESS } from '../system-addresses.ts'

export const BlockMissed = defineEvent(
  LIVENESS_ADDRESS,
  'BlockMissed',
  [
    { type: 'uint64', name: 'height', indexed: true },
    { type: 'address', name: 'delegate', indexed: true },
    { type: 'uint32', name: 'round' },
  ],
  'A delegate was due to produce block `height` in this round and did not.',
)

export const EpochActivity = defineEvent(
  LIVENESS_ADDRESS,
  'EpochActivity',
  [
    { type: 'uint64', name: 'epoch', indexed: true },
    { type: 'address', name: 'delegate', indexed: true },
    { type: 'uint32', name: 'produced' },
    { type: 'uint32', name: 'missed' },
    { type: 'uint32', name: 'signed' },
    { type: 'uint32', name: 'absent' },
    { type: 'bool', name: 'unproductive' },
  ],
  'At an epoch’s last block, for each delegate that had something to do.',
)

export const ProbationChanged = defineEvent(
  LIVENESS_ADDRESS,
  'ProbationChanged',
  [
    { type: 'address', name: 'delegate', indexed: true },
    { type: 'uint32', name: 'unproductiveEpochs' },
  ],
  'A delegate’s unproductive epochs within the probation window changed; with more than 0 it is on probation.',
)

export const DoubleSigned = defineEvent(
  LIVENESS_ADDRESS,
  'DoubleSigned',
  [
    { type: 'address', name: 'delegate', indexed: true },
    { type: 'uint64', name: 'height' },
    { type: 'uint256', name: 'slashedRau' },
  ],
  'Evidence that a delegate signed two blocks of one height: its self-stake was slashed and the epoch counts as unproductive.',
)

export const UnproductiveSlashed = defineEvent(
  LIVENESS_ADDRESS,
  'UnproductiveSlashed',
  [
    { type: 'uint64', name: 'epoch', indexed: true },
    { type: 'address', name: 'delegate', indexed: true },
    { type: 'uint32', name: 'missed' },
    { type: 'uint256', name: 'slashedRau' },
  ],
  'Missed blocks of an unproductive epoch cost self-stake, where the rules say so.',
)

export const LIVENESS_EVENTS = [
  BlockMissed,
  EpochActivity,
  ProbationChanged,
  DoubleSigned,
  UnproductiveSlashed,
]
