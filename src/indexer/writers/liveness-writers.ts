import type { EventContext, WritersOf } from '../apply/event-context.ts'
import { activity, missedBlocks, probationChanges, slashes } from '../schema.ts'

type Slash = typeof slashes.$inferInsert

/** A penalty with the bucket that it was taken from: the delegate's self-stake, which the block has changed before. */
function addSlash(
  { state, eventId, height, timeMs, epoch }: EventContext,
  slash: Pick<Slash, 'delegate' | 'cause' | 'takenRau'> & Partial<Slash>,
): void {
  const { selfStakeBucket, selfStakeRau } = state.delegates.get(slash.delegate)
  const bucket = selfStakeBucket === null ? undefined : state.buckets.get(selfStakeBucket)
  state.append(slashes, {
    eventId,
    height,
    timeMs,
    epoch,
    bucket: selfStakeBucket,
    owner: bucket?.owner ?? null,
    amountRau: selfStakeRau,
    faultHeight: null,
    missed: null,
    ...slash,
  })
}

export const LIVENESS_WRITERS: WritersOf<
  'BlockMissed' | 'EpochActivity' | 'ProbationChanged' | 'DoubleSigned' | 'UnproductiveSlashed'
> = {
  BlockMissed: ({ state, timeMs }, { height, delegate, round }) => {
    const missed = Number(height)
    const block = state.blocks.get(missed)
    block.round = Math.max(block.round ?? 0, round + 1)
    state.blocks.touch(block)
    state.epoch(block.epoch).missed++
    state.append(missedBlocks, { height: missed, round, delegate, epoch: block.epoch, timeMs })
  },
  EpochActivity: ({ state }, args) => {
    const { delegate, produced, missed, signed, absent, unproductive } = args
    const epoch = Number(args.epoch)
    state.append(activity, { epoch, delegate, produced, missed, signed, absent, unproductive })
    const row = state.delegate(delegate)
    row.produced += produced
    row.missed += missed
    row.signed += signed
    row.absent += absent
    row.epochsServed++
    if (unproductive) row.epochsUnproductive++
    const due = row.produced + row.missed
    row.uptimeBps = due === 0 ? null : Math.floor((row.produced * 10_000) / due)
  },
  ProbationChanged: (
    { state, eventId, height, timeMs, epoch },
    { delegate, unproductiveEpochs },
  ) => {
    state.delegate(delegate).probationEpochs = unproductiveEpochs
    state.append(probationChanges, {
      eventId,
      height,
      timeMs,
      epoch,
      delegate,
      unproductiveEpochs,
    })
  },
  DoubleSigned: (context, { delegate, height, slashedRau }) => {
    const fault = { faultHeight: Number(height), takenRau: slashedRau }
    addSlash(context, { delegate, cause: 'double-signed', ...fault })
  },
  UnproductiveSlashed: (context, { delegate, missed, slashedRau }) => {
    addSlash(context, { delegate, cause: 'unproductive', missed, takenRau: slashedRau })
  },
}
