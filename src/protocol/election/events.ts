import { defineEvent } from '../event.ts'
import { ELECTION_ADDRESS } from '../system-addresses.ts'

export const SetElected = defineEvent(
  ELECTION_ADDRESS,
  'SetElected',
  [
    { type: 'uint64', name: 'epoch', indexed: true },
    { type: 'bool', name: 'continued' },
    { type: 'bytes32', name: 'mix' },
    { type: 'address[]', name: 'consensusDelegates' },
    { type: 'address[]', name: 'producers' },
  ],
  'At the election point: who serves in the next epoch, by rank, and which of them produce. `continued` means that nobody was eligible and the set before carries on.',
)

export const ELECTION_EVENTS = [SetElected]
