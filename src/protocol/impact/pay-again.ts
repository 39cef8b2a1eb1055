import type { BlockContext } from '../action.ts'
import { getRegister } from '../governance/change-state.ts'
import type { Payment } from '../governance/payload.ts'
import { getCommunityRau, openStreams, processStreams } from '../governance/treasury.ts'
import { grant } from '../rewards/fund.ts'
import { COMMUNITY_ADDRESS } from '../system-addresses.ts'
import type { World } from '../world.ts'

/** What one epoch brings into the community fund. */
export interface Inflow {
  readonly epoch: number
  readonly communityRau: bigint
}

export interface PaidEpoch {
  readonly epoch: number
  readonly inflowRau: bigint
  /** To the payments asked for, newly due. */
  readonly dueRau: bigint
  readonly paidRau: bigint
  /** Due and not paid so far. */
  readonly owedRau: bigint
  /** Left in the fund, after the payments that were decided before, too. */
  readonly fundRau: bigint
}

/**
 * Pays from the community fund as it is now, on a copy, behind the payments that were decided before: one boundary after another, each
 * of which brings in what is given.
 */
export function payAgain(
  context: BlockContext,
  payments: readonly Payment[],
  inflows: readonly Inflow[],
): readonly PaidEpoch[] {
  const { world } = context
  const first = getRegister(world).nextStream
  openStreams(world, { id: 0 }, payments)
  const paid: PaidEpoch[] = []
  for (const { epoch, communityRau } of inflows) {
    const before = sumOf(world, first)
    if (communityRau > 0n) {
      const [delegate, reward] = [COMMUNITY_ADDRESS, COMMUNITY_ADDRESS]
      grant(world, { epoch, kind: 'community', delegate, reward, amountRau: communityRau })
    }
    processStreams({ ...context, epoch, emit: () => undefined })
    const after = sumOf(world, first)
    paid.push({
      epoch,
      inflowRau: communityRau,
      dueRau: before.nextRau,
      paidRau: after.paidRau - before.paidRau,
      owedRau: after.owedRau,
      fundRau: getCommunityRau(world),
    })
  }
  return paid
}

/** The streams from number `first` on, together. */
function sumOf(world: World, first: number) {
  const sum = { paidRau: 0n, owedRau: 0n, nextRau: 0n }
  world.governance.streams.each((number, stream) => {
    if (number < first) return
    sum.paidRau += stream.paidRau
    sum.owedRau += stream.owedRau
    if (stream.epochsLeft > 0) sum.nextRau += stream.perEpochRau
  })
  return sum
}
