import { minBigint } from '#base/integers.ts'
import { must } from '#base/assert.ts'
import { moveCoins } from '../accounts/balance.ts'
import type { BlockContext } from '../action.ts'
import { getUnclaimedRau, takeUnclaimed } from '../rewards/fund.ts'
import { ONLY } from '../store.ts'
import { COMMUNITY_ADDRESS, REWARDING_ADDRESS } from '../system-addresses.ts'
import type { World } from '../world.ts'
import { getRegister } from './change-state.ts'
import { accountsOf } from './power.ts'
import { TreasuryPaid } from './events.ts'
import type { Payment } from './payload.ts'
import type { Proposal, Stream } from './state.ts'

/** What the community fund holds: its share of the epoch rewards that nobody has been paid yet. */
export function getCommunityRau(world: World): bigint {
  return getUnclaimedRau(world, COMMUNITY_ADDRESS)
}

export function openStreams(
  world: World,
  proposal: Pick<Proposal, 'id'>,
  payments: readonly Payment[],
): void {
  for (const { to, perEpochRau, epochs } of payments) {
    const register = getRegister(world)
    world.governance.register.set(ONLY, { ...register, nextStream: register.nextStream + 1 })
    world.governance.streams.set(register.nextStream, {
      proposal: proposal.id,
      to,
      perEpochRau,
      epochsLeft: epochs,
      owedRau: 0n,
      paidRau: 0n,
    })
  }
}

/**
 * Pays what is due, the oldest stream first; what the fund cannot cover is owed and tried again at the next boundary. Streams to the
 * accounts of the rule `heldPayees` stand still.
 */
export function processStreams(context: BlockContext): void {
  const { world, rules } = context
  const held = accountsOf(rules.heldPayees)
  const open: number[] = []
  world.governance.streams.each((number, { to, epochsLeft, owedRau }) => {
    if ((epochsLeft > 0 || owedRau > 0n) && !held.has(to)) open.push(number)
  })
  for (const number of open) {
    const stream = must(world.governance.streams.get(number), 'a stream')
    payStream(context, number, stream)
  }
}

function payStream(context: BlockContext, number: number, stream: Stream): void {
  const { world } = context
  const dueRau = stream.owedRau + (stream.epochsLeft > 0 ? stream.perEpochRau : 0n)
  const paidRau = minBigint(dueRau, getCommunityRau(world))
  const owedRau = dueRau - paidRau
  const epochsLeft = Math.max(0, stream.epochsLeft - 1)
  if (paidRau > 0n) {
    takeUnclaimed(world, COMMUNITY_ADDRESS, paidRau)
    moveCoins(world.accounts, REWARDING_ADDRESS, stream.to, paidRau)
  }
  world.governance.streams.set(number, {
    ...stream,
    epochsLeft,
    owedRau,
    paidRau: stream.paidRau + paidRau,
  })
  context.emit(TreasuryPaid.log(stream.proposal, stream.to, paidRau, owedRau, epochsLeft))
}
