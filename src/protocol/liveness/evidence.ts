import { mulDiv } from '#base/integers.ts'
import type { Misbehavior } from '../abci.ts'
import type { BlockContext } from '../action.ts'
import { creditFund } from '../rewards/fund.ts'
import { slashSelfStake } from '../staking/slash.ts'
import { countFault } from './count.ts'
import { DoubleSigned } from './events.ts'

/**
 * Acts on evidence of double signing, once for each validator and height: part of the self-stake goes to the reward fund,
 * and the running epoch counts as unproductive, which brings probation.
 */
export function processEvidence(context: BlockContext, evidence: readonly Misbehavior[]): void {
  const { world, rules, height } = context
  for (const item of evidence) {
    const key = `${item.validator}/${item.height}/${item.type}`
    if (world.liveness.evidence.has(key)) continue
    world.liveness.evidence.set(key, height)
    const id = world.delegates.index.byValidator(item.validator)
    const delegate = id === undefined ? undefined : world.delegates.delegates.get(id)
    if (delegate === undefined) continue
    const dueRau = mulDiv(
      delegate.selfStakeRau,
      BigInt(rules.doubleSignSlashPermille),
      1_000n,
      'up',
    )
    const slashedRau = slashSelfStake(context, delegate.id, dueRau)
    creditFund(world, slashedRau)
    countFault(world, delegate.id)
    context.emit(DoubleSigned.log(delegate.id, item.height, slashedRau))
  }
}
