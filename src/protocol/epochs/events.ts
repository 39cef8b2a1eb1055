import { defineEvent } from '../event.ts'
import { EPOCHS_ADDRESS } from '../system-addresses.ts'

export const EpochStarted = defineEvent(
  EPOCHS_ADDRESS,
  'EpochStarted',
  [
    { type: 'uint64', name: 'epoch', indexed: true },
    { type: 'uint64', name: 'startHeight' },
    { type: 'uint64', name: 'blocks' },
    { type: 'uint32', name: 'consensusDelegates' },
    { type: 'uint32', name: 'producers' },
  ],
  'First block of an epoch: the new producers take over.',
)

export const EPOCHS_EVENTS = [EpochStarted]
