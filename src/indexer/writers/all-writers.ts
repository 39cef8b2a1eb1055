import type { EventContext, WritersOf } from '../apply/event-context.ts'
import type { DecodedLog, EventName } from '../events/decode-event.ts'
import { ACTION_WRITERS } from './action-writers.ts'
import { DELEGATES_WRITERS } from './delegates-writers.ts'
import { ELECTION_WRITERS } from './election-writers.ts'
import { LIVENESS_WRITERS } from './liveness-writers.ts'
import { PROPOSAL_WRITERS } from './proposal-writers.ts'
import { REWARDS_WRITERS } from './rewards-writers.ts'
import { STAKING_WRITERS } from './staking-writers.ts'
import { VOTE_WRITERS } from './vote-writers.ts'

/** One writer for each event of the ABI: one that is missing does not compile. */
const WRITERS: WritersOf<EventName> = {
  ...STAKING_WRITERS,
  ...DELEGATES_WRITERS,
  ...REWARDS_WRITERS,
  ...LIVENESS_WRITERS,
  ...ELECTION_WRITERS,
  ...PROPOSAL_WRITERS,
  ...VOTE_WRITERS,
  ...ACTION_WRITERS,
}

export function writeEvent(context: EventContext, { name, args }: DecodedLog): void {
  const write = WRITERS[name] as (context: EventContext, args: unknown) => void
  write(context, args)
}
