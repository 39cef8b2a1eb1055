import type { Address } from '#base/address.ts'
import { must } from '#base/assert.ts'
import type { Rules } from '#params/rule-table.ts'
import type { BlockContext } from '../action.ts'
import { getRules } from '../params/rules.ts'
import { ONLY } from '../store.ts'
import type { World } from '../world.ts'
import { withoutRepeats } from './class-rules.ts'
import { aged, computeBucketPower, excludedBy, powerAt, setPower } from './power.ts'
import type { PowerTotal } from './state.ts'

/** How the aged power of an account changed with the epoch that ends, for one maturity. */
export type OnPowerChange = (
  account: Address,
  maturityEpochs: number,
  beforeRau: bigint,
  afterRau: bigint,
) => void

/**
 * Σ of all aged power at the end of the running epoch, for each maturity of `maturities`: the sum of the boundary before, and what
 * changed since. An account's min(P(e), P(e − A)) differs from that of the boundary before only if its power changed in e or in
 * e − A, so that the cost is what changed in two epochs, not what there is. Sums of a new maturity, or after a change of the excluded
 * accounts, are made from all accounts once. Tells `onChange` of each difference.
 */
export function processPowerTotals(
  context: BlockContext,
  maturities: readonly number[],
  onChange: OnPowerChange,
): void {
  const { world, rules, epoch } = context
  const known = world.governance.powerTotals.get(ONLY)
  const isSameList = known?.excludedAccounts === rules.excludedAccounts
  // Who supports what is known by account, so differences are told in any case.
  const added = sumDifferences(context, maturities, onChange)
  const totals = maturities.map((maturityEpochs, place): PowerTotal => {
    const last = known?.totals.find((total) => total.maturityEpochs === maturityEpochs)
    const isCarried = last !== undefined && isSameList && known?.epoch === epoch - 1
    const totalRau = isCarried
      ? last.totalRau + (added[place] as bigint)
      : sumAll(world, epoch, maturityEpochs)
    return { maturityEpochs, totalRau }
  })
  world.governance.powerTotals.set(ONLY, {
    epoch,
    excludedAccounts: rules.excludedAccounts,
    totals,
  })
}

/** By place in `maturities`. PERF: to find an account's points is most of the work, so each is looked up once for all maturities. */
function sumDifferences(
  context: BlockContext,
  maturities: readonly number[],
  onChange: OnPowerChange,
): readonly bigint[] {
  const { world, rules, epoch } = context
  const excluded = excludedBy(rules)
  const excludedBefore = excludedBy(getRules(world, epoch - 1))
  const sums = maturities.map(() => 0n)
  const look = (account: Address): void => {
    const points = world.governance.powers.get(account)
    const isOut = excluded.has(account)
    const wasOut = excludedBefore.has(account)
    for (let place = 0; place < sums.length; place++) {
      const maturityEpochs = maturities[place] as number
      const beforeRau = wasOut ? 0n : aged(points, epoch - 1, maturityEpochs)
      const afterRau = isOut ? 0n : aged(points, epoch, maturityEpochs)
      if (beforeRau === afterRau) continue
      sums[place] = (sums[place] as bigint) + afterRau - beforeRau
      onChange(account, maturityEpochs, beforeRau, afterRau)
    }
  }
  const groups = groupsConcerned(context, maturities)
  for (let place = 0; place < groups.length; place++) {
    const earlier = groups.slice(0, place)
    for (const account of groups[place] as ReadonlySet<Address>) {
      if (!earlier.some((other) => other.has(account))) look(account)
    }
  }
  return sums
}

/** Sets of accounts whose aged power may be another one than at the boundary before. */
function groupsConcerned(
  { world, rules, epoch }: BlockContext,
  maturities: readonly number[],
): readonly ReadonlySet<Address>[] {
  const { powerIndex } = world.governance
  // What genesis gave counts as held ever since: nothing comes of age that was there at epoch 0.
  const past = maturities.map((maturity) => epoch - maturity).filter((then) => then > 0)
  const changed = withoutRepeats([epoch, ...past]).map((one) => powerIndex.changedIn(one))
  const before = getRules(world, epoch - 1)
  return rules.excludedAccounts === before.excludedAccounts
    ? changed
    : [...changed, excludedBy(rules), excludedBy(before)]
}

/** PERF: reads every account; only for a maturity that was not asked for before, or with other excluded accounts. */
export function sumAll(world: World, epoch: number, maturityEpochs: number): bigint {
  const excluded = excludedBy(getRules(world, epoch))
  let sumRau = 0n
  world.governance.powers.each((account, points) => {
    if (!excluded.has(account)) sumRau += aged(points, epoch, maturityEpochs)
  })
  return sumRau
}

/** Σ aged power at the boundary that was last. */
export function getPowerTotal(world: World, maturityEpochs: number): bigint {
  const known = must(world.governance.powerTotals.get(ONLY), 'the sums of power')
  const total = known.totals.find((one) => one.maturityEpochs === maturityEpochs)
  return must(total, 'the sum of power for a maturity').totalRau
}

/**
 * The next epoch weighs long locks differently: all power is worked out anew from the buckets, as of the next epoch. What was the
 * power at past boundaries stays. PERF: reads every bucket; once for each change of the rule `lockBonusCapPercent`.
 */
export function processLockBonus(context: BlockContext, next: Rules): void {
  const { world, rules, epoch } = context
  if (rules.lockBonusCapPercent === next.lockBonusCapPercent) return
  const sums = new Map<Address, bigint>()
  const owners: Address[] = []
  world.staking.buckets.each((_, bucket) => {
    const powerRau = computeBucketPower(bucket, next)
    const sumRau = sums.get(bucket.owner)
    if (sumRau === undefined) owners.push(bucket.owner)
    sums.set(bucket.owner, (sumRau ?? 0n) + powerRau)
  })
  for (const account of owners) {
    const powerRau = must(sums.get(account), 'the power of an owner')
    if (powerAt(world.governance.powers.get(account), epoch) === powerRau) continue
    setPower(world, account, { epoch: epoch + 1, powerRau })
  }
}
