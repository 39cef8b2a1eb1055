import type { Address } from '#base/address.ts'
import { must } from '#base/assert.ts'
import { mulDiv } from '#base/integers.ts'
import type { Misbehavior } from '../abci.ts'
import type { BlockContext } from '../action.ts'
import { getDelegate } from '../delegates/find-delegate.ts'
import { getCurrentEpoch, getSet } from '../epochs/epoch.ts'
import { creditFund } from '../rewards/fund.ts'
import { slashSelfStake } from '../staking/slash.ts'
import type { World } from '../world.ts'
import { countFault, delegateOfValidator } from './count.ts'
import { DoubleSigned } from './events.ts'

/**
 * The delegate that signed as this validator at that height, by the keys that were frozen at the election: whoever has the
 * key now may be another, and changing it must not be a way out. The last block of an epoch is signed by those who join with
 * the next one, too.
 */
function findSigner(world: World, { validator, height }: Misbehavior): Address | undefined {
  for (let { epoch } = getCurrentEpoch(world); epoch >= 1; epoch--) {
    const { startHeight } = must(world.epochs.epochs.get(epoch), 'an epoch that began')
    if (height < startHeight) continue
    const next = world.election.sets.get(epoch + 1)
    return (
      delegateOfValidator(getSet(world, epoch), validator) ??
      (next === undefined ? undefined : delegateOfValidator(next, validator))
    )
  }
  return undefined
}

/**
 * Acts on evidence of double signing, once for each validator and height: part of the self-stake goes to the reward fund,
 * and the running epoch counts as unproductive, which brings probation.
 */
export function processEvidence(context: BlockContext, evidence: readonly Misbehavior[]): void {
  const { world, rules, height } = context
  for (const item of evidence) {
    const key = `${item.validator}/${item.height}`
    if (world.liveness.evidence.has(key)) continue
    world.liveness.evidence.set(key, height)
    const id = findSigner(world, item)
    if (id === undefined) continue
    const delegate = getDelegate(world, id)
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
